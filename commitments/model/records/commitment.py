"""A commitment: who promised what to whom, in which words, on which conditions, and what came of it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commitments.model.fields import (
    ActorRef,
    Amount,
    CommitmentRef,
    Currency,
    Date,
    InstrumentRef,
    Language,
    Names,
    Role,
    Slug,
    Strict,
    Text,
    Word,
)
from commitments.model.records.evidence import Dispute, Evidence, EvidenceId
from commitments.model.terms import Terms

GuaranteeType = Annotated[str, Word("guarantee-types")]


class Party(Strict):
    """An actor with the part it plays in a commitment."""

    actor: ActorRef = Field(
        description="id of the actor, as in data/actors", examples=["GBR", "coalition-of-the-willing"]
    )
    role: Role = Field(description="the part it plays", examples=["guarantor", "objector"])
    since: Date | None = Field(
        None, description="its first day as a party, where it joined later than others", examples=["1999-03-12"]
    )


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
