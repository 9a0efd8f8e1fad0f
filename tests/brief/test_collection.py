"""A set of briefings is whole: every actor, family and instrument, and an index that leads to each."""

from __future__ import annotations

import re
import sqlite3
from datetime import date

from commitments.brief.briefing import Asked
from commitments.brief.collection import collection

ASKED = Asked([], date(2026, 11, 23))


def test_a_set_has_a_briefing_for_everything_and_an_index_that_leads_to_each(connection: sqlite3.Connection) -> None:
    files = dict(collection(connection, ASKED))
    assert list(files)[-1] == "index.md"
    links = re.findall(r"\]\((.*?)\)", files["index.md"])
    assert links == list(files)[:-1]
    folders = {"actors", "families", "instruments"}
    assert {path.partition("/")[0] for path in links} == folders
    assert {"actors/FRA.md", "actors/UKR.md", "instruments/treaty.md", "families/sanctions.md"} <= set(links)


def test_an_actor_that_no_record_names_has_no_briefing(connection: sqlite3.Connection) -> None:
    assert "actors/POL.md" not in dict(collection(connection, ASKED))


def test_links_to_records_begin_where_the_dataset_lies(connection: sqlite3.Connection) -> None:
    text = dict(collection(connection, ASKED))["actors/FRA.md"]
    assert "](../../data/commitments/fra/fra-2026-01-troops.yaml)" in text
    assert "](data/" not in text


def test_titles_stand_in_the_index_as_they_stand_above_the_briefings(connection: sqlite3.Connection) -> None:
    files = dict(collection(connection, ASKED))
    for title, path in re.findall(r"- \[(.*?)\]\((.*?)\)", files["index.md"]):
        assert files[path].startswith(f"# {title}\n")
