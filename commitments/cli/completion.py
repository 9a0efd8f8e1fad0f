"""What the shell offers while a question is being typed: countries, types, ids, words of the lists."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeAlias

import typer

from commitments import dataset as datasets
from commitments.escaping import on_one_line
from commitments.findings import CommitmentsError

PLAIN = re.compile(r"[^\x00-,/:-@\[-^`{-\x9f\s]+")
"""A word that stands in a shell for itself: its only marks are hyphens, full stops and low lines."""
INERT = str.maketrans({"\\": "＼", "[": "［"})
"""What Typer lets through to a shell, which would run it, or takes for a style; and letters that look alike."""

Offers: TypeAlias = list[tuple[str, str]]
"""Words to complete with, and what each means."""
Complete: TypeAlias = Callable[[typer.Context, str], Offers]

COUNTRIES = """
SELECT actor_name.name, actor.id, actor.name FROM actor_name JOIN actor ON actor.id = actor
ORDER BY language <> 'en', actor_name.name
"""
TYPES = """
SELECT term_name.name, term, label FROM term_name JOIN label ON label.vocabulary = term_name.vocabulary AND id = term
WHERE term_name.vocabulary IN ('guarantee-families', 'guarantee-types') ORDER BY term_name.name <> term, term_name.name
"""
RECORDS = "SELECT id, id, title FROM commitment UNION SELECT id, id, title FROM instrument ORDER BY id"
INSTRUMENTS = "SELECT id, id, title FROM instrument ORDER BY id"


def _offering(*queries: str, **parameters: str) -> Complete:
    """Make a completion from queries for names, ids and meanings."""

    def complete(context: typer.Context, incomplete: str) -> Offers:
        found = _asked(context, queries, parameters)
        return _beginning(found, incomplete)

    return complete


def _asked(context: typer.Context, queries: Sequence[str], parameters: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Ask the database as it lies there; where there is none, nothing is offered and nothing is said."""
    from commitments.store import database

    try:
        given = context.params.get("db")
        path = Path(given) if given else datasets.find(context.params.get("dataset")).database
        with closing(database.open_database(path)) as connection:
            return [tuple(row) for query in queries for row in connection.execute(query, parameters)]
    except (CommitmentsError, sqlite3.Error, OSError):
        return []


def _beginning(found: list[tuple[str, str, str]], incomplete: str) -> Offers:
    """Keep what begins as typed, each word once; of a name that shells would part or run, the id is offered."""
    offers: dict[str, str] = {}
    for name, found_id, label in found:
        word = name if PLAIN.fullmatch(name) else found_id
        if word.startswith(incomplete) and PLAIN.fullmatch(word):
            offers.setdefault(word, on_one_line(label).translate(INERT))
    return list(offers.items())


def word_of(vocabulary: str) -> Complete:
    """Make a completion from the words of a list."""
    return _offering(
        "SELECT id, id, label FROM label WHERE vocabulary = :vocabulary ORDER BY position", vocabulary=vocabulary
    )


country = _offering(COUNTRIES)
guarantee = _offering(TYPES)
record = _offering(RECORDS)
instrument = _offering(INSTRUMENTS)
compared = _offering(COUNTRIES, INSTRUMENTS)
briefed = _offering(COUNTRIES, TYPES, INSTRUMENTS)
