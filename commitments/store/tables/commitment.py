"""Tables of commitments; every child table carries `commitment_id`."""

from typing import ClassVar

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from commitments.store.tables.columns import OPENED, STRICT, evidence_key, key, word


class Commitment(SQLModel, table=True):
    """Who promised what to whom; strength, status, stated_on and verification are derived from the other tables."""

    __table_args__ = STRICT
    id: str = key()
    title: str
    type: str = word("guarantee-types")
    beneficiary: str | None = Field(foreign_key="actor.id")
    attribution: str = word("attributions")
    voice: str = word("voices")
    stance: str = word("stances")
    bindingness: str = word("bindingness")
    instrument: str | None = Field(foreign_key="instrument.id")
    strength: str = word("strengths")
    status: str = word("lifecycle-statuses")
    stated_on: str
    stated_earliest: str | None
    stated_latest: str | None
    last_seen: str
    verification: str | None = word("verifications")
    searched_on: str | None
    searched_where: str | None
    review_state: str = word("review-states")
    reviewed_by: str | None
    reviewed_on: str | None
    replaced_by: str | None = Field(foreign_key="commitment.id")
    withdrawn_on: str | None
    withdrawn_reason: str | None
    notes: str | None
    path: str
    coded_values: str


class CommitmentTitle(SQLModel, table=True):
    """The title of a commitment in another language than English."""

    __tablename__: ClassVar[str] = "commitment_title"
    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    language: str = key()
    title: str


class Party(SQLModel, table=True):
    """An actor with the part it plays in a commitment."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    actor: str = Field(foreign_key="actor.id", index=True)
    role: str = word("party-roles")
    since: str | None
    since_earliest: str | None


class Hedge(SQLModel, table=True):
    """A word that weakens what is said."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    kind: str = word("hedges")
    words: str
    language: str | None


class Condition(SQLModel, table=True):
    """An event or limit that a commitment hangs on."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    kind: str = word("condition-kinds")
    role: str = word("condition-roles")
    actor: str | None = Field(foreign_key="actor.id")
    words: str | None
    note: str | None


class Money(SQLModel, table=True):
    """A sum, as stated, in units of its currency."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    measure: str = word("money-measures")
    amount_min: float | None
    amount_max: float | None
    currency: str | None
    as_stated: str | None
    per: str | None = word("money-periods")
    period: str | None
    period_earliest: str | None
    period_latest: str | None
    up_to: bool
    nature: str | None = word("money-natures")
    valuation: str | None = word("valuations")
    new_money: str | None = word("money-novelty")
    part_of: str | None = Field(foreign_key="commitment.id")


class Evidence(SQLModel, table=True):
    """Words in a source, and how far a machine could hold them against it (line: of the archived text)."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    id: str = key()
    position: int
    source: str = Field(foreign_key="source.id")
    speaker_name: str | None
    speaker_office: str | None
    speaker_actor: str | None = Field(foreign_key="actor.id")
    quote: str | None
    language: str | None
    translation: str | None
    paraphrase: str | None
    locator: str | None
    supports: str
    grade: str | None
    source_error: str | None
    verification: str = word("verifications")
    line: int | None


class EvidenceSupport(SQLModel, table=True):
    """A field of a commitment that rests on a piece of evidence."""

    __tablename__: ClassVar[str] = "evidence_support"
    __table_args__ = (evidence_key(), OPENED)
    commitment_id: str = key("commitment.id")
    evidence: str = key()
    field: str = key()
    position: int


class CodedValue(SQLModel, table=True):
    """A value of a commitment that words have to bear, and from how many independent sources words bear it."""

    __tablename__: ClassVar[str] = "coded_value"
    __table_args__ = OPENED
    commitment_id: str = key("commitment.id")
    field: str = key()
    sources: int


class History(SQLModel, table=True):
    """What became of a commitment on a date."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    date: str
    date_earliest: str | None
    date_latest: str | None
    status: str = word("lifecycle-statuses")
    note: str | None
    evidence: str


class HistoryEvidence(SQLModel, table=True):
    """A piece of evidence for a step of a history."""

    __tablename__: ClassVar[str] = "history_evidence"
    __table_args__ = (
        evidence_key(),
        ForeignKeyConstraint(["commitment_id", "step"], ["history.commitment_id", "history.position"]),
        OPENED,
    )
    commitment_id: str = key("commitment.id")
    step: int = key()
    evidence: str = key()


class Dispute(SQLModel, table=True):
    """One side of a value on which sources differ; its evidence stands by id, between spaces."""

    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    position: int = key()
    side: int = key()
    field: str
    value: str
    evidence: str
    reason: str
