"""A question is answered from data as it is now; while that has errors, from the last good build, and it says so."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from commitments.findings import CommitmentsError
from commitments.store import database, publishing, refresh
from tests.conftest import Workshop
from tests.fixtures import Run

POLAND = "data/actors/POL.yaml"


@pytest.fixture
def built(own: Workshop) -> Workshop:
    publishing.publish(own.dataset, own.dataset.database)
    return own


def test_a_fresh_database_is_not_built_again(built: Workshop) -> None:
    before = built.dataset.database.stat()
    assert refresh.refresh(built.dataset, built.dataset.database) == refresh.Refreshed()
    after = built.dataset.database.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def changed(shop: Workshop) -> None:
    shop.change(POLAND, "iso2: PL", "iso2: PL\ncow: 290")


def changed_without_a_new_time(shop: Workshop) -> None:
    file = shop.dataset.root / POLAND
    before = file.stat()
    changed(shop)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def added(shop: Workshop) -> None:
    shop.write("data/actors/ITA.yaml", "id: ITA\nkind: state\nnames: {en: Italy}\n")


def removed(shop: Workshop) -> None:
    (shop.dataset.root / POLAND).unlink()


def renamed(shop: Workshop) -> None:
    folder = shop.dataset.root / "data/commitments"
    (folder / "nor").rename(folder / "norway")


def copied_with_its_old_time(shop: Workshop) -> None:
    old = shop.dataset.root.parent / "old.yaml"
    old.write_text("id: ITA\nkind: state\nnames: {en: Italy}\n", encoding="utf-8")
    os.utime(old, (0, 0))
    shutil.copy2(old, shop.dataset.root / "data/actors/ITA.yaml")


def moved_in_with_its_old_time(shop: Workshop) -> None:
    copied_with_its_old_time(shop)
    place = shop.dataset.root / "data/actors/ITA.yaml"
    os.utime(place.parent, (0, 0))


def new_word(shop: Workshop) -> None:
    shop.change("schema/vocabulary/actor-kinds.yaml", "other", "another")


def new_archive(shop: Workshop) -> None:
    shop.write("seeds/more.txt", "more")


@pytest.mark.parametrize(
    "change",
    [
        changed, changed_without_a_new_time, added, removed, renamed, copied_with_its_old_time,
        moved_in_with_its_old_time, new_archive,
    ],
)  # fmt: skip
def test_a_change_of_the_data_is_noticed(built: Workshop, change: Callable[[Workshop], None]) -> None:
    before = built.dataset.database.read_bytes()
    change(built)
    assert refresh.refresh(built.dataset, built.dataset.database).rebuilt
    assert built.dataset.database.read_bytes() != before
    assert not refresh.refresh(built.dataset, built.dataset.database).rebuilt


def test_broken_data_is_answered_from_the_last_good_build_and_that_is_said(built: Workshop, run: Run) -> None:
    before = built.dataset.database.read_bytes()
    built.change(POLAND, "kind: state", "kind: stat")
    ran = run("list", "-c", "France", "--dataset", str(built.dataset.root))
    assert ran.code == 0
    assert ran.out.startswith("France · 5 records of its own")
    assert "WARNING: the data has errors (1); see `commitments check`" in ran.err
    assert "last good" in ran.err
    assert built.dataset.database.read_bytes() == before


def test_broken_data_without_an_earlier_database_is_an_error(own: Workshop, run: Run) -> None:
    own.change(POLAND, "kind: state", "kind: stat")
    ran = run("list", "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out) == (2, "")
    assert "the data has errors (1), and there is no earlier database" in ran.err


def test_a_new_database_is_said_to_be_built(built: Workshop, run: Run) -> None:
    changed(built)
    ran = run("list", "-c", "France", "--dataset", str(built.dataset.root))
    assert ran.code == 0
    assert "the data is newer than the database" in ran.err


def older_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 0")
    future = path.stat().st_mtime_ns + 10**12
    os.utime(path, ns=(future, future))


def test_a_database_of_an_older_version_is_built_again(built: Workshop, run: Run) -> None:
    older_version(built.dataset.database)
    assert run("list", "--dataset", str(built.dataset.root)).code == 0
    assert database.version_of(built.dataset.database) == database.SCHEMA_VERSION


def test_a_database_of_an_older_version_answers_nothing_while_the_data_is_broken(built: Workshop, run: Run) -> None:
    older_version(built.dataset.database)
    built.change(POLAND, "kind: state", "kind: stat")
    ran = run("list", "--dataset", str(built.dataset.root))
    assert (ran.code, ran.out) == (2, "")
    assert "has version 0 of the tables" in ran.err


def test_a_database_that_is_named_alone_is_opened_as_it_is(built: Workshop, run: Run) -> None:
    built.change(POLAND, "kind: state", "kind: stat")
    ran = run("list", "-c", "France", "--db", str(built.dataset.database))
    assert (ran.code, ran.err) == (0, "")


def test_a_missing_database_is_built_for_a_question(own: Workshop) -> None:
    assert refresh.refresh(own.dataset, own.dataset.database).rebuilt
    own.dataset.database.unlink()
    shutil.rmtree(own.dataset.data)
    with pytest.raises(CommitmentsError):
        database.open_database(own.dataset.database)
