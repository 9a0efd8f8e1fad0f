"""Lists of commitments: one function per format."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from commitments.escaping import for_markdown, for_spreadsheet, for_terminal, on_one_line
from commitments.model import dates

Pledge: TypeAlias = Mapping[str, Any]

FIELDS = (
    "id", "title", "type", "family", "parties", "beneficiary", "stance", "strength", "bindingness", "attribution",
    "voice", "status", "instrument", "conditions", "stated_on", "last_seen", "via", "verification",
)  # fmt: skip
EMPTY = "–"
NARROW = 18


@dataclass(frozen=True, slots=True)
class Block:
    """Commitments under a heading."""

    heading: str
    pledges: Sequence[Pledge]


def table(blocks: Sequence[Block], width: int | None = None) -> str:
    """Set blocks as tables for a terminal; too wide for it, columns wrap, then every record gets its own lines."""
    return "\n\n".join(f"{_heading(block, width)}\n\n{_sheet(block.pledges, width)}" for block in blocks) + "\n"


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


def _all(blocks: Sequence[Block]) -> list[Pledge]:
    return [pledge for block in blocks for pledge in block.pledges]


def _cells(pledge: Pledge) -> list[str]:
    names = ("strength_label", "party_names", "type_label", "beneficiary_name", "stated_on", "hangs_on", "id")
    values = {**pledge, "stated_on": dates.told(pledge["stated_on"])}
    return [on_one_line(values[name] or EMPTY) for name in names]


def _heading(block: Block, width: int | None) -> str:
    return "\n".join(textwrap.wrap(on_one_line(block.heading), width)) if width else on_one_line(block.heading)


def _sheet(pledges: Sequence[Pledge], width: int | None) -> str:
    from tabulate import tabulate

    cells = [_cells(pledge) for pledge in pledges]
    wrapped = [None, NARROW, NARROW, None, None, NARROW, None]
    for widths in (None, wrapped):
        sheet = tabulate(cells, COLUMNS, "plain", disable_numparse=True, maxcolwidths=widths)
        if width is None or _width(sheet) <= width:
            return sheet
    return "\n\n".join(_stacked(row) for row in cells)


def _width(sheet: str) -> int:
    from wcwidth import wcswidth

    return max((wcswidth(line) for line in sheet.splitlines()), default=0)


def _stacked(row: Sequence[str]) -> str:
    *values, record_id = row
    pairs = zip(COLUMNS, values, strict=False)
    return "\n".join([record_id, *(f"  {name}: {value}" for name, value in pairs if value != EMPTY)])


def _flat(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(" ".join(str(part) for part in item.values() if part) for item in value)
        case _:
            return str(value)
