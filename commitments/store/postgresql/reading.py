"""A published database as questions read it: one publication, from the first query to the last, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any

import psycopg
from psycopg import errors

from commitments.findings import CommitmentsError
from commitments.store.connection import Cursor
from commitments.store.database import SCHEMA_VERSION
from commitments.store.postgresql import address as addresses
from commitments.store.postgresql.dialect import said
from commitments.store.postgresql.values import adapters

SECONDS = 60
"""How long one query of our own may take."""
SUPERUSER = """
SELECT current_setting('is_superuser') = 'on' OR EXISTS (
  SELECT 1 FROM pg_roles WHERE rolname = session_user AND rolsuper)
"""
CURRENT = "SELECT schema_name, schema_version FROM commitments.publication WHERE state = 'current'"
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
        if self.execute(SUPERUSER).fetchone() != (0,):
            raise CommitmentsError("`sql` is not for a superuser, whose queries reach outside: connect as a reader")
        if "\0" in query:
            raise CommitmentsError("the query has the character U+0000, which none can have")
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
    """Open what is published at an address, for reading alone; whatever a query did is undone in the end.

    Raises CommitmentsError where no server answers there, or nothing is published that this tool reads, or what is
    published was changed by hand.
    """
    place = addresses.place(address)
    with connected(address) as connection:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        reading = Reading(connection, place)
        reading.execute(f"SET LOCAL statement_timeout = {SECONDS * 1000}")
        schema = _current(reading, place)
        reading.execute(f'SELECT 1 FROM "{schema}".meta')  # noqa: S608 -- keeps it from being dropped while it is read
        reading.execute(f'SET LOCAL search_path TO "{schema}"')
        try:
            yield reading
        except UnicodeError:
            raise  # it is what was asked for, or where the answer goes, that cannot be written
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            told = (
                "holds what nothing publishes: `commitments verify` tells what, and `build --rebuild` publishes it anew"
            )
            raise CommitmentsError(f"{place} {told} ({type(error).__name__})") from error
        finally:
            connection.rollback()


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
        connection = psycopg.connect(
            **addresses.parameters(address), row_factory=rows, prepare_threshold=None, context=adapters()
        )
    except psycopg.Error as error:
        raise CommitmentsError(why(error, addresses.place(address))) from error
    try:
        with connection:
            yield connection
    except psycopg.Error as error:
        raise CommitmentsError(why(error, addresses.place(address))) from error


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
