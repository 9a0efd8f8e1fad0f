"""Every text of every record replaced by a hostile one: whatever is printed, it is text and nothing more."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
import yaml

from commitments.ask import instrument, questions, record
from commitments.ask.questions import Wanted
from commitments.brief import briefing
from commitments.brief.phrasebook import LANGUAGES, phrasebook
from commitments.brief.subjects import Finder
from commitments.escaping import for_terminal, on_one_line
from commitments.render import instrument as paper
from commitments.render import record as page
from commitments.render.pledges import COLUMNS, listing
from commitments.render.tables import FORMATS, Listing
from commitments.store import database
from tests import hostile, markdown
from tests.fixtures import poison
from tests.test_escaping import control_characters

CODED = re.compile(
    r"(^|_)(id|position|date|earliest|latest|since|until|sha256|path|language|folded|rank|url|iso2|currency)$"
)
KEPT = {"file", "meta", "term", "crosswalk", "instrument_source", "actor_name"}
TODAY = date(2026, 11, 23)
MORE = {
    ("evidence", "supports"),
    ("instrument_evidence", "supports"),
    ("instrument_dispute", "evidence"),
    ("instrument_dispute", "field"),
    ("dispute", "evidence"),
    ("history", "evidence"),
    ("commitment", "coded_values"),
    ("dispute", "field"),
    ("terms_item", "field"),
    ("commitment", "last_seen"),
    ("commitment", "stated_on"),
    ("evidence", "grade"),
    ("instrument_evidence", "grade"),
    ("money", "period"),
    ("source", "published"),
}
"""Columns that hold words of vocabularies, dates and codes, not text that a stranger may choose freely."""


def text_columns(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Give every column that takes any text."""
    for table in sorted(set(database.tables(connection)) - KEPT):
        sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0]
        references = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list('{table}')")}
        for column in connection.execute(f"PRAGMA table_info('{table}')").fetchall():
            name, free = column[1], column[2] == "TEXT" and not column[5] and f"CHECK ({column[1]} IN" not in sql
            coded = name in references or CODED.search(name) or (table, name) in MORE
            if free and not coded and f'CHECK ("{name}" IN' not in sql:
                yield table, name


PER_DATABASE = 64


