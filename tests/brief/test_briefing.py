"""Briefings: every statement leads to its record and its words, and none says more than they do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from commitments.ask import record
from commitments.ask.names import UnknownNameError
from commitments.brief import briefing, parts
from commitments.brief.sentences import VERBS, who
from commitments.model.ladder import OF_STANCE
from commitments.store import database
from tests.golden import Golden

TODAY = date(2026, 11, 23)
NAMES = [
    "Ukraine",
    "Germany",
    "France",
    "Norway",
    "United States",
    "coalition",
    "troops",
    "force presence",
    "sanctions",
]
COUNTS = re.compile(r"- (.*: \d+ of \d+ records?\.$|The newest of these records |Nothing is recorded)")
MARK = re.compile(r"\[\^(\d+)\](?!:)")
ORDER = sorted(OF_STANCE)


def written(connection: sqlite3.Connection, name: str) -> str:
    return briefing.brief(connection, name, TODAY)


def sections(text: str) -> dict[str, str]:
    """Give the text under each heading."""
    _, *parted = re.split(r"^## ", text, flags=re.MULTILINE)
    return dict(part.split("\n", 1) for part in parted)


@pytest.mark.parametrize(("name", "file"), [("Ukraine", "ukraine"), ("Germany", "germany"), ("troops", "troops")])
def test_a_briefing_of_each_kind(connection: sqlite3.Connection, golden: Golden, name: str, file: str) -> None:
    golden(f"brief-{file}.md", written(connection, name))


@pytest.mark.parametrize("name", ["أوكرانيا", "Україна", "ukraine", "UKR", "UA"])
def test_a_briefing_goes_by_any_name(connection: sqlite3.Connection, name: str) -> None:
    assert written(connection, name) == written(connection, "Ukraine")


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_leads_to_its_record_and_its_words(connection: sqlite3.Connection, name: str) -> None:
    for line in written(connection, name).splitlines():
        if line.startswith("- ") and not COUNTS.match(line):
            assert "](data/" in line, line
            assert MARK.search(line) or "looked for on" in line, line


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_the_bottom_line_that_names_a_party_leads_to_its_record_and_its_words(
    connection: sqlite3.Connection, name: str
) -> None:
    records = briefing.subject(connection, name).own
    parties = {who(told) for told in records}
    for sentence in parts.bottom_line(records, parts.Footnotes()):
        if any(party in sentence for party in parties):
            assert "](data/" in sentence, sentence
            assert MARK.search(sentence), sentence


@pytest.mark.parametrize("name", NAMES)
def test_every_mark_has_its_footnote_and_every_footnote_is_used(connection: sqlite3.Connection, name: str) -> None:
    text, _, notes = written(connection, name).partition("\n## Sources\n")
    used = list(dict.fromkeys(MARK.findall(text)))
    assert used == re.findall(r"^\[\^(\d+)\]: \S", notes, flags=re.MULTILINE)
    assert used == [str(number + 1) for number in range(len(used))]


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_record(connection: sqlite3.Connection, name: str) -> None:
    query = "SELECT path FROM commitment UNION SELECT path FROM instrument"
    paths = {row[0] for row in connection.execute(query)}
    assert set(re.findall(r"\]\((.*?)\)", written(connection, name))) <= paths


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_told_once(connection: sqlite3.Connection, name: str) -> None:
    about, text = briefing.subject(connection, name), written(connection, name)
    entries = text.partition("\n## What it hangs on\n")[0].partition("\n## What this database")[0]
    for told in (*about.own, *about.via):
        if told["stance"] == "not-found":
            assert told["path"] in text
        else:
            assert sum(f"`{told['id']}`" in line for line in entries.splitlines()) == 1, told["id"]


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_the_verb_of_its_stance_and_all_hedges_and_conditions(
    connection: sqlite3.Connection, name: str
) -> None:
    about, text = briefing.subject(connection, name), written(connection, name)
    for told in (*about.own, *about.via):
        for line in (line for line in text.splitlines() if f"[`{told['id']}`]" in line and "—" in line):
            assert line.lower().startswith(f"- {VERBS[told['stance']]}"), line
            assert all(f"“{hedge['words']}”" in line for hedge in told["hedges"])
            assert all(item["kind_label"] in line for item in told["conditions"])


def test_every_stance_has_a_verb() -> None:
    assert set(VERBS) == set(OF_STANCE)


@pytest.mark.parametrize("stance", ORDER)
def test_nothing_is_said_with_the_verb_of_another_stance(spare: Path, stance: str) -> None:
    with closing(sqlite3.connect(spare)) as connection:
        connection.execute("UPDATE commitment SET stance = ?, strength = ?", (stance, OF_STANCE[stance]))
        connection.commit()
    with closing(database.open_database(spare)) as connection:
        texts = [written(connection, name).partition("\n## Sources\n")[0].lower() for name in NAMES]
    for text in texts:
        others = [verb for other, verb in VERBS.items() if other != stance and verb not in VERBS[stance]]
        assert [verb for verb in others if f"{verb}:" in text or f"{verb}, as told" in text] == []
        assert ("promises and offers" in text) <= (OF_STANCE[stance] in parts.PROMISES)


def test_words_of_others_are_not_among_promises_nor_in_the_bottom_line(connection: sqlite3.Connection) -> None:
    text = written(connection, "Ukraine")
    bottom = text.partition("\n## ")[0]
    promises = sections(text)["Promises and offers"]
    for record_id in ("usa-2026-01-backstop", "usa-2026-02-intelligence"):
        assert record_id not in promises
        assert record_id not in bottom
    aside = sections(text)["Said of an actor by others, and not counted as its word"]
    assert "Agreed in principle, without a promise of its own, as told by Volodymyr Zelensky" in aside
    assert "Promised, as told by An agency" in aside


def test_the_words_of_a_group_are_not_counted_as_a_members(connection: sqlite3.Connection) -> None:
    text = written(connection, "Germany")
    before, _, through = text.partition("\n## Through groups\n")
    assert "coalition-2026-01-monitoring" not in before
    assert "coalition-2026-01-monitoring" in through
    assert "4 records" in before


def test_what_was_looked_for_in_vain_and_what_is_not_stated_is_said(connection: sqlite3.Connection) -> None:
    gaps = sections(written(connection, "Ukraine"))["What this database does not know"]
    assert "looked for on 2026-11-20 in website of the government; agency reports, and nothing found" in gaps
    assert "count not stated" in gaps
    assert "strength undisclosed" in gaps
    assert "Not reviewed by a second person: 17 of 18 records." in gaps


def test_both_sides_of_a_dispute_are_told(connection: sqlite3.Connection) -> None:
    differ = sections(written(connection, "Ukraine"))["Where sources differ"]
    assert re.search(r"\*bindingness\*: political\.\[\^\d+\] Or: binding on its signatories\.\[\^\d+\]", differ)
    assert re.search(r"\*signatories\*: signed by France\.\[\^\d+\] Or: adopted without a signature\.\[\^\d+\]", differ)


def test_a_withdrawn_record_is_in_no_briefing(connection: sqlite3.Connection) -> None:
    assert all("deu-2025-12-support" not in written(connection, name) for name in NAMES)


def test_an_actor_without_records_is_said_to_have_none(connection: sqlite3.Connection) -> None:
    text = written(connection, "Poland")
    assert text.startswith("# Poland and security guarantees\n\n*As of 23 November 2026 · 0 records")
    assert "**Bottom line.** This database has no record of its own on this." in text
    assert "Nothing is recorded, so nothing is known." in text


def test_a_name_of_neither_actor_nor_type_is_an_error(connection: sqlite3.Connection) -> None:
    with pytest.raises(UnknownNameError, match=r"no country or organisation is called 'trops'.*no type of guarantee"):
        written(connection, "trops")


def test_free_text_of_terms_is_told_as_written(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection:
        connection.execute("UPDATE terms_item SET value = 'Ivano-Frankivsk' WHERE value = 'Rivne'")
        connection.commit()
    with closing(database.open_database(spare)) as connection:
        assert record.whole(connection, "fra-deu-2026-03-storage")["terms"]["places"][1] == "Ivano-Frankivsk"
        assert "Lviv region and Ivano-Frankivsk" in written(connection, "storage")


def test_a_date_after_an_arabic_title_does_not_turn_round_with_it(connection: sqlite3.Connection) -> None:
    assert "“ختام اجتماع الحلفاء في باريس”\u200e, 2026-01-07" in written(connection, "Ukraine")


def test_the_bottom_line_marks_what_is_hedged_or_disputed(connection: sqlite3.Connection) -> None:
    line = next(line for line in written(connection, "troops").splitlines() if line.startswith("**Bottom line.**"))
    assert "[troop deployment, hedged, disputed](data/commitments/fra/fra-2026-01-troops.yaml)" in line
