"""What differs between two values of a record: which fields, and inside a list which of its entries."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias

from commitments.curate.plain_data import Value

Path: TypeAlias = tuple[str, ...]
"""Way to a value that lasts while lists are reordered: names of fields, and what tells an entry from its neighbours."""

KEYS: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "parties": ("actor", "role"),
        "conditions": ("kind", "role", "actor"),
        "hedges": ("kind", "words"),
        "evidence": ("id",),
        "history": ("date", "status"),
        "disputes": ("field",),
        "sides": ("value",),
        "signatories": ("actor", "role"),
        "legal_history": ("date", "step", "actor"),
        "memberships": ("group", "since"),
        "terms": ("id",),
        "instead": ("term",),
    }
)
"""The fields that tell the entries of a list apart; entries of other lists are told apart by their places."""
SAYING = ("source", "quote", "paraphrase")


class Kind(StrEnum):
    """What became of a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: where, and what it was and is. The empty path means the whole record.

    Of a list that was reordered the values are the names of its entries. `note` says what follows from the change.
    """

    path: Path
    kind: Kind
    before: Value = None
    after: Value = None
    note: str = ""


def differences(before: Value, after: Value, path: Path = ()) -> Iterator[Change]:
    """Give what must be said to get from one value to the other; nothing where they say the same."""
    if _canonical(before) == _canonical(after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before | after:
            yield from differences(before.get(name), after.get(name), (*path, name))
    elif isinstance(before, tuple | None) and isinstance(after, tuple | None):
        yield from _in_list(before or (), after or (), path)
    elif before is None or after is None:
        yield Change(path, Kind.ADDED if before is None else Kind.REMOVED, before, after)
    else:
        yield Change(path, Kind.CHANGED, before, after)


def pruned(value: Value) -> Value:
    """Leave out what is the same as leaving a field out: nothing, an empty list, an empty mapping."""
    if isinstance(value, tuple):
        return tuple(map(pruned, value))
    if not isinstance(value, dict):
        return value
    kept = {name: pruned(inner) for name, inner in value.items()}
    return {name: inner for name, inner in kept.items() if inner not in (None, (), {})}


def leaves(value: Value, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Give the single values inside a value, each with its path; numbers and truth as YAML writes them."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, tuple):
        for key, inner in _keyed(value, path).items():
            yield from leaves(inner, (*path, key.name))
    else:
        yield path, _text(value)


@dataclass(frozen=True, slots=True)
class Key:
    """What tells an entry of a list from its neighbours; `again` counts entries that nothing else tells apart."""

    parts: tuple[str, ...]
    again: int = 0

    @property
    def name(self) -> str:
        """The entry as a reader knows it."""
        told = " · ".join(_text(json.loads(part)) for part in self.parts if part != "null")
        return f"{told} ({self.again + 1})" if self.again else told or "unnamed"


def _in_list(before: tuple[Value, ...], after: tuple[Value, ...], path: Path) -> Iterator[Change]:
    old, new = _keyed(before, path), _keyed(after, path)
    was = [key for key in old if key in new]
    now = [key for key in new if key in old]
    for earlier, later in _renamed(old, new):
        new[earlier] = new.pop(later)
    for key in old | new:
        yield from differences(old.get(key), new.get(key), (*path, key.name))
    if was != now:
        yield Change(path, Kind.REORDERED, tuple(key.name for key in was), tuple(key.name for key in now))


def _keyed(entries: tuple[Value, ...], path: Path) -> dict[Key, Value]:
    fields = KEYS.get(path[-1] if path else "", ())
    seen: Counter[tuple[str, ...]] = Counter()
    keyed = {}
    for position, entry in enumerate(entries, start=1):
        parts = _parts(entry, fields, position)
        keyed[Key(parts, seen[parts])] = entry
        seen[parts] += 1
    return keyed


def _parts(entry: Value, fields: tuple[str, ...], position: int) -> tuple[str, ...]:
    if not isinstance(entry, dict):
        return (_canonical(entry),)
    return tuple(_canonical(entry.get(name)) for name in fields) or (str(position),)


def _renamed(old: Mapping[Key, Value], new: Mapping[Key, Value]) -> list[tuple[Key, Key]]:
    """Pair evidence that is gone with evidence that is new and says the same: it has another id."""
    gone = {saying: key for key, entry in old.items() if key not in new and (saying := saying_of(entry))}
    fresh = {saying: key for key, entry in new.items() if key not in old and (saying := saying_of(entry))}
    return [(gone[saying], fresh[saying]) for saying in gone if saying in fresh]


def saying_of(entry: Value) -> str | None:
    """Give what a piece of evidence says and in which source, in one comparable text; None for anything else."""
    if not isinstance(entry, dict) or "source" not in entry or not entry.keys() & {"quote", "paraphrase"}:
        return None
    return _canonical({name: entry.get(name) for name in SAYING})


def _canonical(value: Value) -> str:
    """Write a value so that texts are equal where values are: unlike in Python, 1 is neither 1.0 nor true."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else _canonical(value)
