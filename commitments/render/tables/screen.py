"""Tables for a terminal: too narrow, columns wrap, then each row has its own lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.escaping import on_one_line
from commitments.render.tables.columns import aligned, widest
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
    if not width:
        return line
    from commitments.render.tables.wrapping import lines

    return "\n".join(lines(line, width))


def _fitting(sheets: Sequence[Sheet], width: int | None) -> Iterator[list[str]]:
    """Give all sheets in one layout, for every layout that fits the width, the roomiest first."""
    for wrapped, short in LAYOUTS:
        set_out = [_short(sheet, wrapped) if short else _set(sheet, sheet.columns, wrapped) for sheet in sheets]
        if width is None or all(widest(text) <= width for text in set_out):
            yield set_out


def _set(sheet: Sheet, columns: Sequence[str], wrapped: int | None) -> str:
    """Set some of the columns of a sheet below their names."""
    places = [sheet.columns.index(column) for column in columns]
    rows = [[on_one_line(row[place]) or sheet.blank for place in places] for row in sheet.rows]
    rows.insert(0, [on_one_line(column) for column in columns])
    if wrapped:
        rows = _wrapped(rows, [column in sheet.wrapped for column in columns], wrapped)
    return aligned(rows, [column in sheet.numeric for column in columns])


def _wrapped(rows: list[list[str]], which: Sequence[bool], width: int) -> list[list[str]]:
    """Break the names of all columns, which are the first row, and the cells of some, into lines of a width."""
    from commitments.render.tables.wrapping import broken, cell

    names = [broken(name, width) for name in rows[0]]
    return [
        [cell(text, width) if on else text for text, on in zip(row, which, strict=True)] for row in [names, *rows[1:]]
    ]


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


def _stacks(sheet: Sheet, width: int) -> str:
    return "\n\n".join("\n".join(_stacked(sheet, row, width)) for row in sheet.rows)


def _stacked(sheet: Sheet, row: Sequence[str], width: int) -> Iterator[str]:
    from commitments.render.tables.wrapping import lines

    yield from lines(on_one_line(row[sheet.key]) or sheet.blank, width)
    values = list(zip(map(on_one_line, sheet.columns), map(on_one_line, row), strict=True))
    del values[sheet.key]
    for name, value in values:
        if value not in {"", sheet.blank}:
            yield from lines(f"{name}: {value}" if name else value, width, "  ", "    ")
