"""From records to a database: the same bytes everywhere, nothing but what the schema allows, whole or not at all."""

# ruff: noqa: S608 -- the names of our own tables stand in the SQL

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlmodel import SQLModel

from commitments import __version__
from commitments.curate import document
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Severity
from commitments.model.records import FOLDERS
from commitments.store import build, database, filling, publishing
from tests.conftest import Workshop
from tests.fixtures import OPENED, one_row

WORDS = [
    (str(table.name), str(column.name))
    for table in SQLModel.metadata.sorted_tables
    for column in table.columns
    if "vocabulary" in column.info
]


@pytest.fixture
def loose(spare: Path) -> Iterator[sqlite3.Connection]:
    """Give a copy of the database that may be written to, with foreign keys enforced."""
    with closing(sqlite3.connect(spare)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


def columns(connection: sqlite3.Connection, table: str) -> list[tuple[str, bool]]:
    """Columns of a table, and whether they must be filled."""
    return [(row[1], bool(row[3])) for row in connection.execute(f"PRAGMA table_info('{table}')")]


def test_the_small_dataset_fills_every_table(connection: sqlite3.Connection) -> None:
    empty = [
        name
        for name in database.tables(connection)
        if not connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
    ]
    assert empty == []


def test_building_twice_gives_the_same_bytes(made: Dataset, tmp_path: Path) -> None:
    built = [build.build(made, tmp_path / name).path.read_bytes() for name in ("one", "two")]
    assert built[0] == built[1] == made.database.read_bytes()


@pytest.mark.parametrize(
    "world",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "umask": "0o077"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "umask": "0o000"},
    ],
)
def test_another_process_with_another_world_around_it_gives_the_same_bytes(
    made: Dataset, tmp_path: Path, world: dict[str, str]
) -> None:
    copy, target = tmp_path / "elsewhere", tmp_path / "other.sqlite"
    for path in sorted(made.root.rglob("*"), reverse=True):  # the files stand in another order on the disk
        if path.is_file() and "build" not in path.parts:
            (copy / path.relative_to(made.root)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy / path.relative_to(made.root))
    umask = int(world["umask"], 8)
    command = [sys.executable, "-m", "commitments", "build", "--dataset", str(copy), "--db", str(target)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **world}, umask=umask)
    assert target.read_bytes() == made.database.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask


def test_every_table_is_strict(connection: sqlite3.Connection) -> None:
    listed = connection.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    loose = {name for name, strict in listed if not strict}
    assert {name for name in loose if not name.startswith(("sqlite_", "passage_text"))} == set()


