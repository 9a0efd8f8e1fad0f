"""What the pages say of the data, table by table and column by column."""

from __future__ import annotations

import sqlite3

import pytest

from commitments.browse import metadata
from commitments.store import database

FIRST_SHOWN = {"label", "passage", "pledge"}


@pytest.fixture
def told(connection: sqlite3.Connection) -> dict[str, dict[str, object]]:
    tables: dict[str, dict[str, object]] = metadata.metadata(connection)["databases"]["commitments"]["tables"]
    return tables


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info('{table}')")}


def test_every_table_view_and_column_is_described(
    connection: sqlite3.Connection, told: dict[str, dict[str, object]]
) -> None:
    for table in {*database.tables(connection), *FIRST_SHOWN}:
        assert told[table]["description"], table
        described = told[table]["columns"]
        assert isinstance(described, dict)
        assert set(described) == columns(connection, table), table


def test_facets_orders_and_labels_are_columns_of_their_tables(
    connection: sqlite3.Connection, told: dict[str, dict[str, object]]
) -> None:
    used = {
        **metadata.FACETS,
        **{f"{table} ": (column,) for table, column in metadata.ORDERS.items()},
        **{f"{table}  ": (column,) for table, column in metadata.LABELS.items()},
    }
    for table, names in used.items():
        assert set(names) <= columns(connection, table.strip()), table
        assert table.strip() in told


def test_whatever_is_referred_to_has_a_label(connection: sqlite3.Connection) -> None:
    referred = {
        key[2]
        for table in database.tables(connection)
        for key in connection.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
        if key[4] == "id"
    }
    assert referred - {"term", "evidence"} == set(metadata.LABELS)


def test_the_index_for_words_and_the_list_of_files_are_hidden(told: dict[str, dict[str, object]]) -> None:
    assert {table for table, about in told.items() if about.get("hidden")} == {"passage_text", "file"}


def test_title_licence_and_revision_are_said(connection: sqlite3.Connection) -> None:
    about = metadata.metadata(connection)
    assert about["title"] == "Commitments"
    assert about["license"] == "CC BY 4.0"
    assert about["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert about["source"].endswith(connection.execute("SELECT value FROM meta WHERE name = 'commit'").fetchone()[0])
