"""What happened when: the last steps of the records of a briefing, as statements and as a Mermaid diagram."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commitments.brief.footnotes import Footnotes
from commitments.brief.markdown import Markdown, Record, joined, link
from commitments.brief.phrasebook import Phrasebook
from commitments.brief.statements import speaking, teller, what, who
from commitments.escaping import on_one_line
from commitments.model import dates
from commitments.render.timeline import ENTITIES

TOLD = 24
"""How many steps are told, the last ones."""
DRAWN = 2
"""How many actors of a step the diagram names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A step in the history of a record."""

    record: Record
    step: Record

    @property
    def order(self) -> tuple[str, str, str]:
        """When it happened, as far as is known, for sorting."""
        day = self.step["date"]
        return dates.earliest(day) or "", dates.latest(day) or "9999", self.record["id"]


def happenings(records: Sequence[Record]) -> list[Happening]:
    """All steps of some records in order of time; that something was looked for in vain is no step."""
    steps = (Happening(record, step) for record in records for step in record["history"])
    return sorted((each for each in steps if each.step["status"] != "nothing-found"), key=lambda each: each.order)


def told(happening: Happening, book: Phrasebook, notes: Footnotes) -> Markdown:
    """A step as a statement: when, who, with which stance, what became of what."""
    record, step = happening.record, happening.step
    speaks = who(record, book)
    if record["voice"] != "own":
        speaks = book.say("by_teller", who=speaks, teller=teller(record, book))
    return book.say(
        "happened", day=book.date(step["date"]), who=speaks, stance=book.say(record["stance"], "stances"),
        label=book.label("lifecycle-statuses", step["status"]), told=what(record, book), link=link(record),
        notes=step_notes(happening, notes),
    )  # fmt: skip


def step_notes(happening: Happening, notes: Footnotes) -> Markdown:
    """The marks of the evidence of a step, or of the stance where the step has none of its own."""
    named = (happening.step["evidence"] or "").split()
    bearing = [evidence for evidence in happening.record["evidence"] if evidence["id"] in named]
    return notes.marks(bearing) if bearing else notes.of(happening.record, on="stance", most=1)


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
        years.setdefault(year, {}).setdefault(book.date(day), []).append(_drawn(happening, book))
    lines = ["```mermaid", "timeline"]
    for year, days in sorted(years.items()):
        lines += [f"    section {year}", *(f"        {day} : {' : '.join(texts)}" for day, texts in days.items())]
    return Markdown("\n".join([*lines, "```"])) if told_of else Markdown("")


def _drawn(happening: Happening, book: Phrasebook) -> str:
    record = happening.record
    actors = speaking(record)
    more = [f"+{len(actors) - DRAWN}"] if len(actors) > DRAWN else []
    names = ", ".join([*map(book.actor, actors[:DRAWN]), *more])
    kind = book.label("guarantee-types", record["type"])
    stance = book.say(record["stance"], "stances")
    voice = [] if record["voice"] == "own" else [book.label("voices", record["voice"])]
    status = book.label("lifecycle-statuses", happening.step["status"])
    return on_one_line(f"{names}, {kind}: {', '.join([stance, *voice, status])}").translate(ENTITIES)
