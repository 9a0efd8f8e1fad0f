"""What goes into the index for words is what the view `passage` gives."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from commitments.curate.corpus import Corpus
from commitments.dataset import Dataset
from commitments.store import database, passages, refresh


def told_by_the_view(connection: sqlite3.Connection, record: str, kind: str) -> tuple[str, ...]:
    query = "SELECT field, text FROM passage WHERE record = ? AND kind = ?"
    return passages.indexed(connection.execute(query, (record, kind)).fetchall())


def test_the_words_of_a_record_are_those_that_the_view_tells(made: Dataset, connection: sqlite3.Connection) -> None:
    corpus, compared = Corpus(made), 0
    withdrawn_too = [entry for entry in corpus.entries if entry.folder in {"commitments", "instruments"}]
    for entry in withdrawn_too:
        kind = entry.folder.removesuffix("s")
        assert passages.columns(entry, corpus) == told_by_the_view(connection, entry.id, kind), entry.id
        compared += 1
    assert compared == len(withdrawn_too) > 15
    assert all(passages.columns(entry, corpus) is None for entry in corpus.entries if entry not in withdrawn_too)


def test_the_words_of_the_real_records_are_those_that_the_view_tells(real: Dataset) -> None:
    corpus = Corpus(real)
    refresh.refresh(real, real.database)
    with closing(database.open_database(real.database)) as connection:
        for folder in ("commitments", "instruments"):
            for path in list(corpus.by_id[folder].paths)[::9]:
                entry = corpus.entry(folder, path)
                told = told_by_the_view(connection, entry.id, folder.removesuffix("s"))
                assert passages.columns(entry, corpus) == told, entry.id


def test_no_phrase_reaches_from_one_passage_into_another() -> None:
    _, said, _, title = passages.indexed([("title", "One"), ("quotation", "two"), ("translation", "Three")])
    assert (title, said) == ("one", f"three{passages.PARTED}two")
