"""Kill the tool at every system call by which it changes the disk, or refuse it that call: python -m tests.crash.

At its end it prints how many were tried and how many survived, one JSON object a line; exit 1 where any did not, or
none was tried.
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
                    sys.stderr.write(f"{name}, {what}: {line}\n")
        sys.stderr.write(f"{name}: {counted}\n")
    for what, (tried, survived) in counted.items():
        sys.stdout.write(json.dumps({"what": what, "tried": tried, "survived": survived}) + "\n")
    return int(any(tried != survived or not tried for tried, survived in counted.values()))


if __name__ == "__main__":
    sys.exit(main())
