"""Tables as Parquet, with types, missing values and descriptions as the data dictionary has them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from pyarrow import DataType, Field, Schema, bool_, date32, field, float64, int64, list_, parquet, schema, string
from pyarrow import Table as Made
from pyarrow import struct as struct_type
from pyarrow import table as arrow_table

from commitments.export.about import About
from commitments.export.record import PARTED_BY
from commitments.findings import CommitmentsError
from commitments.imprint import LICENCE
from commitments.model.fields import SLUG
from commitments.store.dictionary import Column, Kind, Table

Rows: TypeAlias = Sequence[tuple[Any, ...]]

TYPES = MappingProxyType(
    {
        Kind.TEXT: string(),
        Kind.INTEGER: int64(),
        Kind.NUMBER: float64(),
        Kind.FLAG: bool_(),
        Kind.DAY: date32(),
    }
)
STORED = MappingProxyType({**TYPES, Kind.DAY: string()})
"""As the rows of the database have them; Arrow makes days of them."""
CHOSEN = MappingProxyType({"version": "2.6", "data_page_version": "1.0", "compression": "snappy"})
"""What the writer may choose, so that the same rows are the same bytes."""


def write(path: Path, table: Table, rows: Rows, about: About) -> None:
    """Write a table into a file."""
    parquet.write_table(_made(table, rows, about), path, **CHOSEN)


def write_record(folder: Path, table: Table, rows: Rows, about: About) -> None:
    """Write the table `record` into a folder, a part for each family, which engines read off the name of its folder.

    Raises CommitmentsError where a family is no id: not all engines would read it off alike.
    """
    made = _made(table, rows, about)
    _check(made[PARTED_BY].unique().drop_null().to_pylist())
    if rows:  # in one thread, as only then Arrow promises to keep their order
        name = "part-{i}.parquet"
        parquet.write_to_dataset(made, folder, [PARTED_BY], basename_template=name, use_threads=False, **CHOSEN)
        return
    part = folder / f"{PARTED_BY}=none"  # without a row it is there for its columns, and for what families are: texts
    part.mkdir(parents=True)
    parquet.write_table(made.drop_columns([PARTED_BY]), part / "part-0.parquet", **CHOSEN)


def _check(families: Sequence[str]) -> None:
    for family in families:
        if not re.fullmatch(SLUG, family):
            told = f"the family '{family}' is no id, so that no part of the table 'record' can be called by it"
            raise CommitmentsError(f"{told}: build the database anew with `commitments build --rebuild`")


def _made(table: Table, rows: Rows, about: About) -> Made:
    names = [column.name for column in table.columns]
    values = zip(*rows, strict=True) if rows else ((),) * len(names)
    stored, wanted = (_schema(table, about, types) for types in (STORED, TYPES))
    return arrow_table(dict(zip(names, values, strict=True)), schema=stored).cast(wanted)


def _schema(table: Table, about: About, types: Mapping[Kind, DataType]) -> Schema:
    told = {
        "description": table.description,
        "key": " ".join(table.key),
        "schema_version": about.schema_version,
        "version": about.version,
        "commit": about.commit,
        "licence": LICENCE.id,
    }
    return schema([_field(column, types) for column in table.columns], metadata=told)


def _field(column: Column, types: Mapping[Kind, DataType]) -> Field:
    words = {"vocabulary": column.vocabulary} if column.vocabulary else {}
    told = {"description": column.description, **words}
    return field(column.name, _type(column, types), nullable=not column.required, metadata=told)


def _type(column: Column, types: Mapping[Kind, DataType]) -> DataType:
    within = [_field(each, types) for each in column.columns]
    one = struct_type(within) if within else types[column.kind]
    return list_(field("element", one, nullable=False)) if column.many else one
