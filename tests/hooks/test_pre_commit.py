"""The hooks that this repository offers, run by pre-commit itself in a repository that uses them.

In most tests the hooks take the command from the environment at hand; the one that lets pre-commit make an environment
of its own needs a package index, and runs where COMMITMENTS_HOOK_TESTS=must says that there is one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import BASE, REPOSITORY
from tests.needed import missing, must

WEAPONS = "data/commitments/deu/deu-weapons.yaml"
PARTS = ("commitments", "data", "schema", "seeds", "pyproject.toml", "README.md", "LICENSE", "LICENSE-DATA")
HOOKS = ".pre-commit-hooks.yaml"

if find_spec("pre_commit") is None:
    missing("HOOK", "NO HOOK TESTS: pre-commit is not installed")


def git(place: Path, *arguments: str) -> str:
    """Run git in a folder, as somebody."""
    who = ["-c", "user.name=A. Curator", "-c", "user.email=curator@example.org"]
    done = subprocess.run(["git", *who, *arguments], cwd=place, check=True, capture_output=True, text=True)  # noqa: S607 -- the user's git
    return done.stdout.strip()


def committed(place: Path) -> str:
    """Make a folder a git repository with one commit, and give the commit."""
    git(place, "init", "--quiet")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "All")
    return git(place, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give this checkout as it is now as a repository of hooks, and its commit."""
    place = tmp_path_factory.mktemp("hooks") / "commitments"
    place.mkdir()
    for name in (*PARTS, HOOKS):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, place / name)
    return place, committed(place)


def user(tmp_path: Path, offered: tuple[Path, str], override: str) -> Path:
    """Make a repository with a dataset of its own that uses the hooks."""
    place = tmp_path / "user"
    shutil.copytree(BASE, place)
    shutil.copytree(REPOSITORY / "schema" / "vocabulary", place / "schema" / "vocabulary")
    hooks = "".join(f"      - id: {name}\n{override}" for name in ("commitments-fmt", "commitments-check"))
    config = f"repos:\n  - repo: {offered[0]}\n    rev: {offered[1]}\n    hooks:\n{hooks}"
    (place / ".pre-commit-config.yaml").write_text(config, encoding="utf-8")
    committed(place)
    return place


@pytest.fixture
def place(tmp_path: Path, offered: tuple[Path, str]) -> Path:
    """Give a repository whose hooks take the command from the environment at hand."""
    return user(tmp_path, offered, "        language: system\n")


def hooked(place: Path) -> tuple[int, str]:
    """Run the hooks over what is staged, and give the exit status and what they said."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(place.parent / "cache"),
    }
    command = [sys.executable, "-m", "pre_commit", "run", "--color", "never"]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def change(place: Path, old: str, new: str) -> None:
    """Change the record, and stage it."""
    file = place / WEAPONS
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    git(place, "add", "--all")


def test_a_sound_change_passes(place: Path) -> None:
    change(place, "title: Germany to send weapons", "title: Germany to send arms")
    status, said = hooked(place)
    assert (status, said.count("Passed")) == (0, 2), said


def test_a_record_that_is_not_in_house_style_is_mended_and_the_commit_stopped(place: Path) -> None:
    change(place, "title: Germany to send weapons", "title: Germany to send weapons   ")
    status, said = hooked(place)
    assert status == 1
    assert "files were modified by this hook" in said
    assert "title: Germany to send weapons\n" in (place / WEAPONS).read_text(encoding="utf-8")


def test_a_record_with_an_error_stops_the_commit_and_is_told_with_its_place(place: Path) -> None:
    change(place, "stance: pledge", "stance: plege")
    status, said = hooked(place)
    assert status == 1
    assert f"{WEAPONS}:7:9: error R104" in said


def test_removing_a_source_that_a_record_cites_stops_the_commit(place: Path) -> None:
    git(place, "rm", "--quiet", "data/sources/readout.yaml")
    status, said = hooked(place)
    assert status == 1
    assert "X102" in said


def test_a_file_that_is_no_record_is_left_alone(place: Path) -> None:
    (place / "notes.yaml").write_text("a: 1   \n", encoding="utf-8")
    git(place, "add", "--all")
    status, said = hooked(place)
    assert (status, said.count("Skipped")) == (0, 1), said
    assert (place / "notes.yaml").read_text(encoding="utf-8") == "a: 1   \n"


def test_the_hooks_of_this_repository_are_those_it_offers() -> None:
    config = (REPOSITORY / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    for line in (REPOSITORY / HOOKS).read_text(encoding="utf-8").splitlines():
        if line.lstrip("- ").startswith(("id:", "entry:", "files:", "types:", "always_run:", "pass_filenames:")):
            assert line.lstrip("- ") in config


@pytest.mark.skipif(
    not must("HOOK"),
    reason="NO TEST OF THE HOOKS' OWN ENVIRONMENT: COMMITMENTS_HOOK_TESTS=must runs it where there is a package index",
)
def test_pre_commit_makes_an_environment_of_its_own_from_this_repository(
    tmp_path: Path, offered: tuple[Path, str]
) -> None:
    place = user(tmp_path, offered, "")
    change(place, "stance: pledge", "stance: plege")
    status, said = hooked(place)
    assert status == 1
    assert "error R104" in said
