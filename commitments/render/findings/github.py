"""Findings as GitHub's workflow commands, which Actions shows on the lines of a pull request.

Source: GitHub, "Workflow commands for GitHub Actions". What is escaped: actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.escaping import for_terminal
from commitments.findings import Finding

DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY = DATA | str.maketrans({":": "%3A", ",": "%2C"})


def github(findings: Sequence[Finding]) -> str:
    """Write each finding as a command on a line of its own; nothing in a record can begin another command."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    """One annotation; it names no end, since a place that ends with its file would not be shown."""
    span = finding.span
    properties = {"file": span.path, "line": span.line, "col": span.column, "title": finding.code}
    written = ",".join(f"{name}={for_terminal(str(value)).translate(PROPERTY)}" for name, value in properties.items())
    return f"::{finding.severity} {written}::{for_terminal(chr(10).join(_message(finding))).translate(DATA)}"


def _message(finding: Finding) -> Iterator[str]:
    about = " ".join(part for part in (finding.record, finding.field) if part)
    yield f"{finding.message} [{about}]" if about else finding.message
    if finding.hint:
        yield finding.hint
    for other in finding.related:
        yield f"{other.span.path}:{other.span.line}: {other.message}"
