"""Many who ask while the data is published anew get an answer, and one of a single state of the data."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.store.postgresql import publishing as publishing_there
from tests.conftest import Workshop
from tests.load import questions
from tests.load.__main__ import asking
from tests.postgresql.server import Place
from tests.postgresql.test_publishing import titled

QUESTIONS = [
    questions.Question(kind, about)
    for kind, about in (
        ("show", "fra-2026-01-troops"), ("search", "troops"), ("list", "France"), ("stats", "France"),
        ("matrix", "France"), ("brief", "France"),
    )
]  # fmt: skip


@pytest.fixture
def files(own: Workshop) -> list[Path]:
    """Give the file of a database in two states."""
    first = titled(own, "Troops")
    return [first, questions.second(first)]


def test_nobody_gets_a_torn_answer_or_none(files: list[Path], place: Place) -> None:
    publishing_there.publish(place.publisher, files[0])
    right = questions.right(files, QUESTIONS)
    answers, published = asking(place, files, right, 4, 5)
    assert [told.wrong for told in answers if told.wrong] == []
    assert {told.kind for told in answers} == set(questions.ASKED)
    assert published > 1


def test_an_answer_from_two_states_would_be_noticed(files: list[Path]) -> None:
    right = questions.right(files, QUESTIONS)
    telling = {question.kind for question, answers in right.items() if len(answers) == len(files)}
    assert telling >= {"show", "search", "list", "matrix", "brief"}
    with closing(sqlite3.connect(files[0])) as connection, connection:
        connection.execute(questions.SECOND[0])
    mixed = questions.right([files[0]], QUESTIONS)
    assert {question.kind for question in QUESTIONS if not mixed[question] <= right[question]} >= {"show", "list"}
