"""A database file published on a server, whole or not at all, beside what was published before."""

from __future__ import annotations

import os
import time
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
IN_STEPS = ("CockroachDB", "-YB-")
"""In what a server says of itself: such a one does not undo what was made in a transaction that fails."""
PUBLICATIONS = """
CREATE TABLE IF NOT EXISTS commitments.publication ( -- what was published, of which one is current
  number bigint PRIMARY KEY, schema_name text NOT NULL, state text NOT NULL CHECK (state IN ('current', 'previous')),
  schema_version bigint NOT NULL, tool_version text NOT NULL, "commit" text NOT NULL, digest text NOT NULL,
  left_out bigint NOT NULL, published_at timestamptz NOT NULL DEFAULT now())
"""
SWAPPED = "UPDATE commitments.publication SET state = CASE state WHEN 'current' THEN 'previous' ELSE 'current' END"
OWN = {"publication", "turn"}
"""The tables of the schema `commitments`, where all else is a view."""
SCHEMAS = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^commitments_[0-9]+$' ORDER BY nspname"
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
        role = _readers(connection)
        current = connection.execute("SELECT * FROM commitments.publication WHERE state = 'current'").fetchone()
        if current and not anew and all(str(current[name]) == value for name, value in facts.items()):
            return Published(current["number"], new=False, readers=role)
        number = _next(connection)
        filling.fill(connection, file, f"commitments_{number}")
        _keep_where_nothing_is_undone(connection)
        _announce(connection, number, facts)
        _show(connection, role)
        _drop_others(connection)
        return Published(number, new=True, readers=role)


def roll_back(address: str) -> Published:
    """Make what was published before current again, and what is current the one before.

    Raises CommitmentsError where there is nothing to go back to.
    """
    with connected(address) as connection:
        _begin(connection, address)
        query = "SELECT number FROM commitments.publication WHERE state = 'previous'"
        found = connection.execute(query).fetchone()
        if not found:
            raise CommitmentsError(f"nothing was published before in {addresses.place(address)}: there is no way back")
        connection.execute(SWAPPED)
        role = _readers(connection)
        _show(connection, role)
        return Published(found["number"], new=True, readers=role)


def _begin(connection: Connection, address: str) -> None:
    """Keep other publishers out until the end, and make what stands outside of any publication."""
    connection.execute("SET LOCAL statement_timeout = 0")
    connection.execute("CREATE SCHEMA IF NOT EXISTS commitments")
    connection.execute(PUBLICATIONS)
    try:
        for statement in TURN:
            connection.execute(statement)
    except errors.LockNotAvailable as error:
        place = addresses.place(address)
        raise CommitmentsError(f"another program is publishing in {place}: try again when that has ended") from error


def readers() -> str:
    """The name of the role that is to read what is published."""
    return os.environ.get(READERS_NAMED) or READERS


def _readers(connection: Connection) -> str | None:
    """The role that is to read what is published, where there is one."""
    named = readers()
    return named if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (named,)).fetchone() else None


def _next(connection: Connection) -> int:
    names = [str(name) for (name,) in connection.execute(SCHEMAS)]
    published = connection.execute("SELECT coalesce(max(number), 0) FROM commitments.publication").fetchone()
    return 1 + max([*(int(name.rpartition("_")[2]) for name in names), *map(int, published or ())])


def _keep_where_nothing_is_undone(connection: Connection) -> None:
    """Let a server that publishes in steps have the rows, before anybody is led to them."""
    (version,) = connection.execute("SELECT version()").fetchone() or ("",)
    if any(name in version for name in IN_STEPS):
        connection.commit()
        connection.execute(TURN[-1])


def _announce(connection: Connection, number: int, facts: dict[str, str]) -> None:
    """Make a publication the current one, and the current one the one before."""
    connection.execute("DELETE FROM commitments.publication WHERE state = 'previous'")
    connection.execute(SWAPPED)
    told = {name: facts[name] for name in ("schema_version", "tool_version", "commit", "digest", "left_out")}
    columns = {"number": number, "schema_name": f"commitments_{number}", "state": "current", **told}
    query = sql.SQL("INSERT INTO commitments.publication ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join(map(sql.Placeholder, columns))
    )
    connection.execute(query, columns)


def _show(connection: Connection, role: str | None) -> None:
    """Let the views in the schema `commitments` show what is current, and its readers see it."""
    query = "SELECT schema_name FROM commitments.publication WHERE state = 'current'"
    (current,) = [str(name) for (name,) in connection.execute(query)]
    for attempt in range(TRIES):
        try:
            with connection.transaction():
                _make_views(connection, current)
            break
        except (errors.LockNotAvailable, errors.DeadlockDetected):
            if attempt == TRIES - 1:
                raise
            time.sleep(1)
    for schema in ("commitments", current) if role else ():
        names = {"schema": sql.Identifier(schema), "role": sql.Identifier(str(role))}
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {schema} TO {role}").format(**names))
        connection.execute(sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {role}").format(**names))


def _make_views(connection: Connection, schema: str) -> None:
    connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
    query = "SELECT table_name FROM information_schema.tables WHERE table_schema = %s ORDER BY table_name"
    names, shown = ({str(name) for (name,) in connection.execute(query, (of,))} for of in (schema, "commitments"))
    for name in sorted(shown - names - OWN):
        connection.execute(sql.SQL("DROP VIEW commitments.{}").format(sql.Identifier(name)))
    for name in sorted(names):
        _make_view(connection, name, schema)


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


def _drop_others(connection: Connection) -> None:
    """Drop what is neither current nor the one before, but for what somebody still reads: the next time will do."""
    kept = {str(name) for (name,) in connection.execute("SELECT schema_name FROM commitments.publication")}
    for (name,) in connection.execute(SCHEMAS).fetchall():
        if name not in kept:
            try:
                with connection.transaction():
                    connection.execute("SET LOCAL lock_timeout = '1ms'")
                    connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(name)))
            except errors.LockNotAvailable:
                continue
