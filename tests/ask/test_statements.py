"""SQL reads, and does nothing else."""

from __future__ import annotations

import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from commitments.ask.statements import run
from commitments.findings import CommitmentsError
from commitments.store import database
from commitments.store.views import SEARCHED


@pytest.fixture
def spared(spare: Path) -> Iterator[sqlite3.Connection]:
    """Give a copy of the database, and hold it to its bytes afterwards."""
    before = sha256(spare.read_bytes()).hexdigest()
    with closing(database.open_database(spare)) as connection:
        yield connection
    assert sha256(spare.read_bytes()).hexdigest() == before


def test_a_query_gives_rows_under_the_names_of_its_columns(spared: sqlite3.Connection) -> None:
    result = run(spared, "SELECT id, stance FROM commitment WHERE id LIKE 'rus%'", 10)
    assert (list(result.columns), result.rows, result.cut) == (
        ["id", "stance"], [("rus-2026-02-troops", "objects")], False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM commitment",
        "UPDATE commitment SET stance = 'pledge'",
        "INSERT INTO meta VALUES ('a', 'b')",
        "CREATE TABLE t (a)",
        "CREATE TEMP TABLE t (a)",
        "CREATE TEMP VIEW v AS SELECT 1",
        "DROP TABLE commitment",
        "ATTACH 'other.sqlite' AS other",
        "DETACH main",
        "VACUUM INTO 'copy.sqlite'",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA user_version",
        "PRAGMA data_version = 2",
        "UPDATE sqlite_master SET name = 'x'",
        "INSERT INTO passage_text (passage_text) VALUES ('rebuild')",
        "DELETE FROM passage_text_data",
        "BEGIN",
        "SAVEPOINT a",
        "REINDEX",
        "ANALYZE",
        "SELECT load_extension('x')",
        "EXPLAIN DELETE FROM commitment",
        "WITH a AS (SELECT 1) DELETE FROM commitment",
    ],
)
def test_whatever_would_write_or_reach_outside_is_refused(spared: sqlite3.Connection, query: str) -> None:
    with pytest.raises(CommitmentsError):
        run(spared, query, 10)


def test_the_index_for_words_can_be_asked(spared: sqlite3.Connection) -> None:
    query = f"SELECT record FROM {SEARCHED} WHERE passage_text MATCH 'russia AND troops' ORDER BY rank"  # noqa: S608 -- our own SQL
    assert ("rus-2026-02-troops",) in run(spared, query, 10).rows


def test_a_query_that_somebody_stops_did_not_take_too_long(spared: sqlite3.Connection) -> None:
    sqlite3.enable_callback_tracebacks(False)  # a program that browses has them told  # noqa: FBT003 -- it takes no name
    endless = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"
    stopping = threading.Timer(0.2, signal.raise_signal, [signal.SIGINT])
    stopping.start()
    with pytest.raises(KeyboardInterrupt):
        run(spared, endless, 10, seconds=60)


def test_a_query_that_does_not_end_is_stopped(spared: sqlite3.Connection) -> None:
    endless = "WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r"
    with pytest.raises(CommitmentsError, match=r"took longer than 0\.2 seconds, and was stopped"):
        run(spared, endless, 10, seconds=0.2)


@pytest.mark.parametrize("query", ["SELECT zeroblob(900000000)", "SELECT hex(zeroblob(9000000))"])
def test_a_query_cannot_fill_the_memory(spared: sqlite3.Connection, query: str) -> None:
    with pytest.raises(CommitmentsError, match="a text longer than 10,000,000 bytes"):
        run(spared, query, 10)


def test_rows_beyond_the_limit_are_cut_and_it_is_said(spared: sqlite3.Connection) -> None:
    assert run(spared, "SELECT id FROM commitment", 3).cut
    whole = run(spared, "SELECT id FROM commitment LIMIT 3", 3)
    assert (len(whole.rows), whole.cut) == (3, False)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * FROM pledges", "no such table: pledges"),
        ("SELEC 1", "syntax error"),
        ("SELECT 1; SELECT 2", "one query at a time"),
        ("", "that is no query: write a SELECT"),
        ("-- nothing", "that is no query: write a SELECT"),
        ("SELECT ?", "the query has a place for a value, and none can be given"),
        ("SELECT :a", "the query has a place for a value, and none can be given"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(spared: sqlite3.Connection, query: str, told: str) -> None:
    with pytest.raises(CommitmentsError, match=told):
        run(spared, query, 10)


def test_columns_of_one_name_are_told_apart(spared: sqlite3.Connection) -> None:
    assert list(run(spared, "SELECT 1 AS a, 2 AS a, 3 AS b", 1).columns) == ["a", "a_2", "b"]
    assert list(run(spared, "SELECT 1 AS a, 2 AS a_2, 3 AS a", 1).columns) == ["a", "a_2", "a_3"]
    assert list(run(spared, "SELECT 1 AS a, 2 AS a, 3 AS a_2", 1).columns) == ["a", "a_2", "a_2_2"]
