"""Instruments or actors side by side, field by field."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from commitments.ask import names, questions
from commitments.ask.names import Named, UnknownNameError
from commitments.ask.pledges import Pledge
from commitments.ask.questions import Wanted
from commitments.ask.standing import ENDED
from commitments.english import listed
from commitments.findings import CommitmentsError
from commitments.model import dates

PAPER = """
SELECT form.label AS form, instrument.date, place, effect.label AS "legal effect", duration, termination,
  (SELECT group_concat(told, '; ') FROM (
    SELECT label || ' ' || legal_step.date AS told FROM legal_step
    JOIN label ON vocabulary = 'formalisation-steps' AND label.id = step
    WHERE instrument_id = instrument.id ORDER BY legal_step.position)) AS "legal history",
  (SELECT group_concat(told, '; ') FROM (
    SELECT name || ' (' || label || ')' AS told FROM signatory JOIN actor ON actor.id = actor
    JOIN label ON vocabulary = 'party-roles' AND label.id = role
    WHERE instrument_id = instrument.id ORDER BY signatory.position)) AS parties
FROM instrument
JOIN label AS form ON form.vocabulary = 'instrument-forms' AND form.id = form
JOIN label AS effect ON effect.vocabulary = 'bindingness' AND effect.id = bindingness
WHERE instrument.id = :id
"""
HEDGES = """
SELECT commitment_id, label FROM hedge JOIN label ON vocabulary = 'hedges' AND label.id = kind
ORDER BY commitment_id, hedge.position
"""
TOLD = 3
"""How many records of a type are told in one cell, before it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Row:
    """One field of everything that is compared; an empty text where nothing is recorded."""

    field: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the values are not all the same."""
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, and its fields, one row each."""

    subjects: Sequence[Named]
    rows: Sequence[Row]


def compare(connection: sqlite3.Connection, texts: Sequence[str], wanted: Wanted) -> Comparison:
    """Set instruments, or actors, side by side; what has ended does not count, unless a day is asked for.

    Raises UnknownNameError for a name that nothing bears, and CommitmentsError for less than two, or for both kinds.
    """
    subjects = list(dict.fromkeys(_subject(connection, text) for text in texts))
    kinds = {kind for _, kind in subjects}
    if len(kinds) > 1:
        raise CommitmentsError("an instrument is not like a country: name instruments, or countries")
    if len(subjects) < 2:  # noqa: PLR2004 -- it takes two
        raise CommitmentsError("name two instruments, or two countries, that are not the same")
    found = [_found(connection, named, kind, wanted) for named, kind in subjects]
    told = [named for named, _ in subjects]
    papers = _papers(connection, told) if kinds == {"instrument"} else ()
    return Comparison(told, [*papers, *_promises(connection, found)])


def _subject(connection: sqlite3.Connection, text: str) -> tuple[Named, str]:
    """Find the instrument or the actor that a name means."""
    try:
        return names.actor(connection, text), "actor"
    except UnknownNameError as no_actor:
        try:
            found = names.instrument(connection, text)
        except UnknownNameError as no_instrument:
            raise UnknownNameError(f"{no_actor}; and {no_instrument}") from None
    title = connection.execute("SELECT title FROM instrument WHERE id = ?", (found,)).fetchone()[0]
    return Named(found, str(title)), "instrument"


def _found(connection: sqlite3.Connection, named: Named, kind: str, wanted: Wanted) -> list[Pledge]:
    narrowed = replace(wanted, **{"instrument": (named.id,)} if kind == "instrument" else {"country": named.id})
    blocks = questions.answer(connection, replace(narrowed, direct=True)).blocks
    found = [pledge for _, pledges in blocks for pledge in pledges]
    return [pledge for pledge in found if wanted.as_of or pledge["status"] not in ENDED]


def _papers(connection: sqlite3.Connection, told: Sequence[Named]) -> Iterator[Row]:
    papers = [connection.execute(PAPER, {"id": named.id}).fetchone() for named in told]
    for field in papers[0].keys():  # noqa: SIM118 -- a row of SQLite is no mapping
        yield Row(field, tuple(str(paper[field] or "") for paper in papers))


def _promises(connection: sqlite3.Connection, found: Sequence[Sequence[Pledge]]) -> Iterator[Row]:
    """One row for each type of guarantee that any of them has."""
    hedges: defaultdict[str, list[str]] = defaultdict(list)
    for record, label in connection.execute(HEDGES):
        hedges[record].append(label)
    used = {pledge["type"] for pledges in found for pledge in pledges}
    for kind, label in names.labels(connection, "guarantee-types").items():
        if kind in used:
            cells = [[pledge for pledge in pledges if pledge["type"] == kind] for pledges in found]
            yield Row(label, tuple(_cell(pledges, hedges) for pledges in cells))


def _cell(pledges: Sequence[Pledge], hedges: defaultdict[str, list[str]]) -> str:
    told = list(dict.fromkeys(_told(pledge, hedges[pledge["id"]]) for pledge in pledges))
    more = [f"and {len(told) - TOLD} more"] if len(told) > TOLD else []
    return "; ".join([*told[:TOLD], *more])


def _told(pledge: Pledge, hedges: Sequence[str]) -> str:
    """A commitment in a few words: how firm, whose word, since when, what it hangs on and what weakens it."""
    parts = [f"{pledge['strength_label']} {dates.told(pledge['stated_on'])}"]
    parts += ["in the words of others"] if pledge["voice"] != "own" else []
    parts += [f"hangs on {pledge['hangs_on']}"] if pledge["hangs_on"] else []
    parts += [f"hedged: {listed(hedges)}"] if hedges else []
    return ", ".join(parts)
