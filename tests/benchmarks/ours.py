"""Our own commands, each a whole cold process, beside the floors of the same run."""

from __future__ import annotations

import math
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import count
from pathlib import Path
from statistics import linear_regression

from tests.benchmarks.corpus import REPOSITORY
from tests.benchmarks.processes import Sample, Work, measure
from tests.benchmarks.table import Row, Target, beside_floor
from tests.benchmarks.words import vocabulary

START = 5000
ONE, TWO = {"COMMITMENTS_WORKERS": "1"}, {"COMMITMENTS_WORKERS": "2"}
LIST = ("list", "-c", "France", "--limit", "20")
LIST_BOUND, ANSWER_BOUND, BRIEF_BOUND = 5.5, 7, 25
BUILD_BOUND, BUILD_BOUND_OF_TWO, CHECK_BOUND = 7, 4.5, 5
UNCHANGED_BOUND, CHANGED_BOUND = 3, 0.12
SIZE_BOUND, MEMORY_BOUND, GROWTH_BOUND = 1.5, 2, 1.05


@dataclass(frozen=True)
class Bench:
    """What a run of the benchmarks knows: where its datasets lie, where peers are, and how often it repeats."""

    folder: Path
    peers: Path = Path(sys.executable).parent
    peers_at: tuple[int, ...] = ()
    repeat: int = 1
    budget: float = 0

    def measure(self, works: dict[str, Work]) -> dict[str, Sample]:
        """Measure works in turns."""
        return measure(works, self.repeat, self.budget)

    def corpus(self, size: int) -> Path:
        """Give the dataset of so many commitments, made in a process of its own if it is not there yet."""
        folder = self.folder / str(size)
        if not folder.exists():
            part = self.folder / f"{size}.part"
            shutil.rmtree(part, ignore_errors=True)
            command = (sys.executable, "-m", "tests.benchmarks.corpus", str(part), "--count", str(size))
            subprocess.run(command, check=True, cwd=REPOSITORY)
            part.rename(folder)
        return folder


def command(*arguments: str | Path, dataset: Path) -> tuple[str | Path, ...]:
    """Give a command as it is installed beside this interpreter, asked about a dataset."""
    return (Path(sys.executable).with_name("commitments"), *arguments, "--dataset", dataset)


def floor(name: str, place: Path) -> Work:
    """Give a floor as a process."""
    return Work((sys.executable, Path(__file__).with_name("floors.py"), name, place))


def database(folder: Path) -> Path:
    """Give the place where a dataset builds its database."""
    return folder / "build" / "commitments.sqlite"


def refreshed(folder: Path) -> Path:
    """Bring the database of a dataset up to date, unmeasured."""
    subprocess.run(command("build", dataset=folder), check=True, capture_output=True)
    return database(folder)


def first_commitment(folder: Path) -> Path:
    """Give the file of one commitment."""
    return min((folder / "data" / "commitments").glob("fra/*.yaml"))


def questions(folder: Path) -> dict[str, tuple[str | Path, ...]]:
    """Give the questions whose start is measured, as commands."""
    return {
        "list -c France --limit 20": command(*LIST, dataset=folder),
        "show ID": command("show", first_commitment(folder).stem, dataset=folder),
        "search WORD": command("search", vocabulary("en")[300], dataset=folder),
        "matrix": command("matrix", dataset=folder),
        "stats": command("stats", dataset=folder),
    }


def searches(folder: Path) -> dict[str, tuple[str | Path, ...]]:
    """Give searches in several scripts, for words that many and that few records have, as commands."""
    sought = {
        "often, Latin": vocabulary("en")[2],
        "seldom, Latin": vocabulary("en")[4000],
        "Arabic": vocabulary("ar")[300],
        "Ukrainian": vocabulary("uk")[300],
        "a beginning": f"{vocabulary('uk')[300][:3]}*",
    }
    return {f"search, {what}": command("search", text, dataset=folder) for what, text in sought.items()}


def start(bench: Bench) -> Iterator[Row]:
    """Tell how fast questions are answered from a database of 5,000 that is as new as its data."""
    folder = bench.corpus(START)
    refreshed(folder)
    yield from _answers(bench, folder, questions(folder), {"list -c France --limit 20": LIST_BOUND})
    yield from _briefing(bench, folder)


def search(bench: Bench) -> Iterator[Row]:
    """Tell how fast words are looked up."""
    folder = bench.corpus(START)
    refreshed(folder)
    yield from _answers(bench, folder, searches(folder), {})


def _answers(
    bench: Bench, folder: Path, asked: dict[str, tuple[str | Path, ...]], bounds: dict[str, float]
) -> Iterator[Row]:
    works = {"floor": floor("answer", database(folder))} | {name: Work(line) for name, line in asked.items()}
    samples = bench.measure(works)
    for name in asked:
        bound = bounds.get(name, ANSWER_BOUND)
        yield beside_floor(f"{name} ({START:,})", samples[name], samples["floor"], "20 rows", bound)


def _briefing(bench: Bench, folder: Path) -> Iterator[Row]:
    built = bench.folder / "real.sqlite"
    subprocess.run(command("build", "--db", built, dataset=REPOSITORY), check=True, capture_output=True)
    brief = Work(command("brief", "Ukraine", "--db", built, dataset=REPOSITORY))
    samples = bench.measure({"floor": floor("answer", database(folder)), "brief": brief})
    yield beside_floor("brief Ukraine (real data)", samples["brief"], samples["floor"], "20 rows", BRIEF_BOUND)


