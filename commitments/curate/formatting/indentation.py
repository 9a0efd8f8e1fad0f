"""Indentation: two spaces for each level, lists set in under their field, comments with what they stand above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commitments.curate.formatting.layout import Layout, Piece, depth, is_blank, is_comment

STEP = 2
DASH = re.compile(r"- +|-$")
MARKER = re.compile(r"(---|\.\.\.)(\s|$)|%")
DIGIT = re.compile(r"[|>][-+]?([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A list or mapping that is open: the column it has, and the one it is to have (from 0)."""

    old: int
    new: int
    is_list: bool


@dataclass(frozen=True, slots=True)
class Spread:
    """A value that goes on below the line it begins on: a text (`piece`), or else something in brackets."""

    first: int
    last: int
    piece: Piece | None = None


def indent(layout: Layout) -> str:
    """Give every line its indentation; what a text says on its further lines stays the same."""
    return "".join(f"{line}\n" for line in _Indenter(layout).lines())


class _Indenter:
    """Goes through the lines with the levels that are open, and the comments that wait for what they stand above."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._lines = layout.lines
        self._keys = {(line - 1, column - 1) for line, column, *_ in layout.document.keys.values()}
        self._spreads = {spread.first: spread for spread in _spreads(layout)}
        self._levels: list[Level] = []
        self._waiting: list[str] = []

    def lines(self) -> Iterator[str]:
        number = 0
        while number < len(self._lines):
            line = self._lines[number]
            if is_blank(line) or is_comment(line):
                self._waiting.append(line)
            else:
                before = tuple(self._levels)
                new = self._content(number)
                yield from self._comments(depth(line), depth(new), before)
                yield new
                if spread := self._spreads.get(number):
                    yield from self._further(spread, depth(new) - depth(line))
                    number = spread.last
            number += 1
        yield from self._comments(0, 0, self._levels)

    def _content(self, number: int) -> str:
        line = self._lines[number]
        if MARKER.match(line):
            return line
        column, dashes = depth(line), 0
        first = column
        while dash := DASH.match(line, column):
            level = self._enter(column, is_list=True)
            first = first if dashes else level.new
            column, dashes = dash.end(), dashes + 1
        if (number, column) in self._keys:
            level = self._enter(column, is_list=False)
            first = first if dashes else level.new
        elif not dashes:
            first = self._value_on_its_own_line(column)
        rest = line[column:]
        return " " * first + ("- " * dashes + rest if rest else "- " * (dashes - 1) + "-")

    def _enter(self, column: int, *, is_list: bool) -> Level:
        """Close what ends here, and open the list or mapping whose entry begins at this column, if it is a new one.

        A list may stand at the column of its own field, so that a field at the column of a list ends the list.
        """
        while self._levels and (self._top.old, self._top.is_list) > (column, is_list):
            self._levels.pop()
        if not self._levels or (self._top.old, self._top.is_list) != (column, is_list):
            new = self._top.new + STEP if self._levels else 0
            self._levels.append(Level(column, new, is_list))
        return self._top

    def _value_on_its_own_line(self, column: int) -> int:
        while self._levels and self._top.old >= column:
            self._levels.pop()
        return self._top.new + STEP if self._levels else column

    @property
    def _top(self) -> Level:
        return self._levels[-1]

    def _comments(self, old: int, new: int, before: Sequence[Level]) -> Iterator[str]:
        """Set the comments that wait above content: with it, or where they are set in more, with what ends above."""
        below = False
        for line in self._waiting:
            below = below or (is_comment(line) and depth(line) <= old)
            level = next((level.new for level in reversed(before) if level.old <= depth(line)), new)
            yield _moved(line, new if below else max(new, level))
        self._waiting = []

    def _further(self, spread: Spread, shift: int) -> Iterator[str]:
        parent = self._top if self._levels else Level(0, 0, is_list=False)
        lines = self._lines[spread.first + 1 : spread.last + 1]
        if spread.piece is None:
            yield from _in_brackets(lines, parent, shift)
        elif spread.piece.is_block:
            digit = DIGIT.match(self._layout.text, spread.piece.start)
            yield from _in_block(lines, parent, int(digit[1]) if digit else None)
        else:
            yield from (_moved(line, parent.new + STEP) for line in lines)


def _spreads(layout: Layout) -> Iterator[Spread]:
    brackets = (Spread(layout.line_of(start), layout.line_of(end)) for start, end in layout.outer_brackets)
    texts = (Spread(piece.first, piece.last, piece) for piece in layout.pieces if not layout.in_brackets(piece))
    return (spread for spread in (*brackets, *texts) if spread.last > spread.first)


def _in_brackets(lines: Sequence[str], parent: Level, shift: int) -> Iterator[str]:
    """Move lines in brackets along with the first one, but no further out than YAML allows."""
    for line in lines:
        least = parent.new + (0 if line.lstrip(" ").startswith(("]", "}")) else STEP)
        yield _moved(line, max(least, depth(line) + shift))


def _in_block(lines: Sequence[str], parent: Level, digit: int | None) -> Iterator[str]:
    """Move the text below a `|` or `>`: its indentation is that of its first line, or told by a digit."""
    old = parent.old + digit if digit else next((depth(line) for line in lines if not is_blank(line)), 0)
    new = parent.new + (digit or STEP)
    return (" " * new + line[old:] if line[old:] else "" for line in lines)


def _moved(line: str, column: int) -> str:
    return "" if is_blank(line) else " " * column + line.lstrip(" ")
