"""Proof that a database says what the data says: it is built again from the data and compared, table by table."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.english import counted
from commitments.store import build, database, dictionary, revision


def verify(dataset: Dataset, path: Path) -> list[str]:
    """Compare a database with its data; gives what differs, one sentence each, and nothing if nothing does.

    Raises CommitmentsError where there is no database of commitments at the path.
    """
    connection = database.open_database(path, own=path == dataset.database)
    try:
        return list(_damage(connection)) or list(_differences(connection, dataset))
    except sqlite3.DatabaseError as error:
        return [f"the file is damaged: {error}"]
    finally:
        connection.close()


def damage(connection: sqlite3.Connection) -> Iterator[str]:
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


def _differences(connection: sqlite3.Connection, dataset: Dataset) -> Iterator[str]:
    written = dict(connection.execute("SELECT path, sha256 FROM file").fetchall())
    if missing := database.left_out(connection):
        yield f"the database leaves out {counted(missing, 'file')} with errors: see `commitments check`"
    yield from _changed_files(written, build.hashes(Corpus(dataset)))
    with tempfile.TemporaryDirectory() as place:
        again = build.build(dataset, Path(place) / "again.sqlite", keep_going=True).path
        with closing(database.open_database(again)) as other:
            yield from _changed_tables(connection, other, dataset)


def _changed_files(written: Mapping[str, str], current: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(written.keys() | current.keys()):
        if path not in current:
            yield f"{path} was removed after the database was built"
        elif path not in written:
            yield f"{path} is not in the database"
        elif written[path] != current[path]:
            yield f"{path} was changed after the database was built"


def _changed_tables(connection: sqlite3.Connection, other: sqlite3.Connection, dataset: Dataset) -> Iterator[str]:
    """Hold tables, views and the digest that the database gives itself against those built from the data."""
    schema = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name"
    if [tuple(row) for row in connection.execute(schema)] != [tuple(row) for row in other.execute(schema)]:
        yield "the tables and views are not those that this version of the tool makes"
        return
    for table in database.tables(other):
        if table != "meta" and database.digest(connection, table) != database.digest(other, table):
            yield f"the rows of '{table}' are not those that the data gives"
    facts, true_facts = (dict(held.execute("SELECT name, value FROM meta").fetchall()) for held in (connection, other))
    commit = facts.pop("commit", ""), true_facts.pop("commit")
    if facts != true_facts or not revision.fits(dataset, *commit):
        yield "what the database says of itself is not true: see the table 'meta'"
    if _indexed(connection) != _indexed(other):
        yield "the index for words is not that of the data"


def _indexed(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Every word of the index with its places in the texts of records, and the size of these texts."""
    connection.execute("CREATE VIRTUAL TABLE temp.indexed USING fts5vocab(main, passage_text, instance)")
    words = connection.execute("""
        SELECT term, kind, record, col, "offset" FROM temp.indexed JOIN passage_text_record ON number = doc
        ORDER BY term, kind, record, col, "offset"
    """)
    return list(map(tuple, words))
