"""How firm a commitment is, as its record and that of its instrument have it."""

from __future__ import annotations

from collections.abc import Sequence

from commitments.model.ladder import rung
from commitments.model.records import Commitment, Instrument


def strength(commitment: Commitment, instrument: Instrument | None) -> str:
    """Place a commitment on the ladder by its last known status; gives a word of the vocabulary `strengths`."""
    status = commitment.history[-1].status
    return rung(commitment.stance, commitment.bindingness, status, in_force=_in_force(instrument))


def _in_force(instrument: Instrument | None) -> bool:
    steps: Sequence[str] = [step.step for step in instrument.legal_history] if instrument else []
    return "in-force" in steps and "terminated" not in steps
