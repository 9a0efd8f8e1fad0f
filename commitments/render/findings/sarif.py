"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of a file.

Source: Static Analysis Results Interchange Format (SARIF) Version 2.1.0, OASIS Standard.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import quote

from commitments import __version__
from commitments.curate.problems import Explanation
from commitments.curate.rules import CATALOGUE
from commitments.escaping import as_json
from commitments.findings import Finding, Span

Object: TypeAlias = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
NAME = "urn:commitments"  # SARIF asks for addresses; the tool has none that is its own, so its pages go by name
LINK = re.compile(r"\\*\[(?=.*\]\()", re.DOTALL)
CODES = tuple(CATALOGUE)


def sarif(findings: Sequence[Finding]) -> str:
    """Write all findings as one SARIF log with one run."""
    driver = {
        "name": "commitments",
        "version": __version__,
        "informationUri": f"{NAME}:tool",
        "rules": [_rule(page) for page in CATALOGUE.values()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder with data/, schema/ and seeds/."}}},
        "results": list(_results(findings)),
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, 2) + "\n"


def _rule(page: Explanation) -> Object:
    why, _, _ = page.text.removeprefix("Why: ").partition("\n")
    return {
        "id": page.code,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": f"{page.summary} {why[:1].upper()}{why[1:]}"},
        "help": {"text": page.text},
        "helpUri": f"{NAME}:rule:{page.code}",
        "defaultConfiguration": {"level": str(page.severity)},
    }


def _results(findings: Sequence[Finding]) -> Iterator[Object]:
    """One result for each finding; its fingerprint stays while lines are added above it."""
    seen: Counter[str] = Counter()
    for finding in findings:
        fingerprint = _fingerprint(finding)
        seen[fingerprint] += 1
        yield {
            "ruleId": finding.code,
            "ruleIndex": CODES.index(finding.code),
            "level": str(finding.severity),
            "message": _message(f"{finding.message}: {finding.hint}" if finding.hint else finding.message),
            "locations": [{**_location(finding.span), **_logical(finding)}],
            "relatedLocations": [
                {"id": number, **_location(other.span), "message": _message(other.message)}
                for number, other in enumerate(finding.related, start=1)
            ],
            "partialFingerprints": {"commitments/v1": f"{fingerprint}:{seen[fingerprint]}"},
        }


def _fingerprint(finding: Finding) -> str:
    """What a finding is about without where it stands: the rule, the file, and the words of the line."""
    about = f"{finding.code}\n{finding.span.path}\n{finding.excerpt.strip()}"
    return sha256(about.encode()).hexdigest()[:16]


def _message(text: str) -> Object:
    """A message in which nothing from a record becomes a link: brackets are escaped, and what stands before them."""
    return {"text": LINK.sub(lambda found: f"{found[0][:-1] * 2}\\[", text)}


def _location(span: Span) -> Object:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": quote(span.path), "uriBaseId": ROOT}, "region": region}}


def _logical(finding: Finding) -> Object:
    """The record and the way to the value, where there is a record."""
    name = ".".join(part for part in (finding.record, finding.field) if part)
    return {"logicalLocations": [{"fullyQualifiedName": name}]} if name else {}
