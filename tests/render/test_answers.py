"""Every answer is told whole to people and to programs: wide, narrow and in Markdown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable

import pytest
from wcwidth import wcswidth

from commitments.ask import (
    comparison,
    matrix,
    quality,
    search,
    statements,
    stats,
    timeline,
)
from commitments.ask.questions import Wanted
from commitments.ask.search import Hit, Place
from commitments.render import comparison as comparing
from commitments.render import dictionary as explaining
from commitments.render import matrix as matrices
from commitments.render import search as searching
from commitments.render import statements as stating
from commitments.render import stats as counting
from commitments.render import timeline as timelines
from commitments.render.tables import FORMATS, Listing
from commitments.store.dictionary import dictionary
from tests.golden import Golden

Made = Callable[[sqlite3.Connection], Listing]


def matrix_of_types(connection: sqlite3.Connection) -> Listing:
    return matrices.listing(matrix.matrix(connection, Wanted(), (), "type")[0])


def matrix_of_families(connection: sqlite3.Connection) -> Listing:
    return matrices.listing(matrix.matrix(connection, Wanted())[0])


def events(connection: sqlite3.Connection) -> Listing:
    return timelines.listing(timeline.timeline(connection, Wanted(), ["France"])[0])


def found(connection: sqlite3.Connection) -> Listing:
    hits, _ = search.search(connection, "قوات")
    return searching.listing(hits)


def compared(connection: sqlite3.Connection) -> Listing:
    return comparing.listing(comparison.compare(connection, ["declaration", "treaty"], Wanted()))


def counted(connection: sqlite3.Connection) -> Listing:
    return counting.counted(stats.answer(connection, Wanted())[0], bars=True)


def shares(connection: sqlite3.Connection) -> Listing:
    return counting.shares(quality.quality(connection))


def rows(connection: sqlite3.Connection) -> Listing:
    query = "SELECT id, strength_rank, hedges, NULL AS empty, x'00ff' AS bytes FROM pledge ORDER BY id LIMIT 3"
    return stating.listing(statements.run(connection, query, 10))


def explained(connection: sqlite3.Connection) -> Listing:
    return explaining.listing([table for table in dictionary(connection) if table.name == "hedge"])


ANSWERS: dict[str, Made] = {
    "matrix-types": matrix_of_types,
    "matrix-families": matrix_of_families,
    "timeline": events,
    "search": found,
    "compare": compared,
    "stats": counted,
    "quality": shares,
    "sql": rows,
    "tables": explained,
}


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize(("width", "ending"), [(None, "txt"), (100, "100.txt"), (50, "50.txt")])
def test_an_answer_fits_the_screen(
    connection: sqlite3.Connection, golden: Golden, name: str, width: int | None, ending: str
) -> None:
    text = FORMATS["table"](ANSWERS[name](connection), width)
    golden(f"{name}.{ending}", text)
    assert width is None or max(wcswidth(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("form", ["markdown", "csv", "json"])
def test_an_answer_has_one_form_for_each_format(
    connection: sqlite3.Connection, golden: Golden, name: str, form: str
) -> None:
    ending = {"markdown": "md", "csv": "csv", "json": "json"}[form]
    golden(f"{name}.{ending}", FORMATS[form](ANSWERS[name](connection), None))


@pytest.mark.parametrize("name", ANSWERS)
def test_every_format_of_an_answer_holds_all_its_records(connection: sqlite3.Connection, name: str) -> None:
    listing = ANSWERS[name](connection)
    assert len(json.loads(FORMATS["json"](listing, None))) == len(listing.records) > 0
    assert len(FORMATS["jsonl"](listing, None).splitlines()) == len(listing.records)


def test_a_matrix_says_what_each_of_its_signs_means(connection: sqlite3.Connection) -> None:
    made = matrix.matrix(connection, Wanted(), (), "type")[0]
    legend = matrices.legend(made)
    for cell in made.cells.values():
        assert f"{matrices.LETTERS[cell.strength]} " in legend
    assert "◦ hangs on a condition" in legend
    assert "g only through a group" in legend
    assert "also refuses" not in legend  # no cell here has that mark


def test_each_strength_has_a_sign_of_its_own(connection: sqlite3.Connection) -> None:
    strengths = {row[0] for row in connection.execute("SELECT id FROM term WHERE vocabulary = 'strengths'")}
    assert set(matrices.LETTERS) == strengths
    assert len(set(matrices.LETTERS.values())) == len(strengths)


@pytest.mark.parametrize(
    ("text", "spans", "told"),
    [
        ("short text", [(0, 5)], "«short» text"),
        ("one two one", [(0, 3), (8, 11)], "«one» two «one»"),
        (f"{'before ' * 20}word{' after' * 40}", [(140, 144)],
         f"…{'before ' * 8}«word»{' after' * 17}…"),
        ("two\nlines", [(4, 9)], "two «lines»"),
    ],
)  # fmt: skip
def test_a_place_is_shown_with_what_stands_around_it(text: str, spans: list[tuple[int, int]], told: str) -> None:
    assert searching.marked(Place("notes", text, tuple(spans))) == told


def test_more_places_than_can_be_shown_are_counted() -> None:
    places = tuple(Place("notes", f"word {number}", ((0, 4),)) for number in range(5))
    listing = searching.listing([Hit("x", "commitment", "a title", places)])
    told = [row[1:] for row in listing.sheets[0].rows]
    assert told[0] == ["title", "a title"]
    assert told[1:] == [*(["notes", f"«word» {number}"] for number in range(3)), ["", "and 2 more places"]]
