"""An instrument: a paper on which commitments stand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commitments.model.fields import ActorRef, Date, Language, Names, Role, Slug, SourceRef, Strict, Text, Word
from commitments.model.records.evidence import Dispute, Evidence


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
    bindingness: Annotated[str, Word("bindingness")] = Field(
        "unclear",
        description="legal effect, as the text or the parties declare it; a commitment on it may differ",
        examples=["political"],
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
