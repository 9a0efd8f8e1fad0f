"""One table: what was done, in which time, beside which floor or peer, and whether the target is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tabulate import tabulate

from tests.benchmarks.processes import Sample

HEADINGS = ("work", "ours", "beside", "ratio", "at best", "target", "met")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Target:
    """A bound for a ratio: at most so much, or, beside a peer, at least so much."""

    bound: float
    at_least: bool = False

    def is_met(self, ratio: float) -> bool:
        """Whether a ratio keeps the bound."""
        return ratio >= self.bound if self.at_least else ratio <= self.bound

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement as it is told: the ratio is that of medians, `best` that of the shortest runs.

    Both are missing where one of the sides could not be measured.
    """

    work: str
    ours: str
    beside: str
    ratio: float | None
    target: Target | None = None
    best: float | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words."""
        ratio, best = (NOTHING if number is None else f"{number:.2f}" for number in (self.ratio, self.best))
        return (self.work, self.ours, self.beside, ratio, best, str(self.target or NOTHING), self._verdict)

    @property
    def _verdict(self) -> str:
        if self.target is None:
            return NOTHING
        if self.ratio is None:
            return "NOT MEASURED"
        return "yes" if self.target.is_met(self.ratio) else "NO"


def beside_floor(work: str, ours: Sample, floor: Sample, name: str, bound: float | None) -> Row:
    """Set our time beside that of a floor: the ratio is how many times the floor we take."""
    ratio, best = _ratios(ours, floor)
    return Row(work, told(ours), f"{name} {told(floor)}", ratio, Target(bound) if bound else None, best)


def beside_peer(work: str, ours: Sample, peer: Sample, name: str, bound: float | None = None) -> Row:
    """Set our time beside that of a peer: the ratio is how many times our time the peer takes."""
    ratio, best = _ratios(peer, ours)
    return Row(work, told(ours), f"{name} {told(peer)}", ratio, Target(bound, at_least=True) if bound else None, best)


def _ratios(above: Sample, below: Sample) -> tuple[float, float] | tuple[None, None]:
    """How many times the one takes the other, by their medians and by their shortest runs."""
    if above.failure or below.failure:
        return None, None
    return above.median / below.median, min(above.seconds) / min(below.seconds)


def told(sample: Sample) -> str:
    """Say a sample: the median, the spread, and of how many runs."""
    if sample.failure:
        return f"FAILED: {sample.failure}"
    least, most = min(sample.seconds), max(sample.seconds)
    if len(sample.seconds) == 1:
        return f"{_time(sample.median)} (1 run)"
    return f"{_time(sample.median)} ({_time(least)} to {_time(most)}, {len(sample.seconds)} runs)"


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


def render(rows: Iterable[Row], *, markdown: bool) -> str:
    """Set rows as plain text, or as Markdown for a page."""
    return tabulate([row.cells for row in rows], HEADINGS, "github" if markdown else "simple", disable_numparse=True)
