"""One record whole: every part of it comes back from the database."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.ask import record
from commitments.ask.names import UnknownNameError
from commitments.curate import document
from commitments.dataset import Dataset
from commitments.model.ladder import OF_STANCE
from commitments.model.terms import TERMS


def ids(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM commitment ORDER BY id")]


def test_every_record_comes_back_with_the_parts_it_was_written_with(
    made: Dataset, connection: sqlite3.Connection
) -> None:
    for record_id in ids(connection):
        told = record.whole(connection, record_id)
        path = made.root / told["path"]
        written, _ = document.read(told["path"], path.read_bytes())
        data = written.data
        assert isinstance(data, dict)
        assert told["title"] == data["title"]
        for name in ("parties", "hedges", "conditions", "money", "history", "evidence"):
            assert len(told[name]) == len(data.get(name, ())), name  # type: ignore[arg-type]


def test_terms_of_each_class_come_back(connection: sqlite3.Connection) -> None:
    told = {record_id: record.whole(connection, record_id) for record_id in ids(connection)}
    assert {whole["terms_class"] for whole in told.values() if whole["terms"]} == set(TERMS)
    assert told["fra-2026-01-troops"]["terms"] == {
        "location": "beneficiary", "strength_min": 5000, "strength_max": 10000, "domains": ["land", "air"],
    }  # fmt: skip
    assert told["fra-2024-02-consultation"]["terms"] == {"within_hours": 24, "reciprocal": True}
    assert told["fra-deu-2026-03-storage"]["terms"] == {
        "location": "beneficiary", "count_missing": "not-stated", "purpose": "storage of weapons",
        "places": ["Lviv region", "Rivne"],
    }  # fmt: skip


def test_every_rung_of_the_ladder_and_what_stands_beside_it_is_in_the_small_dataset(
    connection: sqlite3.Connection,
) -> None:
    found = {row[0] for row in connection.execute("SELECT strength FROM commitment")}
    assert found == {row[0] for row in connection.execute("SELECT id FROM term WHERE vocabulary = 'strengths'")}
    assert found == {*OF_STANCE.values(), "binding", "operational"}


def test_a_withdrawn_record_is_shown_with_its_type_its_reason_and_its_successor(connection: sqlite3.Connection) -> None:
    told = record.whole(connection, "deu-2025-12-support")
    assert told["type_label"] == "political support"
    assert told["beneficiary_name"] == "Ukraine"
    assert told["withdrawn_reason"] == "the same promise as the later record"
    assert told["replaced_by"] == "deu-2026-01-political-support"


@pytest.mark.parametrize(
    ("record_id", "told"),
    [
        ("deu-2026-01-trops", "there is no record 'deu-2026-01-trops'; did you mean deu-2026-01-troops"),
        ("troops-of-france", "did you mean"),
        ("zzz", "there is no record 'zzz'"),
        ("traety", "there is no record 'traety'; did you mean treaty?"),
        ("' OR 1=1 --", "there is no record"),
    ],
)
def test_an_id_that_no_record_has_is_an_error_with_suggestions(
    connection: sqlite3.Connection, record_id: str, told: str
) -> None:
    with pytest.raises(UnknownNameError) as error:
        record.whole(connection, record_id)
    assert told in str(error.value)
