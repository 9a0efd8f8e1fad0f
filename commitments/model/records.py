"""What a record may say: commitments, the instruments they stand on, the sources that tell of them, the actors."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from commitments.model.fields import (
    ActorId,
    ActorRef,
    Amount,
    CommitmentRef,
    Currency,
    Date,
    FieldName,
    Grade,
    InstrumentRef,
    Language,
    SeedFile,
    Sha256,
    Slug,
    SourceRef,
    Strict,
    Text,
    Url,
    Word,
    formed,
)
from commitments.model.terms import Terms

GuaranteeType = Annotated[str, Word("guarantee-types")]
Role = Annotated[str, Word("party-roles")]
Names: TypeAlias = dict[Language, Text]


class Party(Strict):
    """An actor with the part it plays in a commitment."""

    actor: ActorRef = Field(description="id of the actor", examples=["GBR", "coalition-of-the-willing"])
    role: Role = Field(description="the part it plays", examples=["guarantor"])


class Hedge(Strict):
    """A word that weakens what is said, kept as it was said."""

    kind: Annotated[str, Word("hedges")] = Field(description="the sort of hedge", examples=["may"])
    words: Text = Field(description="the words themselves, as they stand in a quotation", examples=["could"])
    language: Language | None = Field(None, description="language of the words, if not that of the quotation")


class Condition(Strict):
    """An event or limit that the commitment hangs on."""

    kind: Annotated[str, Word("condition-kinds")] = Field(description="event or limit", examples=["ceasefire-in-force"])
    role: Annotated[str, Word("condition-roles")] = Field(description="how it bears on it", examples=["precondition"])
    actor: ActorRef | None = Field(None, description="the actor it turns on, where there is one", examples=["USA"])
    words: Text | None = Field(
        None, description="the words as they stand in a quotation", examples=["after a ceasefire"]
    )
    note: Text | None = Field(None, description="what the words leave open", examples=["the text does not say which"])


class Money(Strict):
    """A sum, as stated; never converted, and never added to one that it is part of."""

    measure: Annotated[str, Word("money-measures")] = Field(description="stage of the money", examples=["pledge"])
    amount_min: Amount | None = Field(None, description="least amount stated, in units", examples=["2500000000"])
    amount_max: Amount | None = Field(None, description="most amount stated, in units", examples=["3000000000"])
    currency: Currency | None = Field(None, description="ISO 4217 code", examples=["EUR"])
    as_stated: Text | None = Field(
        None, description="the sum in the words of the source", examples=["up to €3 billion"]
    )
    per: Annotated[str, Word("money-periods")] | None = Field(None, description="a year or in all", examples=["year"])
    period: Date | None = Field(None, description="what it covers", examples=["2024", "2024/2027"])
    up_to: bool = Field(default=False, description="is the amount a ceiling?", examples=[True])
    nature: Annotated[str, Word("money-natures")] | None = Field(None, description="grant, loan …", examples=["loan"])
    valuation: Annotated[str, Word("valuations")] | None = Field(None, description="who valued it", examples=["stated"])
    new_money: Annotated[str, Word("money-novelty")] | None = Field(
        None, description="new or not", examples=["unknown"]
    )
    part_of: CommitmentRef | None = Field(None, description="the commitment whose sum contains it")


class Speaker(Strict):
    """Whose words a quotation or report gives."""

    name: Text | None = Field(None, description="the person", examples=["Keir Starmer"])
    office: Text | None = Field(None, description="the office held then", examples=["Prime Minister"])
    actor: ActorRef | None = Field(None, description="for whom the person speaks", examples=["GBR"])


EvidenceId = Annotated[Slug, Field(description="short id inside the record", examples=["starmer"])]


class Evidence(Strict):
    """Words in a source, and the fields of this record that rest on them."""

    id: EvidenceId
    source: SourceRef = Field(description="id of the source", examples=["mustaqila-2026-01-07"])
    speaker: Speaker | None = Field(None, description="who is speaking, if not the source itself")
    quote: Text | None = Field(None, description="the words, verbatim and short")
    language: Language | None = Field(None, description="language of the quotation", examples=["ar"])
    translation: Text | None = Field(None, description="the quotation in English, closely")
    paraphrase: Text | None = Field(None, description="what the source says, in our words, where none are quoted")
    locator: Text | None = Field(None, description="article, page or paragraph", examples=["art. 5", "p. 3"])
    supports: tuple[FieldName, ...] = Field((), description="fields that rest on it", examples=[["stance", "type"]])
    grade: Grade | None = Field(None, description="Admiralty scale: source A-F, claim 1-6", examples=["B2"])
    source_error: Text | None = Field(None, description="what the source itself gets wrong, and how it is known")


class Step(Strict):
    """What became of a commitment on a date."""

    date: Date = Field(description="when", examples=["2026-01-06"])
    status: Annotated[str, Word("lifecycle-statuses")] = Field(description="what became of it", examples=["announced"])
    evidence: tuple[EvidenceId, ...] = Field((), description="ids of the evidence for it", examples=[["starmer"]])
    note: Text | None = Field(None, description="what happened, in our words")


class Searched(Strict):
    """Where and when something was looked for in vain."""

    on: Date = Field(description="the day of the search", examples=["2026-11-23"])
    where: tuple[Text, ...] = Field(
        min_length=1, description="places searched", examples=[["website of the presidency"]]
    )


class Side(Strict):
    """One of the values that sources give for a disputed field."""

    value: Text = Field(description="the value as this side has it", examples=["a ceiling"])
    evidence: tuple[EvidenceId, ...] = Field((), description="ids of the evidence for it")


class Dispute(Strict):
    """A field on which sources differ, with every side."""

    field: FieldName = Field(description="the field in dispute", examples=["instrument"])
    sides: tuple[Side, ...] = Field(min_length=2, description="what each side says")
    reason: Text = Field(description="why the value in the record was chosen, or why none was")


class Review(Strict):
    """How far a record has been checked by a second pair of eyes."""

    state: Annotated[str, Word("review-states")] = Field("draft", description="draft or reviewed", examples=["draft"])
    by: Text | None = Field(None, description="who reviewed it")
    on: Date | None = Field(None, description="when it was reviewed")


class Withdrawal(Strict):
    """Why a record no longer counts; its id and its text stay."""

    on: Date = Field(description="when it was withdrawn")
    reason: Text = Field(description="why")


class Commitment(Strict):
    """Who promised what to whom, in which words, on which conditions, and what came of it."""

    id: Slug = Field(
        description="same as the file's name; never changes", examples=["gbr-fra-2026-01-troop-deployment"]
    )
    title: Text = Field(
        description="one line in English", examples=["UK and French forces in Ukraine after a peace deal"]
    )
    titles: Names = Field(default_factory=dict, description="the title in other languages, by language tag")
    type: GuaranteeType = Field(description="kind of guarantee", examples=["troop-deployment"])
    beneficiary: ActorRef | None = Field(None, description="the side it protects", examples=["UKR"])
    parties: tuple[Party, ...] = Field(min_length=1, description="who promises, refuses, objects …")
    attribution: Annotated[str, Word("attributions")] | None = Field(
        None, description="how it binds several parties, or the members of a body", examples=["each"]
    )
    voice: Annotated[str, Word("voices")] = Field("own", description="whose words it rests on", examples=["own"])
    stance: Annotated[str, Word("stances")] = Field(description="what was said of this item", examples=["pledge"])
    hedges: tuple[Hedge, ...] = Field((), description="words that weaken it")
    bindingness: Annotated[str, Word("bindingness")] = Field(
        "unclear", description="legal effect as declared", examples=["political"]
    )
    instrument: InstrumentRef | None = Field(None, description="the paper it stands on")
    conditions: tuple[Condition, ...] = Field((), description="what it hangs on")
    terms: Terms | None = Field(None, discriminator="kind", description="particulars of its type")
    money: tuple[Money, ...] = Field((), description="sums in it")
    history: tuple[Step, ...] = Field(min_length=1, description="what came of it, oldest first")
    evidence: tuple[Evidence, ...] = Field((), description="the words it rests on")
    searched: Searched | None = Field(None, description="for stance not-found: where and when it was looked for")
    disputes: tuple[Dispute, ...] = Field((), description="values on which sources differ")
    review: Review = Field(default_factory=Review, description="draft or reviewed")
    replaced_by: CommitmentRef | None = Field(None, description="the record that takes its place")
    withdrawn: Withdrawal | None = Field(None, description="why it no longer counts")
    notes: Text | None = Field(None, description="what a reader should know besides")


class Signatory(Strict):
    """Who signed, adopted, endorsed or merely attended."""

    actor: ActorRef = Field(description="id of the actor", examples=["FRA"])
    role: Role = Field(description="signatory, adopter, endorser, attendee …", examples=["signatory"])
    person: Text | None = Field(None, description="who acted for it", examples=["Emmanuel Macron"])
    office: Text | None = Field(None, description="the person's office", examples=["President"])


class LegalStep(Strict):
    """A step in the legal life of an instrument."""

    date: Date = Field(description="when", examples=["2025-10-15"])
    step: Annotated[str, Word("formalisation-steps")] = Field(description="which step", examples=["in-force"])
    actor: ActorRef | None = Field(None, description="for whom, where not for all")
    source: SourceRef | None = Field(None, description="source that tells of it")
    note: Text | None = Field(None, description="what happened, in our words")


class DraftChange(Strict):
    """A difference between a draft and the final text."""

    draft: Text = Field(description="what the draft had, in our words")
    final: Text = Field(description="what the final text has, in our words")
    sources: tuple[SourceRef, ...] = Field((), description="sources that tell of it")


class Instrument(Strict):
    """A paper on which commitments stand: its form, who put their name to it, and its legal life."""

    id: Slug = Field(description="same as the file's name; never changes", examples=["paris-declaration-2026-01-06"])
    form: Annotated[str, Word("instrument-forms")] = Field(description="form of the paper", examples=["treaty"])
    title: Text = Field(description="title as printed, or a description where none was seen")
    title_language: Language = Field("en", description="language of the title", examples=["en"])
    titles: Names = Field(default_factory=dict, description="the title in other languages, by language tag")
    date: Date | None = Field(None, description="date it bears", examples=["2026-01-06"])
    place: Text | None = Field(None, description="where it was done", examples=["Paris"])
    signatories: tuple[Signatory, ...] = Field((), description="who signed, adopted, attended …")
    duration: Text | None = Field(None, description="how long it runs", examples=["10 years"])
    termination: Text | None = Field(None, description="how it ends", examples=["six months' notice"])
    legal_history: tuple[LegalStep, ...] = Field((), description="signed, approved, ratified …, oldest first")
    changes: tuple[DraftChange, ...] = Field((), description="what changed between draft and final text")
    sources: tuple[SourceRef, ...] = Field(min_length=1, description="ids of the sources")
    evidence: tuple[Evidence, ...] = Field((), description="words in a source that its fields rest on")
    disputes: tuple[Dispute, ...] = Field((), description="values on which sources differ")
    notes: Text | None = Field(None, description="what a reader should know besides")


class Archive(Strict):
    """A source text kept in seeds/, byte for byte as it was obtained."""

    file: SeedFile = Field(description="name of the file in seeds/", examples=["000_4ec1b37fe34376e5.txt"])
    sha256: Sha256 = Field(description="sha256 of its bytes")


class Source(Strict):
    """A text that tells of a commitment: who published it, when, and how far it can be trusted."""

    id: Slug = Field(description="same as the file's name; never changes", examples=["mustaqila-2026-01-07"])
    publisher: Text = Field(description="who published it", examples=["Al-Mustaqilla"])
    title: Text = Field(description="title as printed, or a short description in English")
    language: Language = Field(description="language of the text", examples=["ar"])
    published: Date | None = Field(None, description="date of publication", examples=["2026-01-07"])
    published_basis: Text | None = Field(None, description="how the date is known, where it is not printed")
    url: Url | None = Field(None, description="where it was published")
    archive_url: Url | None = Field(None, description="a public copy")
    accessed: Date | None = Field(None, description="when it was last seen", examples=["2026-11-23"])
    source_class: Annotated[str, Word("source-classes")] = Field(
        alias="class", description="sort of source", examples=["national-media"]
    )
    grade: Annotated[str, Word("source-reliabilities")] = Field(
        description="Admiralty scale, A to F, for the source in general", examples=["B"]
    )
    archive: Archive | None = Field(None, description="the archived text")
    derived_from: SourceRef | None = Field(None, description="the source it copies or translates")
    notes: Text | None = Field(None, description="what a reader should know besides")


class Membership(Strict):
    """A time in which an actor belonged to a group."""

    group: ActorRef = Field(description="id of the group", examples=["eu"])
    since: Date | None = Field(None, description="first day", examples=["2004-05-01"])
    until: Date | None = Field(None, description="last day; absent while it lasts or where it is not known")
    source: SourceRef | None = Field(None, description="source that tells of it")
    note: Text | None = Field(None, description="what is uncertain about it")


class Actor(Strict):
    """A state or organisation: its names in several languages, its codes, and the groups it belongs to."""

    id: ActorId = Field(description="ISO 3166 alpha-3, or a slug; same as the file's name", examples=["UKR", "nato"])
    kind: Annotated[str, Word("actor-kinds")] = Field(description="state, organisation …", examples=["state"])
    names: Names = Field(min_length=1, description="name by language tag", examples=[{"en": "Ukraine"}])
    aliases: tuple[Text, ...] = Field((), description="other names that mean this actor alone", examples=[["UK"]])
    iso2: Annotated[str, *formed(r"[A-Z]{2}", "an ISO 3166 alpha-2 code")] | None = Field(
        None, description="ISO 3166 alpha-2", examples=["UA"]
    )
    cow: int | None = Field(None, description="Correlates of War state number", examples=[369])
    gleditsch_ward: int | None = Field(None, description="Gleditsch-Ward state number", examples=[369])
    wikidata: Annotated[str, *formed(r"Q[1-9][0-9]*", "a Wikidata item, such as Q212")] | None = Field(
        None, description="Wikidata item", examples=["Q212"]
    )
    memberships: tuple[Membership, ...] = Field((), description="groups it belongs or belonged to")
    notes: Text | None = Field(None, description="what a reader should know besides")

    @property
    def called(self) -> tuple[str, ...]:
        """Everything that means this actor: codes, names in all languages, aliases."""
        codes = (self.id, self.iso2) if self.iso2 else (self.id,)
        return (*codes, *self.names.values(), *self.aliases)


Record: TypeAlias = Commitment | Instrument | Source | Actor
FOLDERS: dict[str, type[Record]] = {
    "actors": Actor,
    "commitments": Commitment,
    "instruments": Instrument,
    "sources": Source,
}
"""The folders of data/ and the class of the records in each."""
