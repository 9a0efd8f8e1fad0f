"""What became of each record between two readings of a dataset."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest
from typing import TypeAlias, cast

from commitments.curate.changes.meaning import Strength, about, detail, noted, rung_of, strengthened, withdrawal
from commitments.curate.changes.renames import renames
from commitments.curate.changes.values import Change, Kind, differences, pruned
from commitments.curate.corpus import Corpus, Entry
from commitments.curate.document import Document
from commitments.curate.plain_data import Value
from commitments.curate.shape import Record
from commitments.findings import Finding
from commitments.model.records import Commitment

WITHDRAWING = ("withdrawn", "replaced_by")


class Event(StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    RENAMED = "renamed"
    BROKEN = "broken"
    MENDED = "mended"
    MOVED = "moved"
    REWRITTEN = "rewritten"


@dataclass(frozen=True)
class Reading:
    """A dataset as it was read: what it is called, its records, and the first finding in each file that has one."""

    name: str
    corpus: Corpus
    findings: Mapping[str, Finding]

    @property
    def entries(self) -> Iterator[Entry]:
        """All records, and an empty one for every file that could not be read at all."""
        yield from self.corpus.entries
        for path in self.findings.keys() - {entry.path for entry in self.corpus.entries}:
            folder = "vocabulary" if path.startswith("schema/") else path.split("/")[1]
            yield Entry(folder, Document(path), None, "")

    @cached_property
    def uses(self) -> Mapping[tuple[str, str], frozenset[str]]:
        """For each vocabulary and word the ids of the records that use it, by hand or because it follows."""
        found = defaultdict(set, {word: set(ids) for word, ids in self.corpus.users.items()})
        for entry in self.corpus.entries:
            for word in _derived_words(entry.record, self.corpus):
                found[word].add(entry.id)
        return {word: frozenset(ids) for word, ids in found.items()}


@dataclass(frozen=True, slots=True)
class RecordChange:
    """One record, and what became of it.

    `about` says in words what it is of, `detail` what else a reader needs to know of a new or withdrawn one; the old
    id and path are given where they differ. `strength` can change without the record, with its instrument. `touches`
    gives, for each word of a vocabulary that changed, the ids of the records that use it.
    """

    event: Event
    folder: str
    id: str
    path: str
    old_id: str = ""
    old_path: str = ""
    about: str = ""
    detail: str = ""
    changes: tuple[Change, ...] = ()
    strength: Strength | None = None
    touches: tuple[tuple[str, tuple[str, ...]], ...] = ()
    finding: Finding | None = None


Pair: TypeAlias = tuple[Entry | None, Entry | None]


def compare(base: Reading, head: Reading) -> list[RecordChange]:
    """Give what became of the records, each once, in the order of their kinds and ids."""
    pairs = _with_renames(list(_pairs(base.entries, head.entries)))
    found = (_compared(old, new, base, head) for old, new in pairs)
    return sorted(filter(None, found), key=lambda change: (change.folder, change.id, change.path))


def _pairs(base: Iterable[Entry], head: Iterable[Entry]) -> Iterator[Pair]:
    """Pair the records of one id; where files repeat an id, those of one path, and then in their order."""
    old, new = _by_id(base), _by_id(head)
    for key in old | new:
        there = {entry.path: entry for entry in new.get(key, ())}
        stayed = {entry.path: (entry, there.pop(entry.path)) for entry in old.get(key, ()) if entry.path in there}
        yield from stayed.values()
        yield from zip_longest((entry for entry in old.get(key, ()) if entry.path not in stayed), there.values())


def _by_id(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    found: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.folder, entry.id].append(entry)
    return found


def _with_renames(pairs: list[Pair]) -> Iterator[Pair]:
    gone = [old for old, new in pairs if old and not new]
    fresh = [new for old, new in pairs if new and not old]
    renamed = renames(gone, fresh)
    taken = {entry.path for entry in renamed.values()}
    for old, new in pairs:
        if old and old.path in renamed:
            yield old, renamed[old.path]
        elif old or (new and new.path not in taken):
            yield old, new


def _compared(old: Entry | None, new: Entry | None, base: Reading, head: Reading) -> RecordChange | None:
    if old and new:
        return _both(old, new, base, head)
    if new:
        return _new(new, head)
    return _removed(old, base, head) if old else None


def _new(entry: Entry, head: Reading) -> RecordChange:
    told = _told(Event.NEW, entry, head, tuple(differences(None, _content(entry))))
    return replace(told, detail=detail(entry.record, head.corpus), finding=head.findings.get(entry.path))


def _removed(entry: Entry, base: Reading, head: Reading) -> RecordChange:
    told = _told(Event.REMOVED, entry, base, tuple(differences(_content(entry), None)))
    return replace(told, touches=_touched(told, base, head))


def _both(old: Entry, new: Entry, base: Reading, head: Reading) -> RecordChange | None:
    """Tell what became of a record that was and is there; None where nothing did."""
    changes = tuple(noted(change, new.record, head.corpus) for change in _changes(old, new))
    strength = strengthened((old.record, base.corpus), (new.record, head.corpus), changes)
    event = _event(old, new, changes)
    if event is None and strength is None:
        return None
    told = _told(event or Event.CHANGED, new, head, changes)
    return replace(
        told,
        old_id=old.id if old.id != new.id else "",
        old_path=old.path if old.path != new.path else "",
        detail=withdrawal(new.record) if event is Event.WITHDRAWN else "",
        strength=strength,
        touches=_touched(told, base, head),
        finding=head.findings.get(new.path) or (base.findings.get(old.path) if event is Event.MENDED else None),
    )


def _told(event: Event, entry: Entry, reading: Reading, changes: tuple[Change, ...]) -> RecordChange:
    words = about(entry.record, reading.corpus)
    return RecordChange(event, entry.folder, entry.id, entry.path, about=words, changes=changes)


def _event(old: Entry, new: Entry, changes: Iterable[Change]) -> Event | None:
    """Find the one word for what became of a record's file, the gravest first."""
    withdrawn = any(change.path[0] in WITHDRAWING and change.kind is Kind.ADDED for change in changes)
    happened = {
        Event.BROKEN: not _is_readable(new) and (old.sha256 != new.sha256),
        Event.MENDED: not _is_readable(old) and _is_readable(new),
        Event.RENAMED: old.id != new.id,
        Event.WITHDRAWN: withdrawn,
        Event.CHANGED: bool(changes),
        Event.MOVED: old.path != new.path,
        Event.REWRITTEN: old.sha256 != new.sha256,
    }
    return next((event for event, true in happened.items() if true), None)


