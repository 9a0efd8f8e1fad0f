"""The table `record` has all that belongs to a commitment, once, in parts that every engine reads alike."""

# ruff: noqa: S608 -- the names of our own tables stand in the SQL

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pyarrow import dataset, parquet

from commitments.dataset import Dataset
from commitments.export.about import about
from commitments.export.parquet import write_record
from commitments.export.record import OPENED, OWNER, record
from commitments.findings import CommitmentsError
from commitments.store.dictionary import Column, Kind, Table, dictionary
from tests import hostile
from tests.export import schemas
from tests.export.conftest import exported, files, stored
from tests.export.test_tables import hostile_export, poisoned
from tests.fixtures import Run

__all__ = ["hostile_export", "poisoned"]

NO_IDS = ("", "été عربي", "a=b/c d%41", "..", "../up", "q'\"x", "tab\tline\n", "sanctions\n", "NA", "*", "a+b&c", "\0")
"""Texts that no list of words has, and that mean something in a path, a URL, a pattern of names or to an engine."""
SMALL = Table(
    "record",
    "",
    tuple(Column(name, Kind.TEXT, required=False, description="") for name in ("id", "family")),
    ("id",),
    (),
)
ONE_OF_EACH = ("coded_value", "party", "condition", "hedge", "history", "evidence", "money", "dispute", "terms_item")


def whole(export: Path) -> list[dict[str, Any]]:
    """Read the table `record` as Arrow does, in the order of the ids."""
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
    assert {cell["id"]: cell["supports"] for cell in evidence} == {
        "macron": ["type", "parties", "stance", "instrument", "conditions", "hedges"],
        "agency": ["bindingness", "terms"],
    }


def test_whatever_is_parted_by_spaces_in_the_tables_is_a_list_of_texts(export: Path, tables: list[Table]) -> None:
    parted = {
        (table.name, column.name) for table in tables if OWNER in table.references and table.name not in OPENED
        for column in table.columns if "spaces" in column.description
    }  # fmt: skip
    read = schemas.arrow(dataset.dataset(export / "parquet/record", partitioning="hive").schema)[0]
    assert {tuple(name.split(".")) for name, held in read.items() if held == "list of strings"} == parted
    assert len(parted) > 2


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


@pytest.fixture(scope="module")
def one_without_family(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str | None]]:
    """Give an export in which a type of guarantee belongs to no family, and the family of every pledge."""
    place = tmp_path_factory.mktemp("families")
    (place / "changed.sqlite").write_bytes(made.database.read_bytes())
    with closing(sqlite3.connect(place / "changed.sqlite")) as opened:
        opened.execute("UPDATE term SET family = NULL WHERE id = (SELECT min(type) FROM pledge)")
        opened.commit()
        families = dict(opened.execute("SELECT id, family FROM pledge ORDER BY id").fetchall())
    return exported(place / "changed.sqlite", place / "export", "parquet"), families


def test_where_there_is_no_family_all_read_none(one_without_family: tuple[Path, dict[str, str | None]]) -> None:
    export, families = one_without_family
    assert None in families.values()
    assert {row["id"]: row["family"] for row in whole(export)} == families
    assert dict(of_duckdb(export, "id, family")) == families


@pytest.mark.parametrize("family", NO_IDS)
def test_a_family_that_engines_would_read_as_something_else_is_refused(
    connection: sqlite3.Connection, tmp_path: Path, family: str
) -> None:
    rows = [("one", "sanctions"), ("other", family)]
    with pytest.raises(CommitmentsError, match="is no id, so that no part of the table 'record' can be called by it"):
        write_record(tmp_path / "record", SMALL, rows, about(connection))
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_of_it_in_a_sentence_and_leaves_nothing_behind(spare: Path, run: Run, tmp_path: Path) -> None:
    with closing(sqlite3.connect(spare)) as opened:
        opened.execute("UPDATE term SET family = '../up' || char(27) WHERE vocabulary = 'guarantee-types'")
        opened.commit()
    (tmp_path / "here").mkdir()
    ran = run("export", str(tmp_path / "here/export"), "--db", str(spare))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "commitments: the family '../up\\u001b' is no id, so that no part of the table 'record' can be called by it: "
        "build the database anew with `commitments build --rebuild`\n"
    )
    assert list((tmp_path / "here").iterdir()) == []


def test_many_rows_lie_in_one_file_for_each_family_in_their_order(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    rows = [(f"{place:06}", ("restraint", "sanctions")[place % 2]) for place in range(200_000)]
    write_record(tmp_path / "record", SMALL, rows, about(connection))
    assert {*files(tmp_path)} == {f"record/family={family}/part-0.parquet" for family in ("restraint", "sanctions")}
    for path in tmp_path.rglob("*.parquet"):
        ids = parquet.ParquetFile(path).read()["id"].to_pylist()
        assert len(ids) == 100_000
        assert ids == sorted(ids)


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


def test_a_table_about_a_commitment_stands_in_it_without_more_ado_and_no_other(tables: list[Table]) -> None:
    text = Column("text", Kind.TEXT, required=True, description="what is remarked")
    columns = (replace(text, name="commitment_id"), replace(text, name="position", kind=Kind.INTEGER), text)
    remark = Table("remark", "Remarks.", columns, ("commitment_id", "position"), (OWNER,))
    other = replace(remark, name="other", references=())
    single = replace(remark, name="single", key=("commitment_id",))
    *before, last, more = record([*tables, remark, other, single]).columns
    assert before == [*record(tables).columns]
    assert (last.name, last.kind, last.many, last.required, last.columns) == (
        "remark",
        "object",
        True,
        True,
        columns[1:],
    )
    assert (more.name, more.kind, more.many, more.required) == ("single", "object", False, False)
    names = [column.name for column in before]
    assert len(names) == len({*names})
    assert not OPENED & {*names}
