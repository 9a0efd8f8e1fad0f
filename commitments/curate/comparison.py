"""A quotation set beside the archived text: which characters differ, or where the words part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from commitments.curate.quotes import Archive, Match, clusters, evened_letter, whole_words

AROUND = 80
WORDS = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters of a quotation, and those that the archive has in their place; either may be none."""

    quote: str
    archive: str
    times: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The passage of an archived text that is nearest to a quotation.

    `shared` is the longest stretch of the quotation that stands there; `quote_before` and `archive_before` say how
    each comes to it (nothing where the quotation begins with it), `quote_after` and `archive_after` how each goes on.
    """

    line: int
    text: str
    shared: str
    quote_before: str
    archive_before: str
    quote_after: str
    archive_after: str

    @property
    def apart(self) -> Difference:
        """The first letters that differ after what both have, or else the last ones before it."""
        after = zip_longest(_letters(self.quote_after), _letters(self.archive_after), fillvalue="")
        before = zip_longest(_letters(self.quote_before)[::-1], _letters(self.archive_before)[::-1], fillvalue="")
        pairs = after if self.quote_after else before
        unlike = ((one, other) for one, other in pairs if evened_letter(one) != evened_letter(other))
        return Difference(*next(unlike, ("", "")), 1)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a quotation was found, in the archive's own words, and what differs; or else the passage nearest to it.

    `cut` is the archive's wording with its first and last word whole, where the quotation begins or ends inside one.
    """

    match: Match | None
    words: str = ""
    differences: tuple[Difference, ...] = ()
    cut: str = ""
    nearest: Passage | None = None


def compare(archive: Archive, quote: str) -> Comparison:
    """Set a quotation beside an archived text."""
    found = archive.stretch(quote)
    if not found:
        return Comparison(None, nearest=_nearest(archive, quote))
    words, whole = archive.text[found], archive.text[whole_words(archive.text, found)]
    return Comparison(archive.find(quote), words, _differences(quote, words), whole if whole != words else "")


def _letters(text: str) -> list[str]:
    """Give the letters that print, each with its marks."""
    return [letter for _, letter in clusters(text) if evened_letter(letter)]


def _differences(quote: str, words: str) -> tuple[Difference, ...]:
    counted = Counter(_unlike(quote.strip(), words) if quote != words else ())
    return tuple(Difference(*pair, times) for pair, times in counted.items())


def _unlike(quote: str, words: str) -> Iterator[tuple[str, str]]:
    """Give the characters that differ between two texts that are alike once evened out."""
    pairs = pairwise(zip(_places(quote), _places(words), strict=False))
    cuts = [here for before, here in pairs if before[0] != here[0] and before[1] != here[1]]
    for (start, archive_start), (end, archive_end) in pairwise(((0, 0), *cuts, (len(quote), len(words)))):
        here, there = quote[start:end], words[archive_start:archive_end]
        if here != there:
            spaces = here.isspace() and there.isspace()
            yield (here, there) if spaces else _without_what_both_have(here, there)


def _places(text: str) -> list[int]:
    """Give the place of each letter that is left when a text is evened out, without spaces at its ends."""
    evened, places = Archive(text).evened
    return places[len(evened) - len(evened.lstrip(" ")) : len(evened.rstrip(" "))]


def _without_what_both_have(one: str, other: str) -> tuple[str, str]:
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


def _nearest(archive: Archive, quote: str) -> Passage | None:
    start, end = _longest_shared(archive, quote)
    found = archive.stretch(quote[start:end]) if start < end else None
    if not found:
        return None
    before, after = archive.text[: found.start], archive.text[found.stop : found.stop + AROUND]
    return Passage(
        line=archive.line(found.start),
        text=_passage(archive.text, found),
        shared=quote[start:end],
        quote_before=" ".join(quote[:start].split()[-WORDS:]),
        archive_before=" ".join(before[-AROUND:].split()[-WORDS:]) if quote[:start].strip() else "",
        quote_after=" ".join(quote[end:].split()[:WORDS]),
        archive_after=" ".join(after.split()[:WORDS]) if quote[end:].strip() else "",
    )


def _longest_shared(archive: Archive, quote: str) -> tuple[int, int]:
    """Find the longest stretch of whole words of a quotation that stands in the archived text."""
    best = (0, 0)
    for word in re.finditer(r"\S+", quote):
        longer = word.start() + best[1] - best[0] + 1
        if longer <= len(quote) and archive.stretch(quote[word.start() : longer].rstrip()):
            end = _end_of_word(quote, word.start(), word.start() + archive.beginning(quote[word.start() :]))
            best = max(best, (word.start(), end), key=lambda stretch: stretch[1] - stretch[0])
    return best


def _end_of_word(quote: str, start: int, end: int) -> int:
    """Take a stretch back to the end of its last whole word."""
    whole = quote[start:end] if end == len(quote) or quote[end].isspace() else re.sub(r"\S+\Z", "", quote[start:end])
    return start + len(whole.rstrip())


def _passage(text: str, found: slice) -> str:
    """Give a stretch with some words around it, on one line."""
    before = text[max(0, found.start - AROUND) : found.start]
    after = text[found.stop : found.stop + AROUND]
    if found.start > AROUND:
        before = "…" + before.partition(" ")[2]
    if found.stop + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{text[found]}{after}".split())
