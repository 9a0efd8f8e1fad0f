"""A folder that is written whole or not at all, and only in the place of what was written there before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from commitments import dataset, whole
from commitments.findings import CommitmentsError


def put(target: Path, what: str, own: Callable[[Path], Collection[str]], fill: Callable[[Path], None]) -> None:
    """Fill a folder beside, and put it in the place of an earlier one of its kind.

    `what` names the kind, such as "export"; `own` names the files of an earlier one, and none where there is no such.
    Raises CommitmentsError where the place holds anything else.
    """
    place = target.resolve()
    _refuse(place, what, own)
    place.parent.mkdir(parents=True, exist_ok=True)
    with whole.replacing_folder(place) as new:
        fill(new)


def _refuse(place: Path, what: str, own: Callable[[Path], Collection[str]]) -> None:
    if Path.cwd().is_relative_to(place):
        raise CommitmentsError(f"{place} is where you are, and would be replaced: name a folder inside it")
    if dataset.is_within(place):
        raise CommitmentsError(f"{place} lies among the records and texts of a dataset: name a folder outside them")
    if not place.exists():
        return
    if not place.is_dir():
        raise CommitmentsError(f"{place} is a file: name a folder")
    if stranger := next(_strangers(place, own), None):
        told = f"{place} holds what is part of no {what}, such as '{stranger}', and is left as it is"
        raise CommitmentsError(f"{told}: name a new folder, or one that holds an earlier {what}")


def _strangers(place: Path, own: Callable[[Path], Collection[str]]) -> Iterator[str]:
    names = own(place)
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if (path.is_symlink() or not path.is_dir()) and name not in names:
            yield name
