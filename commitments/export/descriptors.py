"""What describes an export to programs: a Data Package, and an entry for catalogues (DCAT and schema.org)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from commitments.export.about import About
from commitments.export.forms import Form
from commitments.export.record import PARTED_BY
from commitments.imprint import CREATOR, FULL_TITLE, KEYWORDS, LICENCE, NAME
from commitments.store.dictionary import Column, Kind, Reference, Table

DATABASE = "commitments.sqlite"
DATABASE_TYPE = "application/vnd.sqlite3"
DEFUSED = (
    "In the CSV files a text that a spreadsheet would take for a formula has an apostrophe before it, and so has what "
    "it would take for one inside a text, were the cells parted by another sign; control and direction characters are "
    "written as \\uXXXX. JSON Lines and Parquet have every text as it is."
)
IANA = "https://www.iana.org/assignments/media-types/"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


NESTED = f"{NAME}:nested"
"""Where a Data Package has the tables with lists in their cells: programs take a resource of it for plain rows."""


def data_package(
    about: About, form: Form, resources: Sequence[dict[str, Any]], nested: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Describe an export as a Data Package: the plain tables in one format, and those with lists in their cells."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": FULL_TITLE,
        "description": f"{about.description} {DEFUSED}" if form.name == "csv" else about.description,
        "version": about.version,
        "commit": about.commit,
        "counts": about.counts,
        "keywords": list(KEYWORDS),
        "contributors": [{"title": CREATOR}],
        "licenses": [{"name": LICENCE.id, "path": LICENCE.url, "title": LICENCE.title}],
        "resources": resources,
        **({NESTED: nested} if nested else {}),
    }


def nested_table(folder: Path, form: Form, table: Table, rows: int, words: Mapping[str, list[str]]) -> dict[str, Any]:
    """Describe a table with lists in its cells, and the files that are its parts, as a Data Package has resources."""
    parts = folder.glob(f"{form.name}/{table.name}/*/*")
    return {
        "name": table.name,
        "path": sorted(part.relative_to(folder).as_posix() for part in parts),
        "description": table.description,
        "format": form.name,
        "mediatype": form.media_type,
        "rows": rows,
        "partitionedBy": PARTED_BY,
        "schema": {"fields": [_field(column, words) for column in table.columns], "primaryKey": list(table.key)},
    }


def resource(folder: Path, form: Form, table: Table, rows: int, words: Mapping[str, list[str]]) -> dict[str, Any]:
    """Describe a table and its file."""
    content = (folder / form.path(table.name)).read_bytes()
    return {
        "name": table.name,
        "type": "table",
        "path": form.path(table.name),
        "description": table.description,
        "format": form.name,
        "mediatype": form.media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "rows": rows,
        "schema": {
            "fields": [_field(column, words) for column in table.columns],
            "primaryKey": list(table.key),
            **_foreign_keys(table),
            "missingValues": [""],
        },
    }


def _field(column: Column, words: Mapping[str, list[str]]) -> dict[str, Any]:
    """Describe a column; where a text may not be missing, an empty cell is an empty text."""
    held = {"enum": words[column.vocabulary]} if column.vocabulary else {}
    constraints = {"required": True, **held} if column.required else held
    listed = f"; a word of the list {column.vocabulary}, explained in the table term" if column.vocabulary else ""
    return {
        "name": column.name,
        **_held(column, words),
        "description": f"{column.description}{listed}",
        **({"constraints": constraints} if constraints else {}),
        **({"missingValues": []} if column.required and column.kind is Kind.TEXT else {}),
    }


def _held(column: Column, words: Mapping[str, list[str]]) -> dict[str, Any]:
    """Say what a cell holds: where it is a list, of what."""
    fields = [_field(within, words) for within in column.columns]
    one = {"type": str(column.kind), **({"fields": fields} if fields else {})}
    return {"type": "array", "items": one} if column.many else one


def _foreign_keys(table: Table) -> dict[str, Any]:
    keys = [_foreign_key(table, reference) for reference in table.references]
    return {"foreignKeys": keys} if keys else {}


def _foreign_key(table: Table, reference: Reference) -> dict[str, Any]:
    """Describe a reference; a table refers to itself by leaving itself unnamed."""
    other = "" if reference.table == table.name else reference.table
    return {
        "fields": list(reference.columns),
        "reference": {"resource": other, "fields": list(reference.targets)},
    }


def catalogue_entry(folder: Path, about: About, forms: Sequence[Form]) -> dict[str, Any]:
    """Describe an export as linked data: one dataset, and a distribution for each format."""
    return {
        "@context": CONTEXT,
        "@id": "./",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:title": {"@value": FULL_TITLE, "@language": "en"},
        "schema:name": FULL_TITLE,
        "dct:description": {"@value": about.description, "@language": "en"},
        "schema:description": about.description,
        "dcat:keyword": list(KEYWORDS),
        "schema:keywords": list(KEYWORDS),
        "dct:creator": {"@id": "#creator"},
        "schema:creator": {"@id": "#creator", "@type": "schema:Organization", "schema:name": CREATOR},
        "dct:license": {"@id": LICENCE.url},
        "schema:license": {"@id": LICENCE.url},
        "dcat:version": about.version,
        "schema:version": about.version,
        "dct:identifier": about.commit,
        "schema:isAccessibleForFree": True,
        **_time(about),
        "dcat:distribution": [_whole(folder), *map(_distribution, forms)],
        "schema:distribution": [{"@id": DATABASE}, *({"@id": f"{form.name}/"} for form in forms)],
    }


def _time(about: About) -> dict[str, Any]:
    if not about.since or not about.until:
        return {}
    days = (("dcat:startDate", about.since), ("dcat:endDate", about.until))
    return {
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            **{name: {"@value": day, "@type": "xsd:date"} for name, day in days},
        },
        "schema:temporalCoverage": f"{about.since}/{about.until}",
    }


def _whole(folder: Path) -> dict[str, Any]:
    content = (folder / DATABASE).read_bytes()
    return {
        **_kind(DATABASE, "The whole database in one SQLite file", DATABASE_TYPE),
        "dcat:downloadURL": {"@id": DATABASE},
        "dcat:byteSize": len(content),
        "spdx:checksum": {
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": sha256(content).hexdigest(),
        },
    }


def _distribution(form: Form) -> dict[str, Any]:
    return _kind(f"{form.name}/", f"Every table in files of the format {form.name}", form.media_type)


def _kind(place: str, title: str, media_type: str) -> dict[str, Any]:
    return {
        "@id": place,
        "@type": ["dcat:Distribution", "schema:DataDownload"],
        "dct:title": {"@value": title, "@language": "en"},
        "schema:name": title,
        "dcat:accessURL": {"@id": place},
        "schema:contentUrl": {"@id": place},
        "dcat:mediaType": {"@id": f"{IANA}{media_type}"},
        "schema:encodingFormat": media_type,
        "dct:license": {"@id": LICENCE.url},
    }
