"""The server: for this machine alone, for reading alone, and quiet."""

from __future__ import annotations

import hashlib
import signal
import socket
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from commitments.cli import publish
from commitments.dataset import Dataset
from tests.browse.served import Pages, serving
from tests.fixtures import Run


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_names_its_address_and_ends_without_a_word(made: Dataset, tmp_path: Path, by: signal.Signals) -> None:
    with serving(made.database, environment={"TMPDIR": str(tmp_path)}) as pages:
        assert pages.told == (
            f"{pages.address}/ shows the database as it is now, to this machine alone; Ctrl-C ends it\n"
        )
        assert len(list(tmp_path.iterdir())) == 1
        assert pages.ask("GET", "/")[0].status == 200
        assert pages.end(by) == (0, "", "")
    assert list(tmp_path.iterdir()) == [], "the copy of the database stayed behind"


def test_it_opens_a_browser_unless_it_is_told_not_to(made: Dataset, tmp_path: Path) -> None:
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.part && mv {opened}.part {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    for options in (("--no-open",), ()):
        with serving(made.database, options, {"BROWSER": f"{browser} %s"}) as pages:
            deadline = time.monotonic() + (0.5 if options else 20)
            while not opened.exists() and time.monotonic() < deadline:
                time.sleep(0.05)
            assert opened.exists() != bool(options)
    assert opened.read_text(encoding="utf-8") == f"{pages.address}/\n"


def test_a_port_that_is_in_use_is_told_in_one_sentence(run: Run, made: Dataset, pages: Pages) -> None:
    ran = run("browse", "--no-open", "--port", str(pages.port), "--db", str(made.database))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"commitments: port {pages.port} is in use: name another with --port, or 0 for any that is free\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_refused(run: Run, made: Dataset, port: str) -> None:
    ran = run("browse", "--no-open", "--port", port, "--db", str(made.database))
    assert (ran.code, ran.out) == (2, "")
    assert "--port" in ran.err


def test_without_datasette_it_says_what_to_install(run: Run, made: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "find_spec", lambda _: None)
    ran = run("browse", "--db", str(made.database))
    assert (ran.code, ran.out) == (2, "")
    told = "install it with `pip install '.[browse]'` in the folder of the project"
    assert ran.err == f"commitments: the pages need Datasette: {told}\n"


def test_it_listens_on_the_loopback_address_alone(pages: Pages) -> None:
    for elsewhere in ("127.0.0.2", socket.gethostname()):
        try:
            address = socket.gethostbyname(elsewhere)
        except OSError:
            continue
        if address != "127.0.0.1":
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address, pages.port), timeout=5)


def test_another_name_that_points_here_is_turned_away(pages: Pages) -> None:
    for host in ("evil.example", f"evil.example:{pages.port}", "127.0.0.1:1", "127.0.0.1"):
        answer, text = pages.ask("GET", "/commitments/pledge.json", {"Host": host})
        assert (answer.status, text) == (421, "ask for 127.0.0.1")
    assert pages.ask("GET", "/", {"Host": f"localhost:{pages.port}"})[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/commitments/pledge", "/commitments/country", "/-/messages"])
def test_whoever_does_not_just_read_is_refused(pages: Pages, method: str, path: str) -> None:
    answer, text = pages.ask(method, path)
    assert (answer.status, text) == (405, "nothing can be changed here")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM commitment", "DROP TABLE commitment", "UPDATE actor SET name = 'x'", "PRAGMA writable_schema = 1",
        "ATTACH '/tmp/x.sqlite' AS x", "VACUUM INTO '/tmp/x.sqlite'", "SELECT load_extension('x')",
        "WITH x AS (SELECT 1) DELETE FROM commitment", "SELECT 1; DELETE FROM commitment",
        "SELECT writefile('/tmp/x', 'x')", "SELECT length(zeroblob(100000000))",
    ],
)  # fmt: skip
def test_sql_that_is_typed_in_can_change_and_reach_nothing(made: Dataset, pages: Pages, sql: str) -> None:
    before = hashlib.sha256(made.database.read_bytes()).digest()
    count = pages.rows("pledge", _size="max")
    answer, _ = pages.ask("GET", f"/commitments.json?_shape=array&sql={'+'.join(sql.split())}")
    assert answer.status == 400
    assert pages.rows("pledge", _size="max") == count
    assert hashlib.sha256(made.database.read_bytes()).digest() == before


def test_sql_that_never_ends_is_stopped(pages: Pages) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    answer, text = pages.ask("GET", f"/commitments.json?sql={endless.replace(' ', '+').replace('+1', '%2B1')}")
    assert answer.status == 400
    assert "time limit" in text


def test_a_page_may_fetch_and_run_only_what_comes_with_it(pages: Pages) -> None:
    for path in ("/", "/commitments", "/commitments/pledge", "/commitments/commitment/fra-2026-01-troops"):
        answer, text = pages.ask("GET", path)
        policy = dict(
            rule.split(maxsplit=1) for rule in (answer.getheader("content-security-policy") or "").split("; ")
        )
        assert policy["default-src"] == "'self'"
        assert "unsafe" not in policy["script-src"]
        assert "https:" not in text.replace("https://datasette.io/", "").replace(
            "https://creativecommons.org/licenses/by/4.0/", ""
        ).replace("https://example.org/", "")


def test_a_mistake_is_told_on_the_page_and_not_in_the_terminal(made: Dataset) -> None:
    with serving(made.database) as pages:
        for path in ("/commitments/nothing", "/commitments?sql=SELEC", "/commitments/pledge?_next=x", "/no/such/page"):
            answer, text = pages.ask("GET", path)
            assert answer.status >= 400
            assert "browse.css" in text
        assert pages.end() == (0, "", "")


def test_what_is_built_meanwhile_is_shown_at_the_next_start(spare: Path) -> None:
    with serving(spare) as pages:
        before = pages.rows("pledge", _size="max")
        with closing(sqlite3.connect(spare)) as changed:
            changed.execute("UPDATE commitment SET title = 'Changed'")
            changed.commit()
        assert pages.rows("pledge", _size="max") == before
    with serving(spare) as pages:
        assert {row["title"] for row in pages.rows("pledge", _size="max")} == {"Changed"}


def test_a_file_whose_name_has_marks_of_addresses_is_served(spare: Path) -> None:
    odd = spare.rename(spare.with_name("a?b#c%20d e.sqlite"))
    with serving(odd) as pages:
        assert pages.rows("actor")
