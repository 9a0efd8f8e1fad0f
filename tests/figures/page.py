"""The page of figures, made of the JSON lines of the long commands."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import Any

from tabulate import tabulate

from tests.figures.commands import COMMANDS
from tests.mutation.scope import MODULES

HEAD = """\
# Figures

What the tests reach, and what was tried against the package and came of it. `python -m tests.figures` takes them and
writes this page; the test suite holds no figure against it, as figures vary, but sees to it that no long command is
missing. Written on {day} with Python {python}, SQLite {sqlite}, pytest {pytest} and Hypothesis {hypothesis}, on
{system} with {cores} cores.
"""
Figures = Mapping[str, Any]


def page(found: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the page: a table of all commands, then what is told in more detail."""
    parts = [_head(), _tried(found)]
    for run in found.values():
        parts += [SECTIONS[told["what"]](told) for told in run["figures"] if told["what"] in SECTIONS]
    return "\n".join(parts)


def _head() -> str:
    return HEAD.format(
        day=time.strftime("%Y-%m-%d"),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        pytest=version("pytest"),
        hypothesis=version("hypothesis"),
        system=platform.system(),
        cores=os.cpu_count(),
    )


def _tried(found: Mapping[str, Mapping[str, Any]]) -> str:
    rows = [row for name, command in COMMANDS.items() for row in _rows(" ".join(command), found.get(name))]
    return f"## All of it\n\n{_table(('command', 'what', 'figures', 'taken on'), rows)}"


def _rows(command: str, run: Mapping[str, Any] | None) -> Iterator[tuple[str, ...]]:
    asked = f"`python {command}`"
    if not run:
        yield asked, "not taken yet", "", ""
        return
    if run["ended with"]:
        yield asked, f"**ended with {run['ended with']}**", "", run["on"]
    for told in run["figures"]:
        plain = {name: value for name, value in told.items() if name != "what" and not isinstance(value, dict)}
        figures = ", ".join(f"{name.replace('_', ' ')} {_number(value)}" for name, value in plain.items())
        yield asked, told["what"], figures, run["on"]


def _mutants(told: Figures) -> str:
    """Say how many mutants of each module the tests notice."""
    named = {**told["modules"], "**all**": told}
    rows: list[tuple[str, ...]] = [
        (
            module,
            _number(counts["killed"] + counts["survived"]),
            _number(counts["killed"]),
            _number(counts["survived"]),
            _number(counts["equivalent"]),
            _share(counts["killed"], counts["killed"] + counts["survived"]),
        )
        for module, counts in named.items()
    ]
    rows += [(module, "not taken yet", *[""] * 4) for module in MODULES if module not in told["modules"]]
    table = _table(("module", "mutants", "killed", "survived", "equivalent", "score"), rows)
    return f"## Small changes of the code that the tests notice\n\n[How it is counted](mutation/README.md).\n\n{table}"


def _coverage(told: Figures) -> str:
    """Say how many lines and branches of each package the tests run."""
    named = {**told["packages"], "**all**": told}
    rows = [
        (
            package,
            _number(counts["num_statements"]),
            _share(counts["covered_lines"], counts["num_statements"]),
            _number(counts["num_branches"]),
            _share(counts["covered_branches"], counts["num_branches"]),
        )
        for package, counts in named.items()
    ]
    table = _table(("package", "lines", "run", "branches", "taken"), rows)
    return f"## Lines and branches that the default tests run\n\n{table}"


SECTIONS: dict[str, Callable[[Figures], str]] = {"mutants": _mutants, "coverage": _coverage}
"""What is told in a table of its own, by the word of its JSON."""


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    aligned = ["right" if heading not in WORDS else "left" for heading in headings]
    return tabulate(list(rows), headings, "github", disable_numparse=True, colalign=aligned) + "\n"


WORDS = frozenset({"command", "what", "figures", "taken on", "module", "package"})
"""Columns of words; all others are numbers."""


def _number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}".replace("%", " %") if whole else "–"