def _is_readable(entry: Entry) -> bool:
    return isinstance(entry.document.data, dict)


def _changes(old: Entry, new: Entry) -> Iterator[Change]:
    """Compare what two files say; as it is written, where the shape of one is wrong and its defaults are not known."""
    if old.sha256 == new.sha256 or not (_is_readable(old) and _is_readable(new)):
        return
    if old.record and new.record:
        yield from differences(_content(old), _content(new))
    else:
        yield from differences(pruned(old.document.data), pruned(new.document.data))


def _content(entry: Entry) -> Value:
    if entry.record is None:
        return pruned(entry.document.data) if _is_readable(entry) else None
    content = cast("dict[str, Value]", entry.record.model_dump(by_alias=True))
    if isinstance(terms := content.get("terms"), dict):
        del terms["kind"]  # follows from the type
    return pruned(content)


def _touched(change: RecordChange, base: Reading, head: Reading) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if change.folder != "vocabulary":
        return ()
    used = {term: _using((change.id, term), base, head) for term in _terms(change.changes)}
    return tuple((term, ids) for term, ids in used.items() if ids)


def _using(word: tuple[str, str], base: Reading, head: Reading) -> tuple[str, ...]:
    return tuple(sorted(base.uses.get(word, frozenset()) | head.uses.get(word, frozenset())))


def _terms(changes: Iterable[Change]) -> Iterator[str]:
    """Name the terms that changed, came or went; of a list that is gone, all."""
    for change in changes:
        match change.path, change.before:
            case ("terms", term, *_), _:
                yield term
            case (), {"terms": tuple(terms)}:
                yield from (str(term["id"]) for term in terms if isinstance(term, dict) and "id" in term)


def _derived_words(record: Record | None, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The words that no record holds, and that follow from what it holds."""
    if rung := rung_of(record, corpus):
        yield "strengths", rung
    if isinstance(record, Commitment) and (kind := corpus.terms.get("guarantee-types", {}).get(record.type)):
        yield "guarantee-families", kind.family or ""
