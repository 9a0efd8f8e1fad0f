"""What clients ask, and the two states of the data in whole answers of which every answer has to be found."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from commitments.ask import matrix, questions, record, search, stats
from commitments.ask.questions import Wanted
from commitments.brief import briefing
from commitments.store import database
from commitments.store.connection import Connection

DAY = date(2026, 11, 26)
EACH = 8
"""How many questions of each kind there are."""
SECOND = (
    "UPDATE commitment SET title = title || ' (second)'",
    "UPDATE actor SET name = name || ' (second)'",
    "UPDATE hedge SET words = words || ' (second)'",
    "UPDATE meta SET value = value || ' (second)' WHERE name = 'commit'",
)
"""Tells the second state from the first in several tables at once, so that an answer from both of them is neither's."""


class Question(NamedTuple):
    """A question: of which kind it is, and what it is about."""

    kind: str
    about: str


def _listed(connection: Connection, about: str) -> object:
    return questions.answer(connection, Wanted(country=about))


def _shown(connection: Connection, about: str) -> object:
    return record.whole(connection, about)


def _searched(connection: Connection, about: str) -> object:
    return search.search(connection, about, 20)


def _laid_out(connection: Connection, about: str) -> object:
    made, remarks = matrix.matrix(connection, Wanted(), [about])
    return made.actors, [str(cell) for cell in sorted(made.cells.items())], remarks


def _counted(connection: Connection, about: str) -> object:
    return stats.answer(connection, Wanted(), [about], ["family", "strength"])


def _briefed(connection: Connection, about: str) -> object:
    return briefing.brief(connection, briefing.Asked((about,), DAY, None, "en"))


ASKED: MappingProxyType[str, Callable[[Connection, str], object]] = MappingProxyType(
    {
        "show": _shown, "search": _searched, "list": _listed, "stats": _counted, "matrix": _laid_out, "brief": _briefed,
    }
)  # fmt: skip
"""The kinds of question."""


def answer(connection: Connection, question: Question) -> str:
    """Ask a question, and give the sha256 of its answer."""
    told = ASKED[question.kind](connection, question.about)
    return sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()


def second(first: Path) -> Path:
    """Make the other state of a database."""
    path = Path(shutil.copy(first, first.with_name("second.sqlite")))
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in SECOND:
            connection.execute(statement)
    return path


def chosen(path: Path, seed: int = 1) -> list[Question]:
    """Choose some questions of each kind about a database."""
    draw = random.Random(seed)  # noqa: S311 -- to measure with
    with closing(database.open_database(path)) as connection:
        records = [str(row[0]) for row in connection.execute("SELECT id FROM commitment ORDER BY id")]
        actors = [str(row[0]) for row in connection.execute("SELECT DISTINCT actor FROM party ORDER BY actor")]
        words = search.known(connection)
    about = {"show": records, "search": words}
    return [Question(kind, draw.choice(about.get(kind, actors))) for kind in ASKED for _ in range(EACH)]


def right(files: Sequence[Path], asked: Sequence[Question]) -> dict[Question, set[str]]:
    """Give the answers that are right: those of either state."""
    return {question: set(_of_all(files, question)) for question in asked}


def _of_all(files: Sequence[Path], question: Question) -> Iterator[str]:
    for path in files:
        with closing(database.open_database(path)) as connection:
            yield answer(connection, question)
