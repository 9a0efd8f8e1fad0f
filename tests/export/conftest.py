"""What tests of exports share: the small dataset exported whole, and what is in its database."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from commitments.dataset import Dataset
from commitments.export import folder
from commitments.export.forms import FORMS
from commitments.store import database
from tests.fixtures import OPENED, connection, made, own, run, spare
from tests.golden import golden
from tests.needed import missing

__all__ = ["connection", "golden", "made", "own", "run", "spare"]

ALL = tuple(FORMS.values())
KEYS = {
    "pledge": ["id"],
    "label": ["vocabulary", "id"],
    **{name: table.primary_key.columns.keys() for name, table in OPENED.items()},
}
"""The columns of the keys of views, which SQLite does not know."""


def exported(path: Path, target: Path, *names: str) -> Path:
    """Export a database, in all formats or those named."""
    with closing(database.open_database(path)) as opened:
        folder.export(opened, target, [FORMS[name] for name in names] or ALL)
    return target


def stored(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Read every table, and the views with a key, as SQLite itself has them, in the order of their keys."""
    with closing(sqlite3.connect(path)) as opened:
        return {name: list(_ordered(opened, name)) for name in (*database.tables(opened), *KEYS)}


def _ordered(opened: sqlite3.Connection, name: str) -> Iterator[tuple[Any, ...]]:
    columns = opened.execute(f"PRAGMA table_info('{name}')").fetchall()
    keys = [column[1] for column in sorted(columns, key=lambda column: column[5]) if column[5]]
    order = ", ".join(f'"{key}"' for key in keys or KEYS[name])
    yield from opened.execute(f'SELECT * FROM "{name}" ORDER BY {order}')  # noqa: S608 -- names of our own tables


def files(place: Path) -> dict[str, bytes]:
    """Read every file below a folder, by its path."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.fixture(scope="session")
def export(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the small dataset exported in all formats; no test changes it."""
    return exported(made.database, tmp_path_factory.mktemp("export") / "whole")


def must_have_spark() -> None:
    """Skip where there is no Spark, or fail where there has to be."""
    if not find_spec("pyspark") or not which("java"):
        missing("SPARK", "NO SPARK TESTS: they need `pip install -e '.[spark]'`, and Java 17 or newer")


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a session of Spark on this machine alone."""
    must_have_spark()
    with warnings.catch_warnings():
        warnings.simplefilter("default")  # what Spark's own code warns of is not ours
        from pyspark.sql import SparkSession

        here = {"spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.ui.enabled": "false"}
        place = {"spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("spark"))}
        session = SparkSession.builder.master("local[1]").config(map={**here, **place}).getOrCreate()
        yield session
        session.stop()
