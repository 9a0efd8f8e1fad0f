"""Proof that what is published says what the data says: it is built again from the data and compared, row by row."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitments.dataset import Dataset
from commitments.escaping import as_json
from commitments.store import build, database, dictionary, tables
from commitments.store.connection import Connection
from commitments.store.postgresql import filling, reading
from commitments.store.verification import INDEX_DIFFERS, other_files, untrue_facts
from commitments.store.views import VIEWS

INDEXED = """
SELECT record, kind, names, words, notes, title, length, CAST(lexemes AS text)
FROM passage_text ORDER BY record, kind
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
    for table in tables.metadata(dictionary.vocabularies(other)).sorted_tables:
        columns, key = (", ".join(f'"{column.name}"' for column in some) for some in (table.columns, table.primary_key))
        query = f'SELECT {columns} FROM "{table.name}" ORDER BY {key}'  # noqa: S608 -- our own tables
        if table.name != "meta" and _digest(connection.execute(query)) != _digest(other.execute(query)):
            yield f"the rows of '{table.name}' are not those that the data gives"
    for view in VIEWS:
        query = f'SELECT * FROM "{view}"'  # noqa: S608 -- our own views
        if sorted(_told(connection.execute(query))) != sorted(_told(other.execute(query))):
            yield f"the view '{view}' does not show what the data gives"
    yield from untrue_facts(connection, other, dataset)
    if _digest(_indexed(connection.execute(INDEXED))) != _digest(_indexed(filling.words(other))):
        yield INDEX_DIFFERS


def _indexed(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Put the words of each row in an order that is the same for all engines."""
    for row in rows:
        yield *row[:-1], *sorted(str(row[-1]).split())


def _digest(rows: Iterable[Iterable[Any]]) -> str:
    """Sha256 over rows in the order in which they come."""
    total = sha256()
    for told in _told(rows):
        total.update(told.encode())
    return total.hexdigest()


def _told(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    return (as_json(tuple(row)) for row in rows)
