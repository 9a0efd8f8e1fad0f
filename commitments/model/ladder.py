"""The one ladder that people read: how firm a commitment is, derived from its values and never typed by hand."""

from __future__ import annotations

from types import MappingProxyType

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
RUNGS = (
    "rejects", "not-planned", "non-committal", "considering", "conditional", "pledged", "declared", "signed", "binding",
    "operational",
)  # fmt: skip
"""The ladder, lowest rung first; demands, endorses and not-found stand beside it."""
PROMISED = frozenset({"conditional", "pledged", "declared", "signed"})
AGAINST = frozenset({"rejects", "not-planned"})
BINDING = frozenset({"binding-international", "binding-domestic"})


def rung(stance: str, bindingness: str, status: str, *, in_force: bool) -> str:
    """Place a commitment on the ladder: the highest rung that stance, legal effect and status support.

    Gives a word of the vocabulary `strengths`. Binding needs a signed commitment, a declared legal effect and an
    instrument in force; operational needs a promise that is being carried out: to have been called upon once is not
    enough.
    """
    said = OF_STANCE[stance]
    if said in PROMISED and status == "delivering":
        return "operational"
    if said == "signed" and bindingness in BINDING and in_force:
        return "binding"
    return said
