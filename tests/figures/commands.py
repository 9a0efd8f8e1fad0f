"""The long commands, each of which ends with lines of JSON that say what was tried and what came of it."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "FIGURES.md"
KEPT = ROOT / "build" / "figures.json"
COMMANDS: dict[str, tuple[str, ...]] = {
    "mutation": ("-m", "tests.mutation"),
    "coverage": ("-m", "tests.figures.coverage"),
    **{
        what: ("-m", "tests.fuzz", what, "--number", "20000", "--seconds", "600")
        for what in ("records", "quotations", "searches", "lines", "answers")
    },
    **{
        f"guided-{target}": ("-m", "tests.fuzz", "guided", target, "--seconds", "300")
        for target in ("loader", "quotations", "searches")
    },
    "outputs": ("-m", "tests.outputs"),
    "crash": ("-m", "tests.crash"),
}
"""Every long command by the name of its figures, as arguments for Python."""
MEASURED_ELSEWHERE = frozenset({"tests.benchmarks", "tests.export", "tests.figures", "tests.load"})
"""Packages with commands whose figures are times, in the README, or which are this page's own."""
