"""Evening out of spellings, so that a name is found however it is written."""

from __future__ import annotations

import re
import unicodedata

ALIKE = str.maketrans(
    {
        "ى": "ي",
        "ة": "ه",
        "ـ": None,  # tatweel stretches a word and says nothing
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "’": "'",
        "ʼ": "'",
        "‐": "-",
        "–": "-",
    }
)


def fold(text: str) -> str:
    """Even out accents, vowel signs, hamza and alef forms, case and spaces: "Ūkraïna " becomes "ukraina"."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(ALIKE).split())


WORD = re.compile(r"[^\W_]+")
MARKED_WORD = re.compile(r"[wm]*w[wm]*")


def words(text: str) -> list[str]:
    """The words of a text, evened out: letters and digits that stand together."""
    return WORD.findall(fold(text))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand in it, with the marks on their letters; counts from 0, the end is exclusive."""
    mask = "".join(map(_kind, text))
    return [match.span() for match in MARKED_WORD.finditer(mask)]


def _kind(letter: str) -> str:
    if unicodedata.combining(letter):
        return "m"
    return "w" if any(part.isalnum() for part in unicodedata.normalize("NFKD", letter)) else " "
