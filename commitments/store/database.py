"""The database as a file: opened for reading, and held to its digest."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from commitments.findings import CommitmentsError

APPLICATION_ID = 0x434D544D
SCHEMA_VERSION = 2


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database of commitments for reading alone.

    Raises CommitmentsError where there is no file, or where it is not such a database.
    """
    if not path.is_file():
        raise CommitmentsError(f"there is no database {path}: `commitments build` makes it")
    version = version_of(path)
    if version is None:
        raise CommitmentsError(f"{path} is not a database of commitments: name another file with --db")
    if version != SCHEMA_VERSION:
        told = f"{path} has version {version} of the tables, this tool reads {SCHEMA_VERSION}"
        raise CommitmentsError(f"{told}: build it anew with `commitments build --rebuild`")
    return _connect(path)


def version_of(path: Path) -> int | None:
    """Version of the tables in a database of commitments; None where a file is something else."""
    connection = _connect(path)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    finally:
        connection.close()
    return int(version) if application == APPLICATION_ID else None


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    except sqlite3.OperationalError as error:
        raise CommitmentsError(f"{path} cannot be opened: {error}") from error
    connection.row_factory = sqlite3.Row
    return connection


def is_made_from(path: Path, files: Mapping[str, str]) -> bool:
    """Whether a database of this version was made whole from just these files, by path and sha256."""
    if version_of(path) != SCHEMA_VERSION:
        return False
    with closing(_connect(path)) as connection:
        written = dict(connection.execute("SELECT path, sha256 FROM file").fetchall())
        return written == files and not left_out(connection)


def left_out(connection: sqlite3.Connection) -> int:
    """How many files the build left out because of errors in them, or in what they refer to."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'left_out'").fetchone()
    return int(row[0]) if row else 0


def tables(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables that hold data, without the index for words."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_text%' ORDER BY name"
    return [str(name) for (name,) in connection.execute(query)]


def digest(connection: sqlite3.Connection, table: str) -> str:
    """Sha256 over the rows of a table in the order of its key; `meta` is left to its own devices."""
    columns = [(row[1], row[5]) for row in connection.execute(f"PRAGMA table_info('{table}')")]
    keys = [name for name, place in sorted(columns, key=lambda column: column[1]) if place]
    listed, order = (", ".join(f'"{name}"' for name in names) for names in ([name for name, _ in columns], keys))
    total = sha256(json.dumps(columns).encode())
    for row in connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY {order}'):  # noqa: S608 -- names from the schema itself
        total.update(json.dumps(tuple(row), ensure_ascii=False).encode())
    return total.hexdigest()
