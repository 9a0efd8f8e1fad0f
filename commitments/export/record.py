"""The table `record`: a commitment to a row with all that belongs to it, so that nothing need be joined.

Lists stand in its cells, and it lies in parts, one for each family of guarantees, as engines for large data have it:
`record/family=sanctions/part-0.parquet`. By family, as every commitment has one and no more, no engine that guesses
takes its words for numbers or dates, and there are but a few; a commitment has several countries or none, and most of
their files would have a row or two.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.export.rows import rows
from commitments.store.dictionary import Column, Kind, Reference, Table

NAME, PARTED_BY = "record", "family"
DESCRIPTION = (
    "One row per commitment with all that belongs to it: the columns of `pledge`, the rest of `commitment`, and every "
    "table about it as a list in the order of the record, or as the one row that it has there at most."
)
OWNER = Reference(("commitment_id",), "commitment", ("id",))
"""What every table about a commitment has."""
LISTS = MappingProxyType({"evidence": "supports", "history": "evidence", "dispute": "evidence"})
"""By table, the column whose text is several words, parted by spaces; here it is a list of them."""
OPENED = frozenset({"evidence_support", "history_evidence"})
"""Tables that say the same as these lists."""
LEFT_OUT = frozenset({"coded_values", "withdrawn_on", "withdrawn_reason"})
"""Columns of `commitment` that `coded_value` says again, or that no pledge has, as what is withdrawn is none."""
SPACES = re.compile(r", (?:parted by|between) spaces[^.]*")
EMPTY = "__HIVE_DEFAULT_PARTITION__"
"""How engines write that a part is of the rows without a value."""
NOTHING = "none"
"""The part of a table without rows: from a family that is missing alone, Arrow cannot tell what families are."""

Row: TypeAlias = tuple[Any, ...]
Cell: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Nested(Column):
    """A column with a list in its cells (`many`), or with rows that have columns of their own, or with both."""

    many: bool = True
    columns: tuple[Column, ...] = ()


def record(tables: Sequence[Table]) -> Table:
    """Describe it, from the dictionary of the database."""
    pledge, commitment = (_named(tables, name) for name in ("pledge", "commitment"))
    own = {column.name for column in pledge.columns} | LEFT_OUT
    rest = (column for column in commitment.columns if column.name not in own)
    return Table(NAME, DESCRIPTION, (*pledge.columns, *rest, *map(_nested, _about(tables))), pledge.key, ())


def _named(tables: Sequence[Table], name: str) -> Table:
    return next(table for table in tables if table.name == name)


def _about(tables: Sequence[Table]) -> Iterator[Table]:
    """Give the tables that say more about a commitment."""
    yield from (table for table in tables if OWNER in table.references and table.name not in OPENED)


def _nested(table: Table) -> Nested:
    columns = tuple(
        Nested(column.name, Kind.TEXT, required=True, description=_listed(column.description))
        if LISTS.get(table.name) == column.name
        else column
        for column in table.columns
        if column.name not in OWNER.columns
    )
    many = table.key != OWNER.columns
    return Nested(table.name, Kind.TEXT, many, _listed(table.description), many=many, columns=columns)


def _listed(description: str) -> str:
    """Leave out how the words of a list are parted in a text."""
    return SPACES.sub("", description)


def record_rows(connection: sqlite3.Connection, tables: Sequence[Table]) -> list[Row]:
    """Give its rows, in the order of the ids; a list is a list, and a row within another a value for each column."""
    names = [column.name for column in record(tables).columns]
    commitments = {cell["id"]: cell for cell in _cells(connection, _named(tables, "commitment"))}
    about = [(_nested(table), _by_commitment(connection, table)) for table in _about(tables)]
    found = []
    for pledge in _cells(connection, _named(tables, "pledge")):
        lists = {nested.name: _of(nested, cells.get(pledge["id"], [])) for nested, cells in about}
        whole = {**commitments[pledge["id"]], **pledge, **lists}
        found.append(tuple(whole[name] for name in names))
    return found


def _cells(connection: sqlite3.Connection, table: Table) -> Iterator[Cell]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, row, strict=True)) for row in rows(connection, table))


def _of(nested: Nested, cells: list[Cell]) -> Any:  # noqa: ANN401 -- a list, or the one row, or None
    return cells if nested.many else next(iter(cells), None)


def _by_commitment(connection: sqlite3.Connection, table: Table) -> Mapping[str, list[Cell]]:
    """Give the rows of a table by the commitment that they are about, in the order of the record."""
    found = list(_cells(connection, table))
    if table.name == "evidence":  # its key is its id; that of all other lists is the place in them
        found.sort(key=lambda cell: int(cell["position"]))
    cells: dict[str, list[Cell]] = {}
    for cell in found:
        if name := LISTS.get(table.name):
            cell[name] = cell[name].split()
        cells.setdefault(cell.pop("commitment_id"), []).append(cell)
    return cells


def parts(table: Table, held: Sequence[Row]) -> Iterator[tuple[str, Table, list[Row]]]:
    """Part its rows by family: the folder of each part, the table without that column, and the rows.

    Engines read the column off the name of the folder. Without rows there is one part, for the sake of its columns.
    """
    place = [column.name for column in table.columns].index(PARTED_BY)
    without = replace(table, columns=(*table.columns[:place], *table.columns[place + 1 :]))
    values = {row[place] or None for row in held} or {NOTHING}
    for value in sorted(values, key=lambda value: value or ""):
        found = [(*row[:place], *row[place + 1 :]) for row in held if (row[place] or None) == value]
        yield f"{PARTED_BY}={EMPTY if value is None else segment(value)}", without, found


def segment(value: str) -> str:
    """Write a value as the name of a folder, as Spark, DuckDB and Arrow all read it.

    Letters beyond ASCII stand as they are: Spark reads %C3%A9 as two letters, not as the bytes of one.
    """
    return "".join(
        letter if letter.isalnum() or letter in "-_" or not letter.isascii() else f"%{ord(letter):02X}"
        for letter in value
    )
