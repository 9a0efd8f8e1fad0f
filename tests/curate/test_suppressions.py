"""A curator may let a finding stand, with a reason, and the database still holds the record."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from commitments.curate.rules import CATALOGUE
from commitments.curate.suppressions import FAMILIES, HELD, PROVEN, can_be_silenced
from commitments.store import build
from tests.conftest import Workshop

FIXTURES = Path(__file__).parent / "rules" / "fixtures"
RECORD = "data/commitments/deu/deu-weapons.yaml"
SILENCEABLE = sorted(code for code in CATALOGUE if can_be_silenced(code))
BEFORE = re.compile(r"^=== (\S+)\n", flags=re.MULTILINE)


def silenced(text: str, lines: set[int], code: str) -> str:
    """Put a comment that silences a code above some lines of a file."""
    written = []
    for number, line in enumerate(text.split("\n"), start=1):
        if number in lines:
            written.append(f"{line[: len(line) - len(line.lstrip())]}# commitments: ignore[{code}] for the test")
        written.append(line)
    return "\n".join(written)


def messages(workshop: Workshop) -> list[str]:
    return [finding.message for finding in workshop.check().findings]


@pytest.mark.parametrize("code", SILENCEABLE)
def test_what_can_be_silenced_is_gone_and_the_database_holds_the_rest(code: str, workshop: Workshop) -> None:
    parts = BEFORE.split((FIXTURES / f"{code}.txt").read_text(encoding="utf-8"))
    for path, text in zip(parts[1::2], parts[2::2], strict=True):
        workshop.write(path, text)
    places = [(path, line) for path, line, found in workshop.found() if found == code]
    assert places
    for path in {path for path, _ in places}:
        lines = {line for where, line in places if where == path}
        workshop.write(path, silenced(workshop.text(path), lines, code))
    checked = workshop.check()
    assert not [finding for finding in checked.findings if finding.code in {code, "Y122", "Y123", "Y124"}]
    assert build.build(workshop.dataset, workshop.dataset.database, keep_going=True).records


def test_the_reasons_for_not_silencing_are_of_codes_that_exist() -> None:
    assert CATALOGUE.keys() >= HELD | PROVEN
    assert {code[0] for code in CATALOGUE} > set(FAMILIES)


def test_a_comment_at_the_end_of_a_line_speaks_of_that_line_alone(workshop: Workshop) -> None:
    workshop.change(
        RECORD, "stance: pledge", "stance: conditional-offer  # commitments: ignore[R403] it is in the notes"
    )
    assert workshop.found() == []
    workshop.change(RECORD, "conditional-offer  #", "conditional-offer\n#")
    assert [code for _, _, code in workshop.found()] == ["R403", "Y123"]


def test_what_the_database_and_its_readers_rely_on_cannot_be_silenced() -> None:
    lasting = {code for code in CATALOGUE if not can_be_silenced(code)}
    assert {code for code in lasting if code[0] in "RQ"} == {"R101", "R104", "R204", "R304", "Q301", "Q302", "Q303"}
    assert {code for code in CATALOGUE if code[0] in "YSX"} <= lasting


def test_a_comment_without_a_reason_silences_nothing(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stance: conditional-offer  # commitments: ignore[R403]")
    assert sorted(code for _, _, code in workshop.found()) == ["R403", "Y122"]


def test_points_and_hyphens_are_no_reason(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stance: conditional-offer  # commitments: ignore[R403] -- ...")
    assert sorted(code for _, _, code in workshop.found()) == ["R403", "Y122"]


def test_what_is_wrong_with_a_comment_is_marked_from_its_sign_to_the_end_of_its_words(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stance: pledge  # commitments: ignore[R999] x  ")
    (finding,) = workshop.check().findings
    line = workshop.text(RECORD).split("\n")[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "# commitments: ignore[R999] x"


def test_a_file_with_windows_line_ends_has_comments_too(workshop: Workshop) -> None:
    workshop.change(
        RECORD, "stance: pledge", "stance: conditional-offer  # commitments: ignore[R403] it is in the notes"
    )
    workshop.write(RECORD, workshop.text(RECORD).replace("\n", "\r\n"))
    assert workshop.found() == []


def test_a_comment_in_brackets_over_several_lines_counts(workshop: Workshop) -> None:
    workshop.change(
        RECORD,
        "  - {actor: DEU, role: guarantor}",
        "  - {actor: DEU, role: guarantor}\n  - {\n    # commitments: ignore[R999] x\n    actor: FRA, role: host}",
    )
    assert [(line, code) for _, line, code in workshop.found()] == [(8, "Y123")]


@pytest.mark.parametrize(
    "text",
    [
        'notes: "# commitments: ignore[R999] quoted"',
        "notes: 'one\n  # commitments: ignore[R999] quoted over lines'",
        "notes: |\n  # commitments: ignore[R999] in a block",
        "notes: >+\n  in a block\n  # commitments: ignore[R999] in a block\n\n",
        "notes: >\n  folded\n  # commitments: ignore[R999] in a block",
        "notes: plain#commitments:ignore[R999] text",
        "notes: '''# commitments: ignore[R999] quoted'",
    ],
)
def test_what_looks_like_a_comment_inside_a_text_is_text(text: str, workshop: Workshop) -> None:
    workshop.write(RECORD, f"{workshop.text(RECORD)}{text}\n")
    assert workshop.found() == []


@pytest.mark.parametrize(
    "text",
    [
        'notes: "quoted"  # commitments: ignore[R999] after',
        'notes: "# commitments: quoted"  # commitments: ignore[R999] after',
        "notes: |  # commitments: ignore[R999] where a block opens\n  text",
        "notes: >  # commitments: ignore[R999] where a folded block opens\n  text",
        "notes: |\n  text\n# commitments: ignore[R999] after a block",
        "notes: plain text  # commitments: ignore[R999] after",
        "notes: plain\n  text  # commitments: ignore[R999] after",
        "disputes: [  # commitments: ignore[R999] in an empty list\n  ]",
    ],
)
def test_a_comment_beside_a_text_is_a_comment(text: str, workshop: Workshop) -> None:
    workshop.write(RECORD, f"{workshop.text(RECORD)}{text}\n")
    assert [code for _, _, code in workshop.found()] == ["Y123"]


@pytest.mark.parametrize(
    "text",
    [
        "terms: {  # commitments: ignore[R999] in brackets around nothing\n  }",
        "notes: |\n# commitments: ignore[R999] after a block without text",
    ],
)
def test_a_comment_beside_a_value_that_says_nothing_is_a_comment(text: str, workshop: Workshop) -> None:
    workshop.write(RECORD, f"{workshop.text(RECORD)}{text}\n")
    assert {code for _, _, code in workshop.found()} > {"Y123"}


def test_a_comment_between_the_hyphen_of_an_item_and_its_text_is_a_comment(workshop: Workshop) -> None:
    workshop.change(RECORD, "[stance]", "\n      -  # commitments: ignore[R999] x\n        stance")
    assert [code for _, _, code in workshop.found()] == ["Y123"]


def test_in_a_file_that_cannot_be_read_no_comment_is_judged(workshop: Workshop) -> None:
    workshop.write(RECORD, "# commitments: ignore[R999] x\nid: 'never closed\n")
    assert [code for _, _, code in workshop.found()] == ["Y116"]


def test_in_a_comment_what_looks_like_another_one_is_its_reason(workshop: Workshop) -> None:
    workshop.change(
        RECORD, "stance: pledge", "stance: pledge  # commitments: ignore[R998] see # commitments: ignore[R999] x"
    )
    assert messages(workshop) == ["no rule has the code R998"]


def test_a_comment_may_name_several_codes(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stance: pledge  # commitments: ignore[R997,R998 , R999] x")
    assert messages(workshop) == [f"no rule has the code {code}" for code in ("R997", "R998", "R999")]


def test_a_comment_that_is_left_over_is_a_warning_and_one_without_a_reason_an_error(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stance: pledge  # commitments: ignore[R403] no longer so")
    (left_over,) = workshop.check().findings
    workshop.change(RECORD, " no longer so", "")
    (unexplained,) = workshop.check().findings
    assert (left_over.severity, unexplained.severity) == ("warning", "error")
    assert left_over.message == f"there is no R403 on line {left_over.span.line} to silence"


def test_selecting_codes_does_not_make_a_comment_left_over(workshop: Workshop) -> None:
    workshop.change(
        RECORD, "stance: pledge", "stance: conditional-offer  # commitments: ignore[R403] it is in the notes"
    )
    assert workshop.check(select=["Y"]).findings == workshop.check(ignore=["R403"]).findings == ()


def test_in_a_record_without_the_right_shape_no_comment_counts_as_left_over(workshop: Workshop) -> None:
    workshop.change(RECORD, "stance: pledge", "stanze: pledge  # commitments: ignore[R403] it is in the notes")
    assert {code for _, _, code in workshop.found()} == {"S001", "S002"}


def test_a_file_full_of_comments_takes_no_long_time(workshop: Workshop) -> None:
    comments = "# commitments: ignore[R411] x\n" * 30_000
    workshop.write(RECORD, workshop.text(RECORD) + comments)
    start = time.monotonic()
    assert len(workshop.found()) == 30_000
    assert time.monotonic() - start < 10
