"""What a record may say: commitments, the instruments they stand on, the sources that tell of them, the actors."""

from __future__ import annotations

from typing import TypeAlias

from commitments.model.records.actor import Actor, Membership
from commitments.model.records.commitment import (
    Commitment,
    Condition,
    Hedge,
    Money,
    Party,
    Review,
    Searched,
    Step,
    Withdrawal,
)
from commitments.model.records.evidence import Dispute, Evidence, Side, Speaker
from commitments.model.records.instrument import DraftChange, Instrument, LegalStep, Signatory
from commitments.model.records.source import Archive, Source

Record: TypeAlias = Commitment | Instrument | Source | Actor
FOLDERS: dict[str, type[Record]] = {
    "actors": Actor,
    "commitments": Commitment,
    "instruments": Instrument,
    "sources": Source,
}
"""The folders of data/ and the class of the records in each."""

__all__ = [
    "FOLDERS",
    "Actor",
    "Archive",
    "Commitment",
    "Condition",
    "Dispute",
    "DraftChange",
    "Evidence",
    "Hedge",
    "Instrument",
    "LegalStep",
    "Membership",
    "Money",
    "Party",
    "Record",
    "Review",
    "Searched",
    "Side",
    "Signatory",
    "Source",
    "Speaker",
    "Step",
    "Withdrawal",
]
