"""Findings as JSON for other programs, in the first version of its form; schema/findings.schema.json describes it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from commitments.findings import Finding


def json_v1(findings: Sequence[Finding]) -> str:
    """Write all findings as one object, `{"version": 1, "findings": [...]}`."""
    report = {"version": 1, "findings": [asdict(finding) for finding in findings]}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"
