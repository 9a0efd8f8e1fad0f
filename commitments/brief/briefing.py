"""Briefings in Markdown: the parts in their order, filled into a layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from commitments.ask import instrument, record
from commitments.ask.standing import Stood
from commitments.brief import changes, grid, history, parts
from commitments.brief.footnotes import Footnotes
from commitments.brief.instruments import Instrument, existing
from commitments.brief.layout import fill
from commitments.brief.markdown import Markdown, Record, joined
from commitments.brief.phrasebook import Phrasebook, phrasebook
from commitments.brief.subjects import Finder, Subject, papers
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.store.connection import Connection

if TYPE_CHECKING:
    from commitments.curate.changes import Changes

OLDEST = "1000"
"""The first year of which a briefing can tell."""
CONTEXT_VERSION = 1
"""The version of what a layout is given: it goes up when a name in it changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a briefing is asked for: names, the day it is written, the day it tells of, its language and its layout.

    Where it is to tell what changed, `since` is a date, or names the revision with which `changes` compares the data.
    Raises CommitmentsError where these do not go together.
    """

    names: Sequence[str]
    today: date
    as_of: str | None = None
    language: str = "en"
    template: str | None = None
    since: str | None = None
    changes: Changes | None = None

    def __post_init__(self) -> None:
        """Refuse what nobody can answer."""
        if self.since and self.as_of:
            raise CommitmentsError("--since tells what changed until today, and --as-of how things stood: ask for one")
        if self.since and not self.changes and "/" in self.since:
            raise CommitmentsError(f"'{self.since}' is a span: name the one date since which to tell what changed")
        if self.since and not self.changes and (dates.earliest(self.since) or "") > self.today.isoformat():
            raise CommitmentsError(f"{self.since} is yet to come: what will have changed since then is not known")
        if self.as_of and self.as_of < OLDEST:
            raise CommitmentsError(f"{self.as_of} is before the year 1000, of which nothing is recorded here")
        if self.as_of and self.as_of > self.today.isoformat():
            raise CommitmentsError(f"{self.as_of} is yet to come: what will stand then is not known")


def brief(connection: Connection, asked: Asked) -> str:
    """Write the briefing on whatever bears the names; the same data gives the same bytes.

    Raises UnknownNameError for a name that nothing bears, and CommitmentsError for a layout that cannot be filled and
    for a day before the data.
    """
    book = phrasebook(connection, asked.language)
    about = Finder(connection, book, asked.as_of).subject(asked.names)
    _refuse_before(about, asked.today)
    told = changed(connection, about, asked, book) if asked.since else context(connection, about, asked, book)
    return fill(told, asked.template)


def _refuse_before(about: Subject, today: date) -> None:
    seen = parts.last_seen(about.own) or ""
    if (dates.earliest(seen) or "") > today.isoformat():
        raise CommitmentsError(
            f"{today} is before the data was last seen to stand, {seen}: name a later day with --today"
        )


def context(connection: Connection, about: Subject, asked: Asked, book: Phrasebook) -> dict[str, Any]:
    """What a layout is given; every text in it is Markdown.

    `version`, `language`, `direction`; `title`; `dates` and `counts`, the lines below it; `headings` by name;
    `bottom_line`, sentences; `matrix`, a table or nothing; `sections`, each with `heading`, `remark`, which may be
    nothing, and `actors`, pairs of a name, which may be empty, and statements; `footnotes` in their order.
    """
    notes = Footnotes(book)
    told = {
        "bottom_line": _bottom_line(about, asked, book, notes),
        "matrix": grid.table(connection, about.made, book, about.protected),
        "sections": list(_sections(connection, about, asked, notes)),
    }
    return _frame(about, asked, book) | told | {"footnotes": notes.texts}


def changed(connection: Connection, about: Subject, asked: Asked, book: Phrasebook) -> dict[str, Any]:
    """The same for a briefing on what changed since a day or a revision, without most that tells how things are."""
    notes = Footnotes(book)
    since = asked.since or ""
    if asked.changes:
        found = changes.since_revision(_concerned(connection, about, asked.changes), asked.changes)
    else:
        found, since = changes.since_day(about.own, dates.earliest(since) or since), book.date(since)
    lines, seen = changes.by_kind(found, book, notes), parts.seen(about.own, book)
    sections = [section for name, few in lines.items() for section in parts.listing(name, few, book)]
    told = {
        "title": book.say("changed", "titles", title=about.title, since=since),
        "bottom_line": [changes.summary(lines, since, seen, book)],
        "matrix": Markdown(""),
        "sections": [*sections, *_disputes(connection, about, notes), *_unknown(about, asked, notes)],
    }
    return _frame(about, asked, book) | told | {"footnotes": notes.texts}


def _bottom_line(about: Subject, asked: Asked, book: Phrasebook, notes: Footnotes) -> list[Markdown]:
    if about.spoken:
        return parts.Bottom(about.spoken, _day(asked), book, notes).sentences()
    if about.own:
        return [book.say("none_spoken")]
    return [book.say("none_then" if asked.as_of else "none")]


def _concerned(connection: Connection, about: Subject, found: Changes) -> dict[str, Record]:
    """The records of a subject that changed, with those that were withdrawn since, by id."""
    from commitments.curate.changes import Event

    known = {told["id"]: told for told in about.own}
    for change in found.records:
        if change.event is Event.WITHDRAWN and change.folder == "commitments" and change.id not in known:
            told = record.whole(connection, change.id)
            known |= {change.id: told} if about.concerns(told) else {}
    return known


def _frame(about: Subject, asked: Asked, book: Phrasebook) -> dict[str, Any]:
    return {
        "version": CONTEXT_VERSION, "language": book.language, "direction": book.words["direction"],
        "title": about.title, "dates": days(asked, book), "counts": _counts(about, book),
        "headings": {name: book.heading(name) for name in book.words["headings"]},
    }  # fmt: skip


def _sections(connection: Connection, about: Subject, asked: Asked, notes: Footnotes) -> Iterator[parts.Section]:
    """Every part below the matrix, in its order."""
    own, book = about.own, notes.book
    for paper in existing(map(partial(instrument.whole, connection), sorted(about.papers)), asked.as_of):
        yield from parts.listing("instrument", list(Instrument(paper, book, notes).particulars()), book)
    for name in ("promises", "open", "demands"):
        yield from parts.section(name, own, book, notes)
    yield from parts.listing("events", parts.events(parts.standing(own), book, notes), book)
    yield from parts.section("others", [*own, *about.via], book, notes)
    if through := list(filter(parts.own_words, about.via)):
        yield parts.Section(book.heading("groups"), parts.through_groups(through, book, notes), book.say("through"))
    yield from parts.section("against", own, book, notes)
    for heading, records in about.beside:
        yield parts.Section(heading, parts.on_actors(records, book, notes))
    yield from _disputes(connection, about, notes)
    steps = history.happenings(own)
    told = [history.told(step, book, notes) for step in steps[-history.TOLD :]]
    yield from parts.listing("timeline", told, book, history.above(steps, book))
    yield from _unknown(about, asked, notes)


def _disputes(connection: Connection, about: Subject, notes: Footnotes) -> Iterator[parts.Section]:
    differing = [*about.own, *papers(connection, about.own)]
    yield from parts.listing("disputes", parts.disputes(differing, notes.book, notes), notes.book)


def _unknown(about: Subject, asked: Asked, notes: Footnotes) -> Iterator[parts.Section]:
    yield from parts.listing("unknown", parts.unknown(about.own, asked.today, notes.book, notes), notes.book)


def _day(asked: Asked) -> date:
    """The day that a briefing tells of."""
    return date.fromisoformat(asked.as_of) if asked.as_of else asked.today


def days(asked: Asked, book: Phrasebook) -> Markdown:
    """When it was written, and of what day it tells."""
    written = book.say("written", day=book.date(asked.today.isoformat()))
    stood = [book.say("stood", day=book.date(asked.as_of))] if asked.as_of else []
    return joined(" · ", filter(None, (written, *stood, book.say("recorded_in_english"))))


def _counts(about: Subject, book: Phrasebook) -> Markdown:
    papers = len({told["instrument"] for told in about.own if told["instrument"]})
    actors = len({party["actor"] for told in about.own for party in told["parties"]})
    numbers = {"records": len(about.own), "instruments": papers, "actors": actors}
    counted = book.separated("comma", (book.say(name, n=number) for name, number in numbers.items()))
    unsure = sum(told["stood"] == Stood.UNKNOWN for told in about.own)
    open_dates = [book.say("may_not_have_stood", n=unsure)] if unsure else []
    return joined(" · ", (counted, *open_dates, book.say("seen", day=parts.seen(about.own, book))))
