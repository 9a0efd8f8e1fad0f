"""Evidence that left one record and came to another: told at both ends, since a value may have lost its support."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from commitments.curate.changes.records import RecordChange
from commitments.curate.changes.values import Change, Kind, saying_of

OTHER_END = {Kind.ADDED: (Kind.REMOVED, "before in"), Kind.REMOVED: (Kind.ADDED, "now in")}


def traced(records: Iterable[RecordChange]) -> Iterator[RecordChange]:
    """Note in each record where evidence that is new to it was before, and where evidence that left it is now."""
    found = list(records)
    places = {kind: dict(_sayings(found, kind)) for kind in OTHER_END}
    for record in found:
        changes = tuple(_noted(change, record.id, places) for change in record.changes)
        yield replace(record, changes=changes)


def _noted(change: Change, here: str, places: Mapping[Kind, Mapping[str, str]]) -> Change:
    if change.kind not in OTHER_END:
        return change
    other, words = OTHER_END[change.kind]
    elsewhere = {places[other][saying] for saying in _said(change) if saying in places[other]} - {here}
    if not elsewhere:
        return change
    subject = "" if change.path else "evidence "
    told = f"{subject}{words} {', '.join(sorted(elsewhere))}"
    return replace(change, note="; ".join(filter(None, (change.note, told))))


def _sayings(records: Iterable[RecordChange], kind: Kind) -> Iterator[tuple[str, str]]:
    for record in records:
        for change in record.changes:
            if change.kind is kind:
                yield from ((saying, record.id) for saying in _said(change))


def _said(change: Change) -> Iterator[str]:
    """Give what the evidence says that came or went with a change: with one entry, or with a whole record."""
    value = change.before if change.kind is Kind.REMOVED else change.after
    if change.path == () and isinstance(value, dict):
        entries = value.get("evidence")
    else:
        entries = (value,) if change.path[:1] == ("evidence",) else ()
    for entry in entries if isinstance(entries, tuple) else ():
        if saying := saying_of(entry):
            yield saying
