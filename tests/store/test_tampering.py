"""Whatever is changed in a database, one thing at a time, `commitments verify` tells it and exits with 1.

Any commit by SQLite also counts up the header, which the comparison of bytes tells: so a case that is not about bytes
states the sentence it waits for.
"""

# ruff: noqa: S608 -- the names of our own tables stand in the SQL

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from commitments.dataset import Dataset
from commitments.store import build, database, header, unused, verification
from commitments.store.build import Built
from tests.fixtures import OPENED, Run, one_row

TABLES = sorted(str(table.name) for table in SQLModel.metadata.sorted_tables if table.name not in OPENED)
ROW_TABLES = [table for table in TABLES if table != "meta"]
"""Without what a database says of itself, of which a sentence of its own tells."""
FREE_PAGES = range(32, 40)
"""Bytes of the header that may differ between sound databases, so that only those of a fresh build are held to them."""
BYTES = 120
"""How many bytes of a file are changed, one at a time, at places drawn by lot."""


@pytest.fixture(autouse=True)
def quick(made: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database that `verify` builds again be a copy of the one built before: it would be the same bytes."""

    def copy(_: Dataset, target: Path, **__: object) -> Built:
        return Built(Path(shutil.copy(made.database, target)), (), 0)

    monkeypatch.setattr(build, "build", copy)


def change(path: Path, *statements: str) -> None:
    """Change a database as anybody could who has SQLite, and does not care for its rules."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA ignore_check_constraints = ON; PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def write_again(path: Path) -> None:
    """Let a database say that it was written to once more, so that its bytes need not be those of a fresh build."""
    content = bytearray(path.read_bytes())
    for count in (header.CHANGES, header.AS_OF_CHANGE):
        content[count] = (int.from_bytes(content[count], "big") + 1).to_bytes(4, "big")
    path.write_bytes(content)


def columns(path: Path, table: str) -> list[tuple[str, str]]:
    """Names and types of the columns of a table."""
    with closing(sqlite3.connect(path)) as connection:
        return [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info('{table}')")]


def some_row(path: Path, table: str) -> str:
    """Give the condition that picks one row of a table."""
    with closing(sqlite3.connect(path)) as connection:
        return one_row(connection, table)


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_changed_in_any_column_and_a_row_added_or_taken_out_make_another_digest(spare: Path, table: str) -> None:
    one = some_row(spare, table)
    values = {name: "'changed'" if kind == "TEXT" else "77" for name, kind in columns(spare, table)}
    statements = [f'UPDATE "{table}" SET "{name}" = {value} WHERE {one}' for name, value in values.items()]
    statements += [f'INSERT INTO "{table}" VALUES ({", ".join(values.values())})', f'DELETE FROM "{table}" WHERE {one}']
    with closing(sqlite3.connect(spare, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        before = database.digest(connection, table)
        for statement in statements:
            connection.execute("BEGIN")
            connection.execute(statement)
            assert database.digest(connection, table) != before, statement
            connection.execute("ROLLBACK")


def a_column_that_refers_to_nothing(path: Path, table: str) -> str:
    """Give the last column of a table that may be changed without leaving a reference to a row that is not there."""
    with closing(sqlite3.connect(path)) as connection:
        referring = {row[3] for row in connection.execute(f"PRAGMA foreign_key_list('{table}')")}
    return [name for name, _ in columns(path, table) if name not in referring][-1]


@pytest.mark.parametrize("table", ROW_TABLES)
def test_the_table_is_named_in_which_a_row_is_changed(made: Dataset, spare: Path, table: str) -> None:
    name = a_column_that_refers_to_nothing(spare, table)
    value = "'more'" if dict(columns(spare, table))[name] == "TEXT" else "9999"
    change(spare, f'UPDATE "{table}" SET "{name}" = {value} WHERE {some_row(spare, table)}')
    told = verification.verify(made, spare)
    assert told[-1] == f"the rows of '{table}' are not those that the data gives"
    assert len(told) == (2 if table == "file" else 1)


TOLD = {
    "the file is damaged: *** in database main": {
        "an index lies where a table lies": "UPDATE sqlite_schema SET rootpage = 3 WHERE name = 'ix_party_actor'",
    },
    "the file is damaged: database disk image is malformed": {
        "the words are taken out": "DELETE FROM passage_text_data",
        "the way to the words leads nowhere": "UPDATE passage_text_idx SET pgno = pgno + 1",
    },
    "the table 'actor_name' refers to a row that is not there": {
        "a row is taken out that others refer to": "DELETE FROM actor WHERE id = 'DEU'",
        "a row is added that refers to nothing": "INSERT INTO actor_name VALUES ('more', 'en', 'More', 'more')",
    },
    "the database leaves out 2 files": {
        "the number of files left out is changed": "UPDATE meta SET value = '2' WHERE name = 'left_out'",
    },
    "data/actors/DEU.yaml was changed after": {
        "the hash of a file is changed": "UPDATE file SET sha256 = 'abc' WHERE path = 'data/actors/DEU.yaml'",
    },
    "data/actors/DEU.yaml is not in the database": {
        "a file is taken out": "DELETE FROM file WHERE path = 'data/actors/DEU.yaml'",
    },
    "data/more.yaml was removed after": {
        "a file is added": "INSERT INTO file VALUES ('data/more.yaml', 'abc')",
    },
    "the tables and views are not those": {
        "a table is added": "CREATE TABLE more (thing TEXT)",
        "a table is dropped": "DROP TABLE crosswalk",
        "a column is added": "ALTER TABLE actor ADD COLUMN more TEXT",
        "a column is renamed": "ALTER TABLE actor RENAME COLUMN notes TO remarks",
        "a constraint is taken out": "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', '') WHERE name = 'actor'",
        "a view is dropped": "DROP VIEW pledge",
        "a view is added": "CREATE VIEW more AS SELECT 1",
        "a view says something else":
            "UPDATE sqlite_schema SET sql = replace(sql, 'withdrawn_on IS NULL', 'TRUE') WHERE name = 'pledge'",
        "a comment in a view is changed":
            "UPDATE sqlite_schema SET sql = replace(sql, 'one row per', 'some rows per') WHERE name = 'pledge'",
        "an index is dropped": "DROP INDEX ix_party_actor",
        "an index is added": "CREATE INDEX more ON actor (name)",
        "a trigger is added": "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM meta; END",
        "the index for words is dropped": "DROP TABLE passage_text",
        "a virtual table is added": "CREATE VIRTUAL TABLE more USING fts5(words)",
        "statistics are added that mislead the planner": "ANALYZE",
    },
    "the rows of 'commitment' are not those": {
        "a title is changed": "UPDATE commitment SET title = 'A treaty' WHERE id = 'deu-2026-01-troops'",
    },
    "the rows of 'actor' are not those": {
        "a row is added": "INSERT INTO actor (id, kind, name) VALUES ('XXX', 'state', 'More')",
    },
    "the rows of 'hedge' are not those": {
        "all rows are taken out": "DELETE FROM hedge",
    },
    "what the database says of itself is not true": {
        "the digest is changed": "UPDATE meta SET value = 'abc' WHERE name = 'digest'",
        "the version of the tool is changed": "UPDATE meta SET value = '9.9' WHERE name = 'tool_version'",
        "the version of the tables is changed": "UPDATE meta SET value = '9' WHERE name = 'schema_version'",
        "the commit is changed": "UPDATE meta SET value = 'abc' WHERE name = 'commit'",
        "the commit is taken out": "DELETE FROM meta WHERE name = 'commit'",
        "it says something more of itself": "INSERT INTO meta VALUES ('reviewed', 'yes')",
        "it says nothing of itself": "DELETE FROM meta",
    },
    "is not a database of commitments": {
        "another program's number": "PRAGMA application_id = 7",
    },
    "has version 9 of the tables": {
        "another version of the tables": "PRAGMA user_version = 9",
    },
    "the index for words is not that of the data": {
        "a row of the index for words is added": "INSERT INTO passage_text (rowid, words) VALUES (9999, 'nothing')",
        "words lead to another record": "UPDATE passage_text_record SET record = 'x' WHERE number = 1",
        "words lead to a record of another kind": "UPDATE passage_text_record SET kind = 'commitment' WHERE number = 1",
        "words lead to nothing": "DELETE FROM passage_text_record WHERE number = 1",
        "a record without words is added": "INSERT INTO passage_text_record VALUES (9999, 'x', 'commitment')",
        "the size of a text is changed": "UPDATE passage_text_docsize SET sz = x'7f7f7f7f' WHERE id = 1",
        "the size of a text is taken out": "DELETE FROM passage_text_docsize WHERE id = 1",
        "a size without a text is added": "INSERT INTO passage_text_docsize VALUES (9999, x'01010101')",
        "the sum of all sizes is changed": "UPDATE passage_text_data SET block = x'0101010101' WHERE id = 1",
        "the index for words is set up anew":
            "INSERT INTO passage_text (passage_text, rank) VALUES ('rank', 'bm25(0)')",
        "other words stand in a row that has some": "INSERT INTO passage_text (rowid, words) VALUES (1, 'nothing')",
        "a word is another":
            "UPDATE passage_text_data SET block = replace(CAST(block AS TEXT), 'ukraine', 'ukrainb') WHERE id > 10",
        "the way to the words is taken out": "DELETE FROM passage_text_idx",
        "the way to the words leads past them":
            "UPDATE passage_text_idx SET term = 'zzz' WHERE term = (SELECT max(term) FROM passage_text_idx)",
        "a way leads to words that are not there": "INSERT INTO passage_text_idx VALUES (1, 'zzz', 2)",
    },
}  # fmt: skip
"""What is told, or the part of it that no other check tells, and what is done to the database for it."""


@pytest.mark.parametrize(
    ("statement", "told"),
    [pytest.param(statement, told, id=name) for told, cases in TOLD.items() for name, statement in cases.items()],
)
def test_what_is_not_ours_is_told_in_words_and_exits_1(
    made: Dataset, spare: Path, run: Run, statement: str, told: str
) -> None:
    change(spare, statement)
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("kept", [0, 20, 100, 5000, 40960, 200_000])
def test_a_file_cut_short_is_told(made: Dataset, spare: Path, run: Run, kept: int) -> None:
    spare.write_bytes(spare.read_bytes()[:kept])
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert ran.code == 1
    assert "damaged" in ran.err or "not a database of commitments" in ran.err


def test_a_database_written_to_once_more_is_whole_and_need_not_have_the_same_bytes(made: Dataset, spare: Path) -> None:
    write_again(spare)
    assert verification.verify(made, spare) == []


@pytest.mark.parametrize("place", range(header.SIZE))
def test_a_byte_of_the_header_that_is_changed_is_told(made: Dataset, spare: Path, place: int) -> None:
    if place not in FREE_PAGES:
        write_again(spare)
    content = bytearray(spare.read_bytes())
    content[place] ^= 0x5A
    spare.write_bytes(content)
    assert verification.verify(made, spare)


@pytest.mark.parametrize("part", range(4))
def test_a_byte_that_is_changed_anywhere_is_told(made: Dataset, spare: Path, part: int) -> None:
    content, chance = made.database.read_bytes(), random.Random(part)  # noqa: S311 -- no secret, the same bytes on every run
    untold = []
    for _ in range(BYTES // 4):
        place, changed = chance.randrange(len(content)), bytearray(content)
        changed[place] ^= chance.randrange(1, 256)
        spare.write_bytes(changed)
        untold += [] if verification.verify(made, spare) else [place]
    assert untold == []


def test_bytes_of_the_schema_that_are_no_text_are_told_and_bring_nothing_down(
    made: Dataset, spare: Path, run: Run
) -> None:
    spare.write_bytes(made.database.read_bytes().replace(b"REFERENCES actor (id)", b"REFER\xffNCES actor (id)"))
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert ran.code == 1
    assert r"REFER\xffNCES" in ran.err
    asked = run("sql", "SELECT 1 FROM pledge", "--dataset", str(made.root), "--db", str(spare))
    assert asked.code == 2
    assert "Traceback" not in asked.err


@pytest.mark.parametrize("more", [b"x", bytes(header.PAGE_SIZE)])
def test_bytes_behind_the_last_page_are_told(made: Dataset, spare: Path, more: bytes) -> None:
    spare.write_bytes(spare.read_bytes() + more)
    assert verification.verify(made, spare)


BYTES_DIFFER = ["the file has bytes that no build gives, where there are no rows"]


def test_text_hidden_where_there_are_no_rows_is_told(made: Dataset, spare: Path) -> None:
    write_again(spare)
    content = bytearray(spare.read_bytes())
    start = content.index(bytes(200)) + 50
    content[start : start + 6] = b"hidden"
    spare.write_bytes(content)
    assert verification.verify(made, spare) == BYTES_DIFFER


def test_other_bytes_under_the_header_of_a_fresh_build_are_told(made: Dataset, spare: Path) -> None:
    change(spare, "REINDEX")
    unused.clear(spare)
    spare.write_bytes(made.database.read_bytes()[: header.SIZE] + spare.read_bytes()[header.SIZE :])
    assert verification.verify(made, spare) == BYTES_DIFFER
