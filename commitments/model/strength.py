"""The one ladder that people read: how firm a commitment is, derived from its fields and never typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from commitments.model.records import Commitment, Instrument

OF_STANCE = MappingProxyType(
    {
        "threatens": "rejects",
        "rules-out": "rejects",
        "objects": "rejects",
        "not-planned": "not-planned",
        "non-committal": "non-committal",
        "under-consideration": "considering",
        "conditional-offer": "conditional",
        "pledge": "pledged",
        "signed-intent": "declared",
        "signed-commitment": "signed",
        "demands": "demands",
        "endorses": "endorses",
        "not-found": "not-found",
    }
)
CARRIED_OUT = frozenset({"activated", "delivering"})
PROMISED = frozenset({"conditional", "pledged", "declared", "signed"})
BINDING = frozenset({"binding-international", "binding-domestic"})


def strength(commitment: Commitment, instrument: Instrument | None) -> str:
    """Place a commitment on the ladder: the highest rung that stance, legal history and status support.

    Gives a word of the vocabulary `strengths`. Binding needs a signed commitment, a declared legal effect and an
    instrument in force; operational needs a promise that is being carried out.
    """
    said = OF_STANCE[commitment.stance]
    if said in PROMISED and commitment.history[-1].status in CARRIED_OUT:
        return "operational"
    if said == "signed" and commitment.bindingness in BINDING and _in_force(instrument):
        return "binding"
    return said


def _in_force(instrument: Instrument | None) -> bool:
    steps: Sequence[str] = [step.step for step in instrument.legal_history] if instrument else []
    return "in-force" in steps and "terminated" not in steps
