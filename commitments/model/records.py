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

    actor: ActorRef = Field(
        description="id of the actor, as in data/actors", examples=["GBR", "coalition-of-the-willing"]
    )
    role: Role = Field(description="the part it plays", examples=["guarantor", "objector"])


class Hedge(Strict):
    """A word that weakens what is said, kept as it was said."""

    kind: Annotated[str, Word("hedges")] = Field(description="the sort of hedge", examples=["may"])
    words: Text = Field(description="the words themselves, as they stand in a quotation", examples=["could"])
    language: Language | None = Field(
        None, description="language of the words, if it is not that of the quotation", examples=["en", "ar"]
    )


class Condition(Strict):
    """An event or limit that the commitment hangs on."""

    kind: Annotated[str, Word("condition-kinds")] = Field(
        description="the event or limit that it hangs on", examples=["ceasefire-in-force"]
    )
    role: Annotated[str, Word("condition-roles")] = Field(
        description="how the condition bears on the commitment", examples=["precondition"]
    )
    actor: ActorRef | None = Field(None, description="the actor it turns on, where there is one", examples=["USA"])
    words: Text | None = Field(
        None, description="the words as they stand in a quotation", examples=["after a ceasefire"]
    )
    note: Text | None = Field(None, description="what the words leave open", examples=["the text does not say which"])


class Money(Strict):
    """A sum, as stated; never converted, and never added to one that it is part of."""

    measure: Annotated[str, Word("money-measures")] = Field(
        description="how far the money has come: pledged, committed, paid …", examples=["pledge"]
    )
    amount_min: Amount | None = Field(
        None, description="least amount stated, in whole units of the currency", examples=["2500000000"]
    )
    amount_max: Amount | None = Field(
        None, description="most amount stated, in whole units of the currency", examples=["3000000000"]
    )
    currency: Currency | None = Field(None, description="ISO 4217 code of the currency", examples=["EUR"])
    as_stated: Text | None = Field(
        None, description="the sum in the words of the source", examples=["up to €3 billion"]
    )
    per: Annotated[str, Word("money-periods")] | None = Field(
        None, description="is the sum for a year, or in all?", examples=["year"]
    )
    period: Date | None = Field(None, description="the time that the sum covers", examples=["2024", "2024/2027"])
    up_to: bool = Field(default=False, description="is the amount a ceiling?", examples=[True])
    nature: Annotated[str, Word("money-natures")] | None = Field(
        None, description="in which way it is given: grant, loan …", examples=["loan"]
    )
    valuation: Annotated[str, Word("valuations")] | None = Field(
        None, description="who worked out the sum", examples=["stated"]
    )
    new_money: Annotated[str, Word("money-novelty")] | None = Field(
        None, description="is it new, or announced before?", examples=["unknown"]
    )
    part_of: CommitmentRef | None = Field(
        None,
        description="id of the commitment whose sum contains this one, so that nobody adds the two",
        examples=["deu-2026-01-political-support"],
    )


class Speaker(Strict):
    """Whose words a quotation or report gives."""

    name: Text | None = Field(None, description="the person", examples=["Keir Starmer"])
    office: Text | None = Field(None, description="the office held then", examples=["Prime Minister"])
    actor: ActorRef | None = Field(None, description="for whom the person speaks", examples=["GBR"])


EvidenceId = Annotated[Slug, Field(description="short id for use inside this record", examples=["starmer"])]


