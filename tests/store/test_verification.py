"""A database that was built from the data is told to be whole, until the data is changed."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import publishing, unused, verification
from tests.conftest import Workshop
from tests.fixtures import Run


def test_a_fresh_database_says_what_the_data_says(made: Dataset, run: Run) -> None:
    ran = run("verify", "--dataset", str(made.root))
    assert (ran.code, ran.out, ran.err) == (0, "", "the database is whole, and says what the data says\n")


def test_a_missing_database_is_said_to_be_missing(made: Dataset, tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError, match="there is no database"):
        verification.verify(made, tmp_path / "none.sqlite")


def test_a_file_of_the_data_changed_removed_or_added_after_the_build_is_told(own: Workshop) -> None:
    path = publishing.publish(own.dataset, own.dataset.database).path
    own.change("data/actors/POL.yaml", "iso2: PL", "iso2: PL\ncow: 290")
    (own.dataset.root / "data/commitments/nor/nor-2026-11-hub.yaml").unlink()
    own.write("data/sources/new.yaml", own.text("data/sources/agency.yaml").replace("id: agency", "id: new"))
    own.write("seeds/more.txt", "more")
    differences = verification.verify(own.dataset, path)
    assert differences[:4] == [
        "data/actors/POL.yaml was changed after the database was built",
        "data/commitments/nor/nor-2026-11-hub.yaml was removed after the database was built",
        "data/sources/new.yaml is not in the database",
        "seeds/more.txt is not in the database",
    ]


def test_nothing_that_was_taken_out_of_the_data_stays_in_the_file(own: Workshop) -> None:
    troops = "data/commitments/deu/deu-2026-01-troops.yaml"
    own.change(troops, "title: ", "title: Xylophone, ")
    publishing.publish(own.dataset, own.dataset.database)
    assert b"Xylophone" in own.dataset.database.read_bytes()
    own.change(troops, "title: Xylophone, ", "title: ")
    publishing.publish(own.dataset, own.dataset.database)
    assert b"Xylophone" not in own.dataset.database.read_bytes()
    assert unused.is_clear(own.dataset.database)


def test_a_commit_is_true_if_the_data_at_it_is_the_data_now(own: Workshop) -> None:
    def git(*arguments: str) -> None:
        command = ["git", "-C", str(own.dataset.root), "-c", "user.name=t", "-c", "user.email=t@t", *arguments]
        subprocess.run(command, check=True, capture_output=True)

    git("init", "-q")
    git("add", "data", "schema", "seeds")
    git("commit", "-q", "-m", "records")
    path = publishing.publish(own.dataset, own.dataset.database).path
    git("commit", "-q", "--allow-empty", "-m", "something else")
    assert verification.verify(own.dataset, path) == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET value = 'c0ffee' || substr(value, 7) WHERE name = 'commit'")
        connection.commit()
    assert verification.verify(own.dataset, path) == [
        "what the database says of itself is not true: see the table 'meta'"
    ]
