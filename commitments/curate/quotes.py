"""Does a quotation stand in the archived text: word for word, evened out, or not; and where does it part from it?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Verification(StrEnum):
    """How far a machine could hold a quotation against its source."""

    EXACT = "exact"
    NORMALISED = "normalised"
    CITED_ONLY = "cited-only"


@dataclass(frozen=True, slots=True)
class Match:
    """A quotation found in an archived text: how, and on which line (counting from 1)."""

    verification: Verification
    line: int


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a quotation parts from the archived text: what they share, and what each says next."""

    shared: str
    line: int
    archive_goes_on: str
    quote_goes_on: str


SHOWN = 60
SAME = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‘’‚‛′", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u0640\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\ufeff", None)
)
"""Letters that print alike or not at all: quotation marks, hyphens and dashes, tatweel, soft hyphens, joiners."""


@dataclass(frozen=True)
class Archive:
    """An archived text that quotations are looked up in."""

    text: str

    @cached_property
    def _evened(self) -> tuple[str, list[int]]:
        """The text evened out, and for each of its characters the place in the text it came from."""
        letters: list[str] = []
        places: list[int] = []
        for place, letter in enumerate(self.text):
            for part in _even(letter):
                if part == " " and letters[-1:] == [" "]:
                    continue
                letters.append(part)
                places.append(place)
        return "".join(letters), places

    def find(self, quote: str) -> Match | None:
        """Find a quotation, word for word or else evened out; None where it is not there."""
        place = self.text.find(quote)
        if place >= 0:
            return Match(Verification.EXACT, self._line(place))
        text, places = self._evened
        place = text.find(_evened(quote))
        return Match(Verification.NORMALISED, self._line(places[place])) if place >= 0 else None

    def part_from(self, quote: str) -> Divergence:
        """Say how much of a quotation's beginning the archived text has, and how the two go on after it."""
        text, places = self._evened
        offset = _longest_beginning(quote, text)
        shared = _evened(quote[:offset])
        if not shared:
            return Divergence("", 0, "", _first_words(quote))
        first = text.find(shared)
        after = places[first + len(shared) - 1] + 1
        goes_on = _first_words(self.text[after : after + SHOWN].partition("\n")[0])
        return Divergence(quote[:offset], self._line(places[first]), goes_on, _first_words(quote[offset:]))

    def _line(self, place: int) -> int:
        return self.text.count("\n", 0, place) + 1


def _even(letter: str) -> str:
    if letter.isspace():
        return " "
    return unicodedata.normalize("NFKD", letter).translate(SAME)


def _evened(text: str) -> str:
    return " ".join("".join(map(_even, text)).split())


def _longest_beginning(quote: str, text: str) -> int:
    """Length of the longest beginning of a quotation that stands, evened out, in an evened text; by bisection."""
    low, high = 0, len(quote)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _evened(quote[:middle]) in text else (low, middle - 1)
    return low


def _first_words(text: str, count: int = 4) -> str:
    return " ".join(text.split()[:count])
