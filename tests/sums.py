"""What this Python makes of the real data, each file with its sha256: `tests/same_bytes` holds them against each other.

It needs the packages in locked/runtime.txt alone.
"""

from __future__ import annotations

import platform
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
from hashlib import sha256
from pathlib import Path

MADE = (
    ("build", "--rebuild", "--db", "commitments.sqlite"),
    ("export", "tables", "-f", "csv", "-f", "jsonl", "--db", "commitments.sqlite"),
    *(
        ("brief", "Ukraine", "--lang", lang, "--today", "2026-11-23", "-o", f"{lang}.md", "--db", "commitments.sqlite")
        for lang in ("en", "ar", "uk", "fr")
    ),
    ("matrix", "-f", "markdown", "-o", "matrix.md", "--db", "commitments.sqlite"),
    ("timeline", "-c", "Ukraine", "-f", "markdown", "-o", "timeline.md", "--db", "commitments.sqlite"),
    ("list", "-f", "json", "-o", "list.json", "--db", "commitments.sqlite"),
    ("schema", "--check"),
    ("verify", "--db", "commitments.sqlite"),
)


def make(place: Path, root: Path) -> None:
    """Run each command of ours in a folder, on the data of a checkout."""
    for command in MADE:
        arguments = [sys.executable, "-m", "commitments", *command, "--dataset", str(root)]
        done = subprocess.run(
            arguments, cwd=place, capture_output=True, text=True, encoding="utf-8", check=False,
            env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{' '.join(command)}: {done.stderr}")


def sums(place: Path) -> list[str]:
    """The sha256 of every file in a folder, with its path."""
    files = sorted(path for path in place.rglob("*") if path.is_file() and path.suffix != ".seen")
    return [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(place).as_posix()}" for path in files]


def main() -> None:
    """Make everything in a temporary folder, and print the sums."""
    versions = platform.python_version(), sqlite3.sqlite_version, unicodedata.unidata_version
    sys.stderr.write("Python {}, SQLite {}, Unicode {}\n".format(*versions))
    with tempfile.TemporaryDirectory() as place:
        make(Path(place), Path(__file__).resolve().parents[1])
        sys.stdout.writelines(f"{line}\n" for line in sums(Path(place)))


if __name__ == "__main__":
    main()
