"""The server: it shows a copy of the database as it was at the start, until it is stopped."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sqlite3
import tempfile
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import MappingProxyType

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

from commitments.browse import cells, metadata, parts, sheets, words
from commitments.browse.fence import App, fenced
from commitments.findings import CommitmentsError, reason
from commitments.imprint import NAME

HOST = "127.0.0.1"
PLACE = Path(__file__).parent
SETTINGS = MappingProxyType(
    {
        "default_cache_ttl": 0,  # the next start may show other data
        "facet_time_limit_ms": 2000,
        "sql_time_limit_ms": 5000,
        "suggest_facets": False,  # the facets that help are named
        "truncate_cells_html": 600,  # the page of a row has its texts whole
    }
)


def serve(connection: sqlite3.Connection, port: int, told: Callable[[str], None], *, shown: bool) -> None:
    """Serve the database of an open connection to this machine until Ctrl-C; port 0 is any that is free.

    `told` takes the address, and a browser opens it where it is to be `shown`. Raises CommitmentsError for a port
    that cannot be used.
    """
    with _listening(port) as listener, tempfile.TemporaryDirectory(prefix="commitments-") as folder:
        port = listener.getsockname()[1]
        app = fenced(pages(connection, Path(folder)), port)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        address = f"http://{HOST}:{port}/"
        told(f"{address} shows the database as it is now, to this machine alone; Ctrl-C ends it")
        if shown:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the copy is removed then too
        with suppress(KeyboardInterrupt), _silence():
            server.run(sockets=[listener])


@contextmanager
def _silence() -> Iterator[None]:
    """Keep off the terminal what Datasette prints of every error beside its page: SQL, tracebacks, variables."""
    with Path(os.devnull).open("w", encoding="utf-8") as nothing, redirect_stdout(nothing), redirect_stderr(nothing):
        yield


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({reason(error)})"
        raise CommitmentsError(f"port {port} {why}: name another with --port, or 0 for any that is free") from error


def pages(connection: sqlite3.Connection, folder: Path) -> App:
    """Make the pages over a copy of the database, which no build can change while it is read."""
    copy = folder / f"{NAME}.sqlite"
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)
    for plugin in (cells, parts, words):
        if not pm.is_registered(plugin):
            pm.register(plugin)
    shown = Datasette(
        immutables=[str(copy)],
        metadata=metadata.metadata(connection),
        settings=dict(SETTINGS),
        template_dir=str(PLACE / "templates"),
        static_mounts=[("static", str(PLACE / "static"))],
    )
    return sheets.defused(shown.app())
