"""The texts of a record that can be searched: the same as the view `passage` gives, before there is a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from commitments.curate.corpus import Corpus, Entry
from commitments.model.folding import words
from commitments.model.records import Actor, Commitment, Evidence, Instrument
from commitments.model.vocabulary import Term
from commitments.store.views import INDEXED

Passage: TypeAlias = tuple[str, str]
"""A field, as the view names it, and a text."""

PARTED = " \ue000 "
"""Stands between two passages in the index: a word that nobody can ask for, so that no phrase reaches across."""


def columns(entry: Entry, corpus: Corpus) -> tuple[str, ...] | None:
    """The words of a record by the columns of the index; None for records that cannot be searched for."""
    match entry.record:
        case Commitment() as commitment:
            return indexed(_of_commitment(commitment, corpus), _named_in_commitment(commitment, corpus))
        case Instrument() as instrument:
            return indexed(_of_instrument(instrument), _named_in_instrument(instrument, corpus))
    return None


def indexed(passages: Iterable[Passage], named: Iterable[Actor | Term | None] = ()) -> tuple[str, ...]:
    """Gather passages, and all names of whatever is named, into the columns of the index for words.

    Their order there does not depend on that in which they come.
    """
    texts: dict[str, list[str]] = {column: [] for column in INDEXED.values()}
    for field, text in passages:
        texts[INDEXED[field]].append(_evened(text))
    for called in named:
        texts[INDEXED["name"]] += _names(called.named) if called else ()
    return tuple(PARTED.join(sorted(evened)) for evened in texts.values())


def _evened(text: str) -> str:
    return " ".join(words(text))


@lru_cache(maxsize=4096)
def _names(named: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Even out all names of an actor or a term, which come again in many records."""
    return tuple(_evened(name) for _, name in named)


def _of_commitment(commitment: Commitment, corpus: Corpus) -> Iterator[Passage]:
    yield from (("title", title) for title in (commitment.title, *commitment.titles.values()))
    yield from _of_evidence(commitment.evidence)
    instrument = corpus.instrument(commitment.instrument)
    yield from [("instrument", instrument.title)] if instrument else []
    yield from [("notes", commitment.notes)] if commitment.notes is not None else []


def _named_in_commitment(commitment: Commitment, corpus: Corpus) -> Iterator[Actor | Term | None]:
    yield from (
        corpus.actor(actor) for actor in (*(party.actor for party in commitment.parties), commitment.beneficiary)
    )
    yield corpus.terms.get("guarantee-types", {}).get(commitment.type)


def _of_instrument(instrument: Instrument) -> Iterator[Passage]:
    yield "title", instrument.title
    yield from _of_evidence(instrument.evidence)
    for signatory in instrument.signatories:
        yield from [("speaker", signatory.person)] if signatory.person is not None else []
    yield from [("notes", instrument.notes)] if instrument.notes is not None else []


def _named_in_instrument(instrument: Instrument, corpus: Corpus) -> Iterator[Actor | None]:
    return (corpus.actor(signatory.actor) for signatory in instrument.signatories)


def _of_evidence(told: Iterable[Evidence]) -> Iterator[Passage]:
    for evidence in told:
        speaker = evidence.speaker.name if evidence.speaker else None
        texts = {
            "quotation": evidence.quote, "translation": evidence.translation, "report": evidence.paraphrase,
            "speaker": speaker,
        }  # fmt: skip
        yield from ((field, text) for field, text in texts.items() if text is not None)
