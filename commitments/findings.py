"""What every check reports: a place, a code, a sentence, and where it helps a hint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CommitmentsError(Exception):
    """A request that cannot be answered, told to the user in one sentence and never as a traceback."""


def reason(error: OSError) -> str:
    """Say in the system's words why a file cannot be read or written."""
    return (error.strerror or str(error)).lower()


class Severity(StrEnum):
    """How bad a finding is: an error keeps the record out of the database, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a file: lines and columns count from 1, the end is the column after the last character."""

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Related:
    """Another place that a finding is about, with what is there."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, and where.

    `path` inside the span is relative to the dataset with `/` between folders; `field` is the route to the value as
    records write it, such as `evidence.0.quote`; `excerpt` is the line of the file that the span begins on.
    """

    span: Span
    code: str
    message: str
    severity: Severity = Severity.ERROR
    record: str = ""
    field: str = ""
    hint: str = ""
    excerpt: str = ""
    related: tuple[Related, ...] = ()
