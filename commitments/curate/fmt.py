"""Records in house style: which files are meant, what each would become, and how it is written back."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from commitments import whole
from commitments.curate import document, files
from commitments.curate.corpus import Entry, located
from commitments.curate.document import Document
from commitments.curate.files import File
from commitments.curate.formatting.style import style
from commitments.curate.problems import Problem
from commitments.curate.shape import MODELS
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Finding, reason

UNSETTLED = "house style would change what it says, or lose a comment: lay it out as other records are"


@dataclass(frozen=True, slots=True)
class Formatted:
    """What becomes of one file: its text before and after, or why it is left alone (findings, or a sentence)."""

    path: str
    before: str = ""
    after: str = ""
    findings: tuple[Finding, ...] = ()
    reason: str = ""

    @property
    def changed(self) -> bool:
        """Whether the file is not in house style yet."""
        return self.after != self.before

    @property
    def left_alone(self) -> bool:
        """Whether something has to be mended by hand first."""
        return bool(self.findings or self.reason)


def format_files(dataset: Dataset, paths: Sequence[str], *, write: bool) -> tuple[Formatted, ...]:
    """Bring to house style the files named, those in folders named, or where none is named the whole dataset.

    Raises CommitmentsError, before any file is written, where a path is neither a folder nor a file of YAML.
    """
    places = [_place(path) for path in paths] or [dataset.root]
    return tuple(done for place in places for done in _format(dataset, place, write=write))


def format_piped(content: bytes) -> tuple[Formatted, ...]:
    """Bring to house style a record that lies in no file."""
    return (_formatted(File("standard input", content), ""),)


def _format(dataset: Dataset, place: Path, *, write: bool) -> Iterator[Formatted]:
    around = place if place.is_dir() else place.parent
    root = dataset.root if place.is_relative_to(dataset.root) else around
    for file in _files(dataset, root, place):
        done = _formatted(file, _folder(root / file.path))
        yield _written(root / file.path, done) if write and done.changed else done


def _formatted(file: File, folder: str) -> Formatted:
    if file.content is None:
        problems = [file.problem] if file.problem else []
        return Formatted(file.path, findings=_findings(folder, Document(file.path), problems))
    written, problems = document.read(file.path, file.content)
    if problems:
        return Formatted(file.path, findings=_findings(folder, written, problems))
    after = style(written, [MODELS[folder]] if folder else list(MODELS.values()))
    return Formatted(file.path, written.text, after) if after else Formatted(file.path, reason=UNSETTLED)


def _place(path: str) -> Path:
    """Find where a path leads; a link to a file is not followed yet, as it may lead out of the dataset."""
    place = Path(path)
    if place.is_dir():
        return place.resolve()
    if not os.path.lexists(place):
        raise CommitmentsError(f"'{path}' is neither a file nor a folder")
    if place.suffix != ".yaml":
        raise CommitmentsError(f"'{path}' is not a record: its name does not end in .yaml")
    return place.parent.resolve() / place.name


def _files(dataset: Dataset, root: Path, place: Path) -> Iterator[File]:
    """Give the files that are meant by a place; the root of the dataset stands for its records."""
    if not place.is_dir():
        yield files.read(root, place)
        return
    for folder in (dataset.data, dataset.vocabulary) if place == dataset.root else (place,):
        yield from (file for file in files.walk(root, folder) if not _is_no_record(file))


def _is_no_record(file: File) -> bool:
    return file.problem is not None and file.problem.code == "Y121"


def _folder(place: Path) -> str:
    """Give the folder that tells of which kind a record is."""
    around = reversed(list(pairwise(place.parts)))
    return next((inner for outer, inner in around if outer in {"data", "schema"} and inner in MODELS), "")


def _findings(folder: str, written: Document, problems: Sequence[Problem]) -> tuple[Finding, ...]:
    return tuple(located(Entry(folder, written, None, ""), problems))


def _written(place: Path, done: Formatted) -> Formatted:
    """Put the file in house style in place of the old one: readers see the one or the other, whole."""
    try:
        whole.write(place.resolve(), done.after.encode())
    except OSError as error:
        return replace(done, after=done.before, reason=f"it cannot be written: {reason(error)}")
    return done
