"""What of a source or an instrument those who cite it need to know: all that stays in memory of it."""

from __future__ import annotations

from dataclasses import dataclass
from sys import intern
from typing import TypeAlias

from commitments.curate.shape import Record
from commitments.model.records import Instrument, Source


@dataclass(frozen=True, slots=True)
class CitedSource:
    """Of a source: who published what, when, and how far it is trusted; `archive` names its archived text in seeds/."""

    id: str
    publisher: str
    language: str
    source_class: str
    grade: str
    published: str | None
    derived_from: str | None
    archive: str | None

    @classmethod
    def of(cls, source: Source) -> CitedSource:
        """Take it from the record of a source; words that many sources share are kept once."""
        return cls(
            source.id, intern(source.publisher), intern(source.language), intern(source.source_class),
            intern(source.grade), intern(source.published) if source.published else None, source.derived_from,
            source.archive.file if source.archive else None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedInstrument:
    """Of an instrument: its title, the steps of its legal history, and its signatories by actor and role."""

    id: str
    title: str
    steps: frozenset[str]
    signatories: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, instrument: Instrument) -> CitedInstrument:
        """Take it from the record of an instrument; words that many instruments share are kept once."""
        return cls(
            instrument.id, instrument.title, frozenset(intern(step.step) for step in instrument.legal_history),
            frozenset((intern(signatory.actor), intern(signatory.role)) for signatory in instrument.signatories),
        )  # fmt: skip


Cited: TypeAlias = CitedSource | CitedInstrument


def cited_as(record: Record | None) -> Cited | None:
    """What those who cite a record need to know of it; None for records that are not cited so."""
    match record:
        case Source():
            return CitedSource.of(record)
        case Instrument():
            return CitedInstrument.of(record)
    return None
