"""Keeps the database as new as the data: looks whether anything changed, and renews what did."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import database, manifest

if TYPE_CHECKING:
    from commitments.curate.examination import Watch


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What was done before an answer: the number of records put into the database, if any; or errors kept it from that.

    `files` is how many were read again where not all of them were; `first` that there was no database before;
    `made` tells the file of the database from others, as the manifest does.
    """

    records: int | None = None
    errors: int = 0
    first: bool = False
    files: int | None = None
    made: str = field(default="", compare=False)

    @property
    def rebuilt(self) -> bool:
        """Whether there is another database now."""
        return self.records is not None


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
    """Renew the database if the data is newer, and tell of errors in the data in what was done."""
    seen, first = manifest.look(dataset), not path.exists()
    begun = database.is_begun(path)
    current = not first and not begun and database.version_of(path) == database.SCHEMA_VERSION
    if current and manifest.is_as_seen(seen, path):
        return Refreshed()
    done = (_from_what_changed(dataset, path, seen) if current else None) or _built(dataset, path, watch, first=first)
    if not done.errors:
        manifest.write(seen, path, done.made)
    return done


def _from_what_changed(dataset: Dataset, path: Path, seen: manifest.Manifest) -> Refreshed | None:
    """Renew the database from the files that changed alone; None where it has to be built anew."""
    from commitments.curate.corpus import Corpus  # noqa: PLC0415 -- a fresh database is opened without it
    from commitments.store import changed  # noqa: PLC0415 -- likewise

    corpus, made = Corpus(dataset), manifest.of(path)
    found = changed.since(corpus, path, manifest.differing(seen, path))
    if not found:
        return None if found is None else Refreshed(made=made)
    done = changed.renew(corpus, path, found, made)
    return Refreshed(done.records, done.errors, files=len(found), made=done.made) if done else None


def _built(dataset: Dataset, path: Path, watch: Watch | None, *, first: bool) -> Refreshed:
    from commitments.store import build  # noqa: PLC0415 -- a fresh database is opened without it

    refuse_another(path, own=path == dataset.database)
    done = build.build(dataset, path, watch=watch)
    return Refreshed(done.records, done.errors, first, made=done.made)


def refuse_another(path: Path, *, own: bool) -> None:
    """Leave a file alone that is no database of commitments; `own` tells that it lies where the dataset builds its own.

    Raises CommitmentsError for such a file.
    """
    if path.is_file() and path.stat().st_size and database.version_of(path) is None:
        database.open_database(path, own=own)
