"""Tables that commitments refer to: vocabularies, actors, sources, and what the database says of itself."""

from typing import ClassVar

from sqlalchemy import Column, ForeignKeyConstraint, String
from sqlmodel import Field, SQLModel

from commitments.store.tables.columns import STRICT, key, word


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
    folded: str


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
    folded: str


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
    witness: str
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
