"""`verify` tells whatever was done to a database, or to the data, after it was built."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from commitments.store import build, publishing, unused, verification
from commitments.store.build import Built
from tests.conftest import Workshop
from tests.fixtures import Run

INDEX_DIFFERS = "the index for words is not that of the data"


def tampered(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.fixture
def quick(made: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the database that `verify` builds again be a copy of the one built before: it would be the same bytes."""

    def copy(_: Dataset, target: Path, **__: object) -> Built:
        return Built(Path(shutil.copy(made.database, target)), (), 0)

    monkeypatch.setattr(build, "build", copy)


def test_a_fresh_database_says_what_the_data_says(made: Dataset, run: Run) -> None:
    ran = run("verify", "--dataset", str(made.root))
    assert (ran.code, ran.out, ran.err) == (0, "", "the database is whole, and says what the data says\n")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE commitment SET title = 'A treaty' WHERE id = 'deu-2026-01-troops'", "the rows of 'commitment'"),
        ("CREATE TABLE more (thing TEXT)", "the tables and views are not those"),
        ("DROP VIEW pledge", "the tables and views are not those"),
        ("CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM meta; END", "the tables and views are not those"),
        ("DROP INDEX ix_party_actor", "the tables and views are not those"),
        (
            "UPDATE sqlite_schema SET sql = replace(sql, 'withdrawn_on IS NULL', 'TRUE') WHERE name = 'pledge'",
            "the tables and views are not those",
        ),
        ("UPDATE meta SET value = 'abc' WHERE name = 'digest'", "what the database says of itself is not true"),
        ("UPDATE meta SET value = '9.9' WHERE name = 'tool_version'", "what the database says of itself is not true"),
        ("UPDATE meta SET value = 'abc' WHERE name = 'commit'", "what the database says of itself is not true"),
        ("INSERT INTO meta VALUES ('reviewed', 'yes')", "what the database says of itself is not true"),
        ("DELETE FROM meta", "what the database says of itself is not true"),
        ("INSERT INTO passage_text (rowid, words) VALUES (1, 'nothing')", INDEX_DIFFERS),
        ("DELETE FROM passage_text_record WHERE record LIKE 'deu%'", INDEX_DIFFERS),
        ("UPDATE passage_text_record SET record = 'x' WHERE number = 1", INDEX_DIFFERS),
        ("DELETE FROM passage_text_data", "damaged"),
    ],
)
def test_tampering_is_told_in_words_and_exits_1(
    made: Dataset, spare: Path, run: Run, statement: str, told: str
) -> None:
    tampered(spare, statement)
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err


@pytest.mark.parametrize("kept", [0, 20, 100, 5000, 40960, 200_000])
def test_a_file_cut_short_is_told(made: Dataset, spare: Path, run: Run, kept: int) -> None:
    spare.write_bytes(spare.read_bytes()[:kept])
    ran = run("verify", "--dataset", str(made.root), "--db", str(spare))
    assert ran.code == 1
    assert "damaged" in ran.err or "not a database of commitments" in ran.err


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
    tampered(path, "UPDATE meta SET value = 'c0ffee' || substr(value, 7) WHERE name = 'commit'")
    assert verification.verify(own.dataset, path) == [
        "what the database says of itself is not true: see the table 'meta'"
    ]
