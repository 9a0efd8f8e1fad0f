"""Word lists: every coded value of a record stands in one of them, with its definition and its labels."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from commitments.model.fields import Names, Slug, Strict, Text

TermId = Annotated[Text, Field(description="the word as records write it", examples=["troop-deployment", "B"])]


class Neighbour(Strict):
    """Another word of the list that coders take for this one, and the case in which it is the right one."""

    term: Text = Field(description="id of the other word, in the same list", examples=["not-planned"])
    when: Text = Field(
        description="the case in which that word is right; it follows the words 'Use … where'",
        examples=["the actor says only that it has no plans, and leaves the future open"],
    )


class Term(Strict):
    """A word that a record may use: what it means, and what people call it."""

    id: TermId
    family: Slug | None = Field(
        None, description="for a guarantee type: the family it belongs to", examples=["force-presence"]
    )
    terms_class: Slug | None = Field(
        None,
        description="for a guarantee type: the class of terms it takes, as commitments/model/terms.py has it",
        examples=["force-presence", "monitoring"],
    )
    rank: int | None = Field(None, description="place in a list that has an order, lowest first", examples=[3, -1])
    aliases: tuple[Text, ...] = Field(
        (),
        description="short names that people type for it in a question",
        examples=[["troops", "boots on the ground"]],
    )
    labels: Names = Field(
        description="what people call it, by language tag", examples=[{"en": "troop deployment", "fr": "déploiement"}]
    )
    definition: Text = Field(
        description="when to use it, in one or two sentences", examples=["Says that it will not do it itself."]
    )
    instead: tuple[Neighbour, ...] = Field(
        (),
        description="words that coders take for this one, and when each of them is right",
        examples=[[{"term": "not-planned", "when": "the actor says only that it has no plans"}]],
    )
    since: Text = Field("0.1.0", description="version of the project that brought it", examples=["0.1.0"])
    crosswalk: dict[Slug, Text] = Field(
        default_factory=dict,
        description="the like in other codebooks, by the codebook's name",
        examples=[{"atop": "DEFENSE", "pa-x": "ImPK"}],
    )

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Every name of it, each once, with its language, which is empty for its id and short names."""
        return tuple(dict.fromkeys((("", self.id), *self.labels.items(), *(("", alias) for alias in self.aliases))))

    @property
    def guidance(self) -> str:
        """The definition, and after it when a neighbour is the word to use."""
        return " ".join((self.definition, *(f"Use {other.term} where {other.when}." for other in self.instead)))


class Vocabulary(Strict):
    """One word list."""

    id: Slug = Field(description="same as the file's name", examples=["stances"])
    title: Text = Field(description="what one word of the list is", examples=["Stance"])
    description: Text = Field(
        description="what its words tell apart", examples=["What the actor said about this item, and nothing else."]
    )
    terms: tuple[Term, ...] = Field(
        min_length=1,
        description="the words, in the order to show them",
        examples=[[{"id": "pledge", "labels": {"en": "pledge"}, "definition": "Says that it will do it."}]],
    )
