"""The data dictionary, laid out for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.render.tables import Listing, Sheet
from commitments.store.dictionary import Column, Table

COLUMNS = ("column", "holds", "refers to", "says")
FIELDS = ("table", "column", "type", "required", "refers", "vocabulary", "says")


def listing(tables: Sequence[Table]) -> Listing:
    """Lay out a sheet for each table and view, and a record for each column."""
    sheets = [
        Sheet(_heading(table), COLUMNS, [_cells(table, column) for column in table.columns], frozenset({"says"}),
              key=0, blank="")
        for table in tables
    ]  # fmt: skip
    records = [
        {
            "table": table.name, "column": column.name, "type": str(column.kind), "required": column.required,
            "refers": refers(table, column), "vocabulary": column.vocabulary, "says": column.description,
        }
        for table in tables
        for column in table.columns
    ]  # fmt: skip
    return Listing(sheets, FIELDS, records)


def refers(table: Table, column: Column) -> str | None:
    """The table and column whose value a column repeats, or None."""
    for reference in table.references:
        if column.name in reference.columns:
            return f"{reference.table}.{reference.targets[reference.columns.index(column.name)]}"
    return None


def _heading(table: Table) -> str:
    return f"{table.name}: {table.description}"


def _cells(table: Table, column: Column) -> list[str]:
    words = f"a word of {column.vocabulary}" if column.vocabulary else str(column.kind)
    return [column.name, words, refers(table, column) or "", column.description]
