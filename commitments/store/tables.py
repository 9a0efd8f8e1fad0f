"""The tables of the database: plain, strict, and named as records name their fields.

Columns with a word from a vocabulary may hold only its words; dates come with the first and last day they can mean.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, cast, get_args

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Constraint,
    Float,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.schema import ColumnCollectionConstraint
from sqlalchemy.util import set_creation_order
from sqlmodel import Field, SQLModel

from commitments.model.fields import Refers, Strict, Word, marker_of
from commitments.model.terms import TERMS

STRICT = {"sqlite_strict": True}


def word(vocabulary: str, **more: Any) -> Any:  # noqa: ANN401 -- SQLModel's Field stands for any default
    """Declare a column that holds a word of a vocabulary."""
    return Field(sa_column_kwargs={"info": {"vocabulary": vocabulary}}, **more)


def key(target: str | None = None) -> Any:  # noqa: ANN401 -- as above
    """Declare a column of the primary key, which may name a row of another table."""
    return Field(primary_key=True, foreign_key=target) if target else Field(primary_key=True)


def evidence_key(*columns: str, table: str = "evidence", owner: str = "commitment_id") -> ForeignKeyConstraint:
    """Declare that a row names a piece of evidence of its own record."""
    return ForeignKeyConstraint([owner, *columns], [f"{table}.{owner}", f"{table}.id"])


class Meta(SQLModel, table=True):
    """What the database was made from: revision of the data, versions, digest of its rows."""

    __table_args__ = STRICT
    name: str = key()
    value: str


class File(SQLModel, table=True):
    """A file of the dataset that the database was made from."""

    __table_args__ = STRICT
    path: str = key()
    sha256: str


class Term(SQLModel, table=True):
    """A word of a vocabulary, with its definition and labels."""

    __table_args__ = STRICT
    vocabulary: str = key()
    id: str = key()
    position: int
    rank: int | None
    family: str | None
    terms_class: str | None
    definition: str
    since: str


class TermName(SQLModel, table=True):
    """What people call a term: its id, its labels by language, its short names."""

    __tablename__: ClassVar[str] = "term_name"
    __table_args__ = (ForeignKeyConstraint(["vocabulary", "term"], ["term.vocabulary", "term.id"]), STRICT)
    vocabulary: str = key()
    term: str = key()
    language: str = key()
    name: str = key()
    folded: str = Field(index=True)


class Crosswalk(SQLModel, table=True):
    """The like of a term in another codebook."""

    __table_args__ = (ForeignKeyConstraint(["vocabulary", "term"], ["term.vocabulary", "term.id"]), STRICT)
    vocabulary: str = key()
    term: str = key()
    codebook: str = key()
    code: str


class Actor(SQLModel, table=True):
    """A state or organisation."""

    __table_args__ = STRICT
    id: str = key()
    kind: str = word("actor-kinds")
    name: str
    iso2: str | None
    cow: int | None
    gleditsch_ward: int | None
    wikidata: str | None
    notes: str | None


class ActorName(SQLModel, table=True):
    """What people call an actor, by language; the language of an alias is empty."""

    __tablename__: ClassVar[str] = "actor_name"
    __table_args__ = STRICT
    actor: str = key("actor.id")
    language: str = key()
    name: str = key()
    folded: str = Field(index=True)


class Source(SQLModel, table=True):
    """A text that tells of a commitment."""

    __table_args__ = STRICT
    id: str = key()
    publisher: str
    title: str
    language: str
    published: str | None
    published_earliest: str | None
    published_latest: str | None
    published_basis: str | None
    url: str | None
    archive_url: str | None
    accessed: str | None
    source_class: str = Field(sa_column=Column("class", String, nullable=False, info={"vocabulary": "source-classes"}))
    grade: str = word("source-reliabilities")
    archive_file: str | None
    archive_sha256: str | None
    derived_from: str | None = Field(foreign_key="source.id")
    notes: str | None


class Membership(SQLModel, table=True):
    """A time in which an actor belonged to a group; days that are not known are empty."""

    __table_args__ = STRICT
    actor: str = key("actor.id")
    position: int = key()
    group: str = Field(foreign_key="actor.id")
    since: str | None
    since_earliest: str | None
    until: str | None
    until_latest: str | None
    source: str | None = Field(foreign_key="source.id")
    note: str | None


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


class Commitment(SQLModel, table=True):
    """Who promised what to whom; strength, status, stated_on and verification are derived from the other tables."""

    __table_args__ = STRICT
    id: str = key()
    title: str
    type: str = word("guarantee-types", index=True)
    beneficiary: str | None = Field(foreign_key="actor.id", index=True)
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
    source: str = Field(foreign_key="source.id", index=True)
    speaker_name: str | None
    speaker_office: str | None
    speaker_actor: str | None = Field(foreign_key="actor.id")
    quote: str | None
    language: str | None
    translation: str | None
    paraphrase: str | None
    locator: str | None
    grade: str | None
    source_error: str | None
    verification: str = word("verifications")
    line: int | None


class EvidenceSupport(SQLModel, table=True):
    """A field of a commitment that rests on a piece of evidence."""

    __tablename__: ClassVar[str] = "evidence_support"
    __table_args__ = (evidence_key("evidence"), STRICT)
    commitment_id: str = key("commitment.id")
    evidence: str = key()
    field: str = key()


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


class HistoryEvidence(SQLModel, table=True):
    """A piece of evidence for a step of a history."""

    __tablename__: ClassVar[str] = "history_evidence"
    __table_args__ = (
        evidence_key("evidence"),
        ForeignKeyConstraint(["commitment_id", "step"], ["history.commitment_id", "history.position"]),
        STRICT,
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


class TermsItem(SQLModel, table=True):
    """An entry of a list in the terms of a commitment, such as a domain of its forces."""

    __tablename__: ClassVar[str] = "terms_item"
    __table_args__ = STRICT
    commitment_id: str = key("commitment.id")
    field: str = key()
    position: int = key()
    value: str


def terms_name(kind: str) -> str:
    """Name of the table that holds terms of a kind."""
    return f"terms_{kind.replace('-', '_')}"


def _terms_table(kind: str, model: type[Strict]) -> type[SQLModel]:
    """Derive the table for one kind of terms: a column for each field that is not a list."""
    columns = {"commitment_id": (str, key("commitment.id")), **dict(_terms_columns(model))}
    namespace = {
        "__module__": __name__,
        "__doc__": model.__doc__,
        "__tablename__": terms_name(kind),
        "__table_args__": STRICT,
        "__annotations__": {name: annotation for name, (annotation, _) in columns.items()},
        **{name: field for name, (_, field) in columns.items()},
    }
    make_class: Any = type(SQLModel)
    return cast("type[SQLModel]", make_class(f"Terms{kind}", (SQLModel,), namespace, table=True))


def _terms_columns(model: type[Strict]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Give the columns of a kind of terms.

    A field that takes a number or a word for its absence gets two columns: `count` and `count_missing`.
    """
    for name, field in model.model_fields.items():
        kinds = {_plain(part) for part in (field.annotation, *get_args(field.annotation))}
        if name == "kind" or tuple in kinds:
            continue
        marker, number = marker_of(model, name), next((kind for kind in (bool, int) if kind in kinds), None)
        yield name, ((number or str) | None, _column(None if number else marker))
        if number and isinstance(marker, Word):
            yield f"{name}_missing", (str | None, _column(marker))


