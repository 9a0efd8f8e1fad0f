"""The rows of a query in SQL, laid out for people and for programs."""

from __future__ import annotations

from math import isfinite
from typing import Any

from commitments.ask.statements import Result
from commitments.render.tables import Listing, Sheet


def listing(result: Result) -> Listing:
    """Lay out rows under the names of their columns; NULL is an empty cell, or null."""
    plain = [[_plain(value) for value in row] for row in result.rows]
    numeric = {
        column
        for place, column in enumerate(result.columns)
        if plain and all(isinstance(row[place], int | float | None) for row in plain)
    }
    cells = [["" if value is None else str(value) for value in row] for row in plain]
    sheet = Sheet("", result.columns, cells, frozenset(result.columns), numeric=frozenset(numeric), key=0)
    return Listing([sheet], result.columns, [dict(zip(result.columns, row, strict=True)) for row in plain])


def _plain(value: Any) -> Any:  # noqa: ANN401 -- whatever a query gives
    """Bytes are told as hexadecimal digits, and numbers without end as texts, since JSON has neither."""
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value.hex() if isinstance(value, bytes) else value
