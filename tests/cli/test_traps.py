"""What could pass in silence, and does not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from commitments.store import database, verification
from tests.conftest import Workshop
from tests.fixtures import Run

TROOPS = "data/commitments/fra/fra-2026-01-troops.yaml"


def places(own: Workshop) -> list[str]:
    return ["--dataset", str(own.dataset.root)]


def test_a_database_that_leaves_records_out_says_so_at_every_question(own: Workshop, run: Run) -> None:
    own.write(TROOPS, own.text(TROOPS) + "stance: pledge\n")
    assert run("build", "--keep-going", *places(own)).code == 1
    assert "WARNING: this database leaves out" in run("list", "-c", "France", *places(own)).err


def test_verify_tells_that_records_are_left_out(own: Workshop, run: Run) -> None:
    own.write(TROOPS, own.text(TROOPS) + "stance: pledge\n")
    run("build", "--keep-going", *places(own))
    assert verification.verify(own.dataset, own.dataset.database)[0].startswith("the database leaves out")


def test_a_touched_file_does_not_build_the_database_anew(own: Workshop, run: Run) -> None:
    run("build", *places(own))
    before = own.dataset.database.read_bytes()
    os.utime(own.dataset.root / TROOPS)
    assert "anew" not in run("list", *places(own)).err
    assert own.dataset.database.read_bytes() == before


def test_half_a_dataset_is_refused_rather_than_another_taken(
    own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own.dataset.data / "commitments").rename(own.dataset.data / "commitmentz")
    monkeypatch.chdir(own.dataset.root)
    refused = run("check")
    assert (refused.code, "lacks one of the folders" in refused.err) == (2, True)


@pytest.mark.parametrize("path", ["data/x.yaml", "data/commitment/x.yaml", "data/commitments/.x.yaml"])
def test_a_record_where_nobody_looks_is_told(own: Workshop, path: str) -> None:
    own.write(path, "id: x\n")
    assert [finding.code for finding in own.check().findings] == ["Y121"]


def test_an_answer_is_not_written_over_a_record_or_a_database(own: Workshop, run: Run) -> None:
    before = own.text(TROOPS)
    assert run("list", "-o", str(own.dataset.root / TROOPS), *places(own)).code == 2
    assert own.text(TROOPS) == before


def test_an_answer_that_cannot_be_written_leaves_the_old_one(
    own: Workshop, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "answer.md"
    target.write_text("old")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    assert run("list", "-o", str(target), "--db", str(_built(own, run, monkeypatch))).code == 2
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def _built(own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    with monkeypatch.context() as patch:
        patch.undo()
        run("build", *places(own))
    return own.dataset.database


def test_a_hyphen_as_output_is_the_screen(own: Workshop, run: Run) -> None:
    assert run("list", "-c", "France", "-o", "-", *places(own)).out.startswith("France")


def test_two_countries_are_both_answered_and_a_record_of_both_is_given_once(own: Workshop, run: Run) -> None:
    told = run("list", "-c", "France", "-c", "Germany", *places(own)).out
    assert ("France ·" in told, "Germany ·" in told) == (True, True)
    ids = run("list", "-c", "France", "-c", "Germany", "-f", "csv", *places(own)).out.splitlines()[1:]
    assert len(ids) == len({line.partition(",")[0] for line in ids})


def test_words_of_several_as_one_stand_apart_from_those_of_its_own(own: Workshop, run: Run) -> None:
    own.change(TROOPS, "parties:\n", "attribution: collective\nparties:\n  - {actor: DEU, role: participant}\n")
    told = run("list", "-c", "France", "-t", "troops", *places(own)).out
    assert "France, with others as one · 1 record" in told


def test_an_empty_revision_is_no_revision(own: Workshop, run: Run) -> None:
    assert run("check", "--base", "", *places(own)).code == 2
    assert run("check", "--changed-since", "", *places(own)).code == 2


def test_a_closed_standard_output_is_no_traceback(own: Workshop, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert run("build", *places(own)).code == 0
    assert database.version_of(own.dataset.database) == database.SCHEMA_VERSION
