"""A small dataset under version control, for tests of what came since an earlier revision."""

from __future__ import annotations

import os
import subprocess

from tests.conftest import Workshop

ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "A. Curator",
    "GIT_AUTHOR_EMAIL": "curator@example.org",
    "GIT_COMMITTER_NAME": "A. Curator",
    "GIT_COMMITTER_EMAIL": "curator@example.org",
}


def git(workshop: Workshop, *arguments: str) -> None:
    """Run git in the dataset, with no configuration but its own."""
    command = ["git", *arguments]
    subprocess.run(command, cwd=workshop.dataset.root, env=ENVIRONMENT, capture_output=True, check=True)


def commit(workshop: Workshop, tag: str) -> None:
    """Keep the dataset as it is now under a tag."""
    git(workshop, "init", "-q")
    git(workshop, "add", "-A")
    git(workshop, "commit", "-q", "-m", tag)
    git(workshop, "tag", tag)
