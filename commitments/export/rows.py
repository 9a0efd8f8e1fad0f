"""The rows of a table as an export has them: in the order of the key, and with truth values for flags."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from commitments.store.dictionary import Kind, Table


def rows(connection: sqlite3.Connection, table: Table) -> list[tuple[Any, ...]]:
    """Give all rows in the order of the key, as Python has them: 0 and 1 of a flag as False and True."""
    named, key = (_quoted(names) for names in ((column.name for column in table.columns), table.key))
    flags = {place for place, column in enumerate(table.columns) if column.kind is Kind.FLAG}
    found = connection.execute(f'SELECT {named} FROM "{table.name}" ORDER BY {key}')  # noqa: S608 -- names from our own schema
    return [_told(row, flags) for row in found] if flags else [tuple(row) for row in found]


def _told(row: Iterable[Any], flags: set[int]) -> tuple[Any, ...]:
    return tuple(bool(value) if place in flags and value is not None else value for place, value in enumerate(row))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
