"""Records that are gone and records that are new: which of them are the same record under another id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from commitments.curate.changes.values import Path, leaves, pruned
from commitments.curate.corpus import Entry

NEARLY = 0.7  # of the letters of two records; records that share a publisher, a date and a speaker have fewer
COMMON = 2500  # pairs of records that share one value: such a value tells no record from another

Leaves: TypeAlias = frozenset[tuple[Path, str]]


def renames(gone: Sequence[Entry], new: Sequence[Entry]) -> dict[str, Entry]:
    """Give for the paths of records that are gone the new record that says nearly the same, the nearest first."""
    old_leaves, new_leaves = _by_path(gone), _by_path(new)
    alike = {pair: _likeness(old_leaves[pair[0]], new_leaves[pair[1]]) for pair in _candidates(old_leaves, new_leaves)}
    near = (pair for pair, likeness in alike.items() if likeness >= NEARLY)
    found: dict[str, Entry] = {}
    free = {entry.path: entry for entry in new}
    for old, now in sorted(near, key=lambda pair: (-alike[pair], sorted(pair))):
        if old not in found and now in free:
            found[old] = free.pop(now)
    return found


def _by_path(entries: Sequence[Entry]) -> Mapping[str, Leaves]:
    return {
        entry.path: frozenset(
            leaf for leaf in leaves(pruned(entry.document.data), (entry.folder,)) if leaf[0][1:] != ("id",)
        )
        for entry in entries
    }


def _candidates(gone: Mapping[str, Leaves], new: Mapping[str, Leaves]) -> set[tuple[str, str]]:
    """Pair records that share a value which few others have: comparing all with all would take long."""
    old_owners, new_owners = _owners(gone), _owners(new)
    shared = [(old_owners[leaf], new_owners[leaf]) for leaf in old_owners.keys() & new_owners.keys()]
    return {(old, now) for olds, nows in shared if len(olds) * len(nows) <= COMMON for old in olds for now in nows}


def _owners(records: Mapping[str, Leaves]) -> Mapping[tuple[Path, str], list[str]]:
    owners: defaultdict[tuple[Path, str], list[str]] = defaultdict(list)
    for path, found in records.items():
        for leaf in found:
            owners[leaf].append(path)
    return owners


def _likeness(old: Leaves, new: Leaves) -> float:
    """The part of their letters that two records share, from 0 to 1."""
    return 2 * _letters(old & new) / max(1, _letters(old) + _letters(new))


def _letters(found: Leaves) -> int:
    return sum(len(text) for _, text in found)
