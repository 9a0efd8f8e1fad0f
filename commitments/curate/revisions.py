"""A dataset as it was at a revision that git keeps: read from git alone, without touching the working tree."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from commitments import dataset as datasets
from commitments.curate.files import MAX_SEED_BYTES
from commitments.dataset import Dataset
from commitments.escaping import as_unicode
from commitments.findings import CommitmentsError

OF_A_DATASET = ("data", "schema/vocabulary", "seeds")
"""The folders that git is asked about; schema/ also holds what is generated from them."""
FIXED = ("--no-optional-locks", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
"""Git writes no index, starts no program that a repository names, and opens no connection."""
LINK = "120000"
INCOMPLETE = "git does not hold all files of this revision here: `git fetch --refetch --no-filter` brings them"


class UnknownRevisionError(CommitmentsError):
    """Git knows no revision of this name here, or there is no git to ask."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file as git keeps it: its mode, the name and size of its content, its path from the dataset."""

    mode: str
    content: str
    size: int
    path: str


@contextmanager
def opened(dataset: Dataset, name: str) -> Iterator[Dataset]:
    """Give the dataset that a name means: a revision of the repository around this one, or a folder.

    A name that could be both means the revision; `./name` means the folder. Raises CommitmentsError as `unpacked` does.
    """
    if name and Path(name).is_dir() and _commit(dataset, name) is None:
        yield datasets.find(name)
        return
    with unpacked(dataset, name, ": name a folder with the dataset as it was instead") as found:
        yield found


@contextmanager
def unpacked(dataset: Dataset, revision: str, instead: str = "") -> Iterator[Dataset]:
    """Give the dataset as it was at a revision, in a folder of its own that lasts as long as the block.

    `instead` says what to do where there is no git to ask.

    Raises UnknownRevisionError outside a git checkout and for a revision git does not know, and CommitmentsError for
    one that has no dataset.
    """
    commit = _commit(dataset, revision)
    if commit is None:
        raise UnknownRevisionError(_refusal(dataset, revision, instead))
    blobs = sorted(_blobs(dataset, commit), key=lambda blob: blob.mode == LINK)
    if not any(blob.path.startswith("data/commitments/") for blob in blobs):
        raise CommitmentsError(f"the revision '{revision}' holds no dataset: it has no data/commitments")
    with TemporaryDirectory(prefix="commitments-") as folder:
        root = Path(folder).resolve()
        try:
            _write(dataset, blobs, root)
        except OSError as error:
            raise CommitmentsError(f"the revision '{revision}' cannot be unpacked: {error.strerror}") from error
        yield Dataset(root)


def changed(dataset: Dataset, revision: str) -> frozenset[str]:
    """Paths of the files that differ from a revision, came since, or are gone, as findings write them.

    Raises UnknownRevisionError where git does not know the revision.
    """
    commit = _commit(dataset, revision)
    if commit is None:
        raise UnknownRevisionError(_refusal(dataset, revision))
    differing = git(dataset, "diff", "--name-only", "-z", "--relative", "--no-renames", commit, "--", *OF_A_DATASET)
    untracked = git(dataset, "ls-files", "--others", "-z", "--", *OF_A_DATASET)
    if differing is None or untracked is None:
        raise CommitmentsError(f"git cannot say what changed since '{revision}': see `git diff --stat {commit[:12]}`")
    paths = filter(None, f"{differing}\0{untracked}".split("\0"))
    return frozenset(map(as_unicode, paths))


def git(dataset: Dataset, *arguments: str) -> str | None:
    """Ask git about the repository around a dataset; None where it has no answer or is not installed."""
    if not shutil.which("git"):
        return None
    done = subprocess.run(_command(dataset, *arguments), capture_output=True, check=False)  # noqa: S603 -- fixed words, no shell
    return os.fsdecode(done.stdout).strip() if done.returncode == 0 else None


def _command(dataset: Dataset, *arguments: str) -> list[str]:
    return [shutil.which("git") or "git", *FIXED, "-C", str(dataset.root), *arguments]


def _commit(dataset: Dataset, revision: str) -> str | None:
    """Find the commit that a revision means; git is given nothing else that a user wrote."""
    if revision.startswith("-") or "\0" in revision:
        return None
    return git(dataset, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def _refusal(dataset: Dataset, revision: str, instead: str = "") -> str:
    if not shutil.which("git"):
        return f"git is not installed, so no revision can be read{instead}"
    if git(dataset, "rev-parse", "--git-dir") is None:
        if (dataset.root / ".git").exists():
            return f"git does not open '{dataset.root}': it may belong to another user (see git's safe.directory)"
        return f"'{dataset.root}' is not a git checkout and has no revision '{revision}'{instead}"
    return f"git knows no revision '{revision}' here: {_hint(dataset, revision)}"


def _hint(dataset: Dataset, revision: str) -> str:
    if revision.startswith("-"):
        return "none begins with '-'"
    if ".." in revision:
        return "write two revisions apart, as in `commitments diff v1 main`"
    if _commit(dataset, "HEAD") is None:
        return "nothing has been committed yet"
    names = (git(dataset, "for-each-ref", "--format=%(refname:short)") or "").split()
    close = get_close_matches(revision, names, n=1)
    return f"did you mean '{close[0]}'?" if close else "`git fetch --tags origin` brings branches and tags of others"


def _blobs(dataset: Dataset, commit: str) -> Iterator[Blob]:
    listed = git(dataset, "ls-tree", "-r", "-l", "-z", commit, "--", *OF_A_DATASET)
    if listed is None:
        raise CommitmentsError(INCOMPLETE)
    for line in filter(None, listed.split("\0")):
        described, _, path = line.partition("\t")
        mode, kind, content, size = described.split()
        if kind == "blob" and _stays_inside(path):
            yield Blob(mode, content, int(size), path)


def _stays_inside(path: str) -> bool:
    """A tree made by hand can hold names that git itself would not check out."""
    return not path.startswith("/") and "\\" not in path and ".." not in PurePosixPath(path).parts


def _write(dataset: Dataset, blobs: Sequence[Blob], root: Path) -> None:
    """Write files, and links after all files, so that nothing is ever written through a link."""
    for folder in OF_A_DATASET:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for blob in blobs:
        path = root / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if blob.size > MAX_SEED_BYTES:
            path.touch()
            os.truncate(path, blob.size)  # a hole of this size: no reader will look further than its size
    small = [blob for blob in blobs if blob.size <= MAX_SEED_BYTES]
    for blob, content in zip(small, _contents(dataset, small), strict=True):
        if blob.mode == LINK:
            (root / blob.path).symlink_to(os.fsdecode(content))
        else:
            (root / blob.path).write_bytes(content)


def _contents(dataset: Dataset, blobs: Sequence[Blob]) -> Iterator[bytes]:
    """Read files as git keeps them: `git archive` would heed attributes, with which a tree can hide its own files."""
    command = _command(dataset, "cat-file", "--batch")
    with TemporaryFile() as wanted:
        wanted.write("".join(f"{blob.content}\n" for blob in blobs).encode())
        wanted.seek(0)
        with subprocess.Popen(command, stdin=wanted, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as reader:  # noqa: S603 -- fixed words
            for _ in blobs:
                yield _content(reader.stdout)


def _content(stream: IO[bytes] | None) -> bytes:
    header = stream.readline().split() if stream else []
    if stream is None or len(header) != 3:  # noqa: PLR2004 -- name, kind and size; or that it is missing
        raise CommitmentsError(INCOMPLETE)
    content = stream.read(int(header[2]))
    stream.read(1)
    return content
