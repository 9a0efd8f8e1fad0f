"""The room in the file of a database that no row takes up: cleared, so that nothing hides there and all builds agree.

What SQLite leaves there differs from one of its versions to the next. The layout of pages is that of
https://www.sqlite.org/fileformat2.html#b_tree_pages.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from struct import Struct

from commitments.store.header import PAGE_SIZE, SIZE

INNER, LEAVES = frozenset({2, 5}), frozenset({10, 13})
"""The first byte of a page of keys or rows; any other page begins with the number of a page, and so with zero."""
PAGE = Struct(">BHHH")
"""Kind of a page, where its first free block lies, the number of its cells, and where these begin."""
BLOCK = Struct(">HH")
"""Where the next free block of the page lies, and the size of this one."""


def clear(path: Path) -> None:
    """Set all room that no row takes up to zero."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        for start, end in _filled(content):
            content[start:end] = bytes(end - start)


def is_clear(path: Path) -> bool:
    """Whether nothing stands in the room that no row takes up."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return len(content) % PAGE_SIZE == 0 and not any(_filled(content))


def _filled(content: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Unused stretches that are not all zero: first byte, and the byte after the last."""
    for page in range(0, len(content) - PAGE_SIZE + 1, PAGE_SIZE):
        for start, end in _unused(content, page):
            if content[start:end].strip(b"\0"):
                yield start, end


def _unused(content: mmap.mmap, page: int) -> Iterator[tuple[int, int]]:
    head = page or SIZE
    kind, block, cells, begin = PAGE.unpack_from(content, head)
    if kind not in INNER | LEAVES:
        return
    pointers = head + (12 if kind in INNER else 8)
    yield pointers + 2 * cells, page + begin
    while 0 < block <= PAGE_SIZE - BLOCK.size:
        following, size = BLOCK.unpack_from(content, page + block)
        yield page + block + BLOCK.size, min(page + block + size, page + PAGE_SIZE)
        block = following if following > block else 0
