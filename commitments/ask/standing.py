"""What stood on a day, as far as dates tell: yes, no, or unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias

from commitments.model import dates
from commitments.model.ladder import rung
from commitments.store.connection import Connection

ENDED = frozenset({"withdrawn", "superseded", "expired", "never-materialised", "suspended"})
"""Statuses in which a commitment does not stand; a later step can revive it."""
FIRST, LAST = "0000-01-01", "9999-12-31"

HISTORY = "SELECT commitment_id, status, date_earliest, date_latest FROM history ORDER BY commitment_id, position"
LEGAL = "SELECT instrument_id, step, date_earliest, date_latest FROM legal_step ORDER BY instrument_id, position"
Row: TypeAlias = Mapping[str, Any]

RUNGS = "SELECT id, label, rank FROM label WHERE vocabulary = 'strengths'"


class Stood(StrEnum):
    """A three-valued answer: partial dates can leave a question open, and then nothing is hidden."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Step(NamedTuple):
    """Something that came about, with the first and last day on which it can have; None where that end is open."""

    what: str
    earliest: str | None
    latest: str | None

    def had_come(self, day: str) -> Stood:
        """Whether it had come about by the end of a day."""
        if (self.latest or LAST) <= day:
            return Stood.YES
        return Stood.UNKNOWN if (self.earliest or FIRST) <= day else Stood.NO


def stood(history: Sequence[Step], day: str) -> Stood:
    """Tell whether a commitment with this history, oldest step first, stood on a day (YYYY-MM-DD).

    It stands from its first step on, and does not while the last step taken is one of ENDED.
    """
    possible = {_stands(history[:taken]) for taken in range(len(history) + 1) if _can_have(history, taken, day)}
    if len(possible) != 1:
        return Stood.UNKNOWN
    return Stood.YES if possible == {True} else Stood.NO


def joined(parties: Iterable[Row], day: str | None) -> list[Row]:
    """Give the parties that a commitment had by the end of a day, as far as is known; all of them without a day."""
    return [party for party in parties if not day or (dates.earliest(party["since"]) or FIRST) <= day]


def last_taken(steps: Sequence[Step], day: str) -> str | None:
    """What had last come about by a day for certain, or None where nothing had."""
    taken = [step.what for step in steps if step.had_come(day) is Stood.YES]
    return taken[-1] if taken else None


def in_force(steps: Sequence[Step], day: str) -> bool:
    """Whether an instrument was in force on a day for certain."""
    came = {step.what: step.had_come(day) for step in steps}
    return came.get("in-force") is Stood.YES and came.get("terminated", Stood.NO) is Stood.NO


class AsOf:
    """The database as it was on a day (YYYY-MM-DD)."""

    def __init__(self, connection: Connection, day: str) -> None:
        self.day = day
        self.histories = _steps(connection, HISTORY)
        self.legal = _steps(connection, LEGAL)
        self.rungs = ladder(connection)

    def as_it_was(self, pledge: dict[str, Any]) -> dict[str, Any]:
        """Give a commitment the status and the strength of the day, and say under `stood` whether it stood then."""
        history = self.histories[pledge["id"]]
        status = last_taken(history, self.day) or history[0].what
        held = in_force(self.legal.get(pledge["instrument"], ()), self.day)
        strength = rung(pledge["stance"], pledge["bindingness"], status, in_force=held)
        label, rank = self.rungs[strength]
        return {
            **pledge, "stood": str(stood(history, self.day)), "status": status, "strength": strength,
            "strength_label": label, "strength_rank": rank,
        }  # fmt: skip


def ladder(connection: Connection) -> dict[str, tuple[str, int | None]]:
    """The label and the place on the ladder of every strength; what stands beside the ladder has no place."""
    return {row["id"]: (row["label"], row["rank"]) for row in connection.execute(RUNGS)}


def _steps(connection: Connection, query: str) -> dict[str, list[Step]]:
    gathered: defaultdict[str, list[Step]] = defaultdict(list)
    for owner, *step in connection.execute(query):
        gathered[owner].append(Step(*step))
    return dict(gathered)


def _can_have(history: Sequence[Step], taken: int, day: str) -> bool:
    """Whether just the first steps, as many as `taken`, can have been taken by a day."""
    return all(step.had_come(day) is not Stood.NO for step in history[:taken]) and all(
        step.had_come(day) is not Stood.YES for step in history[taken:]
    )


def _stands(taken: Sequence[Step]) -> bool:
    return bool(taken) and taken[-1].what not in ENDED
