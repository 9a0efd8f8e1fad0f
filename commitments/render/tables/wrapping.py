"""Texts broken into lines, imported only where a screen is narrow."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from commitments.render.tables.columns import width


def broken(text: str, columns: int) -> str:
    """Break a text between its words."""
    return textwrap.fill(text, columns, break_long_words=False, break_on_hyphens=False)


def cell(text: str, columns: int) -> str:
    """Break each line of a text between its words and after its hyphens, by the columns that its letters take."""
    wrapper = Measured(columns, break_long_words=False)
    return "\n".join(map(wrapper.fill, text.split("\n")))


class Measured(textwrap.TextWrapper):
    """Breaks lines by columns of a terminal, of which wide letters take two and marks on letters none."""

    def _split(self, text: str) -> list[str]:
        return [Piece(piece) for piece in super()._split(text)]


class Piece(str):
    """A word, or the space between two, whose length is that on a terminal."""

    __slots__ = ()

    def __len__(self) -> int:
        return width(str(self))


class Hyphened(textwrap.TextWrapper):
    """Breaks a line after any of its hyphens, as in an id; a word without them is left to the terminal."""

    wordsep_re = re.compile(r"([^-]*-)")


def lines(text: str, columns: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Break a text between its words, and words that are longer than a line after their hyphens."""
    whole = textwrap.wrap(
        text, columns, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    for line in whole:
        indent = line[: len(line) - len(line.lstrip())]
        wrapper = Hyphened(columns, initial_indent=indent, subsequent_indent=rest, break_long_words=False)
        yield from wrapper.wrap(line.lstrip()) if len(line) > columns else [line]
