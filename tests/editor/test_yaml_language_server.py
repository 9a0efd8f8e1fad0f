"""What an editor shows while a record is typed: yaml-language-server with this repository's own settings and schemas.

`npm ci` in this folder installs it; COMMITMENTS_EDITOR_TESTS=must makes its absence a failure.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from commitments.curate import corpus
from commitments.dataset import Dataset
from commitments.model import dates
from commitments.model.terms import TERMS
from tests.conftest import REPOSITORY
from tests.editor.language_server import LanguageServer, started
from tests.needed import missing

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
WORDS = corpus.read(Dataset(REPOSITORY))[0].terms
TYPES = WORDS["guarantee-types"]
NUMBERS = count(1)
RECORD = """\
id: deu-weapons
title: Weapons for Ukraine
type: troop-deployment
parties:
  - {actor: DEU, role: guarantor}
stance: pledge
history:
  - {date: 2026-01-06, status: announced}
"""
SOURCE = "id: article\npublisher: A paper\ntitle: Talks\nlanguage: en\nclass: national-media\ngrade: B\n"
DATE = f"this must be {dates.FORMS}"
NO_TERMS = "this type takes no terms: leave the field out, and say it in another field or in notes"


def settings() -> dict[str, Any]:
    """Read the settings that this repository gives to editors, as an editor hands them to the server."""
    written = json.loads((REPOSITORY / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    handed: dict[str, Any] = {"[yaml]": written.pop("[yaml]")}
    for name, value in written.items():
        *sections, last = name.split(".")
        here = handed
        for section in sections:
            here = here.setdefault(section, {})
        here[last] = value
    return handed


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the file in which every try to reach the network is written down."""
    return tmp_path_factory.mktemp("editor") / "network.log"


@pytest.fixture(scope="session")
def editor(network: Path) -> Iterator[LanguageServer]:
    """Start the language server once for all tests, with the network refused."""
    node = shutil.which("node")
    if not node or not SERVER.exists():
        reason = "NO EDITOR TESTS: node or yaml-language-server is missing; run `npm ci` in tests/editor"
        missing("EDITOR", reason)
    command = [node, "--require", str(HERE / "no_network.js"), str(SERVER), "--stdio"]
    with started(command, settings(), REPOSITORY, {**os.environ, "NETWORK_LOG": str(network)}) as server:
        while not marked(server, "stance: pledge"):  # the settings have not arrived yet
            pass
        yield server


def opened(editor: LanguageServer, text: str, folder: str = "data/commitments/new") -> str:
    """Open a text as a new file, and give its path."""
    path = f"{folder}/unsaved-{next(NUMBERS)}.yaml"
    editor.open(path, text)
    return path


def marked(editor: LanguageServer, text: str, folder: str = "data/commitments/new") -> list[tuple[int, str]]:
    """Give the lines and messages of what is marked in a text."""
    return editor.marks(opened(editor, text, folder))


def completed(editor: LanguageServer, text: str, folder: str = "data/commitments/new") -> dict[str, dict[str, Any]]:
    """Give what can be typed at the mark | in a text."""
    before, _, after = text.partition("|")
    lines = before.split("\n")
    return editor.complete(opened(editor, before + after, folder), len(lines), len(lines[-1]) + 1)


def hovered(editor: LanguageServer, text: str, folder: str = "data/commitments/new") -> str:
    """Give what is shown at the mark | in a text."""
    before, _, after = text.partition("|")
    lines = before.split("\n")
    return editor.hover(opened(editor, before + after, folder), len(lines), len(lines[-1]) + 1)


def typed(word: str) -> str:
    """Give the sound record with another type."""
    return RECORD.replace("troop-deployment", word)


def test_the_fields_not_yet_typed_are_offered_with_what_they_are_for(editor: LanguageServer) -> None:
    offered = completed(editor, RECORD + "|")
    assert offered["conditions"]["documentation"] == "what it hangs on, what sets it off, what limits and ends it"
    assert {"hedges", "beneficiary", "evidence", "withdrawn", "notes"} <= set(offered)


def test_a_list_is_begun_with_its_required_fields(editor: LanguageServer) -> None:
    offered = completed(editor, RECORD + "|")
    assert offered["hedges"]["insertText"] == "hedges:\n  - kind: $1\n    words: $2"


@pytest.mark.parametrize(
    ("text", "vocabulary"),
    [
        (RECORD.replace("pledge", "|"), "stances"),
        (RECORD.replace("pledge", "con|"), "stances"),
        (RECORD.replace("troop-deployment", "|"), "guarantee-types"),
        (RECORD + "attribution: |", "attributions"),
        (RECORD + "bindingness: |", "bindingness"),
        (RECORD + "hedges:\n  - kind: |", "hedges"),
        (RECORD + "conditions:\n  - kind: backstop\n    role: |", "condition-roles"),
        (RECORD.replace("guarantor", "|"), "party-roles"),
        (RECORD + "terms:\n  location: |", "locations"),
        (RECORD + "terms:\n  domains:\n    - |", "domains"),
        (typed("consultation") + "terms:\n  within_hours: |", "missing-values"),
        (typed("consultation") + "terms:\n  reciprocal: |", "missing-values"),
    ],
)
def test_the_words_of_a_list_are_offered_with_their_definitions(
    editor: LanguageServer, text: str, vocabulary: str
) -> None:
    offered = completed(editor, text)
    for word, term in WORDS[vocabulary].items():
        assert offered[word]["documentation"].endswith(term.guidance)


