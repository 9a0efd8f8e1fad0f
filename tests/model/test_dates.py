"""Dates as sources give them: a day, a month, a year, or a span with an open end."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.model import dates

days = st.dates()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2026-01-06", "2026-01-06", "2026-01-06"),
        ("2026-01", "2026-01-01", "2026-01-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2024/2026", "2024-01-01", "2026-12-31"),
        ("2024-05/2026-01-06", "2024-05-01", "2026-01-06"),
        ("2025-01-06/..", "2025-01-06", None),
        ("../2025", None, "2025-12-31"),
        ("2025/2025", "2025-01-01", "2025-12-31"),
        ("2025-12/2025", "2025-12-01", "2025-12-31"),
        ("2025/2025-01", "2025-01-01", "2025-01-31"),
    ],
)
def test_a_date_means_the_days_from_its_earliest_to_its_latest(
    text: str, earliest: str | None, latest: str | None
) -> None:
    assert dates.problem(text) is None
    assert (dates.earliest(text), dates.latest(text)) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("2025-02-29", "2025-02 has 28 days"),
        ("2025-02-30", "2025-02 has 28 days"),
        ("1900-02-29", "1900-02 has 28 days"),
        ("2025-04-31", "2025-04 has 30 days"),
        ("2025-01-00", "2025-01 has 31 days"),
        ("2025-01-32", "2025-01 has 31 days"),
        ("2025-00", "no month 00"),
        ("2025-13", "no month 13"),
        ("1960-13-19", "no month 13"),
        ("0000", "no year 0000"),
        ("0000-01-01", "no year 0000"),
        ("", "not written as a date"),
        ("today", "not written as a date"),
        ("25", "not written as a date"),
        ("20260106", "not written as a date"),
        ("2026-1-6", "not written as a date"),
        ("2026-01-06 ", "not written as a date"),
        ("2026-01-06\n", "not written as a date"),
        ("06.01.2026", "not written as a date"),
        ("2026-01-06T12:00", "not written as a date"),
        ("2026-W02", "not written as a date"),
        ("2026~", "not written as a date"),
        ("-2026", "not written as a date"),
        ("٢٠٢٦-٠١-٠٦", "not written as a date"),
        ("..", "not written as a date"),
        ("/", "not written as a date"),
        ("2025/", "not written as a date"),
        ("/2025", "not written as a date"),
        ("2025/2026/2027", "not written as a date"),
        ("2025-02-30/..", "2025-02 has 28 days"),
        ("../2025-13", "no month 13"),
        ("../..", "at least one end"),
        ("2026/2025", "ends (2025) before it begins (2026)"),
        ("2026-01-07/2026-01-06", "ends (2026-01-06) before it begins (2026-01-07)"),
    ],
)
def test_what_is_no_date_is_told_why(text: str, clue: str) -> None:
    problem = dates.problem(text)
    assert problem
    assert clue in problem


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-01-06", "2026-01-06"),
        ("2026", "2026"),
        ("../2026-01-07", "by 2026-01-07"),
        ("2025/..", "since 2025"),
        ("2025-09/2026", "2025-09 to 2026"),
    ],
)
def test_a_span_is_told_as_people_say_it(text: str, told: str) -> None:
    assert dates.told(text) == told


@given(days)
def test_every_day_of_the_calendar_is_a_date_that_means_itself(day: date) -> None:
    text = day.isoformat()
    assert dates.problem(text) is None
    assert dates.earliest(text) == dates.latest(text) == text


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_date_is_one_that_the_calendar_has(year: int, month: int, day: int) -> None:
    there = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    assert (dates.problem(f"{year:04}-{month:02}-{day:02}") is None) == there


@given(days)
def test_a_month_ends_the_day_before_the_next_begins(day: date) -> None:
    last = date.fromisoformat(dates.latest(day.isoformat()[:7]) or "")
    assert (last.year, last.month) == (day.year, day.month)
    assert last == date.max or (last + timedelta(days=1)).day == 1


@given(days)
def test_a_day_lies_within_its_month_and_its_year(day: date) -> None:
    text = day.isoformat()
    for vague in (text[:7], text[:4]):
        assert (dates.earliest(vague) or "") <= text <= (dates.latest(vague) or "")


@given(days, days)
def test_a_span_of_two_days_is_a_date_if_it_does_not_run_backwards(one: date, other: date) -> None:
    text = f"{one}/{other}"
    assert (dates.problem(text) is None) == (one <= other)


@given(days, days)
def test_days_compare_as_text_as_they_do_in_the_calendar(one: date, other: date) -> None:
    assert (dates.earliest(one.isoformat()) or "") < (dates.latest(other.isoformat()) or "") or one >= other


@given(st.text("0123456789-/.", max_size=22))
def test_any_text_is_a_date_or_is_told_why_not(text: str) -> None:
    if dates.problem(text) is None:
        earliest, latest = dates.earliest(text), dates.latest(text)
        assert earliest or latest
        assert all(day is None or date.fromisoformat(day).isoformat() == day for day in (earliest, latest))
        assert not (earliest and latest) or earliest <= latest


@given(st.text("0123456789-/.", max_size=22) | days.map(str))
def test_the_form_for_editors_refuses_no_date(text: str) -> None:
    assert dates.problem(text) or re.search(dates.PATTERN, text)
