"""Which values have to rest on words: those that say something, down to single terms."""

from __future__ import annotations

import pytest

from commitments.model import coded
from commitments.model.records import Commitment

MISSING = {"not-stated"}


def commitment(**values: object) -> Commitment:
    bare = {
        "id": "x",
        "title": "x",
        "type": "troop-deployment",
        "parties": ({"actor": "DEU", "role": "guarantor"},),
        "stance": "pledge",
        "history": ({"date": "2026", "status": "announced"},),
    }
    return Commitment.model_validate(bare | values)


def named(record: Commitment) -> list[str]:
    return [name for name, _ in (*coded.outright(record), *coded.in_particular(record, MISSING))]


def test_a_bare_record_has_type_parties_and_stance_to_bear() -> None:
    assert named(commitment()) == ["type", "parties", "stance"]


@pytest.mark.parametrize(
    ("values", "added"),
    [
        ({"beneficiary": "UKR"}, ["beneficiary"]),
        ({"instrument": "treaty"}, ["instrument"]),
        ({"bindingness": "political"}, ["bindingness"]),
        ({"bindingness": "unclear"}, []),
        ({"bindingness": "none-claimed"}, []),
        ({"hedges": ({"kind": "may", "words": "could"},)}, ["hedges"]),
        ({"conditions": ({"kind": "backstop", "role": "precondition"},)}, ["conditions"]),
        ({"money": ({"measure": "pledge", "as_stated": "much"},)}, ["money"]),
        ({"terms": {"kind": "force-presence", "location": "beneficiary"}}, ["terms.location"]),
        ({"terms": {"kind": "force-presence", "strength": "not-stated", "domains": ()}}, []),
        ({"terms": {"kind": "force-presence", "strength_min": 0}}, ["terms.strength_min"]),
    ],
)
def test_what_says_something_has_to_be_borne_and_what_says_nothing_has_not(
    values: dict[str, object], added: list[str]
) -> None:
    assert set(named(commitment(**values))) - {"type", "parties", "stance"} == set(added)


def test_the_way_to_a_value_leads_to_it() -> None:
    record = commitment(terms={"kind": "force-presence", "location": "beneficiary"})
    assert dict(coded.in_particular(record, MISSING))["terms.location"] == ("terms", "location")


def test_evidence_for_terms_bears_each_of_them_and_evidence_for_one_bears_no_other() -> None:
    assert coded.bears("terms", "terms.location")
    assert coded.bears("terms.location", "terms.location")
    assert not coded.bears("terms.domains", "terms.location")
    assert not coded.bears("terms.location", "terms")
