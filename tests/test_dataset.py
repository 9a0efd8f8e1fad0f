"""Which dataset is meant: the one named, the one around the working folder, or the tool's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitments import dataset
from commitments.dataset import ENVIRONMENT, PACKAGE, Dataset
from commitments.findings import CommitmentsError


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.chdir(tmp_path)


def a_dataset(root: Path) -> Path:
    (root / "data" / "commitments").mkdir(parents=True)
    (root / "schema" / "vocabulary").mkdir(parents=True)
    return root


def test_the_dataset_that_is_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named, other = a_dataset(tmp_path / "named"), a_dataset(tmp_path / "other")
    monkeypatch.setenv(ENVIRONMENT, str(other))
    assert dataset.find(str(named)).root == named
    assert dataset.find().root == other


def test_the_dataset_around_the_working_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = a_dataset(tmp_path / "around")
    monkeypatch.chdir(root / "data" / "commitments")
    assert dataset.find().root == root


def test_elsewhere_the_tools_own_dataset_is_found() -> None:
    assert dataset.find().root in {PACKAGE.parent, PACKAGE / "_dataset"}


def test_a_dataset_needs_no_seeds(tmp_path: Path) -> None:
    assert not dataset.find(str(a_dataset(tmp_path / "bare"))).seeds.exists()


@pytest.mark.parametrize("what", ["nothing", "a file", "an empty folder", "data alone"])
def test_a_name_that_leads_to_no_dataset_is_an_error(tmp_path: Path, what: str) -> None:
    place = tmp_path / "place"
    if what == "a file":
        place.write_text("data", encoding="utf-8")
    elif what != "nothing":
        (place / ("data/commitments" if what == "data alone" else ".")).mkdir(parents=True)
    with pytest.raises(CommitmentsError, match="holds no dataset: it needs the folders"):
        dataset.find(str(place))


def test_nowhere_a_dataset_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dataset, "PACKAGE", tmp_path / "lib" / "commitments")
    with pytest.raises(CommitmentsError, match=f"name one with --dataset DIR or {ENVIRONMENT}"):
        dataset.find()


def test_a_checkout_keeps_its_database_and_an_installed_tool_uses_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Dataset(tmp_path).database == tmp_path / "build" / "commitments.sqlite"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert Dataset(PACKAGE / "_dataset").database.is_relative_to(tmp_path / "cache" / "commitments")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Dataset(PACKAGE / "_dataset").database.is_relative_to(tmp_path / ".cache" / "commitments")


def test_a_licence_that_somebody_removed_is_told_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert dataset.licence().name == "LICENSE-DATA"
    monkeypatch.setattr(dataset, "PACKAGE", tmp_path / "lib" / "commitments")
    with pytest.raises(CommitmentsError, match="LICENSE-DATA, is missing: install the tool anew"):
        dataset.licence()
