"""One record as a person reads it, and as a program does."""

from __future__ import annotations

import json
import sqlite3

import pytest
from wcwidth import wcswidth

from commitments.ask import instrument, record
from commitments.render import instrument as paper
from commitments.render import record as page
from tests.golden import Golden

WIDTHS = (20, 40, 60, 80, 100, 120)


def ids(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM commitment ORDER BY id")]


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("record_id", ["deu-2026-01-forward-posture", "fra-2026-01-troops"])
def test_a_record_as_text(connection: sqlite3.Connection, golden: Golden, record_id: str, width: int) -> None:
    golden(f"show-{record_id}-{width}.txt", page.text(record.whole(connection, record_id), width))


def test_a_record_as_json(connection: sqlite3.Connection, golden: Golden) -> None:
    golden("show-fra-2026-01-troops.json", page.as_json(record.whole(connection, "fra-2026-01-troops")))


def test_every_record_fits_its_width_but_for_words_that_are_longer(connection: sqlite3.Connection) -> None:
    for record_id in ids(connection):
        for width in WIDTHS:
            for line in page.text(record.whole(connection, record_id), width).splitlines():
                longest = max(map(wcswidth, line.split()), default=0)
                assert wcswidth(line) <= max(width, 20 + page.LABEL, longest + page.LABEL), (record_id, width)


def test_text_says_everything_that_the_record_has(connection: sqlite3.Connection) -> None:
    for record_id in ids(connection):
        told = record.whole(connection, record_id)
        text = " ".join(page.text(told, 10_000).split())
        values = [told["title"], told["stance_label"], told["bindingness_label"], told["notes"], told["replaced_by"]]
        values += [hedge["words"] for hedge in told["hedges"]]
        values += [item["words"] for item in told["conditions"]] + [item["kind_label"] for item in told["conditions"]]
        values += [part[name] for part in told["evidence"] for name in ("quote", "translation", "paraphrase", "url")]
        values += [part["source_error"] for part in told["evidence"]] + [side["value"] for side in told["disputes"]]
        assert [value for value in values if value and value not in text] == [], record_id


def test_text_never_says_none(connection: sqlite3.Connection) -> None:
    for record_id in ids(connection):
        assert "None" not in page.text(record.whole(connection, record_id), 100), record_id


def test_json_keeps_every_field(connection: sqlite3.Connection) -> None:
    for record_id in ids(connection):
        told = record.whole(connection, record_id)
        assert json.loads(page.as_json(told)) == told


@pytest.mark.parametrize(
    ("record_id", "line"),
    [
        ("fra-2024-02-financing", "money       up to 2,500,000,000–3,000,000,000 EUR pledge 2024"),
        ("fra-2023-training", "money       an undisclosed sum allocation"),
        ("fra-2024-02-consultation", "terms       within hours: 24 · reciprocal: yes"),
        ("fra-2024-02-consultation", "review      reviewed · A. Reviewer · 2026-11-01"),
        (
            "fra-deu-2026-03-storage",
            "terms       location: beneficiary · count: not-stated · purpose: storage of weapons",
        ),
        ("deu-2025-12-support", "type        political support (political commitments)"),
        ("deu-2025-12-support", "withdrawn   2026-02-01: the same promise as the later record"),
        ("nor-2026-11-hub", "searched    2026-11-20: website of the government; agency reports"),
        ("usa-2026-01-backstop", "voice: another party"),
        ("deu-2026-01-forward-posture", "found word for word, line 4"),
        ("fra-2026-01-troops", "cited only, not archived here"),
    ],
)
def test_what_a_record_says_stands_in_its_own_words(connection: sqlite3.Connection, record_id: str, line: str) -> None:
    assert line in page.text(record.whole(connection, record_id), 100)


def test_a_party_that_joined_later_is_told_with_the_day(connection: sqlite3.Connection) -> None:
    told = dict(record.whole(connection, "fra-2026-01-troops"))
    told["parties"] = [{**told["parties"][0], "since": "1999-03"}]
    assert dict(page.facts(told))["who"] == "France (guarantor, since 1999-03)"


def test_a_quotation_found_only_after_evening_out_says_so(connection: sqlite3.Connection) -> None:
    told = record.whole(connection, "deu-2026-01-troops")
    told["evidence"][0]["verification"] = "normalised"
    assert "found after evening out spaces and marks, line 5" in page.text(told, 100)


def test_a_sum_keeps_its_fraction_and_shows_none_where_there_is_none() -> None:
    sums = {
        "amount_max": None,
        "currency": "EUR",
        "measure": "pledge",
        "period": None,
        "up_to": False,
        "as_stated": None,
    }
    assert page._money({**sums, "amount_min": 2.5, "nature": None}).startswith("2.50 EUR")  # noqa: SLF001 -- the one place that writes sums
    assert page._money({**sums, "amount_min": 3000.0, "nature": None}).startswith("3,000 EUR")  # noqa: SLF001 -- likewise


@pytest.mark.parametrize("width", [100, 60])
def test_an_instrument_fits_the_screen(connection: sqlite3.Connection, golden: Golden, width: int) -> None:
    text = paper.text(instrument.whole(connection, "declaration"), width)
    golden(f"show-declaration-{width}.txt", text)
    assert max(wcswidth(line) for line in text.splitlines() if "https://" not in line) <= width


def test_an_instrument_as_json_is_what_the_database_holds(connection: sqlite3.Connection) -> None:
    told = instrument.whole(connection, "treaty")
    assert json.loads(paper.FORMATS["json"](told, None)) == told
