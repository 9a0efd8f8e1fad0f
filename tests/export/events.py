"""The examples that join an export with a table of events, run as whole processes: what they answer, and take."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
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
    """What an example put out, in how many seconds, and the most memory that one of its processes had, in MiB.

    Linux counts that of the process which begins an example too, so it has to be a small one.
    """

    out: str
    seconds: float
    memory: int


def make(export: Path, rows: int) -> Ran:
    """Make events up, beside the folder of an export."""
    return _run(export, sys.executable, "-W", "error", str(EXAMPLES / "events.py"), "../events.parquet", str(rows))


def of_duckdb(export: Path) -> Ran:
    return _run(export, sys.executable, "-c", ASK_DUCKDB, str(EXAMPLES / "events_duckdb.sql"))


def of_spark(export: Path) -> Ran:
    """Ask Spark, by its own command: begun from Python, Java would be nobody's to tell its memory of."""
    return _run(export, str(Path(sys.executable).with_name("spark-submit")), str(EXAMPLES / "events_spark.py"))


def _run(place: Path, *command: str) -> Ran:
    """Run a command; raises CalledProcessError, with what it said, where it fails."""
    here = {"SPARK_LOCAL_IP": "127.0.0.1", "LC_ALL": "C.UTF-8", "PYSPARK_PYTHON": sys.executable}
    here |= {"PYTHONWARNINGS": "ignore"}  # Spark's command would have them in the answer
    begun = time.monotonic()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, cwd=place, env={**os.environ, **here}, stdout=out, stderr=err, text=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        told, said = _whole(out), _whole(err)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, told, said)
    return Ran(told, time.monotonic() - begun, usage.ru_maxrss // 1024)


def _whole(file: IO[str]) -> str:
    file.seek(0)
    return file.read()
