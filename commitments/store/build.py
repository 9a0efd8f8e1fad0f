"""From a dataset to a database file, whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from commitments import whole
from commitments.curate import checking, examination, files
from commitments.curate.corpus import Corpus, Entry
from commitments.curate.examination import Watch, has_errors
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Finding, Severity
from commitments.store import database, filling, header, manifest, unused


@dataclass(frozen=True, slots=True)
class Built:
    """What a build found and made: the number of records in the database, None where errors kept it from being built.

    `findings` are in the order of their places; `left_out` are the paths of files that are not in the database;
    `made` tells its file from others, as the manifest does.
    """

    path: Path
    findings: tuple[Finding, ...]
    records: int | None = None
    left_out: tuple[str, ...] = ()
    made: str = ""

    @property
    def errors(self) -> int:
        """How many findings keep their record out of the database."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def build(
    dataset: Dataset, target: Path, *, own: bool = False, keep_going: bool = False, watch: Watch | None = None
) -> Built:
    """Check a dataset and build its database in a temporary file, which takes the place of the old one.

    Whatever lies there is replaced if the place is the dataset's `own`. With errors nothing is built, unless
    `keep_going` leaves out the records with errors and those that refer to them. A reader sees the old file or the new
    one. Raises CommitmentsError where word lists are broken that are needed, or the place cannot be written.
    """
    if not own and target.is_file() and target.stat().st_size and database.version_of(target) is None:
        raise CommitmentsError(
            f"{target} is not a database of commitments, and is left as it is: name another file with --db"
        )
    corpus = Corpus(dataset)
    if lists := _broken_lists(corpus):
        if keep_going:
            raise CommitmentsError(
                f"the word list {lists[0]} has errors or is not there, and no record can be read without it"
            )
        return Built(target, checking.check(dataset).findings)
    with told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        return _make(target, corpus, watch, keep_going=keep_going)


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Say of whatever keeps a database from being written that its place cannot be."""
    try:
        yield
    except OSError as error:
        raise CommitmentsError(
            f"{target} cannot be written ({error.strerror}): name another place with --db"
        ) from error
    except sqlite3.OperationalError as error:
        raise CommitmentsError(f"{target} cannot be written ({error}): name another place with --db") from error


def _broken_lists(corpus: Corpus) -> list[str]:
    """Paths of the word lists that have errors, or are not there."""
    lists = (examination.examine(corpus.entry("vocabulary", path), corpus) for path in corpus.by_id["vocabulary"].paths)
    missing = (finding.span.path for finding in corpus.missing_lists())
    return [*(done.path for done in lists if has_errors(done.findings)), *missing]


def left_out(corpus: Corpus, findings: Iterable[Finding]) -> frozenset[str]:
    """Paths of the files that no database can hold: those with errors, and records that refer to them."""
    bad = {finding.span.path for finding in findings if finding.severity is Severity.ERROR}
    referring = {entry.path: ((entry.folder, entry.id), _references(entry)) for entry in corpus.entries if entry.record}
    out = bad | {entry.path for entry in corpus.entries if not entry.record}
    while True:
        known = {name for path, (name, _) in referring.items() if path not in out}
        more = {path for path, (_, named) in referring.items() if path not in out and not named <= known}
        if not more:
            return frozenset(out)
        out |= more


def _references(entry: Entry) -> set[tuple[str, str]]:
    return {(folder, text) for _, text, folder in entry.references}


def _make(target: Path, corpus: Corpus, watch: Watch | None, *, keep_going: bool) -> Built:
    database.end_what_was_begun(target)
    with whole.replacing(target) as temporary:
        findings, records = filling.fill(temporary, corpus, watch=watch)
        built = Built(target, tuple(sorted(findings)), records)
        if built.errors and keep_going:
            out = left_out(corpus, findings)
            _, records = filling.fill(temporary, corpus, out, watch)
            built = replace(built, records=records, left_out=tuple(sorted(out)))
        elif built.errors:
            temporary.unlink()
            return replace(built, records=None)
        return replace(built, made=settled(temporary))


def settled(temporary: Path) -> str:
    """Leave nothing in a database that tells one SQLite from another; gives what tells its file from others."""
    header.name_writer(temporary)
    unused.clear(temporary)
    return manifest.of(temporary)


def hashes(corpus: Corpus) -> Mapping[str, str]:
    """Sha256 of every file that a database is made from, by path."""
    root = corpus.dataset.root
    records = (files.read(root, f"{root}/{path}") for _, path in corpus.files())
    return {file.path: file.sha256 for file in (*records, *corpus.archives.values()) if file.sha256}
