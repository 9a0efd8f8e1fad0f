"""Instruments or actors side by side, laid out for people and for programs."""

from __future__ import annotations

from commitments.ask.comparison import Comparison, Field
from commitments.english import few
from commitments.render.tables import Listing, Sheet

DIFFERS, ALIKE = "≠", "="
LEGEND = (
    f"{DIFFERS} not told alike · {ALIKE} told alike: how firm, since when, on which conditions and with which hedges"
)
TOLD = 3
"""How many commitments are told in one cell of a table, before it says how many more there are."""


def listing(comparison: Comparison) -> Listing:
    """Lay out a comparison: a row for each field, marked where the values differ."""
    titles = [subject.name for subject in comparison.subjects]
    rows = [
        [DIFFERS if field.differs else ALIKE, field.name, *(few(told, TOLD, "; ", "; and ") for told in field.told)]
        for field in comparison.fields
    ]
    columns = ["", "field", *titles]
    sheet = Sheet("", columns, rows, frozenset({"field", *titles}), key=1)
    names = [name for subject in comparison.subjects for name in (subject.id, f"{subject.id}_ids")]
    records = [
        {"field": field.name, "differs": field.differs, **_record(comparison, field)} for field in comparison.fields
    ]
    return Listing([sheet], ["field", "differs", *names], records, LEGEND)


def _record(comparison: Comparison, field: Field) -> dict[str, object]:
    """All that is told of each subject under its id, and the ids of the commitments beside it."""
    told = {subject.id: value for subject, value in zip(comparison.subjects, field.values, strict=True)}
    return told | {f"{one.id}_ids": list(ids) for one, ids in zip(comparison.subjects, field.ids, strict=True)}
