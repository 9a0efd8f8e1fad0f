"""Lists of commitments, laid out for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.render.tables import EMPTY, Listing, Sheet
from commitments.render.tables.data import flat

Pledge: TypeAlias = Mapping[str, Any]

FIELDS = (
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "attribution",
    "voice", "status", "instrument", "conditions", "stated_on", "last_seen", "via", "verification",
)  # fmt: skip
COLUMNS = ("strength", "who", "type", "for", "stated", "hangs on", "id")
WRAPPED = frozenset({"who", "type", "hangs on", "title", "parties", "conditions", "instrument"})
COMMON = frozenset({"who", "for", "stated"})
LABELS = {
    "type": "type_label", "family": "family_label", "strength": "strength_label", "beneficiary": "beneficiary_name",
    "instrument": "instrument_title",
}  # fmt: skip
"""Fields that people read by a label."""
NAMED = 3


def listing(blocks: Iterable[tuple[str, Sequence[Pledge]]], columns: Sequence[str] = ()) -> Listing:
    """Lay out commitments under headings, each record once; `columns` are the fields to show, in their order.

    Raises CommitmentsError for a column that there is not.
    """
    for name in columns:
        if name not in FIELDS:
            raise CommitmentsError(f"no column is called '{name}'; known are {', '.join(FIELDS)}")
    kept = list(blocks)
    sheets = [
        Sheet(heading, columns or COLUMNS, [_cells(pledge, columns) for pledge in pledges], WRAPPED, COMMON)
        for heading, pledges in kept
    ]
    once = {pledge["id"]: pledge for _, pledges in reversed(kept) for pledge in reversed(pledges)}
    return Listing(sheets, columns or FIELDS, list(once.values())[::-1])


def _cells(pledge: Pledge, columns: Sequence[str]) -> list[str]:
    if columns:
        return [flat(pledge[LABELS.get(name, name)]) for name in columns]
    names = ("strength_label", "party_names", "type_label", "beneficiary_name", "stated_on", "hangs_on", "id")
    values = {**pledge, "stated_on": dates.told(pledge["stated_on"]), "party_names": _who(pledge["party_names"])}
    return [values[name] or EMPTY for name in names]


def _who(names: Sequence[str]) -> str:
    """Name up to three parties; of more, the first two and how many besides."""
    return ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:2])} and {len(names) - 2} more"
