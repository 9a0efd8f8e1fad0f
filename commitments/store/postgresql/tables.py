"""The tables and views as PostgreSQL is to make them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import BigInteger, Double, Float, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from commitments.store import tables
from commitments.store.postgresql.dialect import OPENED, said
from commitments.store.views import VIEWS

DIALECT: Dialect = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy gives no types there
WORDS = """
CREATE TABLE passage_text ( -- words of every passage of a record, evened out, each between two spaces of its own
  record text NOT NULL, kind text NOT NULL,
  names text NOT NULL, words text NOT NULL, notes text NOT NULL, title text NOT NULL,
  length bigint NOT NULL, lexemes tsvector NOT NULL, PRIMARY KEY (record, kind))
"""
WORDS_INDEX = "CREATE INDEX passage_text_lexemes ON passage_text USING gin (lexemes)"


def metadata(words: Mapping[str, Iterable[str]], *, collation: str | None) -> MetaData:
    """Give the tables that SQLite has, with PostgreSQL's types, and an order of texts where one is named."""
    made = tables.metadata(words)
    for column in (column for table in made.tables.values() for column in table.columns):
        match column.type:
            case Integer():
                column.type = BigInteger()
            case Float():
                column.type = Double()
            case _:
                column.type = Text(collation=collation)
    return made


def creating(made: Iterable[Table]) -> Iterator[str]:
    """The statements that make the tables, in the order in which they refer to one another, and the index of words."""
    yield from (str(CreateTable(table).compile(dialect=DIALECT)) for table in made)
    yield WORDS


def finishing(made: Iterable[Table]) -> Iterator[str]:
    """The statements that make indexes and views over tables that are filled."""
    indexes = (index for table in made for index in sorted(table.indexes, key=lambda index: str(index.name)))
    yield from (str(CreateIndex(index).compile(dialect=DIALECT)) for index in indexes)
    yield WORDS_INDEX
    yield from (OPENED.get(name) or said(view) for name, view in VIEWS.items())
