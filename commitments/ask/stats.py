"""How many commitments there are, counted by what people ask for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from commitments.ask import names
from commitments.ask.pledges import Pledge
from commitments.findings import CommitmentsError

Keys = Callable[[Pledge], Iterable[str]]

BY: MappingProxyType[str, Keys] = MappingProxyType(
    {
        "family": lambda pledge: [pledge["family"]],
        "type": lambda pledge: [pledge["type"]],
        "strength": lambda pledge: [pledge["strength"]],
        "status": lambda pledge: [pledge["status"]],
        "country": lambda pledge: dict.fromkeys(party["actor"] for party in pledge["parties"]),
        "year": lambda pledge: [(pledge["stated_earliest"] or "")[:4] or "not known"],
    }
)
"""What commitments are counted by; a commitment of several parties counts once for each."""

ORDERED = MappingProxyType(
    {
        "family": "guarantee-families",
        "type": "guarantee-types",
        "strength": "strengths",
        "status": "lifecycle-statuses",
    }
)
"""The word list whose order the counts follow; the others go by number, and years by the calendar."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many commitments have one value."""

    by: str
    value: str
    label: str
    number: int


def counted(
    connection: sqlite3.Connection, found: Sequence[Pledge], by: Sequence[str] = ()
) -> list[tuple[str, list[Count]]]:
    """Count commitments by some of the keys of BY, or by all but the type, under a heading each.

    Raises CommitmentsError for a key that there is not.
    """
    for name in by:
        if name not in BY:
            raise CommitmentsError(f"nothing is counted by '{name}'; known are {', '.join(BY)}")
    keys = by or [name for name in BY if name != "type"]
    return [(f"By {name}", counts(connection, found, name)) for name in keys] if found else []


def counts(connection: sqlite3.Connection, found: Sequence[Pledge], by: str) -> list[Count]:
    """Count commitments by one of the keys of BY, in the order of its word list, of time, or of numbers."""
    numbers = Counter(value for pledge in found for value in BY[by](pledge))
    labels = _labels(connection, by)
    rows = [Count(by, value, labels.get(value, value), number) for value, number in numbers.items()]
    if by in ORDERED:
        return sorted(rows, key=lambda row: list(labels).index(row.value))
    return sorted(rows, key=(lambda row: row.value) if by == "year" else (lambda row: (-row.number, row.label)))


def _labels(connection: sqlite3.Connection, by: str) -> dict[str, str]:
    if by in ORDERED:
        return names.labels(connection, ORDERED[by])
    if by == "country":
        return {str(row[0]): str(row[1]) for row in connection.execute("SELECT id, name FROM actor")}
    return {}
