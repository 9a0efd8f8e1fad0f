"""How firm a commitment is, as its record and that of its instrument have it."""

from __future__ import annotations

from collections.abc import Container

from commitments.model.ladder import rung
from commitments.model.records import Commitment


def strength(commitment: Commitment, steps: Container[str]) -> str:
    """Place a commitment on the ladder by its last known status, and by the legal steps of its instrument.

    Gives a word of the vocabulary `strengths`.
    """
    status, in_force = commitment.history[-1].status, "in-force" in steps and "terminated" not in steps
    return rung(commitment.stance, commitment.bindingness, status, in_force=in_force)
