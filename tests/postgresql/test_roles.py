"""Who reads needs no right but to read, and gets no other; who asks in SQL cannot do anything else with it."""

from __future__ import annotations

import time

import pytest

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store.postgresql import publishing, reading
from tests.fixtures import Run
from tests.postgresql.server import OWNER, PUBLISHER, READER, Place

RIGHTS = """
SELECT count(*) FILTER (WHERE has_table_privilege('commitments_reader', there.oid, 'SELECT')),
  count(*) FILTER (WHERE has_table_privilege('commitments_reader', there.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
  count(*)
FROM pg_class AS there JOIN pg_namespace AS place ON place.oid = relnamespace
WHERE nspname LIKE 'commitments%' AND relkind IN ('r', 'v') AND relname <> 'turn'
"""
WRITING = (
    "DELETE FROM commitment", "DROP TABLE commitment", "UPDATE commitment SET title = ''",
    "CREATE TABLE mine (one int)",
    "INSERT INTO hedge SELECT * FROM hedge", "TRUNCATE commitment", "SELECT 1; DROP TABLE commitment",
    "WITH gone AS (DELETE FROM commitment RETURNING *) SELECT * FROM gone", "SELECT * INTO mine FROM commitment",
    "COPY commitment TO PROGRAM 'id'", "COPY commitment TO STDOUT", "COMMIT", "SET ROLE commitments_publisher",
    "RESET statement_timeout", "DO $$ BEGIN NULL; END $$", "LISTEN anything", "CALL anything()", "VACUUM",
    "EXPLAIN ANALYZE DELETE FROM commitment", "SELECT pg_read_file('/etc/passwd')", "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM pg_authid", "SELECT pg_reload_conf()", "SELECT nextval('anything')", "", ";", "/* nothing */",
)  # fmt: skip


def test_the_reader_can_read_everything_and_write_nothing(small: Place) -> None:
    ((readable, writable, all_there),) = small.execute(RIGHTS)
    assert (readable, writable) == (all_there, 0)
    assert all_there


@pytest.mark.parametrize("query", WRITING)
@pytest.mark.parametrize("role", [READER, PUBLISHER])
def test_sql_does_nothing_but_read(run: Run, small: Place, query: str, role: str) -> None:
    before = small.execute("SELECT count(*), min(title) FROM commitments.commitment")
    ran = run("sql", query, "--db", small.server.address(role, small.name))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("commitments: ")
    assert small.execute("SELECT count(*), min(title) FROM commitments.commitment") == before
    assert small.execute("SELECT 1 FROM pg_class WHERE relname = 'mine'") == []


@pytest.mark.parametrize(
    ("query", "columns", "row"),
    [
        ("SELECT 1 AS one, 1 AS one", ["one", "one_2"], (1, 1)),
        ("VALUES (TRUE, NULL)", ["column1", "column2"], (1, None)),
        (
            "SELECT DATE '2026-01-06', 1.5, ARRAY['a'], '{\"a\": 1}'::jsonb",
            None,
            ("2026-01-06", 1.5, "{a}", '{"a": 1}'),
        ),
        ("SELECT int4range(1, 3), ROW(1, 'a'), 1e400::numeric > 0", None, ("[1,3)", "(1,a)", 1)),
        ("SELECT 12345678901234567890::numeric, repeat('9', 5000)::numeric", None, (12345678901234567890, "9" * 5000)),
        ("SELECT 100 % 30, ':named', '%s'", None, (10, ":named", "%s")),
        ("WITH few AS (SELECT count(*) AS many FROM pledge) SELECT many > 0 FROM few", None, (1,)),
        ("SELECT schema_name FROM commitments.publication WHERE state = 'current'", None, ("commitments_1",)),
    ],
)
def test_sql_answers_in_the_words_of_postgresql(
    small: Place, query: str, columns: list[str] | None, row: tuple[object, ...]
) -> None:
    from commitments.ask import statements

    with reading.opened(small.reader) as connection:
        answer = statements.run(connection, query, 10)
    assert answer.rows == [row]
    assert columns is None or list(answer.columns) == columns


def test_sql_tells_that_there_is_more(run: Run, small: Place) -> None:
    ran = run("sql", "SELECT id FROM commitment ORDER BY id", "--limit", "2", "-f", "csv", "--db", small.reader)
    assert len(ran.out.splitlines()) == 3
    assert "first 2" in ran.err


def test_a_query_that_takes_too_long_is_stopped(small: Place) -> None:
    began = time.monotonic()
    with (
        pytest.raises(CommitmentsError, match=r"the query took longer than 0\.3 seconds, and was stopped"),
        reading.opened(small.reader) as connection,
    ):
        connection.select("SELECT count(*) FROM generate_series(1, 1e12)", 1, 0.3)
    assert time.monotonic() - began < 30


def test_sql_is_refused_to_a_superuser(run: Run, small: Place) -> None:
    ran = run("sql", "SELECT 1", "--db", small.server.address(OWNER, small.name))
    assert ran.code == 2
    assert "`sql` is not for a superuser" in ran.err


def test_who_reads_cannot_publish(run: Run, made: Dataset, small: Place) -> None:
    ran = run("build", "--rebuild", "--dataset", str(made.root), "--db", small.reader)
    assert ran.code == 2
    assert "belongs to commitments_publisher: publish as that role" in ran.err


def test_who_may_not_make_schemas_is_told_what_is_missing(run: Run, made: Dataset, place: Place) -> None:
    ran = run("build", "--dataset", str(made.root), "--db", place.reader)
    assert ran.code == 2
    assert "permission denied" in ran.err
    assert "let the owner of the database grant it, or connect as another role" in ran.err


def test_a_superuser_does_not_publish_in_the_place_of_the_publisher(run: Run, made: Dataset, small: Place) -> None:
    owner = small.server.address(OWNER, small.name)
    ran = run("build", "--rebuild", "--dataset", str(made.root), "--db", owner)
    assert (ran.code, small.schemas()) == (2, ["commitments_1"])
    assert "belongs to commitments_publisher: publish as that role" in ran.err


def test_what_a_query_does_beside_reading_is_undone(run: Run, small: Place) -> None:
    run("sql", "SELECT lo_from_bytea(0, 'abc')", "--db", small.reader)
    assert small.execute("SELECT count(*) FROM pg_largeobject_metadata") == [(0,)]


def test_a_superuser_who_takes_another_role_is_refused_too(run: Run, small: Place) -> None:
    ran = run("sql", "SELECT 1", "--db", f"{small.server.address(OWNER, small.name)}?options=-crole%3D{READER}")
    assert ran.code == 2
    assert "`sql` is not for a superuser" in ran.err


def test_without_a_role_for_readers_it_is_said_that_nobody_else_can_read(
    run: Run, made: Dataset, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(publishing.READERS_NAMED, "nobody_there")
    ran = run("build", "--dataset", str(made.root), "--db", place.publisher)
    assert ran.code == 0
    assert "WARNING: there is no role nobody_there, so that nobody but the publisher can read it" in ran.err
    listed = run("list", "--db", place.reader)
    assert listed.code == 2
    assert "permission denied" in listed.err


def test_the_role_of_readers_can_have_another_name(
    run: Run, made: Dataset, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.execute('CREATE ROLE "Odd ""name"" \'of readers"')
    place.execute('GRANT "Odd ""name"" \'of readers" TO commitments_reader')
    monkeypatch.setenv(publishing.READERS_NAMED, 'Odd "name" \'of readers')
    run("build", "--dataset", str(made.root), "--db", place.publisher)
    assert run("list", "--db", place.reader).code == 0
