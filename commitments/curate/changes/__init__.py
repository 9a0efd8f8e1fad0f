"""A change of data told in words: what became of each record, of the words they use, and of the archived texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace

from commitments.curate import corpus, revisions
from commitments.curate.changes.evidence import traced
from commitments.curate.changes.records import Event, Reading, RecordChange, compare
from commitments.curate.changes.values import Change, Kind
from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.escaping import as_unicode
from commitments.findings import CommitmentsError

WORKING_TREE = "working tree"


@dataclass(frozen=True, slots=True)
class SeedChange:
    """An archived text that is new, gone or different: its sha256 before and after, and the sources that cite it."""

    file: str
    before: str | None
    after: str | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two datasets, and what the two are called; in the log of a release `since` names it."""

    base: str
    head: str
    records: tuple[RecordChange, ...]
    seeds: tuple[SeedChange, ...]
    since: str = ""


def between(dataset: Dataset, base: str | None = None, head: str | None = None, since: str | None = None) -> Changes:
    """Compare two datasets, each named as a revision or a folder; `since` names a release, to log what came after it.

    Without names, what git last kept is compared with the dataset as it lies there. Raises CommitmentsError for a name
    that is neither revision nor folder, and for a release named along with another base.
    """
    if since is not None and base is not None:
        raise CommitmentsError(f"--since {since} already says what to compare with: leave '{base}' out")
    name = next(given for given in (since, base, "HEAD") if given is not None)
    with ExitStack() as opened:
        before = read(opened.enter_context(revisions.opened(dataset, name)), name)
        now = dataset if head is None else opened.enter_context(revisions.opened(dataset, head))
        return replace(of(before, read(now, WORKING_TREE if head is None else head)), since=as_unicode(since or ""))


def read(dataset: Dataset, name: str) -> Reading:
    """Read a dataset for comparison; what is wrong in it stops nothing."""
    records, findings = corpus.read(dataset)
    first = {finding.span.path: finding for finding in sorted(findings, reverse=True)}
    return Reading(as_unicode(name), records, first)


def of(base: Reading, head: Reading) -> Changes:
    """Compare two datasets that were read."""
    return Changes(base.name, head.name, tuple(traced(compare(base, head))), tuple(_seeds(base.corpus, head.corpus)))


def _seeds(base: Corpus, head: Corpus) -> Iterator[SeedChange]:
    old, new = _hashes(base), _hashes(head)
    for file in sorted(old | new):
        if old.get(file) != new.get(file):
            citing = {entry.id for side in (base, head) for entry in side.by_archive.get(file, ())}
            yield SeedChange(file, old.get(file), new.get(file), tuple(sorted(citing)))


def _hashes(records: Corpus) -> dict[str, str]:
    return {name: file.sha256 or f"not read: {file.path}" for name, file in records.archives.items()}


__all__ = ["Change", "Changes", "Event", "Kind", "RecordChange", "SeedChange", "between", "of", "read"]
