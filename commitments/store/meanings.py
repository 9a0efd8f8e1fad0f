"""What the columns of the database mean: in the words of the records, or said here where a column is derived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pydantic import BaseModel

from commitments.model import records
from commitments.model.fields import models_in
from commitments.model.terms import TERMS
from commitments.model.vocabulary import Term
from commitments.store.database import terms_table

FROM: Mapping[str, tuple[type[BaseModel], ...]] = MappingProxyType(
    {
        "actor": (records.Actor,),
        "commitment": (records.Commitment,),
        "condition": (records.Condition,),
        "dispute": (records.Dispute, records.Side),
        "draft_change": (records.DraftChange,),
        "evidence": (records.Evidence,),
        "hedge": (records.Hedge,),
        "history": (records.Step,),
        "instrument": (records.Instrument,),
        "instrument_dispute": (records.Dispute, records.Side),
        "instrument_evidence": (records.Evidence,),
        "legal_step": (records.LegalStep,),
        "membership": (records.Membership,),
        "money": (records.Money,),
        "party": (records.Party,),
        "signatory": (records.Signatory,),
        "source": (records.Source,),
        "term": (Term,),
        **{terms_table(kind): (model,) for kind, model in TERMS.items()},
    }
)
"""The parts of a record whose fields are the columns of a table."""

DERIVED = MappingProxyType(
    {
        "actor.name": "its name in English, or else in the first language that it is named in",
        "actor_name.language": "language of the name; empty for a code or an alias",
        "actor_name.name": "a name, a code or an alias",
        "coded_value.field": "the field of the record, such as stance or terms.location",
        "coded_value.sources": "from how many independent sources there are words that bear it; see `source.witness`",
        "commitment.coded_values": "fields that words have to bear, each with the number of independent sources that "
        "do, as JSON; `coded_value` has a row for each",
        "commitment.last_seen": "date of the last step of its history, as given; may be partial",
        "commitment.stated_on": "date of the words or the signature, as given; may be partial",
        "commitment.reviewed_by": "who reviewed it",
        "commitment.reviewed_on": "when it was reviewed",
        "commitment.searched_where": "places that were searched, parted by semicolons",
        "commitment.stated_earliest": "first day that `stated_on` can mean; empty where it is open",
        "commitment.stated_latest": "last day that `stated_on` can mean; empty where it is open",
        "commitment.status": "what became of it: the last step of its history",
        "commitment.strength": "how firm it is; follows from stance, legal history and status",
        "commitment.verification": "how the best quotation for the stance was verified; empty where none bears it",
        "commitment_title.title": "the title in that language",
        "crosswalk.code": "the like of the word in that codebook",
        "crosswalk.codebook": "the other codebook",
        "dispute.evidence": "ids of the evidence for this side in the same record, parted by spaces",
        "draft_change.sources": "ids of the sources that tell of it, parted by spaces",
        "evidence.supports": "fields of the commitment that rest on these words, parted by spaces; `evidence_support` "
        "has a row for each",
        "evidence_support.evidence": "id of the evidence in the same record",
        "evidence_support.field": "the field that rests on it, such as stance or terms.location",
        "file.path": "path of the file from the root of the dataset",
        "file.sha256": "sha256 of its bytes",
        "history.evidence": "ids of the evidence for the step in the same record, parted by spaces; "
        "`history_evidence` has a row for each",
        "history_evidence.evidence": "id of the evidence in the same record",
        "history_evidence.step": "position of the step in the history",
        "instrument_dispute.evidence": "ids of the evidence for this side in the same record, parted by spaces",
        "instrument_evidence.supports": "fields of the instrument that rest on these words, parted by spaces",
        "instrument_source.source": "id of the source that tells of it",
        "label.label": "the word in English",
        "meta.name": "what is told: commit, digest (of the files), left_out, schema_version or tool_version",
        "meta.value": "its value, as text",
        "passage.field": "where in the record the text stands",
        "passage.kind": "which of the two it is",
        "passage.record": "id of the commitment or instrument",
        "passage.text": "the text as it was written",
        "pledge.beneficiary_name": "the side that is protected, by name",
        "pledge.disputes": "how many of its fields sources differ on",
        "pledge.family": "the family that the type belongs to",
        "pledge.family_label": "the family in English",
        "pledge.hangs_on": "its preconditions and triggers in English, parted by commas",
        "pledge.hedges": "how many words weaken what is said",
        "pledge.instrument_title": "title of the instrument it stands on",
        "pledge.parties": "all parties by name, in whatever role, parted by commas",
        "pledge.strength_label": "the strength in English",
        "pledge.strength_rank": "place of the strength on the ladder; empty for words beside it, such as a demand",
        "pledge.type_label": "the type in English",
        "source.witness": "who says it at first hand: its publisher, or that of the text that it carries, copies or "
        "translates; small letters, without accents",
        "term_name.language": "language of the label; empty for the word itself and for a short name",
        "term_name.name": "a label, the word itself or a short name",
        "terms_item.field": "the list that it stands in, such as domains",
        "terms_item.value": "the entry",
    }
)
SHARED = MappingProxyType(
    {
        "actor": "id of the actor",
        "commitment_id": "id of the commitment",
        "folded": "the name as questions look it up: without accents, capitals and marks",
        "instrument_id": "id of the instrument",
        "language": "language tag, such as en or ar",
        "line": "line of the archived text in which the quotation begins",
        "path": "file of the record, from the root of the dataset",
        "position": "place in the list, from 0",
        "side": "place of the side in the dispute, from 0",
        "term": "the word, as records write it",
        "verification": "how far the quotation stands in the archived text of its source",
        "vocabulary": "the word list",
    }
)


def meaning(table: str, column: str) -> str:
    """Say what a column of a table or view holds; empty where nobody has said it yet."""
    known = {**SHARED, **_in_records(table)}
    return DERIVED.get(f"{table}.{column}") or known.get(column) or _by_suffix(column)


def _by_suffix(column: str) -> str:
    name, _, suffix = column.rpartition("_")
    said = {
        "earliest": f"first day that `{name}` can mean; empty where it is open",
        "latest": f"last day that `{name}` can mean; empty where it is open",
        "missing": f"why there is no `{name}`",
    }
    return said.get(suffix, "")


def _in_records(table: str) -> dict[str, str]:
    return {name: text for model in reversed(FROM.get(table, ())) for name, text in _described(model)}


def _described(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give the fields of a part of a record, and of the parts in it: `review_state` is the `state` of the `review`."""
    for name, field in model.model_fields.items():
        for inner in models_in(field.annotation):
            yield from _described(inner, f"{prefix}{name}_")
        yield f"{prefix}{field.alias or name}", field.description or ""
