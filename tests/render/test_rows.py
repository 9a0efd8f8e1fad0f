"""Lists of commitments: the same records in every format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3

import pytest
from wcwidth import wcswidth

from commitments.ask import questions
from commitments.ask.questions import Wanted
from commitments.render import rows
from commitments.render.rows import Block
from tests.golden import Golden

ENDINGS = {"table": "txt", "markdown": "md", "csv": "csv", "json": "json"}
REQUIRED = {
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "status",
    "instrument", "conditions", "stated_on", "via", "verification",
}  # fmt: skip


def blocks(connection: sqlite3.Connection, country: str | None = "France") -> list[Block]:
    return [Block(*block) for block in questions.answer(connection, Wanted(country=country)).blocks]


def test_every_format_has_a_golden_file() -> None:
    assert set(ENDINGS) == set(rows.FORMATS)


@pytest.mark.parametrize("form", rows.FORMATS)
def test_a_country_with_its_own_records_and_those_of_its_group(
    connection: sqlite3.Connection, golden: Golden, form: str
) -> None:
    golden(f"list-france.{ENDINGS[form]}", rows.FORMATS[form](blocks(connection), None))


@pytest.mark.parametrize("width", [120, 80, 60])
def test_a_table_fits_the_screen(connection: sqlite3.Connection, golden: Golden, width: int) -> None:
    table = rows.table(blocks(connection), width)
    golden(f"list-france-{width}.txt", table)
    assert max(wcswidth(line) for line in table.splitlines()) <= width


def test_every_format_gives_the_same_records_in_the_same_order(connection: sqlite3.Connection) -> None:
    asked = blocks(connection)
    ids = [pledge["id"] for block in asked for pledge in block.pledges]
    assert [told["id"] for told in json.loads(rows.as_json(asked))] == ids
    assert [told["id"] for told in csv.DictReader(io.StringIO(rows.as_csv(asked)))] == ids
    for form in ("table", "markdown"):
        text = rows.FORMATS[form](asked, None)
        assert sorted(ids, key=text.index) == ids


def test_json_has_the_fields_that_are_promised(connection: sqlite3.Connection) -> None:
    for told in json.loads(rows.as_json(blocks(connection))):
        assert told.keys() >= REQUIRED
        assert all(party.keys() == {"actor", "role"} for party in told["parties"])
        assert all(item.keys() >= {"kind", "role"} for item in told["conditions"])


def test_via_is_the_id_of_the_group_or_null(connection: sqlite3.Connection) -> None:
    via = [told["via"] for told in json.loads(rows.as_json(blocks(connection)))]
    assert via == [None] * 5 + ["coalition"] * 2


def test_stated_on_is_the_date_of_the_first_step_as_written(connection: sqlite3.Connection) -> None:
    stated = {told["id"]: told["stated_on"] for told in json.loads(rows.as_json(blocks(connection, None)))}
    assert stated["fra-2023-training"] == "2023-05"
    assert stated["fra-deu-2026-03-storage"] == "2026-03-01/2026-03-31"
    assert stated["nor-2026-11-hub"] == "../2026-11-20"


def test_nothing_found_is_an_empty_list_for_programs() -> None:
    assert json.loads(rows.as_json([])) == []
    assert list(csv.DictReader(io.StringIO(rows.as_csv([])))) == []


def test_what_all_rows_of_a_narrow_table_have_in_common_is_said_above_it(connection: sqlite3.Connection) -> None:
    lines = rows.table(blocks(connection), 100).splitlines()
    assert "all: who Coalition of the Willing · for Ukraine" in lines
    assert [line.split() for line in lines if line.startswith("strength")] == [
        ["strength", "who", "type", "stated", "hangs", "on", "id"],
        ["strength", "type", "stated", "hangs", "on", "id"],
    ]


def test_of_many_parties_a_table_names_two_and_says_how_many_more(connection: sqlite3.Connection) -> None:
    (block,) = blocks(connection, None)
    pledge = {**block.pledges[0], "party_names": ["Norway", "Sweden", "Finland", "Denmark", "Iceland"]}
    assert "Norway, Sweden and 3 more" in rows.table([Block("x", [pledge])])


def test_up_to_three_parties_are_all_named(connection: sqlite3.Connection) -> None:
    (block,) = blocks(connection, None)
    pledge = {**block.pledges[0], "party_names": ["Norway", "Sweden", "Finland"]}
    assert "Norway, Sweden, Finland" in rows.table([Block("x", [pledge])])
