"""Briefings in Markdown: on a side that is protected, on an actor, or on a type of guarantee."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from commitments.ask import names, pledges, record
from commitments.ask.names import Named, UnknownNameError
from commitments.ask.pledges import Filters
from commitments.brief.sentences import Markdown, Record, condition, counted, listed, particulars, speaker, statement, who
from commitments.escaping import for_markdown

FIRM = frozenset({"binding", "operational"})
PROMISES = ("operational", "binding", "signed", "declared", "pledged", "conditional")
AGAINST = frozenset({"rejects", "not-planned"})
FOUND = {
    "exact": "found word for word in the archived text, line {line}",
    "normalised": "found in the archived text after evening out spaces and marks, line {line}",
    "cited-only": "cited only: the text is not archived here",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about: its title, the records, and those that come by way of groups."""

    title: str
    own: Sequence[Record]
    via: Sequence[Record] = ()


@dataclass
class Footnotes:
    """The sources of a briefing: each piece of evidence has one number, in the order of first use."""

    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    texts: list[Markdown] = field(default_factory=list)

    def of(self, told: Record) -> Markdown:
        """Give the marks of all evidence of a record."""
        return Markdown("".join(f"[^{self._number(evidence)}]" for evidence in told["evidence"]))

    def _number(self, evidence: Record) -> int:
        key = tuple(evidence[name] for name in ("source", "quote", "paraphrase", "speaker_name", "source_error"))
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.texts.append(footnote(evidence))
        return self.numbers[key]


def subject(connection: sqlite3.Connection, text: str) -> Subject:
    """Find what a briefing is asked for: an actor's name, in which case it is the side protected if it is protected by any record, or a type.

    Raises UnknownNameError with suggestions where the name is neither's.
    """
    try:
        actor = names.actor(connection, text)
    except UnknownNameError as no_actor:
        return _on_type(connection, text, no_actor)
    protecting = pledges.ask(connection, Filters(beneficiary=actor.id)).own
    if protecting:
        return Subject(f"Security guarantees to {actor.name}", _whole(connection, protecting))
    return _on_country(connection, actor)


def _on_type(connection: sqlite3.Connection, text: str, no_actor: UnknownNameError) -> Subject:
    try:
        found, types = names.types(connection, text)
    except UnknownNameError as no_type:
        raise UnknownNameError(f"{no_actor}; and {no_type}") from None
    return Subject(f"Guarantees of one kind: {found.name}", _whole(connection, pledges.ask(connection, Filters(types=types)).own))


def _on_country(connection: sqlite3.Connection, actor: Named) -> Subject:
    answer = pledges.ask(connection, Filters(country=actor.id))
    return Subject(f"{actor.name}: its part in security guarantees", _whole(connection, answer.own), _whole(connection, answer.via))


