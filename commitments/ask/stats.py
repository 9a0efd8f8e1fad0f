"""How many commitments there are, counted by what people ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import MappingProxyType
from typing import NamedTuple

from commitments.ask import names, questions
from commitments.ask.matrix import Basis, laid_out
from commitments.ask.pledges import TO_COUNT, Pledge, with_parties
from commitments.ask.questions import Wanted
from commitments.english import counted, quoted
from commitments.findings import CommitmentsError
from commitments.store.connection import Connection

Keys = Callable[[Pledge], Iterable[str]]

BY: MappingProxyType[str, Keys] = MappingProxyType(
    {
        "family": lambda pledge: [pledge["family"]],
        "type": lambda pledge: [pledge["type"]],
        "strength": lambda pledge: [pledge["strength"]],
        "status": lambda pledge: [pledge["status"]],
        "country": lambda pledge: pledge["promising"] or _parties(pledge),
        "year": lambda pledge: [(pledge["stated_earliest"] or "")[:4] or "not known"],
    }
)
"""What commitments are counted by; one of several parties counts once for each that speaks or promises."""

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


class Count(NamedTuple):
    """How many commitments have one value."""

    by: str
    value: str
    label: str
    number: int


def answer(
    connection: Connection, wanted: Wanted, countries: Sequence[str] = (), by: Sequence[str] = ()
) -> tuple[list[tuple[str, list[Count]]], list[str]]:
    """Count commitments by some keys, or by all but the type, under a heading each; and say why there are none.

    The key `coverage` counts pairs of an actor and a family. Raises CommitmentsError for a key that there is not, and
    what `questions.answer` raises.
    """
    for name in by:
        if name not in {*BY, COVERAGE}:
            raise CommitmentsError(f"nothing is counted by {quoted(name)}; known are {', '.join((*BY, COVERAGE))}")
    found, remarks = questions.gathered(connection, wanted, countries, TO_COUNT)
    keys = tuple(dict.fromkeys(by)) or [*(name for name in BY if name != "type"), COVERAGE]
    if not found:
        return [], remarks
    told = with_parties(connection, found)
    groups = [
        (f"By {name}", counts(connection, told, name)) if name in BY else _coverage(connection, told, wanted, countries)
        for name in keys
    ]
    return groups, remarks


def _coverage(
    connection: Connection, found: Sequence[Pledge], wanted: Wanted, countries: Sequence[str]
) -> tuple[str, list[Count]]:
    """Count over all pairs of an actor and a family whose words there are, and where there are none."""
    if countries:  # what the groups say that they belong to counts as well
        found = with_parties(connection, questions.gathered(connection, wanted, detail=TO_COUNT)[0])
    made, families = laid_out(connection, found, wanted, countries, "family"), _families(connection, wanted)
    numbers = Counter(cell.basis for cell in made.cells.values())
    pairs = len(made.actors) * len(families)
    rows = [Count(COVERAGE, str(basis), label, numbers[basis]) for basis, label in BASES.items()]
    rows.append(Count(COVERAGE, "ended", "what was said has ended", len(made.ended)))
    nothing = "nothing let through" if made.narrowed else "nobody has looked"
    rows.append(Count(COVERAGE, "none", nothing, pairs - len(made.cells) - len(made.ended)))
    told = f"{counted(len(made.actors), 'actor')} by {counted(len(families), 'family', 'families')}"
    return f"Coverage: {told}", rows


def _families(connection: Connection, wanted: Wanted) -> set[str]:
    """The families of the types asked for; all that there are where no type is asked for."""
    types = questions.filtered(connection, wanted).types
    query = "SELECT id, family FROM term WHERE vocabulary = 'guarantee-types'"
    return {str(family) for kind, family in connection.execute(query) if kind in types or not types}


def counts(connection: Connection, found: Sequence[Pledge], by: str) -> list[Count]:
    """Count commitments by one of the keys of BY, in the order of its word list, of time, or of numbers."""
    numbers = Counter(value for pledge in found for value in BY[by](pledge))
    labels = _labels(connection, by)
    rows = [Count(by, value, labels.get(value, value), number) for value, number in numbers.items()]
    if by in ORDERED:
        return sorted(rows, key=lambda row: list(labels).index(row.value))
    return sorted(rows, key=(lambda row: row.value) if by == "year" else (lambda row: (-row.number, row.label)))


def _parties(pledge: Pledge) -> Iterable[str]:
    """The parties of a commitment, each once: where none of them speaks or promises, it is those aside who speak."""
    return dict.fromkeys(party["actor"] for party in pledge["parties"])


def _labels(connection: Connection, by: str) -> dict[str, str]:
    if by in ORDERED:
        return names.labels(connection, ORDERED[by])
    if by == "country":
        return names.actors(connection)
    return {}
