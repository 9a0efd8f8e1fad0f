"""A heading says in words what was asked."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.ask.heading import heading
from commitments.ask.names import UnknownNameError
from commitments.ask.questions import Wanted

NEWEST = "SELECT max(date_earliest) FROM history"


@pytest.mark.parametrize(
    ("countries", "wanted", "title"),
    [
        ((), Wanted(), "Security guarantees"),
        ((), Wanted(beneficiary=("україна",)), "Security guarantees to Ukraine"),
        (("DEU",), Wanted(), "Germany and security guarantees"),
        (("DEU", "FR"), Wanted(types=("troops",)), "Germany, France and security guarantees: troop deployment"),
        (
            (),
            Wanted(beneficiary=("UKR", "POL"), types=("force-presence", "hubs")),
            "Security guarantees to Ukraine and Poland: force presence and military hub",
        ),
    ],
)
def test_a_title_names_who_for_whom_and_what(
    connection: sqlite3.Connection, countries: tuple[str, ...], wanted: Wanted, title: str
) -> None:
    assert heading(connection, wanted, countries).title == title


def test_what_narrows_an_answer_down_is_said_in_words(connection: sqlite3.Connection) -> None:
    wanted = Wanted(instrument=("declaration",), condition=("backstop:USA", "ceasefire-in-force"), since="2025")
    title = connection.execute("SELECT title FROM instrument WHERE id = 'declaration'").fetchone()[0]
    told = heading(connection, wanted).narrowed
    assert told == f"{title} · hanging on backstop (United States) or ceasefire in force · since 2025"
    assert heading(connection, Wanted(until="2026-01")).narrowed == "until 2026-01"


def test_the_day_is_the_one_asked_for_or_that_of_the_newest_entry(connection: sqlite3.Connection) -> None:
    assert heading(connection, Wanted(as_of="2026-02")).day == "as of 2026-02-28"
    newest = connection.execute(NEWEST).fetchone()[0]
    assert heading(connection, Wanted()).day == f"as last seen; the newest entry is of {newest}"


def test_a_name_that_nothing_bears_is_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(UnknownNameError):
        heading(connection, Wanted(beneficiary=("Atlantis",)))
