"""The tables of the database: plain, strict, and named as records name their fields.

Dates come with the first and last day that they can mean.
"""

from commitments.store.tables.commitment import (
    CodedValue,
    Commitment,
    CommitmentTitle,
    Condition,
    Dispute,
    Evidence,
    EvidenceSupport,
    Hedge,
    History,
    HistoryEvidence,
    Money,
    Party,
)
from commitments.store.tables.common import Actor, ActorName, Crosswalk, File, Membership, Meta, Source, Term, TermName
from commitments.store.tables.instrument import (
    DraftChange,
    Instrument,
    InstrumentDispute,
    InstrumentEvidence,
    InstrumentSource,
    LegalStep,
    Signatory,
)
from commitments.store.tables.strict import metadata
from commitments.store.tables.terms import TERMS_TABLES, TermsItem

__all__ = [
    "TERMS_TABLES",
    "Actor",
    "ActorName",
    "CodedValue",
    "Commitment",
    "CommitmentTitle",
    "Condition",
    "Crosswalk",
    "Dispute",
    "DraftChange",
    "Evidence",
    "EvidenceSupport",
    "File",
    "Hedge",
    "History",
    "HistoryEvidence",
    "Instrument",
    "InstrumentDispute",
    "InstrumentEvidence",
    "InstrumentSource",
    "LegalStep",
    "Membership",
    "Meta",
    "Money",
    "Party",
    "Signatory",
    "Source",
    "Term",
    "TermName",
    "TermsItem",
    "metadata",
]
