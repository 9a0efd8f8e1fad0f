"""The colours of pictures, on light and on dark paper, told apart by readers who see few colours or none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Theme(NamedTuple):
    """Colours of a picture; `strengths` lead away from the paper, rung by rung, and refusals stand out from them."""

    paper: str
    ink: str
    quiet: str
    line: str
    accent: str
    warning: str
    strengths: Mapping[str, str]

    def mixed(self, colour: str, share: float = 0.4) -> str:
        """Thin a colour down with the paper's."""
        pairs = zip(_parts(colour), _parts(self.paper), strict=True)
        return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def on(colour: str) -> str:
    """The ink, black or white, that reads best on a colour."""
    return "#000000" if luminance(colour) > MIDDLE else "#ffffff"


def luminance(colour: str) -> float:
    """How light a colour looks, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (part / 12.92 if part <= LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


MIDDLE, LINEAR = 0.179, 0.04045
"""The luminance on which black and white read equally well; the part of a colour up to which light is in proportion."""
RUNGS = ("non-committal", "considering", "conditional", "pledged", "declared", "signed", "binding", "operational")
LIGHT = ("#eaf1f8", "#d3e2f0", "#b3cfe6", "#8db8d9", "#609bc6", "#3a7bb0", "#1d5990", "#0b3460")
DARK = ("#1d2a37", "#243d55", "#2b5274", "#346992", "#4a86b4", "#74a8d0", "#a6cbe6", "#dcecf8")

THEMES: MappingProxyType[str, Theme] = MappingProxyType(
    {
        "light": Theme(
            paper="#ffffff", ink="#1a1d21", quiet="#59616b", line="#d5d9de", accent="#1d5990", warning="#b5400b",
            strengths={
                **dict(zip(RUNGS, LIGHT, strict=True)),
                "rejects": "#c04a10", "not-planned": "#f6c38f",
                "endorses": "#dcdcdc", "demands": "#dcdcdc", "not-found": "#ffffff",
            },
        ),
        "dark": Theme(
            paper="#14181d", ink="#eceff2", quiet="#a3adb8", line="#3a424c", accent="#74a8d0", warning="#f08a4b",
            strengths={
                **dict(zip(RUNGS, DARK, strict=True)),
                "rejects": "#f08a4b", "not-planned": "#7a4a22",
                "endorses": "#4a4f55", "demands": "#4a4f55", "not-found": "#14181d",
            },
        ),
    }
)  # fmt: skip
