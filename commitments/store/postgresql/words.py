"""Words looked up on a server, with the best first as SQLite's index for words has it."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import Any, NamedTuple

from commitments.store.connection import Connection, Row
from commitments.store.phrase import Phrase
from commitments.store.postgresql.dialect import lexeme
from commitments.store.views import WEIGHTS

FOUND = """
SELECT found.record, found.kind, coalesce(commitment.title, instrument.title) AS title, found.length, {often}
FROM passage_text AS found
LEFT JOIN commitment ON found.kind = 'commitment' AND commitment.id = found.record
LEFT JOIN instrument ON found.kind = 'instrument' AND instrument.id = found.record
WHERE found.lexemes @@ CAST(:lexemes AS tsquery) AND withdrawn_on IS NULL
"""
TEXTS = "SELECT count(*) AS number, CAST(sum(length) AS bigint) AS words FROM passage_text"
HAVING = """
SELECT count(*) FROM passage_text AS found WHERE lexemes @@ CAST(:lexemes AS tsquery) AND {often} > 0
"""
KNOWN = (
    "SELECT DISTINCT unnest(string_to_array(btrim(names || words || notes || title), '  ')) AS term FROM passage_text"
)
APART = "((length({0}) - length(replace({0}, :{1}, ''))) / length(:{1}))"
OVERLAPPING = "(SELECT count(*) FROM regexp_matches({0}, '(?=' || :{1} || ')', 'g'))"
"""How often a phrase stands in a text: the second also where it begins again before it has ended, but slower."""
SATURATION, LENGTH = 1.2, 0.75
"""How much it counts that a word comes again, and how much that a text is long: k1 and b of Okapi BM25, as in FTS5."""
LEAST = 1e-6
"""What a word counts that stands in more than half of the texts."""


class Texts(NamedTuple):
    """All that is searched: how many texts, the words in one of them on average, in how many each phrase stands."""

    number: int
    average: float
    having: Sequence[int]


def ranked(connection: Connection, wanted: Sequence[Phrase]) -> list[Row]:
    """Give what has all of the phrases, the best first: Okapi BM25 with weights of columns, as SQLite's FTS5 has it.

    See https://www.sqlite.org/fts5.html#the_bm25_function.
    """
    told = {f"phrase_{number}": phrase for number, phrase in enumerate(wanted)}
    often = ", ".join(_often(phrase, name) for name, phrase in told.items())
    asked = {"lexemes": _lexemes(wanted), **{name: _as_stored(phrase) for name, phrase in told.items()}}
    rows = connection.execute(FOUND.format(often=often), asked).fetchall()
    texts = _texts(connection, wanted)
    found = [row for row in rows if all(row[4:])]
    return sorted(found, key=lambda row: (-_score(row[4:], row["length"], texts), row["kind"], row["record"]))


def known(connection: Connection) -> list[str]:
    """All words that any record has."""
    return sorted(str(term) for (term,) in connection.execute(KNOWN))


def _score(often: Sequence[float], length: int, texts: Texts) -> float:
    """How good a text is: the more of the words, the rarer each, and the shorter the text, the better."""
    much = SATURATION * (1 - LENGTH + LENGTH * length / texts.average)
    rarities = ((texts.number - having + 0.5) / (having + 0.5) for having in texts.having)
    weights = (log(rarity) if rarity > 1 else LEAST for rarity in rarities)
    counted = ((times * (SATURATION + 1.0)) / (times + much) for times in often)
    return sum(weight * count for weight, count in zip(weights, counted, strict=True))


def _texts(connection: Connection, wanted: Sequence[Phrase]) -> Texts:
    number, length = connection.execute(TEXTS).fetchone()
    having = [_having(connection, phrase) for phrase in wanted]
    return Texts(number, length / number if number else 0.0, having)


def _having(connection: Connection, phrase: Phrase) -> int:
    asked: dict[str, Any] = {"lexemes": _lexemes([phrase]), "phrase": _as_stored(phrase)}
    return int(connection.execute(HAVING.format(often=_often(phrase, "phrase")), asked).fetchone()[0])


def _often(phrase: Phrase, name: str) -> str:
    """How often a phrase stands in a text, each time as much as its column weighs."""
    repeats = len({*phrase.words}) < len(phrase.words) or (phrase.open and len(phrase.words) > 1)
    counted = OVERLAPPING if repeats else APART
    parts = (f"{weight} * {counted.format(f'found.{column}', name)}" for column, weight in WEIGHTS.items())
    return f"({' + '.join(parts)})"


def _as_stored(phrase: Phrase) -> str:
    """A phrase as it stands in a text that is stored, each word between two spaces of its own."""
    told = "".join(f" {word} " for word in phrase.words)
    return told.removesuffix(" ") if phrase.open else told


def _lexemes(wanted: Sequence[Phrase]) -> str:
    """Ask for all words of some phrases in the language of PostgreSQL's index."""
    return " & ".join(
        lexeme(word) + (":*" if phrase.open and word is phrase.words[-1] else "")
        for phrase in wanted
        for word in phrase.words
    )
