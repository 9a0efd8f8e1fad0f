"""Files that are there whole or not at all: written beside their place, laid on the disk, and only then given the name.

Whoever is killed leaves at most what it wrote beside; the next to write in that folder clears it away.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

AN_HOUR = 3600
UNFINISHED = re.compile(r"\.commitments-(?P<process>\d+)@(?P<machine>.+)-[a-z0-9_]{8}")
"""What is being written is named after the process that writes it, so that it is known when that one has ended."""
NEW, OLD = "new", "old"
"""Within a folder beside another: what is to take its place, and what was in its place."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give an empty file beside another that takes its place in the end, unless there is an error or it is gone.

    It may be read and written by whom the old one may. Raises OSError where it cannot be written.
    """
    with _file_beside(target) as temporary:
        yield temporary
        if temporary.exists():
            _finish(temporary, _mode(target))
            temporary.replace(target)
            _sync_folder(target.parent)


def write(target: Path, content: bytes) -> None:
    """Write a file in the place of an old one or of none; raises OSError where that cannot be done."""
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def add(target: Path, content: bytes) -> None:
    """Write a file where there is none; raises FileExistsError where there is one, OSError where it cannot be."""
    with _file_beside(target) as temporary:
        temporary.write_bytes(content)
        _finish(temporary, _mode(None))
        _name(temporary, target)
        _sync_folder(target.parent)


@contextmanager
def replacing_folder(place: Path) -> Iterator[Path]:
    """Give an empty folder beside another, which takes its place in the end, unless there is an error.

    No system swaps two folders in one step: for an instant there is none, and whoever is killed then leaves the old one
    beside, from where the next to write there puts it back.
    """
    clear_away(place.parent)
    with tempfile.TemporaryDirectory(prefix=_prefix(), dir=place.parent, ignore_cleanup_errors=True) as beside:
        new, old = Path(beside) / NEW / place.name, Path(beside) / OLD / place.name
        new.mkdir(parents=True)
        old.parent.mkdir()
        yield new
        for path in new.rglob("*"):
            _sync_folder(path) if path.is_dir() else _sync(path)
        _swap(place, new, old)
        _sync_folder(place.parent)


def _swap(place: Path, new: Path, old: Path) -> None:
    """Put the new folder in its place; if that fails, put the old one back."""
    if place.exists():
        place.rename(old)
    try:
        new.rename(place)
    except BaseException:
        if old.exists():
            old.rename(place)
        raise


@contextmanager
def _file_beside(target: Path) -> Iterator[Path]:
    clear_away(target.parent)
    handle, name = tempfile.mkstemp(prefix=_prefix(), dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _name(temporary: Path, target: Path) -> None:
    """Give a file a name that is free; unlike `replace`, a link is refused where the name is taken."""
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise
        temporary.replace(target)


def _finish(temporary: Path, mode: int) -> None:
    temporary.chmod(mode)
    _sync(temporary)


def _mode(target: Path | None) -> int:
    """Who may read and write a file: those who may the old one, else whom the user lets."""
    if target and target.is_file():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync(path: Path) -> None:
    """Lay the content of a file on the disk: else a power cut can leave its name with nothing in it."""
    with path.open("rb+") as file:
        os.fsync(file)


def _sync_folder(path: Path) -> None:
    """Lay the names in a folder on the disk, where the system can: without that, it has the old ones or the new."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prefix() -> str:
    return f".commitments-{os.getpid()}@{_machine()}-"


def _machine() -> str:
    return platform.node().replace("/", "") or "here"


@cache
def clear_away(folder: Path) -> None:
    """Remove what processes left in a folder that were killed, once in the life of this one."""
    for left in folder.glob(".commitments-*@*"):
        with suppress(OSError):
            if _is_left(left):
                _put_back(left)
                shutil.rmtree(left) if left.is_dir() else left.unlink()


def _is_left(path: Path) -> bool:
    """Whether nobody writes there any more: its process has ended, or nothing has happened to it for an hour."""
    named = UNFINISHED.fullmatch(path.name)
    if not named:
        return False
    ended = named["machine"] == _machine() and _has_ended(int(named["process"]))
    return ended or time.time() - path.stat().st_mtime > AN_HOUR


def _has_ended(process: int) -> bool:
    """Whether there is no such process on this machine any more, where that can be asked."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):  # it runs for another user; there can be none of that number
        return False
    return False


def _put_back(left: Path) -> None:
    """Put back a folder that was taken out of its place, where no other has come into it."""
    for old in left.glob(f"{OLD}/*"):
        if not (left.parent / old.name).exists():
            old.rename(left.parent / old.name)