@pytest.mark.parametrize(("table", "column"), WORDS)
def test_a_column_of_words_refuses_a_word_that_is_not_in_its_vocabulary(
    loose: sqlite3.Connection, table: str, column: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        loose.execute(f'UPDATE "{table}" SET "{column}" = \'no-such-word\'')


def test_every_reference_refuses_a_row_that_is_not_there(loose: sqlite3.Connection) -> None:
    refused = 0
    for table in database.tables(loose):
        for reference in loose.execute(f"PRAGMA foreign_key_list('{table}')").fetchall():
            column, value = reference[3], -1 if reference[3] == "step" else "'nobody'"
            one = one_row(loose, table, where=f'"{column}" IS NOT NULL')
            if loose.execute(f'SELECT 1 FROM "{table}" WHERE {one}').fetchone():
                with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
                    loose.execute(f'UPDATE "{table}" SET "{column}" = {value} WHERE {one}')
                refused += 1
    assert refused > 30


def test_a_required_column_refuses_nothing_in_it(loose: sqlite3.Connection) -> None:
    for table in database.tables(loose):
        for column, required in columns(loose, table):
            if required:
                with pytest.raises(sqlite3.IntegrityError, match="NOT NULL"):
                    loose.execute(f'UPDATE "{table}" SET "{column}" = NULL')


def test_nothing_in_a_built_database_dangles(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_step_whose_evidence_is_not_there_makes_a_database_unsound(loose: sqlite3.Connection) -> None:
    loose.execute("UPDATE history SET evidence = evidence || ' nobody' WHERE evidence <> ''")
    loose.commit()
    with pytest.raises(CommitmentsError, match=r"unsound: ok, \d+ dangling references"):
        filling.prove(loose)


@pytest.mark.parametrize("name", OPENED)
def test_a_view_that_opens_a_list_has_the_columns_and_the_key_that_are_declared(
    connection: sqlite3.Connection, name: str
) -> None:
    declared, key = OPENED[name].columns.keys(), ", ".join(OPENED[name].primary_key.columns.keys())
    assert [column for column, _ in columns(connection, name)] == declared
    rows, keys, filled = connection.execute(
        f"SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT {key} FROM {name})), "
        f"count({') + count('.join(declared)}) FROM {name}"
    ).fetchone()
    assert rows == keys > 10
    assert filled == rows * len(declared)


def test_a_view_opens_a_list_in_its_order_and_an_empty_one_not_at_all(loose: sqlite3.Connection) -> None:
    one = one_row(loose, "evidence")
    key = f"(SELECT commitment_id, id FROM evidence WHERE {one})"
    query = f"SELECT field, position FROM evidence_support WHERE (commitment_id, evidence) = {key}"
    for supports, rows in (("type stance", [("type", 0), ("stance", 1)]), ("", [])):
        loose.execute(f"UPDATE evidence SET supports = ? WHERE {one}", (supports,))
        assert loose.execute(query).fetchall() == rows


@pytest.mark.parametrize("error", [CommitmentsError("unsound"), RuntimeError("a slip"), KeyboardInterrupt()])
def test_a_failing_build_leaves_the_old_file_and_nothing_beside_it(
    made: Dataset, spare: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fail(connection: sqlite3.Connection) -> None:  # noqa: ARG001 -- takes the place of the last step
        raise error

    before = spare.read_bytes()
    monkeypatch.setattr(filling, "prove", fail)
    with pytest.raises(type(error)):
        build.build(made, spare)
    assert spare.read_bytes() == before
    assert [path.name for path in spare.parent.iterdir()] == [spare.name]


def other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE precious (thing TEXT)")


@pytest.mark.parametrize("write", [lambda path: path.write_text("precious"), other_database])
def test_a_file_that_is_something_else_is_never_overwritten(
    made: Dataset, tmp_path: Path, write: Callable[[Path], object]
) -> None:
    target = tmp_path / "precious"
    write(target)
    before = target.read_bytes()
    with pytest.raises(CommitmentsError, match="is not a database of commitments"):
        publishing.publish(made, target, rebuild=True)
    assert target.read_bytes() == before


def test_a_folder_in_the_place_of_the_database_is_left_as_it_is(made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(CommitmentsError, match="cannot be written"):
        publishing.publish(made, tmp_path / "folder", rebuild=True)
    assert [path.name for path in (tmp_path / "folder").iterdir()] == ["inside"]
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_data_with_errors_is_not_built(own: Workshop) -> None:
    own.change("data/sources/agency.yaml", "grade: B", "grade: Z")
    published = publishing.publish(own.dataset, own.dataset.database)
    assert not published.built
    assert published.errors
    assert not own.dataset.database.exists()


def test_keep_going_leaves_out_what_has_errors_and_what_refers_to_it(own: Workshop) -> None:
    own.change("data/instruments/treaty.yaml", "form: treaty", "form: treaties")
    published = publishing.publish(own.dataset, own.dataset.database, keep_going=True)
    assert [line for line in published.told if line.startswith("left out")] == [
        "left out: data/commitments/fra/fra-2023-training.yaml",  # its sum is part of one on the treaty
        "left out: data/commitments/fra/fra-2024-02-consultation.yaml",
        "left out: data/commitments/fra/fra-2024-02-financing.yaml",
        "left out: data/instruments/treaty.yaml",
    ]
    with closing(database.open_database(published.path)) as built:
        assert built.execute("SELECT count(*) FROM commitment").fetchone()[0] == 16
        assert built.execute("SELECT count(*) FROM instrument").fetchone()[0] == 1


def test_a_word_list_with_errors_stops_even_a_build_that_keeps_going(own: Workshop) -> None:
    own.write("schema/vocabulary/stances.yaml", "id: stances\n")
    with pytest.raises(CommitmentsError, match=r"the word list schema/vocabulary/stances.yaml has errors"):
        publishing.publish(own.dataset, own.dataset.database, keep_going=True)


def test_the_database_says_what_it_was_made_from(made: Dataset, connection: sqlite3.Connection) -> None:
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    assert meta.pop("digest") == database.digest(connection, "file")
    assert meta == {
        "commit": "unknown",
        "left_out": "0",
        "schema_version": str(database.SCHEMA_VERSION),
        "tool_version": __version__,
    }
    files = dict(connection.execute("SELECT path, sha256 FROM file").fetchall())
    assert {"data/actors/FRA.yaml", "schema/vocabulary/stances.yaml", "seeds/article.txt"} <= files.keys()
    assert files == {path: sha256((made.root / path).read_bytes()).hexdigest() for path in files}


def test_the_database_names_the_commit_and_whether_files_differ_from_it(own: Workshop) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-C", str(own.dataset.root), "-c", "user.name=t", "-c", "user.email=t@t", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit() -> str:
        path = publishing.publish(own.dataset, own.dataset.database, rebuild=True).path
        with closing(database.open_database(path)) as built:
            return str(built.execute("SELECT value FROM meta WHERE name = 'commit'").fetchone()[0])

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "records")
    assert commit() == git("rev-parse", "HEAD")
    own.change("data/sources/agency.yaml", "publisher: An agency", "publisher: Another agency")
    assert commit() == git("rev-parse", "HEAD") + "+changes"


ODD: tuple[Any, ...] = (
    None, "", " ", "x", "x" * 5000, 0, -1, 1, 2**63, 2**80, 1.5, float("inf"), True, [], {}, ["x"], "2025-02-30",
    "2025", "../..", "../2025", "9999", "0001-01-01", "FRA", "declaration", "treaty", "pledge", "not-stated",
    "'; DROP TABLE commitment; --", "\u00e9e\u0301", "🕊", "en", "[]", "NULL", "1e400",
)  # fmt: skip


def routes(value: object, route: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every value of a record."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield (*route, key)
        yield from routes(inner, (*route, key))


def with_odd_value(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Change one or two values of a record to something that may or may not stand there."""
    for _ in range(chance.choice((1, 1, 2))):
        *way, last = chance.choice([route for route in routes(record) if route != ("id",)])
        place: Any = record
        for step in way:
            place = place[step]
        if chance.random() < 0.2:
            del place[last]
        else:
            place[last] = chance.choice(ODD)
    return record


def like(file: Path, record_id: str) -> dict[str, Any]:
    """Read a record, and give it what must be its own: id, names, address."""
    written, _ = document.read(file.name, file.read_bytes())
    record: dict[str, Any] = json.loads(json.dumps(written.data))
    record["id"] = record_id
    record.pop("aliases", None)
    record.pop("archive", None)
    if "names" in record:
        record["names"] = {language: f"{name} {record_id}" for language, name in record["names"].items()}
    if "url" in record:
        record["url"] += f"/{record_id}"
    return record


def test_what_the_check_passes_the_database_takes(own: Workshop) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- no secret, the same cases on every run
    for folder in FOLDERS:
        files = sorted((own.dataset.data / folder).rglob("*.yaml"))
        for number in range(60 if folder != "commitments" else 300):
            odd = with_odd_value(like(chance.choice(files), f"odd-{folder}-{number}"), chance)
            text = yaml.safe_dump(odd, allow_unicode=True, sort_keys=False)
            own.write(f"data/{folder}/odd-{folder}-{number}.yaml", text)
    checked = own.check()
    errors = {finding.span.path for finding in checked.findings if finding.severity is Severity.ERROR}
    odd_ones = {entry.path for entry in checked.corpus.entries if entry.id.startswith("odd-")}
    assert len(odd_ones - errors) > 60
    assert len(odd_ones & errors) > 200
    built = build.build(own.dataset, own.dataset.database, keep_going=True)
    assert built.records == len(list(checked.corpus.entries)) - len(built.left_out)
    assert set(built.left_out) == errors


def test_a_sqlite_that_cannot_read_the_tables_is_refused_in_words(
    made: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(CommitmentsError, match=r"3\.37 or newer is needed"):
        build.build(made, tmp_path / "new.sqlite")
    with pytest.raises(CommitmentsError, match=r"3\.37 or newer is needed"):
        database.open_database(made.database)
