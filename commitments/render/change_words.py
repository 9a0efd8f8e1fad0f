"""A changed record in words: what became of it, which values changed, and where two long texts part."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import TypeAlias

from commitments.curate.changes.meaning import Strength
from commitments.curate.changes.records import WITHDRAWING, Event, RecordChange
from commitments.curate.changes.values import KEYS, Change, Kind, Path
from commitments.curate.plain_data import Value
from commitments.escaping import runs_leftward
from commitments.findings import Finding

Safe: TypeAlias = Callable[[str], str]
"""Makes a text that others wrote safe for where it will be shown; applied to every such text before it is joined."""
Line: TypeAlias = tuple[str, str]
"""The field, or nothing where a line goes on with the one above; and what became of it."""

WORD = re.compile(r"[\w.:/-]+", re.ASCII)
SHORT = 40  # letters of a value that stands on one line with the value it had before
TOO_LONG_TO_COMPARE = 80  # letters from which nobody sees what differs in two texts, unless it is marked
LONG = 300  # letters of a text that is shown whole
CONTEXT = 40  # letters around a stretch that differs
NAMED = 20  # names and entries that are shown, before the rest is only counted
LOUD = (Event.REMOVED, Event.RENAMED)


def about(record: RecordChange, safe: Safe) -> str:
    """Say what a record is of, and of a new one how firm it is and on what it rests."""
    detail = record.detail if record.event is Event.NEW else ""
    return " · ".join(safe(shortened(told)) for told in (record.about, detail) if told)


def lines(record: RecordChange, safe: Safe) -> Iterator[Line]:
    """Tell what became of one record, the gravest first."""
    yield from _event(record, safe)
    if record.finding:
        yield _finding(record.finding, safe, before=record.event is Event.MENDED)
    values = list(_values(_untold(record), safe))
    yield from _with_strength(values, record.strength)
    yield from (("moved", safe(shortened(change.note))) for change in record.changes if not change.path and change.note)
    for term, ids in record.touches:
        yield "touches", f"{safe(shortened(term))} is used by {named(ids, safe)}"


def named(names: Iterable[str], safe: Safe) -> str:
    """List names, and of many only how many more there are."""
    return _some([safe(shortened(name)) for name in names])


def _event(record: RecordChange, safe: Safe) -> Iterator[Line]:
    if record.event is Event.WITHDRAWN and record.detail:
        yield "withdrawn", safe(shortened(record.detail))
    if record.event is Event.REMOVED:
        yield "REMOVED", f"its file is gone, and an id never disappears: {safe(_remedy(record.folder))}"
    if record.event is Event.RENAMED:
        alike = "nearly the same content" if len(record.changes) > 1 else "same content"
        yield "RENAMED", f"{alike} under a new id; it was {safe(shortened(record.old_id))}, and an id never changes"
    if record.old_path and not record.old_id:
        yield "moved", f"from {safe(shortened(record.old_path))}"


def _remedy(folder: str) -> str:
    if folder == "commitments":
        return "put it back, and say withdrawn or replaced_by"
    return "put it back, and say in notes why it is no longer used"


def _finding(finding: Finding, safe: Safe, *, before: bool) -> Line:
    place = f"{finding.span.path}:{finding.span.line}:{finding.span.column}"
    told = safe(shortened(f"{place}: {finding.code} {finding.message}"))
    return ("mended", f"before {told}") if before else ("finding", told)


def _untold(record: RecordChange) -> Iterator[Change]:
    """The changes that the event itself has not told yet."""
    told: tuple[str, ...] = ("id",) if record.event is Event.RENAMED else ()
    if record.event is Event.WITHDRAWN and record.detail:
        told = WITHDRAWING
    return (change for change in record.changes if change.path and change.path[0] not in told)


def _with_strength(values: list[Line], strength: Strength | None) -> Iterator[Line]:
    """Say how firm the commitment is now beside the first value from which that follows."""
    fields = [field for field, _ in values]
    cause = next((field for field in strength.follows_from if field in fields), None) if strength else None
    place = fields.index(cause) if cause else None
    for position, (field, told) in enumerate(values):
        yield field, f"{told}, so strength: {_firm(strength)}" if strength and position == place else told
    if strength and cause is None:
        yield "strength", f"{_firm(strength)}, by the {strength.follows_from[0]}"


def _firm(strength: Strength) -> str:
    return f"{strength.before} → {strength.after}"


def _values(changes: Iterable[Change], safe: Safe) -> Iterator[Line]:
    for field, group in groupby(changes, key=lambda change: change.path[0]):
        together = list(group)
        for evidence, same in groupby(together, key=_support):
            if evidence:
                yield safe(shortened(field)), _supports(evidence, list(same), safe)
                continue
            for change in same:
                yield from _value(change, safe, alone=len(together) == 1)


def said(value: Value, safe: Safe) -> str:
    """Write a value: words bare, text in quotation marks, and of much only a part."""
    match value:
        case str():
            text = shortened(value)
            return safe(text) if WORD.fullmatch(text) else f"“{safe(text)}”"
        case dict():
            return _some([_named(name, inner, safe) for name, inner in value.items()])
        case tuple():
            return _some([said(inner, safe) for inner in value])
        case _:
            return json.dumps(value)


def apart(before: str, after: str) -> tuple[str, str]:
    """Cut two long texts to where they differ: ‹ › stand around what differs, and some shared words around these."""
    start = _shared(before, after)
    shared = _shared(before[start:][::-1], after[start:][::-1])
    start = 1 + before.rfind(" ", max(0, start - CONTEXT), start) or start
    shared -= max(0, before[len(before) - shared :][:CONTEXT].find(" "))
    return _excerpt(before, start, len(before) - shared), _excerpt(after, start, len(after) - shared)


def shortened(text: str) -> str:
    """Leave out the middle of a very long text, and say how long it is."""
    if len(text) <= LONG:
        return text
    return f"{text[: LONG // 2]} … {text[-CONTEXT:]} ({len(text):,} letters)"


def _named(name: str, value: Value, safe: Safe) -> str:
    field, told = safe(shortened(name)), said(value, safe)
    return f"{field} ({told})" if isinstance(value, dict | tuple) else f"{field}: {told}"


def _value(change: Change, safe: Safe, *, alone: bool) -> Iterator[Line]:
    field, *inner = (safe(shortened(part)) for part in change.path)
    where = " · ".join(inner)
    note = f" ({safe(shortened(change.note))})" if change.note else ""
    match change.kind:
        case Kind.REORDERED:
            told = "order only" if alone else "order changed too"
            yield field, f"{where}: {told}" if where else told
        case Kind.CHANGED:
            first, *more = _from_to(change.before, change.after, safe)
            yield field, f"{where}: {first}" if where else first
            yield from (("", line) for line in more)
            if note:
                yield "", note.strip()
        case _:
            sign, value = ("+", change.after) if change.kind is Kind.ADDED else ("-", change.before)
            yield field, f"{sign} {_come_or_gone(change.path, where, value, safe)}{note}"


def _come_or_gone(path: Path, where: str, value: Value, safe: Safe) -> str:
    """Name an entry or field, and what stands in it besides what names it."""
    if isinstance(value, dict) and len(path) > 1:
        value = {name: inner for name, inner in value.items() if name not in KEYS.get(path[-2], ())}
        return f"{where}: {said(value, safe)}" if value else where
    if isinstance(value, str) and path[-1] == value:  # an entry of a list of words
        return where
    return f"{where}: {said(value, safe)}" if where else said(value, safe)


def _support(change: Change) -> Path:
    """The piece of evidence whose list of supported fields a change is about."""
    path = change.path
    is_support = len(path) == 4 and path[0] == "evidence" and path[2] == "supports"  # noqa: PLR2004 -- field, id, list, name
    return path[:2] if is_support else ()


def _supports(path: Path, changes: Iterable[Change], safe: Safe) -> str:
    fields = {kind: [safe(shortened(change.path[-1])) for change in changes if change.kind is kind] for kind in Kind}
    told = []
    if fields[Kind.ADDED]:
        told.append(f"now supports {_some(fields[Kind.ADDED])}")
    if fields[Kind.REMOVED]:
        told.append(f"no longer supports {_some(fields[Kind.REMOVED])}")
    return f"{safe(shortened(path[1]))} {', '.join(told)}"


def _from_to(before: Value, after: Value, safe: Safe) -> list[str]:
    """Set two values on one line; texts that are long, or run from right to left and would turn the arrow, on two."""
    texts = [value if isinstance(value, str) else "" for value in (before, after)]
    was, now = said(before, safe), said(after, safe)
    if max(map(len, texts)) > TOO_LONG_TO_COMPARE and all(texts):
        was, now = (f"“{safe(text)}”" for text in apart(*texts))
    if was == now:
        return ["white space only" if all(texts) else f"{_kind(before)} {was} → {_kind(after)} {now}"]
    if max(map(len, texts)) <= SHORT and not any(map(runs_leftward, texts)):
        return [f"{was} → {now}"]
    return [f"was {was}", f"now {now}"]


def _kind(value: Value) -> str:
    return {str: "text", bool: "truth", int: "number", float: "number"}.get(type(value), "list")


def _shared(one: str, other: str) -> int:
    """Count the letters with which two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    lead, tail = "…" * (first > 0), "…" * (last < len(text))
    return f"{lead}{text[first:start]}‹{shortened(text[start:end])}›{text[end:last]}{tail}"


def _some(told: list[str]) -> str:
    more = [f"… and {len(told) - NAMED} more"] if len(told) > NAMED else []
    return ", ".join(told[:NAMED] + more)
