"""Instruments or actors side by side, laid out for people and for programs."""

from __future__ import annotations

from commitments.ask.comparison import Comparison
from commitments.render.tables import Listing, Sheet

DIFFERS, SAME = "≠", "="


def listing(comparison: Comparison) -> Listing:
    """Lay out a comparison: a row for each field, marked where the values differ."""
    titles = [subject.name for subject in comparison.subjects]
    rows = [[DIFFERS if row.differs else SAME, row.field, *row.values] for row in comparison.rows]
    columns = ["", "field", *titles]
    sheet = Sheet("", columns, rows, frozenset({"field", *titles}), key=1)
    ids = [subject.id for subject in comparison.subjects]
    records = [
        {"field": row.field, "differs": row.differs, **dict(zip(ids, row.values, strict=True))}
        for row in comparison.rows
    ]
    return Listing([sheet], ["field", "differs", *ids], records, f"{DIFFERS} not the same · {SAME} the same")
