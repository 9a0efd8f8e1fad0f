"""What a pledge of a given type says in particular: one class per kind of terms.

Which types of guarantee take which kind stands in schema/vocabulary/guarantee-types.yaml (`terms_class`).
Where a value belongs that the source does not give, one of the words of missing-values may stand.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from commitments.model.fields import ActorRef, Missing, Strict, Text, Word

Count = Annotated[int, Field(ge=0)]
Location = Annotated[str, Word("locations")]
Domain = Annotated[str, Word("domains")]
Technology = Annotated[str, Word("monitoring-technologies")]
Mandate = Annotated[str, Word("commission-mandates")]
SanctionKind = Annotated[str, Word("sanction-kinds")]
SanctionMechanism = Annotated[str, Word("sanction-mechanisms")]


class ForcePresence(Strict):
    """Forces that a guarantor sends or keeps: where, in which domain, and how many."""

    kind: Literal["force-presence"] = "force-presence"
    location: Location | None = Field(None, description="where the forces would stand", examples=["beneficiary"])
    domains: tuple[Domain, ...] = Field((), description="land, air, maritime …", examples=[["land", "air"]])
    strength_min: Count | None = Field(None, description="fewest personnel stated", examples=[5000])
    strength_max: Count | None = Field(None, description="most personnel stated", examples=[10000])
    strength: Missing | None = Field(None, description="why there is no figure", examples=["not-stated"])


class Facilities(Strict):
    """Hubs, bases and depots that a guarantor sets up."""

    kind: Literal["facilities"] = "facilities"
    location: Location | None = Field(None, description="on whose territory", examples=["beneficiary"])
    count: Count | Missing | None = Field(None, description="how many", examples=[3, "not-stated"])
    places: tuple[Text, ...] = Field((), description="places as the source names them", examples=[["Lviv region"]])
    purpose: Text | None = Field(None, description="what they are for, in our words", examples=["storage of weapons"])


class Monitoring(Strict):
    """Observation of a ceasefire: who leads it, through which body, with what means."""

    kind: Literal["monitoring"] = "monitoring"
    lead: ActorRef | None = Field(None, description="who leads the mechanism", examples=["USA"])
    lead_missing: Missing | None = Field(None, description="why no leader is named", examples=["not-stated"])
    body: Text | None = Field(None, description="the body that observes or oversees", examples=["Special Commission"])
    technologies: tuple[Technology, ...] = Field((), description="means of observation", examples=[["drones"]])


class Commission(Strict):
    """A body that deals with breaches: what it may do, and who sits on it."""

    kind: Literal["commission"] = "commission"
    mandate: tuple[Mandate, ...] = Field((), description="its tasks", examples=[["attribute-responsibility"]])
    representation: tuple[ActorRef, ...] = Field((), description="who is represented", examples=[["UKR", "USA"]])
    representation_missing: Missing | None = Field(None, description="why nobody is named", examples=["not-stated"])


class Sanctions(Strict):
    """Measures against an adversary: which, against whom, and set off how."""

    kind: Literal["sanctions"] = "sanctions"
    measure: SanctionKind | Missing | None = Field(None, description="kind of measure", examples=["sectoral"])
    target: ActorRef | None = Field(None, description="against whom", examples=["RUS"])
    mechanism: SanctionMechanism | Missing | None = Field(
        None, description="how they come about", examples=["additional-on-trigger"]
    )


class Consultation(Strict):
    """A duty to consult: how soon, and whether both sides owe it."""

    kind: Literal["consultation"] = "consultation"
    within_hours: Count | Missing | None = Field(None, description="deadline in hours", examples=[24, "not-stated"])
    reciprocal: bool | Missing | None = Field(None, description="do both sides owe it?", examples=[True])


Terms = ForcePresence | Facilities | Monitoring | Commission | Sanctions | Consultation
TERMS: dict[str, type[Strict]] = {
    "force-presence": ForcePresence,
    "facilities": Facilities,
    "monitoring": Monitoring,
    "commission": Commission,
    "sanctions": Sanctions,
    "consultation": Consultation,
}
