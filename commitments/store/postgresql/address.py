"""Where on a server a database is: postgresql+psycopg://reader@db.example.org/guarantees."""

from __future__ import annotations

import re
from typing import Any

from commitments.escaping import on_a_line
from commitments.findings import CommitmentsError

LIKE_AN_ADDRESS = re.compile(
    r"""["'\s]*(?:[a-z][\w+.:-]+://?|postgres\w*:)|\s*(?:host|hostaddr|port|user|password|dbname|service)\s*=""",
    re.IGNORECASE,
)
"""What is meant for a server, also where it is written wrongly: a file of that name could tell a password."""
HOST = r"(?:\[[0-9A-Fa-f:.]+\]|[^\[\]@/?#:,\s]*)(?::\d+)?"
WELL_FORMED = re.compile(rf"(?:[^@/?#\s]*@)?{HOST}(?:,{HOST})*(?:/[^@/?#:\s]*)?(?:\?[^@#\s]*)?")
"""What follows the scheme, where no sign of a password can be taken for one that parts an address."""
KNOWN = frozenset({"postgresql+psycopg", "postgresql", "postgres"})
WRITTEN = "write postgresql+psycopg://USER@HOST/DATABASE"
SECONDS = {"connect_timeout": "10", "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3"}
"""After how many seconds a server that does not answer is given up, unless the address says it."""


def is_address(db: str | None) -> bool:
    """Whether what a person names as the database is on a server, and no file."""
    return bool(db and LIKE_AN_ADDRESS.match(db))


def parameters(address: str) -> dict[str, Any]:
    """Read an address into what PostgreSQL's own library takes.

    Raises CommitmentsError where it cannot be read, without saying it again: there may be a password in it.
    """
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    scheme, _, rest = address.partition("://")
    if scheme.lower() not in KNOWN:
        raise CommitmentsError(f"of servers only PostgreSQL is known: {WRITTEN}")
    try:
        given = conninfo_to_dict(f"postgresql://{rest}") if WELL_FORMED.fullmatch(rest) else None
    except (ProgrammingError, UnicodeError):
        given = None
    if given is None:
        told = f"the address of the server cannot be read: {WRITTEN}, and what is no letter or digit in a name as %40"
        raise CommitmentsError(told)
    return {"fallback_application_name": "commitments", **SECONDS, **given, "client_encoding": "utf8"}


def place(address: str) -> str:
    """Say where a database is, without any password."""
    given = parameters(address)
    host, port = (str(given.get(name, "")).partition(",")[0] for name in ("host", "port"))
    server = (host or "the usual server") + (f":{port}" if port else "")
    return on_a_line(f"{given.get('dbname', 'the usual database')} on {server}")


def has_password(address: str) -> bool:
    """Whether there is a password in an address."""
    return bool({"password", "sslpassword"} & parameters(address).keys())


def refuse_without_library() -> None:
    """Say how to install what speaks with a server, where it is missing.

    Raises CommitmentsError there.
    """
    try:
        import psycopg  # noqa: F401 -- a question to a file does without it
    except ImportError as error:
        from commitments.imprint import installing  # noqa: PLC0415 -- likewise

        raise CommitmentsError(f"PostgreSQL needs psycopg: {installing('postgresql')}") from error
