"""Side by side, field by field, with the differences marked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commitments.ask.comparison import Comparison, compare
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError
from commitments.store import database


def compared(connection: sqlite3.Connection, *texts: str, **wanted: Any) -> Comparison:  # noqa: ANN401 -- filters
    return compare(connection, texts, Wanted(**wanted))[0]


def remarks(connection: sqlite3.Connection, *texts: str, **wanted: Any) -> list[str]:  # noqa: ANN401 -- filters
    return compare(connection, texts, Wanted(**wanted))[1]


def fields(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    return {field.name: field.values for field in comparison.fields}


def test_instruments_are_compared_as_papers_and_by_what_stands_on_them(connection: sqlite3.Connection) -> None:
    found = fields(compared(connection, "declaration", "treaty"))
    assert found["form"] == ("declaration of intent", "treaty")
    assert found["duration"] == ("", "10 years")
    assert found["legal history"] == ("signed 2026-01-06", "signed 2024-02-16; in force 2024-10")
    assert found["consultation"] == ("", "binding 2024-02-16, hangs on renewed aggression")
    assert found["troop deployment"][0].startswith("declared 2026-01-06, hangs on peace agreement")


def test_an_instrument_goes_by_its_title_too(connection: sqlite3.Connection) -> None:
    subjects = compared(connection, "Paris Declaration of Intent", "treaty").subjects
    assert [subject.id for subject in subjects] == ["declaration", "treaty"]


def test_countries_are_compared_by_type_with_their_own_words_alone(connection: sqlite3.Connection) -> None:
    found = fields(compared(connection, "France", "Німеччина", "NOR"))
    assert found["troop deployment"][1] == "non-committal 2026-01-06"
    assert found["troop deployment"][2] == "not planned 2026-02-10"
    assert "monitoring and verification" not in found  # said by their group


def test_hedges_are_told_with_the_promise(connection: sqlite3.Connection) -> None:
    told = fields(compared(connection, "France", "Germany"))["forward posture"][1]
    assert told == "conditional 2026-01-06, hangs on ceasefire in force, hedged: may and for example"


def test_a_row_differs_where_not_all_say_the_same(connection: sqlite3.Connection) -> None:
    differs = {field.name: field.differs for field in compared(connection, "France", "Germany").fields}
    assert differs["consultation"]
    assert not differs["protected storage"]  # they say it together


def test_words_of_several_as_one_are_told_as_theirs(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET attribution = 'collective' WHERE id = 'fra-deu-2026-03-storage'")
    with closing(database.open_database(spare)) as connection:
        storage = fields(compared(connection, "France", "Germany"))["protected storage"]
    assert storage[0] == storage[1]
    assert "with others as one" in storage[0]


def test_each_cell_names_its_records(connection: sqlite3.Connection) -> None:
    ids = {field.name: field.ids for field in compared(connection, "France", "Germany").fields}
    assert ids["protected storage"] == (("fra-deu-2026-03-storage",), ("fra-deu-2026-03-storage",))
    assert ids["forward posture"] == ((), ("deu-2026-01-forward-posture",))


def test_what_others_say_of_a_country_is_told_as_theirs(connection: sqlite3.Connection) -> None:
    assert fields(compared(connection, "USA", "FRA"))["backstop"][0] == "endorses 2026-01-06, in the words of others"


def test_filters_narrow_a_comparison(connection: sqlite3.Connection) -> None:
    assert list(fields(compared(connection, "France", "Germany", types=("troops",)))) == ["troop deployment"]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["France"], "name two instruments, or two countries, that are not the same"),
        (["France", "FRA"], "name two instruments, or two countries, that are not the same"),
        (["France", "treaty"], "an instrument is not like a country"),
        (["France", "Atlantis"], "no country or organisation is called 'Atlantis'.*no instrument is called 'Atlantis'"),
    ],
)
def test_what_cannot_be_compared_is_told(connection: sqlite3.Connection, texts: list[str], told: str) -> None:
    with pytest.raises(CommitmentsError, match=told):
        compared(connection, *texts)


def test_why_there_is_nothing_on_one_of_them_is_said(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET status = 'expired' WHERE id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        told = remarks(connection, "France", "Poland", "Russia", types=("troops",))
    assert told == [
        "Poland: Poland is known, but no record has it as a party", "Russia: all that was found has ended",
    ]  # fmt: skip


def test_what_may_not_have_stood_on_the_day_is_said(connection: sqlite3.Connection) -> None:
    told = "France: for 1 record it is not known whether it stood on 2023-05-15; it is counted"
    assert told in remarks(connection, "France", "Germany", as_of="2023-05-15")


def test_dates_of_instruments_are_told_as_people_say_them(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE instrument SET date = '../2026-01-07' WHERE id = 'declaration'")
        writing.execute("UPDATE legal_step SET date = '2025/..' WHERE instrument_id = 'declaration'")
    with closing(database.open_database(spare)) as connection:
        found = fields(compared(connection, "declaration", "treaty"))
    assert (found["date"][0], found["legal history"][0]) == ("by 2026-01-07", "signed since 2025")
