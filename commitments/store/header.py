"""The first bytes of a database file, which tell of it as a whole: https://www.sqlite.org/fileformat2.html#the_database_header."""

from __future__ import annotations

import sqlite3
from pathlib import Path

PAGE_SIZE = 4096
SIZE = 100
CHANGES, AS_OF_CHANGE = slice(24, 28), slice(92, 96)
"""How often the file was written to, and at which of these times the number of its writer was set."""
COUNTED = (CHANGES, slice(28, 40), AS_OF_CHANGE)
"""What differs from one sound database to another: those two, the number of pages, and which of them are free."""
WRITER = slice(96, 100)
"""Which SQLite wrote the file last; none heeds it."""
ALIKE = (3, 39), (3, 54)
"""The first SQLite of those seen to write the same bytes, and the first after them; all go by the first one's name."""
HIGHEST_PATCH = 100
"""No SQLite of one minor version has come this far."""


def name_writer(path: Path) -> None:
    """Let a database name as its writer the first SQLite that would have given the same bytes."""
    with path.open("r+b") as file:
        file.seek(WRITER.start)
        file.write(_writer().to_bytes(4, "big"))


def _writer() -> int:
    first, end = ALIKE
    own = sqlite3.sqlite_version_info
    major, minor, patch = (*first, 0) if first <= own < end else own
    return 1_000_000 * major + 1_000 * minor + patch


def is_sound(content: bytes, other: bytes) -> bool:
    """Whether the header of a database agrees with itself, and with another in all that sound databases share."""
    return (
        content[CHANGES] == content[AS_OF_CHANGE]
        and _is_writer(int.from_bytes(content[WRITER], "big"))
        and _shared(content) == _shared(other)
    )


def _is_writer(number: int) -> bool:
    """Whether a number is one that `name_writer` gives."""
    first, end = ALIKE
    major, minor, patch = number // 1_000_000, number // 1_000 % 1_000, number % 1_000
    return (
        major == first[0]
        and patch < HIGHEST_PATCH
        and ((major, minor, patch) == (*first, 0) or not first <= (major, minor) < end)
    )


def _shared(content: bytes) -> bytes:
    head = bytearray(content[:SIZE])
    for counted in (*COUNTED, WRITER):
        head[counted] = bytes(counted.stop - counted.start)
    return bytes(head)


def is_of_one_build(content: bytes, other: bytes) -> bool:
    """Whether two databases were each written in one go, by SQLites that give the same bytes for the same rows."""
    return all(content[part] == other[part] for part in (CHANGES, AS_OF_CHANGE, WRITER))
