"""Lists of commitments, laid out for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from commitments.ask.arrangement import field
from commitments.ask.pledges import Pledge, once
from commitments.ask.standing import ENDED
from commitments.english import few, quoted
from commitments.findings import CommitmentsError
from commitments.model import dates
from commitments.render.tables import EMPTY, Listing, Sheet
from commitments.render.tables.data import flat

FIELDS = (
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "attribution",
    "voice", "status", "instrument", "conditions", "stated_on", "last_seen", "stood", "via", "verification",
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
"""How many parties are named in one cell, before it says how many more there are."""


def listing(blocks: Iterable[tuple[str, Sequence[Pledge]]], columns: Sequence[str] = ()) -> Listing:
    """Lay out commitments under headings, each record once; `columns` are the fields to show, in their order.

    Raises CommitmentsError for a column that there is not.
    """
    columns = tuple(dict.fromkeys(map(field, columns)))
    for name in columns:
        if name not in FIELDS:
            raise CommitmentsError(f"no column is called {quoted(name)}; known are {', '.join(FIELDS)}")
    kept = list(blocks)
    sheets = [
        Sheet(heading, columns or COLUMNS, [_cells(pledge, columns) for pledge in pledges], WRAPPED, COMMON)
        for heading, pledges in kept
    ]
    return Listing(sheets, columns or FIELDS, once(pledge for _, pledges in kept for pledge in pledges))


def _cells(pledge: Pledge, columns: Sequence[str]) -> list[str]:
    if columns:
        return [flat(pledge[LABELS.get(name, name)]) for name in columns]
    names = ("strength_label", "party_names", "type_label", "beneficiary_name", "stated_on", "hangs_on", "id")
    firm = ", ".join([pledge["strength_label"], *([pledge["status"]] if pledge["status"] in ENDED else [])])
    values = {
        **pledge,
        "strength_label": firm,
        "stated_on": dates.told(pledge["stated_on"]),
        "party_names": few(pledge["party_names"], NAMED),
    }
    return [values[name] or EMPTY for name in names]
