"""Which revision of the data a database is made from, as git knows it."""

from __future__ import annotations

import re

from commitments.curate import revisions
from commitments.curate.revisions import OF_A_DATASET
from commitments.dataset import Dataset

UNKNOWN = "unknown"
CHANGED = "+changes"
COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


def of(dataset: Dataset) -> str:
    """The commit that the dataset is at, with `+changes` where files differ from it; `unknown` outside git."""
    commit = _git(dataset, "rev-parse", "HEAD")
    if commit is None:
        return UNKNOWN
    changed = _git(dataset, "status", "--porcelain", "--", *OF_A_DATASET)
    return f"{commit}{CHANGED}" if changed else commit


def fits(dataset: Dataset, named: str, now: str) -> bool:
    """Whether data that is at the revision `now` can have been at the revision named when a database was built.

    Other commits may hold the same data; outside git, and of files that differed from a commit, nothing can be proved.
    """
    if now == UNKNOWN or named in {UNKNOWN, now}:
        return named == UNKNOWN or bool(COMMIT.fullmatch(named.removesuffix(CHANGED)))
    commit = named.removesuffix(CHANGED)
    known = COMMIT.fullmatch(commit) and _git(dataset, "cat-file", "-e", f"{commit}^{{commit}}") is not None
    return bool(known) and (
        commit != named or _git(dataset, "diff", "--quiet", commit, "--", *OF_A_DATASET) is not None
    )


def _git(dataset: Dataset, *arguments: str) -> str | None:
    """Ask git, if the dataset is itself a checkout: the repository around an installed copy says nothing of it."""
    return revisions.git(dataset, *arguments) if (dataset.root / ".git").exists() else None
