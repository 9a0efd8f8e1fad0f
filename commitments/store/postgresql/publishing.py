"""A database file published on a server, whole or not at all, beside what was published before."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import errors, sql

from commitments.findings import CommitmentsError
from commitments.store import database
from commitments.store.postgresql import address as addresses
from commitments.store.postgresql import filling
from commitments.store.postgresql.reading import Row, connected

READERS = "commitments_reader"
"""The role that may read what is published, unless the environment names another."""
READERS_NAMED = "COMMITMENTS_READERS"
TURN = (
    "CREATE TABLE IF NOT EXISTS commitments.turn (number bigint PRIMARY KEY)",
    "INSERT INTO commitments.turn VALUES (1) ON CONFLICT DO NOTHING",
    "SELECT number FROM commitments.turn FOR UPDATE NOWAIT",
)
"""Takes the turn to publish, which whoever publishes holds to the end."""
PUBLICATIONS = """
CREATE TABLE IF NOT EXISTS commitments.publication ( -- what was published, of which one is current
  number bigint PRIMARY KEY, schema_name text NOT NULL,
  state text NOT NULL CHECK (state IN ('current', 'previous', 'old')),
  schema_version bigint NOT NULL, tool_version text NOT NULL, "commit" text NOT NULL, digest text NOT NULL,
  left_out bigint NOT NULL, published_at timestamptz NOT NULL DEFAULT now())
"""
FITNESS = """
SELECT current_setting('server_encoding'), current_user,
  (SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = 'commitments')
"""
SWAPPED = """
UPDATE commitments.publication SET state = CASE state WHEN 'current' THEN 'previous' ELSE 'current' END
WHERE state <> 'old'
"""
FACTS = ("schema_version", "tool_version", "commit", "digest", "left_out")
"""What a database says of itself in `meta`, and a publication in its columns."""
CURRENT = f"""
SELECT number, schema_name, {", ".join(f'"{name}"' for name in FACTS)} FROM commitments.publication
WHERE state = 'current'
"""  # noqa: S608 -- our own names
AGED = """
UPDATE commitments.publication SET state = CASE state WHEN 'current' THEN 'previous' ELSE 'old' END
"""
OLD = "SELECT number, schema_name FROM commitments.publication WHERE state = 'old'"
SCHEMAS = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^commitments_[0-9]{1,9}$' ORDER BY nspname"
TRIES, PATIENCE = 60, "500ms"
"""How often, and how long each time, others are waited for who read the views just then.

