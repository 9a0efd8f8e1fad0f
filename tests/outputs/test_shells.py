"""What a shell is offered while a question is typed: words that it takes as they are, and nothing that it would run."""

from __future__ import annotations

import os
import re
import select
import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests import hostile
from tests.needed import missing

pty = pytest.importorskip("pty")

PROGRAM = "import sys; sys.argv[0] = 'commitments'; from commitments.cli import main; main()"
PATIENCE = 20.0
"""Seconds to wait for what a shell shows."""
PRONE = tuple(text for text in hostile.KINDS["shell"] if "pwned" in text or "[" in text)
OFFERING = {
    "zsh": {"_TYPER_COMPLETE_ARGS": "commitments show fra"},
    "fish": {"_TYPER_COMPLETE_ARGS": "commitments show fra", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "bash": {"COMP_WORDS": "commitments show fra", "COMP_CWORD": "2"},
}


@pytest.fixture
def place(spare: Path, tmp_path: Path) -> Path:
    """Give a folder with the command in it, which answers from a database whose titles are to run in a shell."""
    with closing(sqlite3.connect(spare)) as connection:
        for table in ("commitment", "instrument"):
            ids = [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]  # noqa: S608 -- our own names
            for number, record in enumerate(ids):
                text = PRONE[number % len(PRONE)]
                connection.execute(f"UPDATE {table} SET title = ? WHERE id = ?", (text, record))  # noqa: S608 -- likewise
        for text in PRONE:
            connection.execute("INSERT OR IGNORE INTO actor_name SELECT 'FRA', 'en', ?, ?", (text, text))
        connection.commit()
    program = tmp_path / "bin" / "commitments"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{PROGRAM}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


def environment(place: Path, **more: str) -> dict[str, str]:
    path = f"{place / 'bin'}:{os.environ['PATH']}"
    own = {"PATH": path, "HOME": str(place), "COMMITMENTS_DB": str(place / "spare.sqlite"), "TERM": "dumb"}
    return {**os.environ, **own, **more}


def asked(place: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [str(place / "bin" / "commitments")]
    return subprocess.run(
        command, env=environment(place, **more), cwd=place, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("shell", OFFERING)
def test_every_shell_gets_an_answer_whatever_the_titles(place: Path, shell: str) -> None:
    done = asked(place, _COMMITMENTS_COMPLETE=f"complete_{shell}", **OFFERING[shell])
    assert done.stderr == ""
    assert "fra-2026-01-troops" in done.stdout


def test_no_word_that_is_offered_is_more_than_a_word(place: Path) -> None:
    words = {"COMP_WORDS": "commitments list -c ''", "COMP_CWORD": "3"}
    offered = asked(place, _COMMITMENTS_COMPLETE="complete_bash", **words).stdout.split("\n")
    assert "France" in offered
    assert [word for word in offered if word and not re.fullmatch(r"[\w\u0300-\u036f\u0610-\u065f.-]+", word)] == []


def test_zsh_runs_nothing_that_a_title_says(place: Path) -> None:
    zsh = shutil.which("zsh") or ""
    if not zsh:
        missing("OUTPUT", "NO TEST IN ZSH: it is not installed")
    script = asked(place, _COMMITMENTS_COMPLETE="source_zsh").stdout
    (place / "completion").write_text(script, encoding="utf-8")
    shown = typed(
        [zsh, "-f", "-i"],
        place,
        ["autoload -U compinit && compinit -u && source ./completion && echo re'ady'\n", "commitments show \t"],
        ["ready", "usa-2026-02-intelligence"],
    )
    assert "usa-2026-02-intelligence" in shown
    assert not (place / "pwned").exists()


def typed(command: Sequence[str], place: Path, keys: Sequence[str], awaited: Sequence[str]) -> str:
    """Type into a program on a terminal, each time until it shows what is awaited; give what it showed last."""
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(place)
        os.execve(command[0], list(command), environment(place))  # noqa: S606 -- the shell under test
    shown = ""
    for key, wanted in zip(keys, awaited, strict=True):
        os.write(terminal, key.encode())
        shown = read(terminal, wanted)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return shown


def read(terminal: int, wanted: str) -> str:
    shown, end = "", time.monotonic() + PATIENCE
    while wanted not in shown and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            shown += os.read(terminal, 65536).decode(errors="replace")
    return shown
