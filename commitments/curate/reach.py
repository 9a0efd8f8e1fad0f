"""What a change can have caused: findings in the files that changed, and in the records tied to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TypeAlias

from commitments.curate.corpus import Corpus, Entry
from commitments.findings import Finding
from commitments.model.fields import Word, marked
from commitments.model.records import Source

Name: TypeAlias = tuple[str, str]
"""A folder and an id in it, by which a record names another; likewise a word list, or an archived text."""


def touched(corpus: Corpus, findings: Iterable[Finding], changed: frozenset[str]) -> list[Finding]:
    """Keep the findings that a change of these files can have caused.

    They stand in a file that changed, or in a record that names a changed one or is named by it, or are about it.
    """
    near = changed | _tied(corpus, changed)
    return [
        finding
        for finding in findings
        if finding.span.path in near or any(other.span.path in changed for other in finding.related)
    ]


def _tied(corpus: Corpus, changed: frozenset[str]) -> set[str]:
    """Paths of the records one step away; a source whose archived text changed counts as changed itself."""
    names = {entry.path: set(_names(entry)) for entry in corpus.entries}
    texts = {name for name in map(_name, changed) if name[0] == "seeds"}
    moved = {_name(path) for path in changed} | {_name(path) for path, named in names.items() if named & texts}
    named_there = {name for path, named in names.items() if _name(path) in moved for name in named}
    return {path for path, named in names.items() if named & moved or _name(path) in named_there}


def _names(entry: Entry) -> Iterator[Name]:
    """Everything that a record names."""
    if not entry.record:
        return
    for _, text, marker in marked(entry.record):
        yield ("vocabulary", marker.vocabulary) if isinstance(marker, Word) else (marker.folder, text)
    if isinstance(entry.record, Source) and entry.record.archive:
        yield "seeds", entry.record.archive.file


def _name(path: str) -> Name:
    """What other records call the file at a path: data/actors/FRA.yaml is FRA among the actors."""
    folder, _, inner = path.removeprefix("data/").removeprefix("schema/").partition("/")
    name = PurePosixPath(inner).name
    return folder, name if folder == "seeds" else name.removesuffix(".yaml")