@pytest.mark.parametrize(("word", "kind"), [(word, term.terms_class) for word, term in TYPES.items()])
def test_a_type_is_offered_the_terms_of_its_class_alone(editor: LanguageServer, word: str, kind: str | None) -> None:
    offered = completed(editor, typed(word) + "terms:\n  |")
    fields = set(TERMS[kind].model_fields) - {"kind"} if kind else set()
    assert set(offered) == fields


def test_the_fields_and_words_of_other_records_are_offered_too(editor: LanguageServer) -> None:
    assert "archive_url" in completed(editor, SOURCE + "|", "data/sources")
    assert set(WORDS["source-classes"]) <= set(completed(editor, SOURCE.replace("national-media", "|"), "data/sources"))
    assert "memberships" in completed(editor, "id: UKR\n|", "data/actors")
    assert set(WORDS["formalisation-steps"]) <= set(
        completed(editor, "id: text\nlegal_history:\n  - step: |", "data/instruments")
    )
    assert "instead" in completed(editor, "id: x\nterms:\n  - id: y\n    |", "schema/vocabulary")


def test_a_field_shows_what_it_is_for_and_an_example(editor: LanguageServer) -> None:
    shown = hovered(editor, RECORD + "ben|eficiary: UKR\n")
    assert shown.startswith("#### Beneficiary\n\nid of the side that is protected\n")
    assert "```yaml\nUKR\n```" in shown


def test_a_word_shows_its_definition_first(editor: LanguageServer) -> None:
    shown = hovered(editor, RECORD.replace("pledge", "conditional-|offer"))
    assert shown.startswith("#### Stance\n\nwhat the actor said of this very item, and nothing else\n")
    first = shown.split("\n* ")[1]
    assert first == f"`conditional-offer`: {WORDS['stances']['conditional-offer'].guidance}"


def test_a_word_in_a_field_that_may_be_left_out_shows_the_title_once(editor: LanguageServer) -> None:
    assert hovered(editor, RECORD + "attribution: ea|ch\n").startswith("#### Attribution\n\n")


def test_the_schema_named_in_the_first_line_counts_wherever_the_file_lies(editor: LanguageServer) -> None:
    head = "# yaml-language-server: $schema=../schema/source.schema.json\n"
    marks = marked(editor, head + SOURCE.replace("grade: B", "grade: Z"), "drafts")
    assert [line for line, _ in marks] == [7]


def test_nothing_is_marked_in_any_real_record(editor: LanguageServer, real: Dataset) -> None:
    files = [entry.path for entry in corpus.read(real)[0].entries]
    assert len(files) > 100
    for path in files:
        editor.open(path, (REPOSITORY / path).read_text(encoding="utf-8"))
    assert {path: marks for path in files if (marks := editor.marks(path))} == {}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (RECORD.replace("stance: pledge\n", ""), 1, 'Missing property "stance".'),
        (RECORD.replace("id: deu-weapons", "id: "), 1, "this must be an id: small letters, digits and single hyphens"),
        (RECORD.replace("pledge", "conditional-ofer"), 6, 'Value is not accepted. Valid values: "threatens", '),
        (RECORD + "atribution: each\n", 9, "Property atribution is not allowed."),
        (RECORD.replace("2026-01-06", "06.01.2026"), 8, DATE),
        (RECORD.replace("2026-01-06", "2026-1"), 8, DATE),
        (
            RECORD.replace("deu-weapons", "DEU weapons"),
            1,
            "this must be an id: small letters, digits and single hyphens",
        ),
        (
            RECORD.replace("Weapons for Ukraine", "2026"),
            2,
            "this must be text; put it in quotes if it looks like a number",
        ),
        (
            RECORD.replace("Weapons for Ukraine", "''"),
            2,
            "this must be text; put it in quotes if it looks like a number",
        ),
        (RECORD.replace(", role: guarantor", ""), 5, 'Missing property "role".'),
        (RECORD.replace("troop-deployment", "training") + "terms: {location: beneficiary}\n", 9, NO_TERMS),
        (RECORD + "terms: {within_hours: 24}\n", 9, "Property within_hours is not allowed."),
        (
            typed("consultation") + "terms: {within_hours: soon}\n",
            9,
            "this must be a whole number, or a word that says why there is none",
        ),
        (
            RECORD + "money:\n  - {measure: pledge, amount_max: 3bn}\n",
            10,
            "this must be an amount: digits, and a point before any fraction",
        ),
        (
            RECORD + "evidence:\n  - id: a\n    source: b\n    grade: B7\n",
            12,
            "this must be an Admiralty grade, such as B2",
        ),
        (RECORD + "evidence:\n  - id: a\n    ", 10, 'Missing property "source".'),
        (RECORD + "titles: {english: Weapons}\n", 9, "this must be a language tag, such as en or ar"),
        (RECORD + "stance: pledge\n", 9, "Map keys must be unique"),
    ],
)
def test_a_half_typed_record_is_marked_on_the_right_line(
    editor: LanguageServer, text: str, line: int, message: str
) -> None:
    assert [(where, said[: len(message)]) for where, said in marked(editor, text)] == [(line, message)]


def test_the_editor_was_asked_for_settings_alone_and_the_network_for_nothing(
    editor: LanguageServer, network: Path
) -> None:
    assert marked(editor, RECORD) == []
    assert editor.asked <= {"workspace/configuration", "client/registerCapability"}
    assert not network.exists()
