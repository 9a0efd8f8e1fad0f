"""From data to a database that others may use: checked, built, and told what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commitments.dataset import Dataset
from commitments.store import build, refresh


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: the place, whether there is a current database there, and what there is to say."""

    path: Path
    built: bool
    errors: int
    told: tuple[str, ...]


def publish(dataset: Dataset, target: Path, *, rebuild: bool = False, keep_going: bool = False) -> Published:
    """Bring a database up to date with its data.

    With errors in the data nothing is built, unless `keep_going` leaves the records with errors out.
    """
    own = target == dataset.database
    if not rebuild:
        refresh.refuse_another(target, own=own)
    if not rebuild and not refresh.is_stale(dataset, target):
        return Published(target, built=True, errors=0, told=("the database is as new as the data",))
    done = build.build(dataset, target, own=own, keep_going=keep_going)
    if done.records is None:
        told = f"nothing built: the data has errors ({done.errors}); see `commitments check`, or use --keep-going"
        return Published(target, built=False, errors=done.errors, told=(told,))
    left_out = tuple(f"left out: {path}" for path in done.left_out)
    return Published(target, built=True, errors=done.errors, told=(*left_out, f"{done.records} records"))
