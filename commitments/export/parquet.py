"""Tables as Parquet, with types, missing values and descriptions as the data dictionary has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyarrow import DataType, Field, Schema, array, bool_, date32, field, float64, int64, list_, parquet, schema, string
from pyarrow import struct as struct_type
from pyarrow import table as arrow_table

from commitments.export.about import About
from commitments.export.record import Nested
from commitments.imprint import LICENCE
from commitments.store.dictionary import Column, Kind, Table

TYPES = MappingProxyType(
    {
        Kind.TEXT: string(),
        Kind.INTEGER: int64(),
        Kind.NUMBER: float64(),
        Kind.FLAG: bool_(),
        Kind.DAY: date32(),
    }
)


def write(path: Path, table: Table, rows: Sequence[tuple[Any, ...]], about: About) -> None:
    """Write a table; what the writer may choose is chosen here, so that the same rows are the same bytes."""
    values = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    made = _schema(table, about)
    columns = [
        array([_cell(column, value) for value in held] if _has_days(column) else held, made_field.type)
        for column, held, made_field in zip(table.columns, values, made, strict=True)
    ]
    parquet.write_table(
        arrow_table(columns, schema=made), path, version="2.6", data_page_version="1.0", compression="snappy"
    )


def _schema(table: Table, about: About) -> Schema:
    told = {
        "description": table.description,
        "key": " ".join(table.key),
        "schema_version": about.schema_version,
        "version": about.version,
        "commit": about.commit,
        "licence": LICENCE.id,
    }
    return schema(map(_field, table.columns), metadata=told)


def _field(column: Column) -> Field:
    words = {"vocabulary": column.vocabulary} if column.vocabulary else {}
    told = {"description": column.description, **words}
    return field(column.name, _type(column), nullable=not column.required, metadata=told)


def _type(column: Column) -> DataType:
    if not isinstance(column, Nested):
        return TYPES[column.kind]
    within = struct_type(list(map(_field, column.columns))) if column.columns else TYPES[column.kind]
    return list_(field("element", within, nullable=False)) if column.many else within


def _has_days(column: Column) -> bool:
    inner = column.columns if isinstance(column, Nested) else ()
    return column.kind is Kind.DAY or any(map(_has_days, inner))


def _cell(column: Column, value: Any) -> Any:  # noqa: ANN401 -- whatever a table holds
    """Give a value as Arrow takes it: a day as a day, also in the rows within."""
    match value:
        case list():
            return [_cell(column, each) for each in value]
        case dict() if isinstance(column, Nested):
            return {within.name: _cell(within, value[within.name]) for within in column.columns}
        case str() if column.kind is Kind.DAY:
            return date.fromisoformat(value)
        case _:
            return value
