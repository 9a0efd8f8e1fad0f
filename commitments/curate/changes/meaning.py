"""What records and changes mean to a reader: who promised what, how firm it is, where the words were found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from commitments.curate.changes.values import Change, Kind
from commitments.curate.corpus import Corpus
from commitments.curate.quotes import Verification
from commitments.curate.shape import Record
from commitments.english import counted
from commitments.model import dates
from commitments.model.ladder import OF_STANCE
from commitments.model.records import Actor, Commitment, Evidence, Instrument, Source
from commitments.model.strength import strength
from commitments.model.vocabulary import Vocabulary

SUPPORTS = ("stance", "bindingness", "history", "instrument")
FOUND = {
    Verification.EXACT: "found word for word, line {line}",
    Verification.NORMALISED: "found after evening out spaces and marks, line {line}",
}


@dataclass(frozen=True, slots=True)
class Strength:
    """How firm a commitment was and is, and the changes from which that follows."""

    before: str
    after: str
    follows_from: tuple[str, ...]


def about(record: Record | None, corpus: Corpus) -> str:
    """Say in a few words what a record is of."""
    match record:
        case Commitment():
            actors = dict.fromkeys(_actor(party.actor, corpus) for party in record.parties)
            return f"{', '.join(actors)} · {_label('guarantee-types', record.type, corpus)}"
        case Instrument() | Vocabulary():
            return record.title
        case Source():
            return f"{record.publisher} · {record.title}"
        case Actor():
            return record.name
        case _:
            return ""


def detail(record: Record | None, corpus: Corpus) -> str:
    """Say of a commitment how firm it is, what it hangs on, and on what it rests."""
    if not isinstance(record, Commitment):
        return ""
    rung = rung_of(record, corpus)
    firm = _label("strengths", rung, corpus) if rung else record.stance
    kinds = dict.fromkeys(_label("condition-kinds", condition.kind, corpus) for condition in record.conditions)
    hangs_on = f" ({', '.join(kinds)})" if kinds else ""
    return f"{firm}{hangs_on} · {_basis(record, corpus)}"


def withdrawal(record: Record | None) -> str:
    """Say when and why a commitment was withdrawn, and what takes its place."""
    if not isinstance(record, Commitment):
        return ""
    withdrawn = f"on {dates.told(record.withdrawn.on)}: {record.withdrawn.reason}" if record.withdrawn else ""
    return "; ".join(filter(None, (withdrawn, record.replaced_by and f"replaced by {record.replaced_by}")))


def rung_of(record: Record | None, corpus: Corpus) -> str | None:
    """Place a commitment on the ladder of strengths; None for other records, and for a stance that is no word."""
    if isinstance(record, Commitment) and record.stance in OF_STANCE:
        return strength(record, corpus.legal_steps(record.instrument))
    return None


def strengthened(
    old: tuple[Record | None, Corpus], new: tuple[Record | None, Corpus], changes: Iterable[Change]
) -> Strength | None:
    """Say whether a commitment has become firmer or weaker: by fields of its own, or else by its instrument."""
    before, after = rung_of(*old), rung_of(*new)
    if not before or not after or before == after:
        return None
    changed = {change.path[0] for change in changes}
    causes = tuple(field for field in SUPPORTS if field in changed)
    return Strength(before, after, causes or ("legal history of the instrument",))


def noted(change: Change, record: Record | None, corpus: Corpus) -> Change:
    """Add to new evidence, or to new words in it, where the words were found."""
    field, entry, *inner = (*change.path, "", "")[:3]
    told = (field, change.kind) == ("evidence", Kind.ADDED) if inner == [""] else inner in (["quote"], ["source"])
    if field != "evidence" or not told or not isinstance(record, Commitment | Instrument):
        return change
    found = [_found(evidence, corpus) for evidence in record.evidence if evidence.id == entry]
    return replace(change, note=found[0]) if found else change


def _found(evidence: Evidence, corpus: Corpus) -> str:
    source = corpus.source(evidence.source)
    archive = corpus.archive(source) if source else None
    told = "cited only"
    if archive and evidence.quote:
        match = archive.find(evidence.quote)
        told = FOUND[match.verification].format(line=match.line) if match else "not found in the archived text"
    if not source:
        return told
    published = f", {dates.told(source.published)}" if source.published else ""
    return f"{told}: {source.publisher}{published}"


def _basis(record: Commitment, corpus: Corpus) -> str:
    cited = dict.fromkeys(evidence.source for evidence in record.evidence)
    sources = [source for source in map(corpus.source, cited) if source]
    classes = dict.fromkeys(_label("source-classes", source.source_class, corpus) for source in sources)
    count = counted(len(cited), "source")
    return f"{count}: {', '.join(classes)}" if classes else count


def _actor(actor_id: str, corpus: Corpus) -> str:
    actor = corpus.actor(actor_id)
    return actor.name if actor else actor_id


def _label(vocabulary: str, word: str, corpus: Corpus) -> str:
    term = corpus.terms.get(vocabulary, {}).get(word)
    return term.labels.get("en", word) if term else word
