"""How firm a commitment is: a table over stances, legal effects, instruments and statuses."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
import yaml

from commitments.dataset import Dataset
from commitments.model.ladder import AGAINST, OF_STANCE, RUNGS
from commitments.model.records import Commitment
from commitments.model.strength import strength

LADDER = {
    "threatens": "rejects",
    "rules-out": "rejects",
    "objects": "rejects",
    "not-planned": "not-planned",
    "non-committal": "non-committal",
    "under-consideration": "considering",
    "conditional-offer": "conditional",
    "pledge": "pledged",
    "signed-intent": "declared",
    "signed-commitment": "signed",
    "demands": "demands",
    "endorses": "endorses",
    "not-found": "not-found",
}
STATUSES = (
    "floated", "announced", "agreed", "pending-approval", "standing", "activated", "delivering", "fulfilled",
    "partly-fulfilled", "not-honoured", "stalled", "suspended", "withdrawn", "superseded", "expired",
    "never-materialised", "nothing-found",
)  # fmt: skip
EFFECTS = (
    "none-claimed", "political", "disputed", "intended-binding", "binding-domestic", "binding-international", "unclear",
)  # fmt: skip
INSTRUMENTS: dict[str, tuple[str, ...]] = {
    "none, or no legal history": (),
    "signed": ("signed",),
    "ratified": ("signed", "ratified"),
    "in force": ("signed", "ratified", "in-force"),
    "in force at once": ("in-force",),
    "terminated": ("signed", "in-force", "terminated"),
}
PROMISES = ("conditional-offer", "pledge", "signed-intent", "signed-commitment")


def commitment(stance: str, effect: str = "unclear", *statuses: str) -> Commitment:
    return Commitment.model_validate(
        {
            "id": "x",
            "title": "x",
            "type": "weapons-in-kind",
            "parties": ({"actor": "DEU", "role": "guarantor"},),
            "stance": stance,
            "bindingness": effect,
            "history": tuple({"date": "2026", "status": status} for status in statuses or ("announced",)),
        }
    )


def expected(stance: str, effect: str, paper: str, status: str) -> str:
    """Say it a second way: by the definitions of the words in schema/vocabulary/strengths.yaml."""
    if stance in PROMISES and status == "delivering":
        return "operational"
    in_force = paper in {"in force", "in force at once"}
    if stance == "signed-commitment" and in_force and effect in {"binding-domestic", "binding-international"}:
        return "binding"
    return LADDER[stance]


@pytest.mark.parametrize("stance", LADDER)
def test_strength_follows_from_stance_effect_instrument_and_status(stance: str) -> None:
    table = list(product(EFFECTS, INSTRUMENTS, STATUSES))
    found = [strength(commitment(stance, effect, status), INSTRUMENTS[paper]) for effect, paper, status in table]
    assert found == [expected(stance, effect, paper, status) for effect, paper, status in table]


def test_only_the_last_status_counts() -> None:
    assert strength(commitment("pledge", "unclear", "announced", "delivering"), ()) == "operational"
    assert strength(commitment("pledge", "unclear", "announced", "delivering", "suspended"), ()) == "pledged"


def test_a_refusal_is_never_operational() -> None:
    assert strength(commitment("rules-out", "unclear", "activated"), ()) == "rejects"


def test_intent_never_binds() -> None:
    assert strength(commitment("signed-intent", "binding-international"), ("in-force",)) == "declared"


def _terms(real: Dataset, vocabulary: str) -> list[dict[str, Any]]:
    text = (real.vocabulary / f"{vocabulary}.yaml").read_text(encoding="utf-8")
    terms: list[dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)["terms"]
    return terms


def _words(real: Dataset, vocabulary: str) -> list[str]:
    return [term["id"] for term in _terms(real, vocabulary)]


def test_the_rungs_are_the_ranked_words_of_the_dataset_lowest_first(real: Dataset) -> None:
    ranks = {term["id"]: term["rank"] for term in _terms(real, "strengths") if "rank" in term}
    assert list(RUNGS) == sorted(ranks, key=lambda word: ranks[word])
    assert {word for word in RUNGS if ranks[word] < 0} == AGAINST


def test_the_table_has_every_word_of_the_dataset(real: Dataset) -> None:
    assert sorted(_words(real, "stances")) == sorted(LADDER) == sorted(OF_STANCE)
    assert sorted(_words(real, "lifecycle-statuses")) == sorted(STATUSES)
    assert sorted(_words(real, "bindingness")) == sorted(EFFECTS)


def test_every_strength_is_a_word_of_the_dataset(real: Dataset) -> None:
    assert set(LADDER.values()) | {"operational", "binding"} == set(_words(real, "strengths"))
