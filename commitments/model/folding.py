"""Evening out of spellings, so that a name is found however it is written."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ALIKE = str.maketrans(
    {
        "ى": "ي",
        "ی": "ي",  # as Persian and Urdu write them
        "ک": "ك",
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


class _Bare(dict[int, str | int | None]):
    """What becomes of each letter of a text taken apart, worked out once: marks go, and what is alike becomes one."""

    def __missing__(self, code: int) -> str | int | None:
        self[code] = None if unicodedata.combining(chr(code)) else ALIKE.get(code, code)
        return self[code]


BARE = _Bare()


def fold(text: str) -> str:
    """Even out accents, vowel signs, hamza and alef forms, case and spaces: "Ūkraïna " becomes "ukraina"."""
    if text.isascii():
        return " ".join(text.lower().split())
    apart = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(apart.translate(BARE).split())


UNSPACED = (
    r"\u0e00-\u0eff\u1780-\u17ff"  # Thai, Lao, Khmer
    r"\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # kana
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
"""Letters of scripts that set no spaces between words, so that each letter counts as a word."""
MARKED_WORD = re.compile(r"sm*|[wm]*w[wm]*")


@cache
def _word() -> re.Pattern[str]:
    """Compiled once it is used: that takes longer than a question without it."""
    return re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


def words(text: str) -> list[str]:
    """The words of a text, evened out: letters and digits that stand together, and each letter of unspaced scripts."""
    return [word for word in _word().findall(fold(text)) if word.isalnum()]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand in it, with the marks on their letters; counts from 0, the end is exclusive."""
    return [match.span() for match in MARKED_WORD.finditer(text.translate(KINDS))]


def _kind(letter: str) -> str:
    """Whether a letter is a mark on another, part of a word, a word of its own, or stands between words."""
    apart = unicodedata.normalize("NFKD", letter)
    if all(map(unicodedata.combining, apart)):
        return "m"
    parts = [part for part in apart if part.isalnum()]
    if not parts:
        return " "
    return "s" if all(map(_alone().match, parts)) else "w"


class _Kinds(dict[int, str]):
    """The kind of each letter, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = _kind(chr(code))
        return self[code]


KINDS = _Kinds()
