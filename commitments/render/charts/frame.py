"""What stands above and below every picture."""

from __future__ import annotations

from commitments import imprint
from commitments.ask.heading import Heading
from commitments.render.charts.canvas import Canvas, leading, wrapped

TITLE = 15
NARROWEST = 6.0
"""Inches that a title may fill, however little stands below it."""
CREDIT = f"Data: {imprint.TITLE}, {imprint.LICENCE.name}"


def headed(canvas: Canvas, heading: Heading, says: str, corner: tuple[float, float], width: float) -> None:
    """Write the title and what the picture tells above a place, so that the last line ends there."""
    x, bottom = corner
    width = max(width, NARROWEST)
    title = wrapped(heading.title, width, TITLE * 1.1)
    day = heading.day[:1].upper() + heading.day[1:]
    told = [line for text in (says, heading.narrowed, day) if text for line in wrapped(text, width)]
    y = bottom - len(title) * leading(TITLE) - len(told) * leading() - 0.1
    y = canvas.lines(x, y, title, TITLE, weight="bold")
    canvas.lines(x, y, told, color=canvas.theme.quiet)


def credit(canvas: Canvas, x: float, y: float) -> None:
    """Say below a picture whose data it shows."""
    canvas.text(x, y + 0.3, CREDIT, 8, color=canvas.theme.quiet)
