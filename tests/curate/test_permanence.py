"""An id never disappears, nor does a word that records have used."""

from __future__ import annotations

import pytest

from commitments.curate.checking import check
from commitments.findings import CommitmentsError, Finding
from tests.conftest import Workshop
from tests.curate.repository import commit, git

RECORD = "data/commitments/deu/deu-weapons.yaml"
STANCES = "schema/vocabulary/stances.yaml"
PLEDGE = "  - id: pledge\n"


@pytest.fixture
def kept(workshop: Workshop) -> Workshop:
    """Give a dataset that was committed as `before`."""
    commit(workshop, "before")
    return workshop


def gone(workshop: Workshop, base: str = "before") -> list[Finding]:
    return [finding for finding in check(workshop.dataset, base=base).findings if finding.code in {"X110", "X111"}]


def remove(workshop: Workshop, path: str) -> None:
    (workshop.dataset.root / path).unlink()


def test_nothing_is_found_where_nothing_is_gone(kept: Workshop) -> None:
    kept.change(RECORD, "stance: pledge", "stance: objects")
    kept.write("data/actors/NOR.yaml", "id: NOR\nkind: state\nnames: {en: Norway}\n")
    assert gone(kept) == []


def test_a_record_that_is_gone_is_found_at_the_path_it_had(kept: Workshop) -> None:
    remove(kept, RECORD)
    (finding,) = gone(kept)
    assert (finding.code, finding.span.path, finding.span.line, finding.record) == ("X110", RECORD, 1, "deu-weapons")
    assert finding.message == "the id 'deu-weapons' is gone, and was there at before"
    assert "`replaced_by` or `withdrawn`" in finding.hint


def test_without_a_base_nothing_is_gone(kept: Workshop) -> None:
    remove(kept, RECORD)
    assert kept.found() == []


@pytest.mark.parametrize(
    "path", ["data/actors/FRA.yaml", "data/sources/article.yaml", "data/instruments/declaration.yaml"]
)
def test_ids_of_all_kinds_of_record_stay(path: str, kept: Workshop) -> None:
    remove(kept, path)
    (finding,) = gone(kept)
    assert (finding.code, finding.span.path) == ("X110", path)
    assert "withdrawn" not in finding.hint


def test_a_record_may_move_to_another_folder_but_not_to_another_name(kept: Workshop) -> None:
    text = kept.text(RECORD)
    remove(kept, RECORD)
    kept.write("data/commitments/elsewhere/deu-weapons.yaml", text)
    assert gone(kept) == []
    remove(kept, "data/commitments/elsewhere/deu-weapons.yaml")
    kept.write("data/commitments/deu/deu-arms.yaml", text.replace("id: deu-weapons", "id: deu-arms"))
    assert [finding.record for finding in gone(kept)] == ["deu-weapons"]


def test_another_kind_of_record_does_not_take_the_place_of_an_id(kept: Workshop) -> None:
    remove(kept, "data/sources/article.yaml")
    kept.write("data/commitments/deu/article.yaml", kept.text(RECORD).replace("id: deu-weapons", "id: article"))
    assert [finding.span.path for finding in gone(kept)] == ["data/sources/article.yaml"]


def test_a_broken_file_is_not_gone_but_broken(kept: Workshop) -> None:
    kept.write(RECORD, b"\xff")
    assert gone(kept) == []
    kept.write(RECORD, b" " * (1 << 21))
    assert gone(kept) == []


def test_a_record_that_was_broken_before_may_not_go_either(workshop: Workshop) -> None:
    workshop.write(RECORD, "a: [")
    commit(workshop, "before")
    remove(workshop, RECORD)
    assert [finding.record for finding in gone(workshop)] == ["deu-weapons"]


def test_a_record_withdrawn_or_replaced_must_stay(workshop: Workshop) -> None:
    workshop.write(RECORD, workshop.text(RECORD) + "withdrawn: {on: 2026-02-01, reason: a mistake}\n")
    commit(workshop, "before")
    assert gone(workshop) == []
    remove(workshop, RECORD)
    assert [finding.code for finding in gone(workshop)] == ["X110"]


def test_a_used_word_that_is_gone_is_found_in_its_list(kept: Workshop) -> None:
    kept.change(STANCES, PLEDGE, "  - id: vow\n")
    kept.change(RECORD, "stance: pledge", "stance: vow")
    (finding,) = gone(kept)
    assert (finding.code, finding.span.path) == ("X111", STANCES)
    assert finding.message == "the word 'pledge' is gone, and was used at before: deu-weapons"


def test_a_word_that_no_record_used_may_go(kept: Workshop) -> None:
    kept.change(STANCES, "  - id: endorses\n", "  - id: agrees\n")
    assert gone(kept) == []


def test_a_list_that_is_gone_takes_its_words_along(kept: Workshop) -> None:
    remove(kept, STANCES)
    assert [(finding.code, finding.span.path) for finding in gone(kept)] == [("X111", STANCES)]


def test_a_broken_list_is_not_gone_but_broken(kept: Workshop) -> None:
    kept.write(STANCES, "id: [")
    assert gone(kept) == []


def test_no_comment_silences_what_is_gone(kept: Workshop) -> None:
    kept.change(STANCES, "\nterms:", "\n# commitments: ignore[X111] nobody needs it\nterms:")
    kept.change(STANCES, PLEDGE, "  - id: vow\n")
    assert {finding.code for finding in check(kept.dataset, base="before").findings} >= {"X111", "Y124"}


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "-q", "before..HEAD", "HEAD:data", "before\0", "@{-1}"])
def test_a_revision_that_git_does_not_know_is_an_error(base: str, kept: Workshop) -> None:
    with pytest.raises(CommitmentsError, match="no revision"):
        check(kept.dataset, base=base)


def test_outside_git_there_is_no_earlier_revision(workshop: Workshop) -> None:
    with pytest.raises(CommitmentsError, match="not a git checkout"):
        check(workshop.dataset, base="main")


def test_the_base_is_what_git_holds_and_not_the_working_tree(kept: Workshop) -> None:
    remove(kept, RECORD)
    git(kept, "add", "-A")
    assert [finding.code for finding in gone(kept)] == ["X110"]
