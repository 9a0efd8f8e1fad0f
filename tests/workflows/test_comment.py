"""The job that may write comments takes nothing on trust from the pull request that it comments on."""

from __future__ import annotations

import importlib.util
import io
import json
import zipfile
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import REPOSITORY

HEAD = "a" * 40


def load() -> ModuleType:
    """Load the script of the workflow, which is no part of the package."""
    specification = importlib.util.spec_from_file_location("comment", REPOSITORY / ".github" / "comment.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


script = load()


def archive(**files: str | bytes) -> bytes:
    """Make an artifact of files whose names have a hyphen for an underscore and a point before md."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("_md", ".md"), content)
    return written.getvalue()


class GitHub:
    """Stands in for GitHub: answers from a table, and remembers what was written."""

    def __init__(self, artifact: bytes | None, head: str = HEAD, comments: tuple[dict[str, Any], ...] = ()) -> None:
        self.artifact, self.head, self.comments = artifact, head, comments
        self.written: list[tuple[str, str, str]] = []

    def __call__(self, path: str, *options: str, body: str | None = None) -> bytes:
        if body is not None:
            self.written.append((options[1], path, json.loads(body)["body"]))
            return b"{}"
        if path.endswith("/zip"):
            return self.artifact or b""
        if "/artifacts" in path:
            one = {"id": 5, "expired": False, "size_in_bytes": len(self.artifact or b"")}
            return json.dumps({"artifacts": [one] if self.artifact is not None else []}).encode()
        if "/pulls/" in path:
            return json.dumps({"head": {"sha": self.head}}).encode()
        return "\n".join(json.dumps(comment) for comment in self.comments).encode()


def run(monkeypatch: pytest.MonkeyPatch, github: GitHub) -> int:
    """Run the script against a stand-in."""
    monkeypatch.setattr(script, "api", github)
    monkeypatch.setenv("GITHUB_REPOSITORY", "some/where")
    monkeypatch.setenv("GITHUB_RUN", "1")
    monkeypatch.setenv("HEAD_SHA", HEAD)
    return int(script.main())


SOUND = archive(number="12\n", change_md="1 new · 0 changed\n")


def test_a_sound_artifact_becomes_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    github = GitHub(SOUND)
    assert run(monkeypatch, github) == 0
    assert github.written == [
        ("POST", "repos/some/where/issues/12/comments", "<!-- commitments diff -->\n1 new · 0 changed\n")
    ]


def test_the_second_run_changes_our_comment_and_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    others = {"id": 1, "author": "somebody", "body": "<!-- commitments diff -->\nmine"}
    ours = {"id": 2, "author": "github-actions[bot]", "body": "<!-- commitments diff -->\nold"}
    github = GitHub(SOUND, comments=(others, ours))
    assert run(monkeypatch, github) == 0
    assert [(method, path) for method, path, _ in github.written] == [("PATCH", "repos/some/where/issues/comments/2")]


@pytest.mark.parametrize(
    "artifact",
    [
        b"",
        b"not an archive",
        archive(number="12"),
        archive(change_md="text"),
        archive(number="0", change_md="text"),
        archive(number="12; echo", change_md="text"),
        archive(number="١٢", change_md="text"),
        archive(number="9" * 20, change_md="text"),
        archive(number="12", change_md=b"\xff\xfe"),
        archive(number="12", change_md="a\0b"),
        archive(number="12", change_md="x" * 50_000_000),
        archive(**{"../number": "12", "../change_md": "text"}),
    ],
    ids=range(12),
)
def test_an_artifact_that_is_anything_else_is_refused(monkeypatch: pytest.MonkeyPatch, artifact: bytes) -> None:
    github = GitHub(artifact)
    assert run(monkeypatch, github) == 1
    assert github.written == []


def test_a_pull_request_other_than_the_one_checked_gets_no_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    github = GitHub(SOUND, head="b" * 40)
    assert run(monkeypatch, github) == 1
    assert github.written == []


def test_a_run_without_an_artifact_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    github = GitHub(None)
    assert run(monkeypatch, github) == 0
    assert github.written == []


def test_a_change_too_long_for_a_comment_is_not_cut_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    github = GitHub(archive(number="12", change_md="x" * 100_000))
    assert run(monkeypatch, github) == 0
    assert github.written[0][2].endswith("shows it.")
