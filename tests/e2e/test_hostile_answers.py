"""Hostile texts in every answer there is: they are shown, and take no effect."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from itertools import chain

import pytest
import yaml

from commitments.render.tables import FORMATS
from tests import hostile, markdown
from tests.e2e.test_hostile_records import poisoned
from tests.render.test_answers import ANSWERS
from tests.test_escaping import control_characters

__all__ = ["poisoned"]

TABLE = {"paragraph", "inline", "strong", "text", "table", "thead", "tbody", "tr", "th", "td", "em", "text_special"}


@pytest.fixture(params=[name for name in ANSWERS if name != "tables"])
def answer(request: pytest.FixtureRequest) -> str:
    """Name an answer that shows texts of records."""
    return str(request.param)


def texts(value: object) -> Iterator[str]:
    """Give every text inside a record."""
    if isinstance(value, dict):
        yield from chain.from_iterable(map(texts, value.values()))
    elif isinstance(value, list | tuple):
        yield from chain.from_iterable(map(texts, value))
    elif isinstance(value, str):
        yield value


def test_no_control_character_comes_out_of_any_answer(poisoned: sqlite3.Connection, answer: str) -> None:
    listing = ANSWERS[answer](poisoned)
    for write in FORMATS.values():
        assert control_characters(write(listing, None)) == ""
    for width in (100, 40):
        assert control_characters(FORMATS["table"](listing, width)) == ""


def test_markdown_of_any_answer_is_a_table_and_nothing_else(poisoned: sqlite3.Connection, answer: str) -> None:
    text = FORMATS["markdown"](ANSWERS[answer](poisoned), None)
    assert markdown.elements(text) <= TABLE
    assert markdown.links(text) == []


def test_no_cell_of_any_answer_is_a_formula(poisoned: sqlite3.Connection, answer: str) -> None:
    for form, separator in (("csv", ","), ("tsv", "\t")):
        text = FORMATS[form](ANSWERS[answer](poisoned), None)
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
        numbers = [cell for cell in cells if cell.removeprefix("-").replace(".", "", 1).isdigit()]
        assert [
            cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and cell not in numbers
        ] == []


def test_programs_get_every_text_unchanged(poisoned: sqlite3.Connection, answer: str) -> None:
    listing = ANSWERS[answer](poisoned)
    expected = [{name: record[name] for name in listing.fields} for record in listing.records]
    told = json.loads(json.dumps(expected))
    assert json.loads(FORMATS["json"](listing, None)) == told
    assert [json.loads(line) for line in FORMATS["jsonl"](listing, None).split("\n")[:-1]] == told
    assert list(texts(yaml.safe_load(FORMATS["yaml"](listing, None)))) == list(texts(told))


def test_hostile_texts_do_come_into_answers(poisoned: sqlite3.Connection) -> None:
    shown = {text for made in ANSWERS.values() for text in texts(list(made(poisoned).records))}
    assert shown & set(hostile.TEXTS)