def full_build(folder: Path, workers: Mapping[str, str] = ONE) -> Work:
    """Build the database of a dataset from all of its files."""
    return Work(command("build", "--rebuild", dataset=folder), workers)


def full_check(folder: Path, workers: Mapping[str, str] = ONE) -> Work:
    """Check all files of a dataset."""
    return Work(command("check", dataset=folder), workers)


@cache
def builds(bench: Bench, size: int) -> dict[str, Sample]:
    """Measure the full build and the check of a dataset, with one process and with two, beside the floor."""
    folder = bench.corpus(size)
    return bench.measure(
        {
            "floor": floor("parse", folder),
            "build": full_build(folder),
            "build of two": full_build(folder, TWO),
            "check": full_check(folder),
            "check of two": full_check(folder, TWO),
        }
    )


def build(bench: Bench, size: int) -> Iterator[Row]:
    """Tell how long a full build and a check take, and how large the database becomes."""
    samples, folder = builds(bench, size), bench.corpus(size)
    told = (
        ("build", f"full build, one process ({size:,})", BUILD_BOUND),
        ("build of two", f"full build, two processes ({size:,})", BUILD_BOUND_OF_TWO),
        ("check", f"check, one process ({size:,})", CHECK_BOUND),
        ("check of two", f"check, two processes ({size:,})", CHECK_BOUND),
    )
    for name, work, bound in told:
        yield beside_floor(work, samples[name], samples["floor"], "read + raw parse", bound)
    yield _size(folder, size)


def _size(folder: Path, size: int) -> Row:
    made = database(folder).stat().st_size
    written = sum(path.stat().st_size for path in (folder / "data").rglob("*.yaml"))
    work = f"size of the database with full text ({size:,})"
    return Row(work, f"{made / 1e6:.1f} MB", f"YAML {written / 1e6:.1f} MB", made / written, Target(SIZE_BOUND))


def refresh(bench: Bench, size: int) -> Iterator[Row]:
    """Tell how long it takes to see that nothing changed, and to take in one changed file."""
    folder = bench.corpus(size)
    refreshed(folder)
    samples = bench.measure({"walk": floor("walk", folder), "unchanged": Work(command(*LIST, dataset=folder))})
    work = f"nothing changed, list ({size:,})"
    yield beside_floor(work, samples["unchanged"], samples["walk"], "stat walk", UNCHANGED_BOUND)
    samples = _changed(bench, folder)
    work = f"one file changed, build ({size:,})"
    yield beside_floor(work, samples["changed"], samples["full"], "full build", CHANGED_BOUND)


def _changed(bench: Bench, folder: Path) -> dict[str, Sample]:
    """Measure a full build and one after a change in turns; in the end no file is changed."""
    record = first_commitment(folder)
    written = record.read_text("utf-8")
    full, change = full_build(folder), partial(_change, record, written, count(1))
    try:
        return bench.measure({"full": full, "changed": Work(command("build", dataset=folder), ONE, before=change)})
    finally:
        record.write_text(written, "utf-8")
        refreshed(folder)


def _change(record: Path, written: str, number: Iterator[int]) -> None:
    """Add a sentence to the notes of a commitment, which end its file."""
    record.write_text(f"{written}  Seen anew {next(number)}.\n", "utf-8")


def memory(bench: Bench, sizes: Sequence[int]) -> Iterator[Row]:
    """Tell how much more memory a build of the largest dataset holds than one of the smallest."""
    small, large = (builds(bench, size)["build"] for size in (min(sizes), max(sizes)))
    work = f"peak memory of a build ({max(sizes):,} beside {min(sizes):,})"
    failed = len(set(sizes)) == 1 or small.failure or large.failure
    ratio = None if failed else large.peak / small.peak
    yield Row(work, f"{large.mebibytes:.0f} MiB", f"{small.mebibytes:.0f} MiB", ratio, Target(MEMORY_BOUND))


def growth(bench: Bench, sizes: Sequence[int]) -> Iterator[Row]:
    """Tell with which power of the number of records the time of a build and of a check grows."""
    for name in ("build", "check"):
        samples = {size: builds(bench, size)[name] for size in sorted(set(sizes))}
        failed = len(samples) < 2 or any(sample.failure for sample in samples.values())
        ratio = None if failed else exponent({size: sample.median for size, sample in samples.items()})
        work = f"growth of {name} ({', '.join(f'{size:,}' for size in samples)})"
        yield Row(work, "exponent", "1 is linear", ratio, Target(GROWTH_BOUND))


def exponent(seconds: dict[int, float]) -> float:
    """Fit the power of the size with which seconds grow, by least squares over logarithms."""
    points = [(math.log(size), math.log(taken)) for size, taken in seconds.items()]
    return linear_regression(*zip(*points, strict=True)).slope


GROUPS: dict[str, Callable[[Bench, Sequence[int]], Iterator[Row]]] = {
    "start": lambda bench, _: start(bench),
    "search": lambda bench, _: search(bench),
    "build": lambda bench, sizes: (row for size in sizes for row in build(bench, size)),
    "refresh": lambda bench, sizes: (row for size in sizes for row in refresh(bench, size)),
    "memory": memory,
    "growth": growth,
}
"""What is measured of ours, by the word that asks for it."""
