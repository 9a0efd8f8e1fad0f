"""The data dictionary: every table and view, with what its columns hold, mean and refer to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeGuard

import sqlalchemy
from sqlmodel import SQLModel

from commitments.findings import CommitmentsError
from commitments.store import tables
from commitments.store.connection import Connection
from commitments.store.meanings import meaning
from commitments.store.views import VIEWS


class Kind(StrEnum):
    """What a column holds, in the words of Table Schema; a date that may be partial is text."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "boolean"
    DAY = "date"
    ROW = "object"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `vocabulary` names the list in which its words stand.

    A cell has a list of what the column holds where there are `many`; a row within a cell has `columns` of its own.
    """

    name: str
    kind: Kind
    required: bool
    description: str
    vocabulary: str | None = None
    many: bool = False
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns that name a row of a table by the columns of its key."""

    columns: tuple[str, ...]
    table: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table or a view; no two rows have the same values in the columns of the key, which a view may lack."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]


BASES = MappingProxyType({"pledge": "commitment", "label": "term", "passage": None})
"""The views that stand beside the tables, each with the table whose rows it has, where there is one."""

SPELLED_OUT: Mapping[str, tuple[tuple[str, Kind, bool, str | None], ...]] = MappingProxyType(
    {
        "pledge": (
            ("type_label", Kind.TEXT, True, None),
            ("family", Kind.TEXT, False, "guarantee-families"),
            ("family_label", Kind.TEXT, False, None),
            ("parties", Kind.TEXT, False, None),
            ("beneficiary_name", Kind.TEXT, False, None),
            ("strength_label", Kind.TEXT, True, None),
            ("strength_rank", Kind.INTEGER, False, None),
            ("instrument_title", Kind.TEXT, False, None),
            ("hangs_on", Kind.TEXT, False, None),
            ("hedges", Kind.INTEGER, True, None),
            ("disputes", Kind.INTEGER, True, None),
        ),
        "label": (("label", Kind.TEXT, True, None),),
        "passage": tuple((name, Kind.TEXT, True, None) for name in ("record", "kind", "field", "text")),
    }
)
"""The columns that a view has beside those of its table: name, what it holds, whether it always does, its word list."""


def dictionary(connection: Connection) -> tuple[Table, ...]:
    """Give the views `pledge`, `label` and `passage`, then all tables and views that open lists, by name.

    Raises CommitmentsError where a view is not the one that this version of the tool makes.
    """
    classes = (made for made in (*vars(tables).values(), *tables.TERMS_TABLES.values()) if _is_table(made))
    described = sorted({str(made.__tablename__): made.__doc__ or "" for made in classes}.items())
    known = {name: _table(SQLModel.metadata.tables[name], text) for name, text in described}
    views = (_view(connection, name, known[base] if base else None) for name, base in BASES.items())
    return (*views, *known.values())


def _is_table(made: Any) -> TypeGuard[type[SQLModel]]:  # noqa: ANN401 -- anything may stand in a module
    return isinstance(made, type) and issubclass(made, SQLModel)


def vocabularies(connection: Connection) -> Mapping[str, list[str]]:
    """The words of every list, in the order in which to show them."""
    words: dict[str, list[str]] = {}
    for vocabulary, word in connection.execute("SELECT vocabulary, id FROM term ORDER BY vocabulary, position"):
        words.setdefault(vocabulary, []).append(word)
    return words


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


def _view(connection: Connection, name: str, base: Table | None) -> Table:
    """Describe a view by its table, by what it spells out beside, and by the remark in its SQL."""
    known = {column.name: column for column in (*(base.columns if base else ()), *_spelled_out(name))}
    names = _columns(connection, name)
    if not names or not {*names} <= {*known}:
        told = f"the view '{name}' is not the one that this version of the tool makes"
        raise CommitmentsError(f"{told}: build the database anew with `commitments build --rebuild`")
    columns = tuple(known[column] for column in names)
    key, references = (base.key, tuple(_references(base, {*names}))) if base else ((), ())
    return Table(name, _remark(name), columns, key, references)


def _columns(connection: Connection, view: str) -> list[str]:
    """The names of the columns of a view; none where there is no such view."""
    try:
        return [column[0] for column in connection.execute(f'SELECT * FROM "{view}" LIMIT 0').description]  # noqa: S608 -- our own names
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return []


def _references(base: Table, names: set[str]) -> Iterator[Reference]:
    """Give what the rows of a view refer to: those of its table, and what these refer to by columns that it has."""
    yield Reference(base.key, base.name, base.key)
    yield from (reference for reference in base.references if {*reference.columns} <= names)


def _remark(view: str) -> str:
    remark = VIEWS[view].partition("-- ")[2].partition("\n")[0]
    return f"{remark[:1].upper()}{remark[1:]}."


def _spelled_out(view: str) -> Iterator[Column]:
    for name, kind, required, vocabulary in SPELLED_OUT[view]:
        yield Column(name, kind, required, meaning(view, name), vocabulary)
