"""Whatever is changed in a database, one thing at a time, `commitments verify` tells it and exits with 1."""

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


def columns(path: Path, table: str) -> list[tuple[str, str]]:
    """Names and types of the columns of a table."""
    with closing(sqlite3.connect(path)) as connection:
        return [(row[1], row[2]) for row in connection.execute(f"PRAGMA table_info('{table}')")]


def some_row(path: Path, table: str) -> str:
    """Give the condition that picks one row of a table."""
    with closing(sqlite3.connect(path)) as connection:
        return one_row(connection, table)


@pytest.mark.parametrize("table", TABLES)
def test_a_cell_that_is_changed_in_any_column_makes_another_digest(made: Dataset, spare: Path, table: str) -> None:
    one = some_row(spare, table)
    with closing(sqlite3.connect(spare, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        before = database.digest(connection, table)
        for name, kind in columns(made.database, table):
            connection.execute("BEGIN")
            value = "'changed'" if kind == "TEXT" else "77"
            connection.execute(f'UPDATE "{table}" SET "{name}" = {value} WHERE {one}')
            assert database.digest(connection, table) != before, name
            connection.execute("ROLLBACK")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_changed_added_or_taken_out_is_told(made: Dataset, spare: Path, table: str) -> None:
    one, names = some_row(spare, table), [name for name, _ in columns(spare, table)]
    values = ["'more'" if kind == "TEXT" else "9999" for _, kind in columns(spare, table)]
    for statement in (
        f'UPDATE "{table}" SET "{names[-1]}" = {values[-1]} WHERE {one}',
        f'INSERT INTO "{table}" VALUES ({", ".join(values)})',
        f'DELETE FROM "{table}" WHERE {one}',
    ):
        shutil.copy(made.database, spare)
        change(spare, statement)
        assert verification.verify(made, spare), statement


NOT_OURS = {
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
    "a row of the index for words is added": "INSERT INTO passage_text (rowid, words) VALUES (9999, 'nothing')",
    "words lead to another record": "UPDATE passage_text_record SET record = 'x' WHERE number = 1",
    "words lead to a record of another kind": "UPDATE passage_text_record SET kind = 'commitment' WHERE number = 1",
    "words lead to nothing": "DELETE FROM passage_text_record WHERE number = 1",
    "a record without words is added": "INSERT INTO passage_text_record VALUES (9999, 'x', 'commitment')",
    "the words are taken out": "DELETE FROM passage_text_data",
    "the way to the words is taken out": "DELETE FROM passage_text_idx",
    "the way to the words leads elsewhere": "UPDATE passage_text_idx SET pgno = pgno + 2",
    "the size of a text is changed": "UPDATE passage_text_docsize SET sz = x'7f7f7f7f' WHERE id = 1",
    "the size of a text is taken out": "DELETE FROM passage_text_docsize WHERE id = 1",
    "a size without a text is added": "INSERT INTO passage_text_docsize VALUES (9999, x'01010101')",
    "the sum of all sizes is changed": "UPDATE passage_text_data SET block = x'0101010101' WHERE id = 1",
    "the index for words is set up anew": "INSERT INTO passage_text (passage_text, rank) VALUES ('rank', 'bm25(0)')",
    "the digest is changed": "UPDATE meta SET value = 'abc' WHERE name = 'digest'",
    "the version of the tool is changed": "UPDATE meta SET value = '9.9' WHERE name = 'tool_version'",
    "the version of the tables is changed": "UPDATE meta SET value = '9' WHERE name = 'schema_version'",
    "the number of files left out is changed": "UPDATE meta SET value = '2' WHERE name = 'left_out'",
    "the commit is changed": "UPDATE meta SET value = 'abc' WHERE name = 'commit'",
    "the commit is taken out": "DELETE FROM meta WHERE name = 'commit'",
    "it says something more of itself": "INSERT INTO meta VALUES ('reviewed', 'yes')",
    "another program's number": "PRAGMA application_id = 7",
    "another version of the tables": "PRAGMA user_version = 9",
}  # fmt: skip


@pytest.mark.parametrize("statement", NOT_OURS.values(), ids=NOT_OURS.keys())
def test_what_is_not_ours_is_told_in_words_and_exits_1(made: Dataset, spare: Path, run: Run, statement: str) -> None:
    change(spare, statement)
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.strip()
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("place", range(header.SIZE))
def test_a_byte_of_the_header_that_is_changed_is_told(made: Dataset, spare: Path, place: int) -> None:
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


def test_text_hidden_where_there_are_no_rows_is_told(made: Dataset, spare: Path) -> None:
    content = bytearray(spare.read_bytes())
    start = content.index(bytes(200)) + 50
    content[start : start + 6] = b"hidden"
    spare.write_bytes(content)
    assert not unused.is_clear(spare)
    assert verification.verify(made, spare) == ["the file has bytes that no build gives, where there are no rows"]
