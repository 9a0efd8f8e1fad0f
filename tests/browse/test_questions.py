"""The questions on the pages answer as the commands do."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.ask import questions as asking
from commitments.ask.questions import Wanted
from commitments.ask.search import search
from commitments.browse.questions import PARTIES, QUESTIONS, Question
from commitments.english import few
from commitments.render.pledges import NAMED
from tests.browse.served import Pages


def ids(pages: Pages, question: str, **blanks: str) -> list[str]:
    return [row["commitment_id"] for row in pages.rows(question, **blanks)]


def told(connection: sqlite3.Connection, wanted: Wanted) -> set[str]:
    blocks = asking.answer(connection, wanted).blocks
    return {pledge["id"] for _, pledges in blocks for pledge in pledges}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_question_answers_with_the_words_that_it_proposes(pages: Pages, question: Question) -> None:
    assert pages.rows(question.id, **question.blanks)


@pytest.mark.parametrize("name", ["France", "FRA", "fr", "FRANCE", "فرنسا"])
def test_a_country_is_found_by_any_of_its_names(pages: Pages, connection: sqlite3.Connection, name: str) -> None:
    found = ids(pages, "country", country=name)
    assert len(found) == len(set(found))
    assert set(found) == told(connection, Wanted(country="FRA", direct=True))


def test_a_country_left_blank_is_every_country_the_firmest_first(pages: Pages, connection: sqlite3.Connection) -> None:
    rows = pages.rows("country")
    assert {row["commitment_id"] for row in rows} == told(connection, Wanted())
    ranks = dict(connection.execute("SELECT strength_label, coalesce(strength_rank, -9) FROM pledge"))
    in_order = [ranks[row["strength"]] for row in rows]
    assert in_order == sorted(in_order, reverse=True)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 6])
def test_of_many_parties_as_many_are_named_as_in_a_list(spare: Path, number: int) -> None:
    with closing(sqlite3.connect(spare)) as opened:
        actors = opened.execute("SELECT id, name FROM actor ORDER BY name LIMIT ?", (number,)).fetchall()
        opened.execute("DELETE FROM party WHERE commitment_id = 'fra-2026-01-troops'")
        parties = [(place, actor) for place, (actor, _) in enumerate(actors)]
        opened.executemany("INSERT INTO party VALUES ('fra-2026-01-troops', ?, ?, 'guarantor', NULL, NULL)", parties)
        query = f"SELECT {PARTIES} FROM pledge WHERE id = 'fra-2026-01-troops'"  # noqa: S608 -- our own SQL
        assert opened.execute(query).fetchall() == [(few([name for _, name in actors], NAMED),)]


def test_parties_are_named_beside_a_record(pages: Pages) -> None:
    told_of = {row["commitment_id"]: row["parties"] for row in pages.rows("country")}
    assert told_of["fra-2026-01-troops"] == "France"
    assert told_of["fra-deu-2026-03-storage"] == "France, Germany"


def test_what_hangs_on_a_ceasefire_is_what_the_command_gives(pages: Pages, connection: sqlite3.Connection) -> None:
    expected = told(connection, Wanted(condition=("ceasefire-in-force",)))
    for name in ({}, {"condition": "ceasefire"}, {"condition": "ceasefire-in-force"}):
        assert set(ids(pages, "hangs-on", **name)) == expected
    assert ids(pages, "hangs-on", condition="peace agreement") == ["fra-2026-01-troops"]


def test_who_refuses_is_told_by_type_and_by_family(pages: Pages) -> None:
    expected = ["rus-2026-02-troops", "nor-2026-02-troops"]
    for name in ({}, {"type": "troops"}, {"type": "troop-deployment"}, {"type": "Force Presence"}):
        assert ids(pages, "refused", **name) == expected
    assert ids(pages, "refused", type="military training") == []


def test_each_side_of_a_dispute_has_its_value_sources_and_reason(pages: Pages) -> None:
    sides = [row for row in pages.rows("disputed") if row["commitment_id"] == "fra-2026-01-troops"]
    assert [(side["field"], side["side"], side["resting_on"], side["reason"]) for side in sides] == [
        ("bindingness", "political", "An agency", "The text itself was not seen."),
        ("bindingness", "binding on its signatories", "Al-Mustaqilla", "The text itself was not seen."),
    ]
    assert {row["instrument_id"] for row in pages.rows("disputed")} == {None, "declaration"}


def test_what_was_not_found_comes_with_day_and_places(pages: Pages) -> None:
    (row,) = pages.rows("not-found")
    assert row["commitment_id"] == "nor-2026-11-hub"
    assert row["searched_on"] == "2026-11-20"
    assert row["searched_where"] == "website of the government; agency reports"


def test_word_for_word_are_the_quotations_that_were_found_so(pages: Pages, connection: sqlite3.Connection) -> None:
    exact = connection.execute("SELECT quote FROM evidence WHERE verification = 'exact'").fetchall()
    assert sorted(row["quote"] for row in pages.rows("word-for-word")) == sorted(quote for (quote,) in exact)


@pytest.mark.parametrize("words", ["إعلان نوايا", "اعلان", "consult*", '"peace deal"', "forces Ukraine", "nowhere"])
def test_words_are_found_as_the_command_finds_them(pages: Pages, connection: sqlite3.Connection, words: str) -> None:
    assert ids(pages, "search", words=words) == [hit.id for hit in search(connection, words)[0]]
    for table in ("pledge", "commitment"):
        found = [row["id"] for row in pages.rows(table, _search=words)]
        assert sorted(found) == sorted(hit.id for hit in search(connection, words)[0])


@pytest.mark.parametrize(
    "words", ["", " ", '"', '""', "*", "()", "NEAR(", "AND OR NOT", "-", "'; DROP TABLE actor; --"]
)
def test_whatever_is_typed_is_looked_up(pages: Pages, words: str) -> None:
    assert pages.rows("search", words=words) == []


def test_a_question_has_its_own_address_title_and_description() -> None:
    for texts in (
        [question.id for question in QUESTIONS],
        [question.title for question in QUESTIONS],
        [question.description for question in QUESTIONS],
    ):
        assert all(texts)
        assert len(set(texts)) == len(QUESTIONS)
