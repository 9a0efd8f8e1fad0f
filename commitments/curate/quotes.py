"""Does a quotation stand in the archived text: word for word, evened out, or not; and where does it part from it?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
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
    """Where a quotation parts from the archived text: what they share, and how the archive goes on."""

    shared: str
    line: int
    archive_goes_on: str


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
    _found: dict[str, Match | None] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def evened(self) -> tuple[str, list[int]]:
        """The text evened out, and for each of its characters the place in the text it came from."""
        letters: list[str] = []
        places: list[int] = []
        for place, cluster in clusters(self.text):
            for part in evened_letter(cluster):
                if part == " " and letters[-1:] == [" "]:
                    continue
                letters.append(part)
                places.append(place)
        return "".join(letters), places

    def find(self, quote: str) -> Match | None:
        """Find a quotation, word for word or else evened out; None where it is not there."""
        if quote not in self._found:
            self._found[quote] = self._find(quote)
        return self._found[quote]

    def _find(self, quote: str) -> Match | None:
        found = self.stretch(quote)
        if not found:
            return None
        exact = self.text[found] == quote
        return Match(Verification.EXACT if exact else Verification.NORMALISED, self.line(found.start))

    def stretch(self, quote: str) -> slice | None:
        """Give the stretch of the text that a quotation was found in; None where it is not there."""
        start = self.text.find(quote)
        if start >= 0:
            return slice(start, start + len(quote))
        wanted = _evened(quote)
        start = self._place(wanted)
        if not wanted or start < 0:
            return None
        _, places = self.evened
        return slice(places[start], self._after(places[start + len(wanted) - 1]))

    def is_cut(self, quote: str) -> bool:
        """Say whether a quotation that is there begins or ends inside a word wherever it stands."""
        found = self.stretch(quote)
        cut = found is not None
        while found is not None and (cut := _is_inside_words(self.text, found)):
            start = self.text.find(quote, found.start + 1)
            found = slice(start, start + len(quote)) if start >= 0 else None
        return cut

    def beginning(self, quote: str) -> int:
        """Give the length of the longest beginning of a quotation that stands in the text; by bisection."""
        ends = [start for start, _ in clusters(quote)] + [len(quote)]
        low, high = 0, len(ends) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._place(_evened(quote[: ends[middle]])) >= 0 else (low, middle - 1)
        return ends[low]

    def part_from(self, quote: str) -> Divergence:
        """Say how much of a quotation's beginning the archived text has, and how it goes on after that."""
        offset = self.beginning(quote)
        found = self.stretch(quote[:offset]) if quote[:offset].strip() else None
        if not found:
            return Divergence("", 0, "")
        goes_on = _first_words(self.text[found.stop : found.stop + SHOWN].partition("\n")[0])
        return Divergence(quote[:offset], self.line(found.start), goes_on)

    def line(self, place: int) -> int:
        """Give the line, counting from 1, of a place in the text."""
        return self.text.count("\n", 0, place) + 1

    def _place(self, wanted: str) -> int:
        """Find evened words in the evened text; no mark may follow that makes their last letter another letter."""
        text, _ = self.evened
        start = text.find(wanted)
        while start >= 0 and _marks(text, start + len(wanted)):
            start = text.find(wanted, start + 1)
        return start

    def _after(self, place: int) -> int:
        """Give the place after a letter and the marks upon it."""
        after = place + 1
        while _marks(self.text, after):
            after += 1
        return after


def _marks(text: str, place: int) -> bool:
    """Does a mark stand here, which belongs to the letter before it?"""
    return place < len(text) and unicodedata.combining(text[place]) != 0


def clusters(text: str) -> Iterator[tuple[int, str]]:
    """Give each letter together with the marks upon it, and where it stands: marks may be typed in any order."""
    start = 0
    for place, letter in enumerate(text):
        if place > start and not unicodedata.combining(letter):
            yield start, text[start:place]
            start = place
    if text:
        yield start, text[start:]


def evened_letter(cluster: str) -> str:
    """Even out one letter with its marks; nothing is left of one that does not print."""
    apart = unicodedata.normalize("NFKD", cluster).translate(SAME)
    return "".join(" " if part.isspace() else part for part in apart)


def _evened(text: str) -> str:
    return " ".join("".join(evened_letter(cluster) for _, cluster in clusters(text)).split())


def _first_words(text: str, count: int = 4) -> str:
    return " ".join(text.split()[:count])


def whole_words(text: str, found: slice) -> slice:
    """Widen a stretch to the ends of the words that it begins and ends in."""
    start, stop = found.start, found.stop
    while _is_inside_a_word(text, start):
        start -= 1
    while _is_inside_a_word(text, stop):
        stop += 1
    return slice(start, stop)


def _is_inside_words(text: str, found: slice) -> bool:
    return _is_inside_a_word(text, found.start) or _is_inside_a_word(text, found.stop)


def _is_inside_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
