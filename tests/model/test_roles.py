"""Whose word a commitment is, by the parts that its parties play."""

from __future__ import annotations

import pytest

from commitments.model.roles import promising


@pytest.mark.parametrize(
    ("roles", "speaking"),
    [
        (["guarantor", "mediator", "monitor", "adjudicator", "attendee", "host", "beneficiary"], ["0"]),
        (["monitor", "host"], ["0"]),
        (["mediator", "objector", "endorser", "funder"], ["1", "2", "3"]),
        (["host", "attendee", "beneficiary"], []),
    ],
)
def test_who_watches_mediates_or_judges_speaks_only_where_nobody_else_does(
    roles: list[str], speaking: list[str]
) -> None:
    assert promising([{"actor": str(place), "role": role} for place, role in enumerate(roles)]) == speaking
