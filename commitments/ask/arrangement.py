"""In which order commitments are told, and how many of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.ask.pledges import Pledge
from commitments.findings import CommitmentsError

Blocks: TypeAlias = list[tuple[str, list[Pledge]]]

KEYS: MappingProxyType[str, Callable[[Pledge], Any]] = MappingProxyType(
    {
        "strength": lambda pledge: -pledge["strength_rank"] if pledge["strength_rank"] is not None else None,
        "stated_on": lambda pledge: pledge["stated_earliest"],
        "parties": lambda pledge: " ".join(pledge["party_names"]).casefold(),
        **{
            name: itemgetter(name)
            for name in ("id", "title", "type", "family", "beneficiary", "stance", "bindingness", "attribution",
                         "voice", "status", "instrument", "last_seen", "via", "verification")
        },
    }
)  # fmt: skip
"""What commitments can be put in order by; the firmest strength comes first."""


def ordered(blocks: Blocks, by: Sequence[str]) -> Blocks:
    """Put the commitments of each block in order; a minus before a name turns its order round, and gaps come last.

    Raises CommitmentsError for a name that there is no order by.
    """
    for wanted in reversed(by):
        name = wanted.removeprefix("-")
        if name not in KEYS:
            raise CommitmentsError(f"nothing can be sorted by '{name}'; known are {', '.join(KEYS)}")
        blocks = [(heading, _sorted(pledges, KEYS[name], reverse=wanted != name)) for heading, pledges in blocks]
    return blocks


def _sorted(pledges: Sequence[Pledge], key: Callable[[Pledge], Any], *, reverse: bool) -> list[Pledge]:
    known = sorted((pledge for pledge in pledges if key(pledge) is not None), key=key, reverse=reverse)
    return known + [pledge for pledge in pledges if key(pledge) is None]


def limited(blocks: Blocks, limit: int | None) -> tuple[Blocks, int]:
    """Keep the first commitments of all blocks together; gives them, and how many there were before."""
    total = sum(len(pledges) for _, pledges in blocks)
    if limit is None:
        return blocks, total
    kept, room = [], limit
    for heading, pledges in blocks:
        kept.append((heading, pledges[:room]))
        room -= len(kept[-1][1])
    return [block for block in kept if block[1]], total
