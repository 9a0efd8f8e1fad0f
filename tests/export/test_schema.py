"""The schema of an export as Parquet is that of its page, whatever reads it, and every file names its versions."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import duckdb
import pytest
from pyarrow import dataset, parquet

from commitments.dataset import Dataset
from commitments.export.parquet_page import page
from commitments.store.database import SCHEMA_VERSION
from commitments.store.dictionary import dictionary
from tests.conftest import REPOSITORY
from tests.export import schemas
from tests.export.conftest import stored
from tests.export.test_tables import TABLES
from tests.test_readme import hold

PAGE = REPOSITORY / "commitments/export/README.md"
WHOLE = (*TABLES, "record")


def test_the_page_in_the_repository_is_that_of_the_code(
    connection: sqlite3.Connection, request: pytest.FixtureRequest
) -> None:
    hold(PAGE, page([table for table in dictionary(connection) if table.key]), request)


def test_an_export_has_the_page_too(export: Path) -> None:
    assert (export / "parquet.md").read_bytes() == PAGE.read_bytes()
    assert f"Version {SCHEMA_VERSION} of the tables" in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_of_every_table(export: Path) -> None:
    assert {*schemas.told(PAGE)} == {*WHOLE} == {path.name for path in (export / "parquet").iterdir()}


@pytest.mark.parametrize("table", WHOLE)
def test_arrow_finds_the_columns_of_the_page_and_which_may_be_empty(export: Path, table: str) -> None:
    read = dataset.dataset(export / f"parquet/{table}", partitioning="hive").schema
    assert schemas.arrow(read) == schemas.told(PAGE)[table]


@pytest.mark.parametrize("table", WHOLE)
def test_duckdb_finds_the_columns_of_the_page(export: Path, table: str) -> None:
    with duckdb.connect() as database:
        read = database.sql(f"SELECT * FROM '{export}/parquet/{table}/**/*.parquet'")  # noqa: S608 -- our own tables
        assert schemas.duckdb(read.columns, read.types) == schemas.told(PAGE)[table][0]


@pytest.mark.parametrize("table", WHOLE)
def test_every_file_names_key_versions_revision_and_licence(
    export: Path, made: Dataset, connection: sqlite3.Connection, table: str
) -> None:
    meta = dict(stored(made.database)["meta"])
    keys = {"record": ("id",), **{each.name: each.key for each in dictionary(connection)}}
    for path in (export / "parquet" / table).rglob("*.parquet"):
        told = {name.decode(): text.decode() for name, text in parquet.read_schema(path).metadata.items()}
        assert told.pop("description")
        assert told == {
            "key": " ".join(keys[table]),
            "schema_version": meta["schema_version"],
            "version": meta["tool_version"],
            "commit": meta["commit"],
            "licence": "CC-BY-4.0",
        }


def test_a_column_says_what_it_holds_and_where_its_words_are_explained(export: Path) -> None:
    schema = parquet.read_schema(export / "parquet/record/family=sanctions/part-0.parquet")
    assert schema.field("stance").metadata[b"vocabulary"] == b"stances"
    role = schema.field("party").type.value_type.field("role")
    assert role.metadata[b"vocabulary"] == b"party-roles"
    assert role.metadata[b"description"]
