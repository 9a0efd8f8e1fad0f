"""The files of a dataset: every one is found and read, or there is a problem that says why not."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from commitments.curate.problems import Problem
from commitments.escaping import as_unicode

MAX_BYTES, MAX_SEED_BYTES = 1 << 20, 16 << 20
START = (1, 1, 1, 1)
CLOSED = "the folder cannot be read"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the dataset: its path from the root, and its bytes or the reason why there are none."""

    path: str
    content: bytes | None = None
    problem: Problem | None = None

    @property
    def sha256(self) -> str:
        """The sha256 of its bytes; empty where there are none."""
        return "" if self.content is None else sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies below a folder: paths of files that are to hold a record, from the root, and files that are none."""

    paths: Sequence[str]
    others: Sequence[File]


def listed(root: Path, folder: Path) -> Listing:
    """List every file below a folder in the order of their paths, whatever becomes of one of them."""
    closed: list[OSError] = []
    paths: list[str] = []
    others: list[File] = []
    for path in sorted(_paths(folder, closed)):
        name = path.rpartition("/")[2]
        if name.endswith(".yaml") and not name.startswith(".") and as_unicode(path) == path:
            paths.append(path.removeprefix(f"{root}/"))
        elif name.endswith(".yaml") or not (name == "README.md" or name.startswith(".")):
            message = f"'{as_unicode(name)}' is not the name of a record: write it as id.yaml"
            others.append(File(_shown(root, path), problem=_problem("Y121", message)))
    there = (error for error in closed if not isinstance(error, FileNotFoundError))  # no instruments, say
    shut = (File(_shown(root, str(error.filename)), problem=_problem("Y118", CLOSED)) for error in there)
    return Listing(paths, [*others, *shut])


def walk(root: Path, folder: Path) -> Iterator[File]:
    """Give every file below a folder, read, in the order of their paths."""
    listing = listed(root, folder)
    others = {file.path: file for file in listing.others}
    for path in sorted((*listing.paths, *others)):
        yield others.get(path) or read(root, f"{root}/{path}")


def read_seed(root: Path, path: str) -> File:
    """Read an archived text, which may be larger than a record."""
    return read(root, path, limit=MAX_SEED_BYTES)


def strays(root: Path, folder: Path, known: Container[str]) -> Iterator[File]:
    """Give whatever lies in a folder beside the folders of records, so that no record is passed over."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known and path.name != "README.md" and not path.name.startswith("."):
            message = f"'{path.name}' is no folder of records, and nothing in it is read"
            yield File(_shown(root, path), problem=_problem("Y121", message))


def read(root: Path, path: str | Path, *, limit: int = MAX_BYTES) -> File:
    """Read one file inside the root; nothing outside it, nothing that is not a plain file, nothing over the limit."""
    path = str(path)
    shown = _shown(root, path)
    try:
        if _leads_out(root, path):
            return File(shown, problem=_problem("Y120", "the link leads out of the dataset"))
        return _read_plain(shown, path, limit)
    except FileNotFoundError:
        return File(shown, problem=_problem("Y119", "the file is not there any more, or its link leads nowhere"))
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "a loop of links"
        return File(shown, problem=_problem("Y118", f"the file cannot be read: {reason.lower()}"))


def _leads_out(root: Path, path: str) -> bool:
    """Whether a file lies outside the root by way of links; most are none, and their folders are looked at once."""
    if not os.path.islink(path) and _holds(root, path.rpartition("/")[0]):
        return False
    return not Path(path).resolve(strict=True).is_relative_to(root.resolve())


@lru_cache(maxsize=1024)
def _holds(root: Path, folder: str) -> bool:
    return Path(folder).resolve().is_relative_to(root.resolve())


def directly_in(folder: Path) -> list[str]:
    """Give the names of what lies directly in a folder, in order; nothing where there is no folder to look into."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 -- thousands of names, which need no Path each
    except OSError:
        return []


def _read_plain(shown: str, path: str, limit: int) -> File:
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)  # a pipe is refused, and not waited for
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return File(shown, problem=_problem("Y118", "the file cannot be read: it is not a plain file"))
        if found.st_size > limit:
            told = f"the file has {found.st_size:,} bytes, the limit is {limit:,}"
            return File(shown, problem=_problem("Y117", told))
        return File(shown, _whole(handle, found.st_size))
    finally:
        os.close(handle)


def _whole(handle: int, size: int) -> bytes:
    """Read a file to its end, though it may have grown since its size was told."""
    content = os.read(handle, size + 1)
    while len(content) > size and (more := os.read(handle, 1 << 16)):
        content += more
    return content


def _paths(folder: Path, closed: list[OSError]) -> Iterator[str]:
    """Give all files below a folder; a folder that is a link is given as a file, and never entered."""
    for place, folders, files in os.walk(folder, onerror=closed.append, followlinks=False):
        yield from (f"{place}/{name}" for name in files)
        yield from (f"{place}/{name}" for name in folders if os.path.islink(f"{place}/{name}"))
        folders[:] = [name for name in folders if not name.startswith(".")]


def _shown(root: Path, path: str | Path) -> str:
    path, inside = os.fspath(path), f"{root}/"
    return as_unicode(path.removeprefix(inside) if path.startswith(inside) else path.rpartition("/")[2])


def _problem(code: str, message: str) -> Problem:
    return Problem(message, code=code, place=START)
