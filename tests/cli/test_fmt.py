"""`commitments fmt` as a curator, a hook or an editor runs it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.conftest import Workshop
from tests.fixtures import Run

RECORD = "data/commitments/deu/deu-2026-01-troops.yaml"
UGLY = "stance: pledge # beside\nid: NO\n"
TIDY = 'id: "NO"\nstance: pledge # beside\n'


@pytest.fixture
def ugly(own: Workshop) -> Path:
    return own.write(RECORD, UGLY)


def test_a_file_is_brought_to_house_style_and_named(own: Workshop, ugly: Path, run: Run) -> None:
    ran = run("fmt", str(ugly), "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{RECORD}: in house style now\n1 brought to house style, of 1 file\n"
    assert ugly.read_text(encoding="utf-8") == TIDY
    assert run("fmt", str(ugly), "--dataset", str(own.dataset.root)).err == "nothing to change, of 1 file\n"


def test_without_a_path_the_whole_dataset_is_meant_and_nothing_beside_it(own: Workshop, ugly: Path, run: Run) -> None:
    beside = own.write("beside.yaml", UGLY)
    assert run("fmt", "--dataset", str(own.dataset.root)).code == 0
    assert ugly.read_text(encoding="utf-8") == TIDY
    assert beside.read_text(encoding="utf-8") == UGLY


def test_the_root_of_the_dataset_means_its_records(own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = own.write("beside.yaml", UGLY)
    monkeypatch.chdir(own.dataset.root)
    assert run("fmt", ".").code == 0
    assert beside.read_text(encoding="utf-8") == UGLY


def test_a_check_writes_nothing_and_fails(own: Workshop, ugly: Path, run: Run) -> None:
    ran = run("fmt", "--check", str(ugly), "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"{RECORD}: not in house style\n1 not in house style, of 1 file\n"
    assert ugly.read_text(encoding="utf-8") == UGLY


def test_a_diff_writes_nothing_and_shows_what_would_change(own: Workshop, ugly: Path, run: Run) -> None:
    ran = run("fmt", "--diff", str(ugly), "--dataset", str(own.dataset.root))
    assert ran.code == 0
    assert ran.out == (
        f'--- a/{RECORD}\n+++ b/{RECORD}\n@@ -1,2 +1,2 @@\n+id: "NO"\n stance: pledge # beside\n-id: NO\n'
    )
    assert ugly.read_text(encoding="utf-8") == UGLY
    assert run("fmt", "--diff", "--check", str(ugly), "--dataset", str(own.dataset.root)).code == 1


@pytest.mark.parametrize(("option", "code", "out"), [((), 0, TIDY), (("--check",), 1, "")])
def test_a_hyphen_stands_for_standard_input_and_output(
    option: tuple[str, ...], code: int, out: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(UGLY.encode())))
    ran = run("fmt", "-", *option)
    assert (ran.code, ran.out) == (code, out)


def test_a_broken_file_is_left_alone_named_and_fails(own: Workshop, run: Run) -> None:
    file = own.write(RECORD, "id: [\n")
    ran = run("fmt", str(file), "--dataset", str(own.dataset.root))
    assert (ran.code, ran.out) == (1, "")
    assert f"{RECORD}:2:1: error Y116" in ran.err
    assert ran.err.endswith(f"{RECORD}: left alone, as it cannot be read whole\n1 left alone, of 1 file\n")


@pytest.mark.parametrize("path", ["nowhere.yaml", "nowhere/"])
def test_a_path_that_leads_nowhere_is_told_in_a_sentence(path: str, run: Run) -> None:
    ran = run("fmt", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"commitments: '{path}' is neither a file nor a folder\n"
