"""What `check` and `rules` print."""

from __future__ import annotations

import json

import pytest

from commitments.curate.rules import CATALOGUE
from commitments.findings import CommitmentsError
from commitments.render import findings, pages
from tests.conftest import Workshop
from tests.golden import Golden


@pytest.fixture
def broken(own: Workshop) -> Workshop:
    own.change("data/commitments/deu/deu-2026-01-troops.yaml", "stance: non-committal", "stance: non-comittal")
    own.change(
        "data/commitments/deu/deu-2026-01-political-support.yaml", "quote: ستواصل ألمانيا", "quote: ستوقف ألمانيا"
    )
    own.change("data/commitments/fra/fra-2023-training.yaml", "beneficiary: UKR", "beneficiary: UKR\nstance: objects")
    own.write("data/actors/ITA.yaml", b"id: ITA\nkind: state\nnames: {en: It\xffaly}\n")
    own.change("data/actors/POL.yaml", "de: Polen", "de: Norwegen")
    return own


def test_findings_as_text(broken: Workshop, golden: Golden) -> None:
    checked = broken.check()
    summary = findings.summary(checked.findings, checked.files)
    golden("check.txt", findings.text(checked.findings) + summary + "\n")


def test_findings_as_json_have_a_version_and_every_place(broken: Workshop) -> None:
    checked = broken.check()
    told = json.loads(findings.FORMATS["json"](checked.findings))
    assert told["version"] == 1
    assert [(item["code"], item["span"]["path"], item["span"]["line"]) for item in told["findings"]] == [
        (item.code, item.span.path, item.span.line) for item in checked.findings
    ]


def test_a_caret_stands_under_the_place_even_in_arabic(broken: Workshop) -> None:
    (finding,) = broken.check(select=["Q301"]).findings
    _, excerpt, carets = findings.text([finding]).rstrip().split("\n")
    assert finding.excerpt in excerpt
    assert carets.index("^") == len("     | ") + finding.span.column - 1


def test_the_index_of_rules(golden: Golden) -> None:
    golden("rules.txt", pages.index(CATALOGUE))


def test_every_rule_is_in_the_index_and_has_a_page() -> None:
    index = pages.index(CATALOGUE)
    for code in CATALOGUE:
        assert f"  {code}  " in index
        assert pages.page(CATALOGUE, code.lower()).startswith(f"{code} (")


def test_one_rule(golden: Golden) -> None:
    golden("rules-Q301.txt", pages.page(CATALOGUE, "Q301"))


def test_a_code_that_no_rule_has_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(CommitmentsError, match="no rule has the code 'Q3O1'; did you mean Q301"):
        pages.page(CATALOGUE, "Q3O1")
