"""What happened when: the steps of commitments and of the instruments they stand on, in order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from commitments.ask import questions
from commitments.ask.pledges import Pledge, spelled_out
from commitments.ask.questions import Wanted
from commitments.ask.standing import FIRST, LAST
from commitments.english import counted
from commitments.store.connection import Connection, Row

STEPS = """
SELECT history.commitment_id AS id, history.position AS step_number, date, date_earliest, date_latest, status AS step,
  label, note
FROM history JOIN label ON label.vocabulary = 'lifecycle-statuses' AND label.id = status
ORDER BY commitment_id, history.position
"""
LEGAL = """
SELECT instrument.id, legal_step.date, legal_step.date_earliest, legal_step.date_latest, step, label, note,
  instrument.title, actor.name AS actor_name
FROM legal_step JOIN instrument ON instrument.id = instrument_id
JOIN label ON label.vocabulary = 'formalisation-steps' AND label.id = step LEFT JOIN actor ON actor.id = actor
ORDER BY instrument.id, legal_step.position
"""


class Event(NamedTuple):
    """Something that happened to a commitment or an instrument.

    `date` is as written, `earliest` and `latest` the days between which it lies, None where that end is open.
    """

    date: str
    earliest: str | None
    latest: str | None
    of: str
    id: str
    step: str
    label: str
    who: str
    family: str | None
    told: str

    @property
    def year(self) -> str:
        """The first year in which it can have happened, or else the last; empty where neither is known."""
        return (self.earliest or self.latest or "")[:4]


def timeline(connection: Connection, wanted: Wanted, countries: Sequence[str] = ()) -> tuple[list[Event], list[str]]:
    """Give events in order of time, and why there are none; `since` and `until` are those of the events.

    Raises what `questions.answer` raises.
    """
    filters = questions.filtered(connection, wanted)
    found, remarks = questions.gathered(connection, wanted._replace(since=None, until=None), countries)
    first, last = filters.since or FIRST, filters.until or LAST
    found = spelled_out(connection, found)
    events = [*_of_commitments(connection, found), *_of_instruments(connection, found)]
    kept = [event for event in events if (event.latest or LAST) >= first and (event.earliest or FIRST) <= last]
    if events and not kept:
        remarks = [f"nothing happened in that time; there are {counted(len(events), 'event')} at other times"]
    return sorted(kept, key=_time), remarks


def _of_commitments(connection: Connection, found: Sequence[Pledge]) -> Iterator[Event]:
    pledges = {pledge["id"]: pledge for pledge in found}
    for row in connection.execute(STEPS):
        if pledge := pledges.get(row["id"]):
            told = pledge["title"] if row["step_number"] == 0 else row["note"] or pledge["title"]
            who = ", ".join(pledge["party_names"])
            yield _event(row, "commitment", who, told, pledge["family"])


def _of_instruments(connection: Connection, found: Sequence[Pledge]) -> Iterator[Event]:
    instruments = {pledge["instrument"] for pledge in found}
    for row in connection.execute(LEGAL):
        if row["id"] in instruments:
            told = f"{row['title']}: {row['note']}" if row["note"] else row["title"]
            yield _event(row, "instrument", row["actor_name"] or "", told, None)


def _event(row: Row, of: str, who: str, told: str, family: str | None) -> Event:
    days = row["date"], row["date_earliest"], row["date_latest"]
    return Event(*days, of, row["id"], row["step"], row["label"], who, family, told)


def _time(event: Event) -> tuple[str, str, str, str]:
    return event.earliest or FIRST, event.latest or LAST, event.of, event.id
