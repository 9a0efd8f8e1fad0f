"""Findings that a curator has seen and lets stand: a comment in the file says which, and why.

    - {kind: may, words: could}  # commitments: ignore[R411] the pledge itself is in the next sentence

It speaks of its own line, or standing alone of the line below it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commitments.curate import rules
from commitments.curate.corpus import Entry, located
from commitments.curate.document import Document
from commitments.curate.problems import Place, Problem
from commitments.findings import Finding, Severity

MARK = re.compile(r"(?<!\S)#\s*commitments:")
FORM = re.compile(r"\s*ignore\[\s*(?P<codes>[A-Z][0-9]{3}(\s*,\s*[A-Z][0-9]{3})*)\s*\](?P<reason>.*)", re.ASCII)
WORD = re.compile(r"\w")

FAMILIES = ("Y", "S", "X")
"""Without a readable file and a right shape there is no record, and a wrong link is wrong for its other end too."""
HELD = frozenset({"R101", "R104", "R204", "R304"})
"""What the database is built to refuse: other ids, unknown words, steps without their evidence, repeated ids."""
PROVEN = frozenset({"Q301", "Q302", "Q303"})
"""Readers are told how far each quotation was held against its source: nobody may say so in a machine's place."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that asks for findings to be left out: where it stands, which line it speaks of, and what it says."""

    place: Place
    line: int
    codes: tuple[str, ...]
    reason: str

    def silences(self, code: str) -> bool:
        """Whether it takes effect for a code: it gives a reason, and findings of that code may be left out."""
        return bool(self.reason) and code in self.codes and can_be_silenced(code)


def can_be_silenced(code: str) -> bool:
    """Whether a curator may let findings of this code stand."""
    return not code.startswith(FAMILIES) and code not in HELD | PROVEN


def apply(entry: Entry, findings: Iterable[Finding]) -> list[Finding]:
    """Leave out the findings of a file that comments in it silence, and add what is wrong with such comments."""
    found = list(findings)
    there = {(finding.span.line, finding.code) for finding in found}
    comments = list(_comments(entry.document))
    silenced = {(comment.line, code) for comment in comments for code in comment.codes if comment.silences(code)}
    wrong = [finding for comment in comments for finding in located(entry, _problems(comment, entry, there))]
    return [finding for finding in found if (finding.span.line, finding.code) not in silenced] + wrong


def _problems(comment: Comment, entry: Entry, there: set[tuple[int, str]]) -> Iterator[Problem]:
    if not comment.codes:
        hint = "write `# commitments: ignore[R411] reason`, with the codes of `commitments rules`"
        yield Problem("this comment to the checks is not understood", hint=hint, code="Y122", place=comment.place)
    elif not comment.reason:
        hint = "say why the finding may stand, after the bracket"
        yield Problem("findings are silenced without a reason", hint=hint, code="Y122", place=comment.place)
    for code in comment.codes if comment.reason else ():
        used = (comment.line, code) in there or not entry.record
        yield from _problems_of_code(code, comment, used=used)


def _problems_of_code(code: str, comment: Comment, *, used: bool) -> Iterator[Problem]:
    if code not in rules.CATALOGUE:
        told, hint, own = f"no rule has the code {code}", "see `commitments rules`", "Y123"
    elif not can_be_silenced(code):
        told, hint, own = f"{code} cannot be silenced", "remove the comment, and mend what it finds", "Y124"
    elif not used:
        told, hint, own = f"there is no {code} on line {comment.line} to silence", "remove the comment", "Y123"
    else:
        return
    severity = Severity.WARNING if own == "Y123" else None
    yield Problem(told, hint=hint, code=own, place=comment.place, severity=severity)


def _comments(document: Document) -> Iterator[Comment]:
    """Find the comments to the checks in a file; what looks like one inside a text is text."""
    if "commitments:" not in document.text or not isinstance(document.data, dict):
        return
    texts = list(_texts(document))
    begun, ended = sorted(first for first, _ in texts), sorted(last for _, last in texts)
    for number, line in enumerate(document.text.split("\n"), start=1):
        for mark in MARK.finditer(line):
            start = (number, mark.start() + 1)
            if bisect_right(begun, start) == bisect_right(ended, start):  # every text that began before it has ended
                yield _comment(number, line.rstrip(), mark)
                break


def _comment(number: int, line: str, mark: re.Match[str]) -> Comment:
    said = FORM.fullmatch(line[mark.end() :])
    alone = not line[: mark.start()].strip()
    codes = tuple(dict.fromkeys(re.split(r"\s*,\s*", said["codes"]))) if said else ()
    reason = said["reason"].strip() if said else ""
    place = (number, mark.start() + 1, number, len(line) + 1)
    return Comment(place, number + alone, codes, reason if WORD.search(reason) else "")


def _texts(document: Document) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where each text in a file begins and ends, quoted, plain or in a block; comments stand between them."""
    around = {route[:-1] for route in document.values}
    inner = (place for route, place in document.values.items() if route not in around)
    for line, column, last_line, end in (*document.keys.values(), *inner):
        opening = document.excerpt(line)[column - 1 : column]
        if opening in {"|", ">"}:  # the line that opens a block of text may end with a comment
            yield (line + 1, 1), (last_line, end)
        elif opening not in {"[", "{"}:
            yield (line, column), (last_line, end)