It is less than the second after which PostgreSQL looks for those who wait for one another: so it is never a reader who
has to give way.
"""

Connection = psycopg.Connection[Row]


class Published(NamedTuple):
    """What is published: its number, whether it is new there, and the role that can read it, if there is one."""

    number: int
    new: bool
    readers: str | None


def publish(address: str, path: Path, *, anew: bool = False) -> Published:
    """Publish a database file on a server; what is there already is not published again, unless it is to be `anew`.

    All of it is one transaction: readers see what was there before, or all that is new. Raises CommitmentsError where
    the server refuses, or another program is publishing there.
    """
    with closing(database.open_database(path)) as file, connected(address) as connection:
        _begin(connection, address)
        facts = dict(file.execute("SELECT name, value FROM meta").fetchall())
        current = connection.execute(CURRENT).fetchone()
        is_new = anew or not current or not _stands(connection, current, facts)
        number = _next(connection) if is_new or not current else int(current["number"])
        if is_new:
            filling.fill(connection, file, f"commitments_{number}")
            _announce(connection, number, facts)
        _show(connection)
        role = _granted(connection)
        _drop_old(connection)  # the last, as it waits for nobody
        return Published(number, is_new, role)


def _stands(connection: Connection, current: Row, facts: Mapping[str, str]) -> bool:
    """Whether what is current is there, and of the same data."""
    there = connection.execute("SELECT to_regclass(%s) IS NOT NULL", (f"{current['schema_name']}.meta",)).fetchone()
    return there == (1,) and all(str(current[name]) == facts[name] for name in FACTS)


def roll_back(address: str) -> int:
    """Make what was published before current again, and what is current the one before; gives its number.

    Raises CommitmentsError where there is nothing to go back to.
    """
    with connected(address) as connection:
        _begin(connection, address)
        query = "SELECT number FROM commitments.publication WHERE state = 'previous'"
        found = connection.execute(query).fetchone()
        if not found:
            raise CommitmentsError(f"nothing was published before in {addresses.place(address)}: there is no way back")
        connection.execute(SWAPPED)
        _show(connection)
        _granted(connection)
        return int(found["number"])


def _begin(connection: Connection, address: str) -> None:
    """Keep other publishers out until the end, and make what stands outside of any publication."""
    for setting in ("statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(f"SET LOCAL {setting} = 0")
    _refuse_if_unfit(connection, addresses.place(address))
    try:
        for statement in ("CREATE SCHEMA IF NOT EXISTS commitments", PUBLICATIONS, *TURN):
            connection.execute(statement)
    except (errors.LockNotAvailable, errors.UniqueViolation) as error:  # the second where both are the first ever
        place = addresses.place(address)
        raise CommitmentsError(f"another program is publishing in {place}: try again when that has ended") from error


def _refuse_if_unfit(connection: Connection, place: str) -> None:
    """Say why nothing can be published, where the database or the role does not fit.

    Raises CommitmentsError there.
    """
    encoding, role, owner = connection.execute(FITNESS).fetchone() or ("", "", "")
    if encoding != "UTF8":
        raise CommitmentsError(f"{place} holds texts as {encoding}: make a database with ENCODING 'UTF8'")
    if owner not in {None, role}:
        raise CommitmentsError(f"the schema commitments in {place} belongs to {owner}: publish as that role")


def readers() -> str:
    """The name of the role that is to read what is published."""
    return os.environ.get(READERS_NAMED) or READERS


def _granted(connection: Connection) -> str | None:
    """Let the role of readers read what is current; gives its name, or None where there is no such role."""
    role = readers()
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)).fetchone():
        return None
    schema = _current(connection)
    names = _tables(connection, schema)
    readable = [*((schema, name) for name in names), *(("commitments", name) for name in (*names, "publication"))]
    rights = [sql.SQL("USAGE ON SCHEMA {}").format(sql.Identifier(place)) for place in (schema, "commitments")]
    rights += [sql.SQL("SELECT ON {}").format(sql.Identifier(*name)) for name in readable]
    for right in rights:
        connection.execute(sql.SQL("GRANT {} TO {}").format(right, sql.Identifier(role)))
    return role


def _current(connection: Connection) -> str:
    """The schema of what is current."""
    query = "SELECT schema_name FROM commitments.publication WHERE state = 'current'"
    (current,) = [str(name) for (name,) in connection.execute(query)]
    return current


def _next(connection: Connection) -> int:
    names = [str(name) for (name,) in connection.execute(SCHEMAS)]
    published = connection.execute("SELECT coalesce(max(number), 0) FROM commitments.publication").fetchone()
    return 1 + max([*(int(name.rpartition("_")[2]) for name in names), *map(int, published or ())])


def _announce(connection: Connection, number: int, facts: Mapping[str, str]) -> None:
    """Make a publication the current one, and the current one the one before."""
    connection.execute(AGED)
    told = {name: facts[name] for name in FACTS}
    columns = {"number": number, "schema_name": f"commitments_{number}", "state": "current", **told}
    query = sql.SQL("INSERT INTO commitments.publication ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join(map(sql.Placeholder, columns))
    )
    connection.execute(query, columns)


def _show(connection: Connection) -> None:
    """Let the views in the schema `commitments` show what is current."""
    for attempt in range(TRIES):
        try:
            with connection.transaction():
                return _make_views(connection, _current(connection))
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            if attempt == TRIES - 1:
                raise
            time.sleep(1)
    return None


def _make_views(connection: Connection, schema: str) -> None:
    """Make all views anew, and drop those that were of the tables before; what others put there is left alone."""
    connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    names = set(_tables(connection, schema))
    before = connection.execute("SELECT schema_name FROM commitments.publication WHERE state = 'previous'").fetchone()
    for name in sorted(set(_tables(connection, before[0])) - names) if before else ():
        connection.execute(sql.SQL("DROP VIEW IF EXISTS {}").format(sql.Identifier("commitments", name)))
    for name in sorted(names):
        _make_view(connection, name, schema)


def _tables(connection: Connection, schema: str) -> list[str]:
    """The tables and views in a schema."""
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s"
    return [str(name) for (name,) in connection.execute(query, (schema,))]


def _make_view(connection: Connection, name: str, schema: str) -> None:
    """Let a view show a table; one that shows the same columns of another stays, with what others built on it."""
    view = sql.Identifier("commitments", name)
    shows = sql.SQL("VIEW {} AS SELECT * FROM {}").format(view, sql.Identifier(schema, name))
    try:
        with connection.transaction():
            connection.execute(sql.SQL("CREATE OR REPLACE {}").format(shows))
    except errors.InvalidTableDefinition:
        connection.execute(sql.SQL("DROP VIEW {}").format(view))
        connection.execute(sql.SQL("CREATE {}").format(shows))


def _drop_old(connection: Connection) -> None:
    """Drop what is neither current nor the one before, but for what somebody still reads: the next time will do."""
    for number, name in connection.execute(OLD).fetchall():
        try:
            with connection.transaction():
                connection.execute("SET LOCAL lock_timeout = '1ms'")
                connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
                connection.execute("DELETE FROM commitments.publication WHERE number = %s", (number,))
        except errors.LockNotAvailable:
            continue
