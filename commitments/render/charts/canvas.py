"""Paper to draw on, measured in inches to the right and down; it is cut to what was drawn."""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from matplotlib import font_manager, style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Patch, Polygon, Rectangle
from wcwidth import wrap

from commitments.ask.heading import Heading
from commitments.escaping import on_one_line
from commitments.render.charts.themes import Theme

RULES = {
    "font.family": "sans-serif",
    "hatch.linewidth": 1.6,
    "svg.fonttype": "none",  # text stays text, which can be searched, copied and read aloud
    "svg.hashsalt": "commitments",  # the same picture, the same bytes
    "text.parse_math": False,  # a dollar is a dollar
}
POINTS = 72
"""Points in an inch; sizes of letters are in points."""
COLUMN = 0.56
"""Width of a usual letter, in sizes of letters."""
LEADING = 1.35
"""Distance of lines, in sizes of letters."""
MARGIN = 0.25
DOTS = 200
"""Dots in an inch of a PNG; fewer where there would be more than viewers open, in all or along one side."""
MOST_DOTS, LONGEST = 60_000_000, 30_000
DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>\s*")
BOXES = re.compile(r"last ?resort", re.IGNORECASE)
"""Fonts that have a box for every letter."""
Look = Any
"""What matplotlib knows of the look of texts and shapes."""


class Canvas:
    """A picture in the making."""

    def __init__(self, theme: Theme) -> None:
        """Lay out empty paper; its unit is an inch, and things may be drawn anywhere."""
        self.theme = theme
        self._figure = Figure(figsize=(1, 1))
        self._renderer = FigureCanvasAgg(self._figure).get_renderer()  # type: ignore[no-untyped-call]
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(1, 0))
        self._axes.set_axis_off()

    def text(self, x: float, y: float, words: str, size: float = 9, **look: Look) -> None:
        """Write one line from x on, its middle at y."""
        self._axes.text(x, y, words, size=size, **{"color": self.theme.ink, "va": "center_baseline", **look})

    def lines(self, x: float, y: float, lines: Iterable[str], size: float = 9, **look: Look) -> float:
        """Write lines one below the other, the middle of the first at y; give where the next would be."""
        for line in lines:
            self.text(x, y, line, size, **look)
            y += leading(size)
        return y

    def slanted(self, x: float, y: float, lines: Sequence[str], size: float = 9) -> None:
        """Write lines that rise from a point to the right."""
        look = {"rotation": 45, "rotation_mode": "anchor", "va": "center", "linespacing": 1.05}
        self.text(x, y, "\n".join(lines), size, **look)

    def box(self, x: float, y: float, width: float, depth: float, **look: Look) -> None:
        """Draw a rectangle with its upper left corner at x and y."""
        self._add(Rectangle((x, y), width, depth, **{"linewidth": 0, **look}))

    def circle(self, x: float, y: float, radius: float, **look: Look) -> None:
        """Draw a circle around x and y."""
        self._add(Circle((x, y), radius, **{"linewidth": 0, **look}))

    def polygon(self, points: Sequence[tuple[float, float]], **look: Look) -> None:
        """Draw a shape with these corners."""
        self._add(Polygon(points, **{"linewidth": 0, **look}))

    def line(self, start: tuple[float, float], end: tuple[float, float], width: float = 0.6) -> None:
        """Draw a quiet line behind all else."""
        xs, ys = zip(start, end, strict=True)
        self._axes.plot(xs, ys, color=self.theme.line, linewidth=width, clip_on=False, zorder=0)

    def width(self, words: str, size: float = 9, **look: Look) -> float:
        """Measure one line."""
        font = font_manager.FontProperties(size=size, **look)
        return float(self._renderer.get_text_width_height_descent(words, font, ismath=False)[0]) / self._figure.dpi

    def svg(self, heading: Heading) -> bytes:
        """Give the picture as SVG, which names nothing outside itself."""
        kept = {"Title": on_one_line(heading.title), "Creator": None, "Date": None, "Format": None, "Type": None}
        text = DOCTYPE.sub("", self._saved("svg", metadata=kept).decode("utf-8"), count=1)
        told = f"</title>\n <desc>{escape(_told(heading))}</desc>"
        return text.replace("</title>", told, 1).encode("utf-8")

    def png(self, heading: Heading) -> bytes:
        """Give the picture as PNG."""
        box = self._figure.get_tightbbox(self._renderer)
        wide, high = box.width + 2 * MARGIN, box.height + 2 * MARGIN
        dots = min(DOTS, (MOST_DOTS / (wide * high)) ** 0.5, LONGEST / max(wide, high))
        kept = {"Title": on_one_line(heading.title), "Description": _told(heading), "Software": None}
        return self._saved("png", metadata=kept, dpi=dots)

    def borrow_fonts(self) -> set[str]:
        """Take fonts of this machine for letters that matplotlib's own lack, and give the letters that none has."""
        texts = self._axes.texts
        used = {letter for text in texts for letter in text.get_text() if unicodedata.category(letter)[0] not in "CZ"}
        lacking, borrowed = used - _letters(font_manager.findfont("DejaVu Sans")), []
        for font in sorted(font_manager.fontManager.ttflist, key=_preference) if lacking else ():
            if not BOXES.search(font.name) and (has := lacking & _letters(font.fname)):
                borrowed.append(font.name)
                lacking -= has
        for text in texts:
            text.set_fontfamily([*text.get_fontfamily(), *borrowed])
        return lacking

    def _add(self, patch: Patch) -> None:
        patch.set_clip_on(False)
        self._axes.add_patch(patch)

    def _saved(self, kind: str, **how: Look) -> bytes:
        buffer = io.BytesIO()
        paper = self.theme.paper
        self._figure.savefig(buffer, format=kind, facecolor=paper, bbox_inches="tight", pad_inches=MARGIN, **how)
        return buffer.getvalue()


def content(draw: Callable[[Canvas], None], heading: Heading, kind: str, theme: Theme) -> tuple[bytes, list[str]]:
    """Draw a picture, whatever the settings of the user's matplotlib; give the file, and what there is to say of it."""
    with style.context(RULES, after_reset=True), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # told below, in our words
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # not each has bold letters
        canvas = Canvas(theme)
        draw(canvas)
        if kind == "svg":
            return canvas.svg(heading), []
        lacking = "".join(sorted(canvas.borrow_fonts()))
        told = f"no font of this machine has {on_one_line(lacking)}: they show as boxes; an .svg keeps them as text"
        return canvas.png(heading), [told] if lacking else []


def wrapped(text: str, width: float, size: float = 9) -> list[str]:
    """Break a text into lines of about so many inches."""
    return wrap(on_one_line(text), max(int(width * POINTS / (size * COLUMN)), 8)) or [""]


def leading(size: float = 9) -> float:
    """Distance of lines, in inches."""
    return size * LEADING / POINTS


def _told(heading: Heading) -> str:
    return on_one_line(" · ".join(filter(None, (heading.narrowed, heading.day))))


def _letters(path: str) -> set[str]:
    return {chr(code) for code in font_manager.get_font(path).get_charmap()}


def _preference(font: font_manager.FontEntry) -> tuple[bool, str, str]:
    return not font.name.startswith("Noto"), font.name, str(font.fname)
