"""The files of a dataset: every one is found and read, or there is a problem that says why not."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from commitments.curate.problems import Problem
from commitments.escaping import as_unicode

MAX_BYTES = 1 << 20
START = (1, 1, 1, 1)


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


def walk(root: Path, folder: Path) -> Iterator[File]:
    """Give every file below a folder in the order of their paths, whatever becomes of one of them."""
    closed: list[OSError] = []
    for path in sorted(_paths(folder, closed), key=lambda path: path.as_posix()):
        name = path.name
        if name == "README.md" or (name.startswith(".") and path.suffix != ".yaml"):
            continue
        if path.suffix == ".yaml" and not name.startswith("."):
            yield read(root, path)
        else:
            yield File(
                _shown(root, path),
                problem=_problem("Y121", f"'{name}' is not the name of a record: write it as id.yaml"),
            )
    for error in closed:
        if isinstance(error, FileNotFoundError):  # a dataset without instruments, say
            continue
        yield File(_shown(root, Path(error.filename)), problem=_problem("Y118", "the folder cannot be read"))


def strays(root: Path, folder: Path, known: Container[str]) -> Iterator[File]:
    """Give whatever lies in a folder beside the folders of records, so that no record is passed over."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in known and path.name != "README.md" and not path.name.startswith("."):
            message = f"'{path.name}' is no folder of records, and nothing in it is read"
            yield File(_shown(root, path), problem=_problem("Y121", message))


def read(root: Path, path: Path, *, limit: int = MAX_BYTES) -> File:
    """Read one file inside the root; nothing outside it, nothing that is not a plain file, nothing over the limit."""
    shown = _shown(root, path)
    try:
        if not path.resolve(strict=True).is_relative_to(root.resolve()):
            return File(shown, problem=_problem("Y120", "the link leads out of the dataset"))
        return _read_plain(shown, path, limit)
    except FileNotFoundError:
        return File(shown, problem=_problem("Y119", "the file is not there any more, or its link leads nowhere"))
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "a loop of links"
        return File(shown, problem=_problem("Y118", f"the file cannot be read: {reason.lower()}"))


def directly_in(folder: Path) -> list[Path]:
    """Give what lies directly in a folder, in the order of names; nothing where there is no folder to look into."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _read_plain(shown: str, path: Path, limit: int) -> File:
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        return File(shown, problem=_problem("Y118", "the file cannot be read: it is not a plain file"))
    if found.st_size > limit:
        return File(shown, problem=_problem("Y117", f"the file has {found.st_size:,} bytes, the limit is {limit:,}"))
    return File(shown, path.read_bytes())


def _paths(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Give all files below a folder; a folder that is a link is given as a file, and never entered."""
    for place, folders, files in os.walk(folder, onerror=closed.append, followlinks=False):
        inner = Path(place)
        yield from (inner / name for name in files)
        yield from (inner / name for name in folders if (inner / name).is_symlink())
        folders[:] = [name for name in folders if not name.startswith(".")]


def _shown(root: Path, path: Path) -> str:
    return as_unicode(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name)


def _problem(code: str, message: str) -> Problem:
    return Problem(message, code=code, place=START)
