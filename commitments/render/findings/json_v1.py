"""Findings as JSON for other programs, in the first version of its form; schema/findings.schema.json describes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from commitments.escaping import as_json
from commitments.findings import Finding


def json_v1(findings: Sequence[Finding]) -> str:
    """Write all findings as one object, `{"version": 1, "findings": [...]}`."""
    report = {"version": 1, "findings": [asdict(finding) for finding in findings]}
    return as_json(report, 2) + "\n"
