"""What goes into a publication: tables, rows, views, and the index for words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import psycopg
from psycopg import sql

from commitments.store import dictionary, passages
from commitments.store.postgresql import tables
from commitments.store.postgresql.dialect import lexeme
from commitments.store.postgresql.reading import Row

BY_CODE_POINTS = "SELECT 'Z' < 'a' AND 'a-b' < 'aa'"
"""Whether the server puts texts in order by their code points, as SQLite does."""
PASSAGES = "SELECT record, kind, field, text FROM passage ORDER BY record, kind"


def fill(connection: psycopg.Connection[Row], file: sqlite3.Connection, schema: str) -> None:
    """Make a schema with all that the file holds."""
    (by_code_points,) = connection.execute(BY_CODE_POINTS).fetchone() or (0,)
    made = tables.metadata(dictionary.vocabularies(file), collation=None if by_code_points else "C").sorted_tables
    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))
    for statement in tables.creating(made):
        connection.execute(statement.encode())
    for table in made:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        _copy(connection, table.name, file.execute(f'SELECT {columns} FROM "{table.name}"'))  # noqa: S608 -- our own tables
    _copy(connection, "passage_text", words(file))
    for statement in tables.finishing(made):
        connection.execute(statement.encode())
    for name in (*(table.name for table in made), "passage_text"):
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))


def _copy(connection: psycopg.Connection[Row], table: str, rows: Iterable[Any]) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy,
    ):
        for row in rows:
            copy.write_row(tuple(row))


def words(file: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    """The words of every record that can be searched for, by the columns of the index."""
    for (record, kind), found in groupby(file.execute(PASSAGES), key=lambda row: (row[0], row[1])):
        columns = [text.split() for text in passages.indexed((field, text) for _, _, field, text in found)]
        told = ("".join(f" {word} " for word in column) for column in columns)
        lexemes = sorted({lexeme(word) for column in columns for word in column})
        yield record, kind, *told, sum(map(len, columns)), " ".join(lexemes)
