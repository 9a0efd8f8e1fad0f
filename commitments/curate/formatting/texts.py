"""Texts: quotes where another reader would see a number, a date or yes and no; long prose in a block of its own."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from commitments.curate.formatting.layout import Layout, Piece
from commitments.curate.formatting.order import Fields

PROSE = frozenset(
    {"quote", "translation", "paraphrase", "notes", "note", "source_error", "reason", "definition", "description"}
)
LONGEST = 120
WIDTH = 110  # of the lines that a long text is broken into

AMBIGUOUS = re.compile(
    r"""
      y | n | yes | no | on | off | true | false | null
    | [-+]? (0b)? [0-9][0-9_]*                                     # 010, 1_000, 0b11
    | [-+]? 0[xo] [0-9a-f_]+                                       # 0x_1F
    | [-+]? [0-9][0-9_]* (:[0-5]?[0-9])+ (\.[0-9_]*)?              # 12:30, in sixties
    | [-+]? ([0-9][0-9_]*)? \.[0-9_]* (e[-+]?[0-9]+)?              # 1_000.5
    | [-+]? [0-9][0-9_]* (\.[0-9_]*)? e[-+]?[0-9]+                 # 1e999
    | [-+]? \.(inf|nan)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} ([Tt]|[ ]+) [0-9:.]+ [ ]* (Z|[-+][0-9:]+)?  # a date with a time
    | = | <<
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)
"""What is text here, and something else to readers of YAML 1.1. A day such as 2026-01-06 is not among it: others may
read it as a date, but as the same one, and it stays plain wherever it stands.

Source: yaml.org/type (bool, int, float, null, timestamp, merge, value)."""


def quote(layout: Layout, known: Fields) -> str:
    """Put texts in quotes that another reader would not take for texts; names of fields stay plain (`on: 2026-11`)."""
    return layout.replaced(
        (piece.start, piece.end, f'"{text}"')
        for piece in layout.pieces
        if piece.is_plain
        and isinstance(text := piece.route[-1] if piece.is_key else layout.value(piece.route), str)
        and AMBIGUOUS.fullmatch(text)
        and not (piece.is_key and text in known.get(piece.route[:-1], ()))
    )


def set_in_blocks(layout: Layout) -> str:
    """Break long prose that stands on one line into lines, below a `>-`; or below a `|-` where that would change it."""
    return layout.replaced(edit for piece in layout.pieces if _is_long(layout, piece) for edit in _block(layout, piece))


def _is_long(layout: Layout, piece: Piece) -> bool:
    return (
        not piece.is_key
        and not piece.is_block
        and piece.route[-1] in PROSE
        and piece.first == piece.last
        and piece.end - layout.start_of_line(piece.first) > LONGEST
        and not layout.in_brackets(piece)
        and isinstance(layout.value(piece.route), str)
    )


def _block(layout: Layout, piece: Piece) -> Iterator[tuple[int, int, str]]:
    """Give the edits: the opening in place of the text, and the text below the line, whatever comment ends that."""
    _, column = layout.key_of(piece.route)
    opening, lines = _broken(layout.value(piece.route), column + 2)
    between = layout.text[layout.end_of_key(piece.route) : piece.start]
    if lines and not between.strip(" \n").removeprefix(":"):
        end = layout.end_of_line(piece.end)
        yield layout.end_of_key(piece.route), piece.end, f": {opening}"
        yield end, end, "".join(f"\n{' ' * (column + 2)}{line}" for line in lines)


def _broken(text: str, indentation: int) -> tuple[str, Sequence[str]]:
    """Break a text into lines that make it up again, with their opening; no lines where none can."""
    if text != text.strip(" \n") or "\t" in text:
        return "", ()
    lines = textwrap.wrap(text, WIDTH - indentation, break_long_words=False, break_on_hyphens=False)
    if " ".join(lines) == text:
        return ">-", lines
    lines = text.split("\n")
    return "|-", () if any(line.endswith(" ") for line in lines) else lines
