"""Invented datasets are sound, and the same seed gives the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitments.curate.checking import Checked, check
from commitments.dataset import Dataset
from commitments.model.records import Commitment
from tests.benchmarks.corpus import make

COUNT = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("invented") / "one", COUNT)


@pytest.fixture(scope="module")
def checked(folder: Path) -> Checked:
    return check(Dataset(folder))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_invented_dataset_has_no_findings(checked: Checked) -> None:
    assert [f"{finding.span.path}:{finding.span.line} {finding.message}" for finding in checked.findings] == []


def test_it_has_as_many_commitments_as_were_asked_for(checked: Checked) -> None:
    assert sum(isinstance(entry.record, Commitment) for entry in checked.corpus.entries) == COUNT


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert contents(make(tmp_path / "again", COUNT)) == contents(folder)


def test_another_seed_gives_other_records(folder: Path, tmp_path: Path) -> None:
    assert contents(make(tmp_path / "other", COUNT, seed=7)) != contents(folder)


def test_quotations_stand_in_archived_texts(checked: Checked) -> None:
    archived = {
        source.id for entry in checked.corpus.entries if (source := checked.corpus.source(entry.id)) and source.archive
    }
    records = (entry.record for entry in checked.corpus.entries if isinstance(entry.record, Commitment))
    quoted = [item for record in records for item in record.evidence if item.quote and item.source in archived]
    assert len(quoted) > COUNT / 4
