"""The README shows what the tool really prints, and the generated pages are those of the code."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from commitments.curate.rules import CATALOGUE
from commitments.render import pages

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=```console\n)\$ .*?(?=```)", re.DOTALL)


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def session(block: str) -> str:
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"$ {command}\n{run(*shlex.split(command))}" for command in commands)


def hold(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden", default=False):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run pytest --update-golden, and read what it changed"


def test_the_readme_shows_what_the_commands_print(request: pytest.FixtureRequest) -> None:
    written = README.read_text(encoding="utf-8")
    assert len(BLOCK.findall(written)) >= 3
    hold(README, BLOCK.sub(lambda block: session(block[0]), written), request)


def test_the_pages_of_the_rules_are_those_of_the_code(request: pytest.FixtureRequest) -> None:
    hold(ROOT / "commitments/curate/rules/README.md", pages.markdown(CATALOGUE), request)


def test_the_reference_of_the_commands_is_that_of_the_code(request: pytest.FixtureRequest) -> None:
    text = run("typer", "commitments.cli.whole", "utils", "docs", "--name", "commitments")
    hold(ROOT / "commitments/cli/README.md", text, request)


def test_the_first_two_blocks_of_the_readme_are_single_lines() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert [block.count("\n") for block in blocks[:2]] == [1, 1]
    assert blocks[0].rstrip().endswith("brief Ukraine")
    assert blocks[1].rstrip().endswith("pytest")
