"""What describes an export holds true, for programs that check it and for people who read it."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from rdflib import DCAT, DCTERMS, RDF, SDO, Graph, Literal, URIRef

from commitments import imprint
from commitments.ask.standing import ENDED
from commitments.dataset import Dataset
from commitments.export.forms import FORMS
from commitments.store import database
from tests.export.conftest import KEYS, exported, files, stored
from tests.export.test_tables import TABLES, hostile_export, poisoned
from tests.golden import Golden

__all__ = ["hostile_export", "poisoned"]

PLACE = "https://example.org/export/"


def package(export: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((export / "datapackage.json").read_text(encoding="utf-8"))
    return read


def schema(export: Path, table: str) -> dict[str, Any]:
    (found,) = (resource["schema"] for resource in package(export)["resources"] if resource["name"] == table)
    return dict(found)


@pytest.mark.parametrize("which", ["export", "hostile_export"])
def test_frictionless_has_nothing_to_remark(request: pytest.FixtureRequest, which: str) -> None:
    report = Package(request.getfixturevalue(which) / "datapackage.json").validate()
    assert report.flatten(["type", "rowNumber", "fieldName", "note"]) == []
    assert (report.valid, report.warnings, [task.warnings for task in report.tasks if task.warnings]) == (True, [], [])
    assert report.stats["tasks"] == len(TABLES)


@pytest.mark.parametrize(
    ("path", "change", "kind"),
    [
        ("csv/commitment.csv", ('"troop-deployment"', '"trop-deployment"'), "constraint-error"),
        ("csv/commitment.csv", ('"troop-deployment"', ""), "constraint-error"),
        ("csv/party.csv", ('"FRA"', '"ATL"'), "foreign-key"),
        ("csv/evidence_support.csv", ('"stance"', '"type"'), "primary-key"),
        ("csv/money.csv", ("TRUE", '"perhaps"'), "type-error"),
        ("csv/commitment.csv", ('"2026-01-06"', '"2026-01"'), "type-error"),
    ],
)
def test_frictionless_tells_what_breaks_the_rules_of_a_table(
    made: Dataset, tmp_path: Path, path: str, change: tuple[str, str], kind: str
) -> None:
    target = exported(made.database, tmp_path / "export", "csv")
    text = (target / path).read_text(encoding="utf-8")
    assert change[0] in text
    (target / path).write_text(text.replace(*change), encoding="utf-8")
    content = package(target)
    for resource in content["resources"]:
        del resource["bytes"], resource["hash"], resource["rows"]
    (target / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")
    assert kind in {error for (error,) in Package(target / "datapackage.json").validate().flatten(["type"])}


def test_the_package_counts_rows_and_sources_and_names_licence_and_version(export: Path, made: Dataset) -> None:
    read, rows = package(export), stored(made.database)
    assert {resource["name"]: resource["rows"] for resource in read["resources"]} == {
        name: len(held) for name, held in rows.items()
    }
    assert read["counts"]["sources"] == len(rows["source"])
    counts = f"{len(rows['pledge'])} commitments, 1 of them reviewed by a second person"
    assert f": {counts}, drawn from {len(rows['source'])} sources." in read["description"]
    assert [licence["name"] for licence in read["licenses"]] == ["CC-BY-4.0"]
    assert (read["version"], read["commit"]) == (dict(rows["meta"])["tool_version"], dict(rows["meta"])["commit"])


@pytest.mark.parametrize("table", TABLES)
def test_keys_types_and_references_are_those_of_the_database(
    export: Path, connection: sqlite3.Connection, table: str
) -> None:
    described = schema(export, table)
    columns = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    assert [field["name"] for field in described["fields"]] == [column[1] for column in columns]
    assert all(re.search(r"\w", field["description"]) for field in described["fields"])
    if table in KEYS:
        assert described["primaryKey"] == KEYS[table]
        return
    assert described["primaryKey"] == [column[1] for column in sorted(columns, key=lambda each: each[5]) if column[5]]
    filled = {column[1] for column in columns if column[3]}
    assert {field["name"] for field in described["fields"] if field.get("constraints", {}).get("required")} == filled
    references = [
        (reference["fields"], reference["reference"]["resource"] or table, reference["reference"]["fields"])
        for reference in described.get("foreignKeys", ())
    ]
    assert sorted(references) == sorted(foreign_keys(connection, table))


def foreign_keys(connection: sqlite3.Connection, table: str) -> list[tuple[list[str], str, list[str]]]:
    parts = connection.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
    return [
        (
            [part[3] for part in parts if part[0] == number],
            next(part[2] for part in parts if part[0] == number),
            [part[4] for part in parts if part[0] == number],
        )
        for number in {part[0] for part in parts}
    ]


def test_columns_that_the_database_holds_to_words_name_them(export: Path, connection: sqlite3.Connection) -> None:
    for table in database.tables(connection):
        (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        held = {
            name: re.findall(r"'([^']*)'", words)
            for name, words in re.findall(r'CHECK \("?(\w+)"? IN \((.*)\)\)', sql)
            if words != "0, 1"
        }
        fields = schema(export, table)["fields"]
        assert {field["name"]: field["constraints"]["enum"] for field in fields if "enum" in str(field)} == held


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_without_csv_the_package_describes_the_first_of_the_other_formats(
    made: Dataset, export: Path, tmp_path: Path, form: str
) -> None:
    target = exported(made.database, tmp_path / "export", form)
    read = Package(target / "datapackage.json").to_descriptor()
    assert [resource["path"] for resource in read["resources"]] == [
        FORMS[form].path(resource["name"]) for resource in package(export)["resources"]
    ]
    assert schema(target, "pledge") == schema(export, "pledge")
    assert "apostrophe" not in (target / "README.md").read_text(encoding="utf-8") + str(read)


def test_beside_the_tables_stands_the_one_with_lists_with_its_files_and_all_that_is_in_a_cell(
    export: Path, made: Dataset
) -> None:
    (record,) = package(export)["commitments:nested"]
    assert {*record["path"]} == {name for name in files(export) if name.startswith("parquet/record/")}
    assert record["rows"] == len(stored(made.database)["pledge"])
    fields = {field["name"]: field for field in record["schema"]["fields"]}
    party, terms = fields["party"], fields["terms_force_presence"]
    within = {field["name"]: field for field in party["items"]["fields"]}
    assert (party["type"], party["items"]["type"], within["role"]["type"]) == ("array", "object", "string")
    assert "guarantor" in within["role"]["constraints"]["enum"]
    assert (terms["type"], {field["name"]: field["type"] for field in terms["fields"]}["strength_min"]) == (
        "object", "integer",
    )  # fmt: skip
    evidence = {field["name"]: field for field in fields["evidence"]["items"]["fields"]}
    assert (evidence["supports"]["type"], evidence["supports"]["items"]) == ("array", {"type": "string"})


def test_without_parquet_nothing_is_said_of_lists(made: Dataset, tmp_path: Path) -> None:
    target = exported(made.database, tmp_path / "export", "csv", "jsonl")
    assert "commitments:nested" not in package(target)
    assert not (target / "parquet.md").exists()
    assert "`record`" not in (target / "README.md").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib says so of its own parser
def test_the_entry_for_catalogues_is_linked_data_that_leads_to_the_files(export: Path) -> None:
    graph = Graph().parse(export / "dataset.jsonld", format="json-ld", publicID=PLACE)
    dataset = URIRef(PLACE)
    assert {DCAT.Dataset, SDO.Dataset} <= set(graph.objects(dataset, RDF.type))
    assert set(graph.objects(dataset, DCTERMS.license)) == {URIRef("https://creativecommons.org/licenses/by/4.0/")}
    assert set(graph.objects(dataset, SDO.name)) == {Literal(imprint.FULL_TITLE)}
    places = set(graph.objects(dataset, DCAT.distribution))
    assert places == set(graph.objects(dataset, SDO.distribution))
    assert places == {URIRef(f"{PLACE}{name}") for name in ("commitments.sqlite", "csv/", "jsonl/", "parquet/")}
    for place in places:
        assert (export / str(place).removeprefix(PLACE)).exists()
        assert {DCAT.Distribution, SDO.DataDownload} <= set(graph.objects(place, RDF.type))
    (period,) = graph.objects(dataset, DCTERMS.temporal)
    (start,), (end,) = (list(graph.objects(period, term)) for term in (DCAT.startDate, DCAT.endDate))
    assert str(start) < str(end)


def test_the_page_explains_the_folder(export: Path, golden: Golden) -> None:
    golden("export-readme.md", (export / "README.md").read_text(encoding="utf-8"))


def test_the_page_is_true_to_the_ladder_and_to_what_has_ended(export: Path, connection: sqlite3.Connection) -> None:
    page = (export / "README.md").read_text(encoding="utf-8")
    ranks = connection.execute("SELECT rank, id FROM term WHERE vocabulary = 'strengths' ORDER BY rank").fetchall()
    (lowest, *_, highest) = [row for row in ranks if row["rank"] is not None]
    assert f"from {lowest['rank']} ({lowest['id']}) to {highest['rank']} ({highest['id']})" in page
    beside = {row["id"] for row in ranks if row["rank"] is None}
    assert beside == {"demands", "endorses", "not-found"}
    assert all(f"`{status}`" in page for status in ENDED)
    assert len(page.splitlines()) < 40
