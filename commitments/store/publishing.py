"""From data to a database that others may use: checked, built, and told what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from commitments.curate import checking
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
    checked = checking.check(dataset)
    if checked.errors and not keep_going:
        told = f"nothing built: the data has errors ({checked.errors}); see `commitments check`, or use --keep-going"
        return Published(target, built=False, errors=checked.errors, told=(told,))
    built = build.build(checked.corpus, checked.findings, target, own=own)
    left_out = tuple(f"left out: {path}" for path in built.left_out)
    return Published(target, built=True, errors=checked.errors, told=(*left_out, f"{built.records} records"))
