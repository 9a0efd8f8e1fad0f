"""How numbers and names are said in an English sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Say a number with its noun: "1 record", "3 records"."""
    return f"{number} {noun}" if number == 1 else f"{number} {nouns or noun + 's'}"


def quoted(text: str, most: int = 60) -> str:
    """Say in quotation marks what somebody typed, cut off after some letters."""
    return f"'{text}'" if len(text) <= most else f"'{text[:most]}…'"


def listed(names: Iterable[str], word: str = "and") -> str:
    """Join names, each once: "France", "France and Spain", "France, Spain and Italy"."""
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} {word} {last}" if most else last


def few(names: Sequence[str], most: int, between: str = ", ", last: str = " and ") -> str:
    """Name the first of them, as many as `most`, and say how many more there are: "France, Spain and 3 more"."""
    told = between.join(names[:most])
    return told if len(names) <= most else f"{told}{last}{len(names) - most} more"
