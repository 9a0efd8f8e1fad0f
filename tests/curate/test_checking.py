"""The whole check: every file, every rule, in the order of places, narrowed by code."""

from __future__ import annotations

import pytest

from commitments.curate.checking import check
from commitments.findings import CommitmentsError, Severity
from tests.conftest import Workshop

WEAPONS = "data/commitments/deu/deu-weapons.yaml"


@pytest.fixture
def faulty(workshop: Workshop) -> Workshop:
    """Give a dataset with an error of each letter, and a warning."""
    workshop.write("data/commitments/a.yaml", "id: a: b\n")
    workshop.write("data/commitments/b.yaml", "id: b\n")
    workshop.change(WEAPONS, "beneficiary: UKR", "beneficiary: UKA")
    workshop.change(WEAPONS, "stance: pledge", "stance: pledge\nnotes: x\nbindingness: firm")
    workshop.change(WEAPONS, "quote: ستواصل ألمانيا دعمها", "quote: ستواصل ألمانيا دعمـها")
    return workshop


def codes(workshop: Workshop, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> list[str]:
    return sorted({finding.code for finding in workshop.check(select, ignore).findings})


def test_a_sound_dataset_has_no_findings_and_all_its_files_are_counted(workshop: Workshop) -> None:
    checked = workshop.check()
    assert checked.findings == ()
    assert checked.errors == 0
    files = [path for path in workshop.dataset.root.rglob("*.yaml") if path.is_file()]
    assert checked.files == len(files)


def test_findings_of_all_stages_stand_together(faulty: Workshop) -> None:
    assert codes(faulty) == ["Q305", "R104", "S001", "X103", "Y116"]


def test_findings_stand_in_the_order_of_their_places(faulty: Workshop) -> None:
    places = [(finding.span.path, finding.span.line, finding.span.column) for finding in faulty.check().findings]
    assert places == sorted(places)
    assert len({path for path, *_ in places}) == 3


def test_the_order_does_not_depend_on_the_run(faulty: Workshop) -> None:
    assert faulty.check().findings == faulty.check().findings


def test_a_warning_is_no_error(faulty: Workshop) -> None:
    checked = faulty.check()
    assert {finding.code for finding in checked.findings if finding.severity is Severity.WARNING} == {"Q305"}
    assert checked.errors == len(checked.findings) - 1


def test_a_broken_file_hides_no_other(faulty: Workshop) -> None:
    assert {finding.span.path for finding in faulty.check().findings} == {
        "data/commitments/a.yaml",
        "data/commitments/b.yaml",
        WEAPONS,
    }


def test_a_file_that_cannot_be_read_counts_as_a_file(workshop: Workshop) -> None:
    before = workshop.check().files
    workshop.write("data/commitments/deu/notes.txt", "x")
    assert workshop.check().files == before + 1


@pytest.mark.parametrize(
    ("select", "ignore", "left"),
    [
        (("R",), (), ["R104"]),
        (("R104",), (), ["R104"]),
        (("R1",), (), ["R104"]),
        (("R2",), (), []),
        (("S,X",), (), ["S001", "X103"]),
        (("S", "X1"), (), ["S001", "X103"]),
        ((" r , x103",), (), ["R104", "X103"]),
        ((), ("Y", "S"), ["Q305", "R104", "X103"]),
        ((), ("Q305",), ["R104", "S001", "X103", "Y116"]),
        (("R", "Q"), ("Q3",), ["R104"]),
        (("R104",), ("R",), []),
    ],
)
def test_codes_and_their_beginnings_narrow_the_findings(
    faulty: Workshop, select: tuple[str, ...], ignore: tuple[str, ...], left: list[str]
) -> None:
    assert codes(faulty, select, ignore) == left


@pytest.mark.parametrize("code", ["R999", "Z", "", "R104,", "R1045", "stance", " "])
def test_a_code_that_no_rule_has_is_refused(workshop: Workshop, code: str) -> None:
    for select, ignore in (((code,), ()), ((), (code,))):
        with pytest.raises(CommitmentsError, match="no rule has a code that begins with"):
            check(workshop.dataset, select, ignore)


def test_narrowing_does_not_change_what_was_read(faulty: Workshop) -> None:
    assert faulty.check(("Q",)).files == faulty.check().files


def test_an_id_in_two_folders_is_told_at_the_second_and_points_at_the_first(workshop: Workshop) -> None:
    workshop.write("data/commitments/usa/deu-weapons.yaml", workshop.text(WEAPONS))
    workshop.write("data/commitments/gbr/deu-weapons.yaml", workshop.text(WEAPONS))
    findings = workshop.check().findings
    assert [(finding.span.path, finding.span.line, finding.code) for finding in findings] == [
        ("data/commitments/gbr/deu-weapons.yaml", 1, "X101"),
        ("data/commitments/usa/deu-weapons.yaml", 1, "X101"),
    ]
    assert {related.span.path for finding in findings for related in finding.related} == {WEAPONS}
    assert findings[0].message == "the id 'deu-weapons' is taken"


def test_one_id_may_be_used_in_two_kinds(workshop: Workshop) -> None:
    instrument = workshop.text("data/instruments/declaration.yaml")
    workshop.write("data/instruments/readout.yaml", instrument.replace("id: declaration", "id: readout"))
    assert workshop.found() == []


@pytest.mark.parametrize(
    ("old", "new", "message", "hint", "excerpt"),
    [
        (
            "stance: pledge",
            "stance: pledeg",
            "'pledeg' is not in stances",
            "did you mean 'pledge'?",
            "stance: pledeg",
        ),
        (
            "stance: pledge",
            "stance: xyz",
            "'xyz' is not in stances",
            "the words are in schema/vocabulary/stances.yaml",
            "stance: xyz",
        ),
        (
            "beneficiary: UKR",
            "beneficiary: Ukraine",
            "there is no actor 'Ukraine'",
            "did you mean 'UKR'?",
            "beneficiary: Ukraine",
        ),
        (
            "beneficiary: UKR",
            "beneficiary: xyz",
            "there is no actor 'xyz'",
            "add data/actors/xyz.yaml first",
            "beneficiary: xyz",
        ),
        (
            "source: readout",
            "source: readot",
            "there is no source 'readot'",
            "did you mean 'readout'?",
            "    source: readot",
        ),
        (
            "id: deu-weapons",
            "id: deu-arms",
            "the id 'deu-arms' is not the name of the file",
            "write 'deu-weapons', or rename the file",
            "id: deu-arms",
        ),
        (
            "quote: ستواصل ألمانيا دعمها",
            "quote: ستواصل ألمانيا دعمنا",
            "these words are not in the archived text",
            "the archive parts from them after “ستواصل ألمانيا دعم”, line 1: it goes on “ها”.”",
            "    quote: ستواصل ألمانيا دعمنا",
        ),
        (
            "quote: ستواصل ألمانيا دعمها",
            "quote: هذه كلمات أخرى",
            "these words are not in the archived text",
            "not even their beginning is there",
            "    quote: هذه كلمات أخرى",
        ),
        (
            "grade: B2",
            "grade: A2",
            "the source 'article' is of grade B",
            "write 'B2', or grade the source anew",
            "    grade: A2",
        ),
    ],
)
def test_a_finding_says_what_is_wrong_and_how_it_is_mended(  # noqa: PLR0913, PLR0917 -- a row of the table
    workshop: Workshop, old: str, new: str, message: str, hint: str, excerpt: str
) -> None:
    workshop.change(WEAPONS, old, new)
    (finding,) = workshop.check().findings
    assert (finding.message, finding.hint, finding.excerpt) == (message, hint, excerpt)


def test_a_quotation_that_parts_from_its_source_is_told_at_the_letter(workshop: Workshop) -> None:
    workshop.change(WEAPONS, "quote: ستواصل ألمانيا دعمها", "quote: ستواصل ألمانيا دعمنا")
    (finding,) = workshop.check().findings
    assert (finding.span.line, finding.span.column) == (18, 12 + len("ستواصل ألمانيا دعم"))


def test_a_quotation_over_several_lines_is_told_at_the_letter_too(workshop: Workshop) -> None:
    workshop.change(WEAPONS, "quote: ستواصل ألمانيا دعمها", "quote: >-\n      ستواصل ألمانيا\n      دعمنا")
    (finding,) = workshop.check().findings
    assert (finding.span.line, finding.span.column, finding.excerpt) == (20, 7 + len("دعم"), "      دعمنا")
