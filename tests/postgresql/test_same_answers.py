"""Every question has the same answer from a server as from a file, to the letter."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.ask import search
from commitments.brief.phrasebook import LANGUAGES
from commitments.dataset import Dataset
from commitments.store import database
from commitments.store.postgresql import reading
from tests.fixtures import TODAY, Run
from tests.outputs.catalogue import DATABASE, Asked
from tests.postgresql.server import Place
from tests.running import Ran

NEEDS_A_FILE = frozenset({"export", "verify"})
FORMS = frozenset({"table", "json", "text", "svg", "md", "set"})
"""The forms to compare: the others are made of what stands in these."""
CATALOGUE = [
    asked
    for command, questions in DATABASE.items()
    for asked in questions
    if command not in NEEDS_A_FILE and asked.form in FORMS
]
FILTERS: tuple[tuple[str, ...], ...] = (
    ("-c", "Germany", "-t", "troops"), ("--condition", "ceasefire-in-force"), ("--condition", "backstop:USA"),
    ("--beneficiary", "Ukraine", "--as-of", "2025-12-31"), ("--min-strength", "declared"), ("--disputed",),
    ("--since", "2025-06"), ("--until", "1950"), ("--role", "beneficiary", "-c", "Ukraine"), ("--domain", "maritime"),
    ("--verification", "exact"), ("--sort", "-stated_on,title", "--limit", "30"), ("-c", "Atlantis"),
    ("-c", "Fiji", "-t", "troops", "--since", "2025"), ("-c", "Poland", "--direct"), ("--status", "expired"),
    ("--stance", "rules-out"), ("-c", "Франція"), ("--as-of", "1936-03-08"),
    ("--min-strength", "signed", "--as-of", "2000"),
)  # fmt: skip
QUESTIONS = (
    *(("list", *filters) for filters in FILTERS),
    *(("stats", "--quality", *filters) if not filters else ("stats", *filters) for filters in ((), *FILTERS[:6])),
    ("matrix",), ("matrix", "--by", "type", "-c", "France", "-c", "Poland"), ("matrix", "--as-of", "2025-12-31"),
    ("timeline", "--since", "2025"), ("timeline", "-c", "Sweden"), ("compare", "France", "Germany"),
    ("compare", "north-atlantic-treaty-1949-04-04", "locarno-treaty-of-mutual-guarantee-1925"),
    ("stats", "--by", "country"),
)  # fmt: skip
SEARCHES = (
    "mine*", "Ukraine", "sanctions", "إعلان نوايا", '"coalition of the willing"', "Франція військ", "troops ground",
    "deploy* force*", "F-16", '"security guarantees" peace', "nosuchwordxyz", "ukrane", "a", "the the", '"article 5"',
    "1994", "Ūkraïna", "мінн*", "e* f*", "a* b* c*",
)  # fmt: skip
BRIEFINGS = ("Ukraine", "France", "Coalition of the Willing", "troops", "locarno-treaty-of-mutual-guarantee-1925")


def both(run: Run, place: Place, file: Path | str, *question: str) -> tuple[Ran, Ran]:
    """Ask a file and the server."""
    return run(*question, "--db", str(file)), run(*question, "--db", place.reader)


@pytest.mark.parametrize("asked", CATALOGUE, ids=lambda asked: " ".join([*asked.arguments, asked.file]))
def test_every_command_answers_in_every_format_as_from_a_file(
    run: Run, small: Place, made: Dataset, tmp_path: Path, asked: Asked
) -> None:
    ended, texts = [], []
    for number, where in enumerate((str(made.database), small.reader)):
        folder = tmp_path / str(number)
        folder.mkdir()
        target = folder / (asked.file or "none")
        today = ["--today", TODAY] if asked.command == "brief" else []
        ran = run(*asked.arguments, *today, *(["-o", str(target)] if asked.file else []), "--db", where)
        ended.append((ran.code, ran.out, ran.err.replace(str(target), asked.file)))
        texts.append([(file.name, file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file()])
    assert ended[0] == ended[1]
    assert texts[0] == texts[1]
    assert ended[0][0] == 0


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_questions_to_the_real_data_are_answered_as_from_a_file(
    run: Run, whole: tuple[Place, str], question: tuple[str, ...]
) -> None:
    for form in ("table", "json"):
        from_file, from_server = both(run, *whole, *question, "-f", form)
        assert from_server == from_file


@pytest.mark.parametrize("text", SEARCHES)
def test_searches_find_the_same_in_the_same_order(run: Run, whole: tuple[Place, str], text: str) -> None:
    from_file, from_server = both(run, *whole, "search", text, "-f", "json", "--limit", "50")
    assert from_server == from_file


@pytest.mark.parametrize(("name", "language"), [*product(BRIEFINGS, LANGUAGES)])
def test_briefings_are_the_same_to_the_letter(run: Run, whole: tuple[Place, str], name: str, language: str) -> None:
    question = ("brief", name, "--lang", language, "--today", TODAY)
    from_file, from_server = both(run, *whole, *question)
    assert from_server == from_file
    assert from_file.out


def test_records_are_shown_as_from_a_file(run: Run, whole: tuple[Place, str]) -> None:
    place, file = whole
    listed = run(
        "sql", "SELECT id FROM commitment UNION SELECT id FROM instrument ORDER BY id", "-f", "csv", "--db", file
    )
    shown = listed.out.split()[1::40]
    assert len(shown) > 20
    for record in shown:
        from_file, from_server = both(run, place, file, "show", record.strip('"'), "-f", "json")
        assert from_server == from_file


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_words_are_looked_up_come_in_the_same_order(whole: tuple[Place, str], data: st.DataObject) -> None:
    place, file = whole
    connection = database.open_database(Path(file))
    words = data.draw(st.lists(st.sampled_from(search.known(connection)), min_size=1, max_size=3))
    asked = " ".join(data.draw(st.sampled_from((word, f"{word[:2]}*", f'"{word}"'))) for word in words)
    with reading.opened(place.reader) as there:
        ranked = [
            [tuple(row)[:3] for row in search.ranked(where, search.phrases(asked))] for where in (there, connection)
        ]
    assert ranked[0] == ranked[1]
    connection.close()
