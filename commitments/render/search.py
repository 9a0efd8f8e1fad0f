"""What a search found: every record with its title, and the words in their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commitments.ask.search import Hit, Place
from commitments.english import counted
from commitments.escaping import on_one_line
from commitments.render.tables import Listing, Sheet

AROUND = 50
"""How many letters of a text are shown before and after what matched, to the next end of a word."""
PLACES = 3
"""How many places of a record are shown, before it says how many more there are."""
CUT = "…"
FIELDS = ("id", "kind", "title", "places")


def listing(hits: Sequence[Hit]) -> Listing:
    """Lay out hits: in a table with « » around what matched, and as records with all places."""
    rows = [row for hit in hits for row in _rows(hit)]
    sheet = Sheet("", ("id", "where", "found"), rows, frozenset({"found"}), key=0, blank="")
    records = [
        {"id": hit.id, "kind": hit.kind, "title": hit.title, "places": list(map(_place, hit.places))} for hit in hits
    ]
    return Listing([sheet] if rows else [], FIELDS, records)


def _rows(hit: Hit) -> Iterator[list[str]]:
    named = [place for place in hit.places if place.text == hit.title]
    others = [place for place in hit.places if place.text != hit.title]
    yield [hit.id, "title", marked(named[0]) if named else hit.title]
    for place in others[:PLACES]:
        yield ["", place.field, marked(place)]
    if len(others) > PLACES:
        yield ["", "", f"and {counted(len(others) - PLACES, 'more place')}"]


def _place(place: Place) -> dict[str, object]:
    return {"field": place.field, "text": place.text, "spans": [list(span) for span in place.spans]}


def marked(place: Place) -> str:
    """What stands around the first match of a place, with « » around every match in it."""
    text, start, end = place.text, *_around(place)
    told, at = "", start
    for first, last in (span for span in place.spans if start <= span[0] and span[1] <= end):
        told += f"{text[at:first]}«{text[first:last]}»"
        at = last
    whole = told + text[at:end]
    return on_one_line(f"{CUT if start else ''}{whole}{CUT if end < len(text) else ''}")


def _around(place: Place) -> tuple[int, int]:
    """Where to cut a text, between words."""
    first, last = place.spans[0]
    start = 0 if first <= AROUND else place.text.rfind(" ", 0, first - AROUND) + 1
    end = place.text.find(" ", min(last + 2 * AROUND, len(place.text)))
    return start, len(place.text) if end < 0 else end
