"""Keeps the database as new as the data: looks whether anything changed, and builds again if it did."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import database


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done before an answer: the database was built, anew or for the first time, or errors kept it from it."""

    rebuilt: bool = False
    errors: int = 0
    first: bool = False


def refresh(dataset: Dataset, path: Path) -> Refreshed:
    """Build the database again if the data is newer; with errors in the data, leave the last good one.

    Raises CommitmentsError where there are errors and no database yet, or something else in its place.
    """
    first = not path.exists()
    if not is_stale(dataset, path):
        return Refreshed()
    from commitments.curate.corpus import Corpus  # noqa: PLC0415 -- a fresh database is opened without it
    from commitments.store import build  # noqa: PLC0415 -- likewise

    refuse_another(path, own=path == dataset.database)
    begun = time.time_ns()
    if path.is_file() and database.is_made_from(path, build.hashes(Corpus(dataset))):
        _note_unchanged(path, begun)
        return Refreshed()
    done = build.build(dataset, path)
    if done.errors and first:
        raise CommitmentsError(
            f"the data has errors ({done.errors}), and there is no earlier database: see `commitments check`"
        )
    return Refreshed(rebuilt=not done.errors, errors=done.errors, first=first)


def refuse_another(path: Path, *, own: bool) -> None:
    """Leave a file alone that is no database of commitments; `own` tells that it lies where the dataset builds its own.

    Raises CommitmentsError for such a file.
    """
    if path.is_file() and path.stat().st_size and database.version_of(path) is None:
        database.open_database(path, own=own)


def _note_unchanged(path: Path, begun: int) -> None:
    """Set the time of a database to when its data was last seen unchanged, if the folder lets us."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(begun, begun))


def is_stale(dataset: Dataset, path: Path) -> bool:
    """Whether there is no database of this version, or any of the data is as new as the moment it was begun."""
    if not path.is_file():
        return True
    if database.version_of(path) != database.SCHEMA_VERSION:
        return True
    begun = path.stat().st_mtime_ns
    return any(stamp >= begun for stamp in _stamps(dataset))


def _stamps(dataset: Dataset) -> Iterator[int]:
    """When each file and folder was last written or put in place; a copied file can keep its old time of writing."""
    for root in (dataset.data, dataset.vocabulary, dataset.seeds):
        for place, _, files in os.walk(root):
            for name in (".", *files):
                found = os.lstat(f"{place}/{name}")
                yield max(found.st_mtime_ns, found.st_ctime_ns)
