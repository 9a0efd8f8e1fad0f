"""The table `record`: a commitment to a row with all that belongs to it, so that nothing need be joined.

Lists stand in the cells of `record`, and it lies in parts, as engines for large data have it, one folder per family of
guarantees: a commitment has one at most, there are few, and none is called like a number or a date. Of countries a
commitment has several or none, and most of their files would have a row or two.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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

Row: TypeAlias = tuple[Any, ...]
Cell: TypeAlias = dict[str, Any]


def record(tables: Sequence[Table]) -> Table:
    """Describe the table `record`, from the dictionary of the database."""
    pledge, commitment = (_named(tables, name) for name in ("pledge", "commitment"))
    own = {column.name for column in pledge.columns} | LEFT_OUT
    rest = (column for column in commitment.columns if column.name not in own)
    return Table(NAME, DESCRIPTION, (*pledge.columns, *rest, *map(_nested, _about(tables))), pledge.key, ())


def _named(tables: Sequence[Table], name: str) -> Table:
    return next(table for table in tables if table.name == name)


def _about(tables: Sequence[Table]) -> Iterator[Table]:
    """Give the tables that say more about a commitment."""
    yield from (table for table in tables if OWNER in table.references and table.name not in OPENED)


def _nested(table: Table) -> Column:
    columns = tuple(
        replace(column, required=True, description=_listed(column.description), many=True)
        if LISTS.get(table.name) == column.name
        else column
        for column in table.columns
        if column.name not in OWNER.columns
    )
    many = table.key != OWNER.columns
    return Column(table.name, Kind.ROW, many, _listed(table.description), many=many, columns=columns)


def _listed(description: str) -> str:
    """Leave out how the words of a list are parted in a text."""
    return SPACES.sub("", description)


def record_rows(connection: sqlite3.Connection, tables: Sequence[Table]) -> list[Row]:
    """Give the rows of the table `record`, in the order of the ids; a row within a cell has a value for each column."""
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


def _of(nested: Column, cells: list[Cell]) -> Any:  # noqa: ANN401 -- a list, or the one row, or None
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
