"""Programs that are killed, or refused by the system, at one of their system calls: strace does it.

Only calls that change something on the disk count. Whoever is killed between two of them leaves what it would leave at
the second.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CHANGING = (
    "openat", "write", "pwrite64", "writev", "pwritev", "sendfile", "copy_file_range", "ftruncate", "fallocate",
    "rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "symlink", "symlinkat", "mkdir",
    "mkdirat", "rmdir", "chmod", "fchmod", "fchmodat", "fsync", "fdatasync", "utimensat",
)  # fmt: skip
"""The calls by which a file, a folder or a name can change."""
CALL = re.compile(r"\d+ +(\w+)\((.*)")
LONGEST = 200
MISSING = "strace is missing: apt-get install strace"


@dataclass(frozen=True, slots=True)
class Call:
    """A system call of a program: its name, which one of that name it is, and what it was called with."""

    name: str
    number: int
    told: str

    @property
    def changes(self) -> bool:
        """Whether it changes something on the disk: an `openat` only where it makes a file."""
        return self.name != "openat" or "O_CREAT" in self.told

    @property
    def writes_to_a_file(self) -> bool:
        """Whether the disk may be full for it; streams of the program are none of the disk's."""
        stream = self.name == "write" and self.told.startswith(("1,", "2,"))
        return (
            self.changes and not stream and not self.name.startswith(("unlink", "rmdir", "chmod", "fchmod", "utimen"))
        )


def is_here() -> bool:
    """Whether programs can be traced."""
    return shutil.which("strace") is not None


def program(arguments: Sequence[str]) -> list[str]:
    """Give the command line of the tool."""
    return [sys.executable, "-B", "-m", "commitments", *arguments]


def calls(arguments: Sequence[str], log: Path) -> list[Call]:
    """Run the tool, and give the calls in their order by which it changes something."""
    done = _traced(arguments, ["-o", str(log)])
    assert done.returncode == 0, done.stderr
    numbers: Counter[str] = Counter()
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        if named := CALL.match(line):
            numbers[named[1]] += 1
            found.append(Call(named[1], numbers[named[1]], named[2][:LONGEST]))
    return [call for call in found if call.changes]


def killed(arguments: Sequence[str], call: Call) -> bool:
    """Run the tool and kill it before a call; whether it came so far."""
    done = _traced(arguments, ["-o", "/dev/null", "-e", f"inject={call.name}:signal=SIGKILL:when={call.number}"])
    return done.returncode in {-9, 137}


def refused(arguments: Sequence[str], call: Call, error: str) -> subprocess.CompletedProcess[str] | None:
    """Run the tool, and let the system refuse a call with an error such as ENOSPC; nothing if it never came so far."""
    traced = ["-e", f"trace={call.name}", "-e", f"inject={call.name}:error={error}:when={call.number}"]
    with tempfile.NamedTemporaryFile() as log:
        done = _traced(arguments, ["-o", log.name, *traced])
        return done if b"(INJECTED)" in log.read() else None


def _traced(arguments: Sequence[str], options: Sequence[str]) -> subprocess.CompletedProcess[str]:
    command = ["strace", "-f", "-s", "256", "-e", f"trace={','.join(CHANGING)}", *options]
    return subprocess.run([*command, *program(arguments)], capture_output=True, text=True, check=False)