class Evidence(Strict):
    """Words in a source, and the fields of this record that rest on them."""

    id: EvidenceId
    source: SourceRef = Field(description="id of the source, as in data/sources", examples=["mustaqila-2026-01-07"])
    speaker: Speaker | None = Field(
        None,
        description="who is speaking, where it is not the source itself",
        examples=[{"name": "Keir Starmer", "office": "Prime Minister", "actor": "GBR"}],
    )
    quote: Text | None = Field(
        None,
        description="the words themselves, letter for letter and short; `commitments quote` looks them up",
        examples=["إعلان نوايا"],
    )
    language: Language | None = Field(None, description="language of the quotation", examples=["ar"])
    translation: Text | None = Field(
        None, description="the quotation in English, as close as can be", examples=["declaration of intent"]
    )
    paraphrase: Text | None = Field(
        None,
        description="what the source says, in our words, where none are quoted",
        examples=["AFP adds that government and parliament will decide."],
    )
    locator: Text | None = Field(
        None, description="where in the source: article, page, paragraph or line", examples=["art. 5", "line 13"]
    )
    supports: tuple[FieldName, ...] = Field(
        (),
        description="fields of this record that rest on these words",
        examples=[["stance", "type", "terms.location"]],
    )
    grade: Grade | None = Field(
        None, description="Admiralty scale: A to F for the source, 1 to 6 for this claim", examples=["B2"]
    )
    source_error: Text | None = Field(
        None,
        description="what the source itself gets wrong, and how it is known",
        examples=["The article names Scholz; AFP gives the words to Merz."],
    )


class Step(Strict):
    """What became of a commitment on a date."""

    date: Date = Field(description="when it happened, as exactly as is known", examples=["2026-01-06", "2026-01"])
    status: Annotated[str, Word("lifecycle-statuses")] = Field(
        description="what became of the commitment", examples=["announced"]
    )
    evidence: tuple[EvidenceId, ...] = Field(
        (), description="ids of the evidence for it in this record", examples=[["starmer"]]
    )
    note: Text | None = Field(None, description="what happened, in our words", examples=["The cabinet approved it."])


class Searched(Strict):
    """Where and when something was looked for in vain."""

    on: Date = Field(description="the day on which it was looked for", examples=["2026-11-23"])
    where: tuple[Text, ...] = Field(
        min_length=1, description="places that were searched", examples=[["website of the presidency"]]
    )


class Side(Strict):
    """One of the values that sources give for a disputed field."""

    value: Text = Field(description="the value as this side has it", examples=["a ceiling"])
    evidence: tuple[EvidenceId, ...] = Field(
        (), description="ids of the evidence for this side in this record", examples=[["merz", "afp"]]
    )


class Dispute(Strict):
    """A field on which sources differ, with every side."""

    field: FieldName = Field(description="the field in dispute", examples=["instrument"])
    sides: tuple[Side, ...] = Field(
        min_length=2,
        description="what each side says, two sides or more",
        examples=[[{"value": "signed", "evidence": ["afp"]}, {"value": "adopted", "evidence": ["liga"]}]],
    )
    reason: Text = Field(
        description="why the value in the record was chosen, or why none was",
        examples=["AFP was there; LIGA.net follows an agency."],
    )


class Review(Strict):
    """How far a record has been checked by a second pair of eyes."""

    state: Annotated[str, Word("review-states")] = Field(
        "draft", description="has a second person checked it?", examples=["draft"]
    )
    by: Text | None = Field(None, description="who reviewed it", examples=["A. Reviewer"])
    on: Date | None = Field(None, description="when it was reviewed", examples=["2026-11-23"])


class Withdrawal(Strict):
    """Why a record no longer counts; its id and its text stay."""

    on: Date = Field(description="when it was withdrawn", examples=["2026-11-23"])
    reason: Text = Field(description="why it no longer counts", examples=["The words were those of another speaker."])


