"""Measure many clients who ask one PostgreSQL server while the data is published anew: `python -m tests.load`."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import NamedTuple

import psycopg
from tabulate import tabulate

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import publishing
from commitments.store.postgresql import publishing as publishing_there
from commitments.store.postgresql import reading
from tests.benchmarks import corpus
from tests.load import questions
from tests.load.questions import Question
from tests.postgresql.server import SECRET, Place, running


class Asked(NamedTuple):
    """One answer: to which kind of question, after how many seconds, and whether it was right, or what it said."""

    kind: str
    seconds: float
    wrong: str


def main() -> None:
    """Measure, and print a table; exit 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--size", type=int, default=5000, help="commitments in the dataset")
    parser.add_argument("--clients", type=_numbers, default=(1, 8, 32), help="how many at once, parted by commas")
    parser.add_argument("--seconds", type=float, default=20, help="how long each number of clients asks")
    asked = parser.parse_args()
    os.environ["PGPASSWORD"] = SECRET
    with tempfile.TemporaryDirectory() as folder, running() as server:
        first = Path(folder) / "first.sqlite"
        publishing.publish(Dataset(corpus.make(Path(folder) / "data", asked.size)), first)
        files = [first, questions.second(first)]
        right = questions.right(files, questions.chosen(first))
        place = Place(server, server.create("desk"))
        wrong = [_measured(place, files, right, clients, asked.seconds) for clients in asked.clients]
    sys.exit(1 if any(wrong) else 0)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


def _measured(
    place: Place, files: Sequence[Path], right: dict[Question, set[str]], clients: int, seconds: float
) -> list[str]:
    """Let some clients ask, first of data at rest, then of data that is published anew all the time."""
    wrong = []
    for republishing in (False, True):
        publishing_there.publish(place.publisher, files[0], anew=True)
        began = time.monotonic()
        answers, published = asking(place, files if republishing else (), right, clients, seconds)
        taken = time.monotonic() - began
        wrong += [told.wrong for told in answers if told.wrong]
        state = f"published anew {published} times" if republishing else "at rest"
        sys.stdout.write(f"\n{clients} clients, data {state}\n\n{_table(answers, taken)}\n")
        sys.stdout.flush()
    sys.stdout.writelines(f"WRONG: {told}\n" for told in wrong)
    return wrong


def asking(
    place: Place, files: Sequence[Path], right: dict[Question, set[str]], clients: int, seconds: float
) -> tuple[list[Asked], int]:
    """Give all answers that clients got in so many seconds, and how often the files were published meanwhile."""
    context = multiprocessing.get_context("fork")
    over = context.Event()
    with context.Pool(clients, _remember, [over]) as pool:
        told = [pool.apply_async(_client, (place.reader, right, number)) for number in range(clients)]
        published, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            for path in reversed(files):
                publishing_there.publish(place.publisher, path, anew=True)
                published += 1
            time.sleep(0 if files else 0.1)
        over.set()
        return [answer for each in told for answer in each.get()], published


OVER: list[Event] = []
"""Where a client sees that the time is over."""


def _remember(over: Event) -> None:
    OVER[:] = [over]


def _client(address: str, right: dict[Question, set[str]], number: int) -> list[Asked]:
    """Ask one question after another, each on a connection of its own, as the command line does."""
    draw, told = random.Random(number), []  # noqa: S311 -- to measure with
    while not OVER[0].is_set():
        question = draw.choice(list(right))
        began = time.perf_counter()
        wrong = _wrong(address, question, right[question])
        told.append(Asked(question.kind, time.perf_counter() - began, wrong))
    return told


def _wrong(address: str, question: Question, right: set[str]) -> str:
    """Ask, and say what was wrong with the answer; nothing where it is that of one of the states of the data."""
    try:
        with reading.opened(address) as connection:
            return "" if questions.answer(connection, question) in right else f"{question}: of no state of the data"
    except (CommitmentsError, psycopg.Error) as error:
        return f"{question}: {error}"


def _table(answers: Sequence[Asked], seconds: float) -> str:
    kinds = {kind: [told.seconds for told in answers if told.kind == kind] for kind in questions.ASKED}
    kinds["all"] = [told.seconds for told in answers]
    rows = [(kind, *_figures(taken, seconds)) for kind, taken in kinds.items()]
    return tabulate(rows, ("question", "a second", "median ms", "95 % ms", "99 % ms", "longest ms"), tablefmt="github")


def _figures(taken: Iterable[float], seconds: float) -> tuple[str, ...]:
    milliseconds = sorted(1000 * each for each in taken)
    if len(milliseconds) < 2:
        return ("",) * 5
    parts = statistics.quantiles(milliseconds, n=100, method="inclusive")
    told = (len(milliseconds) / seconds, parts[49], parts[94], parts[98], milliseconds[-1])
    return tuple(f"{figure:,.0f}" for figure in told)


if __name__ == "__main__":
    main()
