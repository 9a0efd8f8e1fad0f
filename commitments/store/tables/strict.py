"""The tables as SQLite is to make them: strict, and held to the words of the vocabularies."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Constraint,
    Float,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.schema import ColumnCollectionConstraint
from sqlalchemy.util import set_creation_order
from sqlmodel import SQLModel


def metadata(words: Mapping[str, Iterable[str]]) -> MetaData:
    """Give the tables as SQLite is to make them, with columns held to the words of the vocabularies.

    `words` has the ids of the terms of each vocabulary. STRICT tables know TEXT, INTEGER and REAL alone.
    """
    strict = MetaData()
    for table in (table for table in SQLModel.metadata.sorted_tables if not table.info.get("view")):
        copy = table.to_metadata(strict)
        for constraint in sorted(copy.constraints, key=_named):
            set_creation_order(constraint)  # the copy takes them from a set: the SQL would differ from run to run
        for column in copy.columns:
            _hold(copy, column, words)
    return strict


def _named(constraint: Constraint) -> tuple[bool, list[str]]:
    columns = constraint.columns.keys() if isinstance(constraint, ColumnCollectionConstraint) else []
    return not isinstance(constraint, PrimaryKeyConstraint), list(columns)


def _hold(table: Table, column: Column[Any], words: Mapping[str, Iterable[str]]) -> None:
    if vocabulary := column.info.get("vocabulary"):
        table.append_constraint(CheckConstraint(column.in_(list(words.get(vocabulary, ())))))
    if isinstance(column.type, Boolean):
        column.type = Integer()
        table.append_constraint(CheckConstraint(column.in_([0, 1])))
    elif isinstance(column.type, Float):
        column.type = _Real()
    elif not isinstance(column.type, Integer):
        column.type = Text()


class _Real(Float[float]):
    __visit_name__ = "REAL"
