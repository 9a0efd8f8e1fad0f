"""The room in the file of a database that no row takes up: cleared, so that nothing hides there and all builds agree.

What SQLite leaves there differs from one of its versions to the next. The layout of pages is that of
https://www.sqlite.org/fileformat2.html#b_tree_pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import BinaryIO

from commitments.store.header import PAGE_SIZE, SIZE

INNER, LEAVES = frozenset({2, 5}), frozenset({10, 13})
"""The first byte of a page of keys or rows; any other page begins with the number of a page, and so with zero."""
PAGE = Struct(">BHHH")
"""Kind of a page, where its first free block lies, the number of its cells, and where these begin."""
BLOCK = Struct(">HH")
"""Where the next free block of the page lies, and the size of this one."""


def clear(path: Path) -> None:
    """Set all room that no row takes up to zero."""
    with path.open("r+b") as file:
        for place, page in _pages(file):
            cleared = bytearray(page)
            for start, end in _filled(page, place):
                cleared[start:end] = bytes(end - start)
            if cleared != page:
                file.seek(place)
                file.write(cleared)


def is_clear(path: Path) -> bool:
    """Whether nothing stands in the room that no row takes up."""
    with path.open("rb") as file:
        whole = path.stat().st_size % PAGE_SIZE == 0
        return whole and not any(any(_filled(page, place)) for place, page in _pages(file))


def _pages(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Every page with its place in the file, one at a time: there may be more of them than memory."""
    place = 0
    while len(page := file.read(PAGE_SIZE)) == PAGE_SIZE:
        yield place, page
        place += PAGE_SIZE
        file.seek(place)


def _filled(page: bytes, place: int) -> Iterator[tuple[int, int]]:
    """Unused stretches of a page that are not all zero: first byte, and the byte after the last."""
    return ((start, end) for start, end in _unused(page, 0 if place else SIZE) if page[start:end].strip(b"\0"))


def _unused(page: bytes, head: int) -> Iterator[tuple[int, int]]:
    kind, block, cells, begin = PAGE.unpack_from(page, head)
    if kind not in INNER | LEAVES:
        return
    pointers = head + (12 if kind in INNER else 8)
    yield pointers + 2 * cells, begin
    while 0 < block <= PAGE_SIZE - BLOCK.size:
        following, size = BLOCK.unpack_from(page, block)
        yield block + BLOCK.size, min(block + size, PAGE_SIZE)
        block = following if following > block else 0
