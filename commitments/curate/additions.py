"""Files added to a dataset: a text that is archived, a record; what is there already is never overwritten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from commitments import whole
from commitments.curate import files
from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, reason

PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PLAIN_ENDING = re.compile(r"\.[A-Za-z0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that is to be added to a dataset: its path from the root, and its bytes."""

    path: str
    content: bytes


def create(dataset: Dataset, new: Sequence[NewFile]) -> None:
    """Add files to a dataset; none that is there is ever overwritten.

    Raises CommitmentsError where a file is there already or cannot be written; then none of them is added.
    """
    root = dataset.root.resolve()
    for position, file in enumerate(new):
        try:
            _create(root, file)
        except CommitmentsError:
            for earlier in new[:position]:
                (root / earlier.path).unlink()
            raise


def refuse_installed(dataset: Dataset) -> None:
    """Raise CommitmentsError for the dataset inside the installed package, which the next installation replaces."""
    if dataset.is_installed:
        raise CommitmentsError(
            "files are written in a checkout of the repository, not in the installed package: "
            "go to its folder, or name it with --dataset DIR"
        )


def text_of(corpus: Corpus, file: Path) -> bytes:
    """Read a text that is to be archived.

    Raises CommitmentsError where it is not a plain file of UTF-8 text, is empty or too large, or is archived already.
    """
    real = file.resolve()
    if not real.exists():
        raise CommitmentsError(f"there is no file '{file}'")
    read = files.read(real.parent, real, limit=files.MAX_SEED_BYTES)
    if read.content is None:
        raise CommitmentsError(f"'{file}' cannot be archived: {read.problem.message if read.problem else 'unreadable'}")
    _refuse_unreadable(file, read.content)
    owners = corpus.by_archive.get(_archived(corpus, read.content) or "", ())
    if owners:
        raise CommitmentsError(f"this text is archived already, as that of the source '{owners[0].id}': cite that")
    return read.content


def name_in_seeds(corpus: Corpus, name: str, record_id: str, content: bytes) -> str:
    """Give the name that a text has or is to have in seeds/: its own where that is plain and free, else the id's."""
    if known := _archived(corpus, content):
        return known
    taken = {known.casefold() for known in corpus.archives} | {"readme.md"}
    ending = Path(name).suffix if PLAIN_ENDING.fullmatch(Path(name).suffix) else ".txt"
    numbered = (f"{record_id}-{number}{ending}" for number in range(2, len(taken) + 3))
    wanted = [name] if PLAIN_NAME.fullmatch(name) else []
    return next(free for free in (*wanted, f"{record_id}{ending}", *numbered) if free.casefold() not in taken)


def _refuse_unreadable(file: Path, content: bytes) -> None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CommitmentsError(
            f"'{file}' is not UTF-8 text (byte {error.start + 1}): save it as plain text in UTF-8 first"
        ) from None
    if not text.strip():
        raise CommitmentsError(f"'{file}' holds no text")


def _archived(corpus: Corpus, content: bytes) -> str | None:
    """Find the plain name under which a text lies in seeds/ already."""
    same = (name for name, file in corpus.archives.items() if file.content == content and PLAIN_NAME.fullmatch(name))
    return next(same, None)


def _create(root: Path, new: NewFile) -> None:
    path = root / new.path
    if not path.parent.resolve().is_relative_to(root):
        raise CommitmentsError(f"{new.path} would lie outside the dataset: a link leads there")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        whole.add(path, new.content)
    except OSError as error:
        raise CommitmentsError(f"{new.path} cannot be written: {reason(error)}") from error
