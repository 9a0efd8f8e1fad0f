"""Hostile texts through every command and every format: each consumer finds text in the outputs, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from commitments import brief, cli
from commitments.brief import forms
from commitments.brief.phrasebook import LANGUAGES
from commitments.cli.options import DRAWN
from commitments.curate.fmt import Formatted
from commitments.dataset import Dataset
from commitments.export.forms import FORMS
from commitments.findings import Finding, Related, Span
from commitments.render import findings, formatting
from tests import hostile
from tests.fixtures import copied
from tests.outputs import catalogue, consumers, poisoned
from tests.outputs.catalogue import DATABASE, ELSEWHERE, RECORDS
from tests.outputs.screen import shown
from tests.outputs.trial import tried

SAMPLE = hostile.TEXTS[::8]
"""Texts that go through records and all commands in the default run; `python -m tests.outputs` takes all of them."""


def commands() -> Iterator[str]:
    """Give every command that can be called, with those inside others."""
    for name, command in get_command(cli.app()).commands.items():  # type: ignore[attr-defined]
        yield name
        yield from (f"{name} {inner}" for inner in getattr(command, "commands", {}))


def test_every_command_is_in_the_catalogue() -> None:
    assert sorted(commands()) == sorted([*DATABASE, *RECORDS, *ELSEWHERE])


@pytest.mark.parametrize("command", [name for name in commands() if name not in ELSEWHERE])
def test_every_format_of_a_command_is_in_the_catalogue(made: Dataset, command: str) -> None:
    asked = {**DATABASE, **RECORDS}[command]
    refused = shown([*asked[0].arguments, "-f", "none-such", "--dataset", str(made.root), *_named(command)])
    known = re.search(r"known are (.*)", refused.err)
    named = {told.form for told in asked if not told.file or command == "export"}
    if known:
        assert set(known[1].split(", ")) == named
    else:
        assert command in {"brief", "fmt", "rules", "build", "verify"}
        assert "No such option" in refused.err


def _named(command: str) -> list[str]:
    return ["export"] if command == "export" else []


def test_every_kind_of_file_and_every_language_is_in_the_catalogue() -> None:
    endings = {asked.form for asked in catalogue.everything() if asked.file}
    assert {ending.removeprefix(".") for ending in forms.FORMS} - {"htm"} <= endings
    assert {*DRAWN, *FORMS} <= endings
    languages = {asked.arguments[-1] for asked in DATABASE["brief"] if "--lang" in asked.arguments}
    assert languages == {*LANGUAGES} == {path.stem for path in Path(brief.__file__).parent.glob("languages/*.yaml")}


def test_every_format_has_a_consumer() -> None:
    folders = {"set", "parquet"}
    assert {asked.form for asked in catalogue.everything()} - folders <= {*consumers.TEXTS, *consumers.BYTES}


@pytest.fixture(scope="session")
def changed(made: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a database in which hostile texts stand in the place of all that a stranger may have written."""
    place = tmp_path_factory.mktemp("changed") / "changed.sqlite"
    return poisoned.database(made.database, place, hostile.TEXTS)


@pytest.mark.parametrize("command", [name for name in DATABASE if name != "verify"])
def test_texts_in_a_database_take_no_effect_in_any_format(
    changed: Path, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = 0
    for asked in DATABASE[command]:
        for result in tried(asked, ["--db", str(changed)]):
            assert (asked.arguments, result.wrong) == (asked.arguments, ())
            assert result.shown.code == 0, result.shown.err
            seen += len(result.texts)
    assert seen or command == "schema"


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Give a dataset with a record for each of some texts, beside one without; what can be built of it is."""
    place = tmp_path_factory.mktemp("records")
    copied(place / "before")
    made = poisoned.records(place / "records", SAMPLE)
    poisoned.built(made)
    return made


@pytest.mark.parametrize("command", RECORDS)
def test_texts_in_records_take_no_effect_where_records_are_checked_and_compared(
    dataset: Dataset, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(dataset.root.parent)
    for asked in RECORDS[command]:
        for result in tried(asked, [] if command == "rules" else ["--dataset", "records"]):
            assert (asked.arguments, result.wrong) == (asked.arguments, ())
            assert result.shown.code in {0, 1}, result.shown.err
            assert result.texts or command in {"rules", "quote", "build"}


SHORT = tuple(asked for name in ("list", "show", "search", "stats", "matrix") for asked in DATABASE[name])


@pytest.mark.parametrize("form", sorted({asked.form for asked in SHORT}))
def test_texts_that_a_record_may_hold_take_no_effect_in_any_format(
    dataset: Dataset, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for asked in (asked for asked in SHORT if asked.form == form):
        for result in tried(asked, ["--db", str(dataset.database)]):
            assert (asked.arguments, result.wrong) == (asked.arguments, ())
            assert result.shown.code == 0, result.shown.err


def test_a_terminal_is_left_as_plain_text_leaves_it(changed: Path) -> None:
    plain = consumers.screen("plain text\n" * 3)
    for width in (40, 120):
        for asked in (["list"], ["show", "fra-2026-01-troops"], ["timeline"], ["sql", "SELECT * FROM evidence"]):
            answer = shown([*asked, "--db", str(changed)], width)
            assert consumers.screen(answer.out + answer.err, width) == plain


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_finding_is_text_for_programs_whatever_it_repeats(form: str) -> None:
    for text in hostile.TEXTS:
        finding = Finding(Span(text), "Y101", text, hint=text, related=(Related(Span(text), text),))
        assert (text, consumers.complaints(form, findings.FORMATS[form]([finding]).encode())) == (text, [])


@pytest.mark.parametrize("text", [text for text in hostile.WORKFLOWS if "##[" in text])
def test_the_log_of_a_workflow_takes_no_path_for_a_command(text: str) -> None:
    assert "##[" not in formatting.report([Formatted(f"data/{text}.yaml", "a", "b")], written=False)


@pytest.mark.parametrize("text", hostile.ESCAPES[:4])
def test_a_terminal_would_show_what_is_not_escaped(text: str) -> None:
    assert list(consumers.terminal(text))


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("markdown", "mail@evil.example"), ("markdown", "<b>x</b>"), ("html", "<script>"), ("csv", "a,=1\n"),
        ("csv", "a;=1\n"), ("tsv", "a\t=1\n"), ("github", "::set-output name=x::y\n"), ("patch", "diff --git a b\n"),
        ("json", '"\x9b"'), ("yaml", "a: \u202e"),
    ],
)  # fmt: skip
def test_every_consumer_finds_what_takes_effect(form: str, text: str) -> None:
    assert consumers.complaints(form, text.encode())
