"""Every file of a dataset looked at once, in order: what is wrong with it, and whatever else is wanted of it.

Of a large dataset the files are shared out among processes; what comes back is the same, in the same order.
"""

from __future__ import annotations

import gc
import math
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, TypeAlias

from commitments.curate import rules, suppressions
from commitments.curate.cited import Cited, cited_as
from commitments.curate.corpus import Corpus, Entry, keys, located
from commitments.findings import CommitmentsError, Finding, Severity

WORKERS = "COMMITMENTS_WORKERS"
"""The environment variable that says how many processes share the work."""
MOST_WORKERS = 4
"""More processes than this wait for the one that fills the database."""
SHARED_FROM, SHARE = 1500, 100
"""From how many files of a kind on the work is shared out, and how many of them a process is given at a time.

Where there are so many, what was read of a file is let go once it has been looked at.
"""

ORDER = ("vocabulary", "actors", "instruments", "sources", "commitments")
"""The order in which files are looked at: what others refer to comes first."""

Wanted: TypeAlias = Callable[[Entry, Corpus], Any]
Given: TypeAlias = tuple[Corpus, Wanted | None]
Task: TypeAlias = tuple[str, Sequence[str]]
Watch: TypeAlias = Callable[[int, int], None]
"""Is told how many files have been looked at, and how many there are."""


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that was looked at: what was found, what no other record may share, and what else was wanted of it."""

    folder: str
    path: str
    sha256: str
    findings: tuple[Finding, ...]
    keys: tuple[str, ...] = ()
    cited: Cited | None = None
    wanted: Any = None


def examine(entry: Entry, corpus: Corpus, wanted: Wanted | None = None) -> Examined:
    """Look at one file; what is wanted of it is made only of a record without errors."""
    found = [*located(entry, entry.problems), *rules.check(entry, corpus)]
    findings = suppressions.apply(entry, found)
    sound = entry.record and not has_errors(findings)
    return Examined(
        entry.folder, entry.path, entry.sha256, tuple(findings), tuple(keys(entry.record)),
        cited_as(entry.record),
        wanted(entry, corpus) if wanted and sound else None,
    )  # fmt: skip


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding keeps its record out of the database."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def examined(corpus: Corpus, wanted: Wanted | None = None, watch: Watch | None = None) -> Iterator[Examined]:
    """Look at every file, folder by folder; files that share what only one may have are told of at the end, once more.

    Files of a folder come in the order of their ids. What is found in a file for a second time takes the place of what
    was found before; it comes without sha256.
    """
    whole = corpus.number
    with _without_collection():
        for number, done in enumerate(_examined(corpus, wanted), start=1):
            if watch:
                watch(min(number, whole), whole)
            yield done


@contextmanager
def _without_collection() -> Iterator[None]:
    """Let Python not look for cycles among millions of values that have none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _examined(corpus: Corpus, wanted: Wanted | None) -> Iterator[Examined]:
    first: dict[int, str] = {}
    again: dict[str, str] = {}
    for folder in ORDER:
        for done in _looked_at(corpus, folder, wanted):
            for key in done.keys:
                if first.setdefault(hash((folder, key)), done.path) != done.path:
                    corpus.shared[key] = first[hash((folder, key))]
                    again[done.path] = folder
            if done.cited:
                corpus.note(done.cited)
            yield done
    for path, folder in again.items():
        yield replace(examine(corpus.entry(folder, path), corpus), sha256="")


def _looked_at(corpus: Corpus, folder: str, wanted: Wanted | None) -> Iterator[Examined]:
    number, files, paths = workers(), corpus.by_id[folder].number, corpus.by_id[folder].in_order
    if files < SHARED_FROM:
        yield from (examine(corpus.entry(folder, path), corpus, wanted) for path in paths)
        return
    if number == 1:
        yield from _one_by_one(folder, paths, corpus, wanted)
        return
    try:
        tasks = ((folder, share) for share in _shares(paths))
        for share in _shared_out((corpus, wanted), tasks, min(number, math.ceil(files / SHARE))):
            yield from share
    except BrokenProcessPool:
        told = f"a process that shared in the reading was stopped from outside: try again, with {WORKERS}=1 if need be"
        raise CommitmentsError(told) from None


def _shared_out(given: Given, tasks: Iterable[Task], number: int) -> Iterator[list[Examined]]:
    """Let processes do tasks, and give what they did in the order of the tasks; few are waiting at a time."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(number, fork, _take, (given,)) as pool:
        ahead: deque[Future[list[Examined]]] = deque()
        for task in tasks:
            ahead.append(pool.submit(_examine_share, task))
            if len(ahead) > 2 * number:
                yield ahead.popleft().result()
        yield from (done.result() for done in ahead)


def workers() -> int:
    """How many processes share the work: as many as are asked for, else as there are processors; one without fork."""
    if "fork" not in multiprocessing.get_all_start_methods():
        return 1
    asked = os.environ.get(WORKERS, "")
    return max(1, int(asked)) if asked.isdecimal() else min(os.cpu_count() or 1, MOST_WORKERS)


def _shares(paths: Iterator[str]) -> Iterator[list[str]]:
    while share := list(islice(paths, SHARE)):
        yield share


_taken: list[Given] = []
"""What a process that shares in the work was given when it was forked off."""


def _take(given: Given) -> None:
    _taken[:] = [given]
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """End when the process has ended that forked this one off; else, if it is killed, this one waits for it forever."""
    if first := multiprocessing.parent_process():
        first.join()
        os._exit(1)


def _examine_share(task: Task) -> list[Examined]:
    (corpus, wanted), (folder, paths) = _taken[0], task
    return list(_one_by_one(folder, paths, corpus, wanted))


def _one_by_one(folder: str, paths: Iterable[str], corpus: Corpus, wanted: Wanted | None) -> Iterator[Examined]:
    """Look at some files of many: a commitment is let go then; a source may have been read for one that copies it."""
    read = corpus.read if folder == "commitments" else corpus.entry
    return (examine(read(folder, path), corpus, wanted) for path in paths)
