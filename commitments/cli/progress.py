"""How far a long reading of files has come, on a terminal alone, and only if it takes more than a moment."""

from __future__ import annotations

import os
import sys
from time import monotonic

PATIENCE, PAUSE = 1.0, 0.1
"""Seconds before anything is shown, and between two changes of what is shown."""
WIDTH = 30
ERASE = "\r\x1b[K"


class Progress:
    """A line that says how many files have been read, and goes when all have."""

    def __init__(self) -> None:
        self._next = monotonic() + PATIENCE
        self._shown = False
        self._silent = not (sys.stderr and sys.stderr.isatty()) or os.environ.get("TERM") == "dumb"

    def __call__(self, done: int, whole: int) -> None:
        """Take notice that so many files of so many have been read."""
        if self._silent or (monotonic() < self._next and done < whole):
            return
        if done < whole:
            filled = WIDTH * done // whole
            _write(f"{ERASE}{'█' * filled}{'░' * (WIDTH - filled)} {done:,} of {whole:,} files")
            self._next, self._shown = monotonic() + PAUSE, True
        elif self._shown:
            _write(ERASE)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