@pytest.fixture(params=range(0, len(hostile.TEXTS), PER_DATABASE))
def poisoned(spare: Path, request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Give a database in which some hostile texts at a time stand in the place of all others."""
    texts = cycle(hostile.TEXTS[request.param : request.param + PER_DATABASE])
    with closing(sqlite3.connect(spare)) as connection:
        for table, column in text_columns(connection):
            poison(connection, table, column, texts)
        connection.commit()
    with closing(database.open_database(spare)) as connection:
        yield connection


def asked(connection: sqlite3.Connection) -> Listing:
    return listing(questions.answer(connection, Wanted(country="FRA")).blocks)


def records(connection: sqlite3.Connection) -> list[record.Row]:
    return [record.whole(connection, row[0]) for row in connection.execute("SELECT id FROM commitment ORDER BY id")]


def test_the_texts_that_are_poisoned_are_all_that_a_record_has(connection: sqlite3.Connection) -> None:
    assert {
        ("commitment", "title"),
        ("commitment", "notes"),
        ("commitment", "searched_where"),
        ("commitment", "withdrawn_reason"),
        ("actor", "name"),
        ("source", "publisher"),
        ("source", "title"),
        ("instrument", "title"),
        ("hedge", "words"),
        ("condition", "words"),
        ("condition", "note"),
        ("money", "as_stated"),
        ("evidence", "quote"),
        ("evidence", "translation"),
        ("evidence", "paraphrase"),
        ("evidence", "locator"),
        ("evidence", "source_error"),
        ("evidence", "speaker_name"),
        ("evidence", "speaker_office"),
        ("dispute", "value"),
        ("dispute", "reason"),
        ("history", "note"),
        ("terms_item", "value"),
        ("terms_facilities", "purpose"),
        ("terms_monitoring", "body"),
        ("instrument_dispute", "value"),
    } <= set(text_columns(connection))


def test_no_control_character_reaches_a_terminal(poisoned: sqlite3.Connection) -> None:
    for width in (None, 100, 40):
        assert control_characters(FORMATS["table"](asked(poisoned), width)) == ""
        for told in records(poisoned):
            assert control_characters(page.text(told, width)) == ""
    for (name,) in poisoned.execute("SELECT id FROM instrument").fetchall():
        for write_paper in paper.FORMATS.values():
            assert control_characters(write_paper(instrument.whole(poisoned, name), 60)) == ""
    for write in FORMATS.values():
        assert control_characters(write(asked(poisoned), None)) == ""
    for told in records(poisoned):
        assert control_characters(page.as_json(told)) == ""
    for language in LANGUAGES:
        asked_for = briefing.Asked(["UKR"], TODAY, language=language)
        assert control_characters(briefing.brief(poisoned, asked_for)) == ""


def test_texts_are_shown_whole(poisoned: sqlite3.Connection) -> None:
    for told in records(poisoned):
        text = " ".join(page.text(told, 100_000).split())
        for evidence in told["evidence"]:
            assert on_one_line(evidence["quote"] or evidence["paraphrase"]) in text


@pytest.mark.parametrize("name", ["Ukraine", "FRA", "troop-deployment"])
def test_a_briefing_has_no_element_link_or_image_of_a_strangers_making(
    poisoned: sqlite3.Connection, connection: sqlite3.Connection, name: str
) -> None:
    name = {"Ukraine": "UKR"}.get(name, name)
    text, harmless = (briefing.brief(held, briefing.Asked([name], TODAY)) for held in (poisoned, connection))
    assert markdown.elements(text) - {"text_special"} <= markdown.elements(harmless) | {"text", "softbreak"}
    assert {link for link in markdown.links(text) if not link.startswith(("data/", "https://example.org/"))} == set()
    shown = " ".join(markdown.read(text).split())
    for told in Finder(poisoned, phrasebook(poisoned, "en")).subject([name]).own:
        for hedge in told["hedges"]:
            assert f"“{markdown.shown(hedge['words'])}”" in shown
        first = {side["field"]: side for side in reversed(told["disputes"])}  # all sides of one have the same reason
        for side in first.values():
            assert markdown.shown(side["reason"]) in shown


def test_a_markdown_table_has_its_own_cells_and_the_texts_in_them(poisoned: sqlite3.Connection) -> None:
    blocks = questions.answer(poisoned, Wanted(country="FRA")).blocks
    text = FORMATS["markdown"](listing(blocks), None)
    assert markdown.elements(text) - {"text_special"} <= {
        "paragraph",
        "inline",
        "strong",
        "text",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    for _, pledges in blocks:
        lines = markdown.read(text).splitlines()
        for pledge in pledges:
            start = lines.index(pledge["id"]) - len(COLUMNS) + 1
            shown = lines[start + 1 : start + 4]
            texts = (", ".join(pledge["party_names"]), pledge["type_label"], pledge["beneficiary_name"])
            assert shown == [markdown.shown(text) for text in texts]


def test_csv_cells_are_no_formulas_and_hold_the_texts(poisoned: sqlite3.Connection) -> None:
    pledges = asked(poisoned).records
    told = list(csv.DictReader(io.StringIO(FORMATS["csv"](asked(poisoned), None), newline="")))
    titles = [for_terminal(pledge["title"]) for pledge in pledges]
    assert [row["title"].replace("'", "") for row in told] == [title.replace("'", "") for title in titles]
    cells = [cell for row in told for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_json_holds_the_texts_unchanged(poisoned: sqlite3.Connection) -> None:
    titles = [told["title"] for told in asked(poisoned).records]
    assert [told["title"] for told in json.loads(FORMATS["json"](asked(poisoned), None))] == titles
    assert [told["title"] for told in yaml.safe_load(FORMATS["yaml"](asked(poisoned), None))] == titles
    for told in records(poisoned):
        assert json.loads(page.as_json(told)) == told
