"""What stood on a day: yes or no where the dates say so, and unknown where they leave it open."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.ask import pledges, standing
from commitments.ask.pledges import Filters
from commitments.ask.standing import ENDED, FIRST, LAST, Step, Stood
from commitments.store import database

DAYS = [f"2026-01-0{number}" for number in range(1, 7)]
STATUSES = ["announced", "standing", "withdrawn", "suspended"]


def step(what: str, earliest: str | None, latest: str | None = None) -> Step:
    return Step(what, earliest, latest or earliest)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Draw steps whose first and last days follow one another."""
    size = draw(st.integers(1, 3))
    starts = sorted(draw(st.lists(st.integers(0, 5), min_size=size, max_size=size)))
    ends = sorted(draw(st.lists(st.integers(0, 5), min_size=size, max_size=size)))
    spans = [(min(first, last), max(first, last)) for first, last in zip(starts, ends, strict=True)]
    whats = draw(st.lists(st.sampled_from(STATUSES), min_size=size, max_size=size))
    return [Step(what, DAYS[first], DAYS[last]) for what, (first, last) in zip(whats, spans, strict=True)]


def by_trying_all_days(history: list[Step], day: str) -> set[bool]:
    """Whether it stood, for every way in which the steps can have been taken in order."""
    ranges = [[one for one in DAYS if (part.earliest or FIRST) <= one <= (part.latest or LAST)] for part in history]
    answers = set()
    for days in product(*ranges):
        if list(days) == sorted(days):
            taken = [part.what for part, taken_on in zip(history, days, strict=True) if taken_on <= day]
            answers.add(bool(taken) and taken[-1] not in ENDED)
    return answers


@given(history=histories(), day=st.sampled_from(DAYS))
def test_the_answer_is_that_of_all_ways_in_which_the_steps_can_have_been_taken(history: list[Step], day: str) -> None:
    answers = by_trying_all_days(history, day)
    if answers:
        expected = {frozenset({True}): Stood.YES, frozenset({False}): Stood.NO}
        assert standing.stood(history, day) is expected.get(frozenset(answers), Stood.UNKNOWN)


@pytest.mark.parametrize(
    ("history", "day", "expected"),
    [
        ([step("announced", "2026-01-06")], "2026-01-05", "no"),
        ([step("announced", "2026-01-06")], "2026-01-06", "yes"),
        ([step("announced", "2026-01-01", "2026-12-31")], "2026-06-01", "unknown"),
        ([step("announced", "2026-01-01", "2026-12-31")], "2025-12-31", "no"),
        ([step("announced", "2026-01-01", "2026-12-31")], "2026-12-31", "yes"),
        ([Step("announced", None, "2026-01-06")], "1900-01-01", "unknown"),
        ([Step("announced", "2025-01-01", None)], "2030-01-01", "unknown"),
        ([step("agreed", "2024-01-01"), step("withdrawn", "2025-01-01")], "2024-06-01", "yes"),
        ([step("agreed", "2024-01-01"), step("withdrawn", "2025-01-01")], "2025-01-01", "no"),
        ([step("agreed", "2024-01-01"), step("withdrawn", "2025-01-01", "2025-12-31")], "2025-06-01", "unknown"),
        ([step("agreed", "2024-01-01"), step("suspended", "2025-01-01"), step("standing", "2026-01-01")],
         "2026-06-01", "yes"),
    ],
)  # fmt: skip
def test_partial_dates_leave_the_answer_open_and_nothing_else_does(
    history: list[Step], day: str, expected: str
) -> None:
    assert standing.stood(history, day) == expected


def test_the_status_of_a_day_is_the_last_that_had_come_for_certain() -> None:
    history = [step("agreed", "2024-01-01"), step("delivering", "2025-01-01", "2025-12-31")]
    assert standing.last_taken(history, "2023-12-31") is None
    assert standing.last_taken(history, "2025-06-01") == "agreed"
    assert standing.last_taken(history, "2026-01-01") == "delivering"


def test_an_instrument_is_in_force_from_the_day_it_certainly_is_until_it_may_have_ended() -> None:
    steps = [step("signed", "2024-01-01"), step("in-force", "2024-10-01", "2024-10-31")]
    assert not standing.in_force(steps, "2024-10-15")
    assert standing.in_force(steps, "2024-10-31")
    ended = [*steps, step("terminated", "2026-01-01", "2026-12-31")]
    assert standing.in_force(ended, "2025-12-31")
    assert not standing.in_force(ended, "2026-06-01")


def asked(connection: sqlite3.Connection, **wanted: Any) -> dict[str, tuple[str | None, str, str]]:  # noqa: ANN401 -- filters
    found = pledges.spelled_out(connection, pledges.find(connection, Filters(**wanted)).own)
    return {pledge["id"]: (pledge["stood"], pledge["status"], pledge["strength"]) for pledge in found}


def test_a_commitment_has_the_strength_that_it_had_on_the_day(connection: sqlite3.Connection) -> None:
    assert asked(connection, country="FRA", as_of="2024-06-30") == {
        "fra-2023-training": ("yes", "announced", "pledged"),  # delivering since some day in 2024
        "fra-2024-02-consultation": ("yes", "agreed", "signed"),  # in force since October
        "fra-2024-02-financing": ("yes", "agreed", "signed"),
    }
    assert asked(connection, country="FRA", as_of="2024-12-31") == {
        "fra-2023-training": ("yes", "delivering", "operational"),
        "fra-2024-02-consultation": ("yes", "standing", "binding"),
        "fra-2024-02-financing": ("yes", "agreed", "signed"),
    }


def test_a_commitment_has_the_parties_that_it_had_on_the_day(spare: Path) -> None:
    parties = [
        ("fra-2024-02-consultation", 8, "NOR", "guarantor", "2025", "2025-01-01"),
        ("fra-2024-02-consultation", 9, "POL", "beneficiary", "2025", "2025-01-01"),
    ]
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.executemany("INSERT INTO party VALUES (?, ?, ?, ?, ?, ?)", parties)
    with closing(database.open_database(spare)) as connection:
        for day, there in (("2024-12-31", False), ("2025-01-01", True), (None, True)):
            (told,) = (
                one
                for one in pledges.spelled_out(connection, pledges.find(connection, Filters(as_of=day)).own)
                if one["id"] == parties[0][0]
            )
            assert ("Norway" in told["party_names"], len(told["parties"]) > 2) == (there, there)
            for wanted in ({"country": "NOR"}, {"beneficiary": ("POL",)}, {"country": "NOR", "role": ("guarantor",)}):
                assert (parties[0][0] in asked(connection, as_of=day, **wanted)) == there, wanted
            assert (parties[0][0] in asked(connection, as_of=day, role=("beneficiary",))) == there


def test_filters_on_status_and_strength_go_by_the_day_asked_for(connection: sqlite3.Connection) -> None:
    assert asked(connection, country="FRA", as_of="2024-06-30", min_strength="binding") == {}
    assert set(asked(connection, country="FRA", as_of="2024-12-31", min_strength="binding")) == {
        "fra-2023-training", "fra-2024-02-consultation",
    }  # fmt: skip
    assert set(asked(connection, country="FRA", as_of="2024-06-30", status=("announced",))) == {"fra-2023-training"}


def test_without_a_day_the_last_known_status_is_told_and_nothing_is_said_to_have_stood(
    connection: sqlite3.Connection,
) -> None:
    assert asked(connection, country="FRA")["fra-2023-training"] == (None, "delivering", "operational")
