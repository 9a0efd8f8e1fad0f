"""What a question needs of a database, whichever engine holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

AMONG = "IN (SELECT value FROM json_each(:ids))"
"""Which rows: those whose ids stand in a list, which is given as JSON."""


class Row(Protocol):
    """One row of an answer: its values in their order, and by the names of their columns."""

    def __getitem__(self, place: Any, /) -> Any:  # noqa: ANN401 -- a value of any type
        """The value at a number, or under a name."""

    def __iter__(self) -> Iterator[Any]:
        """The values in their order."""

    def keys(self) -> list[str]:
        """The names of the columns."""


class Cursor(Protocol):
    """The rows of an answer."""

    @property
    def description(self) -> Any:  # noqa: ANN401 -- each engine's own description of columns, the name first
        """A sequence for each column, its name first; None where there are no rows to come."""

    def fetchone(self) -> Any:  # noqa: ANN401 -- a Row or None
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """All rows that are left, one at a time."""


class Connection(Protocol):
    """A database that is read: SQL with named parameters (`:country`) goes in, rows come out.

    The same text is asked of SQLite and of PostgreSQL, so it keeps to what both mean alike: no value stands in a
    comparison of another type, what can be NULL is ordered by with NULLS FIRST or LAST, and what is selected stands
    in the groups.
    """

    def execute(self, query: str, parameters: Mapping[str, Any] = ..., /) -> Cursor:
        """Ask a question."""
