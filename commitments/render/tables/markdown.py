"""Tables of GitHub-flavoured Markdown."""

from __future__ import annotations

from commitments.escaping import for_markdown
from commitments.render.tables.listing import Listing, Sheet


def tables(listing: Listing, width: int | None = None) -> str:  # noqa: ARG001 -- all formats are called alike
    """Set every sheet as a table under its heading, and the legend below."""
    parts = [part for sheet in listing.sheets for part in (_heading(sheet), _sheet(sheet)) if part]
    if listing.legend:
        parts += [f"*{for_markdown(line)}*" for line in listing.legend.splitlines()]
    return "\n\n".join(parts) + "\n" if parts else ""


def _heading(sheet: Sheet) -> str:
    return f"**{for_markdown(sheet.heading)}**" if sheet.heading else ""


def _sheet(sheet: Sheet) -> str:
    from tabulate import tabulate

    cells = [[for_markdown(text) or sheet.blank for text in row] for row in sheet.rows]
    sides = ["right" if column in sheet.numeric else "left" for column in sheet.columns]
    headers = [for_markdown(column) for column in sheet.columns]
    return tabulate(
        cells, headers, "github", disable_numparse=True, colalign=sides if cells and sheet.numeric else None
    )
