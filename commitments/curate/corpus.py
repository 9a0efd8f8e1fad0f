"""A whole dataset: every record with its place in a file, looked up by id, and what is wrong with the files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import TypeVar, cast

from commitments.curate import document, files
from commitments.curate.cited import Cited, CitedInstrument, CitedSource, cited_as
from commitments.curate.document import Document
from commitments.curate.problems import Problem
from commitments.curate.quotes import Archive, Verification
from commitments.curate.shape import MODELS, Record, shape
from commitments.dataset import Dataset
from commitments.findings import Finding, Related, Severity, Span
from commitments.model.fields import Marker, Refers, Route, Word, marked, vocabularies
from commitments.model.folding import fold
from commitments.model.ladder import OF_STANCE, RUNGS
from commitments.model.records import FOLDERS, Actor, Commitment, Source
from commitments.model.vocabulary import Term, Vocabulary

WHOLE, KEPT, TEXTS_KEPT = 4096, 256, 2048
"""Up to how many entries stay in memory one and all, how many of more, and how many texts ready to be searched."""
CARRIED = ", as carried by "
"""How `publisher` names who wrote a report before who printed it."""
NAME, ADDRESS, ARCHIVE = "name", "address", "archive"
"""Kinds of keys that only one record may have."""
DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attributions": ("individual",),
        "strengths": tuple(dict.fromkeys((*RUNGS, *OF_STANCE.values()))),
        "verifications": tuple(Verification),
    }
)
"""Words that nobody types: what the tool itself puts into the database, by their vocabulary."""
NEEDED = frozenset(DERIVED).union(*map(vocabularies, FOLDERS.values()))
"""The vocabularies that records, and the database, are held to."""

Kind = TypeVar("Kind", bound=Record)
CitedKind = TypeVar("CitedKind", bound=Cited)


@dataclass(frozen=True)
class Entry:
    """A record as it lies in a file: its folder tells its kind; where its shape is wrong there is no record.

    `problems` are what is wrong with how it is written and shaped; a file that cannot be read has no sha256.
    """

    folder: str
    document: Document
    record: Record | None
    sha256: str
    problems: tuple[Problem, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file from the root of the dataset."""
        return self.document.path

    @cached_property
    def id(self) -> str:
        """The id that the file's name gives it."""
        return id_of(self.path)

    @property
    def is_read(self) -> bool:
        """Whether the file could be read at all."""
        return bool(self.sha256)

    @cached_property
    def words(self) -> tuple[tuple[Route, str, str], ...]:
        """Every text of the record that is a word of a vocabulary, with its route and the vocabulary."""
        return tuple(
            (route, text, marker.vocabulary) for route, text, marker in self._marked if isinstance(marker, Word)
        )

    @cached_property
    def references(self) -> tuple[tuple[Route, str, str], ...]:
        """Every text of the record that is the id of another record, with its route and that record's folder."""
        return tuple((route, text, marker.folder) for route, text, marker in self._marked if isinstance(marker, Refers))

    @cached_property
    def _marked(self) -> list[tuple[Route, str, Marker]]:
        return marked(self.record) if self.record else []

    def related(self, route: Route, message: str) -> Related:
        """Point at a place in this record from a finding about another."""
        return Related(self.document.at(route), message)


