"""One instrument as a person wants to read it, with what stands on it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from types import MappingProxyType

from commitments.escaping import on_one_line
from commitments.model import dates
from commitments.render.record import Row, as_json, disputes, entry, evidence


def text(paper: Row, width: int | None = None) -> str:
    """Set a whole instrument for a terminal of the given width."""
    lines = [*textwrap.wrap(on_one_line(paper["title"]), width or 100), on_one_line(paper["id"]), ""]
    for label, value in _facts(paper):
        lines += entry(label, value, width or 100)
    for told in paper["evidence"]:
        lines += ["", *evidence(told, width or 100)]
    lines += ["", *_standing_on(paper, width or 100)]
    return "\n".join(lines).rstrip() + "\n"


FORMATS: MappingProxyType[str, Callable[[Row, int | None], str]] = MappingProxyType({"text": text, "json": as_json})


def _facts(paper: Row) -> Iterator[tuple[str, str]]:
    yield "form", paper["form_label"]
    yield "done", ", ".join(filter(None, (paper["place"], dates.told(paper["date"]) if paper["date"] else None)))
    yield "effect", paper["bindingness_label"]
    for person in paper["signatories"]:
        acting = ", ".join(filter(None, (person["person"], person["office"])))
        yield person["role_label"], f"{person['name']} ({acting})" if acting else person["name"]
    for step in paper["legal_history"]:
        where = f" ({step['actor_name']})" if step["actor_name"] else ""
        yield (
            "status",
            " · ".join(filter(None, (f"{step['step_label']}{where} {dates.told(step['date'])}", step["note"]))),
        )
    yield "duration", paper["duration"] or ""
    yield "ends", paper["termination"] or ""
    for change in paper["changes"]:
        yield "draft", f"{change['draft']} Final text: {change['final']}"
    yield from disputes(paper["disputes"])
    yield "notes", paper["notes"] or ""
    yield "sources", ", ".join(source["id"] for source in paper["sources"])


def _standing_on(paper: Row, width: int) -> Iterator[str]:
    """Name every commitment that stands on the instrument, the firmest first."""
    for pledge in paper["commitments"]:
        hanging = f", hangs on {pledge['hangs_on']}" if pledge["hangs_on"] else ""
        yield from entry(pledge["strength_label"], f"{pledge['type_label']}{hanging}: {pledge['id']}", width)
