"""The table `record` has all that belongs to a commitment, once, in parts that every engine reads alike."""

# ruff: noqa: S608 -- the names of our own tables stand in the SQL

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import dataset, parquet

from commitments.dataset import Dataset
from commitments.export.record import LISTS, OPENED, record, segment
from commitments.store.dictionary import Table, dictionary
from tests import hostile
from tests.export.conftest import exported, files, stored
from tests.export.test_tables import hostile_export, poisoned

__all__ = ["hostile_export", "poisoned"]

FAMILIES = ("été عربي", "a=b/c d%41", "../up", "q'\"x", "tab\tline\n", "NA", "*", "a+b&c", "x" * 80)
"""Texts that no list of words has, and that mean something in a path, a URL or a pattern of names."""
ONE_OF_EACH = ("coded_value", "party", "condition", "hedge", "history", "evidence", "money", "dispute", "terms_item")


def whole(export: Path) -> list[dict[str, Any]]:
    """Read it as Arrow does, in the order of the ids."""
    rows = dataset.dataset(export / "parquet/record", partitioning="hive").to_table().to_pylist()
    return sorted(rows, key=lambda row: str(row["id"]))


def of_duckdb(export: Path, what: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        read = f"read_parquet('{export}/parquet/record/*/*.parquet', hive_partitioning = true)"
        return database.sql(f"SELECT {what} FROM {read} ORDER BY id").fetchall()


@pytest.fixture
def tables(connection: sqlite3.Connection) -> list[Table]:
    return [table for table in dictionary(connection) if table.key]


def plain(value: object) -> object:
    """Give a value as the database has it: a day as text, a list as its words."""
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


@pytest.mark.parametrize("which", ["export", "hostile_export"])
def test_it_says_what_the_tables_say(
    request: pytest.FixtureRequest, made: Dataset, poisoned: Path, tables: list[Table], which: str
) -> None:
    rows = stored(made.database if which == "export" else poisoned)
    records = whole(request.getfixturevalue(which))
    (pledge,) = (table for table in tables if table.name == "pledge")
    names = [column.name for column in pledge.columns]
    assert [tuple(plain(row[name]) for name in names) for row in records] == rows["pledge"]
    about = {table.name: table for table in tables if "commitment_id" in table.key and table.name not in OPENED}
    assert {*ONE_OF_EACH, "commitment_title", "terms_force_presence"} < {*about} <= {*records[0]}
    kept = {row["id"] for row in records}
    for name, table in about.items():
        inner = [column.name for column in table.columns if column.name != "commitment_id"]
        told = [
            (row["id"], *(plain(cell[column]) for column in inner))
            for row in records
            for cell in (row[name] if isinstance(row[name], list) else [row[name]] if row[name] else [])
        ]
        place = [column.name for column in table.columns].index("commitment_id")
        held = [(row[place], *row[:place], *row[place + 1 :]) for row in rows[name] if row[place] in kept]
        assert sorted(told, key=repr) == sorted(held, key=repr)
        if name in ONE_OF_EACH:
            assert told


def test_it_has_the_rest_of_the_commitment_but_what_is_said_elsewhere(export: Path, made: Dataset) -> None:
    with closing(sqlite3.connect(made.database)) as opened:
        opened.row_factory = sqlite3.Row
        commitments = {row["id"]: dict(row) for row in opened.execute("SELECT * FROM commitment")}
    assert any(row["withdrawn_on"] for row in commitments.values())
    for row in whole(export):
        rest = commitments[row["id"]].keys() - {"coded_values", "withdrawn_on", "withdrawn_reason"}
        assert {name: plain(row[name]) for name in rest} == {name: commitments[row["id"]][name] for name in rest}
        assert "coded_values" not in row


def test_lists_stand_in_the_order_of_the_record(export: Path) -> None:
    for row in whole(export):
        for name in ("party", "condition", "hedge", "history", "evidence", "money"):
            assert [cell["position"] for cell in row[name]] == list(range(len(row[name])))
    assert any(
        [cell["id"] for cell in row["evidence"]] != sorted(cell["id"] for cell in row["evidence"])
        for row in whole(export)
    )


def test_evidence_names_the_fields_that_rest_on_it_one_by_one(export: Path) -> None:
    (evidence,) = (row["evidence"] for row in whole(export) if row["id"] == "fra-2026-01-troops")
    assert all({"parties", "stance"} & {*cell["supports"]} for cell in evidence[:1])
    assert all(" " not in field for cell in evidence for field in cell["supports"])
    assert LISTS.keys() == {"evidence", "history", "dispute"}


def test_each_family_is_a_part_and_the_name_of_the_folder_is_where_it_stands(export: Path, made: Dataset) -> None:
    folders = {path.name for path in (export / "parquet/record").iterdir()}
    with closing(sqlite3.connect(made.database)) as opened:
        families = {row[0] for row in opened.execute("SELECT family FROM pledge")}
    assert folders == {f"family={family}" for family in families}
    assert len(folders) > 2
    for path in (export / "parquet/record").glob("*/part-0.parquet"):
        schema = parquet.read_schema(path)
        assert "family" not in schema.names
        assert "family_label" in schema.names


def test_all_parts_have_one_schema(export: Path) -> None:
    schemas = [parquet.read_schema(path) for path in (export / "parquet/record").glob("*/*.parquet")]
    assert all(schema.equals(schemas[0], check_metadata=True) for schema in schemas)


def test_a_question_about_one_family_reads_one_file(export: Path) -> None:
    found = dataset.dataset(export / "parquet/record", partitioning="hive")
    (part,) = found.get_fragments(filter=dataset.field("family") == "sanctions")
    assert part.path.endswith("record/family=sanctions/part-0.parquet")


def test_no_engine_takes_a_family_for_a_number_a_date_or_none(connection: sqlite3.Connection) -> None:
    families = connection.execute("SELECT id FROM term WHERE vocabulary = 'guarantee-families'").fetchall()
    assert len(families) > 10
    missing = connection.execute("SELECT id FROM term WHERE vocabulary = 'guarantee-types' AND family IS NULL")
    assert missing.fetchall() == []
    with duckdb.connect() as database:
        for (family,) in families:
            for kind in ("DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"):
                assert database.execute(f"SELECT TRY_CAST(? AS {kind})", [family]).fetchone() == (None,)


@given(st.text(st.characters(codec="utf-8")))
def test_the_name_of_a_part_is_one_folder_and_gives_the_family_back(family: str) -> None:
    name = segment(family)
    assert unquote(name) == family
    assert not {*name} & {*'/\\:*?"<>|=.'}
    assert not re.search(r"[\x00-\x1f\x7f]", name)


def test_letters_beyond_ascii_stand_in_it_as_they_are() -> None:
    assert segment("été عربي") == "été%20عربي"


def refamilied(database: Path) -> dict[str, str | None]:
    """Give every type of guarantee another family, the first one none; gives the family of every pledge."""
    with closing(sqlite3.connect(database)) as opened:
        types = [row[0] for row in opened.execute("SELECT DISTINCT type FROM pledge ORDER BY type")]
        assert len(types) > len(FAMILIES) + 1
        for place, kind in enumerate(types):
            family = FAMILIES[(place - 1) % len(FAMILIES)] if place else None
            opened.execute("UPDATE term SET family = ? WHERE vocabulary = 'guarantee-types' AND id = ?", (family, kind))
        opened.commit()
        return dict(opened.execute("SELECT id, family FROM pledge ORDER BY id").fetchall())


@pytest.fixture(scope="module")
def odd_families(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str | None]]:
    place = tmp_path_factory.mktemp("families")
    (place / "odd.sqlite").write_bytes(made.database.read_bytes())
    families = refamilied(place / "odd.sqlite")
    return exported(place / "odd.sqlite", place / "export", "parquet"), families


