"""What happened when: the last steps of the records of a briefing, as statements and as a Mermaid diagram."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.ask.standing import joined as joined_by
from commitments.brief.footnotes import Footnotes, bearing, of_step
from commitments.brief.markdown import Markdown, Record, joined, link
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import speaking, teller, what, who
from commitments.model import dates
from commitments.model.ladder import OF_STANCE, PROMISED
from commitments.render.timeline import ENTITIES, drawn

TOLD = 24
"""How many steps are told, the last ones."""
DRAWN = 2
"""How many actors of a step the diagram names before it counts the others."""


class Happening(NamedTuple):
    """A step in the history of a record."""

    record: Record
    step: Record

    @property
    def is_first(self) -> bool:
        """Whether it is what began the record: the words, or the signature."""
        return bool(self.step == self.record["history"][0])

    @property
    def then(self) -> Record:
        """The record with those of its parties alone that it had on the day."""
        return {**self.record, "parties": joined_by(self.record["parties"], dates.latest(self.step["date"]))}

    @property
    def order(self) -> tuple[str, str, str]:
        """When it happened, as far as is known, for sorting."""
        day = self.step["date"]
        return dates.earliest(day) or dates.latest(day) or "", dates.latest(day) or "9999", self.record["id"]


def happenings(records: Sequence[Record]) -> list[Happening]:
    """All steps of some records in order of time; that something was looked for in vain is no step."""
    steps = (Happening(record, step) for record in records for step in record["history"])
    return sorted((each for each in steps if each.step["status"] != "nothing-found"), key=lambda each: each.order)


def told(happening: Happening, book: Phrasebook, notes: Footnotes) -> Markdown:
    """A step as a statement: when, and who took which stance first; of a later step, what became of it."""
    record, step = happening.then, happening.step
    evidence = _bearing(happening)
    speaks = who(record, book)
    if record["voice"] != "own":
        speaks = book.say("by_teller", who=speaks, teller=teller(record, book, evidence))
    values = {
        "day": book.date(step["date"]), "who": speaks, "label": book.label("lifecycle-statuses", step["status"]),
        "told": what(record, book), "link": link(record), "notes": notes.marks(evidence),
    }  # fmt: skip
    if happening.is_first:
        values["label"] = book.separated("comma", (values["label"], *_weakened(record, book)))
        return book.say("happened", stance=book.say(record["stance"], "stances"), **values)
    return book.say("became", **{**values, "told": _stood_for(record, book)})


def _weakened(record: Record, book: Phrasebook) -> list[Markdown]:
    """What weakens the words of a record, in a word each: hedges, and events that it hangs on."""
    hanging = any(item["role"] in {"precondition", "trigger"} for item in record["conditions"])
    marks = {"hedged_mark": record["hedges"], "conditional_mark": hanging}
    return [book.say(mark) for mark, there in marks.items() if there]


def _stood_for(record: Record, book: Phrasebook) -> Markdown:
    """The type of guarantee, and how firm the words are where they promise nothing."""
    strength = _unpromised(record, book)
    return book.say("at_stance", told=what(record, book), strength=strength) if strength else what(record, book)


def _unpromised(record: Record, book: Phrasebook) -> str | None:
    """What people call the strength of words that are no promise, so that what became of them is not taken for one."""
    strength = OF_STANCE[record["stance"]]
    return None if strength in PROMISED - {"conditional"} else book.label("strengths", strength)


def _bearing(happening: Happening) -> list[Record]:
    """The evidence of a step, or the first of the stance where the step has none of its own."""
    return of_step(happening.record, happening.step) or bearing(happening.record, "stance")[:1]


def above(steps: Sequence[Happening], book: Phrasebook) -> Markdown:
    """What stands above the last steps: a diagram of them, and how many there are, if not all are told."""
    diagram = mermaid(steps[-TOLD:], book)
    if len(steps) <= TOLD:
        return diagram
    return joined("\n\n", (diagram, book.say("last_events", n=TOLD, whole=len(steps))))


def mermaid(told_of: Sequence[Happening], book: Phrasebook) -> Markdown:
    """Draw steps as a Mermaid timeline, a section to a year."""
    years: dict[str, dict[str, list[str]]] = {}
    for happening in told_of:
        day = happening.step["date"]
        year = (dates.earliest(day) or dates.latest(day) or "")[:4]
        years.setdefault(drawn(year), {}).setdefault(book.date(day).translate(ENTITIES), []).append(
            _drawn(happening, book)
        )
    lines = ["```mermaid", "timeline"]
    for year, days in sorted(years.items()):
        lines += [f"    section {year}", *(f"        {day} : {' : '.join(texts)}" for day, texts in days.items())]
    return Markdown("\n".join([*lines, "```"])) if told_of else Markdown("")


def _drawn(happening: Happening, book: Phrasebook) -> str:
    record, comma = happening.then, str(book.words["phrases"]["comma"])
    actors = speaking(record)
    more = [f"+{len(actors) - DRAWN}"] if len(actors) > DRAWN else []
    kind = book.label("guarantee-types", record["type"])
    named = comma.join([*map(book.actor, actors[:DRAWN]), *more, kind])
    stance = [book.say(record["stance"], "stances") if happening.is_first else _unpromised(record, book)]
    voice = [] if record["voice"] == "own" else [book.label("voices", record["voice"])]
    status = book.label("lifecycle-statuses", happening.step["status"])
    return drawn(f"{named}: {comma.join(filter(None, [*stance, *voice, status]))}")
