"""How many commitments there are, counted by what people ask for."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from commitments.ask import names, questions
from commitments.ask.matrix import Basis, Matrix, matrix
from commitments.ask.pledges import Pledge
from commitments.ask.questions import Wanted
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


COVERAGE = "coverage"
BASES = MappingProxyType(
    {
        Basis.OWN: "in words of its own",
        Basis.JOINT: "only in words with others as one",
        Basis.GROUP: "only through a group",
        Basis.OTHERS: "only in the words of others",
        Basis.LOOKED_FOR: "looked for and not found",
    }
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many commitments have one value."""

    by: str
    value: str
    label: str
    number: int


def answer(
    connection: sqlite3.Connection, wanted: Wanted, countries: Sequence[str] = (), by: Sequence[str] = ()
) -> tuple[list[tuple[str, list[Count]]], list[str]]:
    """Count commitments by some keys, or by all but the type, under a heading each; and say why there are none.

    The key `coverage` counts pairs of an actor and a family. Raises CommitmentsError for a key that there is not, and
    what `questions.answer` raises.
    """
    for name in by:
        if name not in {*BY, COVERAGE}:
            raise CommitmentsError(f"nothing is counted by '{name}'; known are {', '.join((*BY, COVERAGE))}")
    found, remarks = questions.gathered(connection, wanted, countries)
    keys = by or [*(name for name in BY if name != "type"), COVERAGE]
    groups = [(f"By {name}", counts(connection, found, name)) for name in keys if name in BY]
    if COVERAGE in keys:
        groups.append(_coverage(matrix(connection, wanted, countries, "family")[0]))
    return (groups if found else []), remarks


def _coverage(made: Matrix) -> tuple[str, list[Count]]:
    """Count over all pairs of an actor and a family whose words there are, and where nobody has looked."""
    numbers = Counter(cell.basis for cell in made.cells.values())
    pairs = len(made.actors) * len(made.columns)
    rows = [Count(COVERAGE, str(basis), label, numbers[basis]) for basis, label in BASES.items()]
    rows.append(Count(COVERAGE, "none", "nobody has looked", pairs - len(made.cells)))
    return f"Coverage: {len(made.actors)} actors by {len(made.columns)} families", rows


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
