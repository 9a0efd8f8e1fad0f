"""What is tried by the thousand: a campaign makes one input of each number, and holds the program to its promises."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from commitments.curate import document, questions, scaffold
from commitments.curate.additions import NewFile
from commitments.curate.corpus import Corpus
from commitments.curate.questions import COMMITMENT, SOURCE, Question
from commitments.curate.shape import shape
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import database, publishing
from tests import hostile
from tests.conftest import REPOSITORY
from tests.fixtures import copied
from tests.fuzz import mutations, oracles, typed

Try: TypeAlias = Callable[[int], bool]
"""Tries the input of a number; says whether it was taken for sound, and raises AssertionError where it should not."""

LONGEST = 16_000
"""Longer files are mutated like all others, but not glued to them again and again."""
ANSWERED = MappingProxyType(
    {
        "type": "hubs", "actor": "Norway", "stance": "pledge", "date": "2026-01-06", "title": "A hub",
        "source": "article", "beneficiary": "Ukraine", "quote": "على سبيل المثال", "translation": "for example",
        "publisher": "AFP", "language": "en", "class": "wire", "grade": "B", "url": "https://example.org/x",
        "published": "2026-01", "speaker": "A. Speaker", "office": "Minister", "searched": "the website",
    }
)  # fmt: skip


@contextmanager
def records() -> Iterator[Try]:
    """Real records, word lists and those of the tests, mutated: read, checked, formatted, and made into rows."""
    corpus = Corpus(Dataset(REPOSITORY))
    files = list(corpus.files())
    texts = [(REPOSITORY / path).read_text(encoding="utf-8") for _, path in files]
    short = [text for text in texts if len(text) < LONGEST]

    def attempt(seed: int) -> bool:
        chosen = random.Random(seed).randrange(len(files))
        content = mutations.mutated(seed, texts[chosen], short)
        return oracles.is_read(*files[chosen], content, corpus).sound

    yield attempt


@contextmanager
def quotations() -> Iterator[Try]:
    """Stretches of archived and of hostile texts, changed, looked up in them."""
    archived = [file.read_text(encoding="utf-8") for file in sorted((REPOSITORY / "seeds").glob("*.txt"))]
    texts = (
        *archived,
        *hostile.TEXTS,
        *mutations.SCALARS,
        "",
        " ",
        "\u0301",
        "a\u0301\u0327b",
        "ﬁ ﬂ ½ ㎏ ﷺ",
        "x" * 3000,
    )

    def attempt(seed: int) -> bool:
        chance = random.Random(seed)
        text = chance.choice(texts)
        start = chance.randint(0, len(text))
        quote = text[start : start + chance.choice((1, 5, 40, 400))]
        if chance.random() < 0.7:
            quote = mutations.mutated(seed, quote, texts).decode("utf-8", errors="replace")
        if chance.random() < 0.2:
            text = mutations.mutated(seed + 1, text, texts).decode("utf-8", errors="replace")
        return oracles.is_looked_up(text, quote[:2000])

    yield attempt


@contextmanager
def searches() -> Iterator[Try]:
    """Whatever may be typed into a search."""
    with _dataset() as dataset, closing(database.open_database(dataset.database)) as connection:
        passages = [str(row[0]) for row in connection.execute("SELECT text FROM passage ORDER BY 1")]
        yield lambda seed: _searched(connection, passages, seed)


def _searched(connection: sqlite3.Connection, passages: list[str], seed: int) -> bool:
    chance = random.Random(seed)
    text = chance.choice((typed.typed(chance), chance.choice(passages)[: chance.randint(1, 60)]))
    return oracles.is_searched(connection, mutations.mutated(seed, text, typed.TEXTS).decode("utf-8", "replace")[:300])


@contextmanager
def lines() -> Iterator[Try]:
    """Whole command lines, with whatever may be typed after every option: an answer, or one sentence and exit 2."""
    known = typed.commands()
    with _dataset() as dataset:

        def attempt(seed: int) -> bool:
            arguments = typed.line(seed, known, dataset.root)
            code, out, err = typed.run(arguments, seed)
            assert code in {0, 1, 2}, arguments
            assert code != 2 or err.strip(), f"nothing is said of why: {arguments}"
            assert not _obeyed(out + err), arguments
            return code == 0

        yield attempt


def _obeyed(text: str) -> list[str]:
    """Characters that a terminal would obey."""
    return [letter for letter in text if letter not in "\t\n" and document.UNWELCOME.search(letter)]


@contextmanager
def answers() -> Iterator[Try]:
    """Answers to the questions of `new`: a record that can be read, or one sentence."""
    with _dataset() as dataset:
        corpus = Corpus(dataset)

        def attempt(seed: int) -> bool:
            chance = random.Random(seed)
            asking = chance.choice((COMMITMENT, SOURCE))
            given = {question.name: _answer(chance, question) for question in asking}
            try:
                read = questions.read(corpus, asking, given)
                if questions.missing(asking, read):
                    return False
                told = questions.with_defaults(corpus, asking, read)
                made = scaffold.commitment(corpus, told) if asking is COMMITMENT else _source(corpus, told, chance)
            except CommitmentsError:
                return False
            written, problems = document.read(made.path, made.content)
            record, more = shape(made.path.split("/")[1], written, corpus.classes)
            assert record, (*problems, *more)
            return True

        yield attempt


def _answer(chance: random.Random, question: Question) -> list[str]:
    if chance.random() < 0.1:
        return [typed.typed(chance)]
    return [ANSWERED[question.name]] if question.name in ANSWERED and chance.random() < 0.95 else []


def _source(corpus: Corpus, told: questions.Answers, chance: random.Random) -> NewFile:
    return scaffold.source(corpus, told, typed.typed(chance)[:60], b"a text\n")[-1]


@contextmanager
def _dataset() -> Iterator[Dataset]:
    with tempfile.TemporaryDirectory() as place:
        dataset = copied(Path(place) / "dataset")
        publishing.publish(dataset, dataset.database)
        yield dataset


CAMPAIGNS: Mapping[str, Callable[[], AbstractContextManager[Try]]] = MappingProxyType(
    {"records": records, "quotations": quotations, "searches": searches, "lines": lines, "answers": answers}
)
