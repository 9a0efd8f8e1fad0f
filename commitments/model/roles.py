"""What the parts that parties play mean for whose word a commitment is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

PartyRow: TypeAlias = Mapping[str, str]
"""A party with its `actor` and its `role`."""

ASIDE = frozenset({"attendee", "beneficiary", "host"})
"""Roles of those who neither speak nor promise, unless nobody else is there to do it."""
HELPING = frozenset({"adjudicator", "mediator", "monitor"})
"""Roles of those who watch, mediate or judge what others promise: they promise nothing beside these."""


def bound(roles: Iterable[str]) -> frozenset[str]:
    """Give those among the roles of a commitment whose words it is: helpers only where nobody else promises."""
    speaking = frozenset(roles) - ASIDE
    return speaking - HELPING or speaking


def promising(parties: Collection[PartyRow]) -> list[str]:
    """Give the actors that speak or promise, each once."""
    roles = bound({party["role"] for party in parties})
    return list(dict.fromkeys([party["actor"] for party in parties if party["role"] in roles]))
