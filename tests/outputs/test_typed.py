"""What a person types comes back in messages, paths and headings: as text, and in no place but the one meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from commitments.dataset import Dataset
from tests.conftest import Workshop
from tests.outputs import consumers
from tests.outputs.screen import shown

TYPED = (
    "\x1b]0;t\x07\x9bmevil", "\u202eevil\u2066", "a\nb\rc\x85d\u2028", "<b>`x`|$x$", "-x", "=1+1", "$(touch pwned)",
    "{{ x }}{0}%s", "\ufeff",
)  # fmt: skip
NEW = ("--type", "troops", "--actor", "Norway", "--stance", "pledge", "--date", "2026-01-06", "--source", "article")
ASKED = (
    ("{}",), ("list", "{}"), ("list", "--{}"), ("list", "-c", "{}"), ("list", "-t", "{}"), ("list", "--limit", "{}"),
    ("list", "--columns", "{}"), ("list", "--sort", "{}"), ("list", "--stance", "{}"), ("list", "--as-of", "{}"),
    ("list", "-f", "{}"), ("list", "-o", "{}"), ("list", "--condition", "{}"), ("list", "--db", "{}"),
    ("list", "--dataset", "{}"), ("show", "{}"), ("search", "{}"), ("matrix", "--by", "{}"),
    ("matrix", "-o", "{}.svg", "--theme", "{}"), ("timeline", "--since", "{}"), ("compare", "{}", "FRA"),
    ("stats", "--by", "{}"), ("sql", "{}"), ("sql", 'SELECT 1 AS "{}"'), ("sql", "SELECT '{}' AS a"), ("brief", "{}"),
    ("brief", "Ukraine", "--lang", "{}"), ("brief", "Ukraine", "--template", "{}"),
    ("brief", "Ukraine", "--since", "{}"), ("brief", "Ukraine", "--link-base", "{}", "-o", "x.html"),
    ("brief", "Ukraine", "-o", "{}.html"), ("brief", "--all", "-o", "{}-all"), ("check", "--select", "{}"),
    ("check", "--base", "{}"), ("check", "--changed-since", "{}"), ("diff", "{}"), ("diff", "--since", "{}"),
    ("fmt", "{}"), ("quote", "{}", "x"), ("quote", "article", "{}"), ("rules", "{}"), ("new", "--type", "{}"),
    ("new", *NEW, "--title", "{}"), ("new", *NEW, "--title", "x", "--id", "{}"), ("new", "source", "{}"),
    ("build", "--db", "{}.sqlite"), ("verify", "--db", "{}"), ("export", "{}-export"), ("export", "x", "-f", "{}"),
    ("browse", "--port", "{}"), ("schema", "--{}"),
)  # fmt: skip
"""Every place of the command line that takes what a person types."""
OF_A_DATASET = {"check", "diff", "fmt", "quote", "new", "build", "verify"}


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_what_is_typed_takes_no_effect(own: Workshop, made: Dataset, asked: tuple[str, ...], tmp_path: Path,
                                       monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for text in TYPED:
        arguments = [part.replace("{}", text) for part in asked]
        if asked[0] in OF_A_DATASET:
            arguments += ["--dataset", str(own.dataset.root)]
        elif asked[0] not in {"{}", "rules"} and not {"--db", "--dataset"} & set(asked):
            arguments += ["--db", str(made.database)]
        answer = shown(arguments, 100)
        assert (text, list(consumers.terminal(answer.out))) == (text, [])
        assert (text, list(consumers.terminal(answer.err))) == (text, [])
        assert answer.code in {0, 1, 2}
        assert "Traceback" not in answer.err


@pytest.mark.parametrize("id_", ["../../../evil", "/evil", "..", "a/b", "x\x00"])
def test_a_record_is_written_nowhere_but_among_records(own: Workshop, tmp_path: Path, id_: str) -> None:
    before = {path for path in tmp_path.rglob("*") if own.dataset.data not in path.parents}
    answer = shown(["new", *NEW, "--title", "x", "--id", id_, "--dataset", str(own.dataset.root)])
    assert answer.code == 2
    assert {path for path in tmp_path.rglob("*") if own.dataset.data not in path.parents} == before
