"""An actor: a state or organisation, its names, and the groups it belongs to."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated

from pydantic import Field

from commitments.model.fields import ActorId, ActorRef, Date, Names, SourceRef, Strict, Text, Word, formed


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
    def name(self) -> str:
        """Its name in English, or else in the first language that it is named in."""
        return self.names.get("en") or next(iter(self.names.values()))

    @property
    def called(self) -> tuple[str, ...]:
        """Everything that means this actor: codes, names in all languages, aliases."""
        return tuple(name for _, name in self.named)

    @cached_property
    def named(self) -> tuple[tuple[str, str], ...]:
        """The same, each once, with its language, which is empty for codes and aliases."""
        others = (code for code in (self.id, self.iso2, *self.aliases) if code)
        return tuple(dict.fromkeys((*self.names.items(), *(("", other) for other in others))))
