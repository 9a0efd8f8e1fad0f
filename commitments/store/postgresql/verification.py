"""Proof that what is published says what the data says: it is built again from the data and compared, row by row."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from commitments.dataset import Dataset
from commitments.escaping import as_json
from commitments.store import build, database, dictionary, tables
from commitments.store.connection import Connection
from commitments.store.postgresql import filling, reading
from commitments.store.postgresql.publishing import FACTS
from commitments.store.verification import INDEX_DIFFERS, other_files, untrue_facts
from commitments.store.views import VIEWS

OTHER_FACTS = " OR ".join(f"(name = '{name}' AND value <> CAST(\"{name}\" AS text))" for name in FACTS)
UNTRUE = f"""
SELECT count(*) FROM commitments.publication JOIN meta ON {OTHER_FACTS} WHERE state = 'current'
"""  # noqa: S608 -- our own names
INDEXED = """
SELECT record, kind, names, words, notes, title, length, CAST(lexemes AS text)
FROM passage_text
"""


def verify(dataset: Dataset, address: str) -> list[str]:
    """Compare what is published at an address with its data; gives what differs, one sentence each.

    Raises CommitmentsError where no server answers, or nothing is published that this tool reads.
    """
    with tempfile.TemporaryDirectory() as place:
        again = build.build(dataset, Path(place) / "again.sqlite", keep_going=True).path
        with closing(database.open_database(again)) as other, reading.opened(address) as connection:
            return [*other_files(connection, dataset), *_differences(connection, other, dataset)]


def _differences(connection: Connection, other: sqlite3.Connection, dataset: Dataset) -> Iterator[str]:
    stored = tables.metadata(dictionary.vocabularies(other)).tables.keys() - {"meta"}
    for name in (*sorted(stored), *VIEWS):
        right = _rows(other.execute(f'SELECT * FROM "{name}"'))  # noqa: S608 -- our own tables
        if _shown(connection, f'"{name}"') != right:
            yield f"the rows of '{name}' are not those that the data gives"
        elif _shown(connection, f'commitments."{name}"') != right:
            yield f"the view 'commitments.{name}' does not show what the data gives"
    yield from untrue_facts(connection, other, dataset)
    if connection.execute(UNTRUE).fetchone()[0]:
        yield "what the server says of the publication is not true: see 'commitments.publication'"
    if _rows(_indexed(connection.execute(INDEXED))) != _rows(_indexed(filling.words(other))):
        yield INDEX_DIFFERS


def _shown(connection: Connection, name: str) -> list[str] | None:
    """The rows of a table or view on the server; None where there is none of that name."""
    (is_there,) = connection.execute("SELECT to_regclass(:name) IS NOT NULL", {"name": name}).fetchone()
    return _rows(connection.execute(f"SELECT * FROM {name}")) if is_there else None  # noqa: S608 -- our own tables


def _rows(rows: Iterable[Iterable[Any]]) -> list[str]:
    """Rows in an order that is the same for all engines."""
    return sorted(as_json(tuple(row)) for row in rows)


def _indexed(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Put the words of each row in an order that is the same for all engines."""
    for row in rows:
        yield *row[:-1], *sorted(str(row[-1]).split())
