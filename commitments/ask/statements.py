"""Questions in SQL, answered from a database that nothing in them can change."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from commitments.findings import CommitmentsError
from commitments.store.connection import Connection

if TYPE_CHECKING:
    from commitments.store.postgresql.reading import Reading

ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE})
FORBIDDEN = frozenset({"load_extension", "fts3_tokenizer", "writefile", "readfile", "edit"})
FRESHNESS = "data_version"
"""The one setting that can be looked at: the index for words asks it whether the file has changed."""
INDEX = "SELECT 1 FROM passage_text LIMIT 0"
"""Opens the index for words, which would look like a change of the schema behind the fence."""
LONGEST = 10_000_000
"""The longest text or blob that a query may make, in bytes."""
SECONDS = 10.0
EVERY = 10_000
"""How many steps of the engine pass between two looks at the clock."""


class Result(NamedTuple):
    """The rows of a query under the names of its columns; `cut` tells that there are more."""

    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    cut: bool


def run(connection: Connection, query: str, limit: int, seconds: float = SECONDS) -> Result:
    """Run one query that reads, and give at most `limit` rows.

    Raises CommitmentsError for anything that would write or reach outside, for a query that takes longer than
    `seconds`, and for what the engine cannot read; KeyboardInterrupt where somebody stops it.
    """
    if not isinstance(connection, sqlite3.Connection):
        return _of_server(connection, query, limit, seconds)
    end = time.monotonic() + seconds
    connection.execute(INDEX)
    with _fenced(connection, end):
        try:
            cursor = connection.execute(query)
            rows = [tuple(row) for row in cursor.fetchmany(limit + 1)]
        except (sqlite3.Error, sqlite3.Warning, MemoryError) as error:
            if "interrupted" in str(error) and time.monotonic() <= end:
                raise KeyboardInterrupt from error
            raise CommitmentsError(_why(error, seconds)) from error
    if cursor.description is None:
        raise CommitmentsError("that is no query: write a SELECT")
    return Result(_once(name for name, *_ in cursor.description), rows[:limit], cut=len(rows) > limit)


def _of_server(connection: Connection, query: str, limit: int, seconds: float) -> Result:
    columns, rows = cast("Reading", connection).select(query, limit + 1, seconds)
    return Result(_once(columns), [tuple(row) for row in rows[:limit]], cut=len(rows) > limit)


@contextmanager
def _fenced(connection: sqlite3.Connection, end: float) -> Iterator[None]:
    """Let a connection read and compute, until some time and in some memory, and nothing else."""
    longest = connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.set_progress_handler(lambda: time.monotonic() > end, EVERY)
    connection.set_authorizer(_judge)
    try:
        yield
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, longest)


def _judge(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if (action, first) == (sqlite3.SQLITE_PRAGMA, FRESHNESS):
        return sqlite3.SQLITE_OK if second is None else sqlite3.SQLITE_DENY
    named = second if action == sqlite3.SQLITE_FUNCTION else first
    allowed = action in ALLOWED and (named or "").lower() not in FORBIDDEN
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _why(error: Exception, seconds: float) -> str:
    text = str(error)
    if "interrupted" in text:
        return f"the query took longer than {seconds:g} seconds, and was stopped"
    if "not authorized" in text or "prohibited" in text:
        return "only queries that read are answered: write a SELECT over the tables of `commitments schema --tables`"
    if "one statement at a time" in text:
        return "one query at a time: end it without a second statement"
    if "number of bindings" in text:
        return "the query has a place for a value, and none can be given: write the value itself"
    if isinstance(error, MemoryError) or "too big" in text:
        return f"the query makes a text longer than {LONGEST:,} bytes"
    return f"SQLite cannot answer this: {text}"


def _once(names: Iterable[str]) -> list[str]:
    """Names of the columns, each once: a second `id` becomes `id_2`, or takes the next number that is free."""
    named: dict[str, None] = {}
    for name in names:
        numbered = (f"{name}_{number}" for number in count(2))
        named[next(free for free in chain([name], numbered) if free not in named)] = None
    return list(named)
