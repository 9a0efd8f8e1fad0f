"""Evening out of spellings, so that a name is found however it is written."""

from __future__ import annotations

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
