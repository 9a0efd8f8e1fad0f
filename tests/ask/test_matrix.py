"""A matrix says for each actor the firmest word of its own, and tells what is not its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from commitments.ask.matrix import Basis, Cell, Matrix, matrix
from commitments.ask.questions import Wanted
from commitments.findings import CommitmentsError
from commitments.store import database


def made(connection: sqlite3.Connection, *countries: str, by: str | None = "type", **wanted: Any) -> Matrix:  # noqa: ANN401 -- filters
    return matrix(connection, Wanted(**wanted), countries, by)[0]


def cell(connection: sqlite3.Connection, actor: str, column: str) -> Cell:
    return made(connection).cells[actor, column]


def test_a_cell_holds_the_firmest_strength_and_the_records_behind_it(connection: sqlite3.Connection) -> None:
    found = made(connection, by="family").cells["FRA", "military-aid"]
    assert (found.basis, found.strength) == (Basis.OWN, "operational")
    assert found.ids == ("fra-2023-training", "fra-2024-02-financing")


@pytest.mark.parametrize(
    ("actor", "column", "basis", "strength"),
    [
        ("DEU", "troop-deployment", Basis.OWN, "non-committal"),
        ("FRA", "monitoring-verification", Basis.GROUP, "declared"),
        ("coalition", "monitoring-verification", Basis.OWN, "declared"),
        ("USA", "backstop", Basis.OTHERS, "endorses"),
        ("NOR", "military-hub", Basis.LOOKED_FOR, "not-found"),
        ("RUS", "troop-deployment", Basis.OWN, "rejects"),
    ],
)
def test_a_cell_tells_whose_words_it_rests_on(
    connection: sqlite3.Connection, actor: str, column: str, basis: Basis, strength: str
) -> None:
    found = cell(connection, actor, column)
    assert (found.basis, found.strength) == (basis, strength)


def test_a_condition_marks_only_what_hangs_on_it_beforehand(connection: sqlite3.Connection) -> None:
    assert cell(connection, "FRA", "troop-deployment").conditional
    assert not cell(connection, "FRA", "consultation").conditional  # a trigger is not a precondition


def test_the_side_that_only_demands_or_is_protected_has_no_promise(connection: sqlite3.Connection) -> None:
    assert [key for key in made(connection).cells if key[0] == "UKR"] == []


def test_what_a_group_said_before_a_state_joined_is_not_told_of_the_state(connection: sqlite3.Connection) -> None:
    assert ("FRA", "political-support") not in made(connection).cells


def test_what_has_ended_does_not_count_but_counts_on_a_day_on_which_it_stood(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET status = 'withdrawn' WHERE id = 'fra-2026-01-troops'")
        writing.execute(
            "INSERT INTO history VALUES ('fra-2026-01-troops', 9, '2026-05-01', '2026-05-01', '2026-05-01', "
            "'withdrawn', NULL, '')"
        )
    with closing(database.open_database(spare)) as connection:
        assert ("FRA", "troop-deployment") not in made(connection).cells
        assert ("FRA", "troop-deployment") in made(connection, as_of="2026-02-01").cells


def test_the_word_of_others_gives_way_to_the_own_word(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET voice = 'press' WHERE id = 'fra-2023-training'")
    with closing(database.open_database(spare)) as connection:
        found = made(connection, by="family").cells["FRA", "military-aid"]
        assert (found.basis, found.ids) == (Basis.OWN, ("fra-2024-02-financing",))


def test_a_refusal_beside_a_promise_is_marked(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET strength = 'rejects' WHERE id = 'fra-2023-training'")
    with closing(database.open_database(spare)) as connection:
        found = made(connection, by="family").cells["FRA", "military-aid"]
        assert (found.strength, found.refused) == ("signed", True)


def test_a_refusal_beside_the_absence_of_plans_is_marked(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET strength = 'rejects' WHERE id = 'fra-2023-training'")
        writing.execute("UPDATE commitment SET strength = 'not-planned' WHERE id = 'fra-2024-02-financing'")
    with closing(database.open_database(spare)) as connection:
        found = made(connection, by="family").cells["FRA", "military-aid"]
        assert (found.strength, found.refused) == ("not-planned", True)


def test_a_promise_that_was_not_honoured_gives_way_to_any_other_and_is_marked(spare: Path) -> None:
    for broken, firmest in (("'fra-2023-training'", "fra-2024-02-financing"), ("id", "fra-2023-training")):
        with closing(sqlite3.connect(spare)) as writing, writing:
            writing.execute(f"UPDATE commitment SET status = 'not-honoured' WHERE id = {broken}")  # noqa: S608
        with closing(database.open_database(spare)) as connection:
            found = made(connection, by="family").cells["FRA", "military-aid"]
            assert (found.ids[0], found.broken) == (firmest, True)


def test_columns_are_families_unless_types_are_asked_for(connection: sqlite3.Connection) -> None:
    assert made(connection, by=None).by == "family"
    narrowed = made(connection, by=None, types=("force-presence",))
    assert narrowed.by == "type"
    assert {column.id for column in narrowed.columns} == {
        "troop-deployment", "military-hub", "protected-storage", "forward-posture", "air-policing",
    }  # fmt: skip


def test_rows_can_be_narrowed_to_some_actors_with_what_their_groups_say(connection: sqlite3.Connection) -> None:
    narrowed = made(connection, "Germany", "فرنسا")
    assert [actor.id for actor in narrowed.actors] == ["FRA", "DEU"]
    assert narrowed.cells["DEU", "monitoring-verification"].basis is Basis.GROUP


def test_an_empty_matrix_says_why(connection: sqlite3.Connection) -> None:
    empty, remarks = matrix(connection, Wanted(types=("sanctions-snapback",)), ["France"])
    assert empty.cells == {}
    assert remarks == ["nothing found; without --type: 5 records"]


def test_a_part_in_which_an_actor_says_nothing_is_told_from_what_has_ended(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("INSERT INTO party VALUES ('nor-2026-02-troops', 9, 'UKR', 'host', NULL, NULL)")
        writing.execute("UPDATE commitment SET status = 'withdrawn' WHERE id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        said = [matrix(connection, Wanted(types=("troops",)), [name])[1] for name in ("Ukraine", "Russia")]
        both = matrix(connection, Wanted(types=("troops",)), ["Ukraine", "Russia"])[1]
    assert said[0] == ["Ukraine is party to it only as host, as the protected side or as one that looks on or helps"]
    assert said[1] == ["all that was found has ended"]
    assert both == [*said[0], *said[1]]


def test_a_demand_alone_is_not_said_to_have_ended(connection: sqlite3.Connection) -> None:
    (told,) = matrix(connection, Wanted(types=("sanctions-snapback",)))[1]
    assert told == "what was found has its parties only as host, as the protected side or as one that looks on or helps"


def test_who_only_mediates_has_said_nothing(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("INSERT INTO party VALUES ('nor-2026-02-troops', 9, 'POL', 'mediator', NULL, NULL)")
    with closing(database.open_database(spare)) as connection:
        assert ("POL", "troop-deployment") not in made(connection).cells
        assert matrix(connection, Wanted(), ["Poland"])[0].cells == {}


def test_who_only_attended_has_said_nothing(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE party SET role = 'attendee' WHERE commitment_id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        assert ("RUS", "troop-deployment") not in made(connection).cells


def test_what_may_not_have_stood_on_the_day_is_marked_and_counted(connection: sqlite3.Connection) -> None:
    found, remarks = matrix(connection, Wanted(as_of="2023-05-15"), ["France"], "type")
    assert found.cells["FRA", "training"].stood == "unknown"
    assert remarks == ["for 1 record it is not known whether it stood on 2023-05-15; it is counted"]
    assert cell(connection, "FRA", "training").stood is None


def test_records_that_no_cell_shows_are_not_counted_as_doubtful(connection: sqlite3.Connection) -> None:
    found, remarks = matrix(connection, Wanted(as_of="2026-11-19"), ["France"], "type")
    assert all(each.stood == "yes" for each in found.cells.values())
    assert remarks == []
    assert len(matrix(connection, Wanted(as_of="2026-11-19"), ["Norway"], "type")[1]) == 1


def test_columns_by_anything_else_are_refused(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="the columns cannot be by 'colour'; known are type, family"):
        made(connection, by="colour")
