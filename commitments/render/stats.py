"""Counts and shares, laid out for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.ask.quality import Share
from commitments.ask.stats import Count
from commitments.render.tables import EMPTY, Listing, Sheet

BAR = 24
"""Columns of the longest bar."""
EIGHTHS = " ▏▎▍▌▋▊▉"


def listing(groups: Sequence[tuple[str, Sequence[Count]]], *, bars: bool) -> Listing:
    """Lay out counts under headings, on a terminal with a bar beside each."""
    columns = ("number", "", "what") if bars else ("number", "what")
    sheets = [
        Sheet(heading, columns, _rows(counts, bars=bars), frozenset({"what"}), numeric=frozenset({"number"}))
        for heading, counts in groups
    ]
    records = [count._asdict() for _, counts in groups for count in counts]
    return Listing(sheets, ("by", "value", "label", "number"), records)


def _rows(counts: Sequence[Count], *, bars: bool) -> list[list[str]]:
    most = max((count.number for count in counts), default=0)
    return [[f"{count.number:,}", *([_bar(count.number, most)] if bars else []), count.label] for count in counts]


def _bar(number: int, most: int) -> str:
    """A bar as long as a number is to the greatest, to an eighth of a column."""
    whole, part = divmod(round(8 * BAR * number / most), 8)
    return "█" * whole + EIGHTHS[part].strip()


def shares(taken: Sequence[Share]) -> Listing:
    """Lay out measures of quality: how many, of how many, and the share."""
    columns, figures = ("what", "number", "of", "share"), frozenset({"number", "of", "share"})
    rows = [[share.label, f"{share.number:,}", f"{share.of:,}", _percent(share)] for share in taken]
    sheet = Sheet("", columns, rows, frozenset({"what"}), numeric=figures, key=0)
    records = [{**share._asdict(), "percent": share.percent} for share in taken]
    return Listing([sheet], ("id", "label", "number", "of", "percent"), records)


def _percent(share: Share) -> str:
    return EMPTY if share.percent is None else f"{share.percent} %"
