"""A whole dataset: every record with its place in a file, looked up by id, and what is wrong with the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from commitments.curate import document, files
from commitments.curate.document import Document
from commitments.curate.problems import Problem
from commitments.curate.quotes import Archive
from commitments.curate.shape import MODELS, Record, shape
from commitments.dataset import Dataset
from commitments.findings import Finding, Related, Severity, Span
from commitments.model.fields import Route, Word, marked
from commitments.model.folding import fold
from commitments.model.records import FOLDERS, Actor, Commitment, Instrument, Source
from commitments.model.vocabulary import Term, Vocabulary

MAX_ARCHIVE_BYTES = 16 << 20
CARRIED = ", as carried by "
"""How `publisher` names who wrote a report before who printed it."""

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as it lies in a file: its folder tells its kind; where its shape is wrong there is no record."""

    folder: str
    document: Document
    record: Record | None
    sha256: str

    @property
    def path(self) -> str:
        """The path of the file from the root of the dataset."""
        return self.document.path

    @property
    def id(self) -> str:
        """The id that the file's name gives it."""
        return self.path.rpartition("/")[2].removesuffix(".yaml")

    def related(self, route: Route, message: str) -> Related:
        """Point at a place in this record from a finding about another."""
        return Related(self.document.at(route), message)


@dataclass(frozen=True)
class Corpus:
    """All records of a dataset, whole or not, and the archived texts they quote.

    `entries` are in the order of their folders and paths, the word lists last.
    """

    dataset: Dataset
    entries: tuple[Entry, ...]
    archives: Mapping[str, files.File]

    @cached_property
    def by_id(self) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
        """All entries by folder and by the id in their file's name; more than one where ids are repeated."""
        return {
            folder: grouped((entry.id, entry) for entry in self.entries if entry.folder == folder) for folder in MODELS
        }

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """The terms of every vocabulary by id."""
        lists = (entry.record for entry in self.entries if isinstance(entry.record, Vocabulary))
        return {words.id: {term.id: term for term in words.terms} for words in lists}

    @cached_property
    def users(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For each vocabulary and word, the ids of the records in which it stands."""
        found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for entry in self.entries:
            for _, text, marker in marked(entry.record) if entry.record else ():
                if isinstance(marker, Word):
                    found[marker.vocabulary, text][entry.id] = None
        return {word: tuple(ids) for word, ids in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        """All actors by each of their names and aliases, evened out."""
        actors = ((entry, entry.record) for entry in self.entries if isinstance(entry.record, Actor))
        return grouped(
            (name, entry) for entry, actor in actors for name in sorted({fold(name) for name in actor.called})
        )

    @cached_property
    def by_url(self) -> Mapping[str, tuple[Entry, ...]]:
        """All sources by web address."""
        return grouped((source.url, entry) for entry, source in self._sources() if source.url)

    @cached_property
    def by_archive(self) -> Mapping[str, tuple[Entry, ...]]:
        """All sources by the name of their archived text."""
        return grouped((source.archive.file, entry) for entry, source in self._sources() if source.archive)

    def _sources(self) -> Iterator[tuple[Entry, Source]]:
        return ((entry, entry.record) for entry in self.entries if isinstance(entry.record, Source))

    def commitment(self, record_id: str) -> Commitment | None:
        """The commitment of this id, if there is one whose shape is right."""
        return self._record(Commitment, "commitments", record_id)

    def instrument(self, record_id: str | None) -> Instrument | None:
        """The instrument of this id, if there is one whose shape is right."""
        return self._record(Instrument, "instruments", record_id)

    def source(self, record_id: str) -> Source | None:
        """The source of this id, if there is one whose shape is right."""
        return self._record(Source, "sources", record_id)

    def actor(self, record_id: str | None) -> Actor | None:
        """The actor of this id, if there is one whose shape is right."""
        return self._record(Actor, "actors", record_id)

    def witness(self, source: Source) -> str:
        """Who says it at first hand, evened out: the publisher of the text that a source copies in the end."""
        seen: set[str] = set()
        while source.derived_from and source.id not in seen:
            seen.add(source.id)
            source = self.source(source.derived_from) or source
        return fold(source.publisher.partition(CARRIED)[0])

    def archive(self, source: Source) -> Archive | None:
        """The archived text of a source, ready to be searched; None where there is none or it is not text."""
        return self._archives.get(source.archive.file) if source.archive else None

    @cached_property
    def _archives(self) -> Mapping[str, Archive]:
        return dict(_texts(self.archives))

    def _record(self, kind: type[Kind], folder: str, record_id: str | None) -> Kind | None:
        first = next(iter(self.by_id[folder].get(record_id or "", ())), None)
        return first.record if first and isinstance(first.record, kind) else None


def _texts(archives: Mapping[str, files.File]) -> Iterator[tuple[str, Archive]]:
    for name, file in archives.items():
        with suppress(UnicodeDecodeError):
            if file.content is not None:
                yield name, Archive(file.content.decode("utf-8"))


def read(dataset: Dataset) -> tuple[Corpus, list[Finding]]:
    """Read every file of a dataset: the corpus, and what is wrong with how files are written and records are shaped."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    vocabulary = _read_folder(dataset, "vocabulary", findings, MappingProxyType({}))
    classes = _classes(vocabulary)
    for folder in FOLDERS:
        entries += _read_folder(dataset, folder, findings, classes)
    for stray in files.strays(dataset.root, dataset.data, FOLDERS):
        findings += located(Entry("", Document(stray.path), None, ""), [stray.problem] if stray.problem else [])
    archives = {file.path.removeprefix("seeds/"): file for file in _seeds(dataset)}
    return Corpus(dataset, (*entries, *vocabulary), archives), findings


def _read_folder(
    dataset: Dataset, folder: str, findings: list[Finding], classes: MappingProxyType[str, str]
) -> list[Entry]:
    entries = []
    place = dataset.vocabulary if folder == "vocabulary" else dataset.data / folder
    for file in files.walk(dataset.root, place):
        written, problems = _document(file)
        record, more = (None, []) if problems else shape(folder, written, classes)
        entry = Entry(folder, written, record, file.sha256)
        findings += located(entry, [*problems, *more])
        if file.content is not None:
            entries.append(entry)
    return entries


def _document(file: files.File) -> tuple[Document, list[Problem]]:
    if file.content is None:
        return Document(file.path), [file.problem] if file.problem else []
    return document.read(file.path, file.content)


def _classes(vocabulary: Iterable[Entry]) -> MappingProxyType[str, str]:
    lists = (entry.record for entry in vocabulary if entry.id == "guarantee-types")
    types = (term for words in lists if isinstance(words, Vocabulary) for term in words.terms)
    return MappingProxyType({term.id: term.terms_class or "" for term in types})


def _seeds(dataset: Dataset) -> Iterator[files.File]:
    for path in files.directly_in(dataset.seeds):
        if not path.name.startswith(".") and path.name != "README.md":
            yield files.read(dataset.root, path, limit=MAX_ARCHIVE_BYTES)


def located(entry: Entry, problems: Iterable[Problem], severity: Severity = Severity.ERROR) -> Iterator[Finding]:
    """Give the problems of a record their places in its file."""
    for problem in problems:
        written = entry.document
        span = Span(entry.path, *problem.place) if problem.place else written.at(problem.route, key=problem.key)
        yield Finding(
            span=span,
            code=problem.code,
            message=problem.message,
            severity=problem.severity or severity,
            record=entry.id,
            field=".".join(map(str, problem.route)),
            hint=problem.hint,
            excerpt=written.excerpt(span.line),
            related=problem.related,
        )


def grouped(entries: Iterable[tuple[str, Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    """Gather entries that share a key, such as a web address."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for key, entry in entries:
        found[key].append(entry)
    return {key: tuple(sharing) for key, sharing in found.items()}
