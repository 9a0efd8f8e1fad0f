"""What a person calls an actor or a type of guarantee, in any language, and which one is meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from commitments.english import listed
from commitments.findings import CommitmentsError
from commitments.model.folding import fold


class UnknownNameError(CommitmentsError):
    """Nothing in the database bears this name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something in the database with its id and its English name."""

    id: str
    name: str


def actor(connection: sqlite3.Connection, text: str) -> Named:
    """Find the actor that a name, alias or code means.

    Raises UnknownNameError with suggestions where no actor bears the name.
    """
    query = "SELECT DISTINCT actor.id, actor.name FROM actor_name JOIN actor ON actor.id = actor WHERE folded = ?"
    found = connection.execute(query, (fold(text),)).fetchall()
    if len(found) == 1:
        return Named(*found[0])
    if found:
        either = listed((f"{name} ({code})" for code, name in found), "or")
        raise UnknownNameError(f"'{text}' could be {either}: use the id")
    known = [(str(row[0]), str(row[1])) for row in connection.execute("SELECT folded, name FROM actor_name")]
    raise UnknownNameError(_unknown("country or organisation", text, known))


def types(connection: sqlite3.Connection, text: str) -> tuple[Named, tuple[str, ...]]:
    """Find the type or family of guarantee that a name means, and the types it stands for.

    Raises UnknownNameError with suggestions where no type or family bears the name.
    """
    family = _term(connection, "guarantee-families", text)
    if family:
        query = "SELECT id FROM term WHERE vocabulary = 'guarantee-types' AND family = ? ORDER BY position"
        return family, tuple(str(row[0]) for row in connection.execute(query, (family.id,)))
    found = _term(connection, "guarantee-types", text)
    if found:
        return found, (found.id,)
    query = "SELECT folded, name FROM term_name WHERE vocabulary IN ('guarantee-types', 'guarantee-families')"
    known = [(str(row[0]), str(row[1])) for row in connection.execute(query)]
    raise UnknownNameError(_unknown("type of guarantee", text, known))


def word(connection: sqlite3.Connection, vocabulary: str, what: str, text: str) -> str:
    """Find the term of a vocabulary that an id or label means.

    Raises UnknownNameError with suggestions where the vocabulary has no such word.
    """
    if found := _term(connection, vocabulary, text):
        return found.id
    query = """
        SELECT folded, term FROM term_name JOIN term ON term.vocabulary = term_name.vocabulary AND term.id = term
        WHERE term.vocabulary = ? ORDER BY position
    """
    known = [(str(row[0]), str(row[1])) for row in connection.execute(query, (vocabulary,))]
    listed = "; known are " + ", ".join(dict.fromkeys(name for _, name in known))
    raise UnknownNameError(_unknown(what, text, known) + listed)


def labels(connection: sqlite3.Connection, vocabulary: str) -> dict[str, str]:
    """English labels of a vocabulary by id, in its own order; a ladder begins with its firmest rung."""
    query = "SELECT id, label FROM label WHERE vocabulary = ? ORDER BY rank IS NULL, -rank, position"
    return {str(row[0]): str(row[1]) for row in connection.execute(query, (vocabulary,))}


def instrument(connection: sqlite3.Connection, text: str) -> str:
    """Find the instrument that an id or title means.

    Raises UnknownNameError with suggestions where there is none.
    """
    known = [
        (fold(str(name)), str(row[0])) for row in connection.execute("SELECT id, title FROM instrument") for name in row
    ]
    for folded, found in known:
        if folded == fold(text):
            return found
    raise UnknownNameError(_unknown("instrument", text, known))


def _term(connection: sqlite3.Connection, vocabulary: str, text: str) -> Named | None:
    query = """
        SELECT DISTINCT label.id, label.label FROM term_name
        JOIN label ON label.vocabulary = term_name.vocabulary AND label.id = term_name.term
        WHERE term_name.vocabulary = ? AND term_name.folded IN (?, ?)
    """
    folded = fold(text)
    found = connection.execute(query, (vocabulary, folded, folded.replace(" ", "-"))).fetchall()
    return Named(*found[0]) if found else None


def _unknown(what: str, text: str, known: Sequence[tuple[str, str]]) -> str:
    close = get_close_matches(fold(text), [folded for folded, _ in known], n=3, cutoff=0.7)
    names = dict(known)
    meant = list(dict.fromkeys(names[folded] for folded in close))
    return f"no {what} is called '{text}'" + (f"; did you mean {listed(meant, 'or')}?" if meant else "")
