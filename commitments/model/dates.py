"""Dates as sources give them: a day, a month, a year, or a span with an open end (ISO 8601-2, EDTF level 0)."""

from __future__ import annotations

import re
from functools import lru_cache

from commitments.english import quoted

SINGLE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{2})(-(?P<day>\d{2}))?)?", re.ASCII)
OPEN = ".."
DAY = r"(?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
PATTERN = rf"^({DAY}(/({DAY}|\.\.))?|\.\./{DAY})$"
"""The form of a date for editors, which cannot count the days of a month."""
FORMS = "a date: 2026-01-06, 2026-01, 2026, or a span such as 2025-09/2026-01, 2025/.. or ../2026-01-07"
MONTHS = 12
KEPT = 4096
"""How many dates are remembered with what they mean: the same few days come again and again."""


@lru_cache(maxsize=KEPT)
def problem(text: str) -> str | None:
    """Say what is wrong with a date as written, or None if it is one."""
    start, slash, end = text.partition("/")
    if not slash:
        return _single_problem(text)
    if start == end == OPEN:
        return "a span needs at least one end that is known"
    for part in (start, end):
        if part != OPEN and (wrong := _single_problem(part)):
            return wrong
    if OPEN not in (start, end) and _first_day(start) > _last_day(end):
        return f"the span ends ({end}) before it begins ({start})"
    return None


@lru_cache(maxsize=KEPT)
def earliest(text: str | None) -> str | None:
    """First day that a valid date can mean, as YYYY-MM-DD; None where its beginning is open, or there is no date."""
    if not text:
        return None
    start = text.partition("/")[0]
    return None if start == OPEN else _first_day(start)


@lru_cache(maxsize=KEPT)
def latest(text: str | None) -> str | None:
    """Last day that a valid date can mean, as YYYY-MM-DD; None where its end is open, or there is no date."""
    if not text:
        return None
    start, slash, end = text.partition("/")
    last = end if slash else start
    return None if last == OPEN else _last_day(last)


def told(text: str) -> str:
    """Say a date as people do: a span by its ends, `../2026-01-07` as "by 2026-01-07"."""
    start, slash, end = text.partition("/")
    if not slash:
        return text
    if start == OPEN:
        return f"by {end}"
    return f"since {start}" if end == OPEN else f"{start} to {end}"


def _days(year: int, month: int) -> int:
    """How many days a month has."""
    from calendar import monthrange  # noqa: PLC0415 -- most answers do without it

    return monthrange(year, month)[1]


def _single_problem(text: str) -> str | None:
    match = SINGLE.fullmatch(text)
    if not match:
        return f"{quoted(text)} is not written as a date"
    year, month, day = (int(part) if part else None for part in match.group("year", "month", "day"))
    if year == 0:
        return f"{text}: there is no year 0000"
    if month is not None and not 1 <= month <= MONTHS:
        return f"{text}: there is no month {month:02}"
    if year and month and day is not None and not 1 <= day <= _days(year, month):
        return f"{text}: {year:04}-{month:02} has {_days(year, month)} days"
    return None


def _first_day(text: str) -> str:
    return text + "-01" * (2 - text.count("-"))


def _last_day(text: str) -> str:
    match text.count("-"):
        case 0:
            return f"{text}-12-31"
        case 1:
            return f"{text}-{_days(int(text[:4]), int(text[5:])):02}"
        case _:
            return text
