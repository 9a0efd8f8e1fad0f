"""A database that was changed by hand, in what no record can hold: it is shown safely, or refused in one sentence."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.fixtures import key_of
from tests.outputs.catalogue import Asked
from tests.outputs.trial import tried

EVIL = "../../../\x1b]0;t\x07`evil'\"<b>|](javascript:alert(1))\n=1"
CODED = (
    ("commitment", "id"), ("commitment", "path"), ("commitment", "type"), ("commitment", "strength"),
    ("commitment", "stated_on"), ("actor", "id"), ("actor", "kind"), ("source", "url"), ("source", "published"),
    ("source", "language"), ("instrument", "id"), ("instrument", "date"), ("history", "date"), ("history", "status"),
    ("history", "date_earliest"), ("legal_step", "date"), ("party", "role"), ("evidence", "grade"), ("money", "period"),
    ("evidence", "verification"), ("term", "definition"), ("term", "id"), ("term_name", "name"), ("actor_name", "name"),
    ("meta", "value"), ("file", "path"), ("dispute", "field"), ("evidence", "supports"),
)  # fmt: skip
ASKED = (
    Asked("list", "table", ("list",)),
    Asked("show", "text", ("show", "fra-2026-01-troops")),
    Asked("show", "text", ("show", "declaration")),
    Asked("matrix", "table", ("matrix",)),
    Asked("timeline", "markdown", ("timeline", "-f", "markdown")),
    Asked("brief", "md", ("brief", "Ukraine", "--lang", "uk"), "answer.md"),
    Asked("brief", "set", ("brief", "--all"), "set"),
    Asked("export", "csv", ("export", "-f", "csv"), "export"),
)


@pytest.fixture(params=CODED, ids=".".join)
def tampered(spare: Path, request: pytest.FixtureRequest) -> Path:
    """Give a database in which a column that has no free text has one in all rows that can take it."""
    table, column = request.param
    with closing(sqlite3.connect(spare)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        key = ", ".join(key_of(connection, table))
        rows = f'SELECT {key} FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 9'  # noqa: S608 -- our own names
        changed = f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE ({key}) IN ({rows})'  # noqa: S608 -- likewise
        connection.execute(changed, (EVIL,))
        connection.commit()
    return spare


def test_what_no_record_can_hold_takes_no_effect(
    tampered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a" / "b" / "c" / "d"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    for asked in ASKED:
        for result in tried(asked, ["--db", str(tampered)]):
            assert (asked.arguments, result.wrong) == (asked.arguments, ())
            assert result.shown.code in {0, 2}
            assert result.shown.code == 0 or result.shown.err.startswith("commitments: ")
    outside = [path for path in tmp_path.rglob("*") if place not in path.parents and path.is_file()]
    assert outside == [tampered]
