"""A whole dataset of invented records: `python -m tests.benchmarks.corpus FOLDER --count 1000`."""

from __future__ import annotations

import argparse
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import meetings, pledges
from tests.benchmarks.meetings import File, Meeting

REPOSITORY = Path(__file__).resolve().parents[2]
AT_A_MEETING = 8
SEED = 2026
SOURCE = re.compile(r"source: ([a-z0-9-]+)")
STATE = re.compile(r"[A-Z]{3}")
NEVER_PROMISING = frozenset({"UKR", "RUS", "BLR"})


def make(folder: Path, count: int, seed: int = SEED) -> Path:
    """Write a dataset of so many commitments into a new folder; the same bytes for the same seed."""
    _copy_what_is_real(folder)
    for file in _files(count, seed):
        path = f"{folder}/{file.path}"
        if not os.path.isdir(place := os.path.dirname(path)):  # noqa: PTH112, PTH120 -- there are hundreds of thousands
            Path(place).mkdir(parents=True)
        with open(path, "w", encoding="utf-8", newline="\n") as written:  # noqa: PTH123 -- likewise
            written.write(file.text)
    return folder


def states() -> tuple[str, ...]:
    """Give the states that can promise something, those that promise most first."""
    known = sorted(path.stem for path in (REPOSITORY / "data" / "actors").glob("*.yaml") if STATE.fullmatch(path.stem))
    named = dict.fromkeys((*meetings.LEADING, *known))
    return tuple(state for state in named if state in known and state not in NEVER_PROMISING)


def _files(count: int, seed: int) -> Iterator[File]:
    known = states()
    for number in range(-(-count // AT_A_MEETING)):
        told = meetings.meeting(number, seed, known)
        yield from meetings.files(told, seed)
        yield from _commitments(told, count, seed)


def _commitments(told: Meeting, count: int, seed: int) -> Iterator[File]:
    first = told.number * AT_A_MEETING
    for serial in range(first, min(first + AT_A_MEETING, count)):
        yield pledges.commitment(told, serial, seed)


def _copy_what_is_real(folder: Path) -> None:
    """Copy the word lists and schemas, the actors, and the sources that tell of their memberships."""
    shutil.copytree(REPOSITORY / "schema", folder / "schema", ignore=shutil.ignore_patterns("__pycache__"))
    actors = folder / "data" / "actors"
    shutil.copytree(REPOSITORY / "data" / "actors", actors)
    cited = {source for path in actors.glob("*.yaml") for source in SOURCE.findall(path.read_text("utf-8"))}
    for name in ("data/sources", "seeds"):
        (folder / name).mkdir(parents=True)
    for source in sorted(cited):
        shutil.copy(REPOSITORY / "data" / "sources" / f"{source}.yaml", folder / "data" / "sources")


def main() -> None:
    """Write a dataset from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.corpus", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--count", type=int, default=1000, help="how many commitments")
    parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same bytes")
    asked = parser.parse_args()
    make(asked.folder, asked.count, asked.seed)


if __name__ == "__main__":
    main()
