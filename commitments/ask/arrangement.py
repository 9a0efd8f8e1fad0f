"""In which order commitments are told, and how many of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.ask.pledges import Pledge
from commitments.ask.questions import spelled_out
from commitments.english import quoted
from commitments.findings import CommitmentsError
from commitments.store.connection import Connection

Blocks: TypeAlias = list[tuple[str, list[Pledge]]]

CALLED = MappingProxyType(
    {
        "who": "parties", "for": "beneficiary", "stated": "stated_on", "hangs on": "conditions",
        "hangs_on": "conditions",
    }
)  # fmt: skip
"""Fields by what stands above them in a table."""

KEYS: MappingProxyType[str, Callable[[Pledge], Any]] = MappingProxyType(
    {
        "strength": lambda pledge: -pledge["strength_rank"] if pledge["strength_rank"] is not None else None,
        "stated_on": lambda pledge: pledge["stated_earliest"],
        "parties": lambda pledge: " ".join(pledge["party_names"]).casefold(),
        "conditions": lambda pledge: pledge["hangs_on"] or None,
        **{
            name: itemgetter(name)
            for name in ("id", "title", "type", "family", "beneficiary", "stance", "bindingness", "attribution",
                         "voice", "status", "instrument", "last_seen", "via", "verification")
        },
    }
)  # fmt: skip
"""What commitments can be put in order by; the firmest strength comes first."""


def field(name: str) -> str:
    """The field that a person means by a name of it, however that is written."""
    return CALLED.get(name.casefold(), name.casefold())


def arranged(connection: Connection, blocks: Blocks, by: Sequence[str], limit: int | None) -> tuple[Blocks, int]:
    """Put commitments that were found in order, keep the first of them, and spell these out; gives how many there were.

    Raises CommitmentsError for a name that there is no order by.
    """
    if by:
        return limited(ordered(spelled_out(connection, blocks), by), limit)
    kept, number = limited(blocks, limit)
    return spelled_out(connection, kept), number


def ordered(blocks: Blocks, by: Sequence[str]) -> Blocks:
    """Put the commitments of each block in order; a minus before a name turns its order round, and gaps come last.

    Raises CommitmentsError for a name that there is no order by.
    """
    for wanted in reversed(by):
        name = field(wanted.removeprefix("-"))
        if name not in KEYS:
            raise CommitmentsError(f"nothing can be sorted by {quoted(name)}; known are {', '.join(KEYS)}")
        blocks = [
            (heading, _sorted(pledges, KEYS[name], reverse=wanted.startswith("-"))) for heading, pledges in blocks
        ]
    return blocks


def _sorted(pledges: Sequence[Pledge], key: Callable[[Pledge], Any], *, reverse: bool) -> list[Pledge]:
    known = sorted((pledge for pledge in pledges if key(pledge) is not None), key=key, reverse=reverse)
    return known + [pledge for pledge in pledges if key(pledge) is None]


def limited(blocks: Blocks, limit: int | None) -> tuple[Blocks, int]:
    """Keep the first commitments of all blocks together; gives them, and how many there were before.

    A commitment that stands in several blocks counts once, and is kept in all of them or in none.
    """
    ids = list(dict.fromkeys(pledge["id"] for _, pledges in blocks for pledge in pledges))
    room = frozenset(ids[:limit])
    kept = [(heading, [pledge for pledge in pledges if pledge["id"] in room]) for heading, pledges in blocks]
    return [block for block in kept if block[1]], len(ids)
