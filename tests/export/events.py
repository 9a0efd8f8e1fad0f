"""The examples that join an export with a table of events, run as whole processes: what they answer, and take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.conftest import REPOSITORY

EXAMPLES = REPOSITORY / "tests" / "examples"
ASK_DUCKDB = """
import duckdb, sys
read = duckdb.sql(open(sys.argv[1], encoding="utf-8").read())
for row in (read.columns, *read.fetchall()):
    print(*row, sep="\\t")
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What an example put out, in how many seconds, and the most memory that one of its processes had, in MiB."""

    out: str
    seconds: float
    memory: int


def make(export: Path, rows: int) -> Ran:
    """Make events up, beside the folder of an export."""
    return _run(export, sys.executable, "-W", "error", str(EXAMPLES / "events.py"), "../events.parquet", str(rows))


def of_duckdb(export: Path) -> Ran:
    return _run(export, sys.executable, "-c", ASK_DUCKDB, str(EXAMPLES / "events_duckdb.sql"))


def of_spark(export: Path) -> Ran:
    return _run(export, sys.executable, str(EXAMPLES / "events_spark.py"))


def _run(place: Path, *command: str) -> Ran:
    """Run a command; raises CalledProcessError, with what it said, where it fails."""
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "LC_ALL": "C.UTF-8"}
    begun, memory = time.monotonic(), 0
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(
            command, cwd=place, env=environment, stdout=out, stderr=err, text=True, start_new_session=True
        )
        while process.poll() is None:
            memory = max(memory, _largest(process.pid))
            time.sleep(0.05)
        told, said = _whole(out), _whole(err)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, told, said)
    return Ran(told, time.monotonic() - begun, memory)


def _whole(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def _largest(session: int) -> int:
    """Give the most memory that a process of a session had so far, in MiB; Java is a process of its own."""
    most = 0
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError, ValueError):  # it may have ended by now
            if int((place / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                most = max(most, int((place / "status").read_text().partition("VmHWM:")[2].split()[0]) // 1024)
    return most
