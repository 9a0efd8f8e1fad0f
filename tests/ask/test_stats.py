"""Counts add up, in the order that a reader expects."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commitments.ask import stats
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError
from commitments.store import database


def counted(connection: sqlite3.Connection, *by: str, country: str | None = None) -> dict[str, dict[str, int]]:
    groups, _ = stats.answer(connection, Wanted(direct=True), [country] if country else [], by)
    return {heading: {count.value: count.number for count in counts} for heading, counts in groups}


def test_every_record_counts_once_in_each_list_but_once_for_each_party_by_country(
    connection: sqlite3.Connection,
) -> None:
    counts = counted(connection)
    *lists, coverage = counts
    assert lists == ["By family", "By strength", "By status", "By country", "By year"]
    families = connection.execute("SELECT count(*) FROM term WHERE vocabulary = 'guarantee-families'").fetchone()[0]
    assert coverage == f"Coverage: 6 actors by {families} families"
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
    families = connection.execute("SELECT count(*) FROM term WHERE vocabulary = 'guarantee-families'").fetchone()[0]
    (counts,) = counted(connection, "coverage").values()
    assert counts == {
        "own": 9, "joint": 0, "group": 2, "others": 2, "looked-for": 0, "ended": 0, "none": 6 * families - 13,
    }  # fmt: skip


def test_coverage_of_types_asked_for_is_over_their_families(connection: sqlite3.Connection) -> None:
    wanted = Wanted(types=("troops", "air-policing", "consultation"), direct=True)
    ((heading, counts),), _ = stats.answer(connection, wanted, ["Norway"], ["coverage"])
    assert heading == "Coverage: 1 actor by 2 families"
    assert {count.value: count.number for count in counts if count.number} == {"own": 1, "none": 1}


def test_coverage_tells_what_has_ended_and_what_filters_hide_from_where_nobody_looked(spare: Path) -> None:
    def coverage(**wanted: Any) -> dict[str, int]:  # noqa: ANN401 -- filters
        ((_, counts),), _ = stats.answer(connection, Wanted(**wanted), ["Germany"], ["coverage"])
        return {count.label: count.number for count in counts}

    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET status = 'expired' WHERE id = 'deu-2026-01-political-support'")
    with closing(database.open_database(spare)) as connection:
        whole, narrowed = coverage(), coverage(since="2026")
    assert whole["what was said has ended"] == 1
    assert whole["nobody has looked"] > 0
    assert narrowed["nothing let through"] > 0
    assert "nobody has looked" not in narrowed


def test_counts_come_in_the_order_asked_for(connection: sqlite3.Connection) -> None:
    first, second = counted(connection, "coverage", "year")
    assert (first.partition(":")[0], second) == ("Coverage", "By year")


def test_by_country_only_those_count_that_speak_or_promise(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("INSERT INTO party VALUES ('nor-2026-02-troops', 9, 'POL', 'host', NULL, NULL)")
        writing.execute("INSERT INTO party VALUES ('nor-2026-02-troops', 10, 'UKR', 'beneficiary', NULL, NULL)")
    with closing(database.open_database(spare)) as connection:
        counts = counted(connection, "country")["By country"]
    assert "POL" not in counts
    assert counts["UKR"] == 1  # a demand, in which nobody else speaks


def test_nothing_counted_says_why(connection: sqlite3.Connection) -> None:
    groups, remarks = stats.answer(connection, Wanted(types=("sanctions",)), ["France"])
    assert (groups, remarks) == ([], ["nothing found; without --type: 5 records"])
