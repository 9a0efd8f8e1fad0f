"""The parts of a briefing: each a list of statements that lead to their records and to the words these rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.brief.sentences import (
    Markdown,
    Record,
    condition,
    link,
    particulars,
    predicate,
    quoted,
    speaker,
    term,
    who,
)
from commitments.english import counted, listed
from commitments.escaping import for_markdown
from commitments.model import dates
from commitments.model.ladder import AGAINST

IN_FORCE = frozenset({"binding", "operational"})
FEW = 4
"""How many of a kind the bottom line names before it says how many more there are."""
PROMISES = ("operational", "binding", "signed", "declared", "pledged", "conditional")
MISSING = frozenset({"not-stated", "undisclosed", "not-found", "out-of-coverage"})
FOUND = MappingProxyType(
    {
        "exact": "Found word for word in the archived text, line {line}",
        "normalised": "Found in the archived text after evening out spaces and marks, line {line}",
        "cited-only": "Cited only: the text is not archived here",
    }
)
Section: TypeAlias = tuple[str, list[tuple[str, list[Markdown]]]]
"""A heading, and under it the statements on each actor."""


@dataclass
class Footnotes:
    """The sources of a briefing: each piece of evidence has one number, in the order of first use."""

    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    texts: list[Markdown] = field(default_factory=list)

    def of(self, *told: Record, on: str = "") -> Markdown:
        """Give the marks of the evidence of some records, each once; of that for one field, where there is any."""
        return self.marks(evidence for record in told for evidence in _bearing(record, on))

    def marks(self, told: Iterable[Record]) -> Markdown:
        """Give the marks of pieces of evidence, each once."""
        return Markdown("".join(f"[^{number}]" for number in dict.fromkeys(map(self._number, told))))

    def _number(self, evidence: Record) -> int:
        key = tuple(evidence[name] for name in ("source", "quote", "paraphrase", "speaker_name", "source_error"))
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.texts.append(footnote(evidence))
        return self.numbers[key]


def _bearing(record: Record, name: str) -> list[Record]:
    evidence: list[Record] = record["evidence"]
    return [part for part in evidence if name in (part["supports"] or "").split()] or evidence


def own_words(record: Record) -> bool:
    """Whether a record rests on the words of its own parties."""
    return bool(record["voice"] == "own")


def bottom_line(records: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    """Say in a few sentences how firm it is, what it hangs on, and who is against it."""
    if not records:
        return [Markdown("This database has no record of its own on this.")]
    own = [record for record in records if own_words(record)]
    return [sentence for part in (_in_force, _firmest, _hanging, _against) for sentence in part(own, notes)]


def _in_force(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    firm = [record for record in own if record["strength"] in IN_FORCE]
    if not firm:
        return [Markdown("Nothing here is recorded as legally binding and in force, or as being carried out.")]
    return [Markdown(f"Legally binding and in force, or being carried out: {_some(firm, notes)}.")]


def _firmest(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    rungs = (rung for rung in PROMISES if rung not in IN_FORCE and any(record["strength"] == rung for record in own))
    strength = next(rungs, None)
    firmest = [record for record in own if record["strength"] == strength]
    if not firmest:
        return []
    rung = for_markdown(firmest[0]["strength_label"])
    besides = " besides" if any(record["strength"] in IN_FORCE for record in own) else ""
    return [Markdown(f"The firmest{besides} recorded in a party's own voice is *{rung}*: {_some(firmest, notes)}.")]


def _hanging(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    offered = [record for record in own if record["strength"] in PROMISES]
    hanging = [record for record in offered if _events(record)]
    kinds = Counter(label for record in hanging for label in {item["kind_label"] for item in _events(record)})
    if not kinds:
        return []
    most = sorted(kinds.items(), key=lambda kind: (-kind[1], kind[0]))[:3]
    named = listed(f"{for_markdown(label)} ({number})" for label, number in most)
    share = f"{len(hanging)} of {counted(len(offered), 'promise or offer', 'promises and offers')}"
    return [Markdown(f"Hanging on an event: {share}, most often {named}.{notes.of(*hanging[:FEW], on='conditions')}")]


def _against(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    by_type: defaultdict[str, list[Record]] = defaultdict(list)
    for record in own:
        if record["strength"] in AGAINST:
            by_type[record["type_label"]].append(record)
    most = sorted(by_type.items(), key=lambda kind: (-len(kind[1]), kind[0]))[:FEW]
    told = (f"{for_markdown(label)} by {_some(records, notes, by_name=True)}" for label, records in most)
    return [Markdown(f"Ruled out, objected to or not planned: {'. Likewise '.join(told)}.")] if most else []


def _some(records: Sequence[Record], notes: Footnotes, *, by_name: bool = False) -> str:
    """Name the first few actors with links to their first few records, and say how many more actors there are."""
    actors = by_actor(records)
    told = []
    for actor, theirs in actors[: 2 * FEW if by_name else FEW]:
        few = theirs[: 1 if by_name else FEW]
        named = link(few[0], actor) if by_name else f"{for_markdown(actor)} ({_linked(few)}{_more(theirs, few)})"
        told.append(f"{named}{notes.of(*few, on='stance')}")
    return "; ".join(told) + _more(actors, told)


def _more(everything: Sequence[object], told: Sequence[object]) -> str:
    return f" and {len(everything) - len(told)} more" if len(everything) > len(told) else ""


def _events(record: Record) -> list[Record]:
    return [item for item in record["conditions"] if item["role"] in {"precondition", "trigger"}]


def _linked(records: Iterable[Record]) -> str:
    return ", ".join(link(record, _marked(record)) for record in records)


def _marked(record: Record) -> str:
    """The type of a record, with a word where its own words weaken it or sources differ on it."""
    marks = (mark for mark, name in (("hedged", "hedges"), ("disputed", "disputes")) if record[name])
    return ", ".join((record["type_label"], *marks))


def by_actor(records: Iterable[Record]) -> list[tuple[str, list[Record]]]:
    """Gather records by who speaks or promises, in the order given."""
    gathered: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        gathered[who(record)].append(record)
    return list(gathered.items())


def sections(records: Sequence[Record], notes: Footnotes) -> list[Section]:
    """Part records by what they are: promises, open answers, refusals, demands, and what others say of an actor."""
    kinds: list[tuple[str, Callable[[Record], bool]]] = [
        ("Promises and offers", lambda record: own_words(record) and record["strength"] in PROMISES),
        (
            "Open answers and agreement in principle",
            lambda record: own_words(record) and record["strength"] in {"considering", "non-committal", "endorses"},
        ),
        ("Refusals and objections", lambda record: own_words(record) and record["strength"] in AGAINST),
        ("Demands", lambda record: own_words(record) and record["strength"] == "demands"),
        ("Said of an actor by others, and not counted as its word", lambda record: not own_words(record)),
    ]
    parted = [(heading, [record for record in records if belongs(record)]) for heading, belongs in kinds]
    return [(heading, on_actors(some, notes)) for heading, some in parted if some]


def on_actors(records: Sequence[Record], notes: Footnotes) -> list[tuple[str, list[Markdown]]]:
    """One entry for each record under the name of who speaks or promises."""
    return [(actor, [entry(record, notes) for record in some]) for actor, some in by_actor(records)]


def entry(record: Record, notes: Footnotes) -> Markdown:
    """A record as one entry of the list of a party: what it said, particulars, link and footnotes."""
    said = predicate(record)
    return Markdown(
        f"{said[0].upper()}{said[1:]} — {'; '.join(particulars(record))}. {link(record)}{notes.of(record, on='stance')}"
    )


def events(records: Sequence[Record], notes: Footnotes) -> list[tuple[str, Markdown]]:
    """Every event that something hangs on, with all that hangs on it."""
    gathered: defaultdict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        for item in _events(record):
            gathered[condition(item), item["role_label"]].append(record)
    told = []
    for (text, role), some in sorted(gathered.items(), key=lambda event: (-len(event[1]), event[0])):
        actors = "; ".join(f"{for_markdown(actor)} ({_linked(few)})" for actor, few in by_actor(some))
        told.append((f"{text}, {role}", Markdown(f"{actors}{notes.of(*some, on='conditions')}")))
    return told


def disputes(records: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    """Every value of commitments or instruments on which sources differ, with all sides and the reason."""
    return [
        _dispute(record, name, notes)
        for record in records
        for name in dict.fromkeys(side["field"] for side in record["disputes"])
    ]


def _dispute(record: Record, name: str, notes: Footnotes) -> Markdown:
    sides = [side for side in record["disputes"] if side["field"] == name]
    told = " Or: ".join(
        f"{for_markdown(side['value']).rstrip('.')}.{notes.marks(_of_side(record, side))}" for side in sides
    )
    field_name = for_markdown(name.replace("_", " ").replace(".", ", "))
    return Markdown(f"{link(record)}, *{field_name}*: {told} {for_markdown(sides[0]['reason'])}")


def _of_side(record: Record, side: Record) -> list[Record]:
    named = side["evidence"].split()
    return [evidence for evidence in record["evidence"] if evidence["id"] in named]


def unknown(records: Sequence[Record], today: date, notes: Footnotes) -> list[Markdown]:
    """Say what the records leave open: looked for in vain, not stated, thinly sourced, not seen since."""
    told = [line for record in records for line in _gaps(record, notes)]
    counts = (
        (
            sum(len({evidence["source"] for evidence in record["evidence"]}) == 1 for record in records),
            "Resting on a single source",
        ),
        (sum(record["bindingness"] == "unclear" for record in records), "Without a legal effect seen declared"),
        (sum(record["review_state"] == "draft" for record in records), "Not reviewed by a second person"),
    )
    told += [Markdown(f"{what}: {number} of {counted(len(records), 'record')}.") for number, what in counts if number]
    if records:
        seen = f"The newest of these records is as last seen on {for_markdown(last_seen(records))}"
        told.append(Markdown(f"{seen}; what happened between then and {today.isoformat()} is not covered."))
    return told


def _gaps(record: Record, notes: Footnotes) -> list[Markdown]:
    about = f"{for_markdown(who(record))}, {link(record, record['type_label'])}"
    if record["stance"] == "not-found":
        where = for_markdown(record["searched_where"] or "")
        searched = for_markdown(dates.told(record["searched_on"] or ""))
        return [Markdown(f"{about}: looked for on {searched} in {where}, and nothing found.")]
    missing = [
        term(name, value) for name, value in record["terms"].items() if isinstance(value, str) and value in MISSING
    ]
    return [Markdown(f"{about}: {for_markdown(listed(missing))}.{notes.of(record, on='type')}")] if missing else []


def last_seen(records: Sequence[Record]) -> str:
    """The last day on which any of the records was seen to stand as it does; a search in vain is no sight of it."""
    seen = [record["last_seen"] for record in records if record["stance"] != "not-found"]
    return max((str(date).rpartition("/")[2] for date in seen), default="never")


def footnote(evidence: Record) -> Markdown:
    """The source of a piece of evidence: publisher, title, date, grade, words, and how they were verified."""
    published = dates.told(evidence["published"]) if evidence["published"] else "undated"
    source = f"{evidence['publisher']}, {quoted(evidence['source_title'])}, {published}, {evidence['source_language']}"
    graded = f"{source}, grade {evidence['grade']}" if evidence["grade"] else source
    address = f", <{evidence['url']}>" if evidence["url"] else ""
    spoken = f"{speaker(evidence)}: " if speaker(evidence) else ""
    words = quoted(evidence["quote"]) if evidence["quote"] else evidence["paraphrase"]
    parts = [for_markdown(graded) + address, for_markdown(f"{spoken}{words}")]
    parts += [for_markdown(f"In English: “{evidence['translation']}”")] if evidence["translation"] else []
    parts += [for_markdown(str(evidence["paraphrase"]))] if evidence["quote"] and evidence["paraphrase"] else []
    parts.append(FOUND[evidence["verification"]].format(line=evidence["line"]))
    parts += [for_markdown(f"Error of the source: {evidence['source_error']}")] if evidence["source_error"] else []
    return Markdown(". ".join(part.rstrip(".") for part in parts) + ".")
