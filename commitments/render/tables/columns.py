"""Columns of a terminal: how many a text takes, and cells set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25fc]*"
)
"""Latin, Greek and Cyrillic letters, and the signs of our tables: each takes one column, and none joins another."""
GAP = "  "


def width(text: str) -> int:
    """How many columns of a terminal a text on one line takes."""
    if NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth

    return int(wcswidth(text))


def widest(text: str) -> int:
    """How many columns the widest line of a text takes."""
    return max(map(width, text.splitlines()), default=0)


def aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> str:
    """Set cells, which can have several lines each, below each other; in columns that are `right`, to the right."""
    widths = [max(width(line) for cell in column for line in cell.split("\n")) for column in zip(*rows, strict=True)]
    return "\n".join(line for row in rows for line in _lines(row, widths, right))


def _lines(row: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    for pieces in zip_longest(*(cell.split("\n") for cell in row), fillvalue=""):
        yield GAP.join(map(_padded, pieces, widths, right)).rstrip()


def _padded(text: str, columns: int, right: bool) -> str:  # noqa: FBT001 -- one of a row of them
    blank = " " * (columns - width(text))
    return blank + text if right else text + blank
