"""The tables in an export are those of the database, whatever reads them."""

# ruff: noqa: S608 -- the names of our own tables stand in the SQL

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet
from sqlmodel import SQLModel

from commitments.dataset import Dataset
from commitments.escaping import HIDDEN, for_spreadsheet, for_terminal
from commitments.export.forms import FORMS
from tests import hostile
from tests.e2e.test_hostile_records import text_columns
from tests.export.conftest import KEYS, exported, stored
from tests.fixtures import poison

TABLES = (*sorted(str(table.name) for table in SQLModel.metadata.sorted_tables), "label", "pledge")
FLAGS = {("money", "up_to"), ("terms_consultation", "reciprocal")}

Row = tuple[Any, ...]


def from_csv(export: Path, table: str) -> list[list[str]]:
    with (export / f"csv/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def from_json_lines(export: Path, table: str) -> list[Row]:
    lines = (export / f"jsonl/{table}.jsonl").read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    return [tuple(json.loads(line).values()) for line in lines]


def from_parquet(export: Path, table: str) -> list[Row]:
    rows = parquet.read_table(export / f"parquet/{table}").to_pylist()
    return [tuple(getattr(value, "isoformat", lambda value=value: value)() for value in row.values()) for row in rows]


def as_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return for_spreadsheet(for_terminal(value))
        case _:
            return str(value)


def test_every_table_and_view_is_there_in_every_format(export: Path, made: Dataset) -> None:
    assert set(stored(made.database)) == set(TABLES)
    for name in ("csv", "jsonl"):
        assert {path.name for path in (export / name).iterdir()} == {f"{table}.{name}" for table in TABLES}
    assert {path.name for path in (export / "parquet").iterdir()} == {*TABLES, "record"}
    assert all((export / f"parquet/{table}/part-0.parquet").is_file() for table in TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_json_lines_and_parquet_hold_every_row_as_it_is(export: Path, made: Dataset, table: str) -> None:
    rows = stored(made.database)[table]
    assert from_json_lines(export, table) == rows
    assert from_parquet(export, table) == rows


@pytest.mark.parametrize("table", TABLES)
def test_csv_holds_every_row_as_far_as_it_is_no_formula(export: Path, made: Dataset, table: str) -> None:
    flags = {"0": "FALSE", "1": "TRUE"}
    names, *rows = from_csv(export, table)
    places = {place for place, name in enumerate(names) if (table, name) in FLAGS}
    assert rows == [
        [flags.get(cell, cell) if place in places else cell for place, cell in enumerate(map(as_cell, row))]
        for row in stored(made.database)[table]
    ]


def test_the_small_dataset_has_flags_numbers_and_empty_texts_to_lose(made: Dataset) -> None:
    rows = stored(made.database)
    assert {row[11] for row in rows["money"]} == {0, 1}
    assert any(isinstance(row[3], float) for row in rows["money"])
    assert any(row[1] == "" for row in rows["actor_name"])


@pytest.mark.parametrize("table", TABLES)
def test_types_and_nullability_in_parquet_are_those_of_the_schema(
    export: Path, connection: sqlite3.Connection, table: str
) -> None:
    made = parquet.read_schema(export / f"parquet/{table}/part-0.parquet")
    declared = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    assert made.names == [column[1] for column in declared]
    for field, (_, name, kind, filled, *_) in zip(made, declared, strict=True):
        if name.endswith(("_earliest", "_latest")):
            expected = "date32[day]"
        elif (table, name) in FLAGS:
            expected = "bool"
        else:
            expected = {"TEXT": "string", "INTEGER": "int64", "REAL": "double", "": str(field.type)}[kind]
        assert (name, str(field.type)) == (name, expected)
        assert table in KEYS or field.nullable == (not filled)
        assert field.metadata[b"description"]


@pytest.mark.parametrize("table", TABLES)
def test_pandas_opens_every_file_without_a_remark(export: Path, made: Dataset, table: str) -> None:
    rows = len(stored(made.database)[table])
    names = from_csv(export, table)[0]
    for read in (
        pd.read_csv(export / f"csv/{table}.csv", keep_default_na=False, na_values=[""]),
        pd.read_parquet(export / f"parquet/{table}"),
        pd.read_json(export / f"jsonl/{table}.jsonl", lines=True),
    ):
        assert len(read) == rows
        assert list(read.columns) in (names, [] if not rows else names)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_opens_every_file_without_a_remark(export: Path, made: Dataset, table: str) -> None:
    rows = len(stored(made.database)[table])
    names = from_csv(export, table)[0]
    with duckdb.connect() as database:
        for form in ("csv", "jsonl", "parquet"):
            read = database.sql(f"SELECT * FROM '{export / FORMS[form].path(table)}'")
            assert len(read.fetchall()) == rows
            assert read.columns == names or (form == "jsonl" and not rows)  # an empty file names no columns


@pytest.fixture(scope="module")
def poisoned(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database in which hostile texts stand in the place of all texts that a stranger may choose."""
    path = tmp_path_factory.mktemp("poisoned") / "poisoned.sqlite"
    path.write_bytes(made.database.read_bytes())
    texts = cycle(hostile.TEXTS)
    with closing(sqlite3.connect(path)) as connection:
        for table, column in text_columns(connection):
            poison(connection, table, column, texts)
        connection.commit()
    return path


@pytest.fixture(scope="module")
def hostile_export(poisoned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(poisoned, tmp_path_factory.mktemp("export") / "hostile")


def texts_in(rows: Iterator[Row] | list[Row]) -> set[str]:
    return {value for row in rows for value in row if isinstance(value, str)}


def test_every_hostile_text_survives_in_json_lines_and_parquet(hostile_export: Path, poisoned: Path) -> None:
    seen: set[str] = set()
    for table, rows in stored(poisoned).items():
        assert from_json_lines(hostile_export, table) == rows
        assert from_parquet(hostile_export, table) == rows
        seen |= texts_in(rows)
    assert len(seen & {*hostile.TEXTS}) > 100


def test_every_hostile_text_is_defused_in_csv(hostile_export: Path, poisoned: Path) -> None:
    for table, rows in stored(poisoned).items():
        _, *cells = from_csv(hostile_export, table)
        assert len(cells) == len(rows)
        texts = {cell for row in cells for cell in row if not cell.removeprefix("-").isdigit()}
        assert not {text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))}
        assert not {text for text in texts if HIDDEN.search(text)}
    written = b"".join(path.read_bytes() for path in (hostile_export / "csv").iterdir()).decode()
    held = {value for rows in stored(poisoned).values() for row in rows for value in row} & {*hostile.TEXTS}
    assert len(held) > 100
    assert all(for_spreadsheet(for_terminal(text)).replace('"', '""') in written for text in held)


def test_nothing_takes_effect_where_a_hostile_text_file_is_shown(hostile_export: Path) -> None:
    for path in (*(hostile_export / "csv").iterdir(), *(hostile_export / "jsonl").iterdir()):
        assert not HIDDEN.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", ["evidence", "hedge", "pledge"])
def test_pandas_and_duckdb_read_hostile_csv_row_by_row(hostile_export: Path, poisoned: Path, table: str) -> None:
    rows = len(stored(poisoned)[table])
    path = hostile_export / f"csv/{table}.csv"
    assert len(pd.read_csv(path, keep_default_na=False, na_values=[""])) == rows
    with duckdb.connect() as database:
        assert len(database.sql(f"SELECT * FROM '{path}'").fetchall()) == rows
