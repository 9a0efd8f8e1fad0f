"""The same data gives the same bytes, whatever place, clock, language, order of files and number of processes.

`tests/same_bytes` does the same over several Pythons.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self

import pytest

from commitments.curate import examination
from commitments.dataset import Dataset
from commitments.store import build, header
from tests import sums
from tests.conftest import Workshop

TODAY = ("--today", "2026-11-23")
COMMANDS = (
    ("build", "--rebuild"),
    ("export", "tables", "-f", "csv", "-f", "jsonl"),
    ("brief", "Ukraine", *TODAY, "-o", "ukraine.md"),
    ("brief", "Germany", "--lang", "ar", *TODAY, "-o", "germany.html"),
    ("brief", "--all", "--lang", "uk", *TODAY, "-o", "briefings"),
    ("matrix", "-f", "markdown", "-o", "matrix.md"),
    ("timeline", "-c", "France", "-o", "timeline.svg"),
)
WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "COMMITMENTS_WORKERS": "1", "umask": "0o077"},
    {
        "PYTHONHASHSEED": "2",
        "TZ": "America/Adak",
        "LC_ALL": "tr_TR.UTF-8",
        "COMMITMENTS_WORKERS": "3",
        "umask": "0o000",
    },
)


def made_in(place: Path, data: Dataset, world: dict[str, str]) -> list[str]:
    """Copy a dataset to a place, run the commands there, and give the sums of all that they made."""
    dataset = Dataset(Path(shutil.copytree(data.root, place / "data", ignore=shutil.ignore_patterns("build"))))
    (place / "made").mkdir()
    for command in COMMANDS:
        subprocess.run(
            [sys.executable, "-m", "commitments", *command, "--dataset", str(dataset.root), "--db", "made.sqlite"],
            cwd=place / "made", check=True, capture_output=True, umask=int(world["umask"], 8),
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **world},
        )  # fmt: skip
    return sums.sums(place / "made")


def test_database_exports_briefings_and_pictures_are_the_same_in_another_world(made: Dataset, tmp_path: Path) -> None:
    one, other = (
        made_in(tmp_path / name, made, world)
        for name, world in zip(("here", "a longer name elsewhere"), WORLDS, strict=True)
    )
    assert one == other
    assert len(one) > 80


def shuffled(listing: Callable[..., Any], chance: random.Random) -> Callable[..., Any]:
    """Let a function that lists files give them in another order each time."""

    def listed(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 -- takes the place of any of these functions
        found = list(listing(*arguments, **options))
        chance.shuffle(found)
        return found if listing is os.listdir else Opened(found)

    return listed


class Opened(list[Any]):
    """Entries of a folder as os.scandir gives them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def __iter__(self) -> Any:  # noqa: ANN401 -- os.walk asks for the next entry
        return self

    def __next__(self) -> Any:  # noqa: ANN401 -- likewise
        if not self:
            raise StopIteration
        return self.pop()

    def close(self) -> None:
        """Close nothing."""


def with_archives(shop: Workshop, names: Iterable[int]) -> Workshop:
    """Give a dataset so many archived texts that their rows take several pages."""
    for name in names:
        shop.write(f"seeds/{name % 7}/text-{name:04}.txt", f"text {name}\n")
    return shop


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_a_disk_lists_files_does_not_matter(
    own: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with_archives(own, range(400))
    before = build.build(own.dataset, tmp_path / "before.sqlite", keep_going=True).path.read_bytes()
    for name in ("listdir", "scandir"):
        monkeypatch.setattr(os, name, shuffled(getattr(os, name), random.Random(seed)))  # noqa: S311 -- no secret
    after = build.build(own.dataset, tmp_path / "after.sqlite", keep_going=True).path.read_bytes()
    monkeypatch.undo()
    assert before == after


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_the_number_of_processes_does_not_matter(
    made: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv(examination.WORKERS, number)
    monkeypatch.setattr(examination, "SHARED_FROM", 2)
    monkeypatch.setattr(examination, "SHARE", 2)
    assert build.build(made, tmp_path / "shared.sqlite").path.read_bytes() == made.database.read_bytes()


def test_a_database_names_the_first_sqlite_that_gives_its_bytes(made: Dataset) -> None:
    assert int.from_bytes(made.database.read_bytes()[header.WRITER], "big") == 3_039_000
