"""The data dictionary: every table and view, with what its columns hold, mean and refer to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeGuard

import sqlalchemy
from sqlmodel import SQLModel

from commitments.findings import CommitmentsError
from commitments.store import tables
from commitments.store.meanings import meaning


class Kind(StrEnum):
    """What a column holds, in the words of Table Schema; a date that may be partial is text."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "boolean"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `vocabulary` names the list in which its words stand."""

    name: str
    kind: Kind
    required: bool
    description: str
    vocabulary: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that name a row of a table by the columns of its key."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a view; no two rows have the same values in the columns of the key."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]


BASES = MappingProxyType({"pledge": "commitment", "label": "term"})
"""The views that stand beside the tables, each with the table whose rows it has."""

SPELLED_OUT = MappingProxyType(
    {
        "pledge": (
            ("type_label", Kind.TEXT, True),
            ("family", Kind.TEXT, False),
            ("family_label", Kind.TEXT, False),
            ("parties", Kind.TEXT, False),
            ("beneficiary_name", Kind.TEXT, False),
            ("strength_label", Kind.TEXT, True),
            ("strength_rank", Kind.INTEGER, False),
            ("instrument_title", Kind.TEXT, False),
            ("hangs_on", Kind.TEXT, False),
            ("hedges", Kind.INTEGER, True),
            ("disputes", Kind.INTEGER, True),
        ),
        "label": (("label", Kind.TEXT, True),),
    }
)
"""The columns that a view has beside those of its table: name, what it holds, and whether it always does."""


def dictionary(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """Give the views `pledge` and `label`, then all tables by name.

    Raises CommitmentsError where a view is not the one that this version of the tool makes.
    """
    classes = (made for made in (*vars(tables).values(), *tables.TERMS_TABLES.values()) if _is_table(made))
    described = sorted({str(made.__tablename__): made.__doc__ or "" for made in classes}.items())
    known = {name: _table(SQLModel.metadata.tables[name], text) for name, text in described}
    return (*(_view(connection, name, known[base]) for name, base in BASES.items()), *known.values())


def _is_table(made: Any) -> TypeGuard[type[SQLModel]]:  # noqa: ANN401 -- anything may stand in a module
    return isinstance(made, type) and issubclass(made, SQLModel)


def vocabularies(connection: sqlite3.Connection) -> Mapping[str, list[str]]:
    """The words of every list, in the order in which to show them."""
    words: dict[str, list[str]] = {}
    for vocabulary, word in connection.execute("SELECT vocabulary, id FROM term ORDER BY vocabulary, position"):
        words.setdefault(vocabulary, []).append(word)
    return words


def rows(connection: sqlite3.Connection, table: Table) -> list[tuple[Any, ...]]:
    """Give all rows in the order of the key, as Python has them: 0 and 1 of a flag as False and True."""
    named, key = (_quoted(names) for names in ((column.name for column in table.columns), table.key))
    flags = {place for place, column in enumerate(table.columns) if column.kind is Kind.FLAG}
    found = connection.execute(f'SELECT {named} FROM "{table.name}" ORDER BY {key}')  # noqa: S608 -- names from our own schema
    return [
        tuple(bool(value) if place in flags and value is not None else value for place, value in enumerate(row))
        for row in found
    ]


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _table(table: sqlalchemy.Table, description: str) -> Table:
    references = (_reference(constraint) for constraint in table.foreign_key_constraints)
    return Table(
        table.name,
        description,
        tuple(_column(table.name, column) for column in table.columns),
        tuple(table.primary_key.columns.keys()),
        tuple(sorted(references, key=lambda reference: (reference.columns, reference.table))),
    )


def _column(table: str, column: sqlalchemy.Column[Any]) -> Column:
    required = not column.nullable
    return Column(column.name, _kind(column), required, meaning(table, column.name), column.info.get("vocabulary"))


def _kind(column: sqlalchemy.Column[Any]) -> Kind:
    match column.type:
        case sqlalchemy.Boolean():
            return Kind.FLAG
        case sqlalchemy.Integer():
            return Kind.INTEGER
        case sqlalchemy.Float():
            return Kind.NUMBER
        case _:
            return Kind.DAY if column.name.endswith(("_earliest", "_latest")) else Kind.TEXT


def _reference(constraint: sqlalchemy.ForeignKeyConstraint) -> Reference:
    targets = tuple(element.column.name for element in constraint.elements)
    return Reference(tuple(constraint.column_keys), constraint.referred_table.name, targets)


def _view(connection: sqlite3.Connection, name: str, base: Table) -> Table:
    """Describe a view by its table, by what it spells out beside, and by the remark in its SQL."""
    known = {column.name: column for column in (*base.columns, *_spelled_out(name))}
    names = [row[1] for row in connection.execute(f"PRAGMA table_info('{name}')")]
    if not names or not {*names} <= {*known}:
        told = f"the view '{name}' is not the one that this version of the tool makes"
        raise CommitmentsError(f"{told}: build the database anew with `commitments build --rebuild`")
    references = (reference for reference in base.references if {*reference.columns} <= {*names})
    return replace(
        base,
        name=name,
        description=_remark(connection, name),
        columns=tuple(known[column] for column in names),
        references=(Reference(base.key, base.name, base.key), *references),
    )


def _remark(connection: sqlite3.Connection, view: str) -> str:
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (view,)).fetchone()
    remark = str(sql).partition("-- ")[2].partition("\n")[0]
    return f"{remark[:1].upper()}{remark[1:]}."


def _spelled_out(view: str) -> Iterator[Column]:
    lists = {"family": "guarantee-families"}
    for name, kind, required in SPELLED_OUT[view]:
        yield Column(name, kind, required, meaning(view, name), lists.get(name))
