"""Findings as JSON keep what their published schema promises."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitments.curate.rules import CATALOGUE
from commitments.escaping import HIDDEN
from commitments.findings import Finding, Related, Span
from commitments.render.findings import FORMATS, json_v1
from tests.conftest import REPOSITORY, Workshop
from tests.hostile import TEXTS

SCHEMA: dict[str, Any] = json.loads(Path(REPOSITORY / "schema" / "findings.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def report(findings: list[Finding] | tuple[Finding, ...]) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json_v1(findings))
    VALIDATOR.validate(written)
    return written


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_nothing_found_is_an_empty_list() -> None:
    assert report([]) == {"version": 1, "findings": []}


def test_real_findings_keep_the_schema(workshop: Workshop) -> None:
    workshop.change("data/actors/FRA.yaml", "id: FRA", "id: FRA\nid: FRA")
    workshop.write("data/actors/empty.yaml", "")
    findings = workshop.check().findings
    assert [item["code"] for item in report(findings)["findings"]] == [finding.code for finding in findings]
    assert len(findings) > 1


@pytest.mark.parametrize("words", TEXTS)
def test_any_text_comes_back_as_it_was(words: str) -> None:
    (finding,) = report([Finding(Span(words), "R101", words, related=(Related(Span("a"), words),))])["findings"]
    assert finding["message"] == finding["span"]["path"] == finding["related"][0]["message"] == words


@pytest.mark.parametrize(("name", "kind"), [("finding", Finding), ("span", Span), ("related", Related)])
def test_the_schema_names_every_field_and_no_other(name: str, kind: type) -> None:
    described = SCHEMA["$defs"][name]
    assert described["required"] == list(described["properties"]) == [field.name for field in fields(kind)]


def test_every_code_has_the_form_that_the_schema_gives() -> None:
    for code in CATALOGUE:
        report([Finding(Span("a"), code, "m")])


def test_the_schema_refuses_another_form() -> None:
    written = report([Finding(Span("a", 1), "R101", "m")])
    del written["findings"][0]["hint"]
    assert not VALIDATOR.is_valid(written)
    assert not VALIDATOR.is_valid({"version": 2, "findings": []})


@pytest.mark.parametrize("form", ["json", "sarif", "github", "text"])
@pytest.mark.parametrize("words", TEXTS)
def test_no_form_of_a_finding_takes_effect_in_a_terminal(form: str, words: str) -> None:
    finding = Finding(Span(words), "R101", words, record=words, hint=words, excerpt=words)
    assert not HIDDEN.search(FORMATS[form]([finding]))
