"""Where everything stands in a file: its lines, its keys and values, its comments, and what spreads over lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from commitments.curate.document import Document
from commitments.curate.problems import Place
from commitments.model.fields import Route

COMMENT = re.compile(r"#[^\n]*")
BLOCK = ("|", ">")
BRACKETS = ("{", "[")


@dataclass(frozen=True, slots=True)
class Piece:
    """A key, or a value without parts: text from `start` up to `end`, on lines `first` to `last` (all from 0)."""

    route: Route
    is_key: bool
    start: int
    end: int
    first: int
    last: int
    opening: str

    @property
    def is_block(self) -> bool:
        """Is it a text below a `|` or `>`?"""
        return self.opening in BLOCK

    @property
    def is_plain(self) -> bool:
        """Is it written without quotes, on one line or more?"""
        return self.opening not in (*BLOCK, "'", '"')


@dataclass(frozen=True)
class Layout:
    """The places in a file that parses, whose lines end in LF, the last one too."""

    document: Document

    @property
    def text(self) -> str:
        """The file, from its first character to its last."""
        return self.document.text

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.removesuffix("\n").split("\n")

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All keys and all values without parts, as they follow one another; what is left empty is not among them."""
        keys = (self._piece(route, place, is_key=True) for route, place in self.document.keys.items())
        values = (
            self._piece(route, place, is_key=False)
            for route, place in self.document.values.items()
            if not isinstance(self.value(route), dict | tuple)
        )
        return tuple(sorted((piece for piece in (*keys, *values) if piece.opening), key=lambda piece: piece.start))

    @cached_property
    def brackets(self) -> dict[Route, tuple[int, int]]:
        """The lists and mappings in brackets: from the opening one to after the closing one."""
        return {
            route: (start, self._offset(place[2], place[3]))
            for route, place in self.document.values.items()
            if isinstance(self.value(route), dict | tuple)
            and self.text.startswith(BRACKETS, start := self._offset(*place[:2]))
        }

    @cached_property
    def outer_brackets(self) -> tuple[tuple[int, int], ...]:
        """The lists and mappings in brackets that stand in no other, as they follow one another."""
        outer: list[tuple[int, int]] = []
        for start, end in sorted(self.brackets.values()):
            if not outer or start >= outer[-1][1]:
                outer.append((start, end))
        return tuple(outer)

    def in_brackets(self, piece: Piece) -> bool:
        """Does a key or value stand in brackets?"""
        before = bisect_right(self.outer_brackets, (piece.start, piece.start)) - 1
        return before >= 0 and piece.start < self.outer_brackets[before][1]

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment with the place it begins at."""
        return tuple((match.start(), match[0].rstrip()) for match in self._comments())

    def has_comment(self, start: int, end: int) -> bool:
        """Does a comment stand in a stretch of the text?"""
        after = bisect_left(self.comments, (start, ""))
        return after < len(self.comments) and self.comments[after][0] < end

    @cached_property
    def last_lines(self) -> dict[Route, int]:
        """For every value the line on which the last thing in it ends."""
        last: dict[Route, int] = {}
        for route, line in self._ends():
            for length in range(len(route) + 1):
                last[route[:length]] = max(line, last.get(route[:length], 0))
        return last

    def value(self, route: Route) -> Any:  # noqa: ANN401 -- any value may stand there
        """Give what the file says at a place."""
        value: Any = self.document.data
        for part in route:
            value = value[part]
        return value

    def key_of(self, route: Route) -> tuple[int, int]:
        """Give the line and column (from 0) of a field's name."""
        line, column, *_ = self.document.keys[route]
        return line - 1, column - 1

    def start_of_key(self, route: Route) -> int:
        """Give the place where a field's name begins."""
        return self._offset(*self.document.keys[route][:2])

    def end_of_key(self, route: Route) -> int:
        """Give the place where a field's name ends."""
        return self._offset(*self.document.keys[route][2:])

    def line_of(self, offset: int) -> int:
        """Give the line (from 0) of a place in the text."""
        return bisect_right(self._starts, offset) - 1

    def start_of_line(self, line: int) -> int:
        """Give the place where a line begins."""
        return self._starts[line]

    def end_of_line(self, offset: int) -> int:
        """Give the place where the line of a place in the text ends."""
        return self.text.find("\n", offset)

    def replaced(self, edits: Iterable[tuple[int, int, str]]) -> str:
        """Give the text with stretches of it replaced that do not overlap."""
        parts, place = [], 0
        for start, end, new in sorted(edits):
            parts += [self.text[place:start], new]
            place = end
        return "".join((*parts, self.text[place:]))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def _offset(self, line: int, column: int) -> int:
        return min(self._starts[line - 1] + column - 1, len(self.text))

    def _piece(self, route: Route, place: Place, *, is_key: bool) -> Piece:
        start, end = self._offset(*place[:2]), self._offset(*place[2:])
        opening = self.text[start : start + 1] if end > start else ""
        first, last = place[0] - 1, place[2] - 1
        if opening in BLOCK:
            last = self._end_of_block(first, last - 1, keeps="+" in self._header(start))
        return Piece(route, is_key, start, end, first, last, opening)

    def _end_of_block(self, first: int, last: int, *, keeps: bool) -> int:
        """Leave out the blank lines below a text, unless they are kept as part of it, or hold spaces of their own."""
        written = (depth(line) for line in self.lines[first + 1 : last + 1] if not is_blank(line))
        indentation = next(written, 0)
        while not keeps and last > first and is_blank(self.lines[last]) and len(self.lines[last]) <= indentation:
            last -= 1
        return last

    def _header(self, start: int) -> str:
        return self.text[start : self.end_of_line(start)].partition("#")[0]

    def _comments(self) -> Iterator[re.Match[str]]:
        place = 0
        for piece in self.pieces:
            yield from COMMENT.finditer(self.text, place, piece.start)
            if piece.is_block:  # one may stand beside its opening
                yield from COMMENT.finditer(self.text, piece.start, self.end_of_line(piece.start))
            place = piece.end
        yield from COMMENT.finditer(self.text, place)

    def _ends(self) -> Iterator[tuple[Route, int]]:
        places = self.document.values
        yield from ((route, line - 1) for route, (line, *_) in (*self.document.keys.items(), *places.items()))
        yield from ((piece.route, piece.last) for piece in self.pieces)
        yield from ((route, places[route][2] - 1) for route in self.brackets)


def depth(line: str) -> int:
    """Give the indentation of a line."""
    return len(line) - len(line.lstrip(" "))


def is_blank(line: str) -> bool:
    """Is there nothing on a line? Spaces other than the common one are text in YAML."""
    return not line.strip(" ")


def is_comment(line: str) -> bool:
    """Is there nothing but a comment on a line?"""
    return line.lstrip(" ").startswith("#")
