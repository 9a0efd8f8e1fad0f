"""Proof that a database says what the data says: it is built again from the data and compared, table by table."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.english import counted
from commitments.findings import CommitmentsError
from commitments.store import build, database, dictionary, header, revision, unused
from commitments.store.connection import Connection

INDEX_DIFFERS = "the index for words is not that of the data"
INDEXED = (
    """
SELECT term, kind, record, col, "offset" FROM temp.indexed JOIN passage_text_record ON number = doc
ORDER BY term, kind, record, col, "offset"
""",
    """
SELECT kind, record, sz FROM passage_text_record LEFT JOIN passage_text_docsize AS size ON size.id = number
ORDER BY kind, record, sz
""",
    """
SELECT count(*) FROM (SELECT DISTINCT term AS word FROM temp.indexed) CROSS JOIN temp.indexed ON term = word
""",
    "SELECT count(*) FROM passage_text_docsize",
    "SELECT k, v FROM passage_text_config ORDER BY k",
    "SELECT block FROM passage_text_data WHERE id = 1",
)
"""Questions for all that the index for words holds: each word with its places, how many of these are found when
it is asked for, the sizes of texts, and their sums."""


def verify(dataset: Dataset, path: Path) -> list[str]:
    """Compare a database with its data; gives what differs, one sentence each, and nothing if nothing does.

    Raises CommitmentsError where there is no file at the path, or another program keeps it to itself.
    """
    own = path == dataset.database
    if path.is_file() and database.version_of(path) != database.SCHEMA_VERSION:
        return [_another(path, own=own)]
    connection = database.open_database(path, own=own)
    try:
        return list(_damage(connection)) or list(_differences(connection, dataset, path))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [f"the file is damaged: {database.told_by_sqlite(error)}"]
    finally:
        connection.close()


def _another(path: Path, *, own: bool) -> str:
    """What keeps a file from being opened as a database of this version."""
    try:
        database.open_database(path, own=own).close()
    except CommitmentsError as error:
        return str(error)
    return f"{path} was changed just now"


def impossible_values(connection: sqlite3.Connection) -> Iterator[str]:
    """Tell what no build leaves in a database, without its data: values that columns or word lists do not know.

    Raises CommitmentsError where its views are not those that this version of the tool makes.
    """
    yield from _damage(connection)
    words = dictionary.vocabularies(connection)
    for table in dictionary.dictionary(connection):
        for column in (column for column in table.columns if column.vocabulary):
            found = connection.execute(f'SELECT DISTINCT "{column.name}" FROM "{table.name}"')  # noqa: S608 -- names from our own schema
            if {value for (value,) in found} - {None, *words.get(str(column.vocabulary), ())}:
                yield f"'{table.name}.{column.name}' has a word that is in no list"


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        yield f"the file is damaged: {sound}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check").fetchmany(1):
        yield f"the table '{table}' refers to a row that is not there"


def _differences(connection: sqlite3.Connection, dataset: Dataset, path: Path) -> Iterator[str]:
    yield from other_files(connection, dataset)
    with tempfile.TemporaryDirectory() as place:
        again = build.build(dataset, Path(place) / "again.sqlite", keep_going=True).path
        with closing(database.open_database(again)) as other:
            told = [*_changed_tables(connection, other, dataset), *_broken_index(path, Path(place) / "copy.sqlite")]
            yield from told or _changed_bytes(connection, path, other, again)


def other_files(connection: Connection, dataset: Dataset) -> Iterator[str]:
    """Tell what files of a dataset are not in a database, or are not what they were when it was built."""
    written = dict(connection.execute("SELECT path, sha256 FROM file").fetchall())
    if missing := database.left_out(connection):
        yield f"the database leaves out {counted(missing, 'file')} with errors: see `commitments check`"
    yield from _changed_files(written, build.hashes(Corpus(dataset)))


def _changed_files(written: Mapping[str, str], current: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(written.keys() | current.keys()):
        if path not in current:
            yield f"{path} was removed after the database was built"
        elif path not in written:
            yield f"{path} is not in the database"
        elif written[path] != current[path]:
            yield f"{path} was changed after the database was built"


def _changed_tables(connection: sqlite3.Connection, other: sqlite3.Connection, dataset: Dataset) -> Iterator[str]:
    """Hold tables, views and what the database says of itself against those built from the data."""
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    if [tuple(row) for row in connection.execute(schema)] != [tuple(row) for row in other.execute(schema)]:
        yield "the tables and views are not those that this version of the tool makes"
        return
    for table in database.tables(other):
        if table != "meta" and database.digest(connection, table) != database.digest(other, table):
            yield f"the rows of '{table}' are not those that the data gives"
    yield from untrue_facts(connection, other, dataset)
    if any(_indexed(connection, query) != _indexed(other, query) for query in INDEXED):
        yield INDEX_DIFFERS


def untrue_facts(connection: Connection, other: Connection, dataset: Dataset) -> Iterator[str]:
    """Hold what a database says of itself against what one says that was just built from the data."""
    facts, true_facts = _facts(connection), _facts(other)
    commit = facts.pop("commit", ""), true_facts.pop("commit")
    if facts != true_facts or not revision.fits(dataset, *commit):
        yield "what the database says of itself is not true: see the table 'meta'"


def _facts(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, value FROM meta").fetchall())


def _indexed(connection: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed USING fts5vocab(main, passage_text, instance)")
    return list(map(tuple, connection.execute(query)))


def _broken_index(path: Path, copy: Path) -> Iterator[str]:
    """Let the index for words look through itself, which it does only where it might be written to."""
    shutil.copyfile(path, copy)
    with closing(sqlite3.connect(copy)) as connection:
        try:
            connection.execute("INSERT INTO passage_text (passage_text) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            yield INDEX_DIFFERS


def _changed_bytes(connection: sqlite3.Connection, path: Path, other: sqlite3.Connection, again: Path) -> Iterator[str]:
    """Hold the bytes that are no rows against what they are in every database, or in one built from the same commit."""
    content, built = path.read_bytes(), again.read_bytes()
    alike = header.is_of_one_build(content, built) and _facts(connection) == _facts(other)
    if not header.is_sound(content, built) or not unused.is_clear(path) or (alike and content != built):
        yield "the file has bytes that no build gives, where there are no rows"
