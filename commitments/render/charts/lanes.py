"""Events as a picture: time runs down, a lane for each family, and beside them what happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from commitments.ask.heading import Heading
from commitments.ask.standing import ENDED
from commitments.ask.timeline import Event
from commitments.english import counted, few
from commitments.escaping import on_one_line
from commitments.model import dates
from commitments.render.charts.canvas import Canvas, leading, wrapped
from commitments.render.charts.frame import credit, headed
from commitments.render.charts.themes import on

ROWS = 50
"""Rows that can still be read: where there are more days, a row is a month, and where there are more months, a year."""
TOLD, LONGEST = 100, 240
"""Events that a picture tells in words, and the letters that it gives to one."""
WIDE, WORDS, LANE, BETWEEN = 0.46, 6.6, 1.9, 0.12
"""Widths of a lane, of the words beside the lanes, of the words above them, and the space between rows, in inches."""
SMALLEST, LARGEST, APART = 0.07, 0.19, 0.03
"""Radii of marks, and the space between those that share a place."""
NAMED = 2
"""So many of the names that an event has are told."""
PAPERS = "treaties and papers"
ENDS = ENDED | {"not-honoured", "stalled", "terminated"}
NOTHING = "nothing-found"


class Mark(StrEnum):
    """What kind of step a mark stands for, and what the legend says of it."""

    STEP = "a step, or as many as the number says"
    END = "ended, replaced, on hold or not kept"
    NOTHING = "looked for, nothing found"


SIGNS = {Mark.STEP: "", Mark.END: "×", Mark.NOTHING: "?"}


@dataclass(frozen=True, slots=True)
class Moment:
    """The events of one date, and those of them that are told in words."""

    when: str
    events: Sequence[Event]
    told: Sequence[Event]

    @property
    def year(self) -> str:
        """The year of its first event."""
        return self.events[0].year


def draw(canvas: Canvas, events: Sequence[Event], families: Mapping[str, str], heading: Heading) -> None:
    """Draw marks from the origin on, dates to the left, lanes named above, and words to the right."""
    rows = _rows(events)
    used = {event.family for event in events}
    named: list[tuple[str | None, str]] = [(None, PAPERS), *families.items()]
    lanes = {family: label for family, label in named if family in used}
    titles = [wrapped(label, LANE) for label in lanes.values()]
    beside = 0.2 + max(canvas.width(row.when, weight="bold") for row in rows)
    above = max(canvas.width(line) + leading() * len(lines) for lines in titles for line in lines) * 0.75
    across = len(lanes) * WIDE
    headed(canvas, heading, _says(events, rows), (-beside, -above - 0.35), beside + across + WORDS)
    _legend(canvas, -beside, -above - 0.2, events)
    for number, lines in enumerate(titles):
        canvas.slanted((number + 0.5) * WIDE, -0.1, lines)
    bottom = BETWEEN
    for number, row in enumerate(rows):
        if number and row.year != rows[number - 1].year:
            canvas.line((-beside, bottom), (across + WORDS, bottom))
            bottom += BETWEEN + LARGEST / 3
        bottom = _drawn(canvas, bottom, row, list(lanes)) + BETWEEN
    for number in range(len(lanes)):
        canvas.line(((number + 0.5) * WIDE, 0), ((number + 0.5) * WIDE, bottom))
    credit(canvas, -beside, bottom)


def _rows(events: Sequence[Event]) -> list[Moment]:
    """Gather events by date, month or year, whichever gives no more rows than can be read."""
    by_day, by_month, by_year = (_gathered(events, when) for when in (_day, _month, _year))
    gathered = next((each for each in (by_day, by_month) if len(each) <= ROWS), dict(sorted(by_year.items())))
    share = max(TOLD // len(gathered), 1)
    return [Moment(when, found, _foremost(found)[:share]) for when, found in gathered.items()]


def _gathered(events: Sequence[Event], when: Callable[[Event], str]) -> dict[str, list[Event]]:
    gathered: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        gathered[when(event)].append(event)
    return dict(gathered)


def _day(event: Event) -> str:
    return dates.told(event.date)


def _month(event: Event) -> str:
    first, last = (event.earliest or "")[:7], (event.latest or "")[:7]
    return first if first and first == last else _day(event)


def _year(event: Event) -> str:
    return event.year


def _foremost(events: Sequence[Event]) -> list[Event]:
    """Put papers first, since they hold much of the rest; last what other events tell better; leave out repetitions."""
    ordered = sorted(events, key=lambda event: (event.family is not None, event.step in {"superseded", NOTHING}))
    once: dict[tuple[str, str, str], Event] = {}
    for event in ordered:
        once.setdefault((event.label, event.who, event.told), event)
    return list(once.values())


def _mark(event: Event) -> Mark:
    if event.step == NOTHING:
        return Mark.NOTHING
    return Mark.END if event.step in ENDS else Mark.STEP


def _says(events: Sequence[Event], rows: Sequence[Moment]) -> str:
    left = len(events) - sum(len(row.told) for row in rows)
    told = f"{counted(len(events), 'event')}; distances are not to scale"
    return f"{told}; {counted(left, 'is a mark', 'are marks')} without words" if left else told


def _drawn(canvas: Canvas, top: float, row: Moment, lanes: Sequence[str | None]) -> float:
    """Draw one row; give where it ends."""
    y = top + leading() / 2
    canvas.text(-0.1, y, row.when, ha="right", weight="bold")
    ends = [
        _marks(canvas, ((number + 0.5) * WIDE, y), [event for event in row.events if event.family == lane])
        for number, lane in enumerate(lanes)
    ]
    for event in row.told:
        y = canvas.lines(len(lanes) * WIDE + 0.15, y, wrapped(_sentence(event, row), WORDS))
    if left := len(row.events) - len(row.told):
        y = canvas.lines(len(lanes) * WIDE + 0.15, y, [f"and {left} more"], color=canvas.theme.quiet)
    return max(y - leading() / 2, *ends)


def _marks(canvas: Canvas, place: tuple[float, float], events: Sequence[Event]) -> float:
    """Draw the marks of one date and lane, one below the other; give where they end."""
    (x, y), numbers = place, Counter(map(_mark, events))
    radius = 0.0
    for mark in (mark for mark in Mark if numbers[mark]):
        if radius:
            y += radius + APART + _radius(mark, numbers[mark])
        radius = _radius(mark, numbers[mark])
        _marked(canvas, (x, y), mark, numbers[mark])
    return y + radius


def _radius(mark: Mark, number: int) -> float:
    """Many events make a mark larger."""
    return min(0.09 + 0.012 * sqrt(number), LARGEST) if _sign(mark, number) else SMALLEST


def _sign(mark: Mark, number: int) -> str:
    return SIGNS[mark] + (str(number) if number > 1 else "")


def _marked(canvas: Canvas, place: tuple[float, float], mark: Mark, number: int) -> None:
    """Draw a mark with its sign, and its number where it stands for more than one event."""
    theme = canvas.theme
    colour = {Mark.STEP: theme.accent, Mark.END: theme.warning}.get(mark, theme.quiet)
    face, ink = (colour, on(colour)) if mark is Mark.STEP else (theme.paper, colour)
    canvas.circle(*place, _radius(mark, number), facecolor=face, edgecolor=colour, linewidth=1)
    canvas.text(*place, _sign(mark, number), 7, ha="center", color=ink, weight="bold")


def _legend(canvas: Canvas, x: float, y: float, events: Sequence[Event]) -> None:
    """Say in one line what the marks mean that are used."""
    used = {_mark(event) for event in events}
    for mark in (mark for mark in Mark if mark in used):
        _marked(canvas, (x + 0.1, y), mark, 1)
        canvas.text(x + 0.25, y, mark, color=canvas.theme.quiet)
        x += canvas.width(mark) + 0.6


def _sentence(event: Event, row: Moment) -> str:
    """Tell an event in one sentence: when, if the row does not say it; what step; who, if the words do not say it."""
    when = f"{_day(event)} " if _day(event) != row.when else ""
    names = event.who.split(", ")
    who = "" if any(name in event.told for name in names) else f" ({few(names, NAMED)})"
    told = on_one_line(f"{when}{event.label}{who}: {event.told}")
    return told if len(told) <= LONGEST else f"{told[:LONGEST]} …"