class Folder(Mapping[str, tuple[Entry, ...]]):
    """The entries of a folder by the id in their file's name, each read when asked for; several where ids repeat.

    There may be very many: a path is put together from where its file lies and its id.
    """

    def __init__(self, paths: Iterable[str], read: Callable[[str], Entry]) -> None:
        self._read = read
        self._places: dict[str, str] = {}
        self._again: defaultdict[str, list[str]] = defaultdict(list)
        for path in paths:
            record_id, place = id_of(path), intern(path.rpartition("/")[0])
            if record_id in self._places:
                self._again[record_id].append(path)
            self._places.setdefault(record_id, place)

    @property
    def number(self) -> int:
        """How many files there are."""
        return len(self._places) + sum(map(len, self._again.values()))

    @property
    def paths(self) -> Iterator[str]:
        """The path of every file, those with the same id together."""
        return (path for record_id in self._places for path in self._having(record_id))

    @property
    def in_order(self) -> Iterator[str]:
        """The path of every file, in the order of their ids."""
        return (path for record_id in sorted(self._places) for path in self._having(record_id))

    def first(self, record_id: str) -> str | None:
        """The path of the first file with an id."""
        place = self._places.get(record_id)
        return None if place is None else f"{place}/{record_id}.yaml"

    def _having(self, record_id: str) -> tuple[str, ...]:
        return (f"{self._places[record_id]}/{record_id}.yaml", *self._again.get(record_id, ()))

    def __getitem__(self, record_id: str) -> tuple[Entry, ...]:
        return tuple(map(self._read, self._having(record_id)))

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Seeds(Mapping[str, files.File]):
    """The archived texts by name, each read when asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self._root, self._folder = dataset.root, dataset.seeds
        names = files.directly_in(dataset.seeds)
        self._names = dict.fromkeys(name for name in names if not name.startswith(".") and name != "README.md")
        self._read = lru_cache(maxsize=TEXTS_KEPT)(partial(files.read_seed, dataset.root))

    def __getitem__(self, name: str) -> files.File:
        if name not in self._names:
            raise KeyError(name)
        return self._read(f"{self._folder}/{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Corpus:
    """All records of a dataset, whole or not, and the archived texts they quote, each read when it is asked for.

    Of a large dataset only the entries that were asked for last stay in memory; of every source and instrument there
    stays what those who cite it need to know.
    """

    def __init__(self, dataset: Dataset) -> None:
        """List the files of a dataset, and read none of them yet but the word lists that shape depends on."""
        self.dataset = dataset
        self.archives: Mapping[str, files.File] = Seeds(dataset)
        self.shared: dict[str, str] = {}
        self._cited: dict[type, dict[str, Cited]] = {CitedSource: {}, CitedInstrument: {}}
        self.unread = list(files.strays(dataset.root, dataset.data, FOLDERS))
        self.by_id: Mapping[str, Folder] = {folder: self._listed(folder) for folder in MODELS}
        self._entry = lru_cache(maxsize=WHOLE if self.number <= WHOLE else KEPT)(self.read)

    def _listed(self, folder: str) -> Folder:
        listing = files.listed(self.dataset.root, _place(self.dataset, folder))
        self.unread += listing.others
        return Folder(listing.paths, partial(self.entry, folder))

    @property
    def number(self) -> int:
        """How many files there are that are to hold a record."""
        return sum(folder.number for folder in self.by_id.values())

    @property
    def entries(self) -> Iterator[Entry]:
        """All entries, in the order of their folders and paths, the word lists last."""
        return (entry for folder, path in self.files() if (entry := self._entry(folder, path)).is_read)

    def files(self) -> Iterator[tuple[str, str]]:
        """Folder and path of every file that is to hold a record, in the same order."""
        return ((name, path) for name, folder in self.by_id.items() for path in folder.paths)

    def entry(self, folder: str, path: str) -> Entry:
        """Read the file at a path, or give what was read of it."""
        return self._entry(folder, path)

    def stray_findings(self) -> Iterator[Finding]:
        """What is wrong with files that are no records at all."""
        for file in self.unread:
            yield from located(Entry("", Document(file.path), None, ""), [file.problem] if file.problem else [])

    def missing_lists(self) -> Iterator[Finding]:
        """Tell of every word list that records are held to and that has no file, where its file would lie."""
        for name in sorted(NEEDED - self.by_id["vocabulary"].keys()):
            path = f"{self.dataset.vocabulary.relative_to(self.dataset.root)}/{name}.yaml"
            problem = Problem("there is no such word list, and records are held to it", code="Y119", place=files.START)
            yield from located(Entry("vocabulary", Document(path), None, ""), [problem])

    @cached_property
    def terms(self) -> Mapping[str, Mapping[str, Term]]:
        """The terms of every vocabulary by id."""
        lists = (entry.record for (entry, *_) in self.by_id["vocabulary"].values())
        return {words.id: {term.id: term for term in words.terms} for words in lists if isinstance(words, Vocabulary)}

    @cached_property
    def classes(self) -> MappingProxyType[str, str]:
        """For each type of guarantee the class of its terms."""
        types = self.terms.get("guarantee-types", {}).values()
        return MappingProxyType({term.id: term.terms_class or "" for term in types})

    @cached_property
    def users(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """For each vocabulary and word, the ids of the records in which it stands."""
        found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for entry in self.entries:
            for _, text, vocabulary in entry.words:
                found[vocabulary, text][entry.id] = None
        return {word: tuple(ids) for word, ids in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Entry, ...]]:
        """All actors by each of their names and aliases, evened out."""
        return self._keyed("actors", NAME)

    @cached_property
    def by_archive(self) -> Mapping[str, tuple[Entry, ...]]:
        """All sources by the name of their archived text."""
        return self._keyed("sources", ARCHIVE)

    def _keyed(self, folder: str, kind: str) -> Mapping[str, tuple[Entry, ...]]:
        entries = (entry for path in self.by_id[folder].paths if (entry := self._entry(folder, path)).is_read)
        named = ((key.partition(" "), entry) for entry in entries for key in keys(entry.record))
        return grouped((key, entry) for (what, _, key), entry in named if what == kind)

    def sharing(self, entry: Entry, kind: str, key: str) -> Entry | None:
        """The first entry with a key that only one may have, where that is another entry than the one given."""
        first = self.shared.get(f"{kind} {key}")
        return self._entry(entry.folder, first) if first and first != entry.path else None

    def namesake(self, entry: Entry) -> Entry | None:
        """The first entry with the id of another of its kind, where that is not the one given."""
        entries = self.by_id[entry.folder]
        return None if entries.first(entry.id) == entry.path else entries[entry.id][0]

    def commitment(self, record_id: str) -> Commitment | None:
        """The commitment of this id, if there is one whose shape is right."""
        return self._record(Commitment, "commitments", record_id)

    def instrument(self, record_id: str | None) -> CitedInstrument | None:
        """What there is to know of the instrument of this id, if there is one whose shape is right."""
        return self._known(CitedInstrument, "instruments", record_id) if record_id else None

    def legal_steps(self, record_id: str | None) -> frozenset[str]:
        """The steps of the legal history of an instrument; none where there is no such instrument."""
        instrument = self.instrument(record_id)
        return instrument.steps if instrument else frozenset()

    def source(self, record_id: str) -> CitedSource | None:
        """What there is to know of the source of this id, if there is one whose shape is right."""
        return self._known(CitedSource, "sources", record_id)

    def _known(self, kind: type[CitedKind], folder: str, record_id: str) -> CitedKind | None:
        known = self._cited[kind]
        if record_id not in known and (path := self.by_id[folder].first(record_id)):
            self._entry(folder, path)
        return cast("CitedKind | None", known.get(record_id))

    def note(self, cited: Cited) -> None:
        """Keep what those who cite a record need to know of it, wherever it was read."""
        self._cited[type(cited)].setdefault(cited.id, cited)

    def actor(self, record_id: str | None) -> Actor | None:
        """The actor of this id, if there is one whose shape is right."""
        return self._record(Actor, "actors", record_id)

    def witness(self, source: CitedSource) -> str:
        """Who says it at first hand, evened out: the publisher of the text that a source copies in the end."""
        seen: set[str] = set()
        while source.derived_from and source.id not in seen:
            seen.add(source.id)
            source = self.source(source.derived_from) or source
        return fold(source.publisher.partition(CARRIED)[0])

    def archive(self, source: CitedSource) -> Archive | None:
        """The archived text of a source, ready to be searched; None where there is none or it is not text."""
        return self._archive(source.archive) if source.archive else None

    @cached_property
    def _archive(self) -> Callable[[str], Archive | None]:
        return lru_cache(maxsize=TEXTS_KEPT)(partial(_searchable, self.archives))

    def _record(self, kind: type[Kind], folder: str, record_id: str | None) -> Kind | None:
        first = next(iter(self.by_id[folder].get(record_id or "", ())), None)
        return first.record if first and isinstance(first.record, kind) else None

    def read(self, folder: str, path: str) -> Entry:
        """Read the file at a path, and keep of it only what those who cite it need to know."""
        file = files.read(self.dataset.root, f"{self.dataset.root}/{path}")
        if file.content is None:
            return Entry(folder, Document(file.path), None, "", (file.problem,) if file.problem else ())
        written, problems = document.read(file.path, file.content)
        classes = MappingProxyType({}) if folder == "vocabulary" else self.classes
        record, more = (None, []) if problems else shape(folder, written, classes)
        if (cited := cited_as(record)) and path == self.by_id[folder].first(id_of(path)):
            self.note(cited)
        return Entry(folder, written, record, file.sha256, (*problems, *more))


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


def keys(record: Record | None) -> Iterator[str]:
    """Everything about a record that no other of its kind may share: a kind of key, a space, and the key."""
    match record:
        case Actor() as actor:
            yield from (f"{NAME} {name}" for name in sorted({fold(name) for name in actor.called}))
        case Source() as source:
            yield from [f"{ADDRESS} {source.url}"] if source.url else []
            yield from [f"{ARCHIVE} {source.archive.file}"] if source.archive else []


def read(dataset: Dataset) -> tuple[Corpus, list[Finding]]:
    """Read every file of a dataset: the corpus, and what is wrong with how files are written and records are shaped."""
    corpus = Corpus(dataset)
    entries = (corpus.entry(folder, path) for folder, path in corpus.files())
    return corpus, [*corpus.stray_findings(), *(found for entry in entries for found in located(entry, entry.problems))]


def id_of(path: str) -> str:
    """The id that a file's name gives its record."""
    return path.rpartition("/")[2].removesuffix(".yaml")


def _place(dataset: Dataset, folder: str) -> Path:
    return dataset.vocabulary if folder == "vocabulary" else dataset.data / folder


def _searchable(archives: Mapping[str, files.File], name: str) -> Archive | None:
    file = archives.get(name)
    try:
        return Archive(file.content.decode("utf-8")) if file and file.content is not None else None
    except UnicodeDecodeError:
        return None


def grouped(entries: Iterable[tuple[str, Entry]]) -> Mapping[str, tuple[Entry, ...]]:
    """Gather entries that share a key, such as a web address."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for key, entry in entries:
        found[key].append(entry)
    return {key: tuple(sharing) for key, sharing in found.items()}
