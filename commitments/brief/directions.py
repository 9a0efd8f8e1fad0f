"""In which direction letters, texts and stretches of texts are read: leftward as Arabic, or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import bidirectional

from commitments.escaping import RIGHT_TO_LEFT


def of_first(text: str, *, otherwise: bool) -> bool:
    """Whether the first letter of a text that has a direction is read leftward."""
    return next((way for way in map(_direction, text) if way is not None), otherwise)


def of_all(text: str, *, otherwise: bool) -> bool:
    """Whether all letters of a text are read leftward or none is; of letters that differ, the paper decides."""
    ways = set(map(_direction, text)) - {None}
    return bool(ways.pop()) if len(ways) == 1 else otherwise


def stretches(text: str, *, leftward: bool) -> Iterator[tuple[bool, str]]:
    """Part a text where its direction changes; what has none goes with the letters around it, or with the paper."""
    ways = list(map(_direction, text))
    before, after = _carried(ways), _carried(ways[::-1])[::-1]
    settled = (one if one is not None and one == other else leftward for one, other in zip(before, after, strict=True))
    for way, letters in groupby(zip(settled, text, strict=True), key=lambda pair: pair[0]):
        yield way, "".join(letter for _, letter in letters)


def _direction(letter: str) -> bool | None:
    kind = bidirectional(letter)
    return kind in RIGHT_TO_LEFT if kind in {"L", *RIGHT_TO_LEFT} else None


def _carried(ways: Iterable[bool | None]) -> list[bool | None]:
    """Let what has no direction take that of the letter before it."""
    last: bool | None = None
    carried = []
    for way in ways:
        last = last if way is None else way
        carried.append(last)
    return carried