class Commitment(Strict):
    """Who promised what to whom, in which words, on which conditions, and what came of it."""

    id: Slug = Field(
        description="same as the file's name; never changes", examples=["gbr-fra-2026-01-troop-deployment"]
    )
    title: Text = Field(
        description="what is promised, in one line of English",
        examples=["UK and French forces in Ukraine after a peace deal"],
    )
    titles: Names = Field(
        default_factory=dict,
        description="the title in other languages, by language tag",
        examples=[{"fr": "Forces britanniques et françaises en Ukraine"}],
    )
    type: GuaranteeType = Field(description="what is guaranteed", examples=["troop-deployment"])
    beneficiary: ActorRef | None = Field(None, description="id of the side that is protected", examples=["UKR"])
    parties: tuple[Party, ...] = Field(
        min_length=1,
        description="who promises, refuses, objects …, each with its part",
        examples=[[{"actor": "GBR", "role": "guarantor"}, {"actor": "FRA", "role": "guarantor"}]],
    )
    attribution: Annotated[str, Word("attributions")] | None = Field(
        None, description="how it binds several parties, or the members of a group", examples=["each"]
    )
    voice: Annotated[str, Word("voices")] = Field(
        "own", description="whose words the record rests on", examples=["own", "other-party"]
    )
    stance: Annotated[str, Word("stances")] = Field(
        description="what the actor said of this very item, and nothing else", examples=["pledge"]
    )
    hedges: tuple[Hedge, ...] = Field(
        (),
        description="every word that weakens what is said, as it was said",
        examples=[[{"kind": "may", "words": "could"}]],
    )
    bindingness: Annotated[str, Word("bindingness")] = Field(
        "unclear", description="legal effect, as the text or the parties declare it", examples=["political"]
    )
    instrument: InstrumentRef | None = Field(
        None,
        description="id of the paper it stands on, as in data/instruments",
        examples=["declaration-of-intent-2026-01-06"],
    )
    conditions: tuple[Condition, ...] = Field(
        (),
        description="what it hangs on, what sets it off, what limits and ends it",
        examples=[[{"kind": "ceasefire-in-force", "role": "precondition", "words": "after a ceasefire"}]],
    )
    terms: Terms | None = Field(
        None,
        discriminator="kind",
        description="particulars of its type; which there are follows from the type",
        examples=[{"location": "beneficiary", "strength": "not-stated"}],
    )
    money: tuple[Money, ...] = Field(
        (),
        description="sums of money in it, as stated",
        examples=[[{"measure": "pledge", "amount_max": "3000000000", "currency": "EUR", "up_to": True}]],
    )
    history: tuple[Step, ...] = Field(
        min_length=1,
        description="what came of it, oldest first; the first step is the day of the words or the signature",
        examples=[[{"date": "2026-01-06", "status": "announced", "evidence": ["starmer"]}]],
    )
    evidence: tuple[Evidence, ...] = Field(
        (),
        description="the words in sources that the fields of this record rest on",
        examples=[[{"id": "starmer", "source": "mustaqila-2026-01-07", "supports": ["stance"]}]],
    )
    searched: Searched | None = Field(
        None,
        description="for the stance not-found: where and when it was looked for",
        examples=[{"on": "2026-11-23", "where": ["website of the presidency", "parliamentary record"]}],
    )
    disputes: tuple[Dispute, ...] = Field(
        (),
        description="fields on which sources differ, with every side",
        examples=[
            [{"field": "stance", "sides": [{"value": "pledge"}, {"value": "no answer"}], "reason": "AFP was there."}]
        ],
    )
    review: Review = Field(
        default_factory=Review,
        description="how far it has been checked by a second person; stricter rules hold once it is reviewed",
        examples=[{"state": "reviewed", "by": "A. Reviewer", "on": "2026-11-23"}],
    )
    replaced_by: CommitmentRef | None = Field(
        None, description="id of the record that takes its place", examples=["gbr-fra-2026-01-troop-deployment"]
    )
    withdrawn: Withdrawal | None = Field(
        None,
        description="since when and why it no longer counts; the record itself stays",
        examples=[{"on": "2026-11-23", "reason": "The words were those of another speaker."}],
    )
    notes: Text | None = Field(
        None,
        description="what a reader should know besides",
        examples=["The words name an example of what a contribution could be."],
    )


class Signatory(Strict):
    """Who signed, adopted, endorsed or merely attended."""

    actor: ActorRef = Field(description="id of the actor, as in data/actors", examples=["FRA"])
    role: Role = Field(description="what it did: signatory, adopter, endorser, attendee …", examples=["signatory"])
    person: Text | None = Field(None, description="who acted for it", examples=["Emmanuel Macron"])
    office: Text | None = Field(None, description="the office that person held then", examples=["President"])


