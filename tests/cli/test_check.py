"""`commitments check` as a curator or a workflow runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Workshop
from tests.curate.repository import commit
from tests.fixtures import Run

RECORD = "data/commitments/deu/deu-2026-01-troops.yaml"


@pytest.fixture
def faulty(own: Workshop) -> Workshop:
    """Give a dataset committed as `before` in which a word was then misspelt."""
    commit(own, "before")
    own.change(RECORD, "stance: non-committal", "stance: non-comittal")
    return own


@pytest.fixture
def place(faulty: Workshop) -> str:
    return str(faulty.dataset.root)


def test_findings_go_to_standard_output_and_their_count_beside_it(place: str, run: Run) -> None:
    ran = run("check", "--dataset", place)
    assert ran.code == 1
    assert ran.out.startswith(f"{RECORD}:7:9: error R104 ")
    assert ran.err.startswith("1 error in 1 of ")


def test_in_actions_findings_are_annotations(place: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "--dataset", place).out.startswith(f"::error file={RECORD},line=7,col=9,title=R104::")
    assert run("check", "--dataset", place, "-f", "text").out.startswith(f"{RECORD}:7:9: error R104 ")


@pytest.mark.parametrize(("form", "key"), [("json", "findings"), ("sarif", "runs")])
def test_findings_go_to_a_file(form: str, key: str, place: str, run: Run, tmp_path: Path) -> None:
    ran = run("check", "--dataset", place, "-f", form, "-o", str(tmp_path / "found.json"))
    assert (ran.code, ran.out) == (1, "")
    assert json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))[key]


def test_a_format_that_is_not_known_is_told_with_those_that_are(place: str, run: Run) -> None:
    ran = run("check", "--dataset", place, "-f", "xml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "commitments: no format is called 'xml'; known are auto, text, json, github, sarif\n"


def test_what_changed_since_is_told_apart_from_the_rest(faulty: Workshop, place: str, run: Run) -> None:
    commit(faulty, "after")
    assert run("check", "--dataset", place, "--changed-since", "before").code == 1
    ran = run("check", "--dataset", place, "--changed-since", "after")
    assert (ran.code, ran.out) == (0, "")
    assert "only what the changes since after can have caused" in ran.err


def test_an_id_that_is_gone_fails_a_check_with_a_base(faulty: Workshop, place: str, run: Run) -> None:
    (faulty.dataset.root / RECORD).unlink()
    assert run("check", "--dataset", place).code == 0
    ran = run("check", "--dataset", place, "--base", "before")
    assert ran.code == 1
    assert ran.out.startswith(f"{RECORD}:1:1: error X110 the id 'deu-2026-01-troops' is gone")


@pytest.mark.parametrize("option", ["--base", "--changed-since"])
def test_a_revision_that_is_not_known_is_told_in_a_sentence(option: str, place: str, run: Run) -> None:
    ran = run("check", "--dataset", place, option, "befor")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "commitments: git knows no revision 'befor' here: did you mean 'before'?\n"


def test_a_silenced_finding_does_not_fail_the_check_or_the_build(own: Workshop, run: Run) -> None:
    place = str(own.dataset.root)
    own.change(
        RECORD, "stance: non-committal", "stance: conditional-offer  # commitments: ignore[R403] it is in the notes"
    )
    assert run("check", "--dataset", place).code == 0
    assert run("build", "--dataset", place).code == 0
    assert "conditional" in run("show", "deu-2026-01-troops", "--dataset", place).out
