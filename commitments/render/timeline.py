"""What happened when, laid out for people and for programs, and as a Mermaid diagram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from commitments.ask.timeline import Event
from commitments.escaping import on_one_line
from commitments.model import dates
from commitments.render.tables import FORMATS, Listing, Sheet

FIELDS = ("date", "earliest", "latest", "of", "id", "step", "who", "family", "told")
DRAWN = 60
"""How many events a diagram can hold and still be read; of more, it says so."""
ENTITIES = str.maketrans({letter: f"#{ord(letter)};" for letter in ":;#%{}[]()<>|\"'`*_~\\&ﬂ¶"})
"""Letters that Mermaid takes for its own, and their entity codes, which it shows as the letters.

The last two are its own marks for the beginning and the end of a code (`ﬂ°°35¶ß`), and none when they stand in a text.
"""


def listing(events: Sequence[Event]) -> Listing:
    """Lay out events as one table, in order of time."""
    rows = [[dates.told(event.date), event.label, event.who, event.told, event.id] for event in events]
    sheet = Sheet("", ("date", "step", "who", "what", "id"), rows, frozenset({"who", "what"}), frozenset({"who"}))
    records = [{name: getattr(event, name) for name in FIELDS} for event in events]
    return Listing([sheet] if rows else [], FIELDS, records)


def markdown(events: Sequence[Event]) -> str:
    """Draw events as a Mermaid timeline, and list them in a table below."""
    table = FORMATS["markdown"](listing(events), None)
    return f"{mermaid(events)}\n\n{table}" if events else ""


def mermaid(events: Sequence[Event]) -> str:
    """Draw a timeline, a section to a year: at most DRAWN events, the latest."""
    years: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events[-DRAWN:]:
        years[event.year].append(event)
    lines = ["```mermaid", "timeline"]
    if len(events) > DRAWN:
        lines.append(f"    title The last {DRAWN} of {len(events)} events")
    for year, told in sorted(years.items()):
        lines.append(f"    section {drawn(year)}")
        lines += _drawn(told)
    return "\n".join([*lines, "```"])


def _drawn(events: Sequence[Event]) -> list[str]:
    """One line for each date, with all that happened then."""
    by_date: defaultdict[str, list[str]] = defaultdict(list)
    for event in events:
        by_date[drawn(dates.told(event.date))].append(drawn(f"{event.label}: {event.told}"))
    return [f"        {date} : {' : '.join(told)}" for date, told in by_date.items()]


def drawn(text: str) -> str:
    """A text as a diagram takes it: on one line, and nothing in it a word of Mermaid's own."""
    return on_one_line(text).translate(ENTITIES)
