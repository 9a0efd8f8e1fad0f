"""A published database as questions read it: one publication, from the first query to the last, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg import errors, sql
from psycopg.adapt import Loader
from psycopg.types.numeric import FloatLoader
from psycopg.types.string import TextLoader

from commitments.findings import CommitmentsError
from commitments.store.connection import Cursor
from commitments.store.database import SCHEMA_VERSION
from commitments.store.postgresql import address as addresses
from commitments.store.postgresql.dialect import said

SECONDS = 60
"""How long one query of our own may take."""
CURRENT = "SELECT schema_name, schema_version FROM commitments.publication WHERE state = 'current'"
OTHERS = ("date", "time", "timestamp", "timestamptz", "timetz", "interval", "json", "jsonb", "bytea", "uuid", "inet")
"""Types that our tables do not have, but a query in SQL may make: they are told as PostgreSQL writes them."""

HINTS: Mapping[tuple[type[psycopg.Error], ...], str] = MappingProxyType(
    {
        (errors.InsufficientPrivilege,): ": let the owner of the database grant it, or connect as another role",
        (errors.UndefinedTable, errors.InvalidSchemaName): "; if it was published anew just now, ask again",
        (errors.DependentObjectsStillExist,): "; others have built on a view of ours that has other columns now: "
        "drop what they built, publish, and let them make it anew",
        (psycopg.OperationalError,): "",
    }
)
"""What to do about errors of a server, by their classes."""


class Row(tuple[Any, ...]):
    """A row of an answer, as SQLite gives it: its values by number and by the names of their columns."""

    __slots__ = ()
    named: Mapping[str, int] = {}

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 -- a value of any type
        """The value at a number, or under a name."""
        return super().__getitem__(self.named[place] if isinstance(place, str) else place)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return list(self.named)


def rows(cursor: psycopg.Cursor[Any]) -> Callable[[Sequence[Any]], Row]:
    """Make the rows of an answer; where two columns have one name, it means the first."""
    named: dict[str, int] = {}
    for place, column in enumerate(cursor.description or ()):
        named.setdefault(column.name, place)
    return type("Row", (Row,), {"__slots__": (), "named": named})


class _Truth(Loader):
    """A truth value as SQLite has it: 1 or 0."""

    def load(self, data: Any) -> int:  # noqa: ANN401 -- a buffer
        return int(bytes(data) == b"t")


class Reading:
    """A connection to a publication; errors of the server are told in a sentence."""

    def __init__(self, connection: psycopg.Connection[Row], place: str) -> None:
        self._connection = connection
        self._place = place

    def execute(self, query: str, parameters: Mapping[str, Any] | None = None, /) -> Cursor:
        """Ask a question.

        Raises CommitmentsError where the server refuses, takes too long or has gone away.
        """
        try:
            return self._connection.execute(said(query).encode(), parameters or {})
        except psycopg.Error as error:
            raise CommitmentsError(why(error, self._place)) from error

    def select(self, query: str, limit: int, seconds: float) -> tuple[list[str], list[Row]]:
        """Run a query that a person wrote, in PostgreSQL's own words: names of columns, and rows up to a limit.

        It becomes a cursor, for which PostgreSQL takes nothing but a SELECT. Raises CommitmentsError for anything else.
        """
        if self.execute("SELECT current_setting('is_superuser')").fetchone() == ("on",):
            raise CommitmentsError("`sql` is not for a superuser, whose queries reach outside: connect as a reader")
        try:
            self._connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
            with self._connection.cursor("asked") as cursor:
                cursor.execute(query.encode())
                found = cursor.fetchmany(limit)
                return [column.name for column in cursor.description or ()], found
        except errors.SyntaxError as error:
            raise CommitmentsError(f"PostgreSQL cannot answer this: {_told(error)}; write one SELECT") from error
        except psycopg.Error as error:
            raise CommitmentsError(why(error, self._place, seconds)) from error


@contextmanager
def opened(address: str) -> Iterator[Reading]:
    """Open what is published at an address, for reading alone.

    Raises CommitmentsError where no server answers there, or nothing is published that this tool reads.
    """
    place = addresses.place(address)
    with connected(address) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reading = Reading(connection, place)
        reading.execute(f"SET LOCAL statement_timeout = {SECONDS * 1000}")
        schema = _current(reading, place)
        connection.execute(sql.SQL("SET LOCAL search_path TO {}").format(sql.Identifier(schema)))
        reading.execute("SELECT 1 FROM meta")  # keeps the publication from being dropped while it is read
        yield reading


def _current(reading: Reading, place: str) -> str:
    """The schema of what is published now."""
    nothing = CommitmentsError(f"nothing is published in {place}: `commitments build --db ADDRESS` publishes it")
    try:
        found = reading.execute(CURRENT).fetchone()
    except CommitmentsError as error:
        if isinstance(error.__cause__, errors.UndefinedTable | errors.InvalidSchemaName):
            raise nothing from error
        raise
    if not found:
        raise nothing
    if found["schema_version"] != SCHEMA_VERSION:
        told = f"{place} has version {found['schema_version']} of the tables, this tool reads {SCHEMA_VERSION}"
        raise CommitmentsError(f"{told}: publish it with this version of the tool, or ask with the other")
    return str(found["schema_name"])


@contextmanager
def connected(address: str) -> Iterator[psycopg.Connection[Row]]:
    """Connect with a server, and end what was begun there in the end: undone, where an error left it open.

    Raises CommitmentsError where no connection comes about.
    """
    try:
        connection = psycopg.connect(**addresses.parameters(address), row_factory=rows, prepare_threshold=None)
    except psycopg.Error as error:
        raise CommitmentsError(why(error, addresses.place(address))) from error
    _read_as_sqlite_does(connection)
    try:
        with connection:
            yield connection
    except psycopg.Error as error:
        raise CommitmentsError(why(error, addresses.place(address))) from error


def _read_as_sqlite_does(connection: psycopg.Connection[Row]) -> None:
    adapters = connection.adapters
    adapters.register_loader("bool", _Truth)
    adapters.register_loader("numeric", FloatLoader)
    for name in OTHERS:
        adapters.register_loader(name, TextLoader)


def why(error: psycopg.Error, place: str, seconds: float = SECONDS) -> str:
    """Say in a sentence what went wrong on a server, and what to do."""
    told = _told(error)
    if isinstance(error, errors.QueryCanceled) and "statement timeout" in told:
        return f"the query took longer than {seconds:g} seconds, and was stopped"
    if isinstance(error, errors.LockNotAvailable):
        return f"{place} is in use by other programs, and was left as it was: try again"
    for kinds, hint in HINTS.items():
        if isinstance(error, kinds):
            return f"{place}: {told}{hint}"
    return f"PostgreSQL cannot answer this: {told}"


def _told(error: psycopg.Error) -> str:
    """The first line of what the server, or its library, says: the rest points into the query."""
    said_by_server = error.diag.message_primary or str(error)
    return " ".join(said_by_server.splitlines()[:1]) or "it said nothing"
