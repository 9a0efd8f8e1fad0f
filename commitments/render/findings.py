"""Findings for people and for programs: one function per format."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from types import MappingProxyType

from commitments.escaping import for_terminal
from commitments.findings import Finding, Severity

VERSION = 1
SHOWN = 100


def text(findings: Sequence[Finding]) -> str:
    """Write each finding with the line it is about, a caret under the place, and a hint."""
    return "".join(f"{_text(finding)}\n\n" for finding in findings)


def as_json(findings: Sequence[Finding]) -> str:
    """Write all findings as one object, `{"version": 1, "findings": [...]}`."""
    return (
        json.dumps(
            {"version": VERSION, "findings": [asdict(finding) for finding in findings]}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


FORMATS: MappingProxyType[str, Callable[[Sequence[Finding]], str]] = MappingProxyType({"text": text, "json": as_json})


def summary(findings: Sequence[Finding], files: int) -> str:
    """Say in one line how many errors and warnings there are, and in how many files."""
    if not findings:
        return f"{files} files, nothing to mend"
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    counts = [
        f"{count} {word}{'s' * (count != 1)}"
        for count, word in ((errors, "error"), (len(findings) - errors, "warning"))
        if count
    ]
    places = len({finding.span.path for finding in findings})
    explained = f"`commitments rules {findings[0].code}` explains the first"
    return f"{' and '.join(counts)} in {places} of {files} files; {explained}"


def _text(finding: Finding) -> str:
    span = finding.span
    about = " ".join(part for part in (finding.record, finding.field) if part)
    head = f"{span.path}:{span.line}:{span.column}: {finding.severity} {finding.code} {finding.message}"
    lines = [f"{head} [{about}]" if about else head, *_excerpt(finding)]
    lines += [f"  {also.span.path}:{also.span.line}:{also.span.column}: {also.message}" for also in finding.related]
    return "\n".join(for_terminal(line) for line in lines)


def _excerpt(finding: Finding) -> list[str]:
    """The line with carets under the place; of a long line, the part around it."""
    if not finding.excerpt.strip():
        return [f"     | {finding.hint}"] if finding.hint else []
    from wcwidth import wcswidth

    start, shown = finding.span.column - 1, finding.excerpt
    first = max(0, start - SHOWN // 2)
    cut = for_terminal(shown[first : first + SHOWN].replace("\t", " "))
    same_line = finding.span.end_line == finding.span.line
    end = min(finding.span.end_column - 1 if same_line else len(shown), first + SHOWN)
    before = max(0, wcswidth(for_terminal(shown[first:start].replace("\t", " "))))
    carets = "^" * max(1, wcswidth(for_terminal(shown[start:end].replace("\t", " "))))
    number = f"{finding.span.line:>4}"
    return [f"{number} | {cut}", f"     | {' ' * before}{carets} {finding.hint}".rstrip()]
