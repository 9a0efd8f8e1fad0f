"""What tests from the database up share: a small dataset, the database built from it, and the command line."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest
from sqlmodel import SQLModel

from commitments.cli import main
from commitments.dataset import Dataset
from commitments.store import database, manifest, publishing
from tests.conftest import REPOSITORY, Workshop
from tests.running import Ran

OPENED = {str(table.name): table for table in SQLModel.metadata.sorted_tables if table.info.get("view")}
"""The views that open lists, as they are declared."""

SOURCE = REPOSITORY / "tests" / "dataset"
TODAY = "2026-11-23"


class Run(Protocol):
    """Runs the command line inside this process; whatever is raised but the exit of the program fails the test."""

    def __call__(self, *arguments: str) -> Ran: ...


def copied(root: Path) -> Dataset:
    """Put the small dataset, with the real word lists, into a folder."""
    shutil.copytree(SOURCE, root)
    shutil.copytree(REPOSITORY / "schema" / "vocabulary", root / "schema" / "vocabulary")
    return Dataset(root)


@cache
def _made(place: Path) -> Dataset:
    dataset = copied(place / "made")
    assert publishing.publish(dataset, dataset.database).errors == 0, "`commitments check` tells what is wrong in it"
    seen = manifest.look(dataset)
    later = seen._replace(begun=seen.begun + 10 * manifest.UNSURE)  # as if its files had not been written just now
    manifest.write(later, dataset.database, manifest.of(dataset.database))
    return dataset


def key_of(connection: sqlite3.Connection, table: str) -> list[str]:
    """Give the columns of the key of a table, each in quotation marks."""
    return [f'"{row[1]}"' for row in connection.execute(f"PRAGMA table_info('{table}')") if row[5]]


def one_row(connection: sqlite3.Connection, table: str, *, where: str = "TRUE", last: bool = False) -> str:
    """Give the condition that picks the first row of a table by its key, or the last, of those that meet another."""
    keys = key_of(connection, table)
    listed, order = ", ".join(keys), ", ".join(key + " DESC" * last for key in keys)
    return f'({listed}) = (SELECT {listed} FROM "{table}" WHERE {where} ORDER BY {order} LIMIT 1)'  # noqa: S608 -- our own tables


def poison(connection: sqlite3.Connection, table: str, column: str, texts: Iterator[str]) -> None:
    """Put the next of some texts into a column of every row that has one there."""
    listed = ", ".join(key_of(connection, table))
    rows = connection.execute(f'SELECT {listed} FROM "{table}" WHERE "{column}" IS NOT NULL').fetchall()  # noqa: S608 -- likewise
    places = ", ".join("?" * len(rows[0])) if rows else ""
    for row in rows:
        change = f'UPDATE "{table}" SET "{column}" = ? WHERE ({listed}) = ({places})'  # noqa: S608 -- likewise
        connection.execute(change, (next(texts), *row))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Give the small dataset with its database built; no test changes it."""
    return _made(tmp_path_factory.getbasetemp())


@pytest.fixture
def connection(made: Dataset) -> Iterator[sqlite3.Connection]:
    """Give the database of the small dataset, open for questions."""
    with closing(database.open_database(made.database)) as opened:
        yield opened


@pytest.fixture
def own(tmp_path: Path) -> Workshop:
    """Give a copy of the small dataset that the test may change; its database is not built."""
    return Workshop(copied(tmp_path / "own"))


@pytest.fixture
def spare(made: Dataset, tmp_path: Path) -> Path:
    """Give a copy of the built database that the test may change."""
    return Path(shutil.copy(made.database, tmp_path / "spare.sqlite"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run commands on the streams of the test, which it may close or replace."""
    for name in ("COMMITMENTS_DATASET", "COMMITMENTS_DB", "COLUMNS", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)

    def on_streams(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["commitments", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    return on_streams
