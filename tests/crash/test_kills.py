"""Whatever is killed, or refused by the system, leaves the old or the new, whole, and the next run needs no help.

This is a sample; `python -m tests.crash` tries every system call.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import strace
from tests.crash.scenes import SCENES, Stage, staged
from tests.crash.strace import Call
from tests.needed import missing

if not strace.is_here():
    missing("CRASH", f"NO TESTS THAT KILL: {strace.MISSING}")
NAMING = {"rename", "link"}


def telling(calls: list[Call]) -> list[Call]:
    """Pick the last two calls by which names change, and two amid all that is written before."""
    naming = [place for place, call in enumerate(calls) if call.name in NAMING]
    amid = (naming or [len(calls)])[0] // 2
    return [*calls[amid : amid + 2], *(calls[place] for place in naming[-2:])]


@pytest.mark.parametrize("name", SCENES)
def test_what_is_broken_off_leaves_the_old_or_the_new_whole(name: str, tmp_path: Path) -> None:
    stage = staged(name, tmp_path)
    for call in telling(stage.calls):
        assert (call, stage.killed_at(call)) == (call, [])
    refusable = [call for call in stage.calls if call.writes_to_a_file]
    call = refusable[len(refusable) // 2]
    assert (call, stage.refused_at(call, "ENOSPC")) == (call, [])


@pytest.mark.parametrize("name", ["refresh", "output", "new"])
def test_what_is_given_a_name_is_on_the_disk_before_and_its_folder_after(name: str, tmp_path: Path) -> None:
    stage: Stage = staged(name, tmp_path)
    order = [call.name for call in stage.calls if call.name in {*NAMING, "write", "pwrite64", "fsync"}]
    for place, called in enumerate(order):
        if called in NAMING:
            assert (order[place - 1], order[place + 1]) == ("fsync", "fsync")
    assert any(called in NAMING for called in order)
