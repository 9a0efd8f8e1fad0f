"""An instrument comes whole: who put their name to it, its legal life, and what stands on it."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.ask import instrument
from commitments.ask.names import UnknownNameError


def test_an_instrument_comes_with_all_its_parts(connection: sqlite3.Connection) -> None:
    told = instrument.whole(connection, "declaration")
    assert told["form_label"] == "declaration of intent"
    assert [(who["actor"], who["role"], who["person"]) for who in told["signatories"]] == [
        ("FRA", "signatory", "Emmanuel Macron"), ("coalition", "adopter", None), ("USA", "attendee", None),
    ]  # fmt: skip
    assert [(step["date"], step["step"]) for step in told["legal_history"]] == [("2026-01-06", "signed")]
    assert told["changes"] == [
        {"draft": "The draft named a deadline.", "final": "The final text names none.", "sources": "agency"}
    ]
    assert [source["id"] for source in told["sources"]] == ["readout", "agency"]
    assert [evidence["id"] for evidence in told["evidence"]] == ["readout", "agency"]
    assert [side["value"] for side in told["disputes"]] == ["signed by France", "adopted without a signature"]


def test_an_instrument_names_what_stands_on_it_the_firmest_first(connection: sqlite3.Connection) -> None:
    found = [(each["id"], each["strength"]) for each in instrument.whole(connection, "treaty")["commitments"]]
    assert found == [("fra-2024-02-consultation", "binding"), ("fra-2024-02-financing", "signed")]


def test_the_id_of_an_instrument_is_told_from_all_others(connection: sqlite3.Connection) -> None:
    assert instrument.exists(connection, "treaty")
    assert not instrument.exists(connection, "fra-2026-01-troops")
    with pytest.raises(UnknownNameError, match="there is no instrument 'fra-2026-01-troops'"):
        instrument.whole(connection, "fra-2026-01-troops")
