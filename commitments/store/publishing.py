"""From data to a database that others may use: checked, built, and told what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commitments.curate.examination import Watch
from commitments.dataset import Dataset
from commitments.english import counted
from commitments.store import build, manifest, refresh
from commitments.store.refresh import Refreshed


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: the place, whether there is a current database there, and what there is to say."""

    path: Path
    built: bool
    errors: int
    told: tuple[str, ...]


def publish(
    dataset: Dataset, target: Path, *, rebuild: bool = False, keep_going: bool = False, watch: Watch | None = None
) -> Published:
    """Bring a database up to date with its data.

    With errors in the data nothing is built, unless `keep_going` leaves the records with errors out.
    """
    own = target == dataset.database
    if not rebuild:
        refresh.refuse_another(target, own=own)
        renewed = refresh.renew(dataset, target, watch)
        if renewed.records is not None or not renewed.errors:
            return Published(target, built=True, errors=0, told=(_told(renewed),))
        if not keep_going:
            return _refused(target, renewed.errors)
    seen, done = manifest.look(dataset), build.build(dataset, target, own=own, keep_going=keep_going, watch=watch)
    if done.records is None:
        return _refused(target, done.errors)
    manifest.write(seen, target, done.made)
    left_out = tuple(f"left out: {path}" for path in done.left_out)
    return Published(target, built=True, errors=done.errors, told=(*left_out, f"{done.records} records"))


def _refused(target: Path, errors: int) -> Published:
    told = f"nothing built: the data has errors ({errors}); see `commitments check`, or use --keep-going"
    return Published(target, built=False, errors=errors, told=(told,))


def _told(renewed: Refreshed) -> str:
    """Say what was done to bring a database up to date."""
    if renewed.records is None:
        return "the database is as new as the data"
    read = "" if renewed.files is None else f", {counted(renewed.files, 'file')} read again"
    return f"{renewed.records} records{read}"