def _plain(part: Any) -> Any:  # noqa: ANN401 -- any type annotation may stand here
    return getattr(part, "__origin__", part)


def _column(marker: Word | Refers | None) -> Any:  # noqa: ANN401 -- SQLModel's Field stands for any default
    if isinstance(marker, Word):
        return word(marker.vocabulary)
    return Field(foreign_key="actor.id") if marker else Field()


TERMS_TABLES = {kind: _terms_table(kind, model) for kind, model in TERMS.items()}


def metadata(words: dict[str, list[str]]) -> MetaData:
    """Give the tables as SQLite is to make them, with columns held to the words of the vocabularies.

    `words` has the ids of the terms of each vocabulary. STRICT tables know TEXT, INTEGER and REAL alone.
    """
    strict = MetaData()
    for table in SQLModel.metadata.sorted_tables:
        copy = table.to_metadata(strict)
        for constraint in sorted(copy.constraints, key=_named):
            set_creation_order(
                constraint
            )  # the copy takes them from a set: without this the SQL differs from run to run
        for column in copy.columns:
            _hold(copy, column, words)
    return strict


def _named(constraint: Constraint) -> tuple[bool, list[str]]:
    columns = constraint.columns.keys() if isinstance(constraint, ColumnCollectionConstraint) else []
    return not isinstance(constraint, PrimaryKeyConstraint), list(columns)


def _hold(table: Table, column: Column[Any], words: dict[str, list[str]]) -> None:
    if vocabulary := column.info.get("vocabulary"):
        table.append_constraint(CheckConstraint(column.in_(words.get(vocabulary, []))))
    if isinstance(column.type, Boolean):
        column.type = Integer()
        table.append_constraint(CheckConstraint(column.in_([0, 1])))
    elif isinstance(column.type, Float):
        column.type = _Real()
    elif not isinstance(column.type, Integer):
        column.type = Text()


class _Real(Float[float]):
    __visit_name__ = "REAL"
