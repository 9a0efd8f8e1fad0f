"""Findings for people and for programs: one module per format."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from types import MappingProxyType

from commitments.english import counted, listed
from commitments.findings import Finding, Severity
from commitments.render.findings.github import github
from commitments.render.findings.json_v1 import json_v1
from commitments.render.findings.sarif import sarif
from commitments.render.findings.text import text

__all__ = ["FORMATS", "auto", "github", "json_v1", "sarif", "summary", "text"]


def auto(findings: Sequence[Finding]) -> str:
    """Write findings for whoever is looking: as annotations in GitHub Actions, as text elsewhere."""
    return github(findings) if os.environ.get("GITHUB_ACTIONS") == "true" else text(findings)


FORMATS: MappingProxyType[str, Callable[[Sequence[Finding]], str]] = MappingProxyType(
    {"auto": auto, "text": text, "json": json_v1, "github": github, "sarif": sarif}
)


def summary(findings: Sequence[Finding], files: int) -> str:
    """Say in one line how many errors and warnings there are, and in how many files."""
    if not findings:
        return f"{files} files, nothing to mend"
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    sorts = ((errors, "error"), (len(findings) - errors, "warning"))
    counts = [counted(count, word) for count, word in sorts if count]
    places = len({finding.span.path for finding in findings})
    explained = f"`commitments rules {findings[0].code}` explains the first"
    return f"{listed(counts)} in {places} of {files} files; {explained}"
