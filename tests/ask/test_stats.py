"""Counts add up, in the order that a reader expects."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.ask import stats
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError


def counted(connection: sqlite3.Connection, *by: str, country: str | None = None) -> dict[str, dict[str, int]]:
    groups, _ = stats.answer(connection, Wanted(direct=True), [country] if country else [], by)
    return {heading: {count.value: count.number for count in counts} for heading, counts in groups}


def test_every_record_counts_once_in_each_list_but_once_for_each_party_by_country(
    connection: sqlite3.Connection,
) -> None:
    counts = counted(connection)
    *lists, coverage = counts
    assert lists == ["By family", "By strength", "By status", "By country", "By year"]
    assert coverage == "Coverage: 6 actors by 6 families"
    for heading in ("By family", "By strength", "By status", "By year"):
        assert sum(counts[heading].values()) == 18
    assert counts["By country"]["FRA"] == 5
    assert sum(counts["By country"].values()) == 19  # one record has two parties


def test_the_firmest_strength_comes_first_and_years_go_by_the_calendar(connection: sqlite3.Connection) -> None:
    counts = counted(connection, "strength", "year")
    assert list(counts["By strength"])[:3] == ["operational", "binding", "signed"]
    assert list(counts["By year"]) == ["2023", "2024", "2025", "2026", "not known"]


def test_counts_of_a_country_are_those_of_its_own_records(connection: sqlite3.Connection) -> None:
    assert counted(connection, "type", country="France") == {
        "By type": {
            "consultation": 1, "troop-deployment": 1, "protected-storage": 1, "weapons-financing": 1, "training": 1,
        }
    }  # fmt: skip


def test_a_key_that_there_is_not_is_told_with_those_that_there_are(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="nothing is counted by 'colour'; known are family, type"):
        counted(connection, "colour")


def test_coverage_parts_all_pairs_of_an_actor_and_a_family_by_whose_words_there_are(
    connection: sqlite3.Connection,
) -> None:
    (counts,) = counted(connection, "coverage").values()
    assert counts == {"own": 9, "joint": 0, "group": 2, "others": 2, "looked-for": 0, "none": 23}
    assert sum(counts.values()) == 6 * 6


def test_nothing_counted_says_why(connection: sqlite3.Connection) -> None:
    groups, remarks = stats.answer(connection, Wanted(types=("sanctions",)), ["France"])
    assert (groups, remarks) == ([], ["nothing found; without --type: 5 records"])
