"""The rows of an export are those of the tables and views, each once, in the order of its key."""

from __future__ import annotations

import sqlite3

from commitments.export.rows import rows
from commitments.store.dictionary import Kind, dictionary


def test_a_view_has_each_row_once_and_what_it_requires(connection: sqlite3.Connection) -> None:
    pledge, label, *_ = dictionary(connection)
    for view in (pledge, label):
        places = [[column.name for column in view.columns].index(name) for name in view.key]
        keys = [tuple(row[place] for place in places) for row in rows(connection, view)]
        assert keys == sorted(set(keys))
        assert keys
        required = [place for place, column in enumerate(view.columns) if column.required]
        assert all(row[place] is not None for row in rows(connection, view) for place in required)


def test_flags_are_read_as_truth_values(connection: sqlite3.Connection) -> None:
    (money,) = (table for table in dictionary(connection) if table.name == "money")
    (place,) = (place for place, column in enumerate(money.columns) if column.kind is Kind.FLAG)
    assert {type(row[place]) for row in rows(connection, money)} == {bool}
