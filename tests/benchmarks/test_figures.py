"""What is made of measured times: medians, ratios, verdicts, exponents."""

from __future__ import annotations

import sys

import pytest

from tests.benchmarks.ours import exponent
from tests.benchmarks.processes import Sample, Work, measure, run
from tests.benchmarks.table import Row, Target, beside_floor, beside_peer, render

OURS = Sample((0.2, 0.1, 0.3), 2048)


def test_time_that_doubles_with_the_size_grows_with_the_power_of_one() -> None:
    assert exponent({1000: 1.0, 10_000: 10.0, 100_000: 100.0}) == pytest.approx(1)


def test_a_floor_is_a_bound_from_above() -> None:
    row = beside_floor("list", OURS, Sample((0.1,), 1), "floor", 1.5)
    assert row.cells == (
        "list",
        "200 ms (100 ms to 300 ms, 3 runs)",
        "floor 100 ms (1 run)",
        "2.00",
        "1.00",
        "<= 1.5",
        "NO",
    )


def test_a_peer_is_a_bound_from_below() -> None:
    row = beside_peer("build", OURS, Sample((2.0,), 1), "peer", 10)
    assert row.cells[2:] == ("peer 2.00 s (1 run)", "10.00", "20.00", ">= 10", "yes")


def test_a_peer_that_failed_is_told_and_not_compared() -> None:
    row = beside_peer("build", OURS, Sample((2.0,), 1, "no such file"), "peer", 10)
    assert row.cells[2:] == ("peer FAILED: no such file", "–", "–", ">= 10", "NOT MEASURED")


def test_a_table_can_be_markdown() -> None:
    assert "| work" in render([Row("list", "1 s", "peer: NOT INSTALLED", None, Target(1))], markdown=True)


def test_a_process_that_fails_says_why() -> None:
    assert run(Work((sys.executable, "-c", "import sys; sys.exit('no')"))).failure == "no"


def test_runs_are_repeated_until_they_took_their_budget() -> None:
    work = Work((sys.executable, "-c", ""))
    assert len(measure({"nothing": work}, repeat=3, budget=60)["nothing"].seconds) == 3
    assert len(measure({"nothing": work}, repeat=3, budget=0)["nothing"].seconds) == 1
