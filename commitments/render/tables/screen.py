"""Tables for a terminal: too narrow, columns wrap, then each row has its own lines."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from commitments.escaping import on_one_line
from commitments.render.tables.listing import Listing, Sheet

LAYOUTS = ((None, False), *((width, True) for width in (None, 48, 36, 24, 18, 14, 10)))
"""How far columns are wrapped, and whether what all rows have in common is said above them."""


def tables(listing: Listing, width: int | None = None) -> str:
    """Set every sheet as a table under its heading, in one layout for all, and the legend below."""
    set_out = next(_fitting(listing.sheets, width), None) or [_stacks(sheet, width or 0) for sheet in listing.sheets]
    told = [
        "\n\n".join(filter(None, (_folded(sheet.heading, width), text)))
        for sheet, text in zip(listing.sheets, set_out, strict=True)
    ]
    told += ["\n".join(_folded(line, width) for line in listing.legend.splitlines())] if listing.legend else []
    return "\n\n".join(told) + "\n" if told else ""


def _folded(text: str, width: int | None) -> str:
    line = on_one_line(text)
    return "\n".join(_lines(line, width)) if width else line


def _fitting(sheets: Sequence[Sheet], width: int | None) -> Iterator[list[str]]:
    """Give all sheets in one layout, for every layout that fits the width, the roomiest first."""
    for wrapped, short in LAYOUTS:
        set_out = [_short(sheet, wrapped) if short else _set(sheet, sheet.columns, wrapped) for sheet in sheets]
        if width is None or all(_width(text) <= width for text in set_out):
            yield set_out


def _set(sheet: Sheet, columns: Sequence[str], wrapped: int | None) -> str:
    """Set some of the columns of a sheet; the names of columns go in as a row, since headers would be padded."""
    from tabulate import tabulate

    places = [sheet.columns.index(column) for column in columns]
    cells = [[on_one_line(row[place]) or sheet.blank for place in places] for row in sheet.rows]
    named = [_broken(on_one_line(column), wrapped) for column in columns]
    widths = [wrapped if column in sheet.wrapped else None for column in columns]
    sides = ["right" if column in sheet.numeric else "left" for column in columns]
    text = tabulate(
        [named, *cells], (), "plain", disable_numparse=True, maxcolwidths=widths, colalign=sides, break_long_words=False
    )
    return "\n".join(line.rstrip() for line in text.splitlines())


def _broken(text: str, width: int | None) -> str:
    """Break a text between its words."""
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False) if width else text


class Hyphened(textwrap.TextWrapper):
    """Breaks a line after any of its hyphens, as in an id; a word without them is left to the terminal."""

    wordsep_re = re.compile(r"([^-]*-)")


def _lines(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Break a text between its words, and words that are longer than a line after their hyphens."""
    broken = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    for line in broken:
        indent = line[: len(line) - len(line.lstrip())]
        wrapper = Hyphened(width, initial_indent=indent, subsequent_indent=rest, break_long_words=False)
        yield from wrapper.wrap(line.lstrip()) if len(line) > width else [line]


def _short(sheet: Sheet, wrapped: int | None) -> str:
    """Say what all rows have in common above the table, and leave out its columns."""
    by_column = dict(zip(sheet.columns, zip(*sheet.rows, strict=True), strict=True)) if sheet.rows else {}
    common = {
        column: values[0] for column, values in by_column.items() if column in sheet.common and len(set(values)) == 1
    }
    text = _set(sheet, [column for column in sheet.columns if column not in common], wrapped)
    told = " · ".join(
        f"{column} {on_one_line(value)}" for column, value in common.items() if value not in {"", sheet.blank}
    )
    return f"all: {told}\n\n{text}" if told else text


def _width(text: str) -> int:
    from wcwidth import wcswidth

    return max((wcswidth(line) for line in text.splitlines()), default=0)


def _stacks(sheet: Sheet, width: int) -> str:
    return "\n\n".join("\n".join(_stacked(sheet, row, width)) for row in sheet.rows)


def _stacked(sheet: Sheet, row: Sequence[str], width: int) -> Iterator[str]:
    yield from _lines(on_one_line(row[sheet.key]) or sheet.blank, width)
    values = list(zip(map(on_one_line, sheet.columns), map(on_one_line, row), strict=True))
    del values[sheet.key]
    for name, value in values:
        if value not in {"", sheet.blank}:
            yield from _lines(f"{name}: {value}" if name else value, width, "  ", "    ")
