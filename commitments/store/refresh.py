"""Keeps the database as new as the data: looks whether anything changed, and builds again if it did."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Severity


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done before an answer: whether the database was built anew, and how many errors kept it from being so."""

    rebuilt: bool = False
    errors: int = 0


def refresh(dataset: Dataset, database: Path) -> Refreshed:
    """Build the database again if the data is newer; with errors in the data, leave the last good one.

    Raises CommitmentsError where there are errors and no database yet.
    """
    if not is_stale(dataset, database):
        return Refreshed()
    from commitments.curate import corpus, rules  # noqa: PLC0415 -- a fresh database is opened without them
    from commitments.store import build  # noqa: PLC0415 -- likewise

    records, findings = corpus.read(dataset)
    findings += rules.check(records)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    if not errors:
        build.build(records, findings, database)
    elif not database.exists():
        raise CommitmentsError(f"the data has errors ({errors}), and there is no earlier database: see `commitments check`")
    return Refreshed(rebuilt=not errors, errors=errors)


def is_stale(dataset: Dataset, database: Path) -> bool:
    """Is any file or folder of the data as new as the moment the database was begun, or newer?"""
    try:
        begun = database.stat().st_mtime_ns
    except FileNotFoundError:
        return True
    return any(stamp >= begun for stamp in _stamps(dataset))


def _stamps(dataset: Dataset) -> Iterator[int]:
    """When each file and folder was last written, renamed or put in place (a copied file keeps its old time of writing)."""
    for root in (dataset.data, dataset.vocabulary, dataset.seeds):
        for place, _, files in os.walk(root):
            for path in (place, *(os.path.join(place, name) for name in files)):  # noqa: PTH118 -- a tenth of the time of Path
                found = os.lstat(path)
                yield max(found.st_mtime_ns, found.st_ctime_ns)
