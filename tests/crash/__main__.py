"""Kill the tool at every system call by which it changes the disk, and refuse it each: python -m tests.crash.

At its end it prints how many were tried and survived, one JSON object a line; exit 1 where any was not.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.crash import strace
from tests.crash.scenes import SCENES, Stage, staged

ERRORS = ("ENOSPC", "EDQUOT", "EIO")
KILLED, REFUSED = "killed at a system call", "refused a system call"


def swept(stage: Stage, every: int) -> Iterator[tuple[str, list[str]]]:
    """Break a scene off in every way; gives what was tried, and what came out wrong."""
    for call in stage.calls[::every]:
        yield KILLED, stage.killed_at(call)
    for number, call in enumerate([call for call in stage.calls if call.writes_to_a_file][::every]):
        yield REFUSED, stage.refused_at(call, ERRORS[number % len(ERRORS)])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth system call")
    parser.add_argument("scenes", nargs="*", metavar="SCENE", help=f"only these: {', '.join(SCENES)}")
    asked = parser.parse_args()
    if not strace.is_here():
        sys.exit(strace.MISSING)
    counted = {what: [0, 0] for what in (KILLED, REFUSED)}
    for name in asked.scenes or SCENES:
        with tempfile.TemporaryDirectory() as place:
            for what, wrong in swept(staged(name, Path(place)), asked.every):
                counted[what][0] += 1
                counted[what][1] += not wrong
                for line in wrong:
                    print(f"{name}, {what}: {line}", file=sys.stderr)
        print(f"{name}: {counted}", file=sys.stderr)
    for what, (tried, survived) in counted.items():
        print(json.dumps({"what": what, "tried": tried, "survived": survived}))
    return int(any(tried != survived for tried, survived in counted.values()))


sys.exit(main())
