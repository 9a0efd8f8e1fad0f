"""The data dictionary tells of every table and column, and of nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.findings import CommitmentsError
from commitments.store import database
from commitments.store.dictionary import dictionary, vocabularies
from tests.fixtures import OPENED


def test_every_table_and_column_is_told_of_once_and_described(connection: sqlite3.Connection) -> None:
    told = {table.name: table for table in dictionary(connection)}
    assert list(told) == ["pledge", "label", "passage", *sorted([*database.tables(connection), *OPENED])]
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
        ("pledge", "parties", "all parties by name, in whatever role, parted by commas"),
        ("passage", "field", "where in the record the text stands"),
        ("pledge", "hangs_on", "its preconditions and triggers in English, parted by commas"),
    ],
)
def test_a_column_means_what_the_field_of_the_record_means(
    connection: sqlite3.Connection, table: str, column: str, said: str
) -> None:
    (found,) = (told for told in dictionary(connection) if told.name == table)
    assert {each.name: each.description for each in found.columns}[column] == said


def test_a_view_refers_to_the_table_whose_rows_it_has_and_to_what_these_refer_to(
    connection: sqlite3.Connection,
) -> None:
    pledge, label, passage, *_ = dictionary(connection)
    assert (pledge.key, pledge.references[0].table) == (("id",), "commitment")
    assert {reference.table for reference in pledge.references} == {"commitment", "actor", "instrument"}
    assert (label.key, label.references[0].table) == (("vocabulary", "id"), "term")
    assert (passage.key, passage.references) == ((), ())


def test_a_column_that_a_view_spells_out_names_its_word_list(connection: sqlite3.Connection) -> None:
    pledge, *_ = dictionary(connection)
    lists = {column.name: column.vocabulary for column in pledge.columns}
    assert (lists["family"], lists["family_label"]) == ("guarantee-families", None)


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
