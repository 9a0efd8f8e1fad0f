"""How far a long reading has come is shown on a terminal alone, after a moment, and is gone in the end."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from commitments.cli import progress
from commitments.cli.progress import ERASE, Progress
from commitments.dataset import Dataset


class Terminal:
    """Stands for standard error on a terminal."""

    def __init__(self) -> None:
        self.written = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.written += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""


def on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error; inside a test, for pytest sets its own when a test begins."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    return shown


def test_what_takes_no_moment_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    watch = Progress()
    for number in range(1, 101):
        watch(number, 100)
    assert terminal.written == ""


def test_what_takes_long_is_shown_and_gone_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    watch = Progress()
    watch(750, 1500)
    assert terminal.written == f"{ERASE}{'█' * 15}{'░' * 15} 750 of 1,500 files"
    watch(1500, 1500)
    assert terminal.written.endswith(ERASE)


def test_a_terminal_that_can_erase_nothing_is_shown_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_a_terminal(monkeypatch)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    Progress()(1, 2)
    assert terminal.written == ""


def test_a_check_on_a_terminal_leaves_only_its_answer(made: Dataset) -> None:
    ours, theirs = pty.openpty()
    program = "from commitments import cli; from commitments.cli import progress; progress.PATIENCE = 0.0; cli.main()"
    command = [sys.executable, "-c", program, "check", "--dataset", str(made.root)]
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    )
    os.close(theirs)
    told = os.read(ours, 10_000).decode()
    os.close(ours)
    assert (done.stdout, told.count("\n")) == (b"", 1)
    assert "░ 1 of " in told
    assert told.rpartition(ERASE)[2].endswith("files, nothing to mend\r\n")
