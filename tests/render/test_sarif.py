"""Findings as SARIF: valid by its schema, in the places of the findings, and known again after lines move."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from commitments import __version__
from commitments.curate.rules import CATALOGUE
from commitments.findings import Finding, Related, Severity, Span
from commitments.render.findings import sarif
from tests.conftest import Workshop
from tests.hostile import TEXTS

SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
RECORD = "data/commitments/deu/deu-weapons.yaml"


def logged(findings: list[Finding] | tuple[Finding, ...]) -> dict[str, Any]:
    log = json.loads(sarif(findings))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


@pytest.fixture
def broken(workshop: Workshop) -> Workshop:
    workshop.change(RECORD, "stance: pledge", "stance: plegde")
    workshop.change(RECORD, "quote: ستواصل ألمانيا دعمها", "quote: ستوقف ألمانيا دعمها")
    workshop.change("data/actors/FRA.yaml", "id: FRA", "id: FRA\nid: FRA")
    workshop.write("data/actors/a b%.yml", "")
    return workshop


def test_the_schema_refuses_what_is_not_sarif() -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate({"version": "2.1.0", "runs": [{"results": []}]})


def test_nothing_found_is_a_run_without_results() -> None:
    assert logged([])["results"] == []


def test_the_tool_tells_its_version_and_all_its_rules() -> None:
    driver = logged([])["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("commitments", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(CATALOGUE)
    for rule in driver["rules"]:
        page = CATALOGUE[rule["id"]]
        assert rule["shortDescription"]["text"] == page.summary
        assert rule["fullDescription"]["text"].startswith(f"{page.summary} ")
        assert rule["help"]["text"] == page.text
        assert rule["helpUri"].endswith(rule["id"])
        assert rule["defaultConfiguration"]["level"] == page.severity


def test_every_finding_is_a_result_in_its_place(broken: Workshop) -> None:
    findings = broken.check().findings
    run = logged(findings)
    assert {finding.code for finding in findings} >= {"R104", "Q301", "Y110", "Y121"}
    assert len(run["results"]) == len(findings)
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["ruleId"] == finding.code == run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"]
        assert result["level"] == finding.severity
        assert result["message"]["text"].startswith(finding.message)
        region = result["locations"][0]["physicalLocation"]["region"]
        assert (region["startLine"], region["startColumn"]) == (finding.span.line, finding.span.column)
        assert (region["endLine"], region["endColumn"]) == (finding.span.end_line, finding.span.end_column)


def test_columns_count_characters() -> None:
    assert logged([])["columnKind"] == "unicodeCodePoints"


def test_a_path_is_an_address_from_the_root(broken: Workshop) -> None:
    run = logged(broken.check(select=["Y121"]).findings)
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "data/actors/a%20b%25.yml"
    assert place["uriBaseId"] in run["originalUriBaseIds"]


def test_related_places_come_along(broken: Workshop) -> None:
    (result,) = logged(broken.check(select=["Y110"]).findings)["results"]
    (related,) = result["relatedLocations"]
    assert related["message"]["text"] == "first here"
    assert related["physicalLocation"]["region"]["startLine"] == 1


def test_the_record_and_its_field_are_named(broken: Workshop) -> None:
    (result,) = logged(broken.check(select=["R104"]).findings)["results"]
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "deu-weapons.stance"}]


def fingerprints(workshop: Workshop) -> list[str]:
    results = logged(workshop.check().findings)["results"]
    return [result["partialFingerprints"]["commitments/v1"] for result in results]


def test_a_finding_is_known_again_after_lines_were_added_above_it(broken: Workshop) -> None:
    before = fingerprints(broken)
    broken.write(RECORD, "# a comment\n\n" + broken.text(RECORD))
    assert fingerprints(broken) == before


def test_two_findings_alike_are_told_apart() -> None:
    findings = [Finding(Span("a", line), "Y105", "a tab", excerpt="\ta: b") for line in (1, 2)]
    first, second = (result["partialFingerprints"]["commitments/v1"] for result in logged(findings)["results"])
    assert first != second


@pytest.mark.parametrize("words", TEXTS)
def test_any_text_makes_valid_sarif(words: str) -> None:
    also = (Related(Span(words), words),)
    finding = Finding(Span(words), "R101", words, Severity.WARNING, words, words, words, words, also)
    (result,) = logged([finding])["results"]
    assert "[click](" not in result["message"]["text"].replace("\\[", "")


def test_a_link_in_a_record_is_no_link_in_a_message() -> None:
    (result,) = logged([Finding(Span("a"), "R104", "'[click](https://evil.example)' is not in stances")])["results"]
    assert result["message"]["text"] == "'\\[click](https://evil.example)' is not in stances"
