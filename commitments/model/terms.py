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
    domains: tuple[Domain, ...] = Field(
        (), description="in which domains: land, air, maritime …", examples=[["land", "air"]]
    )
    strength_min: Count | None = Field(None, description="fewest personnel stated, in persons", examples=[5000])
    strength_max: Count | None = Field(None, description="most personnel stated, in persons", examples=[10000])
    strength: Missing | None = Field(None, description="why no number of personnel is given", examples=["not-stated"])


class Facilities(Strict):
    """Hubs, bases and depots that a guarantor sets up."""

    kind: Literal["facilities"] = "facilities"
    location: Location | None = Field(None, description="on whose territory they stand", examples=["beneficiary"])
    count: Count | Missing | None = Field(
        None, description="how many, or why no number is given", examples=[3, "not-stated"]
    )
    places: tuple[Text, ...] = Field((), description="places as the source names them", examples=[["Lviv region"]])
    purpose: Text | None = Field(None, description="what they are for, in our words", examples=["storage of weapons"])


class Monitoring(Strict):
    """Observation of a ceasefire: who leads it, through which body, with what means."""

    kind: Literal["monitoring"] = "monitoring"
    lead: ActorRef | None = Field(None, description="id of the actor that leads the mechanism", examples=["USA"])
    lead_missing: Missing | None = Field(None, description="why no leader is named", examples=["not-stated"])
    body: Text | None = Field(None, description="the body that observes or oversees", examples=["Special Commission"])
    technologies: tuple[Technology, ...] = Field((), description="means of observation", examples=[["drones"]])


class Commission(Strict):
    """A body that deals with breaches: what it may do, and who sits on it."""

    kind: Literal["commission"] = "commission"
    mandate: tuple[Mandate, ...] = Field((), description="its tasks", examples=[["attribute-responsibility"]])
    representation: tuple[ActorRef, ...] = Field(
        (), description="ids of the actors that are represented", examples=[["UKR", "USA"]]
    )
    representation_missing: Missing | None = Field(None, description="why nobody is named", examples=["not-stated"])


class Sanctions(Strict):
    """Measures against an adversary: which, against whom, and set off how."""

    kind: Literal["sanctions"] = "sanctions"
    measure: SanctionKind | None = Field(None, description="kind of measure", examples=["sectoral"])
    measure_missing: Missing | None = Field(None, description="why no measure is named", examples=["not-stated"])
    target: ActorRef | None = Field(None, description="id of the actor against whom it is taken", examples=["RUS"])
    mechanism: SanctionMechanism | None = Field(
        None, description="how the measures come about", examples=["additional-on-trigger"]
    )
    mechanism_missing: Missing | None = Field(
        None, description="why it is not known how they come about", examples=["not-stated"]
    )


class Consultation(Strict):
    """A duty to consult: how soon, whether both sides owe it, and who may call it."""

    kind: Literal["consultation"] = "consultation"
    within_hours: Count | Missing | None = Field(
        None, description="deadline in hours, or why none is given", examples=[24, "not-stated"]
    )
    reciprocal: bool | Missing | None = Field(
        None, description="do both sides owe it, or why that is not said", examples=[True]
    )
    invoked_by: tuple[ActorRef, ...] = Field(
        (), description="ids of the actors that may call it, where the words say who may", examples=[["UKR"]]
    )


Terms = ForcePresence | Facilities | Monitoring | Commission | Sanctions | Consultation
TERMS: dict[str, type[Strict]] = {
    "force-presence": ForcePresence,
    "facilities": Facilities,
    "monitoring": Monitoring,
    "commission": Commission,
    "sanctions": Sanctions,
    "consultation": Consultation,
}
