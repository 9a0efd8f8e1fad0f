"""Whole processes, started cold and timed in turns, so that noise of the machine falls on all alike."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

KIBIBYTES = 1024


@dataclass(frozen=True)
class Work:
    """A command to be measured, and what has to be done before each run of it, which is not measured."""

    command: tuple[str | Path, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], object] = lambda: None
    accepted: frozenset[int] = frozenset({0})


@dataclass(frozen=True)
class Sample:
    """What the runs of a command took: seconds each, and the most memory that any of them held."""

    seconds: tuple[float, ...]
    peak: int
    failure: str = ""

    @property
    def median(self) -> float:
        """Seconds of the run in the middle."""
        return median(self.seconds)

    @property
    def mebibytes(self) -> float:
        """The most memory that one process of any run held."""
        return self.peak / KIBIBYTES


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process in which compiled modules are kept, as those of an installed program are."""
    return {name: value for name, value in (os.environ | more).items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(work: Work) -> Sample:
    """Run a command once; peak memory is that of the largest process, not the sum over workers."""
    work.before()
    with tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in work.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=environment(work.environment),
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        told = "" if process.returncode in work.accepted else _last_line(errors.read(), process.returncode)
    return Sample((seconds,), usage.ru_maxrss, told)


def measure(works: Mapping[str, Work], repeat: int, budget: float) -> dict[str, Sample]:
    """Run all works in turns, each so many times or until its runs have taken the budget of seconds; at least once.

    One run of each that is not counted warms the caches of files first, if a run is short beside the budget.
    """
    runs: dict[str, list[Sample]] = {name: [] for name in works}
    warm = {name: run(work) for name, work in works.items()}
    for name, first in warm.items():
        if first.failure or first.median > budget / 2:
            runs[name].append(first)
    for _ in range(repeat):
        for name, work in works.items():
            if not _is_done(runs[name], budget):
                runs[name].append(run(work))
    return {name: _together(samples) for name, samples in runs.items()}


def _is_done(samples: Sequence[Sample], budget: float) -> bool:
    spent = sum(sample.seconds[0] for sample in samples)
    return any(sample.failure for sample in samples) or spent >= budget


def _together(samples: Sequence[Sample]) -> Sample:
    failure = next((sample.failure for sample in samples if sample.failure), "")
    return Sample(tuple(sample.seconds[0] for sample in samples), max(sample.peak for sample in samples), failure)


def _last_line(told: bytes, code: int) -> str:
    lines = told.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), f"exit status {code}")[:120]
