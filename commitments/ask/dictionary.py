"""The data dictionary: every table and view of a database, for people who ask in SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from commitments.store.descriptions import Description, descriptions


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type in SQL, whether it must be filled, the column it refers to, and what it says."""

    name: str
    type: str
    required: bool
    refers: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view, with its columns in their order."""

    name: str
    text: str
    columns: Sequence[Column]


def dictionary(connection: sqlite3.Connection) -> list[Table]:
    """Describe the views, which are made to be asked, and then the tables of a database."""
    query = "SELECT name, type = 'view' FROM sqlite_schema WHERE type IN ('table', 'view')"
    is_view = {str(name): bool(view) for name, view in connection.execute(query)}
    told = sorted(descriptions(), key=lambda one: (not is_view[one.name], one.name))
    return [Table(one.name, one.text, _columns(connection, one)) for one in told]


def _columns(connection: sqlite3.Connection, told: Description) -> list[Column]:
    keys = connection.execute(f"PRAGMA foreign_key_list('{told.name}')").fetchall()
    refers = {key["from"]: f"{key['table']}.{key['to']}" for key in keys}
    return [
        Column(
            row["name"], row["type"].lower(), bool(row["notnull"]), refers.get(row["name"]), told.columns[row["name"]]
        )
        for row in connection.execute(f"PRAGMA table_info('{told.name}')")
    ]
