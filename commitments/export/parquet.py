"""Tables as Parquet, with types, missing values and descriptions as the data dictionary has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pyarrow import Schema, bool_, date32, field, float64, int64, parquet, schema, string
from pyarrow import table as arrow_table

from commitments.store.dictionary import Kind, Table

TYPES = MappingProxyType(
    {
        Kind.TEXT: string(),
        Kind.INTEGER: int64(),
        Kind.NUMBER: float64(),
        Kind.FLAG: bool_(),
        Kind.DAY: date32(),
    }
)


def write(path: Path, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write a table; what the writer may choose is chosen here, so that the same rows are the same bytes."""
    values = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    columns = [
        list(map(_day, held)) if column.kind is Kind.DAY else list(held)
        for column, held in zip(table.columns, values, strict=True)
    ]
    made = arrow_table(columns, schema=_schema(table))
    parquet.write_table(made, path, version="2.6", data_page_version="1.0", compression="snappy")


def _schema(table: Table) -> Schema:
    fields = [
        field(
            column.name, TYPES[column.kind], nullable=not column.required, metadata={"description": column.description}
        )
        for column in table.columns
    ]
    return schema(fields, metadata={"description": table.description})


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
