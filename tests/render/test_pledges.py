"""Lists of commitments: the same records in every format."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import unicodedata
from typing import Any

import pytest
import yaml
from wcwidth import wcswidth

from commitments.ask import questions
from commitments.ask.pledges import Pledge
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError
from commitments.render.pledges import FIELDS, listing
from commitments.render.tables import FORMATS, Listing, Sheet, columns
from tests.golden import Golden

ENDINGS = {
    "table": "txt", "markdown": "md", "csv": "csv", "tsv": "tsv", "json": "json", "jsonl": "jsonl", "yaml": "yaml",
}  # fmt: skip
REQUIRED = {
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "status",
    "instrument", "conditions", "stated_on", "via", "verification",
}  # fmt: skip


Blocks = list[tuple[str, list[Pledge]]]


def blocks(connection: sqlite3.Connection, country: str | None = "France") -> Blocks:
    return questions.answer(connection, Wanted(country=country)).blocks


def table(found: Blocks, width: int | None = None) -> str:
    return FORMATS["table"](listing(found), width)


def objects(found: Blocks) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(FORMATS["json"](listing(found), None))
    return told


def test_every_format_has_a_golden_file() -> None:
    assert set(ENDINGS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_a_country_with_its_own_records_and_those_of_its_group(
    connection: sqlite3.Connection, golden: Golden, form: str
) -> None:
    golden(f"list-france.{ENDINGS[form]}", FORMATS[form](listing(blocks(connection)), None))


@pytest.mark.parametrize("width", [120, 80, 60])
def test_a_table_fits_the_screen(connection: sqlite3.Connection, golden: Golden, width: int) -> None:
    text = table(blocks(connection), width)
    golden(f"list-france-{width}.txt", text)
    assert max(wcswidth(line) for line in text.splitlines()) <= width


def test_every_format_gives_the_same_records_in_the_same_order(connection: sqlite3.Connection) -> None:
    found = listing(blocks(connection))
    texts = {form: write(found, None) for form, write in FORMATS.items()}
    ids = [record["id"] for record in found.records]
    assert len(ids) == 7
    assert [told["id"] for told in json.loads(texts["json"])] == ids
    assert [json.loads(line)["id"] for line in texts["jsonl"].splitlines()] == ids
    assert [told["id"] for told in yaml.safe_load(texts["yaml"])] == ids
    assert [told["id"] for told in csv.DictReader(io.StringIO(texts["csv"]))] == ids
    assert [told["id"] for told in csv.DictReader(io.StringIO(texts["tsv"]), delimiter="\t")] == ids
    for form in ("table", "markdown"):
        assert sorted(ids, key=texts[form].index) == ids


def test_json_lines_and_yaml_say_what_json_says(connection: sqlite3.Connection) -> None:
    found = listing(blocks(connection))
    told = json.loads(FORMATS["json"](found, None))
    assert [json.loads(line) for line in FORMATS["jsonl"](found, None).splitlines()] == told
    assert yaml.safe_load(FORMATS["yaml"](found, None)) == told


def test_columns_are_shown_as_asked_for_in_every_format(connection: sqlite3.Connection) -> None:
    found = listing(blocks(connection), ("status", "id"))
    assert FORMATS["csv"](found, None).splitlines()[0] == "status,id"
    assert list(json.loads(FORMATS["json"](found, None))[0]) == ["status", "id"]
    assert FORMATS["table"](found, None).splitlines()[2].split() == ["status", "id"]


def test_a_column_that_there_is_not_is_told_with_those_that_there_are(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="no column is called 'colour'; known are id, title"):
        listing(blocks(connection), ("id", "colour"))


def test_json_has_the_fields_that_are_promised(connection: sqlite3.Connection) -> None:
    for told in objects(blocks(connection)):
        assert told.keys() >= REQUIRED
        assert all(party.keys() == {"actor", "role"} for party in told["parties"])
        assert all(item.keys() >= {"kind", "role"} for item in told["conditions"])


def test_via_is_the_id_of_the_group_or_null(connection: sqlite3.Connection) -> None:
    via = [told["via"] for told in objects(blocks(connection))]
    assert via == [None] * 5 + ["coalition"] * 2


def test_for_a_question_as_of_a_day_programs_are_told_whether_each_record_stood_then(
    connection: sqlite3.Connection,
) -> None:
    then = questions.answer(connection, Wanted(country="France", as_of="2023-05-15")).blocks
    assert {told["id"]: told["stood"] for told in objects(then)} == {"fra-2023-training": "unknown"}
    assert {told["stood"] for told in objects(blocks(connection))} == {None}


def test_stated_on_is_the_date_of_the_first_step_as_written(connection: sqlite3.Connection) -> None:
    stated = {told["id"]: told["stated_on"] for told in objects(blocks(connection, None))}
    assert stated["fra-2023-training"] == "2023-05"
    assert stated["fra-deu-2026-03-storage"] == "2026-03-01/2026-03-31"
    assert stated["nor-2026-11-hub"] == "../2026-11-20"


def test_nothing_found_is_an_empty_list_for_programs() -> None:
    assert objects([]) == []
    assert FORMATS["csv"](listing([]), None) == f"{','.join(FIELDS)}\n"
    assert FORMATS["jsonl"](listing([]), None) == ""
    assert yaml.safe_load(FORMATS["yaml"](listing([]), None)) == []


def test_nothing_found_is_an_empty_table_for_people() -> None:
    assert [FORMATS[form](listing([]), None) for form in ("table", "markdown")] == ["", ""]


def test_what_all_rows_of_a_narrow_table_have_in_common_is_said_above_it(connection: sqlite3.Connection) -> None:
    lines = table(blocks(connection), 100).splitlines()
    assert "all: who Coalition of the Willing · for Ukraine" in lines
    assert [line.split() for line in lines if line.startswith("strength")] == [
        ["strength", "who", "type", "stated", "hangs", "on", "id"],
        ["strength", "type", "stated", "hangs", "on", "id"],
    ]


def test_of_many_parties_a_table_names_three_and_says_how_many_more(connection: sqlite3.Connection) -> None:
    (block,) = blocks(connection, None)
    pledge = {**block[1][0], "party_names": ["Norway", "Sweden", "Finland", "Denmark", "Iceland"]}
    assert "Norway, Sweden, Finland and 2 more" in table([("x", [pledge])])


@pytest.mark.parametrize("status", ["superseded", "withdrawn", "expired", "suspended"])
def test_a_table_says_of_a_record_that_has_ended_that_it_has(connection: sqlite3.Connection, status: str) -> None:
    ((heading, (first, *_)), *_) = blocks(connection)
    rows = [table([(heading, [{**first, "status": each}])]).splitlines()[-1] for each in ("announced", status)]
    assert rows[0].startswith(f"{first['strength_label']}  ")
    assert rows[1].startswith(f"{first['strength_label']}, {status}  ")


def test_up_to_three_parties_are_all_named(connection: sqlite3.Connection) -> None:
    (block,) = blocks(connection, None)
    pledge = {**block[1][0], "party_names": ["Norway", "Sweden", "Finland"]}
    assert "Norway, Sweden, Finland" in table([("x", [pledge])])


@pytest.mark.parametrize("text", ["4,273. of them", "False", "1_000", "١٢", "漢字 und 仮名", "e\u0301té", "- – …"])
def test_a_cell_is_set_as_it_is_whatever_it_looks_like(text: str) -> None:
    sheet = Sheet("", ("id", "said"), [("a", text), ("b", "x")], frozenset({"said"}))
    assert f"a   {text}\n" in FORMATS["table"](Listing([sheet], (), []), 60)
    assert text.split(maxsplit=1)[0] in FORMATS["table"](Listing([sheet], (), []), 14)


def test_letters_that_are_taken_for_narrow_take_one_column_each() -> None:
    narrow = [letter for letter in map(chr, range(0x10000)) if columns.NARROW.fullmatch(letter)]
    assert len(narrow) > 1000
    assert {wcswidth(letter) for letter in narrow} == {1}
    assert {unicodedata.combining(letter) for letter in narrow} == {0}


def test_wide_letters_take_two_columns_and_marks_none() -> None:
    assert [columns.width(text) for text in ("ab", "漢字", "e\u0301", "مُ")] == [2, 4, 1, 1]
