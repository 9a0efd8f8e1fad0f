"""Events come in order of time, those of papers among those of promises."""

from __future__ import annotations

import sqlite3
from typing import Any

from commitments.ask.questions import Wanted
from commitments.ask.timeline import Event, timeline


def events(connection: sqlite3.Connection, *countries: str, **wanted: Any) -> list[Event]:  # noqa: ANN401 -- filters
    return timeline(connection, Wanted(**wanted), countries)[0]


def told(found: list[Event]) -> list[tuple[str, str, str]]:
    return [(event.date, event.id, event.step) for event in found]


def test_steps_of_commitments_and_of_their_papers_come_in_order_of_time(connection: sqlite3.Connection) -> None:
    assert told(events(connection, "France")) == [
        ("2023-05", "fra-2023-training", "announced"),
        ("2024", "fra-2023-training", "delivering"),
        ("2024-02-16", "fra-2024-02-consultation", "agreed"),
        ("2024-02-16", "fra-2024-02-financing", "agreed"),
        ("2024-02-16", "treaty", "signed"),
        ("2024-10", "fra-2024-02-consultation", "standing"),
        ("2024-10", "treaty", "in-force"),
        ("2026-01-06", "fra-2026-01-troops", "announced"),
        ("2026-01-06", "declaration", "signed"),
        ("2026-03-01/2026-03-31", "fra-deu-2026-03-storage", "announced"),
    ]


def test_the_time_asked_for_is_that_of_the_events_and_not_of_the_promises(connection: sqlite3.Connection) -> None:
    found = told(events(connection, "France", since="2024-03", until="2025"))
    assert found == [
        ("2024", "fra-2023-training", "delivering"),
        ("2024-10", "fra-2024-02-consultation", "standing"),
        ("2024-10", "treaty", "in-force"),
    ]


def test_the_first_step_is_told_by_the_title_and_later_ones_by_their_note(connection: sqlite3.Connection) -> None:
    by_step = {event.step: event.told for event in events(connection, types=("consultation",)) if event.of != "x"}
    assert by_step["agreed"] == "France and Ukraine consult within 24 hours of a new attack"
    assert by_step["standing"] == "in force"
    assert by_step["signed"] == "Accord de coopération en matière de sécurité"


def test_a_time_without_events_says_that_there_are_others(connection: sqlite3.Connection) -> None:
    found, remarks = timeline(connection, Wanted(since="2030"), ["France"])
    assert (found, remarks) == ([], ["nothing happened in that time; there are 10 events at other times"])


def test_an_event_of_unknown_beginning_comes_before_all_others(connection: sqlite3.Connection) -> None:
    assert events(connection)[0].date == "../2026-11-20"
