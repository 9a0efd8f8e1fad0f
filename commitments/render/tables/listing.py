"""What a question found, laid out: as tables for people, and as records for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

EMPTY = "–"
"""Stands in a table where there is nothing to say."""

Cells: TypeAlias = Sequence[str]


class Sheet(NamedTuple):
    """A table for people under a heading, which may be empty.

    `wrapped` are the columns that may break over several lines, `common` those that are said once above the table if
    all rows agree, `numeric` those set to the right. Where the screen is too narrow for a table, each row has lines of
    its own, headed by its cell in the place `key`, and without those that are `blank`.
    """

    heading: str
    columns: Sequence[str]
    rows: Sequence[Cells]
    wrapped: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    numeric: frozenset[str] = frozenset()
    key: int = -1
    blank: str = EMPTY


class Listing(NamedTuple):
    """The same answer twice: tables for people, and records with fixed fields for programs.

    `legend` is said below the tables.
    """

    sheets: Sequence[Sheet]
    fields: Sequence[str]
    records: Sequence[Mapping[str, Any]]
    legend: str = ""
