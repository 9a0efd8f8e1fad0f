"""Measures of quality count what they say they count, in the small dataset counted by hand."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commitments.ask.quality import MEASURES, Share, quality
from commitments.store import database, publishing
from tests.conftest import Workshop

WEAPONS = """\
id: deu-2026-02-weapons
title: Weapons for Ukraine
type: weapons-in-kind
parties:
  - {actor: DEU, role: guarantor}
stance: pledge
history:
  - {date: 2026-02-06, status: announced, evidence: [first]}
evidence:
  - id: first
    source: agency
    paraphrase: Germany will send weapons.
    grade: B2
    supports: [type, parties, stance]
  - id: second
    source: carried
    paraphrase: Germany will send weapons.
    grade: B2
    supports: [type, parties, stance]
  - id: third
    source: page
    paraphrase: Germany will send weapons.
    grade: B2
    supports: [type, parties, stance]
"""


def taken(connection: sqlite3.Connection) -> dict[str, Share]:
    return {share.id: share for share in quality(connection)}


@pytest.mark.parametrize(
    ("measure", "number", "of"),
    [
        ("reviewed", 1, 18),
        ("not-found", 1, 18),
        ("other-voice", 2, 17),
        ("partial-date", 4, 17),
        ("low-grade-alone", 0, 17),
        ("one-source", 15, 17),
        ("two-sources", 2, 17),
        ("more-sources", 0, 17),
        ("sources-archived", 1, 4),
    ],
)
def test_a_measure_gives_what_is_counted_by_hand(
    connection: sqlite3.Connection, measure: str, number: int, of: int
) -> None:
    share = taken(connection)[measure]
    assert (share.number, share.of) == (number, of)


def test_quotations_are_found_word_for_word_or_evened_out_or_cited_only_and_nothing_else(
    connection: sqlite3.Connection,
) -> None:
    shares = taken(connection)
    checks = [shares[f"quotations-{check}"] for check in ("exact", "normalised", "cited-only")]
    assert sum(share.number for share in checks) == checks[0].of == shares["evidence-quoted"].number
    assert all(share.number for share in (checks[0], checks[2]))


def test_one_two_and_more_sources_make_up_the_whole(connection: sqlite3.Connection) -> None:
    shares = taken(connection)
    parts = [shares[name] for name in ("one-source", "two-sources", "more-sources")]
    assert sum(share.number for share in parts) == parts[0].of


def test_no_part_is_more_than_its_whole(connection: sqlite3.Connection) -> None:
    assert len(taken(connection)) == len(MEASURES)
    assert [share.id for share in quality(connection) if not 0 <= share.number <= share.of] == []


def test_a_withdrawn_record_does_not_count(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection:
        before = taken(connection)["reviewed"]
        connection.execute("UPDATE commitment SET withdrawn_on = '2026-11-01' WHERE review_state = 'reviewed'")
        after = taken(connection)["reviewed"]
    assert (before.number, after.number, after.of) == (1, 0, before.of - 1)


def test_copies_of_one_report_are_one_independent_source(own: Workshop) -> None:
    """The agency's own report, a paper that carries it, and a page that copies that paper, behind one record."""
    source = own.text("data/sources/agency.yaml")
    carried = source.replace("publisher: An agency", "publisher: An agency, as carried by A paper")
    own.write("data/sources/carried.yaml", carried.replace("id: agency", "id: carried"))
    page = source.replace("publisher: An agency", "publisher: A page").replace("id: agency", "id: page")
    own.write("data/sources/page.yaml", f"{page}derived_from: carried\n")
    own.write("data/commitments/deu/deu-2026-02-weapons.yaml", WEAPONS)
    sources = published(own, "SELECT id, witness FROM source WHERE grade = 'B' AND language = 'en' ORDER BY id")
    assert sources == [("agency", "an agency"), ("carried", "an agency"), ("page", "an agency")]
    query = "SELECT sources FROM coded_value WHERE commitment_id = 'deu-2026-02-weapons' AND field = 'stance'"
    assert published(own, query) == [(1,)]
    with closing(database.open_database(own.dataset.database)) as connection:
        shares = taken(connection)
    assert (shares["one-source"].number, shares["more-sources"].number) == (16, 0)


def published(own: Workshop, query: str) -> list[tuple[object, ...]]:
    publishing.publish(own.dataset, own.dataset.database, rebuild=True)
    with closing(database.open_database(own.dataset.database)) as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_a_share_of_nothing_is_told_as_none() -> None:
    assert Share("x", "x", 0, 0).percent is None
    assert Share("x", "x", 1, 3).percent == 33.3


def test_a_value_that_no_evidence_bears_counts_against_the_share(own: Workshop) -> None:
    path = "data/commitments/deu/deu-2026-01-political-support.yaml"
    own.change(path, "supports: [type, parties, stance]", "supports: [type, parties, stance, beneficiary]")
    assert values_borne(own) == values_borne(own, path, "stance, beneficiary]", "stance]") + 1


def values_borne(own: Workshop, *change: str) -> int:
    if change:
        own.change(*change)
    publishing.publish(own.dataset, own.dataset.database, rebuild=True)
    with closing(database.open_database(own.dataset.database)) as connection:
        return taken(connection)["values-with-evidence"].number
