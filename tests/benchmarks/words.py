"""Invented words in several scripts, as often or as rarely used as words of a language are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random

SYLLABLES = {
    "en": "ba ne ro lin tor mes car du vel pont shi ga war sel mi ter",
    "fr": "bé né rou lin tour mès car du vel pont chi gâ voir sel mi treux",
    "de": "bä ne ro lein tor mes kar dü vel pfand schi ga war sel mi ster",
    "ar": "با ني رو لين تور مس كار دو فل بنت شي غا وار صل مي تر",
    "uk": "ба ні ро лин тор мес кар ду вел понт ши га вар сел мі тер",
}
VOCABULARY = 6000
LEAST, MOST = 1, 4
WIDTH = 14


@cache
def vocabulary(language: str) -> tuple[str, ...]:
    """Every invented word of a language, the most used first, which are the shortest; the same in every run."""
    chance, syllables = Random(language), SYLLABLES[language].split()
    made = ("".join(chance.choices(syllables, k=chance.randint(LEAST, MOST))) for _ in range(2 * VOCABULARY))
    return tuple(sorted(tuple(dict.fromkeys(made))[:VOCABULARY], key=len))


def words(chance: Random, language: str, least: int, most: int) -> list[str]:
    """Draw words of a language; few of them make up most of any text."""
    known = vocabulary(language)
    return [known[int(len(known) * chance.random() ** 3)] for _ in range(chance.randint(least, most))]


def sentence(chance: Random, language: str, least: int = 7, most: int = 15) -> str:
    """Write a sentence without its full stop."""
    text = " ".join(words(chance, language, least, most))
    return text[0].upper() + text[1:]


def title(chance: Random, language: str = "en") -> str:
    """Write a short line, as stands above an article or a record."""
    return sentence(chance, language, 5, 9)


def name(chance: Random) -> str:
    """Invent a person."""
    return " ".join(word.capitalize() for word in words(chance, "en", 2, 2))


def prose(text: str, indent: int) -> str:
    """Set a text in lines below the mark that folds them, as house style has it."""
    parts = text.split(" ")
    lines = (" ".join(parts[start : start + WIDTH]) for start in range(0, len(parts), WIDTH))
    return ">-\n" + "\n".join(f"{' ' * indent}{line}" for line in lines)


def listed(values: Sequence[str]) -> str:
    """Set words in brackets."""
    return f"[{', '.join(values)}]"
