"""The least that the work can cost in Python: an answer from SQLite, files parsed by libyaml, a walk over all files.

Run as a script, so that a floor imports nothing but what it needs: `python floors.py answer DATABASE`.
"""

import os
import sys
from _collections_abc import Iterator  # loaded by `os` already, unlike its public name

QUESTION = """
SELECT id, type, stance FROM commitment
WHERE id IN (SELECT commitment_id FROM party WHERE actor = 'FRA') ORDER BY id LIMIT 20
"""


def answer(database: str) -> None:
    """Open a database and print twenty rows of it."""
    import sqlite3

    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for row in connection.execute(QUESTION):
        sys.stdout.write("  ".join(row) + "\n")


def parse(folder: str) -> None:
    """Read every file; where it is YAML, let libyaml parse it, and drop its events before Python sees them."""
    from yaml import _yaml

    for path, _ in _files(folder):
        content = _content(path)
        if path.endswith(".yaml"):
            _yaml.CParser(content).raw_parse()


def walk(folder: str) -> None:
    """Look at every file as the file system describes it, and at none of them inside."""
    for _, entry in _files(folder):
        entry.stat(follow_symlinks=False)


def _files(folder: str) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    waiting = [f"{folder}/{name}" for name in ("data", "schema/vocabulary", "seeds")]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                yield entry.path, entry


def _content(path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY)
    try:
        return os.read(handle, os.fstat(handle).st_size)
    finally:
        os.close(handle)


FLOORS = {"answer": answer, "parse": parse, "walk": walk}

if __name__ == "__main__":
    FLOORS[sys.argv[1]](sys.argv[2])
