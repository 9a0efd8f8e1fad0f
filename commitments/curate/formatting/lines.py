"""Lines: no space at their ends, no two blank ones in a row, none at the beginning or end; a space after `#`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commitments.curate.formatting.layout import Layout, is_blank

TIGHT = re.compile(r"#+(?=[^\s#!])")


def tidy(layout: Layout) -> str:
    """Tidy what stands outside texts; inside a text spaces and blank lines are part of what it says."""
    return "".join(f"{line}\n" for line in _tidied(layout))


def _tidied(layout: Layout) -> Iterator[str]:
    verbatim, texts = _inside_texts(layout)
    begun = gap = False
    for number, line in enumerate(_spaced(layout).removesuffix("\n").split("\n")):
        if is_blank(line) and number not in verbatim and number not in texts:
            gap = begun
            continue
        if gap:
            yield ""
        yield line if number in verbatim else _stripped(line, escapes=number in texts)
        begun, gap = True, False


def _inside_texts(layout: Layout) -> tuple[set[int], set[int]]:
    """Give the lines of texts below a `|` or `>`, and those of other texts that go over several lines."""
    verbatim: set[int] = set()
    texts: set[int] = set()
    for piece in layout.pieces:
        if piece.is_block:
            verbatim.update(range(piece.first + 1, piece.last + 1))
        elif piece.last > piece.first:
            texts.update(range(piece.first, piece.last + 1))
    return verbatim, texts


def _spaced(layout: Layout) -> str:
    """Set comments apart: from what stands before them, and their words from the `#`."""
    return layout.replaced(edit for start, comment in layout.comments for edit in _spaces(layout.text, start, comment))


def _spaces(text: str, start: int, comment: str) -> Iterator[tuple[int, int, str]]:
    if start and text[start - 1] not in " \n":
        yield start, start, " "
    if tight := TIGHT.match(comment):
        yield start + tight.end(), start + tight.end(), " "


def _stripped(line: str, *, escapes: bool) -> str:
    """Take away the spaces at the end, unless a backslash makes one of them part of a text in double quotes."""
    stripped = line.rstrip(" ")
    return line if escapes and stripped.endswith("\\") else stripped
