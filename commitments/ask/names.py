"""What a person calls an actor or a type of guarantee, in any language, and which one is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from commitments.english import listed, quoted
from commitments.findings import CommitmentsError
from commitments.model.folding import fold
from commitments.store.connection import Connection


class UnknownNameError(CommitmentsError):
    """Nothing in the database bears this name; `near` are names that come near it."""

    def __init__(self, told: str, near: Sequence[str] = ()) -> None:
        super().__init__(f"{told}{_meant(near)}")
        self.near = tuple(near)


class Named(NamedTuple):
    """Something in the database with its id and its English name."""

    id: str
    name: str


def actor(connection: Connection, text: str) -> Named:
    """Find the actor that a name, alias or code means.

    Raises UnknownNameError with suggestions where no actor bears the name, and CommitmentsError where several do.
    """
    query = "SELECT DISTINCT actor.id, actor.name FROM actor_name JOIN actor ON actor.id = actor WHERE folded = :folded"
    found = connection.execute(query, {"folded": fold(text)}).fetchall()
    if len(found) == 1:
        return Named(*found[0])
    if found:
        either = listed((f"{name} ({code})" for code, name in found), "or")
        raise CommitmentsError(f"{quoted(text)} could be {either}: use the id")
    rows = connection.execute("SELECT folded, name, actor FROM actor_name").fetchall()
    known = [(str(row["folded"]), str(row["name"])) for row in rows]
    bearers = {str(row["folded"]): str(row["actor"]) for row in rows}
    raise _unknown("country or organisation", text, known, bearers)


def distinct(connection: Connection, texts: Sequence[str]) -> list[str]:
    """Ids of the actors that some names mean, each once.

    Raises UnknownNameError with suggestions where no actor bears a name.
    """
    return list(dict.fromkeys(actor(connection, text).id for text in texts))


def actors(connection: Connection) -> dict[str, str]:
    """English names of all actors by id."""
    return {str(row[0]): str(row[1]) for row in connection.execute("SELECT id, name FROM actor")}


def types(connection: Connection, text: str) -> tuple[Named, tuple[str, ...]]:
    """Find the type or family of guarantee that a name means, and the types it stands for.

    Raises UnknownNameError with suggestions where no type or family bears the name.
    """
    family = _term(connection, "guarantee-families", text)
    if family:
        query = "SELECT id FROM term WHERE vocabulary = 'guarantee-types' AND family = :family ORDER BY position"
        return family, tuple(str(row[0]) for row in connection.execute(query, {"family": family.id}))
    found = _term(connection, "guarantee-types", text)
    if found:
        return found, (found.id,)
    query = "SELECT folded, name FROM term_name WHERE vocabulary IN ('guarantee-types', 'guarantee-families')"
    known = [(str(row[0]), str(row[1])) for row in connection.execute(query)]
    raise _unknown("type of guarantee", text, known)


def word(connection: Connection, vocabulary: str, what: str, text: str) -> str:
    """Find the term of a vocabulary that an id or label means.

    Raises UnknownNameError with suggestions where the vocabulary has no such word.
    """
    if found := _term(connection, vocabulary, text):
        return found.id
    query = """
        SELECT folded, term FROM term_name JOIN term ON term.vocabulary = term_name.vocabulary AND term.id = term
        WHERE term.vocabulary = :vocabulary ORDER BY position
    """
    known = [(str(row[0]), str(row[1])) for row in connection.execute(query, {"vocabulary": vocabulary})]
    words = ", ".join(dict.fromkeys(name for _, name in known))
    raise UnknownNameError(f"{_unknown(what, text, known)}; known are {words}")


def labels(connection: Connection, vocabulary: str) -> dict[str, str]:
    """English labels of a vocabulary by id, in its own order; a ladder begins with its firmest rung."""
    query = "SELECT id, label FROM label WHERE vocabulary = :vocabulary ORDER BY rank IS NULL, -rank, position"
    return {str(row[0]): str(row[1]) for row in connection.execute(query, {"vocabulary": vocabulary})}


def instrument(connection: Connection, text: str) -> Named:
    """Find the instrument that an id or title means.

    Raises UnknownNameError with suggestions where there is none.
    """
    titled = [Named(*row) for row in connection.execute("SELECT id, title FROM instrument")]
    known = [(fold(name), found) for found in titled for name in (found.id, found.name)]
    for folded, found in known:
        if folded == fold(text):
            return found
    raise _unknown("instrument", text, [(folded, found.id) for folded, found in known])


def _term(connection: Connection, vocabulary: str, text: str) -> Named | None:
    query = """
        SELECT DISTINCT label.id, label.label FROM term_name
        JOIN label ON label.vocabulary = term_name.vocabulary AND label.id = term_name.term
        WHERE term_name.vocabulary = :vocabulary AND term_name.folded IN (:folded, :dashed)
    """
    folded = fold(text)
    asked = {"vocabulary": vocabulary, "folded": folded, "dashed": folded.replace(" ", "-")}
    found = connection.execute(query, asked).fetchall()
    return Named(*found[0]) if found else None


SHORTEST = 3
"""How many letters a text needs, so that names in which it stands count as near."""
SUGGESTED = 3


def _unknown(
    what: str, text: str, known: Sequence[tuple[str, str]], bearers: Mapping[str, str] = MappingProxyType({})
) -> UnknownNameError:
    """Say that nothing bears a name, with the names that are near, one for each that bears them.

    Known are names evened out, and what to suggest for each.
    """
    names, wanted = dict(known), fold(text)
    if "," in text and all(fold(part) in names for part in text.split(",")):
        raise CommitmentsError(f"no {what} is called {quoted(text)}: name one at a time, and repeat the option")
    close = get_close_matches(wanted, names, n=SUGGESTED, cutoff=0.7)
    within = [folded for folded in sorted(names, key=len) if wanted in folded] if len(wanted) >= SHORTEST else []
    meant: dict[str, str] = {}
    for folded in [*close, *within]:
        meant.setdefault(bearers.get(folded, names[folded]), names[folded])
    return UnknownNameError(f"no {what} is called {quoted(text)}", list(meant.values())[:SUGGESTED])


def _meant(near: Sequence[str]) -> str:
    return f"; did you mean {listed(near, 'or')}?" if near else ""