def _whole(connection: sqlite3.Connection, found: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [{**record.whole(connection, row["id"]), "strength_rank": row["strength_rank"], "via": row["via"]} for row in found]


def brief(connection: sqlite3.Connection, text: str, today: date) -> str:
    """Write the briefing on whatever bears the name: Markdown with footnotes; the same data gives the same bytes."""
    about = subject(connection, text)
    notes = Footnotes()
    template = _environment().get_template("briefing.md.j2")
    written = template.render(
        title=about.title,
        today=f"{today.day} {today:%B %Y}",
        counts=_counts(about.own),
        bottom_line=_bottom_line(about, notes),
        sections=_sections(about, notes),
        groups=by_group(about.via, notes),
        conditions=_conditions(about.own, notes),
        disputes=_disputes(about.own, notes),
        unknown=_unknown(about.own, today, notes),
        footnotes=notes.texts,
    )
    return written.rstrip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        finalize=lambda value: value if isinstance(value, Markdown) else for_markdown(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 -- Markdown is not HTML: `finalize` escapes all that is not Markdown already
    )
    environment.filters["sentences"] = lambda sentences: Markdown(" ".join(sentences))
    return environment


def _counts(records: Sequence[Record]) -> str:
    instruments = len({told["instrument"] for told in records if told["instrument"]})
    actors = len({party["actor"] for told in records for party in told["parties"]})
    seen = max((told["last_seen"] for told in records), default="never")
    parts = (counted(len(records), "record"), counted(instruments, "instrument"), counted(actors, "actor"))
    return f"{', '.join(parts)} · data last seen {seen}"


def _bottom_line(about: Subject, notes: Footnotes) -> list[Markdown]:
    """Say in a few sentences how firm it is, what it hangs on, and who is against it."""
    own = [told for told in about.own if told["voice"] == "own"]
    if not about.own:
        return [Markdown("This database has no record of its own on this.")]
    return [sentence for part in (_firmness, _firmest, _hanging, _against) for sentence in part(own, notes)]


def _firmness(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    firm = [told for told in own if told["strength"] in FIRM]
    if not firm:
        return [Markdown("Nothing here is recorded as legally binding and in force, or as being carried out.")]
    return [Markdown(f"{counted(len(firm), 'record')} binding and in force, or being carried out: {_cited(firm, notes)}.")]


def _firmest(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    strength = next((rung for rung in PROMISES if rung not in FIRM and any(told["strength"] == rung for told in own)), None)
    firmest = [told for told in own if told["strength"] == strength]
    if not firmest:
        return []
    by_actor: defaultdict[str, list[Record]] = defaultdict(list)
    for told in firmest:
        by_actor[who(told)].append(told)
    parts = [
        f"{for_markdown(actor)} ({listed([for_markdown(told['type_label']) for told in some])}){_marks(some, notes)}"
        for actor, some in by_actor.items()
    ]
    return [Markdown(f"The firmest are those recorded as *{for_markdown(firmest[0]['strength_label'])}*: {'; '.join(parts)}.")]


def _hanging(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    offered = [told for told in own if told["strength"] in PROMISES]
    hanging = [told for told in offered if told["conditions"]]
    if not hanging:
        return []
    kinds = Counter(label for told in hanging for label in dict.fromkeys(item["kind_label"] for item in told["conditions"]))
    most = listed([f"{for_markdown(label)} ({number})" for label, number in kinds.most_common(3)])
    return [Markdown(f"{len(hanging)} of {len(offered)} offers and promises hang on something, most often {most}.{_marks(hanging, notes)}")]


def _against(own: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    against = [told for told in own if told["strength"] in AGAINST]
    said = [f"{statement(told)}{notes.of(told)}" for told in against]
    return [Markdown(f"{listed(said)}.")] if said else []


def _cited(records: Iterable[Record], notes: Footnotes) -> str:
    return listed([f"{for_markdown(who(told))}, {for_markdown(told['type_label'])}{notes.of(told)}" for told in records])


def _marks(records: Iterable[Record], notes: Footnotes) -> str:
    return "".join(dict.fromkeys(f"[^{mark}" for told in records for mark in notes.of(told).split("[^")[1:]))


def _sections(about: Subject, notes: Footnotes) -> list[tuple[str, list[Markdown]]]:
    """Part the records by what they are: promises, open answers, refusals, demands, and what others say."""
    own: Callable[[Record], bool] = lambda told: told["voice"] == "own"  # noqa: E731 -- a name for a condition
    parts: list[tuple[str, Callable[[Record], bool]]] = [
        ("Promises and offers", lambda told: own(told) and told["strength"] in PROMISES),
        ("Open answers", lambda told: own(told) and told["strength"] in {"considering", "non-committal", "endorses"}),
        ("Refusals and objections", lambda told: own(told) and told["strength"] in AGAINST),
        ("Demands", lambda told: own(told) and told["strength"] == "demands"),
        ("What is said of an actor by others, and does not count as its word", lambda told: not own(told)),
    ]
    return [
        (heading, [bullet(told, notes) for told in about.own if belongs(told)])
        for heading, belongs in parts
        if any(map(belongs, about.own))
    ]


def by_group(via: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    """The records of groups that an actor belongs to."""
    return [bullet(told, notes) for told in via]


def bullet(told: Record, notes: Footnotes) -> Markdown:
    """A record as one entry of a list: its sentence, strength, particulars, link and footnotes."""
    extra = "".join(f"; {for_markdown(text)}" for text in particulars(told))
    return Markdown(f"{statement(told)} — *{for_markdown(told['strength_label'])}*{extra}. {link(told)}{notes.of(told)}")


def link(told: Record) -> Markdown:
    """The id of a record as a link to its file."""
    return Markdown(f"[`{told['id']}`]({told['path']})")


def _conditions(records: Sequence[Record], notes: Footnotes) -> list[tuple[str, list[Markdown]]]:
    gathered: defaultdict[str, list[Markdown]] = defaultdict(list)
    for told in records:
        for text in dict.fromkeys(condition(item) for item in told["conditions"]):
            gathered[text].append(Markdown(f"{for_markdown(who(told))}: {for_markdown(told['type_label'])} {link(told)}{notes.of(told)}"))
    return sorted(gathered.items(), key=lambda item: (-len(item[1]), item[0]))


def _disputes(records: Sequence[Record], notes: Footnotes) -> list[Markdown]:
    lines = []
    for told in records:
        sides: defaultdict[str, list[Record]] = defaultdict(list)
        for side in told["disputes"]:
            sides[side["field"]].append(side)
        for name, some in sides.items():
            values = "; or ".join(for_markdown(side["value"]) for side in some)
            lines.append(Markdown(f"{link(told)}, *{for_markdown(name)}*: {values}. {for_markdown(some[0]['reason'])}{notes.of(told)}"))
    return lines


def _unknown(records: Sequence[Record], today: date, notes: Footnotes) -> list[Markdown]:
    """Say what the records leave open."""
    lines = []
    for told in records:
        if told["stance"] == "not-found":
            lines.append(Markdown(f"{for_markdown(who(told))}, {for_markdown(told['type_label'])}: looked for on {told['searched_on']}, nothing found. {link(told)}"))
        missing = [name for name, value in told["terms"].items() if value in {"not-stated", "undisclosed", "not-found"}] if told["terms"] else []
        if missing:
            named = listed([for_markdown(f"{name.removesuffix('_missing').replace('_', ' ')} ({told['terms'][name].replace('-', ' ')})") for name in missing])
            lines.append(Markdown(f"{for_markdown(who(told))}, {for_markdown(told['type_label'])}: {named}. {link(told)}{notes.of(told)}"))
    single = sum(len({evidence["source"] for evidence in told["evidence"]}) == 1 for told in records)
    drafts = sum(told["review_state"] == "draft" for told in records)
    unclear = sum(told["bindingness"] == "unclear" for told in records)
    lines += [
        Markdown(f"{counted(number, 'record')} of {len(records)} {what}.")
        for number, what in ((single, "with a single source"), (unclear, "with no declared legal effect that was seen"), (drafts, "not yet reviewed by a second person"))
        if number
    ]
    seen = max((told["last_seen"] for told in records), default=None)
    if seen:
        lines.append(Markdown(f"Nothing in these records is later than {seen}; what happened between then and {today.isoformat()} is not covered."))
    return lines


def footnote(evidence: Record) -> Markdown:
    """The source of a piece of evidence: publisher, title, date, grade, words, and how they were verified."""
    dated = evidence["published"] or "undated"
    head = f"{evidence['publisher']}, “{evidence['source_title']}”, {dated} ({evidence['source_language']})"
    parts = [for_markdown(head + (f", grade {evidence['grade']}" if evidence["grade"] else ""))]
    if evidence["url"]:
        parts[0] += f", <{evidence['url']}>"
    spoken = f"{speaker(evidence)}: " if speaker(evidence) else ""
    if evidence["quote"]:
        parts.append(for_markdown(f"{spoken}“{evidence['quote']}”"))
        spoken = ""
    if evidence["translation"]:
        parts.append(for_markdown(f"In English: {evidence['translation']}"))
    if evidence["paraphrase"]:
        parts.append(for_markdown(f"{spoken}{evidence['paraphrase']}"))
    parts.append(FOUND[evidence["verification"]].format(line=evidence["line"]).capitalize())
    if evidence["source_error"]:
        parts.append(for_markdown(f"The source errs: {evidence['source_error']}"))
    return Markdown(". ".join(part.rstrip(".") for part in parts) + ".")
