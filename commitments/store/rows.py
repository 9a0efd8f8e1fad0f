"""From records to rows: one function per kind of record, yielding tables and what goes into them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import Any, TypeAlias

from pydantic import BaseModel
from sqlmodel import SQLModel

from commitments.curate.cited import CitedSource
from commitments.curate.corpus import Corpus, Entry
from commitments.curate.quotes import Verification
from commitments.model import coded, dates
from commitments.model.fields import Strict
from commitments.model.folding import fold
from commitments.model.records import Actor, Commitment, Dispute, Evidence, Instrument, Source
from commitments.model.strength import strength
from commitments.model.vocabulary import Vocabulary
from commitments.store import tables
from commitments.store.tables import TERMS_TABLES

Row: TypeAlias = tuple[str, tuple[Any, ...]]
"""Name of a table, and the values of its columns in their order."""

BEST_FIRST = tuple(Verification)


def rows(entry: Entry, corpus: Corpus) -> Iterator[Row]:
    """Give the rows of one record, whatever its kind."""
    match entry.record:
        case Commitment() as commitment:
            yield from _commitment(commitment, entry.path, corpus)
        case Instrument() as instrument:
            yield from _instrument(instrument, entry.path, corpus)
        case Source() as source:
            yield from _source(source, corpus)
        case Actor() as actor:
            yield from _actor(actor)
        case Vocabulary() as vocabulary:
            yield from _vocabulary(vocabulary)


def _row(table: type[SQLModel], part: BaseModel | None = None, /, **derived: Any) -> Row:  # noqa: ANN401 -- values of columns
    """Fill a row from the fields of the same names, and from values derived for the others."""
    name, in_order = _form(table)
    return name, in_order({**part.__dict__, **derived} if part else derived)


@cache
def _form(table: type[SQLModel]) -> tuple[str, Callable[[Mapping[str, Any]], tuple[Any, ...]]]:
    """Name of a table, and what puts values by the names of its columns in their order."""
    return str(table.__tablename__), itemgetter(*_columns(table))


@cache
def _columns(table: type[SQLModel]) -> tuple[str, ...]:
    return tuple(SQLModel.metadata.tables[str(table.__tablename__)].columns.keys())


def _days(name: str, date: str | None) -> dict[str, str | None]:
    return {
        f"{name}_earliest": dates.earliest(date),
        f"{name}_latest": dates.latest(date),
    }


def _vocabulary(vocabulary: Vocabulary) -> Iterator[Row]:
    for position, term in enumerate(vocabulary.terms):
        named = {"vocabulary": vocabulary.id, "term": term.id}
        yield _row(tables.Term, term, vocabulary=vocabulary.id, position=position, definition=term.guidance)
        for language, name in term.named:
            yield _row(tables.TermName, **named, language=language, name=name, folded=fold(name))
        for codebook, code in term.crosswalk.items():
            yield _row(tables.Crosswalk, **named, codebook=codebook, code=code)


def _actor(actor: Actor) -> Iterator[Row]:
    yield _row(tables.Actor, actor, name=actor.name)
    for language, name in actor.named:
        yield _row(tables.ActorName, actor=actor.id, language=language, name=name, folded=fold(name))
    for position, member in enumerate(actor.memberships):
        first = dates.earliest(member.since)
        last = dates.latest(member.until)
        yield _row(
            tables.Membership, member, actor=actor.id, position=position, since_earliest=first, until_latest=last
        )


def _source(source: Source, corpus: Corpus) -> Iterator[Row]:
    archive = source.archive
    yield _row(
        tables.Source,
        source,
        **{"class": source.source_class},
        archive_file=archive.file if archive else None,
        archive_sha256=archive.sha256 if archive else None,
        witness=corpus.witness(CitedSource.of(source)),
        **_days("published", source.published),
    )


def _instrument(instrument: Instrument, path: str, corpus: Corpus) -> Iterator[Row]:
    owner = {"instrument_id": instrument.id}
    yield _row(tables.Instrument, instrument, path=path, **_days("date", instrument.date))
    for position, source in enumerate(dict.fromkeys(instrument.sources)):
        yield _row(tables.InstrumentSource, **owner, source=source, position=position)
    for position, signatory in enumerate(instrument.signatories):
        yield _row(tables.Signatory, signatory, **owner, position=position)
    for position, step in enumerate(instrument.legal_history):
        yield _row(tables.LegalStep, step, **owner, position=position, **_days("date", step.date))
    for position, change in enumerate(instrument.changes):
        yield _row(tables.DraftChange, change, **owner, position=position, sources=" ".join(change.sources))
    yield from _evidence(tables.InstrumentEvidence, instrument, owner, corpus)
    yield from _disputes(tables.InstrumentDispute, instrument.disputes, owner)


def _commitment(commitment: Commitment, path: str, corpus: Corpus) -> Iterator[Row]:
    owner = {"commitment_id": commitment.id}
    values = json.dumps(dict(_coded_values(commitment, corpus)), separators=(",", ":"))
    yield _row(tables.Commitment, commitment, path=path, coded_values=values, **_derived(commitment, corpus))
    for language, title in commitment.titles.items():
        yield _row(tables.CommitmentTitle, **owner, language=language, title=title)
    for position, party in enumerate(commitment.parties):
        yield _row(tables.Party, party, **owner, position=position, since_earliest=dates.earliest(party.since))
    for position, hedge in enumerate(commitment.hedges):
        yield _row(tables.Hedge, hedge, **owner, position=position)
    for position, condition in enumerate(commitment.conditions):
        yield _row(tables.Condition, condition, **owner, position=position)
    for position, money in enumerate(commitment.money):
        amounts = {
            name: float(text) if (text := getattr(money, name)) else None for name in ("amount_min", "amount_max")
        }
        yield _row(tables.Money, money, **owner, position=position, **amounts, **_days("period", money.period))
    yield from _evidence(tables.Evidence, commitment, owner, corpus)
    yield from _history(commitment)
    yield from _disputes(tables.Dispute, commitment.disputes, owner)
    yield from _terms(commitment)


def _derived(commitment: Commitment, corpus: Corpus) -> dict[str, Any]:
    """Values that follow from the rest of a record and from its instrument."""
    first, last, searched = commitment.history[0], commitment.history[-1], commitment.searched
    attribution = commitment.attribution or "individual"
    found = {
        str(_found(evidence, corpus)["verification"])
        for evidence in commitment.evidence
        if "stance" in evidence.supports
    }
    return {
        "attribution": attribution,
        "strength": strength(commitment, corpus.legal_steps(commitment.instrument)),
        "status": last.status,
        "stated_on": first.date,
        **_days("stated", first.date),
        "last_seen": last.date,
        "verification": next((word for word in BEST_FIRST if word in found), None),
        "searched_on": searched.on if searched else None,
        "searched_where": "; ".join(searched.where) if searched else None,
        "review_state": commitment.review.state,
        "reviewed_by": commitment.review.by,
        "reviewed_on": commitment.review.on,
        "withdrawn_on": commitment.withdrawn.on if commitment.withdrawn else None,
        "withdrawn_reason": commitment.withdrawn.reason if commitment.withdrawn else None,
    }


def _evidence(
    table: type[SQLModel], record: Commitment | Instrument, owner: dict[str, str], corpus: Corpus
) -> Iterator[Row]:
    for position, evidence in enumerate(record.evidence):
        supports = " ".join(dict.fromkeys(evidence.supports))
        yield _row(table, evidence, **owner, position=position, supports=supports, **_found(evidence, corpus))


def _coded_values(commitment: Commitment, corpus: Corpus) -> Iterator[tuple[str, int]]:
    """Give each value that words have to bear, and from how many independent sources words bear it.

    What was looked for and not found rests on the search, and has no such values.
    """
    if commitment.stance == "not-found":
        return
    missing, witnesses = corpus.terms.get("missing-values", {}), _witnesses(commitment, corpus)
    for name, _ in (*coded.outright(commitment), *coded.in_particular(commitment, missing)):
        yield name, len({witness for field in coded.bearing(name) for witness in witnesses[field]})


def _witnesses(commitment: Commitment, corpus: Corpus) -> defaultdict[str, set[str]]:
    """Gather, by the fields that evidence supports, who says it at first hand."""
    witnesses: defaultdict[str, set[str]] = defaultdict(set)
    for evidence in commitment.evidence:
        if source := corpus.source(evidence.source):
            witness = corpus.witness(source)
            for field in evidence.supports:
                witnesses[field].add(witness)
    return witnesses


def _found(evidence: Evidence, corpus: Corpus) -> dict[str, Any]:
    """Who speaks, and how far the quotation stands in the archived text of its source."""
    source = corpus.source(evidence.source)
    archive = corpus.archive(source) if source else None
    match = archive.find(evidence.quote) if archive and evidence.quote else None
    speaker = evidence.speaker
    return {
        "speaker_name": speaker.name if speaker else None,
        "speaker_office": speaker.office if speaker else None,
        "speaker_actor": speaker.actor if speaker else None,
        "verification": match.verification if match else Verification.CITED_ONLY,
        "line": match.line if match else None,
    }


def _history(commitment: Commitment) -> Iterator[Row]:
    """Give the steps; the evidence of a step stands in the order of its ids, since none weighs more than another."""
    for position, step in enumerate(commitment.history):
        owner, evidence = {"commitment_id": commitment.id}, " ".join(sorted({*step.evidence}))
        yield _row(tables.History, step, **owner, position=position, evidence=evidence, **_days("date", step.date))


def _disputes(table: type[SQLModel], disputes: tuple[Dispute, ...], owner: dict[str, str]) -> Iterator[Row]:
    for position, dispute in enumerate(disputes):
        for number, side in enumerate(dispute.sides):
            evidence = " ".join(side.evidence)
            yield _row(table, dispute, **owner, position=position, side=number, value=side.value, evidence=evidence)


def _terms(commitment: Commitment) -> Iterator[Row]:
    """Single values go to the table of their kind, where a word for a missing number has a column of its own."""
    terms = commitment.terms
    if not terms:
        return
    table, values = TERMS_TABLES[terms.kind], dict(_values(terms))
    missing = {name: None for name in _columns(table) if name not in values}
    for name in [name for name in missing if name.endswith("_missing")]:
        number = name.removesuffix("_missing")
        if isinstance(values[number], str):
            values[number], missing[name] = None, values[number]
    yield _row(table, None, **{**missing, **values, "commitment_id": commitment.id})
    for name, value in _values(terms):
        for position, item in enumerate(value if isinstance(value, tuple) else ()):
            yield _row(tables.TermsItem, commitment_id=commitment.id, field=name, position=position, value=item)


def _values(terms: Strict) -> list[tuple[str, Any]]:
    return [(name, getattr(terms, name)) for name in type(terms).model_fields if name != "kind"]
