"""Briefings in Markdown: on a side that is protected, on an actor, or on a type of guarantee."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from commitments.ask import instrument, names, pledges, record
from commitments.ask.names import Named, UnknownNameError
from commitments.ask.pledges import Filters
from commitments.brief import parts
from commitments.brief.sentences import Markdown, Record
from commitments.english import counted
from commitments.escaping import for_markdown


@dataclass(frozen=True, slots=True)
class Subject:
    """What a briefing is about: its title, the records, and those that come by way of groups."""

    title: str
    own: Sequence[Record]
    via: Sequence[Record] = ()


def subject(connection: sqlite3.Connection, text: str) -> Subject:
    """Find what a briefing is asked for: an actor or a type; an actor that any record protects is told of as protected.

    Raises UnknownNameError with suggestions where the name is neither's.
    """
    try:
        actor = names.actor(connection, text)
    except UnknownNameError as no_actor:
        return _on_type(connection, text, no_actor)
    protecting = pledges.ask(connection, Filters(beneficiary=(actor.id,))).own
    if protecting:
        return Subject(f"Security guarantees to {actor.name}", _whole(connection, protecting))
    return _on_actor(connection, actor)


def _on_type(connection: sqlite3.Connection, text: str, no_actor: UnknownNameError) -> Subject:
    try:
        found, types = names.types(connection, text)
    except UnknownNameError as no_type:
        raise UnknownNameError(f"{no_actor}; and {no_type}") from None
    return Subject(
        f"Security guarantees: {found.name}", _whole(connection, pledges.ask(connection, Filters(types=types)).own)
    )


def _on_actor(connection: sqlite3.Connection, actor: Named) -> Subject:
    answer = pledges.ask(connection, Filters(country=actor.id))
    return Subject(
        f"{actor.name} and security guarantees", _whole(connection, answer.own), _whole(connection, answer.via)
    )


def _whole(connection: sqlite3.Connection, found: Iterable[Mapping[str, Any]]) -> list[Record]:
    return [record.whole(connection, row["id"]) for row in found]


def _instruments(connection: sqlite3.Connection, records: Iterable[Record]) -> list[Record]:
    named = sorted({told["instrument"] for told in records if told["instrument"]})
    return [instrument.whole(connection, name) for name in named]


def brief(connection: sqlite3.Connection, text: str, today: date) -> str:
    """Write the briefing on whatever bears the name: Markdown with footnotes; the same data gives the same bytes."""
    about, notes = subject(connection, text), parts.Footnotes()
    written = (
        _environment()
        .get_template("briefing.md.j2")
        .render(
            title=about.title,
            today=f"{today.day} {today:%B %Y}",
            counts=_counts(about.own),
            bottom_line=parts.bottom_line(about.own, notes),
            sections=parts.sections(about.own, notes),
            groups=parts.on_actors(about.via, notes),
            events=parts.events(about.own, notes),
            disputes=parts.disputes([*about.own, *_instruments(connection, about.own)], notes),
            unknown=parts.unknown(about.own, today, notes),
            footnotes=notes.texts,
        )
    )
    return written.strip() + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        finalize=lambda value: value if isinstance(value, Markdown) else for_markdown(str(value)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 -- Markdown is not HTML: `finalize` escapes all that is not Markdown already
    )


def _counts(records: Sequence[Record]) -> str:
    instruments = len({told["instrument"] for told in records if told["instrument"]})
    actors = len({party["actor"] for told in records for party in told["parties"]})
    counts = (counted(len(records), "record"), counted(instruments, "instrument"), counted(actors, "actor"))
    return f"{', '.join(counts)} · data last seen {parts.last_seen(records)}"
