"""What goes into a new database: tables, rows, the index for words, and what the database says of itself."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commitments import __version__
from commitments.curate import examination
from commitments.curate.corpus import Corpus, Entry, id_of
from commitments.curate.examination import Examined, has_errors
from commitments.findings import CommitmentsError, Finding
from commitments.model.folding import words
from commitments.store import database, revision, tables
from commitments.store.rows import Row, rows
from commitments.store.views import FOUND_IN, INDEXED, SEARCH, VIEWS

INDEX = "INSERT INTO passage_text (rowid, title, words, names, notes) VALUES (?, ?, ?, ?, ?)"
UNINDEX = """
INSERT INTO passage_text (passage_text, rowid, title, words, names, notes) VALUES ('delete', ?, ?, ?, ?, ?)
"""
OWNER = {"commitment": "id"}
"""The column that names the commitment that a row belongs to, where that is not `commitment_id`."""
PARTED = " \ue000 "
"""Stands between two passages in the index: a word that nobody can ask for, so that no phrase reaches across."""
BATCH = 20_000
"""How many rows are gathered before they go into the database."""


def fill(path: Path, corpus: Corpus, out: frozenset[str] = frozenset()) -> tuple[list[Finding], int]:
    """Read all files into a new database at a path, but for those that are left out: findings, and number of records.

    After errors in files that are not left out, the database is not finished.
    """
    path.write_bytes(b"")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            f"PRAGMA application_id = {database.APPLICATION_ID}; PRAGMA user_version = {database.SCHEMA_VERSION}"
        )
        connection.executescript(schema(corpus.terms))
        connection.execute("BEGIN")
        findings, records = _insert_all(connection, corpus, out)
        if out or not has_errors(findings):
            _finish(connection, corpus, len(out))
        return findings, records
    finally:
        connection.close()


def _insert_all(connection: sqlite3.Connection, corpus: Corpus, out: frozenset[str]) -> tuple[list[Finding], int]:
    found: dict[str, tuple[Finding, ...]] = {}
    records = 0
    with closing(Rows(connection)) as rows:
        for done in examination.examined(corpus, rows_of):
            found[done.path] = done.findings
            rows.add([("file", (done.path, done.sha256))] if done.sha256 else [])
            if done.wanted and done.path not in out:
                rows.add(done.wanted)
                records += 1
        rows.add([("file", (file.path, file.sha256)) for file in corpus.archives.values() if file.sha256])
    return [*corpus.stray_findings(), *(finding for few in found.values() for finding in few)], records


def rows_of(entry: Entry, corpus: Corpus) -> list[Row]:
    """All rows of a record."""
    return list(rows(entry, corpus))


class Rows:
    """Gathers rows, and puts many at a time into their tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gathered: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._number = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Take some rows."""
        for table, row in rows:
            self._gathered[table].append(row)
        self._number += len(rows)
        if self._number > BATCH:
            self.close()

    def close(self) -> None:
        """Put all that was gathered into the tables."""
        for table, gathered in sorted(self._gathered.items()):
            places = ", ".join("?" * len(gathered[0]))
            self._connection.executemany(f'INSERT INTO "{table}" VALUES ({places})', gathered)  # noqa: S608 -- our own table names
        self._gathered.clear()
        self._number = 0


def _finish(connection: sqlite3.Connection, corpus: Corpus, missing: int) -> None:
    _index_words(connection)
    describe(connection, corpus, missing)
    connection.execute("COMMIT")
    _prove(connection)


def schema(vocabularies: Mapping[str, Iterable[str]]) -> str:
    """The SQL that makes tables, indexes, views and the index for words, for vocabularies with the given words."""
    dialect = sqlite.dialect()
    made = tables.metadata(vocabularies).sorted_tables
    statements = [str(CreateTable(table).compile(dialect=dialect)) for table in made]
    statements += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in made
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    tidy = (
        "\n".join(line.rstrip() for line in text.strip().splitlines() if line.strip())
        for text in (*statements, *VIEWS, SEARCH, FOUND_IN)
    )
    return "".join(f"{statement.replace(chr(9), '  ')};\n\n" for statement in tidy)


def _index_words(connection: sqlite3.Connection) -> None:
    """Put the words of all passages into the index, a row for each record in the order of their ids."""
    passages = connection.execute("SELECT record, kind, field, text FROM passage ORDER BY record, kind, field, text")
    for number, ((record, kind), told) in enumerate(groupby(passages, itemgetter(0, 1)), start=1):
        connection.execute("INSERT INTO passage_text_record VALUES (?, ?, ?)", (number, record, kind))
        connection.execute(INDEX, (number, *texts_of((field, text) for _, _, field, text in told)))


def put_in(connection: sqlite3.Connection, done: Examined, *, is_new: bool) -> None:
    """Put a commitment into a database that lacks it, with its words; `is_new` tells that its file is not yet known."""
    with closing(Rows(connection)) as rows:
        rows.add([("file", (done.path, done.sha256))] if is_new else [])
        rows.add(done.wanted)
    record = id_of(done.path)
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM passage_text_record").fetchone()[0]
    connection.execute("INSERT INTO passage_text_record VALUES (?, ?, 'commitment')", (number, record))
    connection.execute(INDEX, (number, *_texts(connection, record)))


def take_out(connection: sqlite3.Connection, record: str) -> None:
    """Take a commitment out of a database, if it is there, with its words and all that belongs to it."""
    query = "SELECT number FROM passage_text_record WHERE record = ? AND kind = 'commitment'"
    for (number,) in connection.execute(query, (record,)).fetchall():
        connection.execute(UNINDEX, (number, *_texts(connection, record)))
        connection.execute("DELETE FROM passage_text_record WHERE number = ?", (number,))
    for table in database.tables(connection):
        column = OWNER.get(table, "commitment_id")
        if any(row[1] == column for row in connection.execute(f"PRAGMA table_info('{table}')")):
            connection.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (record,))  # noqa: S608 -- our own tables


def _texts(connection: sqlite3.Connection, record: str) -> tuple[str, ...]:
    """The words of a commitment as they stand in the index."""
    query = "SELECT field, text FROM passage WHERE record = ? AND kind = 'commitment' ORDER BY field, text"
    return texts_of(connection.execute(query, (record,)))


def texts_of(passages: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Gather passages, each with its field, into the columns of the index for words."""
    texts: dict[str, list[str]] = {column: [] for column in INDEXED.values()}
    for field, text in passages:
        texts[INDEXED[field]].append(_evened(text))
    return tuple(map(PARTED.join, texts.values()))


@lru_cache(maxsize=4096)
def _evened(text: str) -> str:
    return " ".join(words(text))


def describe(connection: sqlite3.Connection, corpus: Corpus, missing: int) -> None:
    """Write into the database what it was made from."""
    facts = {
        "commit": revision.of(corpus.dataset),
        "left_out": str(missing),
        "schema_version": str(database.SCHEMA_VERSION),
        "tool_version": __version__,
        "digest": database.digest(connection, "file"),
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(facts.items()))


def _prove(connection: sqlite3.Connection) -> None:
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if dangling or sound != "ok":
        raise CommitmentsError(
            f"the database came out unsound: {sound}, {len(dangling)} dangling references; please report it"
        )
