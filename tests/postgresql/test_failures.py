"""What can go wrong with a server is told in a sentence, with what to do, and never with a password."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.store.postgresql import address, publishing, reading
from tests.fixtures import Run
from tests.postgresql.server import READER, SECRET, Place, Server

ESCAPED = "a%3Asecret%40that%2Fnobody%3Fsees"
"""The password as an address has it."""


def with_password(place: Place, password: str = ESCAPED) -> str:
    return place.reader.replace("@", f":{password}@")


def test_a_wrong_password_is_told(run: Run, small: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "something-wrong")
    ran = run("list", "--db", small.reader)
    assert (ran.code, ran.out) == (2, "")
    assert "password authentication failed" in ran.err
    assert "something-wrong" not in ran.err


def test_no_password_is_told(run: Run, small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    ran = run("list", "--db", small.reader)
    assert ran.code == 2
    assert "no password supplied" in ran.err


def test_a_password_comes_from_postgresql_s_own_file(
    run: Run, small: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD")
    file = tmp_path / "pgpass"
    written = SECRET.replace("\\", "\\\\").replace(":", "\\:")
    file.write_text(f"127.0.0.1:{small.server.port}:{small.name}:{READER}:{written}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert run("list", "--db", small.reader).code == 0


def test_a_password_on_the_command_line_is_refused_and_not_said_again(run: Run, small: Place) -> None:
    for command in (("list",), ("build",), ("verify",), ("build", "--rollback")):
        ran = run(*command, "--db", with_password(small))
        assert ran.code == 2
        assert "a password on the command line is seen by everyone on the machine" in ran.err
        assert "secret" not in ran.out + ran.err


def test_an_address_with_a_password_in_the_environment_is_taken_and_not_said_again(
    run: Run, small: Place, made: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD")
    monkeypatch.setenv("COMMITMENTS_DB", with_password(small))
    assert run("list").code == 0
    for command in (("build", "--rebuild", "--dataset", str(made.root)), ("sql", "SELECT nothing"), ("browse",)):
        ran = run(*command)
        assert ran.code == 2
        assert "secret" not in ran.out + ran.err
    monkeypatch.setenv("COMMITMENTS_DB", with_password(small, "something-wrong"))
    wrong = run("list")
    assert "password authentication failed" in wrong.err
    assert "something-wrong" not in wrong.err


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda given: given.replace("/small", "/none"), 'database "none" does not exist'),
        (lambda given: given.replace(READER, "nobody"), "authentication failed"),
        (lambda given: given.replace("127.0.0.1", "no.such.host.invalid"), "no.such.host.invalid"),
        (lambda given: given.replace("127.0.0.1", "127.0.0.1,127.0.0.2") + "?target_session_attrs=x", "target_session"),
        (lambda _: "postgresql+psycopg://reader@127.0.0.1:1/desk", "onnection"),
        (lambda _: "postgresql+psycopg://reader:secret%zz@127.0.0.1/desk", "cannot be read"),
        (lambda _: "postgresql+psycopg://reader@127.0.0.1:port/desk", "cannot be read"),
        (lambda _: "postgresql://reader@127.0.0.1/desk?no_such=1", "cannot be read"),
        (lambda _: "postgres://[::1/desk", "cannot be read"),
        (lambda _: "postgresql://bob:se/cret@localhost/desk", "cannot be read"),
        (lambda _: "postgresql://bob:se@cret@localhost/desk", "cannot be read"),
        (lambda _: "postgresql://bob:secret/desk", "cannot be read"),
        (lambda _: "postgresql://bob:se?cret@localhost/desk", "cannot be read"),
        (lambda _: "postgresql://localhost/desk?password=se@cret", "cannot be read"),
        (lambda _: "host=localhost user=bob password=secret", "only PostgreSQL is known"),
        (lambda _: " postgresql://bob:secret@localhost/desk", "only PostgreSQL is known"),
        (lambda _: "'postgresql://bob:secret@localhost/desk'", "only PostgreSQL is known"),
        (lambda _: "postgresql:/bob:secret@localhost/desk", "only PostgreSQL is known"),
        (lambda _: "jdbc:postgresql://bob:secret@localhost/desk", "only PostgreSQL is known"),
        (lambda _: "mysql://reader:secret@127.0.0.1/desk", "only PostgreSQL is known"),
        (lambda given: given.replace("postgresql+psycopg", "PostgreSQL").replace("small", "none"), "does not exist"),
        (lambda _: "postgres:///de\udcffsk", "cannot be read"),
        (lambda _: "postgres:///\x1b]52;c;ZXZpbA==\x07", "on the usual server"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_told(run: Run, small: Place, change: Callable[[str], str], told: str) -> None:
    ran = run("list", "--db", change(small.reader))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert ran.err.rstrip("\n").isprintable()
    assert "cret" not in ran.err


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_goes_away_in_mid_question_is_told(run: Run, server: Server, small: Place, how: str) -> None:
    stopping = threading.Timer(1, server.stop, [how])
    stopping.start()
    try:
        ran = run("sql", "SELECT count(*) FROM generate_series(1, 1e12)", "--db", small.reader)
        stopping.join()
    finally:
        server.start()
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"commitments: small on 127.0.0.1:{server.port}: ")
    assert "connection" in ran.err
    assert run("list", "--db", small.reader).code == 0


def test_commands_that_need_a_file_say_so(run: Run, small: Place, tmp_path: Path) -> None:
    for command in (("export", str(tmp_path / "out")), ("browse", "--no-open")):
        ran = run(*command, "--db", small.reader)
        assert ran.code == 2
        assert "this takes a database file, and none on a server" in ran.err


def test_without_what_speaks_with_a_server_it_is_said_how_to_install_it(
    run: Run, small: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    ran = run("list", "--db", small.reader)
    assert ran.code == 2
    assert "PostgreSQL needs psycopg: install it with `pip install '.[postgresql]'`" in ran.err


def test_what_is_no_text_is_told_as_for_a_file(run: Run, small: Place, made: Dataset) -> None:
    for asked in (("list", "-c", "\udcff"), ("show", "\udcff"), ("sql", "SELECT '\udcff'")):
        there, here = (run(*asked, "--db", where) for where in (small.reader, str(made.database)))
        assert there.code == here.code == 2
        assert "holds what nothing publishes" not in there.err
        assert "Traceback" not in there.err


@pytest.mark.parametrize("encoding", ["LATIN1", "WIN1251", "SQL_ASCII", "EUC_JP"])
def test_the_encoding_of_the_client_makes_no_difference(
    run: Run, small: Place, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    query = ("sql", "SELECT 'déjà дім' AS said, title FROM commitment ORDER BY id", "-f", "json", "--db", small.reader)
    usual = run(*query)
    monkeypatch.setenv("PGCLIENTENCODING", encoding)
    assert run(*query) == usual
    assert "déjà дім" in usual.out


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_of_another_encoding_is_refused(run: Run, made: Dataset, server: Server, encoding: str) -> None:
    name = f"other_{encoding.lower()}"
    server.execute(
        f"CREATE DATABASE {name} ENCODING '{encoding}' TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER libc",
        f"GRANT CREATE ON DATABASE {name} TO commitments_publisher",
    )
    ran = run("build", "--dataset", str(made.root), "--db", Place(server, name).publisher)
    assert ran.code == 2
    assert f"holds texts as {encoding}: make a database with ENCODING 'UTF8'" in ran.err


def test_what_nobody_publishes_is_told_in_a_sentence(run: Run, made: Dataset, place: Place) -> None:
    publishing.publish(place.publisher, made.database)
    place.execute("ALTER TABLE commitments_1.party DROP CONSTRAINT party_actor_fkey")
    place.execute("UPDATE commitments_1.party SET actor = 'ZZZ'")
    ran = run("matrix", "--db", place.reader)
    assert (ran.code, ran.out) == (2, "")
    assert "holds what nothing publishes: `commitments verify` tells what" in ran.err


@pytest.mark.parametrize("statement", ["DROP SCHEMA commitments_1 CASCADE", "DROP TABLE commitments_1.meta CASCADE"])
def test_a_publication_that_is_gone_is_told_and_published_again(
    run: Run, made: Dataset, place: Place, statement: str
) -> None:
    publishing.publish(place.publisher, made.database)
    place.execute(statement)
    listed = run("list", "--db", place.reader)
    assert listed.code == 2
    assert "if it was published anew just now, ask again" in listed.err
    assert publishing.publish(place.publisher, made.database).number == 2
    assert run("list", "--db", place.reader).code == 0


def test_a_file_is_no_address() -> None:
    assert not any(
        map(
            address.is_address,
            (None, "", "commitments.sqlite", "data/host=a/user=b.sqlite", "/srv/postgresql://x", "C:\\x", ""),
        )
    )


def test_one_name_of_two_columns_means_the_first_as_in_sqlite(small: Place) -> None:
    with reading.opened(small.reader) as connection:
        row = connection.execute("SELECT 1 AS one, 2 AS one, 3 AS other").fetchone()
    assert (row["one"], row["other"], row[1], tuple(row)) == (1, 3, 2, (1, 2, 3))
    assert dict(row) == {"one": 1, "other": 3}
