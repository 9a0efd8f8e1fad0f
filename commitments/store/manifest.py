"""What the files of a dataset looked like when a database was made from them: enough to see whether any has changed.

It lies beside the database, and is no part of it: times and numbers of files differ from one machine to the next.
Where it is lost, or was written for another database, the files are read and compared by their sha256.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from commitments import __version__
from commitments.dataset import Dataset

Looks: TypeAlias = Mapping[str, bytes]
"""What each file looks like, by its path from the root of the dataset."""

UNSURE = 2_000_000_000
"""Nanoseconds: a file may change again without looking different as long as its last change is no older than that."""
LOOK = struct.Struct("<qqqq")
NOT_LOOKED = LOOK.pack(0, 0, 0, 0)
A_FOLDER = LOOK.pack(0, 0, 0, 1)
"""What every folder looks like: only that it is there."""
BEGINS = b"commitments-"
KIND = f"{BEGINS.decode()}{__version__}"
"""Begins a manifest: another version of the tool may make another database of the same files."""


class Manifest(NamedTuple):
    """What the files of a dataset look like, packed; `begun` is when they began to be looked at, in nanoseconds."""

    packed: bytes
    begun: int

    @property
    def looks(self) -> Looks:
        """What each file looks like.

        Raises ValueError where these are not the bytes of a manifest.
        """
        places = self._places
        looks = (self.packed[place : place + LOOK.size] for place in places)
        return dict(zip(os.fsdecode(self.packed[places.stop :]).split("\0"), looks, strict=False))

    def sure(self) -> Manifest:
        """The same, with nothing said of files that may change once more without looking different."""
        unsure = [place for place in self._places if _changed(self.packed, place) >= self.begun - UNSURE]
        if not unsure:
            return self
        certain = bytearray(self.packed)
        for place in unsure:
            certain[place : place + LOOK.size] = NOT_LOOKED
        return self._replace(packed=bytes(certain))

    @property
    def _places(self) -> range:
        """Where in the packed bytes each look begins."""
        first = self.packed.index(b"\n") + 1
        return range(first, first + int(self.packed[:first]) * LOOK.size, LOOK.size)


def _packed(looks: Looks) -> bytes:
    """The looks of all files, each of one size, and then their paths."""
    return b"".join([b"%d\n" % len(looks), *looks.values(), os.fsencode("\0".join(looks))])


def look(dataset: Dataset) -> Manifest:
    """Look at every file of a dataset without reading it."""
    begun, cut = time.time_ns(), len(str(dataset.root)) + 1
    looks: dict[str, bytes] = {}
    records = str(dataset.data)
    ahead = [records, str(dataset.vocabulary), str(dataset.seeds)]
    while ahead:
        folder = ahead.pop()
        try:
            with os.scandir(folder) as found:  # a folder of records may be a link, one within it is not entered
                ahead += _look_at(found, looks, cut, followed=folder == records)
        except OSError:
            looks[folder[cut:]] = NOT_LOOKED
    return Manifest(_packed(looks), begun)


def _look_at(found: Iterable[os.DirEntry[str]], looks: dict[str, bytes], cut: int, *, followed: bool) -> list[str]:
    """Put down what the files of a folder look like, by their paths after a cut, and give the folders within.

    They come in the order of the file system, which stays the same where nothing changes.
    """
    folders = []
    for entry in found:
        if entry.is_dir(follow_symlinks=followed):
            folders += [] if entry.name.startswith(".") else [entry.path]
        elif entry.name.endswith(".yaml") or not (entry.name.startswith(".") or entry.name == "README.md"):
            looks[entry.path[cut:]] = _look(entry)
    looks.update((f"{folder[cut:]}/", A_FOLDER) for folder in folders)
    return folders


def _look(entry: os.DirEntry[str]) -> bytes:
    """When a file was written and put in its place, its size and its number; those of the file that a link leads to."""
    try:
        seen = entry.stat()
    except OSError:
        return NOT_LOOKED
    return LOOK.pack(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)


def _changed(packed: bytes, place: int) -> int:
    written, placed, _, _ = LOOK.unpack_from(packed, place)
    return int(max(written, placed))


def place(database: Path) -> Path:
    """Where the manifest of a database lies."""
    return database.with_name(f"{database.name}.seen")


def of(database: Path) -> str:
    """What tells the file of a database from another, also from one that is put in its place."""
    seen = database.stat()
    return f"{seen.st_ino}-{seen.st_size}-{seen.st_mtime_ns}"


def write(seen: Manifest, database: Path, made: str) -> None:
    """Keep what files looked like when a database was `made`, as `of` tells it; where that cannot be done, do without.

    By now another may have taken its place, of which nothing is said.
    """
    from commitments import whole  # noqa: PLC0415 -- a question on data that did not change does without it

    body, target = seen.sure().packed, place(database)
    with suppress(OSError):
        if _is_free(target):
            with whole.replacing(target) as temporary, temporary.open("wb") as file:
                file.writelines((_head(made, body), body))


def _is_free(target: Path) -> bool:
    """Whether there is nothing in the place of a manifest but one, of whatever version."""
    if not os.path.lexists(target):
        return True
    with target.open("rb") as file:
        return file.read(len(BEGINS)) == BEGINS


def is_as_seen(seen: Manifest, database: Path) -> bool:
    """Whether all files look as they did when the database was made, without a doubt."""
    try:
        head, _, body = place(database).read_bytes().partition(b"\n")
        return body == seen.packed and head.startswith(_of_database(of(database)))
    except OSError:
        return False


def differing(seen: Manifest, database: Path) -> set[str] | None:
    """Paths of the files that look different, are new or have gone; None where nothing is known of the database."""
    try:
        head, _, body = place(database).read_bytes().partition(b"\n")
        if head + b"\n" != _head(of(database), body):
            return None
        known, now = seen._replace(packed=body).looks, seen.looks
    except (OSError, ValueError):
        return None
    return {path for path in known.keys() | now.keys() if known.get(path) != now.get(path)}


def _head(made: str, body: bytes) -> bytes:
    """The first line: for which database the rest was written, and the sha256 of the rest."""
    from hashlib import sha256  # noqa: PLC0415 -- a question on data that did not change does without it

    return _of_database(made) + f"{sha256(body).hexdigest()}\n".encode()


def _of_database(made: str) -> bytes:
    return f"{KIND} {made} ".encode()
