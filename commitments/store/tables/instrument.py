"""Tables of instruments: the papers on which commitments stand."""

from typing import ClassVar

from sqlmodel import Field, SQLModel

from commitments.store.tables.columns import STRICT, key, word


class Instrument(SQLModel, table=True):
    """A paper on which commitments stand."""

    __table_args__ = STRICT
    id: str = key()
    form: str = word("instrument-forms")
    title: str
    title_language: str
    date: str | None
    date_earliest: str | None
    date_latest: str | None
    place: str | None
    bindingness: str = word("bindingness")
    duration: str | None
    termination: str | None
    notes: str | None
    path: str


class InstrumentSource(SQLModel, table=True):
    """A source that tells of an instrument."""

    __tablename__: ClassVar[str] = "instrument_source"
    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
    source: str = key("source.id")
    position: int


class Signatory(SQLModel, table=True):
    """Who signed, adopted, endorsed or attended."""

    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
    position: int = key()
    actor: str = Field(foreign_key="actor.id")
    role: str = word("party-roles")
    person: str | None
    office: str | None


class LegalStep(SQLModel, table=True):
    """A step in the legal life of an instrument."""

    __tablename__: ClassVar[str] = "legal_step"
    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
    position: int = key()
    date: str
    date_earliest: str | None
    date_latest: str | None
    step: str = word("formalisation-steps")
    actor: str | None = Field(foreign_key="actor.id")
    source: str | None = Field(foreign_key="source.id")
    note: str | None


class DraftChange(SQLModel, table=True):
    """A difference between a draft and the final text of an instrument; the sources stand in their order, by spaces."""

    __tablename__: ClassVar[str] = "draft_change"
    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
    position: int = key()
    draft: str
    final: str
    sources: str


class InstrumentEvidence(SQLModel, table=True):
    """Words in a source that a value of an instrument rests on."""

    __tablename__: ClassVar[str] = "instrument_evidence"
    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
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


class InstrumentDispute(SQLModel, table=True):
    """One side of a value of an instrument on which sources differ."""

    __tablename__: ClassVar[str] = "instrument_dispute"
    __table_args__ = STRICT
    instrument_id: str = key("instrument.id")
    position: int = key()
    side: int = key()
    field: str
    value: str
    evidence: str
    reason: str
