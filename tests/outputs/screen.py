"""The command line as it behaves on a terminal of some width, or in a pipe, inside this process."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from commitments.cli import main


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command put on the two streams, and how it ended."""

    code: int
    out: str
    err: str


def shown(arguments: Sequence[str], columns: int | None = None) -> Shown:
    """Run a command on a terminal of so many columns, or in a pipe; an exception goes through."""
    made = Terminal if columns else io.TextIOWrapper
    out, err = made(io.BytesIO(), "utf-8"), made(io.BytesIO(), "utf-8")
    with _streams(arguments, out, err, columns):
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
    return Shown(code, _read(out), _read(err))


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@contextmanager
def _streams(
    arguments: Sequence[str], out: io.TextIOWrapper, err: io.TextIOWrapper, columns: int | None
) -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMMITMENTS_", "GITHUB_"))}
    size = {"COLUMNS": str(columns or 80), "LINES": "50", "TERM": "dumb"}  # where no progress is drawn
    with (
        patch.dict(os.environ, {**kept, **size}, clear=True),
        patch.multiple(sys, argv=["commitments", *arguments], stdout=out, stderr=err),
    ):
        yield
