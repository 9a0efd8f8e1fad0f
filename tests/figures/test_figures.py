"""The page of figures is made of what the long commands print, and none of them is forgotten."""

from __future__ import annotations

import re

from tests.figures.commands import COMMANDS, MEASURED_ELSEWHERE, PAGE, ROOT
from tests.figures.coverage import packages
from tests.figures.page import page

MUTANTS = {"killed": 19, "survived": 1, "equivalent": 2}
REACHED = {"covered_lines": 9, "num_statements": 10, "covered_branches": 3, "num_branches": 4}


def cells(text: str, first: str) -> list[str]:
    """Give the cells of the row of a table that begins with a word."""
    (row,) = [line for line in text.splitlines() if re.match(rf"\| *{re.escape(first)} *\|", line)]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_package_of_tests_with_a_command_has_a_row_or_is_measured_elsewhere() -> None:
    folders = sorted(path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "tests").glob("*/__main__.py"))
    packages_with_commands = {folder.replace("/", ".") for folder in folders} - MEASURED_ELSEWHERE
    assert packages_with_commands
    assert packages_with_commands <= {command[1] for command in COMMANDS.values()}


def test_the_page_has_a_row_for_every_long_command() -> None:
    told = PAGE.read_text(encoding="utf-8")
    assert not [name for name, command in COMMANDS.items() if f"`python {' '.join(command)}`" not in told]


def test_the_score_leaves_equivalent_mutants_out() -> None:
    told = page({"mutation": run({"what": "mutants", **MUTANTS, "modules": {"a.py": MUTANTS}})})
    assert cells(told, "a.py") == ["a.py", "20", "19", "1", "2", "95.0 %"]
    assert cells(told, "**all**") == ["**all**", "20", "19", "1", "2", "95.0 %"]


def test_coverage_is_told_as_shares_of_lines_and_of_branches() -> None:
    told = page({"coverage": run({"what": "coverage", **REACHED, "packages": {"ask": REACHED}})})
    assert cells(told, "ask") == ["ask", "10", "90.0 %", "4", "75.0 %"]


def test_other_figures_are_told_as_they_come() -> None:
    told = page({"coverage": run({"what": "mutated records", "tried": 20000, "tracebacks": 0})})
    assert cells(told, "`python -m tests.figures.coverage`")[1:3] == ["mutated records", "tried 20,000, tracebacks 0"]


def test_a_command_that_failed_is_told_and_so_is_one_that_did_not_run() -> None:
    told = page({"coverage": {"on": "2026-01-06", "ended with": 1, "figures": []}})
    assert cells(told, "`python -m tests.figures.coverage`")[1] == "**ended with 1**"
    assert cells(told, "`python -m tests.mutation`")[1] == "not taken yet"


def test_files_are_summed_up_by_package() -> None:
    files = {path: {"summary": REACHED} for path in ("commitments/a.py", "commitments/b/c.py", "commitments/b/d/e.py")}
    assert {name: counts["num_statements"] for name, counts in packages(files).items()} == {
        "commitments": 10,
        "commitments/b": 20,
    }


def run(*figures: dict[str, object]) -> dict[str, object]:
    return {"on": "2026-01-06", "ended with": 0, "figures": list(figures)}
