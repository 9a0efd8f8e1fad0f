"""A PostgreSQL server of the tests' own, on a port of this machine, gone when they end."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.conftest import REPOSITORY

PUBLISHER, READER, OWNER = "commitments_publisher", "commitments_reader", "postgres"
SECRET = "a:secret@that/nobody?sees"  # noqa: S105 -- of a server that is gone with the test
"""The password of every role, with what an address would have to write otherwise."""
PAGE = REPOSITORY / "commitments" / "store" / "postgresql" / "README.md"
"""The page on operations, whose statements the tests run."""
PASSWORDS = tuple(f"ALTER ROLE {role} PASSWORD '{SECRET}'" for role in (PUBLISHER, READER, OWNER))
PLACES = (*map(Path, os.environ.get("PATH", "").split(os.pathsep)), *Path("/usr/lib/postgresql").glob("*/bin"))


def statements() -> list[list[str]]:
    """The statements of each block of SQL on the page on operations."""
    blocks = re.findall(r"^```sql\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [[text.strip() for text in block.split(";") if text.strip()] for block in blocks]


def programs() -> Path | None:
    """The folder with the programs of a server; None where there are none on this machine."""
    return next((folder for folder in PLACES if (folder / "pg_ctl").exists()), None)


@dataclass(frozen=True)
class Server:
    """A server: its folder, and the port at which it listens on 127.0.0.1."""

    folder: Path
    port: int

    def address(self, role: str, database: str) -> str:
        """The address of a database for a role."""
        return f"postgresql+psycopg://{role}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        """Make a database in which the publisher may publish, and give its name."""
        self.execute(f"CREATE DATABASE {database}", f"GRANT CREATE ON DATABASE {database} TO {PUBLISHER}")
        return database

    def execute(self, *statements: str, database: str = "postgres", role: str = OWNER) -> list[tuple[object, ...]]:
        """Run statements as the owner of the server, and give the rows of the last of them."""
        place = f"host=127.0.0.1 port={self.port} user={role} dbname={database}"
        with psycopg.connect(place, password=SECRET, autocommit=True) as connection:
            for statement in statements:
                found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def start(self) -> None:
        """Let the server begin, and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        run("pg_ctl", "-D", self.folder / "data", "-o", options, "-l", self.folder / "log", "-w", "start")

    def stop(self, how: str = "immediate") -> None:
        """End the server: `immediate` is as if it had crashed."""
        run("pg_ctl", "-D", self.folder / "data", "-m", how, "-w", "stop")


@dataclass(frozen=True)
class Place:
    """A database on the server, with the addresses at which it is published and read."""

    server: Server
    name: str

    @property
    def publisher(self) -> str:
        """The address for the role that publishes."""
        return self.server.address(PUBLISHER, self.name)

    @property
    def reader(self) -> str:
        """The address for the role that reads."""
        return self.server.address(READER, self.name)

    def execute(self, *statements: str) -> list[tuple[object, ...]]:
        """Run statements as the owner of the server, and give the rows of the last of them."""
        return self.server.execute(*statements, database=self.name)

    def schemas(self) -> list[str]:
        """The schemas with publications in them."""
        query = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '^commitments_\d+$' ORDER BY nspname"
        return [str(name) for (name,) in self.execute(query)]


@contextmanager
def running() -> Iterator[Server]:
    """Make a server, with the language of its texts Ukrainian, and take it away in the end."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    secret = folder / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    secret.chmod(0o644)
    run("initdb", "-D", folder / "data", "-A", "scram-sha-256", f"--pwfile={secret}", "-U", OWNER, *_texts())
    server = Server(folder, _free_port())
    server.start()
    try:
        server.execute(*statements()[0], *PASSWORDS)
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop()
        shutil.rmtree(folder)


def _texts() -> list[str]:
    """An order of texts that is not that of code points, where the server knows one."""
    told = subprocess.run([str(programs()) + "/initdb", "--help"], check=True, capture_output=True, text=True).stdout
    other = ["--locale-provider=icu", "--icu-locale=uk"] if "--icu-locale" in told else []
    return ["--encoding=UTF8", "--locale=C.UTF-8", *other]


def run(program: str, *arguments: str | Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    user = OWNER if os.geteuid() == 0 else None
    command = [str(programs()) + f"/{program}", *map(str, arguments)]
    subprocess.run(command, check=True, user=user, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
