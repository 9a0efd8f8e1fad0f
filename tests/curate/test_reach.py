"""`check --changed-since` reads everything, and tells only what the changes can have caused."""

from __future__ import annotations

import pytest

from commitments.curate.checking import check
from commitments.findings import CommitmentsError
from tests.conftest import Workshop
from tests.curate.repository import commit, git

RECORD = "data/commitments/deu/deu-weapons.yaml"
OTHER = "data/commitments/fra/fra-weapons.yaml"


@pytest.fixture
def faulty(workshop: Workshop) -> Workshop:
    """Give a dataset committed as `before` with old faults: a French record's, and one of the actor Russia."""
    text = workshop.text(RECORD).replace("deu-weapons", "fra-weapons").replace("DEU", "FRA")
    workshop.write(
        OTHER, text.replace("stance: pledge", "stance: promise").replace("source: article", "source: readout")
    )
    workshop.change("data/actors/RUS.yaml", "kind: state", "kind: power")
    commit(workshop, "before")
    return workshop


def told(workshop: Workshop, since: str = "before") -> list[tuple[str, str]]:
    findings = check(workshop.dataset, changed_since=since).findings
    return [(finding.span.path, finding.code) for finding in findings]


def test_old_faults_of_other_files_are_not_told(faulty: Workshop) -> None:
    assert len(faulty.found()) > 1
    assert told(faulty) == []


def test_a_fault_in_a_changed_file_is_told(faulty: Workshop) -> None:
    faulty.change(RECORD, "stance: pledge", "stance: plegde")
    assert told(faulty) == [(RECORD, "R104")]


def test_a_new_file_counts_as_changed_though_git_does_not_know_it(faulty: Workshop) -> None:
    faulty.write("data/actors/NOR.yaml", "id: NOR\n")
    faulty.write("data/actors/SWE.yml", "id: SWE\n")
    assert {path for path, _ in told(faulty)} == {"data/actors/NOR.yaml", "data/actors/SWE.yml"}


def test_a_new_file_that_git_is_told_to_ignore_counts_too(faulty: Workshop) -> None:
    faulty.write(".gitignore", "NOR.yaml\n")
    faulty.write("data/actors/NOR.yaml", "id: NOR\n")
    assert {path for path, _ in told(faulty)} == {"data/actors/NOR.yaml"}


def test_a_link_to_a_record_that_is_gone_is_told(faulty: Workshop) -> None:
    (faulty.dataset.root / "data/sources/article.yaml").unlink()
    assert told(faulty) == [(RECORD, "X102")]


def test_old_faults_of_records_that_name_a_changed_one_are_told(faulty: Workshop) -> None:
    faulty.change("data/actors/FRA.yaml", "kind: state", "kind: state\nnotes: nothing")
    assert (OTHER, "R104") in told(faulty)
    assert not [path for path, _ in told(faulty) if path == "data/actors/RUS.yaml"]


def test_old_faults_of_records_that_a_changed_one_names_are_told(faulty: Workshop) -> None:
    faulty.change(RECORD, "role: guarantor}", "role: guarantor}\n  - {actor: RUS, role: adversary}")
    assert ("data/actors/RUS.yaml", "R104") in told(faulty)


def test_a_changed_word_list_touches_the_records_that_use_it(faulty: Workshop) -> None:
    faulty.change("schema/vocabulary/stances.yaml", "  - id: pledge\n", "  - id: vow\n")
    assert (RECORD, "R104") in told(faulty)
    assert not [path for path, _ in told(faulty) if path == "data/actors/RUS.yaml"]


def test_a_changed_archive_touches_its_source_and_the_quotations_from_it(faulty: Workshop) -> None:
    faulty.write("seeds/article.txt", "another text")
    assert told(faulty) == [(RECORD, "Q301"), ("data/sources/article.yaml", "Q303")]


def test_a_finding_about_a_changed_file_is_told_where_it_stands(faulty: Workshop) -> None:
    faulty.write("data/actors/AAA.yaml", "id: AAA\nkind: state\nnames: {en: France}\n")
    assert told(faulty) == [("data/actors/FRA.yaml", "X106")]


def test_since_a_later_revision_there_is_less_to_tell(faulty: Workshop) -> None:
    faulty.change(RECORD, "stance: pledge", "stance: plegde")
    commit(faulty, "after")
    assert told(faulty) == [(RECORD, "R104")]
    assert told(faulty, "after") == []


def test_a_dataset_in_a_folder_of_its_repository_has_its_own_paths(faulty: Workshop) -> None:
    (faulty.dataset.root / ".git").rename(faulty.dataset.root.parent / ".git")
    git(faulty, "add", "-A", "..")
    git(faulty, "commit", "-q", "-m", "moved")
    faulty.change(RECORD, "stance: pledge", "stance: plegde")
    assert told(faulty, "HEAD") == [(RECORD, "R104")]


def test_what_is_gone_since_is_told_with_a_base(faulty: Workshop) -> None:
    (faulty.dataset.root / OTHER).unlink()
    findings = check(faulty.dataset, base="before", changed_since="before").findings
    assert [(finding.span.path, finding.code) for finding in findings] == [(OTHER, "X110")]


@pytest.mark.parametrize("since", ["nowhere", "--output=x", "-q"])
def test_a_revision_that_git_does_not_know_is_an_error(since: str, faulty: Workshop) -> None:
    with pytest.raises(CommitmentsError, match="no revision"):
        check(faulty.dataset, changed_since=since)
    assert not (faulty.dataset.root / "x").exists()


def test_where_git_cannot_compare_nothing_is_called_clean(faulty: Workshop) -> None:
    (faulty.dataset.root / ".git" / "index").write_bytes(b"broken")
    with pytest.raises(CommitmentsError, match="git cannot say what changed"):
        check(faulty.dataset, changed_since="before")
