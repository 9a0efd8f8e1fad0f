"""The data dictionary tells of every table and column, and of nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.findings import CommitmentsError
from commitments.store import database
from commitments.store.dictionary import Kind, dictionary, rows, vocabularies


def test_every_table_and_column_is_told_of_once_and_described(connection: sqlite3.Connection) -> None:
    told = {table.name: table for table in dictionary(connection)}
    assert list(told) == ["pledge", "label", *database.tables(connection)]
    for name, table in told.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")]
        assert [column.name for column in table.columns] == columns
        assert table.description.endswith(".")
        assert [column.name for column in table.columns if not column.description] == []


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("commitment", "review_state", "has a second person checked it?"),
        ("commitment", "stated_earliest", "first day that `stated_on` can mean; empty where it is open"),
        ("history", "date_latest", "last day that `date` can mean; empty where it is open"),
        ("evidence", "speaker_name", "the person"),
        ("dispute", "value", "the value as this side has it"),
        ("terms_consultation", "within_hours_missing", "why there is no `within_hours`"),
        ("terms_monitoring", "lead_missing", "why no leader is named"),
        ("pledge", "stance", "what the actor said of this very item, and nothing else"),
        ("pledge", "hangs_on", "its preconditions and triggers in English, parted by commas"),
    ],
)
def test_a_column_means_what_the_field_of_the_record_means(
    connection: sqlite3.Connection, table: str, column: str, said: str
) -> None:
    (found,) = (told for told in dictionary(connection) if told.name == table)
    assert {each.name: each.description for each in found.columns}[column] == said


def test_a_view_has_the_rows_of_its_table_and_refers_to_them(connection: sqlite3.Connection) -> None:
    pledge, label, *_ = dictionary(connection)
    assert (pledge.key, pledge.references[0].table) == (("id",), "commitment")
    assert (label.key, label.references[0].table) == (("vocabulary", "id"), "term")
    for view in (pledge, label):
        places = [[column.name for column in view.columns].index(name) for name in view.key]
        keys = [tuple(row[place] for place in places) for row in rows(connection, view)]
        assert len(keys) == len(set(keys)) > 0
        required = [place for place, column in enumerate(view.columns) if column.required]
        assert all(row[place] is not None for row in rows(connection, view) for place in required)


def test_flags_are_read_as_truth_values(connection: sqlite3.Connection) -> None:
    (money,) = (table for table in dictionary(connection) if table.name == "money")
    (place,) = (place for place, column in enumerate(money.columns) if column.kind is Kind.FLAG)
    assert {type(row[place]) for row in rows(connection, money)} == {bool}


def test_words_stand_in_the_order_of_their_list(connection: sqlite3.Connection) -> None:
    assert vocabularies(connection)["source-reliabilities"] == ["A", "B", "C", "D", "E", "F"]


@pytest.mark.parametrize("change", ["DROP VIEW pledge", "DROP VIEW pledge; CREATE VIEW pledge AS SELECT 1 AS one"])
def test_a_view_that_is_another_is_told_in_one_sentence(spare: Path, change: str) -> None:
    with closing(sqlite3.connect(spare)) as changed:
        changed.executescript(change)
        with pytest.raises(
            CommitmentsError, match="the view 'pledge' is not the one that this version of the tool makes"
        ):
            dictionary(changed)
