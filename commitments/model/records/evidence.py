"""What the values of a record rest on: words in a source, and values on which sources differ."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commitments.model.fields import ActorRef, FieldName, Grade, Language, Slug, SourceRef, Strict, Text


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
