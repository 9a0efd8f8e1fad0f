"""The schema of an export as its page tells it, and as Arrow, DuckDB and Spark find it: columns with what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa

Schema: TypeAlias = dict[str, str]
"""What every column of a table holds, in the words of the page; a column within another stands behind a dot."""

LINE = re.compile(r"^\| `([\w.]+)` \| ([\w ]+) \| (yes|) \|", re.MULTILINE)
ARROW = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date"}
DUCKDB = {"varchar": "string", "bigint": "integer", "double": "number", "boolean": "boolean", "date": "date"}
SPARK = {"string": "string", "bigint": "integer", "double": "number", "boolean": "boolean", "date": "date"}


def told(page: Path) -> dict[str, tuple[Schema, set[str]]]:
    """Read the page: for every table what its columns hold, and which of them may be empty."""
    _, *sections = page.read_text(encoding="utf-8").split("\n### ")
    return {section.partition("\n")[0]: _section(LINE.findall(section)) for section in sections}


def _section(lines: list[tuple[str, str, str]]) -> tuple[Schema, set[str]]:
    return {name: held for name, held, _ in lines}, {name for name, _, empty in lines if empty}


def arrow(schema: pa.Schema) -> tuple[Schema, set[str]]:
    found = [line for field in schema for line in _arrow(field, "")]
    return {name: held for name, held, _ in found}, {name for name, _, empty in found if empty}


def _arrow(field: pa.Field, within: str) -> Iterator[tuple[str, str, bool]]:
    name, inner = f"{within}{field.name}", field.type
    many = pa.types.is_list(inner)
    if many:
        assert not inner.value_field.nullable
        inner = inner.value_type
    rows = pa.types.is_struct(inner)
    yield name, _held(many, "row" if rows else ARROW[str(inner)]), field.nullable
    for each in inner if rows else ():
        yield from _arrow(each, f"{name}.")


def duckdb(columns: list[str], types: list[Any]) -> Schema:
    return dict(line for name, kind in zip(columns, types, strict=True) for line in _duckdb(name, kind))


def _duckdb(name: str, kind: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- what children a type has, it does not say
    many = kind.id == "list"
    inner = kind.children[0][1] if many else kind
    rows = inner.id == "struct"
    yield name, _held(many, "row" if rows else DUCKDB[inner.id])
    for within, each in inner.children if rows else ():
        yield from _duckdb(f"{name}.{within}", each)


def spark(struct: Any, within: str = "") -> Schema:  # noqa: ANN401 -- Spark is not there in every environment
    return dict(line for field in struct.fields for line in _spark(field.dataType, f"{within}{field.name}"))


def _spark(kind: Any, name: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401 -- likewise
    many = kind.typeName() == "array"
    inner = kind.elementType if many else kind
    rows = inner.typeName() == "struct"
    yield name, _held(many, "row" if rows else SPARK[inner.simpleString()])
    if rows:
        yield from spark(inner, f"{name}.").items()


def _held(many: bool, one: str) -> str:  # noqa: FBT001 -- what it is stands in its name
    return f"list of {one}s" if many else one
