"""What is wrong with one record, before its place in the file is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from commitments.findings import Related, Severity
from commitments.model.fields import Route

Place: TypeAlias = tuple[int, int, int, int]
"""First line and column, last line and the column after the end; all count from 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, told by the route to a value, or by a place where no value could be read.

    A rule gives message and route; the code and severity are those of the rule.
    """

    message: str
    route: Route = ()
    hint: str = ""
    key: bool = False
    code: str = ""
    place: Place | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A code for people: what it stands for, why it matters, and how it is mended."""

    code: str
    summary: str
    text: str
    severity: Severity = Severity.ERROR


def explain(code: str, docstring: str | None, severity: Severity = Severity.ERROR) -> Explanation:
    """Make an explanation from a docstring whose first line is the summary."""
    summary, _, text = (docstring or "").strip().partition("\n")
    lines = [line.removeprefix("    ") for line in text.strip("\n").split("\n")]
    return Explanation(code, summary, "\n".join(lines).strip(), severity)
