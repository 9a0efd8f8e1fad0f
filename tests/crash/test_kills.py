"""Whatever is killed, or refused by the system, leaves the old or the new, whole, and the next run needs no help.

This is a sample; `python -m tests.crash` tries every system call.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.crash import strace
from tests.crash.scenes import SCENES, Stage, staged
from tests.crash.strace import Call

pytestmark = pytest.mark.skipif(
    not strace.is_here() and os.environ.get("COMMITMENTS_CRASH_TESTS") != "must", reason=strace.MISSING
)
NAMING = {"rename", "link", "rmdir"}
OPENED = re.compile(r'AT_FDCWD, "(?P<path>[^"]+)", (?P<how>\S+), \d+\) = (?P<number>\d+)')
RENAMED = re.compile(r'"(?P<old>[^"]+)", "(?P<new>[^"]+)"\) = 0')


def telling(calls: list[Call]) -> Iterator[Call]:
    """Pick the calls on which most hangs: where names change, and two amid all that is written."""
    for names, group in groupby(calls, lambda call: call.name in NAMING):
        some = list(group)
        middle = len(some) // 2
        yield from some[:1] if names else some[middle : middle + 2] if len(some) > 3 else []


@pytest.mark.parametrize("name", SCENES)
def test_what_is_broken_off_leaves_the_old_or_the_new_whole(name: str, tmp_path: Path) -> None:
    stage = staged(name, tmp_path)
    for call in list(telling(stage.calls))[-4:]:
        assert (call, stage.killed_at(call)) == (call, [])
    refusable = [call for call in stage.calls if call.writes_to_a_file]
    for call, error in zip((refusable[0], refusable[-1]), ("ENOSPC", "EDQUOT"), strict=True):
        assert (call, stage.refused_at(call, error)) == (call, [])


@pytest.mark.parametrize("name", ["rebuild", "refresh", "output", "fmt", "new"])
def test_what_is_given_a_name_is_on_the_disk_before_and_its_folder_after(name: str, tmp_path: Path) -> None:
    stage: Stage = staged(name, tmp_path)
    order = [call.name for call in stage.calls if call.name in {*NAMING, "write", "pwrite64", "fsync"}]
    streams = [call for call in stage.calls if call.name == "write" and not call.writes_to_a_file]
    assert len(streams) < 5
    for place, called in enumerate(order):
        if called in NAMING:
            assert (order[place - 1], order[place + 1]) == ("fsync", "fsync")
    assert any(called in NAMING for called in order)
