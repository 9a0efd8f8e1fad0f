"""Word lists: every coded value of a record stands in one of them, with its definition and its labels."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from commitments.model.fields import Language, Slug, Strict, Text

Labels = dict[Language, Text]


class Term(Strict):
    """A word that a record may use: what it means, and what people call it."""

    id: Annotated[str, Field(description="as records write it", examples=["troop-deployment", "B"])]
    labels: Labels = Field(description="what people call it, by language", examples=[{"en": "troop deployment"}])
    definition: Text = Field(description="when to use it, in one or two sentences")
    since: Text = Field("0.1.0", description="version of the schema that brought it", examples=["0.1.0"])
    family: Slug | None = Field(None, description="for a guarantee type: its family", examples=["force-presence"])
    terms_class: Slug | None = Field(None, description="for a guarantee type: the terms it takes")
    rank: int | None = Field(None, description="place in an ordered list", examples=[3])
    aliases: tuple[Text, ...] = Field((), description="short names people type for it", examples=[["troops"]])
    crosswalk: dict[Slug, Text] = Field(default_factory=dict, description="the like in other codebooks, by codebook")


class Vocabulary(Strict):
    """One word list."""

    id: Slug = Field(description="same as the file's name", examples=["stances"])
    title: Text = Field(description="what the list is of", examples=["Stance"])
    description: Text = Field(description="what its words tell apart")
    terms: tuple[Term, ...] = Field(min_length=1, description="the words, in the order to show them")
