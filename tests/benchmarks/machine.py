"""What figures were taken with and on: day, versions, machine."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

LIBRARIES = ("typer", "pydantic", "sqlmodel", "sqlalchemy", "pyyaml")
PEERS = ("yaml-to-sqlite", "sqlite-utils", "datasette", "check-jsonschema", "linkml", "frictionless")
ASK = """
import sys
from importlib.metadata import PackageNotFoundError, version
for name in sys.argv[1:]:
    try:
        print(name, version(name))
    except PackageNotFoundError:
        print(name, "not installed")
"""


def header(peers: Path) -> str:
    """Say when, with what and on what the figures were taken."""
    own = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n".join(
        (
            f"Taken on {time.strftime('%Y-%m-%d')}; other work on the machine makes figures noisy.",
            f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {own}",
            f"Peers: {', '.join(_versions(peers))}",
            f"Machine: {_processor()}, {os.cpu_count()} cores, {platform.system()}",
        )
    )


def _versions(peers: Path) -> list[str]:
    """Ask the interpreter that the peers run on for their versions."""
    asked = subprocess.run([peers / "python", "-c", ASK, *PEERS], check=False, capture_output=True, text=True)
    return asked.stdout.splitlines() or ["none found"]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine())
