"""Every answer is told whole to people and to programs: wide, narrow and in Markdown."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

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
from commitments.ask.comparison import Comparison, Field
from commitments.ask.names import Named
from commitments.ask.questions import Wanted
from commitments.ask.search import Hit, Place
from commitments.render import comparison as comparing
from commitments.render import dictionary as explaining
from commitments.render import matrix as matrices
from commitments.render import search as searching
from commitments.render import statements as stating
from commitments.render import stats as counting
from commitments.render import timeline as timelines
from commitments.render.tables import FORMATS, Listing, Sheet
from commitments.store import database
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
    return comparing.listing(comparison.compare(connection, ["declaration", "treaty"], Wanted())[0])


def counted(connection: sqlite3.Connection) -> Listing:
    return counting.listing(stats.answer(connection, Wanted())[0], bars=True)


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


def test_the_words_of_a_group_keep_their_marks_at_its_members_and_the_legend_explains_them(
    connection: sqlite3.Connection,
) -> None:
    made = matrix.matrix(connection, Wanted(), ["Germany"], "type")[0]
    cells = {key: cell for key, cell in made.cells.items() if cell.basis is matrix.Basis.GROUP}
    assert [matrices.sign(cell) for cell in cells.values()] == ["gD◦"]
    assert [mark for mark, _ in matrices.marks(made._replace(cells=cells))] == ["◦", "g"]
    (key,) = cells
    joint = cells[key]._replace(joint=True, disputed=True, refused=True)
    assert matrices.sign(joint) == "gD&◦!↯"
    assert [mark for mark, _ in matrices.marks(made._replace(cells={key: joint}))] == ["◦", "!", "↯", "&", "g"]


def test_an_empty_cell_says_that_nobody_looked_only_where_nothing_was_left_out(connection: sqlite3.Connection) -> None:
    def legend(**wanted: Any) -> str:  # noqa: ANN401 -- filters
        return matrices.legend(matrix.matrix(connection, Wanted(**wanted), ["France", "Germany"])[0])

    assert "· nobody has looked" in legend(types=("troops", "consultation"))
    for narrowed in ({"since": "2026"}, {"beneficiary": ("UKR",)}, {"as_of": "2026-02-01"}, {"until": "2026"}):
        assert "nobody has looked" not in legend(**narrowed)
        assert "· nothing that this question lets through" in legend(**narrowed)


def test_a_cell_whose_records_have_all_ended_has_a_sign_of_its_own(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET status = 'superseded' WHERE id = 'deu-2026-01-troops'")
    with closing(database.open_database(spare)) as connection:
        made = matrix.matrix(connection, Wanted(), ["Germany", "France"], "type")[0]
    assert matrices.sign_at(made, "DEU", "troop-deployment") == matrices.ENDED
    assert "† what was said has ended" in matrices.legend(made)
    assert "nobody has looked" in matrices.legend(made)


def test_a_matrix_without_cells_has_no_table_and_no_legend(connection: sqlite3.Connection) -> None:
    made = matrix.matrix(connection, Wanted(types=("sanctions",)), ["France"])[0]
    assert FORMATS["table"](matrices.listing(made), None) == ""
    assert json.loads(FORMATS["json"](matrices.listing(made), None)) == []


def test_numbers_without_end_are_texts(connection: sqlite3.Connection) -> None:
    listing = stating.listing(statements.run(connection, "SELECT 9e999 AS a, -9e999 AS b, 1.5 AS c", 10))
    text = FORMATS["json"](listing, None)
    assert json.loads(text, parse_constant=pytest.fail) == [{"a": "inf", "b": "-inf", "c": 1.5}]
    assert listing.sheets[0].numeric == {"c"}


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


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("width", [20, 30, 40])
def test_a_narrow_screen_parts_no_word_and_shows_no_nameless_field(
    connection: sqlite3.Connection, name: str, width: int
) -> None:
    listing = ANSWERS[name](connection)
    text, whole = FORMATS["table"](listing, width), FORMATS["table"](listing, None)
    known = {
        *WORD.findall(whole),
        *(word for sheet in listing.sheets for column in sheet.columns for word in WORD.findall(column)),
    }
    assert set(WORD.findall(text)) <= known | {"all"}
    assert [line for line in text.splitlines() if line.lstrip().startswith(":")] == []


def test_programs_are_told_all_that_a_table_of_a_comparison_cuts_off() -> None:
    told = tuple(f"declared 202{number}" for number in range(5))
    made = Comparison(
        [Named("FRA", "France"), Named("DEU", "Germany")], [Field("troops", (told, ()), (("a", "b"), ()))]
    )
    listing = comparing.listing(made)
    assert "; and 2 more" in listing.sheets[0].rows[0][2]
    assert listing.records[0]["FRA"] == "; ".join(told)
    assert listing.records[0]["FRA_ids"] == ["a", "b"]
    assert "= told alike" in listing.legend


WORD = re.compile(r"\w+")


def test_a_long_id_breaks_after_its_hyphens() -> None:
    sheet = Sheet("", ("id", "sign", ""), [["deu-2026-01-forward-posture", "≠", "bar"]], key=0)
    told = FORMATS["table"](Listing([sheet], (), []), 16)
    assert told == "deu-2026-01-\nforward-posture\n  sign: ≠\n  bar\n"


def test_one_place_more_is_told_as_one() -> None:
    places = tuple(Place("notes", f"word {number}", ((0, 4),)) for number in range(4))
    assert searching.listing([Hit("x", "commitment", "a title", places)]).sheets[0].rows[-1][2] == "and 1 more place"


def test_more_places_than_can_be_shown_are_counted() -> None:
    places = tuple(Place("notes", f"word {number}", ((0, 4),)) for number in range(5))
    listing = searching.listing([Hit("x", "commitment", "a title", places)])
    told = [row[1:] for row in listing.sheets[0].rows]
    assert told[0] == ["title", "a title"]
    assert told[1:] == [*(["notes", f"«word» {number}"] for number in range(3)), ["", "and 2 more places"]]
