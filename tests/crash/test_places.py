"""Full disks, closed folders, strangers and newer versions: each is told in a sentence, and nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from commitments import whole
from commitments.store import database, manifest, publishing, refresh, verification
from tests.conftest import Workshop
from tests.crash import strace
from tests.crash.scenes import TROOPS, held
from tests.crash.strace import program
from tests.fixtures import Run
from tests.needed import missing


@pytest.fixture
def built(own: Workshop) -> Workshop:
    publishing.publish(own.dataset, own.dataset.database)
    return own


def places(shop: Workshop) -> list[str]:
    return ["--dataset", str(shop.dataset.root)]


def ran(arguments: list[str], *by: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*by, *program(arguments)], capture_output=True, text=True, check=False)


def told(done: subprocess.CompletedProcess[str], words: str) -> None:
    """Hold that a run was refused in one sentence that says why."""
    assert done.returncode == 2, done.stderr
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)
    assert done.stderr.startswith("commitments: ")
    assert words in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of 4 MiB with an old file on it, and the rest of it full."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        missing("CRASH", "NO TESTS ON A FULL DISK: only root may mount a small one, and mount refuses it here")
    (place / "old.csv").write_text("old", encoding="utf-8")
    try:
        fill_up(place)
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S607 -- a tool of the system


def fill_up(disk: Path) -> None:
    free = os.statvfs(disk)
    (disk / "much").write_bytes(bytes((free.f_bavail - 8) * free.f_frsize))


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--rebuild", "--db", "{disk}/new.sqlite"],
        ["export", "{disk}/export", "-f", "csv"],
        ["brief", "--all", "-o", "{disk}/briefings"],
        ["sql", "SELECT hex(zeroblob(99000)) AS a", "-o", "{disk}/old.csv"],
    ],
)
def test_on_a_full_disk_nothing_is_lost_or_left(built: Workshop, small_disk: Path, arguments: list[str]) -> None:
    done = ran([*(part.format(disk=small_disk) for part in arguments), *places(built)])
    told(done, "full" if arguments[0] == "build" else "no space left on device")
    assert (small_disk / "old.csv").read_bytes() == b"old"
    assert sorted(path.name for path in small_disk.iterdir()) == ["much", "old.csv"]


def test_a_database_on_a_full_disk_still_answers_and_is_renewed_once_there_is_room(
    own: Workshop, small_disk: Path
) -> None:
    (small_disk / "much").unlink()
    db = ["--db", str(small_disk / "own.sqlite")]
    assert ran(["build", *db, *places(own)]).returncode == 0
    fill_up(small_disk)
    before = held(small_disk)
    own.change(TROOPS, "title: ", "title: Changed, ")
    told(ran(["list", *db, *places(own)]), "cannot be written")
    assert held(small_disk) == before
    assert ran(["list", "-c", "France", *db]).stdout.startswith("France")
    (small_disk / "much").unlink()
    assert "from 1 file" in ran(["list", *db, *places(own)]).stderr
    assert sorted(path.name for path in small_disk.iterdir()) == ["old.csv", "own.sqlite", "own.sqlite.seen"]


@pytest.mark.parametrize("limit", [1000, 100_000])
def test_a_limit_on_the_size_of_files_is_told_and_leaves_the_database(built: Workshop, limit: int) -> None:
    before = held(built.dataset.database.parent)

    limited = ("prlimit", f"--fsize={limit}")
    told(ran(["build", "--rebuild", *places(built)], *limited), "cannot be written")
    assert held(built.dataset.database.parent) == before
    assert len(list(built.dataset.database.parent.iterdir())) == 2


def closed(folder: Path) -> list[str]:
    """Close a folder to everybody; gives what takes from root the right to go in nevertheless."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def test_in_a_closed_folder_a_current_database_answers_and_an_old_one_is_told(built: Workshop) -> None:
    powerless = closed(built.dataset.root)
    answered = ran(["list", "-c", "France", *places(built)], *powerless)
    assert (answered.returncode, answered.stderr) == (0, "")
    troops = built.dataset.root / TROOPS
    troops.chmod(0o644)
    built.change(TROOPS, "title: ", "title: Changed, ")
    for arguments in (["list"], ["build"], ["build", "--rebuild"]):
        told(ran([*arguments, *places(built)], *powerless), "cannot be written (Permission denied): name another place")
    assert ran(["list", "-c", "France", "--db", str(built.dataset.database)], *powerless).returncode == 0
    assert len(list(built.dataset.database.parent.iterdir())) == 2


def test_a_database_that_nobody_may_read_is_told(built: Workshop) -> None:
    powerless = closed(built.dataset.root)
    built.dataset.database.chmod(0)
    told(ran(["list", *places(built)], *powerless), "commitments.sqlite")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")


def test_a_database_of_a_newer_version_is_told_where_it_is_named_and_made_anew_where_the_data_is(
    built: Workshop, run: Run
) -> None:
    newer(built.dataset.database)
    named = run("list", "--db", str(built.dataset.database))
    assert (named.code, named.out) == (2, "")
    assert f"has version {database.SCHEMA_VERSION + 1} of the tables, this tool reads" in named.err
    assert run("list", *places(built)).code == 0
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_manifest_of_a_newer_version_is_not_believed_and_is_replaced(built: Workshop) -> None:
    place = manifest.place(built.dataset.database)
    place.write_bytes(place.read_bytes().replace(manifest.KIND.encode(), b"commitments-999.0", 1))
    assert not manifest.is_as_seen(manifest.look(built.dataset), built.dataset.database)
    assert refresh.renew(built.dataset, built.dataset.database) == refresh.Refreshed()
    assert place.read_bytes().startswith(manifest.KIND.encode())


