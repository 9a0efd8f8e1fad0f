"""Invented meetings: who met on which day, which paper they left, which sources tell of it, and in which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from random import Random

from tests.benchmarks.words import listed, name, prose, sentence, title

FIRST_DAY = date(2014, 3, 1)
DAYS = 4400
SOURCES = 10
FOLLOW_UP = SOURCES - 1
QUOTABLE, WHOLE = 4, 18
LEADING = ("FRA", "GBR", "DEU", "USA", "POL", "ITA", "CAN", "TUR")
LANGUAGES = ("en", "en", "en", "fr", "de", "ar", "ar", "uk", "uk")
CLASSES = ("wire", "national-media", "national-media", "analysis", "parliament-record")
FORMS = ("memorandum-of-understanding", "joint-declaration", "security-cooperation-agreement", "declaration-of-intent")


@dataclass(frozen=True, slots=True)
class Source:
    """A source as records cite it: its language and grade, its day, and sentences that stand in it."""

    id: str
    language: str
    grade: str
    published: date
    sentences: tuple[str, ...]
    is_archived: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """A day on which several actors spoke, the sources that tell of it, and the paper they signed, if they did."""

    number: int
    day: date
    cast: tuple[str, ...]
    sources: tuple[Source, ...]
    instrument: str | None
    is_binding: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence before its words are written: what it supports, who speaks, and the words if it quotes."""

    id: str
    source: Source
    supports: list[str]
    speaker: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a dataset: its path from the root, and its text."""

    path: str
    text: str


def meeting(number: int, seed: int, states: tuple[str, ...]) -> Meeting:
    """Invent the meeting of a number; the same for the same seed, however many others there are."""
    chance = Random(f"{seed} meeting {number}")
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    cast = _cast(chance, states)
    sources = tuple(_source(chance, number, place, day) for place in range(SOURCES))
    paper = f"paper-{day}-{number:06}" if chance.random() < 0.75 else None
    return Meeting(number, day, cast, sources, paper, is_binding=chance.random() < 0.15)


def files(told: Meeting, seed: int) -> Iterator[File]:
    """Write the sources of a meeting, the archived texts, and the paper."""
    chance = Random(f"{seed} files {told.number}")
    for place, source in enumerate(told.sources):
        archive = _archive(source) if source.is_archived else None
        if archive:
            yield archive
        yield File(f"data/sources/{source.id}.yaml", _source_text(chance, told, place, archive))
    if told.instrument:
        yield File(f"data/instruments/{told.instrument}.yaml", _instrument_text(chance, told))


def evidence(chance: Random, piece: Piece) -> str:
    """Write one piece of evidence: a quotation where one is given, or else a paraphrase."""
    lines = [f"  - id: {piece.id}", f"    source: {piece.source.id}"]
    if piece.speaker:
        lines.append(f"    speaker: {{name: {name(chance)}, office: Minister, actor: {piece.speaker}}}")
    if piece.quote:
        lines += [f"    quote: {prose(piece.quote, 6)}", f"    language: {piece.source.language}"]
        if piece.source.language != "en":
            lines.append(f"    translation: {prose(sentence(chance, 'en'), 6)}")
    else:
        lines.append(f"    paraphrase: {prose(sentence(chance, 'en'), 6)}")
    grade = f"{piece.source.grade}{chance.randint(1, 4)}"
    return "\n".join((*lines, f"    supports: {listed(piece.supports)}", f"    grade: {grade}"))


def _cast(chance: Random, states: tuple[str, ...]) -> tuple[str, ...]:
    weights = [1 / (rank + 5) for rank in range(len(states))]
    return tuple(dict.fromkeys(chance.choices(states, weights, k=7)))


def _source(chance: Random, number: int, place: int, day: date) -> Source:
    language = chance.choice(LANGUAGES)
    is_archived = (number + place) % 4 == 0
    after = chance.randint(30, 150) if place == FOLLOW_UP else chance.randint(0, 3)
    sentences = tuple(sentence(chance, language) for _ in range(WHOLE if is_archived else QUOTABLE))
    published = day + timedelta(days=after)
    grade = "A" if place == 0 else chance.choice("BBCC")
    return Source(f"report-{published}-{number:06}-{place}", language, grade, published, sentences, is_archived)


def _archive(source: Source) -> File:
    """Lay a text out as a page does: its heading, then paragraphs of three sentences."""
    paragraphs = (source.sentences[start : start + 3] for start in range(0, len(source.sentences), 3))
    text = "".join(f"{'. '.join(paragraph)}.\n" for paragraph in paragraphs)
    return File(f"seeds/{source.id.removeprefix('report-')}.txt", text)


def _source_text(chance: Random, told: Meeting, place: int, archive: File | None) -> str:
    source = told.sources[place]
    kind = "official-readout" if place == 0 else chance.choice(CLASSES)
    lines = [
        "# yaml-language-server: $schema=../../schema/source.schema.json",
        f"id: {source.id}",
        f"publisher: {name(chance)} {place}",
        f"title: {title(chance, source.language)}",
        f"language: {source.language}",
        f"published: {source.published}",
        f"url: https://press-{place}.example.org/{source.published.year}/{source.id}",
        "accessed: 2026-11-20",
        f"class: {kind}",
        f"grade: {source.grade}",
    ]
    if archive:
        name_of_file, digest = archive.path.removeprefix("seeds/"), sha256(archive.text.encode()).hexdigest()
        lines += ["archive:", f"  file: {name_of_file}", f"  sha256: {digest}"]
    if 1 < place < FOLLOW_UP and chance.random() < 0.1:
        lines.append(f"derived_from: {told.sources[1].id}")
    return "\n".join((*lines, f"notes: {sentence(chance, 'en', 4, 12)}.", ""))


def _instrument_text(chance: Random, told: Meeting) -> str:
    signed = (
        f"  - {{actor: {actor}, role: signatory, person: {name(chance)}, office: President}}" for actor in told.cast
    )
    cited = [told.sources[0], *chance.sample(told.sources[1:FOLLOW_UP], 3)]
    supports = (["form", "title"], ["date", "signatories"], ["bindingness"], ["legal_history"])
    lines = [
        "# yaml-language-server: $schema=../../schema/instrument.schema.json",
        f"id: {told.instrument}",
        f"form: {'treaty' if told.is_binding else chance.choice(FORMS)}",
        f"title: {title(chance)}",
        f"titles: {{uk: {title(chance, 'uk')}, ar: {title(chance, 'ar')}}}",
        f"date: {told.day}",
        f"place: {name(chance)}",
        "signatories:",
        *signed,
        f"bindingness: {'binding-international' if told.is_binding else 'political'}",
        "legal_history:",
        f"  - {{date: {told.day}, step: signed, source: {told.sources[0].id}}}",
        *_later_steps(told),
        "sources:",
        *(f"  - {source.id}" for source in cited),
        "evidence:",
        *(
            evidence(chance, Piece(f"paper-{place}", source, supported, told.cast[0], source.sentences[0]))
            for place, (source, supported) in enumerate(zip(cited, supports, strict=True))
        ),
    ]
    return "\n".join((*lines, f"notes: {prose(sentence(chance, 'en', 10, 24), 2)}.", ""))


def _later_steps(told: Meeting) -> Iterator[str]:
    after = told.sources[FOLLOW_UP]
    for step in ("ratified", "in-force") if told.is_binding else ():
        yield f"  - {{date: {after.published}, step: {step}, source: {after.id}}}"
