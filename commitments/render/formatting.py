"""What became of files that were brought to house style: a line for each, the differences, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

from commitments.curate.fmt import Formatted
from commitments.english import counted
from commitments.escaping import for_terminal, on_one_line
from commitments.render import findings

IN_A_LOG = ("##[", "##\u200b[")
"""What GitHub Actions takes for a command anywhere in a line that is printed, and the same with a break in it."""


def report(files: Sequence[Formatted], *, written: bool) -> str:
    """Say what became of every file that is not in house style already, and how many there are of each sort."""
    changed, left = [done for done in files if done.changed], [done for done in files if done.left_alone]
    state, count = ("in house style now", "brought to") if written else ("not in house style", "not in")
    lines = [*map(_left_alone, left), *(f"{on_one_line(done.path)}: {state}" for done in changed)]
    counts = [f"{len(changed)} {count} house style"] * bool(changed) + [f"{len(left)} left alone"] * bool(left)
    told = ", ".join(counts) or "nothing to change"
    return "\n".join([*lines, f"{told}, of {counted(len(files), 'file')}"]).replace(*IN_A_LOG)


def patch(files: Sequence[Formatted]) -> str:
    """Set out what changes in files, line by line; hidden characters are shown as what they are."""
    return "".join(line for done in files for line in _patch(done))


def _left_alone(done: Formatted) -> str:
    path = on_one_line(done.path)
    if done.findings:
        return f"{findings.auto(done.findings)}{path}: left alone, as it cannot be read whole"
    return f"{path}: left alone, as {done.reason}"


def _patch(done: Formatted) -> Iterator[str]:
    path = on_one_line(done.path)
    before, after = (text.splitlines(keepends=True) for text in (done.before, done.after))
    return map(_line, unified_diff(before, after, f"a/{path}", f"b/{path}"))


def _line(line: str) -> str:
    text = line.removesuffix("\n")
    return for_terminal(text) + ("\n" if text != line else "\n\\ No newline at end of file\n")
