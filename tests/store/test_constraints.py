# ruff: noqa: S608 -- the names of our own tables stand in the SQL
"""What the database would refuse, the check has reported: for every constraint of the schema, a record that reaches it.

Every value of every record of the small dataset is broken in several ways. Its rows are made as if nobody had checked
it, and put into the database in the place of the sound ones: whatever SQLite says to them, the check says first.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import pytest
from pydantic import BaseModel
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Table, Text
from sqlmodel import SQLModel

from commitments.curate import document
from commitments.curate.corpus import DERIVED, NEEDED, Corpus, Entry
from commitments.curate.shape import MODELS
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError, Finding, Severity
from commitments.model.fields import Route, Strict, models_in
from commitments.model.terms import TERMS
from commitments.store import build, database, tables
from commitments.store.rows import Row, rows
from tests.conftest import Workshop
from tests.fuzz.mutations import mutated
from tests.fuzz.oracles import looked_at
from tests.values import at, put, routes

Constraint: TypeAlias = tuple[str, str, tuple[str, ...]]
"""A kind of constraint, its table, and its columns."""

OWNERS = {
    "commitments": {"commitment": "id", "*": "commitment_id"},
    "instruments": {"instrument": "id", "*": "instrument_id"},
    "sources": {"source": "id"},
    "actors": {"actor": "id", "actor_name": "actor", "membership": "actor"},
    "vocabulary": {"term": "vocabulary", "term_name": "vocabulary", "crosswalk": "vocabulary"},
}
"""For each folder the column of each table that says whose rows they are."""
CHECKED = re.compile(r'CHECK constraint failed: "?(\w+)"? IN ')
NEVER = re.compile(r"(NOT NULL|UNIQUE) constraint failed: (.*)")
TYPED = re.compile(r"cannot store \w+ value in \w+ column (\w+)\.(\w+)")
BREAKAGES: dict[str, Any] = {"nothing": None, "another word": "nobody", "a number": 3, "no entries": ()}
OWN = {("commitment_id",), ("instrument_id",), ("vocabulary", "term"), ("actor",)}
"""Columns by which the rows of a record name their own record, with whose row they come."""
WORKED_OUT = {
    "*.position": "counted",
    "*.side": "counted",
    "*.path": "where the file lies",
    "*.folded": "a name, evened out",
    "*.strength": "follows from the stance; test_a_word_that_is_worked_out…",
    "*.witness": "whose words a source copies in the end",
    "*.verification": "how a machine found the quotation; likewise",
    "*.line": "where it found it",
    "*.language": "the name of a field, or no row is made without it",
    "*.sources": "counted, or the ids of a list set beside each other",
    "*.evidence": "the ids of a list set beside each other",
    "*.supports": "the fields of a list set beside each other",
    "*.field": "the name of a field",
    "crosswalk.codebook": "the name of a field",
    "file.sha256": "of the bytes of the file",
    "meta.name": "what the database says of itself",
    "meta.value": "what the database says of itself",
    "commitment.attribution": "individual where it is left out",
    "commitment.coded_values": "counted",
    "commitment.last_seen": "the last date of the history, which is refused first",
    "commitment.stance": "no strength follows without it, and no row is made",
    "actor.name": "no row is made without it",
    "actor_name.name": "no row is made without it",
    "source.class": "no row is made without it",
    "source.grade": "no row is made without it",
    "source.publisher": "no row is made without it",
    "term.id": "no row is made without it",
    "term.definition": "no row is made without it",
    "term_name.term": "no row is made without it",
    "term_name.name": "no row is made without it",
    "crosswalk.term": "no row is made without it",
    "money.amount_min": "a number made of the text, or no row is made",
    "money.amount_max": "a number made of the text, or no row is made",
    "terms_consultation.reciprocal": "a text stands in a column of its own",
    "terms_consultation.within_hours": "a text stands in a column of its own",
    "terms_facilities.count": "a text stands in a column of its own",
}
"""Columns that no value of a record reaches directly, and why; a star stands for any table."""


@dataclass(frozen=True)
class Broken:
    """A record of which one value was broken: where, in which way, and what it says now."""

    folder: str
    path: str
    route: Route
    way: str
    data: dict[str, Any]


def _constraints(made: Iterable[Table]) -> Iterator[Constraint]:
    for table in made:
        yield "KEY", table.name, tuple(table.primary_key.columns.keys())
        for column in table.columns:
            if not column.nullable:
                yield "NOT NULL", table.name, (column.name,)
            if not isinstance(column.type, Text):
                yield "TYPE", table.name, (column.name,)
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint):
                yield "REFERENCE", table.name, tuple(constraint.column_keys)
            if isinstance(constraint, CheckConstraint):
                yield "CHECK", table.name, (str(constraint.sqltext).split(" ", 1)[0].strip('"').rpartition(".")[2],)


def _broken(folder: str, path: str, data: dict[str, Any]) -> Iterator[Broken]:
    for route in list(routes(data))[1:]:
        value, ways = at(data, route), {**BREAKAGES, "gone": ...}
        if isinstance(value, tuple) and value:
            ways["twice"] = (*value, value[-1])
        for way, wrong in ways.items():
            if wrong != value:
                yield Broken(folder, path, route, way, put(data, route, wrong))
    for route, inner in _left_out([MODELS[folder]], data):
        parts = [dict.fromkeys(model.model_fields, "nobody") for model in inner]
        for way, wrong in (*BREAKAGES.items(), *(("parts with another word", part) for part in parts)):
            yield Broken(folder, path, route, way, put(data, route, wrong))


def _left_out(
    models: Sequence[type[Strict]],
    value: Any,  # noqa: ANN401 -- whatever a record may say
    route: Route = (),
) -> Iterator[tuple[Route, list[type[Strict]]]]:
    """Give the route of every field that a record could have and has not, with the classes of its parts."""
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _left_out(models, item, (*route, position))
    elif isinstance(value, dict):
        fields = {field.alias or name: field for model in models for name, field in model.model_fields.items()}
        for name in fields.keys() - value.keys() - {"kind"}:
            yield (*route, name), list(models_in(fields[name].annotation))
        for name in fields.keys() & value.keys():
            yield from _left_out(list(models_in(fields[name].annotation)), value[name], (*route, name))


def _unchecked(models: Sequence[type[Strict]], value: Any) -> Any:  # noqa: ANN401 -- as above
    """Make a record of whatever is said, as if nobody had to check it; what is missing is nothing."""
    if isinstance(value, tuple):
        return tuple(_unchecked(models, item) for item in value)
    if not isinstance(value, dict) or not models:
        return value
    model = TERMS.get(str(value.get("kind")), models[0]) if len(models) > 1 else models[0]
    said = {}
    for name, field in model.model_fields.items():
        if (written := field.alias or name) in value:
            said[written] = _unchecked(list(models_in(field.annotation)), value[written])
        elif field.is_required():
            said[written] = None
    return model.model_construct(**said)


def _made(broken: Broken, corpus: Corpus) -> list[Row] | None:
    """Make the rows of a record that nobody checked; None where no rows can be made of it at all."""
    data = broken.data
    if isinstance(terms := data.get("terms"), dict):
        kinds = {term.id: term.terms_class for term in corpus.terms["guarantee-types"].values()}
        data = {**data, "terms": {**terms, "kind": kinds.get(str(data.get("type")))}}
    record: BaseModel = _unchecked([MODELS[broken.folder]], data)
    try:
        return list(rows(Entry(broken.folder, document.Document(broken.path), record, "0"), corpus))  # type: ignore[arg-type]
    except (TypeError, ValueError, AttributeError, LookupError):
        return None


def _refused(
    connection: sqlite3.Connection, folder: str, owner: str, made: Iterable[Row]
) -> Iterator[Constraint | None]:
    """Put rows in the place of those of a record, and give every constraint that refuses one; None for a mere type."""
    for table, column in _owned(connection, folder):
        connection.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (owner,))
    for table, row in made:
        try:
            connection.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(row))})', row)
        except sqlite3.IntegrityError as error:
            yield _constraint(table, str(error))
        except sqlite3.Error:
            yield None
    for table, _, _, number in connection.execute("PRAGMA foreign_key_check").fetchall():
        listed = connection.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
        yield "REFERENCE", table, tuple(row[3] for row in sorted(listed, key=lambda row: row[1]) if row[0] == number)


def _owned(connection: sqlite3.Connection, folder: str) -> Iterator[tuple[str, str]]:
    for table in database.tables(connection):
        column = OWNERS[folder].get(table) or OWNERS[folder].get("*", "")
        if any(row[1] == column for row in connection.execute(f"PRAGMA table_info('{table}')")):
            yield table, column


def _constraint(table: str, told: str) -> Constraint | None:
    if found := CHECKED.search(told):
        return "CHECK", table, (found[1],)
    if found := TYPED.search(told):
        return "TYPE", table, (found[2],)
    if found := NEVER.search(told):
        columns = tuple(name.rpartition(".")[2] for name in found[2].split(", "))
        return "KEY" if found[1] == "UNIQUE" else "NOT NULL", table, columns
    raise AssertionError(told)


@dataclass(frozen=True)
class Bench:
    """The small dataset as it was read, and its database in memory, where rows can be put in the place of others."""

    corpus: Corpus
    connection: sqlite3.Connection

    def refused(self, folder: str, owner: str, made: Iterable[Row]) -> set[Constraint | None]:
        """Say which constraints refuse the rows of a record, and leave the database as it was."""
        self.connection.execute("BEGIN")
        found = set(_refused(self.connection, folder, owner, made))
        self.connection.execute("ROLLBACK")
        return found

    def reported(self, broken: Broken) -> list[Finding]:
        """Check a broken record as it would lie in its file, and give the errors in it."""
        content = json.dumps(broken.data, ensure_ascii=False, indent=1).encode()
        read = looked_at(broken.folder, broken.path, content, self.corpus)
        return [finding for finding in read.findings if finding.severity is Severity.ERROR]


@cache
def _bench(place: Dataset) -> Bench:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(place.database)) as built:
        built.backup(connection)
    return Bench(Corpus(place), connection)


@pytest.fixture
def bench(made: Dataset) -> Bench:
    return _bench(made)


@cache
def _all_broken(bench: Bench) -> list[Broken]:
    """Give every broken record, alike ones once: of list entries at the same place, of terms of the same type."""
    found: dict[tuple[object, ...], Broken] = {}
    for folder, path in bench.corpus.files():
        data: Any = bench.corpus.entry(folder, path).document.data
        for broken in _broken(folder, path, data):
            where = tuple("*" if isinstance(step, int) else step for step in broken.route)
            alike = (data.get("type") if where[0] == "terms" else None, path if where == ("id",) else None)
            found.setdefault((folder, where, broken.way, *alike), broken)
    return list(found.values())


@cache
def _all_refused(bench: Bench) -> list[tuple[Broken, set[Constraint | None] | None]]:
    """Give every broken record with the constraints that refuse its rows; None where no row can be made of it."""
    found = []
    for broken in _all_broken(bench):
        owner, made = bench.corpus.entry(broken.folder, broken.path).id, _made(broken, bench.corpus)
        found.append((broken, None if made is None else bench.refused(broken.folder, owner, made)))
    return found


def test_whatever_sqlite_would_refuse_of_a_record_the_check_reports_in_its_file(bench: Bench) -> None:
    refused = [broken for broken, constraints in _all_refused(bench) if constraints is None or constraints]
    assert len(refused) > 800
    for broken in refused:
        assert bench.reported(broken), (broken.path, broken.route, broken.way)


def test_a_mutated_record_that_passes_the_check_goes_into_the_database(bench: Bench) -> None:
    files = [file for file in bench.corpus.files() if file[0] != "vocabulary"]
    texts = [bench.corpus.entry(*file).document.text for file in files]
    taken = 0
    for seed in range(1500):
        folder, path = files[seed % len(files)]
        read = looked_at(folder, path, mutated(seed, texts[seed % len(files)], texts), bench.corpus)
        if read.sound:
            assert bench.refused(folder, read.entry.id, rows(read.entry, bench.corpus)) == set(), (seed, path)
            taken += 1
    assert taken > 100


def test_every_constraint_of_the_schema_is_reached_by_a_broken_record_or_known_to_be_worked_out(bench: Bench) -> None:
    reached = {constraint for _, refused in _all_refused(bench) for constraint in refused or ()}
    for folder, path in bench.corpus.files():
        entry = bench.corpus.entry(folder, path)
        reached |= bench.refused(folder, entry.id, [*rows(entry, bench.corpus)] * 2)  # as if two files had the same id
    schema = set(_constraints(tables.metadata(bench.corpus.terms).tables.values()))
    left = {name for constraint in schema - reached if (name := _worked_out(*constraint))}
    assert left - WORKED_OUT.keys() == set()
    assert WORKED_OUT.keys() - left == set()


def _worked_out(kind: str, table: str, columns: tuple[str, ...]) -> str | None:
    """Name a column by which it is known why a constraint is not reached; nothing for the key of the own record."""
    if kind == "REFERENCE" and columns in OWN:
        return None
    names = [f"{start}.{columns[0]}" for start in ("*", table)]
    return next((name for name in names if name in WORKED_OUT), f"{kind} {table} {columns}")


@pytest.mark.parametrize(
    ("path", "copy"),
    [
        ("data/commitments/deu/deu-2026-01-troops.yaml", "data/commitments/fra/deu-2026-01-troops.yaml"),
        ("data/instruments/treaty.yaml", "data/instruments/more/treaty.yaml"),
        ("data/sources/readout.yaml", "data/sources/more/readout.yaml"),
        ("data/actors/FRA.yaml", "data/actors/more/FRA.yaml"),
        ("schema/vocabulary/voices.yaml", "schema/vocabulary/more/voices.yaml"),
    ],
)
def test_of_two_files_with_one_id_the_second_is_told(own: Workshop, path: str, copy: str) -> None:
    own.write(copy, own.text(path))
    first, second = sorted((path, copy))
    (found,) = (finding for finding in own.check(["X101"]).findings)
    assert {found.span.path, found.related[0].span.path} == {first, second}


WORDS = [(name, word) for name, words in DERIVED.items() for word in words]


@pytest.mark.parametrize(("vocabulary", "word"), WORDS)
def test_a_word_that_is_worked_out_is_missed_where_it_is_not_in_its_list(
    own: Workshop, vocabulary: str, word: str
) -> None:
    path = f"schema/vocabulary/{vocabulary}.yaml"
    data: Any = document.read(path, own.text(path).encode())[0].data
    own.write(path, json.dumps({**data, "terms": [term for term in data["terms"] if term["id"] != word]}))
    built = build.build(own.dataset, own.dataset.database)
    assert ("X112", path, True) in [(found.code, found.span.path, word in found.message) for found in built.findings]
    assert built.records is None


@pytest.mark.parametrize("vocabulary", sorted(NEEDED))
def test_a_word_list_that_is_not_there_is_told_and_no_database_is_built_without_it(
    own: Workshop, vocabulary: str
) -> None:
    path = f"schema/vocabulary/{vocabulary}.yaml"
    (own.dataset.root / path).unlink()
    built = build.build(own.dataset, own.dataset.database)
    assert ("Y119", path) in [(found.code, found.span.path) for found in built.findings]
    assert built.records is None
    with pytest.raises(CommitmentsError, match=f"{vocabulary}.yaml has errors or is not there"):
        build.build(own.dataset, own.dataset.database, keep_going=True)


def test_every_vocabulary_that_a_column_is_held_to_is_needed() -> None:
    columns = [column for table in SQLModel.metadata.tables.values() for column in table.columns]
    assert {column.info["vocabulary"] for column in columns if column.info} <= NEEDED


def test_a_stance_without_a_strength_is_told(own: Workshop) -> None:
    own.write(
        "schema/vocabulary/stances.yaml",
        own.text("schema/vocabulary/stances.yaml").replace("id: pledge\n", "id: vow\n"),
    )
    assert ("X112", "no strength follows from the stance 'vow'") in [
        (found.code, found.message) for found in own.check().findings
    ]
