"""From a corpus to a database file, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commitments import __version__
from commitments.curate.corpus import Corpus, Entry
from commitments.findings import CommitmentsError, Finding, Severity
from commitments.model.fields import Refers, marked
from commitments.model.folding import words
from commitments.store import database, revision, tables
from commitments.store.rows import rows
from commitments.store.views import INDEXED, SEARCH, VIEWS

PARTED = " \ue000 "
"""Stands between two passages in the index: a word that nobody can ask for, so that no phrase reaches across."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: the file, how many records are in it, and the paths of those left out."""

    path: Path
    records: int
    left_out: tuple[str, ...]


def build(corpus: Corpus, findings: Iterable[Finding], target: Path, *, own: bool = False) -> Built:
    """Build the database in a temporary file and put it in the place of the old one, or of anything if that is `own`.

    Records with errors, and those that refer to them, are left out. A reader sees the old file or the new one.
    Raises CommitmentsError where the word lists are broken or the place cannot be written.
    """
    sound, left_out = _sound(corpus, findings)
    broken_lists = [path for path in left_out if path.startswith("schema/")]
    if broken_lists:
        raise CommitmentsError(f"the word list {broken_lists[0]} has errors, and no record can be read without it")
    if not own and target.is_file() and target.stat().st_size and database.version_of(target) is None:
        raise CommitmentsError(
            f"{target} is not a database of commitments, and is left as it is: name another file with --db"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, corpus, sound, len(left_out))
    except OSError as error:
        raise CommitmentsError(
            f"{target} cannot be written ({error.strerror}): name another place with --db"
        ) from error
    except sqlite3.OperationalError as error:
        raise CommitmentsError(f"{target} cannot be written ({error}): name another place with --db") from error
    return Built(target, len(sound), left_out)


def _sound(corpus: Corpus, findings: Iterable[Finding]) -> tuple[list[Entry], tuple[str, ...]]:
    """Part the records that the database can hold from those with errors and those that refer to them."""
    bad = {finding.span.path for finding in findings if finding.severity is Severity.ERROR}
    sound = [entry for entry in corpus.entries if entry.record and entry.path not in bad]
    while True:
        known = {(entry.folder, entry.id) for entry in sound}
        kept = [entry for entry in sound if set(_references(entry)) <= known]
        if len(kept) == len(sound):
            break
        sound = kept
    paths = {entry.path for entry in sound}
    return sound, tuple(sorted(bad | {entry.path for entry in corpus.entries if entry.path not in paths}))


def _references(entry: Entry) -> Iterator[tuple[str, str]]:
    for _, text, marker in marked(entry.record) if entry.record else ():
        if isinstance(marker, Refers):
            yield marker.folder, text


def _replace(target: Path, corpus: Corpus, sound: list[Entry], left_out: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    begun = temporary.stat().st_mtime_ns
    try:
        _fill(temporary, corpus, sound, left_out)
        temporary.chmod(0o666 & ~_umask())
        os.utime(temporary, ns=(begun, begun))  # as old as the reading of the data, so that later changes are newer
        _sync(temporary)
        temporary.replace(target)
        _sync(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _fill(path: Path, corpus: Corpus, sound: list[Entry], left_out: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            f"PRAGMA application_id = {database.APPLICATION_ID}; PRAGMA user_version = {database.SCHEMA_VERSION}"
        )
        connection.executescript(schema(corpus.terms))
        connection.execute("BEGIN")
        _insert(connection, corpus, sound)
        _index_words(connection)
        _describe(connection, corpus, left_out)
        connection.execute("COMMIT")
        _prove(connection)
    finally:
        connection.close()


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
        for text in (*statements, *VIEWS, SEARCH)
    )
    return "".join(f"{statement.replace(chr(9), '  ')};\n\n" for statement in tidy)


def _insert(connection: sqlite3.Connection, corpus: Corpus, sound: list[Entry]) -> None:
    gathered: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in sound:
        for table, row in rows(entry, corpus):
            gathered[table].append(row)
    gathered["file"] = [{"path": path, "sha256": digest} for path, digest in sorted(hashes(corpus).items())]
    for table in sorted(gathered):
        _insert_rows(connection, table, gathered[table])


def _insert_rows(connection: sqlite3.Connection, table: str, rows_of_table: list[dict[str, Any]]) -> None:
    columns = list(rows_of_table[0]) if rows_of_table else []
    named = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join(f":{column}" for column in columns)
    if columns:
        connection.executemany(f'INSERT INTO "{table}" ({named}) VALUES ({places})', rows_of_table)  # noqa: S608 -- our own table names


def hashes(corpus: Corpus) -> Mapping[str, str]:
    """Sha256 of every file that the database is made from, by path."""
    archived = {file.path: file.sha256 for file in corpus.archives.values() if file.sha256}
    return {entry.path: entry.sha256 for entry in corpus.entries} | archived


def _index_words(connection: sqlite3.Connection) -> None:
    columns = tuple(dict.fromkeys(INDEXED.values()))
    texts: defaultdict[tuple[str, str], defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record, kind, field, text in connection.execute("SELECT * FROM passage"):
        texts[record, kind][INDEXED[field]].append(" ".join(words(text)))
    rows = [(*key, *(PARTED.join(texts[key][column]) for column in columns)) for key in sorted(texts)]
    connection.executemany("INSERT INTO passage_text VALUES (?, ?, ?, ?, ?, ?)", rows)


def _describe(connection: sqlite3.Connection, corpus: Corpus, left_out: int) -> None:
    """Write into the database what it was made from."""
    facts = {
        "commit": revision.of(corpus.dataset),
        "left_out": str(left_out),
        "schema_version": str(database.SCHEMA_VERSION),
        "tool_version": __version__,
        "digest": total_digest(connection),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(facts.items()))


def total_digest(connection: sqlite3.Connection) -> str:
    """One sha256 over the digests of all tables but `meta`."""
    names = [name for name in database.tables(connection) if name != "meta"]
    return sha256("".join(database.digest(connection, name) for name in names).encode()).hexdigest()


def _prove(connection: sqlite3.Connection) -> None:
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
    if dangling or sound != "ok":
        raise CommitmentsError(
            f"the database came out unsound: {sound}, {len(dangling)} dangling references; please report it"
        )


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
