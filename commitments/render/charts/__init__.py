"""Pictures of a matrix and of a timeline, for pages and for paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from importlib.util import find_spec
from typing import TypeAlias

from commitments.ask.heading import Heading
from commitments.ask.matrix import Matrix
from commitments.ask.timeline import Event
from commitments.findings import CommitmentsError
from commitments.imprint import installing
from commitments.render.charts.themes import THEMES, Theme

Drawn: TypeAlias = tuple[bytes, list[str]]
"""The content of a file, and what there is to say beside it."""


def matrix(shown: Matrix, heading: Heading, kind: str, theme: Theme) -> Drawn:
    """Draw a matrix as `svg` or `png`: a square for each cell, the firmer the word the stronger, and a legend.

    Raises CommitmentsError where there is nothing to draw, or nothing to draw it with.
    """
    _make_sure(shown.cells)
    from commitments.render.charts import canvas, grid

    return canvas.content(lambda sheet: grid.draw(sheet, shown, heading), heading, kind, theme)


def timeline(events: Sequence[Event], families: Mapping[str, str], heading: Heading, kind: str, theme: Theme) -> Drawn:
    """Draw events as `svg` or `png`: a lane for each family, a row for each date, and the events told beside it.

    `families` are the labels of all families by id, in order. Raises what `matrix` raises.
    """
    _make_sure(events)
    from commitments.render.charts import canvas, lanes

    return canvas.content(lambda sheet: lanes.draw(sheet, events, families, heading), heading, kind, theme)


def _make_sure(shown: Sized) -> None:
    if not shown:
        raise CommitmentsError("there is nothing to draw")
    if not find_spec("matplotlib"):
        raise CommitmentsError(f"a picture needs matplotlib: {installing('charts')}")


__all__ = ["THEMES", "Drawn", "Theme", "matrix", "timeline"]
