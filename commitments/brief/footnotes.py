"""The sources of a briefing: each piece of evidence has one number, in the order of first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from commitments.brief.markdown import Markdown, Record, address, joined, safe
from commitments.brief.phrasebook import Phrasebook

STATUS = "status"
"""What is borne by the evidence of a step in the history."""
STATE = re.compile("[A-Z]{3}")
"""The id of a state: ISO 3166 alpha-3."""
KEY = ("source", "quote", "paraphrase", "speaker_name", "source_error")
"""What makes two pieces of evidence one and the same."""


@dataclass
class Footnotes:
    """Numbers evidence as it is first used, and says what stands below."""

    book: Phrasebook
    numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)
    texts: list[Markdown] = field(default_factory=list)

    def of(self, *told: Record, on: str = "", most: int | None = None) -> Markdown:
        """Give the marks of the evidence of some records, each once; of that for one field, where there is any.

        `most` is how many of each record, the first ones, are marked.
        """
        return self.marks(evidence for record in told for evidence in bearing(record, on)[:most])

    def marks(self, told: Iterable[Record]) -> Markdown:
        """Give the marks of pieces of evidence, each once."""
        return Markdown("".join(f"[^{number}]" for number in dict.fromkeys(map(self._number, told))))

    def _number(self, evidence: Record) -> int:
        key = tuple(evidence[name] for name in KEY)
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.texts.append(footnote(evidence, self.book))
        return self.numbers[key]


def bearing(record: Record, name: str) -> list[Record]:
    """The evidence that bears a field of a record, or its status; else that of the stance, or all that there is."""
    found = of_step(record, last_step(record)) if name == STATUS else _named_for(record, name)
    return found or _named_for(record, "stance") or list(record["evidence"])


def last_step(record: Record) -> Record:
    """The step of its history that gave a record its status."""
    steps: list[Record] = record["history"]
    return ([step for step in steps if step["status"] == record["status"]] or steps)[-1]


def of_step(record: Record, step: Record) -> list[Record]:
    """The evidence that a step of a history names."""
    named = (step["evidence"] or "").split()
    return [part for part in record["evidence"] if part["id"] in named]


def _named_for(record: Record, name: str) -> list[Record]:
    return [part for part in record["evidence"] if name in (part["supports"] or "").split()]


def footnote(evidence: Record, book: Phrasebook) -> Markdown:
    """The source of a piece of evidence: publisher, title, date, grade, words, and how they were verified."""
    return joined(" ", filter(None, (_source(evidence, book), *_words(evidence, book), _verified(evidence, book))))


def _source(evidence: Record, book: Phrasebook) -> Markdown:
    published = book.date(evidence["published"]) if evidence["published"] else book.say("undated")
    grade = book.say("graded", grade=evidence["grade"]) if evidence["grade"] else None
    url = address(evidence["url"]) if evidence["url"] else None
    details = book.separated("comma", filter(None, (published, evidence["source_language"], grade, url)))
    title = book.quoted(evidence["source_title"])
    return _closed(book.say("source", publisher=evidence["publisher"], title=title, details=details))


def _words(evidence: Record, book: Phrasebook) -> list[Markdown]:
    """The words as they were said, in English where they were not and the briefing is not in their language."""
    words = safe(book.quoted(evidence["quote"]) if evidence["quote"] else evidence["paraphrase"])
    who = speaker(evidence, book)
    told = [_closed(book.say("spoken", speaker=who, words=words) if who else words)]
    if evidence["translation"] and evidence["language"] != book.language:
        told.append(_closed(book.say("in_english", words=book.quoted(evidence["translation"]))))
    if evidence["quote"] and evidence["paraphrase"]:
        told.append(_closed(safe(evidence["paraphrase"])))
    return told


def _verified(evidence: Record, book: Phrasebook) -> Markdown:
    found = book.say(evidence["verification"], "verifications", line=evidence["line"] or "")
    if evidence["source_error"]:
        return joined(" ", (found, _closed(book.say("source_error", text=evidence["source_error"]))))
    return found


def _closed(text: Markdown) -> Markdown:
    """End a sentence with one full stop."""
    return Markdown(f"{text.rstrip('.')}.")


def speaker(evidence: Record, book: Phrasebook) -> str:
    """Who speaks in a piece of evidence, with the office and for whom."""
    actor = _spoken_for(evidence["speaker_actor"], book) if evidence["speaker_actor"] else None
    return book.separated("comma", filter(None, (evidence["speaker_name"], evidence["speaker_office"], actor)))


def _spoken_for(actor: str, book: Phrasebook) -> str:
    """A state, whose office it is, or a body for which somebody speaks whose office may be that of a state."""
    name = book.actor(actor)
    return name if STATE.fullmatch(actor) else book.say("speaking_for", actor=name)
