"""What goes into a new database: tables, rows, the index for words, and what the database says of itself."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commitments import __version__
from commitments.curate import examination
from commitments.curate.corpus import Corpus, Entry, id_of
from commitments.curate.examination import Examined, Watch, has_errors
from commitments.findings import CommitmentsError, Finding
from commitments.store import database, passages, revision, tables
from commitments.store.header import PAGE_SIZE
from commitments.store.rows import Row, rows
from commitments.store.views import FOUND_IN, SEARCH, VIEWS

Contents: TypeAlias = tuple[list[Row], tuple[str, ...] | None]
INDEX = {"passage_text": "(rowid, names, words, notes, title)"}
"""The columns that are filled, for a table in which they are not all there are."""
UNINDEX = """
INSERT INTO passage_text (passage_text, rowid, names, words, notes, title) VALUES ('delete', ?, ?, ?, ?, ?)
"""
MERGE = "INSERT INTO passage_text (passage_text) VALUES ('optimize')"
"""Brings the index for words, which grows in pieces, into one."""
LOST = """
SELECT * FROM history_evidence AS named WHERE NOT EXISTS (
  SELECT 1 FROM evidence WHERE evidence.commitment_id = named.commitment_id AND evidence.id = named.evidence)
"""
"""Steps of a history whose evidence is not there: a view cannot refer to a row as a table does."""
OWNER = {"commitment": "id"}
"""The column that names the commitment that a row belongs to, where that is not `commitment_id`."""
BATCH = 20_000
"""How many rows are gathered before they go into the database."""
HOLD_INDEX = "INSERT INTO passage_text (passage_text, rank) VALUES ('hashsize', 1073741824)"
"""Lets the index for words hold what it is given until it is told to write: each SQLite has a mind of its own when."""
WRITE_INDEX = ("SAVEPOINT held", "RELEASE held")
"""Make the index for words write what it holds."""


def fill(
    path: Path, corpus: Corpus, out: frozenset[str] = frozenset(), watch: Watch | None = None
) -> tuple[list[Finding], int]:
    """Read all files into a new database at a path, but for those that are left out: findings, and number of records.

    After errors in files that are not left out, the database is not finished.
    """
    database.refuse_old_sqlite()
    path.write_bytes(b"")
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA page_size = {PAGE_SIZE}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            f"PRAGMA secure_delete = ON;"  # what is left over would tell one SQLite from another
            f"PRAGMA ignore_check_constraints = ON;"  # they are all checked at once, in the end
            f"PRAGMA application_id = {database.APPLICATION_ID}; PRAGMA user_version = {database.SCHEMA_VERSION}"
        )
        connection.executescript(schema(corpus.terms))
        connection.execute("BEGIN")
        connection.execute(HOLD_INDEX)
        findings, records = _insert_all(connection, corpus, out, watch)
        if out or not has_errors(findings):
            _finish(connection, corpus, len(out))
        return findings, records
    finally:
        connection.close()


def _insert_all(
    connection: sqlite3.Connection, corpus: Corpus, out: frozenset[str], watch: Watch | None
) -> tuple[list[Finding], int]:
    found: dict[str, tuple[Finding, ...]] = {}
    records = 0
    gathered = Rows(connection)
    # archived texts first: if one changes after this, the database says what it was before, and is built anew
    gathered.add([("file", (file.path, file.sha256)) for file in corpus.archives.values() if file.sha256])
    for done in examination.examined(corpus, contents, watch):
        if done.findings or done.path in found:
            found[done.path] = done.findings
        gathered.add([("file", (done.path, done.sha256))] if done.sha256 else [])
        if done.wanted and done.path not in out:
            gathered.put(done)
            records += 1
    gathered.flush()
    return [*corpus.stray_findings(), *(finding for few in found.values() for finding in few)], records


def contents(entry: Entry, corpus: Corpus) -> Contents:
    """What a record puts into the database: its rows, and its words for the index where it can be searched for."""
    return list(rows(entry, corpus)), passages.columns(entry, corpus)


class Rows:
    """Gathers rows, and puts many at a time into their tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._gathered: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self._number = 0
        query = "SELECT coalesce(max(number), 0) FROM passage_text_record"
        self._indexed: int = connection.execute(query).fetchone()[0]

    def put(self, done: Examined) -> None:
        """Take the contents of a record; its words come after those that are there."""
        own, words = done.wanted
        self.add(own)
        if words is not None:
            self._indexed += 1
            owner = (self._indexed, id_of(done.path), done.folder.removesuffix("s"))
            self.add([("passage_text_record", owner), ("passage_text", (self._indexed, *words))])

    def add(self, some: Sequence[Row]) -> None:
        """Take some rows."""
        for table, row in some:
            self._gathered[table].append(row)
        self._number += len(some)
        if self._number > BATCH:
            self.flush()

    def flush(self) -> None:
        """Put all that was gathered into the tables."""
        for table, gathered in sorted(self._gathered.items()):
            places = ", ".join("?" * len(gathered[0]))
            columns = INDEX.get(table, "")
            self._connection.executemany(f'INSERT INTO "{table}" {columns} VALUES ({places})', gathered)  # noqa: S608 -- our own table names
        for statement in WRITE_INDEX:
            self._connection.execute(statement)
        self._gathered.clear()
        self._number = 0


def _finish(connection: sqlite3.Connection, corpus: Corpus, missing: int) -> None:
    describe(connection, corpus, missing)
    connection.execute(MERGE)
    connection.execute("COMMIT")
    connection.execute("VACUUM")  # rows that did not come in the order of their keys leave gaps
    connection.execute("PRAGMA ignore_check_constraints = OFF")
    prove(connection)


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
        for text in (*statements, *VIEWS.values(), SEARCH, FOUND_IN)
    )
    return "".join(f"{statement.replace(chr(9), '  ')};\n\n" for statement in tidy)


def put_in(connection: sqlite3.Connection, done: Examined, *, is_new: bool) -> None:
    """Put a commitment into a database that lacks it, with its words; `is_new` tells that its file is not yet known."""
    gathered = Rows(connection)
    gathered.add([("file", (done.path, done.sha256))] if is_new else [])
    gathered.put(done)
    gathered.flush()


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
    query = "SELECT field, text FROM passage WHERE record = ? AND kind = 'commitment'"
    return passages.indexed(connection.execute(query, (record,)))


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


def prove(connection: sqlite3.Connection) -> None:
    """Raise CommitmentsError where a database is damaged, or a row refers to one that is not there."""
    dangling = [row for query in ("PRAGMA foreign_key_check", LOST) for row in connection.execute(query)]
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if dangling or sound != "ok":
        raise CommitmentsError(
            f"the database came out unsound: {sound}, {len(dangling)} dangling references; please report it"
        )