class LegalStep(Strict):
    """A step in the legal life of an instrument."""

    date: Date = Field(description="when it was taken", examples=["2025-10-15"])
    step: Annotated[str, Word("formalisation-steps")] = Field(description="the step taken", examples=["in-force"])
    actor: ActorRef | None = Field(None, description="for whom, where not for all", examples=["DEU"])
    source: SourceRef | None = Field(
        None, description="id of the source that tells of it", examples=["reuters-2026-01-07-commons-vote"]
    )
    note: Text | None = Field(None, description="what happened, in our words", examples=["The cabinet approved it."])


class DraftChange(Strict):
    """A difference between a draft and the final text."""

    draft: Text = Field(description="what the draft had, in our words", examples=["forces will be sent"])
    final: Text = Field(description="what the final text has, in our words", examples=["forces may be sent"])
    sources: tuple[SourceRef, ...] = Field(
        (), description="ids of the sources that tell of it", examples=[["european-pravda-2026-01-07"]]
    )


class Instrument(Strict):
    """A paper on which commitments stand: its form, who put their name to it, and its legal life."""

    id: Slug = Field(description="same as the file's name; never changes", examples=["paris-declaration-2026-01-06"])
    form: Annotated[str, Word("instrument-forms")] = Field(description="form of the paper", examples=["treaty"])
    title: Text = Field(
        description="title as printed, or a description where none was seen", examples=["Paris Declaration"]
    )
    title_language: Language = Field("en", description="language of the title", examples=["en", "uk"])
    titles: Names = Field(
        default_factory=dict,
        description="the title in other languages, by language tag",
        examples=[{"fr": "Forces britanniques et françaises en Ukraine"}],
    )
    date: Date | None = Field(None, description="the date it bears", examples=["2026-01-06"])
    place: Text | None = Field(None, description="where it was done", examples=["Paris"])
    signatories: tuple[Signatory, ...] = Field(
        (),
        description="who signed, adopted, endorsed or attended",
        examples=[[{"actor": "FRA", "role": "signatory", "person": "Emmanuel Macron"}]],
    )
    duration: Text | None = Field(None, description="how long it runs", examples=["10 years"])
    termination: Text | None = Field(None, description="how it ends", examples=["six months' notice"])
    legal_history: tuple[LegalStep, ...] = Field(
        (),
        description="signed, approved, ratified, in force …, oldest first",
        examples=[[{"date": "2026-01-06", "step": "signed"}]],
    )
    changes: tuple[DraftChange, ...] = Field(
        (),
        description="what changed between the draft and the final text",
        examples=[[{"draft": "forces will be sent", "final": "forces may be sent"}]],
    )
    sources: tuple[SourceRef, ...] = Field(
        min_length=1, description="ids of the sources, one or more", examples=[["downing-street-2026-01-06-remarks"]]
    )
    evidence: tuple[Evidence, ...] = Field(
        (),
        description="the words in sources that its fields rest on",
        examples=[[{"id": "remarks", "source": "downing-street-2026-01-06-remarks", "supports": ["form"]}]],
    )
    disputes: tuple[Dispute, ...] = Field(
        (),
        description="fields on which sources differ, with every side",
        examples=[
            [{"field": "stance", "sides": [{"value": "pledge"}, {"value": "no answer"}], "reason": "AFP was there."}]
        ],
    )
    notes: Text | None = Field(
        None,
        description="what a reader should know besides",
        examples=["The words name an example of what a contribution could be."],
    )


class Archive(Strict):
    """A source text kept in seeds/, byte for byte as it was obtained."""

    file: SeedFile = Field(description="name of the file in seeds/", examples=["000_4ec1b37fe34376e5.txt"])
    sha256: Sha256 = Field(
        description="sha256 of its bytes; `commitments new source` writes it",
        examples=["9556370a33e6f066ee1fd9fc782b63cfb87c8495c0f54cabf9d239e2bcef1a0e"],
    )


