"""The instructions that questions take from a cold start, which noise hardly moves.

`python -m tests.benchmarks.instructions` counts them with valgrind.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tabulate import tabulate

from tests.benchmarks import ours
from tests.benchmarks.machine import header
from tests.benchmarks.ours import Bench
from tests.benchmarks.processes import environment

COLLECTED = re.compile(r"Collected : (\d+)")
MISSING = "valgrind is not installed: instructions cannot be counted"
QUESTIONS = ("list -c France --limit 20", "show ID", "search WORD")


def main() -> None:
    """Count instructions, and print them beside those of the floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.instructions", description=__doc__)
    parser.add_argument("--keep", type=Path, help="keep the dataset in this folder, and use one that is there")
    parser.add_argument("--size", type=int, default=ours.START, help="commitments in the dataset")
    asked = parser.parse_args()
    valgrind = shutil.which("valgrind") or sys.exit(MISSING)
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        counts = _counts(valgrind, Bench(folder), asked.size)
    told = tabulate(_rows(counts), ("process", "million instructions", "x floor"), "simple", disable_numparse=True)
    sys.stdout.write(f"{header(Path(sys.executable).parent)}\nDataset: {asked.size:,} commitments\n\n{told}\n")


def _counts(valgrind: str, bench: Bench, size: int) -> dict[str, int]:
    folder = bench.corpus(size)
    database, asked = ours.refreshed(folder), ours.questions(folder)
    floor = {"20 rows, the floor": ours.floor("answer", database).command}
    commands = floor | {name: (sys.executable, *asked[name]) for name in QUESTIONS}
    return {name: _count(valgrind, command) for name, command in commands.items()}


def _count(valgrind: str, command: tuple[str | Path, ...]) -> int:
    """Count the instructions of one process, not its first; its hashes are kept from changing from run to run."""
    subprocess.run(command, check=True, capture_output=True, env=environment({}))
    run = subprocess.run(
        [valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
        check=True,
        capture_output=True,
        text=True,
        env=environment({"PYTHONHASHSEED": "0"}),
    )
    found = COLLECTED.search(run.stderr)
    return int(found[1]) if found else sys.exit(f"valgrind counted nothing: {run.stderr[-200:]}")


def _rows(counts: dict[str, int]) -> list[tuple[str, str, str]]:
    floor = next(iter(counts.values()))
    return [(name, f"{count / 1e6:,.1f}", f"{count / floor:.2f}") for name, count in counts.items()]


if __name__ == "__main__":
    main()
