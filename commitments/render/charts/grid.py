"""A matrix as a picture: actors against types, a square for each cell, and what the squares mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from commitments.ask.heading import Heading
from commitments.ask.matrix import Basis, Cell, Matrix
from commitments.render import matrix as signs
from commitments.render.charts.canvas import Canvas, leading, wrapped
from commitments.render.charts.frame import credit, headed
from commitments.render.charts.themes import on

Place: TypeAlias = tuple[float, float, float]
"""Left edge, upper edge and depth of a cell."""

WIDE, DEEP, GAP, CORNER = 0.56, 0.3, 0.03, 0.1
"""Size of a cell, of the space around it, and of the corner that is turned, in inches."""
NAME, TYPE, LEGEND = 2.2, 1.9, 3.0
"""Widths of what is written beside, above and to the right of the cells."""
BUNCH, BETWEEN = 5, 0.08
"""Rows that stand together, and the space between bunches, so that the eye keeps to a row."""
BROAD = 20
"""More columns than these have the names of actors on both sides."""
SAYS = "In each cell the firmest word of that actor on record, and what it hangs on"
SAMPLES = {"( )": (Basis.OTHERS, "(…)"), "g": (Basis.GROUP, "g…")}
"""Marks that the legend shows as a cell, since they change how it is drawn."""


def draw(canvas: Canvas, matrix: Matrix, heading: Heading) -> None:
    """Draw cells from the origin on, names beside and types above them, the legend to the right."""
    names = {actor.id: wrapped(actor.name, NAME) for actor in matrix.actors}
    types = [wrapped(column.name, TYPE) for column in matrix.columns]
    beside = 0.15 + max(canvas.width(line) for lines in names.values() for line in lines)
    above = max(canvas.width(line) + leading() * len(lines) for lines in types for line in lines) * 0.75
    right = 0.5 + len(types) * WIDE + (beside if len(types) > BROAD else 0)
    headed(canvas, heading, SAYS, (-beside, -above), beside + right + LEGEND)
    for number, lines in enumerate(types):
        canvas.slanted((number + 0.5) * WIDE, -0.08, lines)
    bottom = 0.0
    for number, (actor, name) in enumerate(names.items()):
        bottom += BETWEEN if number and number % BUNCH == 0 else 0
        cells = [matrix.cells.get((actor, column.id)) for column in matrix.columns]
        bottom += _row(canvas, bottom, name, cells, [signs.sign_at(matrix, actor, one.id) for one in matrix.columns])
    credit(canvas, -beside, max(bottom, _legend(canvas, right, matrix)))


def _row(canvas: Canvas, top: float, name: Sequence[str], cells: Sequence[Cell | None], told: Sequence[str]) -> float:
    """Draw the cells of an actor with their signs; give the depth of the row."""
    depth = max(DEEP, len(name) * leading() + 0.06)
    middle = top + (depth - (len(name) - 1) * leading()) / 2
    canvas.lines(-0.1, middle, name, ha="right")
    if len(cells) > BROAD:
        canvas.lines(len(cells) * WIDE + 0.1, middle, name)
    for number, (cell, sign) in enumerate(zip(cells, told, strict=True)):
        _cell(canvas, (number * WIDE, top, depth), cell, sign)
    return depth


def _cell(canvas: Canvas, place: Place, cell: Cell | None, sign: str) -> None:
    if cell is None:
        _sign(canvas, place, sign, canvas.theme.quiet)
        return
    _square(canvas, place, cell.strength, cell.basis, sign)
    if cell.refused:
        _corner(canvas, place)


def _square(canvas: Canvas, place: Place, strength: str, basis: Basis, sign: str) -> None:
    """Draw a square: full for words of one's own, hatched for those of a group, dashed for those of others."""
    theme, (x, y, depth) = canvas.theme, place
    colour = theme.strengths[strength]
    pale = theme.mixed(colour)
    looks: dict[Basis, dict[str, Any]] = {
        Basis.GROUP: {"facecolor": pale, "edgecolor": theme.paper, "hatch": "////"},
        Basis.OTHERS: {"facecolor": pale, "edgecolor": theme.quiet, "linewidth": 1, "linestyle": (0, (3, 2))},
        Basis.LOOKED_FOR: {"facecolor": theme.paper, "edgecolor": theme.quiet, "linewidth": 0.8, "linestyle": ":"},
    }
    look = looks.get(basis, {"facecolor": colour})
    canvas.box(x + GAP, y + GAP, WIDE - 2 * GAP, depth - 2 * GAP, **look)
    _sign(canvas, place, sign, on(look["facecolor"]))


def _sign(canvas: Canvas, place: Place, sign: str, colour: str) -> None:
    x, y, depth = place
    canvas.text(x + WIDE / 2, y + depth / 2, sign, ha="center", color=colour, weight="bold", family="monospace")


def _corner(canvas: Canvas, place: Place) -> None:
    """Turn a corner in the colour of refusals: some of it is refused."""
    x, y, _ = place
    right, top = x + WIDE - GAP, y + GAP
    canvas.polygon([(right - CORNER, top), (right, top), (right, top + CORNER)], facecolor=canvas.theme.warning)


def _legend(canvas: Canvas, x: float, matrix: Matrix) -> float:
    """Explain the squares and signs that are used, the firmest first; give where it ends."""
    labels = {cell.strength: cell.strength_label for cell in matrix.cells.values()}
    y = 0.0
    for strength, letter in signs.LETTERS.items():
        if strength in labels:
            basis = Basis.LOOKED_FOR if strength == "not-found" else Basis.OWN
            _square(canvas, (x, y, DEEP), strength, basis, letter)
            y = _explained(canvas, x, y, labels[strength])
    y += DEEP / 2
    for mark, told in signs.told(matrix):
        if mark in SAMPLES:
            _square(canvas, (x, y, DEEP), "declared", *SAMPLES[mark])
        else:
            _sign(canvas, (x, y, DEEP), mark, canvas.theme.ink)
        if mark == signs.ALSO_REFUSED:
            _corner(canvas, (x, y, DEEP))
        y = _explained(canvas, x, y, told)
    return y


def _explained(canvas: Canvas, x: float, y: float, told: str) -> float:
    lines = wrapped(told, LEGEND - WIDE)
    canvas.lines(x + WIDE + 0.1, y + DEEP / 2, lines)
    return y + DEEP + (len(lines) - 1) * leading()