class Source(Strict):
    """A text that tells of a commitment: who published it, when, and how far it can be trusted."""

    id: Slug = Field(description="same as the file's name; never changes", examples=["mustaqila-2026-01-07"])
    publisher: Text = Field(description="who published it", examples=["Al-Mustaqilla"])
    title: Text = Field(
        description="title as printed, or a short description in English",
        examples=["Paris talks: joint press conference"],
    )
    language: Language = Field(description="language of the text", examples=["ar"])
    published: Date | None = Field(None, description="date of publication", examples=["2026-01-07", "2026-01"])
    published_basis: Text | None = Field(
        None,
        description="how the date is known, where it is not printed",
        examples=["The text speaks of the talks of Tuesday as past."],
    )
    url: Url | None = Field(
        None, description="where it was published", examples=["https://www.example.org/news/paris-talks"]
    )
    archive_url: Url | None = Field(
        None,
        description="a public copy that stays",
        examples=["https://web.archive.org/web/2026/https://www.example.org/news/paris-talks"],
    )
    accessed: Date | None = Field(None, description="when it was last seen", examples=["2026-11-23"])
    source_class: Annotated[str, Word("source-classes")] = Field(
        alias="class", description="sort of source: official text, agency, newspaper …", examples=["national-media"]
    )
    grade: Annotated[str, Word("source-reliabilities")] = Field(
        description="Admiralty scale, A to F: how far the source can be trusted in general", examples=["B"]
    )
    archive: Archive | None = Field(
        None,
        description="the archived text in seeds/, against which quotations are checked",
        examples=[
            {
                "file": "000_4ec1b37fe34376e5.txt",
                "sha256": "9556370a33e6f066ee1fd9fc782b63cfb87c8495c0f54cabf9d239e2bcef1a0e",
            }
        ],
    )
    derived_from: SourceRef | None = Field(
        None, description="id of the source that it copies or translates", examples=["abc-whee-2026-01-07"]
    )
    notes: Text | None = Field(
        None,
        description="what a reader should know besides",
        examples=["The words name an example of what a contribution could be."],
    )


class Membership(Strict):
    """A time in which an actor belonged to a group."""

    group: ActorRef = Field(description="id of the group, as in data/actors", examples=["eu"])
    since: Date | None = Field(None, description="its first day as a member", examples=["2004-05-01"])
    until: Date | None = Field(
        None, description="its last day; absent while it lasts or where it is not known", examples=["2020-01-31"]
    )
    source: SourceRef | None = Field(
        None, description="id of the source that tells of it", examples=["reuters-2026-01-07-commons-vote"]
    )
    note: Text | None = Field(
        None, description="what is uncertain about it", examples=["from a secondary list; no official list was seen"]
    )


class Actor(Strict):
    """A state or organisation: its names in several languages, its codes, and the groups it belongs to."""

    id: ActorId = Field(description="ISO 3166 alpha-3, or a slug; same as the file's name", examples=["UKR", "nato"])
    kind: Annotated[str, Word("actor-kinds")] = Field(
        description="what it is: state, organisation …", examples=["state"]
    )
    names: Names = Field(
        min_length=1, description="its name by language tag", examples=[{"en": "Ukraine", "fr": "Ukraine"}]
    )
    aliases: tuple[Text, ...] = Field((), description="other names that mean this actor alone", examples=[["UK"]])
    iso2: Annotated[str, *formed(r"[A-Z]{2}", "an ISO 3166 alpha-2 code")] | None = Field(
        None, description="ISO 3166 alpha-2 code", examples=["UA"]
    )
    cow: int | None = Field(None, description="number in the Correlates of War list of states", examples=[369])
    gleditsch_ward: int | None = Field(
        None, description="number in the Gleditsch and Ward list of states", examples=[369]
    )
    wikidata: Annotated[str, *formed(r"Q[1-9][0-9]*", "a Wikidata item, such as Q212")] | None = Field(
        None, description="its item in Wikidata", examples=["Q212"]
    )
    memberships: tuple[Membership, ...] = Field(
        (),
        description="groups it belongs or belonged to, with dates",
        examples=[[{"group": "eu", "since": "2004-05-01"}]],
    )
    notes: Text | None = Field(
        None,
        description="what a reader should know besides",
        examples=["The words name an example of what a contribution could be."],
    )

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