def test_whatever_a_family_is_called_and_where_there_is_none_all_read_it_as_it_is(
    odd_families: tuple[Path, dict[str, str | None]],
) -> None:
    export, families = odd_families
    assert {*families.values()} == {*FAMILIES, None}
    assert {row["id"]: row["family"] for row in whole(export)} == families
    assert dict(of_duckdb(export, "id, family")) == families
    assert all(path.startswith("parquet/record/family=") for path in files(export) if "record" in path)


def test_without_a_pledge_it_is_there_with_its_columns(spare: Path, export: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(spare)) as opened:
        opened.execute("UPDATE commitment SET withdrawn_on = '2026-01-01'")
        opened.commit()
    target = exported(spare, tmp_path / "export", "parquet")
    assert whole(target) == []
    assert of_duckdb(target, "id, family") == []
    assert len(pd.read_parquet(target / "parquet/record")) == 0
    one, other = (
        parquet.read_schema(next((place / "parquet/record").glob("*/*.parquet"))) for place in (target, export)
    )
    assert one.equals(other)


def test_every_hostile_text_survives_in_it(hostile_export: Path) -> None:
    def texts(value: object) -> Iterator[str]:
        match value:
            case str():
                yield value
            case dict():
                yield from (text for each in value.values() for text in texts(each))
            case list():
                yield from (text for each in value for text in texts(each))

    assert len({*texts(whole(hostile_export))} & {*hostile.TEXTS}) > 100


def test_duckdb_opens_lists_and_reads_fields_within(export: Path, made: Dataset) -> None:
    parties = of_duckdb(export, "id, unnest(party, recursive := true)")
    pledges = {row[0] for row in stored(made.database)["pledge"]}
    assert len(parties) == len([row for row in stored(made.database)["party"] if row[0] in pledges])
    counts = dict(
        of_duckdb(export, "id, len(hedge) = hedges AND len(list_distinct([d.position FOR d IN dispute])) = disputes")
    )
    assert {*counts.values()} == {True}


def test_pandas_reads_it_with_the_family_as_a_category(export: Path, made: Dataset) -> None:
    read = pd.read_parquet(export / "parquet/record")
    assert len(read) == len(stored(made.database)["pledge"])
    assert {*read["family"].cat.categories} == {row["family"] for row in whole(export)}


def test_its_lists_are_derived_from_the_tables_about_a_commitment(tables: list[Table]) -> None:
    names = [column.name for column in record(tables).columns]
    assert len(names) == len({*names})
    assert not OPENED & {*names}
