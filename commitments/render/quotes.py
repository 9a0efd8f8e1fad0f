"""How a quotation compares with the archived text, for people and for programs: one function per format."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from types import MappingProxyType

from commitments import escaping
from commitments.curate.comparison import Comparison, Difference, Passage
from commitments.curate.quotes import Match, Verification

VERSION = 1
UNNAMED = MappingProxyType({"\n": "line break", "\r": "carriage return", "\t": "tab"})
"""What people call the control characters that texts are full of; Unicode has no names for them."""


def text(compared: Comparison) -> str:
    """Say whether the words stand in the archive, what differs, and how the archive has them."""
    lines = _found(compared, compared.match) if compared.match else _parted(compared.nearest)
    return "".join(f"{escaping.for_terminal(line)}\n" for line in lines)


def as_json(compared: Comparison) -> str:
    """Write the comparison as one object, with `verification` exact, normalised or not-found."""
    match, nearest = compared.match, compared.nearest
    told = {
        "version": VERSION,
        "verification": match.verification if match else "not-found",
        "line": match.line if match else None,
        "words": compared.words or None,
        "cut": compared.cut or None,
        "differences": [asdict(difference) for difference in compared.differences],
        "nearest": {**asdict(nearest), "apart": asdict(nearest.apart)} if nearest else None,
    }
    return escaping.as_json(told, 2) + "\n"


FORMATS: MappingProxyType[str, Callable[[Comparison], str]] = MappingProxyType({"text": text, "json": as_json})


def _found(compared: Comparison, match: Match) -> Iterator[str]:
    how = "exact" if match.verification is Verification.EXACT else "only after evening out"
    yield f"{how}, line {match.line}"
    for difference in compared.differences:
        times = f" ({difference.times} times)" if difference.times > 1 else ""
        yield f"  {_named(difference)}{times}"
    if compared.differences:
        yield "The archive’s own words, to copy:"
        yield compared.words
    if compared.cut:
        yield f"The words begin or end inside a word; the archive has: {compared.cut}"


def _parted(nearest: Passage | None) -> Iterator[str]:
    if not nearest:
        yield "these words are not in the archived text, nor is any one of them"
        return
    yield f"these words are not in the archived text; what comes nearest, line {nearest.line}:"
    yield f"  {nearest.text}"
    yield f"  both have:                {nearest.shared}"
    if nearest.quote_before:
        yield f"  before it the archive has {nearest.archive_before or '(nothing)'}"
        yield f"  and your words have       {nearest.quote_before}"
    if nearest.quote_after:
        yield f"  after it the archive has  {nearest.archive_after or '(nothing)'}"
        yield f"  and your words have       {nearest.quote_after}"
    yield f"  they part at:             {_named(nearest.apart)}"


def _named(difference: Difference) -> str:
    return f"{_names(difference.quote)} where the archive has {_names(difference.archive)}"


def _names(characters: str) -> str:
    """Name characters, and show those that print."""
    counted = Counter(characters)
    named = (f"{times} × {_name(letter)}" if times > 1 else _name(letter) for letter, times in counted.items())
    return " and ".join(named) or "nothing"


def _name(character: str) -> str:
    name = unicodedata.name(character, UNNAMED.get(character, "character")).lower()
    prints = character.isprintable() and not character.isspace() and not unicodedata.combining(character)
    return f"{character} ({name})" if prints else f"{name} (U+{ord(character):04X})"
