"""What the coverage-guided fuzzer feeds: bytes go in, and a promise is kept, or there is an exception."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from commitments.curate.corpus import Corpus
from commitments.store import database, publishing
from tests import hostile
from tests.conftest import REPOSITORY
from tests.fixtures import copied
from tests.fuzz import mutations, oracles

PARTED = b"\xff"
"""Stands between two texts that are fed together: no text in UTF-8 holds it."""


def loader(place: Path) -> Callable[[bytes], object]:
    """A file of each kind, read, checked and formatted; the first byte says of which kind."""
    corpus = Corpus(copied(place / "dataset"))
    files = [
        ("commitments", "data/commitments/deu/deu-2026-01-troops.yaml"),
        ("instruments", "data/instruments/treaty.yaml"),
    ]
    files += [("sources", "data/sources/article.yaml"), ("actors", "data/actors/FRA.yaml")]
    files += [("vocabulary", "schema/vocabulary/voices.yaml")]

    def feed(content: bytes) -> None:
        oracles.is_read(*files[(content[:1] or b"\0")[0] % len(files)], content[1:], corpus)

    return feed


def quotations(_: Path) -> Callable[[bytes], object]:
    """A text and a quotation, parted by a byte that is in neither."""

    def feed(content: bytes) -> None:
        text, _, quote = content.partition(PARTED)
        oracles.is_looked_up(text.decode("utf-8", "ignore"), quote.decode("utf-8", "ignore"))

    return feed


def searches(place: Path) -> Callable[[bytes], object]:
    """What is typed into a search."""
    dataset = copied(place / "dataset")
    publishing.publish(dataset, dataset.database)
    connection: sqlite3.Connection = database.open_database(dataset.database)
    return lambda content: oracles.is_searched(connection, content.decode("utf-8", "ignore"))


TARGETS: Mapping[str, Callable[[Path], Callable[[bytes], object]]] = MappingProxyType(
    {"loader": loader, "quotations": quotations, "searches": searches}
)


def beginnings(target: str) -> Iterator[bytes]:
    """Inputs from which the search sets out."""
    texts = [text.encode() for text in (*mutations.SCALARS, *mutations.SIGNS, *hostile.TEXTS)]
    if target == "searches":
        yield from texts
    elif target == "quotations":
        seed = next((REPOSITORY / "seeds").glob("*.txt")).read_bytes()[:2000]
        yield from (text + PARTED + text[: len(text) // 2] for text in texts)
        yield seed + PARTED + seed[100:200]
    else:
        files = sorted((REPOSITORY / "tests" / "dataset" / "data").rglob("*.yaml"))
        kinds = ("commitments", "instruments", "sources", "actors")
        for file in files:
            yield bytes([next(place for place, kind in enumerate(kinds) if kind in file.parts)]) + file.read_bytes()
        yield b"\x04" + (REPOSITORY / "schema" / "vocabulary" / "voices.yaml").read_bytes()
        yield from (b"\x00title: " + text + b"\n" for text in texts)
