"""Findings for people: the place, the line with a caret under it, and a hint."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.escaping import for_terminal, on_one_line
from commitments.findings import Finding

SHOWN = 100


def text(findings: Sequence[Finding]) -> str:
    """Write each finding with the line it is about, a caret under the place, and a hint."""
    return "".join(f"{_text(finding)}\n\n" for finding in findings)


def _text(finding: Finding) -> str:
    span = finding.span
    about = " ".join(part for part in (finding.record, finding.field) if part)
    head = f"{span.path}:{span.line}:{span.column}: {finding.severity} {finding.code} {finding.message}"
    also = [f"{other.span.path}:{other.span.line}:{other.span.column}: {other.message}" for other in finding.related]
    lines = [on_one_line(f"{head} [{about}]" if about else head), *_excerpt(finding)]
    return "\n".join([*lines, *(f"  {on_one_line(line)}" for line in also)])


def _excerpt(finding: Finding) -> list[str]:
    """The line with carets under the place; of a long line, the part around it."""
    hint = on_one_line(finding.hint)
    if not finding.excerpt.strip():
        return [f"     | {hint}"] if hint else []
    from wcwidth import wcswidth

    start, shown = finding.span.column - 1, finding.excerpt
    first = max(0, start - SHOWN // 2)
    cut = for_terminal(shown[first : first + SHOWN].replace("\t", " "))
    same_line = finding.span.end_line == finding.span.line
    end = min(finding.span.end_column - 1 if same_line else len(shown), first + SHOWN)
    before = max(0, wcswidth(for_terminal(shown[first:start].replace("\t", " "))))
    carets = "^" * max(1, wcswidth(for_terminal(shown[start:end].replace("\t", " "))))
    number = f"{finding.span.line:>4}"
    return [f"{number} | {cut}", f"     | {' ' * before}{carets} {hint}".rstrip()]
