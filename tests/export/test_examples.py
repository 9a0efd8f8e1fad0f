"""The examples run on an export as they stand, and agree.

`apt-get install r-base-core` brings R; COMMITMENTS_R_TESTS=must makes its absence a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from commitments.ask.standing import ENDED
from commitments.model.roles import ASIDE
from tests.conftest import REPOSITORY
from tests.golden import Golden
from tests.needed import missing

EXAMPLES = REPOSITORY / "tests" / "examples"
NAMES = ("troops_pandas.py", "troops_duckdb.sql", "troops.R")
LIST = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
WORD = re.compile(r"""["']([\w-]+)["']""")


def answered(command: list[str], export: Path) -> str:
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(command, cwd=export, capture_output=True, text=True, check=False, env=environment)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout


def test_pandas_tells_how_firm_the_promises_of_troops_are(export: Path, golden: Golden) -> None:
    golden("troops.tsv", answered([sys.executable, "-W", "error", str(EXAMPLES / "troops_pandas.py")], export))


def test_duckdb_tells_the_same(export: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(export)
    with duckdb.connect() as database:
        read = database.sql((EXAMPLES / "troops_duckdb.sql").read_text(encoding="utf-8"))
        rows = [read.columns, *read.fetchall()]
    lines = ("\t".join("" if cell is None else str(cell) for cell in row) for row in rows)
    golden("troops.tsv", "".join(f"{line}\n" for line in lines))


def test_r_tells_the_same(export: Path, golden: Golden) -> None:
    program = shutil.which("Rscript")
    if not program:
        missing("R", "NO R TESTS: Rscript is missing; `apt-get install r-base-core` brings it")
    golden("troops.tsv", answered([program, "--vanilla", str(EXAMPLES / "troops.R")], export))


@pytest.mark.parametrize("name", NAMES)
def test_an_example_leaves_out_the_roles_and_the_ends_that_the_tool_leaves_out(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    lists = [{*WORD.findall(found)} for found in LIST.findall(text)]
    assert ASIDE in lists
    assert ENDED in lists


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_about_twenty_lines(name: str) -> None:
    assert 15 <= len((EXAMPLES / name).read_text(encoding="utf-8").splitlines()) <= 25
