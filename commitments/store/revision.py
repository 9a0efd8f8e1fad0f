"""Which revision of the data a database is made from, as git knows it."""

from __future__ import annotations

import shutil
import subprocess

from commitments.dataset import Dataset

UNKNOWN = "unknown"


def of(dataset: Dataset) -> str:
    """The commit that the dataset is at, with `+changes` where files differ from it; `unknown` outside git."""
    commit = _git(dataset, "rev-parse", "HEAD")
    if commit is None:
        return UNKNOWN
    changed = _git(dataset, "status", "--porcelain", "--", "data", "schema/vocabulary", "seeds")
    return f"{commit}+changes" if changed else commit


def _git(dataset: Dataset, *arguments: str) -> str | None:
    git = shutil.which("git")
    if not git or not (dataset.root / ".git").exists():
        return None
    command = [git, "-c", "core.fsmonitor=false", "-C", str(dataset.root), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed words, no shell
    return done.stdout.strip() if done.returncode == 0 else None
