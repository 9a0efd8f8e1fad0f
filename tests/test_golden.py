"""The folder of golden files holds what tests compare, and nothing else."""

from __future__ import annotations

import pytest

from tests import golden


def test_every_golden_file_belongs_to_a_test(request: pytest.FixtureRequest) -> None:
    if not golden.whole_run(request.config):
        pytest.skip("only a run of all tests knows which golden files are orphans")
    orphans = sorted(set(golden.FOLDER.iterdir()) - golden.COMPARED)
    if golden.updating(request.config):
        for orphan in orphans:
            orphan.unlink()
        orphans = []
    assert not orphans
