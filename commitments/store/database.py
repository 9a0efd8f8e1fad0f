"""The database as a file: opened for reading, and summed up table by table."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from commitments.findings import CommitmentsError
from commitments.store.connection import Connection

APPLICATION_ID = 0x434D544D
SCHEMA_VERSION = 6
LEAST_SQLITE = (3, 37)
"""The first SQLite that reads the tables: it knows STRICT."""
IN_USE = "is in use by another program: try again when that has ended"
MADE_ANEW = "`commitments build --rebuild` makes it anew"
JOURNALS = ("-journal", "-wal", "-shm")
"""How the files are called that SQLite keeps beside a database while a program writes in it; this one has none."""


def open_database(path: Path, *, own: bool = False) -> sqlite3.Connection:
    """Open a database of commitments for reading alone; `own` tells that it lies where its dataset builds it.

    Raises CommitmentsError where there is no file, or where it is not such a database.
    """
    if not path.is_file():
        raise CommitmentsError(f"there is no database {path}: `commitments build` makes it")
    version = version_of(path)
    if version is None:
        mended = MADE_ANEW if own else "name another file with --db"
        raise CommitmentsError(f"{path} is not a database of commitments: {mended}")
    if version != SCHEMA_VERSION:
        told = f"{path} has version {version} of the tables, this tool reads {SCHEMA_VERSION}"
        raise CommitmentsError(f"{told}: build it anew with `commitments build --rebuild`")
    return _connect(path)


def version_of(path: Path) -> int | None:
    """Version of the tables in a database of commitments; None where a file is something else.

    Raises CommitmentsError where another program keeps the file to itself.
    """
    connection = _connect(path, "mode=ro&immutable=1" if is_begun(path) else "mode=ro")
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if is_locked(error):
            raise CommitmentsError(f"{path} {IN_USE}") from error
        return None
    finally:
        connection.close()
    return int(version) if application == APPLICATION_ID else None


def is_locked(error: Exception) -> bool:
    """Whether SQLite cannot read a file because another program keeps it to itself."""
    return _code(error) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def told_by_sqlite(error: sqlite3.Error | UnicodeDecodeError) -> str:
    """What SQLite says of a damaged file, also where it quotes bytes of it that are no text."""
    return error.object.decode("utf-8", "backslashreplace") if isinstance(error, UnicodeDecodeError) else str(error)


def refuse_old_sqlite() -> None:
    """Say what is missing where this Python's SQLite cannot read the tables.

    Raises CommitmentsError there.
    """
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        least = ".".join(map(str, LEAST_SQLITE))
        raise CommitmentsError(
            f"this Python comes with SQLite {sqlite3.sqlite_version}: {least} or newer is needed, so use another Python"
        )


def is_unreadable(error: Exception) -> bool:
    """Whether the system does not let SQLite read a file, such as one that was replaced on another machine."""
    return _code(error) == sqlite3.SQLITE_IOERR


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_begun(path: Path) -> bool:
    """Whether another program writes in a database, or was stopped while it did."""
    return any(journal.exists() for journal in _journals(path))


def end_what_was_begun(path: Path) -> None:
    """End or undo what another program began to write in a database, which SQLite would else lay over the next one.

    Raises CommitmentsError where that program is still at work.
    """
    if not is_begun(path):
        return
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if is_locked(error):
                raise CommitmentsError(f"{path} {IN_USE}") from error
    for journal in _journals(path):
        journal.unlink(missing_ok=True)


def _journals(path: Path) -> list[Path]:
    return [path.with_name(f"{path.name}{ending}") for ending in JOURNALS]


def _connect(path: Path, how: str = "mode=ro") -> sqlite3.Connection:
    refuse_old_sqlite()
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?{how}", uri=True)
    except sqlite3.OperationalError as error:
        raise CommitmentsError(f"{path} cannot be opened: {error}") from error
    connection.row_factory = sqlite3.Row
    return connection


def left_out(connection: Connection) -> int:
    """How many files the build left out because of errors in them, or in what they refer to.

    Raises CommitmentsError where the database tells no number.
    """
    row = connection.execute("SELECT value FROM meta WHERE name = 'left_out'").fetchone()
    if row and not row[0].isdecimal():
        raise CommitmentsError(f"the database was changed by hand: {MADE_ANEW}")
    return int(row[0]) if row else 0


def tables(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables that hold data, without the index for words."""
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'passage_text%' ORDER BY name"
    return [str(name) for (name,) in connection.execute(query)]


def terms_table(kind: str) -> str:
    """Name of the table that holds the terms of a kind, such as `force-presence`."""
    return f"terms_{kind.replace('-', '_')}"


def digest(connection: sqlite3.Connection, table: str) -> str:
    """Sha256 over the rows of a table in the order of its key; `meta` is left to its own devices."""
    import json  # noqa: PLC0415 -- a question does without it
    from hashlib import sha256  # noqa: PLC0415 -- likewise

    columns = [(row[1], row[5]) for row in connection.execute(f"PRAGMA table_info('{table}')")]
    keys = [name for name, place in sorted(columns, key=lambda column: column[1]) if place]
    listed, order = (", ".join(f'"{name}"' for name in names) for names in ([name for name, _ in columns], keys))
    total = sha256(json.dumps(columns).encode())
    for row in connection.execute(f'SELECT {listed} FROM "{table}" ORDER BY {order}'):  # noqa: S608 -- names from the schema itself
        total.update(json.dumps(tuple(row), ensure_ascii=False).encode())
    return total.hexdigest()
