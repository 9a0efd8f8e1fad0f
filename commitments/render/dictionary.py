"""The data dictionary, laid out for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.ask.dictionary import Table
from commitments.render.tables import Listing, Sheet

COLUMNS = ("column", "type", "refers to", "says")
FIELDS = ("table", "column", "type", "required", "refers", "says")


def listing(tables: Sequence[Table]) -> Listing:
    """Lay out a sheet for each table and view, and a record for each column."""
    sheets = [
        Sheet(
            f"{table.name}: {table.text}",
            COLUMNS,
            [[column.name, column.type, column.refers or "", column.text] for column in table.columns],
            frozenset({"says"}),
            key=0,
            blank="",
        )
        for table in tables
    ]
    records = [
        {
            "table": table.name, "column": column.name, "type": column.type, "required": column.required,
            "refers": column.refers, "says": column.text,
        }
        for table in tables
        for column in table.columns
    ]  # fmt: skip
    return Listing(sheets, FIELDS, records)
