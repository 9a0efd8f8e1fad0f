"""Words looked up in everything that records say, in any script, with the places where they stand."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from commitments.findings import CommitmentsError
from commitments.model.folding import word_spans, words
from commitments.store.connection import Connection, Row
from commitments.store.phrase import Phrase
from commitments.store.views import BEST_FIRST, SEARCHED

ASKED = re.compile(r'"([^"]*)"?|(\S+)')
MARKS = "“”„«»″"
"""Quotation marks that mean a phrase like the plain one."""

FOUND = f"""
SELECT record, kind, coalesce(commitment.title, instrument.title) AS title FROM {SEARCHED}
LEFT JOIN commitment ON kind = 'commitment' AND commitment.id = record
LEFT JOIN instrument ON kind = 'instrument' AND instrument.id = record
WHERE passage_text MATCH :query AND withdrawn_on IS NULL
ORDER BY {BEST_FIRST}, kind, record
"""  # noqa: S608 -- what is put into the SQL is our own SQL
VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab(main, passage_text, row)"
SUGGESTED = 3
TEXTS = "SELECT DISTINCT field, text FROM passage WHERE record = :record AND kind = :kind"
FIELDS = ("title", "quotation", "translation", "report", "speaker", "name", "type", "instrument", "notes")
"""The fields in which words can stand, in the order in which their places are told."""


class Place(NamedTuple):
    """Where words were found: a text of a record, by its field, and the stretches of it that matched."""

    field: str
    text: str
    spans: tuple[tuple[int, int], ...]


class Hit(NamedTuple):
    """A commitment or instrument in which everything asked for was found, with its English title and the places."""

    id: str
    kind: str
    title: str
    places: tuple[Place, ...]


def phrases(text: str) -> list[Phrase]:
    """Read what a person typed: words, phrases in quotation marks, beginnings with an asterisk.

    Whatever is typed is looked up; nothing is an error but having no words at all.
    Raises CommitmentsError where there is no letter and no digit in it.
    """
    plain = text.translate(dict.fromkeys(map(ord, MARKS), '"'))
    parts = [marked or word for marked, word in ASKED.findall(plain)]
    found = [Phrase(tuple(words(part)), part.rstrip().endswith("*")) for part in parts]
    if not (kept := [phrase for phrase in found if phrase.words]):
        raise CommitmentsError("there are no words to look up: type letters or digits")
    return kept


def search(connection: Connection, text: str, limit: int | None = None) -> tuple[list[Hit], int]:
    """Find the commitments and instruments in which all that was typed stands, the best first.

    Gives the first of them, as many as `limit`, with the places, and how many there are in all.
    """
    wanted = phrases(text)
    found = ranked(connection, wanted)
    hits = [
        Hit(row["record"], row["kind"], row["title"], tuple(_places(connection, row, wanted))) for row in found[:limit]
    ]
    return hits, len(found)


def near(connection: Connection, text: str) -> list[tuple[str, int]]:
    """Words that are near to those typed that no record has, and in how many records each stands; a few at most."""
    there = known(connection)
    missing = dict.fromkeys(word for phrase in phrases(text) for word in phrase.words if word not in there)
    close = (word for wanted in missing for word in get_close_matches(wanted, there, n=SUGGESTED, cutoff=0.75))
    told = ((word, search(connection, word, 0)[1]) for word in dict.fromkeys(close))
    return [(word, number) for word, number in told if number][:SUGGESTED]


def ranked(connection: Connection, wanted: Sequence[Phrase]) -> Sequence[Row]:
    """Give all that has all of the phrases, the best first: its id, its kind and its title."""
    if isinstance(connection, sqlite3.Connection):
        return connection.execute(FOUND, {"query": matching(wanted)}).fetchall()
    from commitments.store.postgresql import words as there  # noqa: PLC0415 -- a question to a file does without it

    return there.ranked(connection, wanted)


def known(connection: Connection) -> list[str]:
    """All words that any record has."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(VOCABULARY)
        return [str(term) for (term,) in connection.execute("SELECT term FROM temp.indexed_word ORDER BY term")]
    from commitments.store.postgresql import words as there  # noqa: PLC0415 -- likewise

    return there.known(connection)


def matching(wanted: Sequence[Phrase]) -> str:
    """Say in the language of the index that all of the phrases have to be there."""
    return " AND ".join(_quoted(phrase) for phrase in wanted)


def _quoted(phrase: Phrase) -> str:
    """A phrase in the language of the index, in quotation marks, so that no word in it is taken for an operator."""
    return f'"{" ".join(phrase.words)}"' + ("*" if phrase.open else "")


def _places(connection: Connection, row: Row, wanted: Sequence[Phrase]) -> Iterator[Place]:
    texts = map(tuple, connection.execute(TEXTS, {"record": row["record"], "kind": row["kind"]}))
    for field, text in sorted(texts, key=lambda told: (FIELDS.index(told[0]), told[1])):
        if stretches := sorted({span for phrase in wanted for span in _spans(text, phrase)}):
            yield Place(field, text, tuple(stretches))


def _spans(text: str, phrase: Phrase) -> list[tuple[int, int]]:
    """Stretches of a text in which a phrase stands."""
    found = [(span, word) for span in word_spans(text) for word in words(text[slice(*span)])]
    told = [word for _, word in found]
    last = len(phrase.words) - 1
    return [(found[place][0][0], found[place + last][0][1]) for place in range(len(told)) if phrase.at(told, place)]
