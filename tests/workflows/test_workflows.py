"""The workflows give a hostile pull request nothing to take: no secrets, no rights, no action that may change."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import REPOSITORY

GITHUB = REPOSITORY / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path: Path) -> dict[Any, Any]:
    """Read a workflow or a form."""
    read: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def tool(name: str) -> str:
    """Find a tool beside this Python or on the path; the test is skipped where it is not installed."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    return found or pytest.skip(f"NO WORKFLOW TEST: {name} is not installed")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_given_to_single_jobs_alone(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert all("permissions" in job for job in workflow["jobs"].values())


def test_a_pull_request_runs_with_nothing_but_the_right_to_read() -> None:
    text = (GITHUB / "workflows" / "check.yml").read_text(encoding="utf-8")
    assert "secrets" not in text.replace("without any secret", "")
    assert "pull_request_target" not in text
    assert {json.dumps(job["permissions"]) for job in read(GITHUB / "workflows" / "check.yml")["jobs"].values()} == {
        '{"contents": "read"}'
    }


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_checkout_keeps_no_token(path: Path) -> None:
    steps = [step for job in read(path)["jobs"].values() for step in job["steps"]]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_the_job_that_comments_checks_out_the_default_branch_alone() -> None:
    steps = read(GITHUB / "workflows" / "comment.yml")["jobs"]["comment"]["steps"]
    refs = [step["with"]["ref"] for step in steps if "uses" in step]
    assert refs == ["${{ github.event.repository.default_branch }}"]


def test_no_event_of_a_stranger_stands_inside_a_command() -> None:
    for path in WORKFLOWS:
        for job in read(path)["jobs"].values():
            assert [step["run"] for step in job["steps"] if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", ["1-missing-record.yml", "2-wrong-record.yml", "3-word.yml"])
def test_a_form_for_data_asks_for_the_source_first(name: str) -> None:
    first = read(GITHUB / "ISSUE_TEMPLATE" / name)["body"][0]
    assert first["id"] == "source"
    assert first["validations"]["required"] is True


def test_the_pull_request_asks_for_the_source_first() -> None:
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)", text, re.MULTILINE)[0] == "Source"


def test_zizmor_finds_nothing() -> None:
    command = [tool("zizmor"), "--offline", "--no-progress", "--persona", "pedantic", str(GITHUB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_actionlint_finds_nothing() -> None:
    command = [tool("actionlint"), *map(str, WORKFLOWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout
