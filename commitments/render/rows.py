"""Lists of commitments: one function per format."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.escaping import for_markdown, for_spreadsheet, for_terminal, on_one_line
from commitments.model import dates

Pledge: TypeAlias = Mapping[str, Any]
Cells: TypeAlias = Sequence[str]

FIELDS = (
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "attribution",
    "voice", "status", "instrument", "conditions", "stated_on", "last_seen", "via", "verification",
)  # fmt: skip
EMPTY = "–"
NAMED = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Commitments under a heading."""

    heading: str
    pledges: Sequence[Pledge]


def table(blocks: Sequence[Block], width: int | None = None) -> str:
    """Set blocks as tables for a terminal; too narrow, columns wrap, then each record has its own lines."""
    cells = [[_cells(pledge) for pledge in block.pledges] for block in blocks]
    sheets = next(_fitting(cells, width), None) or [_stacks(rows, width or 0) for rows in cells]
    told = (f"{_heading(block, width)}\n\n{sheet}" for block, sheet in zip(blocks, sheets, strict=True))
    return "\n\n".join(told) + "\n"


def markdown(blocks: Sequence[Block], width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Set blocks as tables of GitHub-flavoured Markdown."""
    from tabulate import tabulate

    parts = []
    for block in blocks:
        cells = [[for_markdown(text) for text in _cells(pledge)] for pledge in block.pledges]
        parts.append(
            f"**{for_markdown(block.heading)}**\n\n{tabulate(cells, COLUMNS, 'github', disable_numparse=True)}"
        )
    return "\n\n".join(parts) + "\n"


def as_csv(blocks: Sequence[Block], width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Write all commitments as CSV, with lists inside a cell parted by semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIELDS)
    for pledge in _all(blocks):
        writer.writerow([for_spreadsheet(for_terminal(_flat(pledge[name]))) for name in FIELDS])
    return text.getvalue()


def as_json(blocks: Sequence[Block], width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Write all commitments as a list of objects; control characters are written as JSON escapes them."""
    told = [{name: pledge[name] for name in FIELDS} for pledge in _all(blocks)]
    return for_terminal(json.dumps(told, ensure_ascii=False, indent=2)) + "\n"


FORMATS: MappingProxyType[str, Callable[[Sequence[Block], int | None], str]] = MappingProxyType(
    {"table": table, "markdown": markdown, "csv": as_csv, "json": as_json}
)

COLUMNS = ("strength", "who", "type", "for", "stated", "hangs on", "id")
WRAPPED = frozenset({"who", "type", "hangs on"})
COMMON = frozenset({"who", "for", "stated"})
LAYOUTS = ((None, False), (None, True), (24, True), (18, True), (14, True))
"""How far columns are wrapped, and whether what all rows have in common is said above them."""


def _all(blocks: Sequence[Block]) -> list[Pledge]:
    """Give the commitments of all blocks, each once, as where it stands first."""
    return list({pledge["id"]: pledge for block in reversed(blocks) for pledge in reversed(block.pledges)}.values())[
        ::-1
    ]


def _cells(pledge: Pledge) -> list[str]:
    names = ("strength_label", "party_names", "type_label", "beneficiary_name", "stated_on", "hangs_on", "id")
    values = {**pledge, "stated_on": dates.told(pledge["stated_on"]), "party_names": _who(pledge["party_names"])}
    return [on_one_line(values[name] or EMPTY) for name in names]


def _who(names: Sequence[str]) -> str:
    """Name up to three parties; of more, the first two and how many besides."""
    return ", ".join(names) if len(names) <= NAMED else f"{', '.join(names[:2])} and {len(names) - 2} more"


def _heading(block: Block, width: int | None) -> str:
    return "\n".join(textwrap.wrap(on_one_line(block.heading), width)) if width else on_one_line(block.heading)


def _fitting(blocks: Sequence[Sequence[Cells]], width: int | None) -> Iterator[list[str]]:
    """Give all blocks in one layout, for every layout that fits the width, the roomiest first."""
    for wrapped, short in LAYOUTS:
        sheets = [_short_sheet(cells, wrapped) if short else _sheet(cells, COLUMNS, wrapped) for cells in blocks]
        if width is None or all(_width(sheet) <= width for sheet in sheets):
            yield sheets


def _sheet(cells: Sequence[Cells], columns: Sequence[str], wrapped: int | None) -> str:
    from tabulate import tabulate

    widths = [wrapped if column in WRAPPED else None for column in columns]
    return tabulate(cells, columns, "plain", disable_numparse=True, maxcolwidths=widths)


def _short_sheet(cells: Sequence[Cells], wrapped: int | None) -> str:
    """Say what all rows have in common above the table, and leave out its columns."""
    common = {
        place: values[0]
        for place, values in enumerate(zip(*cells, strict=True))
        if COLUMNS[place] in COMMON and len(set(values)) == 1
    }
    kept = [place for place in range(len(COLUMNS)) if place not in common]
    sheet = _sheet([[row[place] for place in kept] for row in cells], [COLUMNS[place] for place in kept], wrapped)
    told = " · ".join(f"{COLUMNS[place]} {value}" for place, value in common.items() if value != EMPTY)
    return f"all: {told}\n\n{sheet}" if told else sheet


def _width(sheet: str) -> int:
    from wcwidth import wcswidth

    return max((wcswidth(line) for line in sheet.splitlines()), default=0)


def _stacks(rows: Sequence[Cells], width: int) -> str:
    return "\n\n".join("\n".join(_stacked(row, width)) for row in rows)


def _stacked(row: Cells, width: int) -> Iterator[str]:
    *values, record_id = row
    yield record_id
    for name, value in zip(COLUMNS, values, strict=False):
        if value != EMPTY:
            yield from textwrap.wrap(f"{name}: {value}", width, initial_indent="  ", subsequent_indent="    ")


def _flat(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(" ".join(str(part) for part in item.values() if part) for item in value)
        case _:
            return str(value)