@pytest.mark.parametrize("content", [b"my notes", b"", None])
def test_what_lies_where_a_manifest_would_is_left_unless_it_is_one(
    own: Workshop, run: Run, tmp_path: Path, content: bytes | None
) -> None:
    mine = tmp_path / "guarantees.sqlite.seen"
    mine.write_bytes(content) if content is not None else mine.mkdir()
    for arguments in (["build"], ["build", "--rebuild"], ["list"]):
        assert run(*arguments, "--db", str(tmp_path / "guarantees.sqlite"), *places(own)).code == 0
    assert (mine.is_dir(), content) == (True, None) or mine.read_bytes() == content


def broken_off(path: Path, mode: str) -> None:
    """Let another program be killed while it writes in a database."""
    doing = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA journal_mode = {sys.argv[2]}")
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN")
connection.execute("UPDATE commitment SET title = 'changed by another'")
connection.execute("CREATE TABLE another AS SELECT a.* FROM commitment a, commitment b, actor")
connection.execute("COMMIT") if sys.argv[2] == "WAL" else None
os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", doing, str(path), mode], check=False).returncode == -9
    assert database.is_begun(path)


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
@pytest.mark.parametrize("arguments", [["list"], ["build"], ["build", "--rebuild"]])
@pytest.mark.parametrize("named", [False, True])
def test_what_another_program_began_in_a_database_is_not_laid_over_the_next(
    built: Workshop, run: Run, mode: str, arguments: list[str], *, named: bool
) -> None:
    path = built.dataset.database
    broken_off(path, mode)
    assert run(*arguments, *places(built), *(["--db", str(path)] if named else [])).code == 0
    assert not database.is_begun(path)
    assert verification.verify(built.dataset, path) == []


def test_a_database_in_which_another_program_is_writing_is_left_alone(
    built: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", partial(connect, timeout=0))
    with closing(connect(built.dataset.database, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE commitment SET title = 'changed by another'")
        for arguments in (["list"], ["build", "--rebuild"]):
            refused = run(*arguments, *places(built))
            assert (refused.code, "is in use by another program" in refused.err) == (2, True)
        writing.execute("ROLLBACK")
    assert run("list", *places(built)).code == 0
    assert verification.verify(built.dataset, built.dataset.database) == []


def test_a_database_that_cannot_be_read_for_now_is_not_said_to_be_damaged(built: Workshop) -> None:
    if not strace.is_here():
        missing("CRASH", f"NO TEST OF A DATABASE THAT IS REPLACED: {strace.MISSING}")
    call = strace.Call("pread64", 9, "")  # as where a file was replaced from another machine
    done = strace.refused(["list", "--db", str(built.dataset.database)], call, "ESTALE")
    assert done, f"the tool never came to {call}"
    told(done, "the database cannot be read (disk I/O error): try again")


def test_garbage_with_a_journal_at_the_place_of_the_dataset_is_made_anew_on_demand(built: Workshop, run: Run) -> None:
    path = built.dataset.database
    path.write_bytes(b"garbage " * 999)
    path.with_name(f"{path.name}-journal").write_bytes(b"garbage")
    assert run("build", *places(built)).code == 2
    assert run("build", "--rebuild", *places(built)).code == 0
    assert not database.is_begun(path)
    assert verification.verify(built.dataset, path) == []


def test_a_file_that_is_written_anew_may_be_read_by_no_more_people_than_before(
    built: Workshop, run: Run, tmp_path: Path
) -> None:
    answer = tmp_path / "answer.md"
    answer.write_text("secret", encoding="utf-8")
    for path in (answer, built.dataset.database):
        path.chmod(0o600)
    run("list", "-o", str(answer), *places(built))
    run("build", "--rebuild", *places(built))
    assert [path.stat().st_mode & 0o777 for path in (answer, built.dataset.database)] == [0o600, 0o600]


def test_a_name_as_long_as_the_system_allows_can_be_written(built: Workshop, run: Run, tmp_path: Path) -> None:
    for name in (f"{'a' * 251}.csv", f"{'ш' * 125}.csv"):
        assert run("list", "-o", str(tmp_path / name), *places(built)).code == 0
        assert (tmp_path / name).stat().st_size > 100


def test_nothing_that_is_still_written_is_cleared_away(tmp_path: Path) -> None:
    with whole.replacing(tmp_path / "one") as first:
        whole.clear_away.cache_clear()
        first.write_bytes(b"one")
        whole.write(tmp_path / "two", b"two")
    assert held(tmp_path) == {"one": b"one", "two": b"two"}


@pytest.mark.parametrize(
    ("name", "age", "stays"),
    [
        (".commitments-999999999@{here}-abcdefgh", 0, False),
        (".commitments-{me}@{here}-abcdefgh", 0, True),
        (".commitments-{me}@{here}-abcdefgh", 4000, False),
        (".commitments-1@{here}-abcdefgh", 0, True),
        (".commitments-999999999@elsewhere-abcdefgh", 0, True),
        (".commitments-999999999@elsewhere-abcdefgh", 4000, False),
        (".commitments-mine", 9999, True),
        (".commitments-12@mine", 9999, True),
    ],
)
def test_only_what_a_process_left_that_has_ended_or_been_idle_for_an_hour_is_cleared_away(
    tmp_path: Path, name: str, age: int, *, stays: bool
) -> None:
    whole.clear_away.cache_clear()
    left = tmp_path / name.format(me=os.getpid(), here=os.uname().nodename)
    left.write_bytes(b"left")
    old = left.stat().st_mtime - age
    os.utime(left, (old, old))
    whole.write(tmp_path / "file", b"")
    assert left.exists() is stays
