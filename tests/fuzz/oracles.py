"""What must hold of any input at all: a value or a finding with a place inside it, and never an exception."""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from types import FrameType

from commitments.ask.search import near, search
from commitments.curate import document, examination
from commitments.curate.comparison import compare
from commitments.curate.corpus import Corpus, Entry
from commitments.curate.document import Document, _at_once, _Reader
from commitments.curate.formatting.style import style
from commitments.curate.plain_data import Value
from commitments.curate.problems import Problem
from commitments.curate.quotes import Archive, Verification, clusters, evened_letter
from commitments.curate.rules import CATALOGUE
from commitments.curate.shape import MODELS, shape
from commitments.findings import CommitmentsError, Finding, Span
from commitments.model.folding import words
from tests.values import routes

PATIENCE = 30
"""After how many seconds an input counts as one that hangs: what takes longest takes less than one."""


class HangError(Exception):
    """An input is still being read after a time in which thousands of others are."""


@contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    """Break off what takes for ever."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise HangError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a file: the entry, what is wrong with it, and whether the database would take it."""

    entry: Entry
    findings: tuple[Finding, ...]
    sound: bool


def looked_at(folder: str, path: str, content: bytes, corpus: Corpus) -> Read:
    """Read and check one file as `check` does: a record, or findings that say why not, and where."""
    written, problems = document.read(path, content)
    record, more = (None, []) if problems else shape(folder, written, corpus.classes)
    assert problems or record or more, "no record, and nothing is said of why"
    entry = Entry(folder, written, record, sha256(content).hexdigest(), (*problems, *more))
    findings = examination.examine(entry, corpus).findings
    _are_inside(written, findings)
    return Read(entry, findings, bool(record) and not examination.has_errors(findings))


def is_read(folder: str, path: str, content: bytes, corpus: Corpus) -> Read:
    """The same, with both readers side by side, and house style besides."""
    read = looked_at(folder, path, content, corpus)
    written, problems = document.read(path, content)
    _both_readers_agree(written, problems)
    if not problems:
        _keeps_its_meaning(folder, written)
    return read


def _both_readers_agree(written: Document, problems: Sequence[Problem]) -> None:
    """The reader that keeps places and the one that does not read the same, and find the same texts sound."""
    if any(problem.code in {"Y101", "Y102"} or document.SUSPECT.search(written.text) for problem in problems):
        return
    slow = _Reader(written.path, written.text)
    slowly = slow.read()
    fast = _at_once(written.text)
    assert (fast is not None) == (not slow.problems), (fast, slow.problems)
    if not slow.problems:
        assert _typed(fast) == _typed(slowly) == _typed(written.data)
        assert set(routes(slowly)) == set(slow.values)


def _typed(value: Value) -> object:
    """A value in which true is not 1, 1 is not 1.0, and the order of fields counts."""
    if isinstance(value, dict):
        return [(name, _typed(inner)) for name, inner in value.items()]
    return tuple(map(_typed, value)) if isinstance(value, tuple) else (type(value), repr(value))


def _are_inside(written: Document, findings: Iterable[Finding]) -> None:
    """Every finding has a code that is explained, a sentence, and a place that is there."""
    lines = written.text.split("\n")
    for finding in findings:
        assert finding.code in CATALOGUE, finding
        assert finding.message, finding
        for span in (finding.span, *(other.span for other in finding.related if other.span.path == written.path)):
            assert _is_inside(span, lines), (finding, len(lines))


def _is_inside(span: Span, lines: Sequence[str]) -> bool:
    if not 1 <= span.line <= len(lines) + 1:
        return False
    line = lines[span.line - 1] if span.line <= len(lines) else ""
    return 1 <= span.column <= len(line) + 1 and (span.line, span.column) <= (span.end_line, span.end_column)


def _keeps_its_meaning(folder: str, written: Document) -> None:
    """House style says the same, and is its own house style; or it is not settled, and the file is left alone."""
    if (text := style(written, [MODELS[folder]])) is not None:
        again, problems = document.read(written.path, text.encode())
        assert not problems, problems
        assert again.data == written.data
        assert style(again, [MODELS[folder]]) == text


def is_looked_up(text: str, quote: str) -> bool:
    """Look a quotation up in an archived text: it is there as told, or it parts from it where told; is it there?"""
    if not quote.strip():  # no record has such a quotation, and no command looks one up
        return False
    archive = Archive(text)
    found, stretch = archive.find(quote), archive.stretch(quote)
    archive.is_cut(quote)
    compare(archive, quote)
    assert 0 <= archive.beginning(quote) <= len(quote)
    if found is None or stretch is None:
        assert (found, stretch) == (None, None)
        parted = archive.part_from(quote)
        assert quote.startswith(parted.shared)
        assert 0 <= parted.line <= text.count("\n") + 1
        return False
    assert 0 <= stretch.start <= stretch.stop <= len(text)
    assert 1 <= found.line <= text.count("\n") + 1
    assert (text[stretch] == quote) == (found.verification is Verification.EXACT)
    assert found.verification is Verification.EXACT or _even(text[stretch]) == _even(quote)
    return True


def _even(text: str) -> list[str]:
    return "".join(evened_letter(cluster) for _, cluster in clusters(text)).split()


def is_searched(connection: sqlite3.Connection, text: str) -> bool:
    """Search for any text: hits whose places lie in their texts, or one sentence where it has no words; any hits?"""
    try:
        hits, number = search(connection, text)
    except CommitmentsError as error:
        assert not words(text), str(error)  # noqa: PT017 -- both are right, each where it is said
        return False
    assert number == len(hits)
    for hit in hits:
        assert hit.places, hit
        for place in hit.places:
            assert all(0 <= start < end <= len(place.text) for start, end in place.spans), place
    near(connection, text)
    return bool(hits)
