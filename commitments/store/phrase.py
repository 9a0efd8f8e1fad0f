"""What is looked up: words that stand together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Phrase(NamedTuple):
    """Words that have to stand together, evened out; of the last only the beginning where it is `open`."""

    words: tuple[str, ...]
    open: bool = False

    def at(self, told: Sequence[str], place: int) -> bool:
        """Whether the phrase stands in a text at a place, given as the number of a word."""
        here = told[place : place + len(self.words)]
        if len(here) < len(self.words) or tuple(here[:-1]) != self.words[:-1]:
            return False
        return here[-1].startswith(self.words[-1]) if self.open else here[-1] == self.words[-1]
