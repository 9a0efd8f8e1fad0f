"""A newcomer who follows CONTRIBUTING.md to the letter ends with a sound record, and sees what the page shows."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commitments.cli import app
from tests.conftest import REPOSITORY

PAGE = REPOSITORY / "CONTRIBUTING.md"
RECORD = "data/commitments/deu/deu-2026-01-forward-posture.yaml"
BLOCK = re.compile(r"(?<=```)(?P<kind>console|yaml)\n(?P<text>.*?)(?=```)", re.DOTALL)
ARTICLE = "seeds/000_4ec1b37fe34376e5.txt"


def git(place: Path, *arguments: str) -> None:
    """Run git in a folder, as somebody."""
    who = ["-c", "user.name=A. Curator", "-c", "user.email=curator@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=place, check=True, capture_output=True)  # noqa: S607 -- the user's git


def run(place: Path, command: str) -> str:
    """Run a command of ours in a folder: what it prints as data, which is all that the page shows."""
    arguments = shlex.split(command)
    assert arguments[0] == "commitments"
    words = [sys.executable, "-m", *arguments]
    done = subprocess.run(words, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """Give the dataset as it was before the record of the example was made, under git."""
    place = tmp_path / "commitments"
    for folder in ("data", "schema", "seeds"):
        shutil.copytree(REPOSITORY / folder, place / folder)
    shutil.copy(REPOSITORY / ".gitignore", place)
    (place / RECORD).unlink()
    git(place, "init", "--quiet")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "Before")
    return place


def followed(place: Path, block: re.Match[str]) -> str:
    """Do what a block of the page says: run its commands, or type the record it shows."""
    if block["kind"] == "yaml":
        (place / RECORD).write_text(block["text"], encoding="utf-8")
        return block[0]
    commands = [line.removeprefix("$ ") for line in block["text"].splitlines() if line.startswith("$ ")]
    return "console\n" + "".join(f"$ {command}\n{run(place, command)}" for command in commands)


def test_the_worked_example_works_and_prints_what_the_page_shows(before: Path, request: pytest.FixtureRequest) -> None:
    written = PAGE.read_text(encoding="utf-8")
    shown = BLOCK.sub(lambda block: followed(before, block), written)
    if request.config.getoption("--update-golden", default=False):
        PAGE.write_text(shown, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == shown, "run pytest --update-golden, and read what it changed"


def test_the_record_of_the_example_is_in_house_style(before: Path) -> None:
    block = next(block for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")) if block["kind"] == "yaml")
    followed(before, block)
    run(before, f"commitments fmt --check {RECORD}")


def test_a_text_that_is_archived_already_is_named(before: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    command = next(line for line in page.splitlines() if line.startswith("commitments new source"))
    shutil.copy(REPOSITORY / ARTICLE, before / "article.txt")
    words = [sys.executable, "-m", *shlex.split(command), "--title", "x"]
    done = subprocess.run(words, cwd=before, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "mustaqila-2026-01-07" in done.stderr


def test_every_command_and_option_that_the_page_names_exists() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = {found[1] for found in re.finditer(r"(?:^|`|\$ )commitments ([a-z]+)", page, re.MULTILINE)}
    assert {"new", "quote", "fmt", "check", "diff", "show", "schema"} <= named
    for command in named:
        assert CliRunner().invoke(app(), [command, "--help"]).exit_code == 0, command


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = PAGE.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", page) if "://" not in target]
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in page.splitlines()}
    for target in targets:
        path, _, anchor = target.partition("#")
        assert (REPOSITORY / path).exists(), target
        assert not anchor or path or anchor in headings, target
