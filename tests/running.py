"""The command line inside this process, as somebody calls it whose output goes into files."""

from __future__ import annotations

import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from unittest import mock

from commitments import cli


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def in_process(*arguments: str) -> Ran:
    """Run a command; whatever is raised but the exit of the program goes through."""
    out, err = StringIO(), StringIO()
    with mock.patch.object(sys, "argv", ["commitments", *arguments]), redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as ended:
            return Ran(int(ended.code or 0), out.getvalue(), err.getvalue())
    raise AssertionError("the program did not end by an exit")
