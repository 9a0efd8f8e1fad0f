"""Findings as workflow commands: one annotation each, and nothing that a record could make into another command."""

from __future__ import annotations

import re

import pytest

from commitments.findings import Finding, Related, Severity, Span
from commitments.render.findings import FORMATS, auto, github, text
from tests.hostile import TEXTS

FINDING = Finding(
    Span("data/a.yaml", 3, 9, 3, 12),
    "R104",
    "'no' is not in stances",
    record="a",
    field="stance",
    hint="did you mean 'not'?",
    related=(Related(Span("data/b.yaml", 2, 1, 2, 3), "the other"),),
)
COMMAND = re.compile(r"::(error|warning) file=[^,:\s]+,line=\d+,col=\d+,title=[YSRXQ]\d{3}::[^\r\n]*")


def test_a_finding_is_an_annotation_on_its_line() -> None:
    told = "'no' is not in stances [a stance]%0Adid you mean 'not'?%0Adata/b.yaml:2: the other"
    assert github([FINDING]) == f"::error file=data/a.yaml,line=3,col=9,title=R104::{told}\n"


def test_a_warning_is_a_warning() -> None:
    assert (
        github([Finding(Span("a"), "R411", "m", Severity.WARNING)]) == "::warning file=a,line=1,col=1,title=R411::m\n"
    )


def test_a_path_cannot_end_its_property() -> None:
    written = github([Finding(Span("data/a,line=1::x\n%.yaml"), "R101", "m")])
    assert written.startswith("::error file=data/a%2Cline=1%3A%3Ax%0A%25.yaml,line=1,")
    assert written.count("\n") == 1


@pytest.mark.parametrize("words", [*TEXTS, "\n::set-output name=a::b", "\r\n::stop-commands::x", "100%\n"])
def test_no_text_begins_another_command(words: str) -> None:
    finding = Finding(Span("a"), "R101", words, hint=words, record=words, field=words)
    assert COMMAND.fullmatch(github([finding]).removesuffix("\n"))


def test_what_looks_escaped_is_shown_as_it_is() -> None:
    assert github([Finding(Span("a"), "R101", "%0A::error::x")]).endswith("::%250A::error::x\n")


@pytest.mark.parametrize("words", ["\n::error::x", "\r::error::x", "\u2028::error::x"])
def test_no_text_begins_a_command_in_findings_for_people(words: str) -> None:
    finding = Finding(Span("a"), "R101", words, hint=words, excerpt="a: b", related=(Related(Span("b"), words),))
    assert not [line for line in re.split(r"[\r\n\u2028]", text([finding])) if line.strip().startswith("::")]


def test_actions_get_annotations_and_people_get_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert auto([FINDING]) == text([FINDING])
    monkeypatch.setenv("GITHUB_ACTIONS", "false")
    assert auto([FINDING]) == text([FINDING])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert auto([FINDING]) == github([FINDING])


def test_nothing_found_is_nothing_written() -> None:
    assert github([]) == text([]) == ""


def test_every_format_has_a_name() -> None:
    assert list(FORMATS) == ["auto", "text", "json", "github", "sarif"]
