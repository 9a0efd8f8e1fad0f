"""Keeps the database as new as the data: looks whether anything changed, and renews what did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import database, manifest

if TYPE_CHECKING:
    from commitments.curate.examination import Watch


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done before an answer: the database was renewed, anew or for the first time, or errors kept it from it.

    `records` is how many are in it, and `files` how many were read again where not all of them were.
    """

    rebuilt: bool = False
    errors: int = 0
    first: bool = False
    files: int | None = None
    records: int | None = None


def refresh(dataset: Dataset, path: Path, watch: Watch | None = None) -> Refreshed:
    """Renew the database if the data is newer; with errors in the data, leave the last good one.

    Raises CommitmentsError where there are errors and no database yet, or something else in its place.
    """
    done = renew(dataset, path, watch)
    if done.errors and done.first:
        raise CommitmentsError(
            f"the data has errors ({done.errors}), and there is no earlier database: see `commitments check`"
        )
    return done


def renew(dataset: Dataset, path: Path, watch: Watch | None = None) -> Refreshed:
    """The same, and with errors nothing is raised."""
    seen, first = manifest.look(dataset), not path.exists()
    if not first and database.version_of(path) == database.SCHEMA_VERSION:
        if manifest.is_as_seen(seen, path):
            return Refreshed()
        from commitments.store import changed  # noqa: PLC0415 -- a fresh database is opened without it

        found = changed.since(dataset, path, manifest.differing(seen, path))
        if found is not None and not found:
            manifest.write(seen, path)
            return Refreshed()
        if found and (done := changed.renew(dataset, path, found)):
            if done.records is not None:
                manifest.write(seen, path)
            return Refreshed(done.records is not None, done.errors, files=len(found), records=done.records)
    return _build(dataset, path, seen, watch, first=first)


def _build(dataset: Dataset, path: Path, seen: manifest.Manifest, watch: Watch | None, *, first: bool) -> Refreshed:
    from commitments.curate.examination import unwatched  # noqa: PLC0415 -- a fresh database is opened without it
    from commitments.store import build  # noqa: PLC0415 -- likewise

    refuse_another(path, own=path == dataset.database)
    done = build.build(dataset, path, watch=watch or unwatched)
    if done.records is not None:
        manifest.write(seen, path)
    return Refreshed(done.records is not None, done.errors, first=first, records=done.records)


def refuse_another(path: Path, *, own: bool) -> None:
    """Leave a file alone that is no database of commitments; `own` tells that it lies where the dataset builds its own.

    Raises CommitmentsError for such a file.
    """
    if path.is_file() and path.stat().st_size and database.version_of(path) is None:
        database.open_database(path, own=own)
