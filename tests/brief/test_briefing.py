"""Briefings: every statement leads to its record and its words, and none says more than they do."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitments.ask import record
from commitments.ask.names import UnknownNameError
from commitments.brief import briefing, history, parts
from commitments.brief.briefing import Asked
from commitments.brief.footnotes import Footnotes, speaker
from commitments.brief.phrasebook import Phrasebook, phrasebook
from commitments.brief.statements import entry, money, named, some, terms, who
from commitments.brief.subjects import Finder, Subject
from commitments.findings import CommitmentsError
from commitments.model.ladder import OF_STANCE
from commitments.store import database
from tests.golden import Golden

TODAY = date(2026, 11, 23)
NAMES = [
    "Ukraine", "Germany", "France", "Norway", "United States", "coalition", "troops", "force presence", "sanctions",
    "treaty", "declaration",
]  # fmt: skip
COUNTS = re.compile(r"- (.*: \d+ of \d+ records?\.$|The newest of these records |Nothing is recorded)")
MARK = re.compile(r"\[\^(\d+)\](?!:)")
ORDER = sorted(OF_STANCE)


def written(connection: sqlite3.Connection, *names: str, **asked: Any) -> str:  # noqa: ANN401 -- what may be asked
    return briefing.brief(connection, Asked(names, TODAY, **asked))


def subject(connection: sqlite3.Connection, *names: str) -> Subject:
    return Finder(connection, phrasebook(connection, "en")).subject(names)


def records(about: Subject) -> list[dict[str, Any]]:
    beside = [told for _, those in about.beside for told in those]
    return [dict(told) for told in (*about.own, *about.via, *beside)]


def sections(text: str) -> dict[str, str]:
    """Give the text under each heading."""
    _, *parted = re.split(r"^## ", text, flags=re.MULTILINE)
    return dict(part.split("\n", 1) for part in parted)


@pytest.fixture
def book(connection: sqlite3.Connection) -> Phrasebook:
    return phrasebook(connection, "en")


@pytest.mark.parametrize(
    ("names", "file"),
    [
        (["Ukraine"], "ukraine"), (["Germany"], "germany"), (["troops"], "troops"), (["treaty"], "treaty"),
        (["France", "Germany"], "france-germany"),
    ],
)  # fmt: skip
def test_a_briefing_of_each_kind(connection: sqlite3.Connection, golden: Golden, names: list[str], file: str) -> None:
    golden(f"brief-{file}.md", written(connection, *names))


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
    connection: sqlite3.Connection, book: Phrasebook, name: str
) -> None:
    own = subject(connection, name).own
    parties = {str(who(told, book)) for told in own}
    for sentence in parts.Bottom(own, TODAY, book, Footnotes(book)).sentences():
        if any(party in sentence for party in parties):
            assert "](data/" in sentence, sentence
            assert MARK.search(sentence) or sentence.startswith("Looked for"), sentence


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
def test_every_record_is_told_once_with_its_particulars(connection: sqlite3.Connection, name: str) -> None:
    entries = [line for line in written(connection, name).splitlines() if " — " in line]
    for told in records(subject(connection, name)):
        found = [line for line in entries if f"[`{told['id']}`]" in line]
        assert len(found) == (told["stance"] != "not-found"), told["id"]


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_the_words_of_its_stance_and_all_hedges_and_conditions(
    connection: sqlite3.Connection, book: Phrasebook, name: str
) -> None:
    text = written(connection, name)
    for told in records(subject(connection, name)):
        for line in (line for line in text.splitlines() if f"[`{told['id']}`]" in line and " — " in line):
            assert line.lower().startswith(f"- {book.say(told['stance'], 'stances')}"), line
            assert all(f"“{hedge['words']}”" in line for hedge in told["hedges"])
            assert all(item["kind_label"] in line for item in told["conditions"])


def test_every_stance_has_words_and_no_two_have_the_same(book: Phrasebook) -> None:
    said = [str(book.say(stance, "stances")) for stance in OF_STANCE]
    assert len(set(said)) == len(said) == len(OF_STANCE)


@pytest.mark.parametrize("stance", ORDER)
def test_nothing_is_said_with_the_words_of_another_stance(spare: Path, stance: str) -> None:
    with closing(sqlite3.connect(spare)) as connection, connection:
        connection.execute("UPDATE commitment SET stance = ?, strength = ?", (stance, OF_STANCE[stance]))
    with closing(database.open_database(spare)) as connection:
        texts = [written(connection, name).partition("\n## Sources\n")[0].lower() for name in NAMES]
        book = phrasebook(connection, "en")
    own = str(book.say(stance, "stances"))
    others = [str(book.say(other, "stances")) for other in OF_STANCE if other != stance]
    for text in texts:
        assert [words for words in others if words not in own and f"- {words}:" in text] == []
        assert ("## promises and offers" in text) <= (OF_STANCE[stance] in parts.PROMISES)


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
    assert "looked for on 20 November 2026 in website of the government; agency reports, and nothing found" in gaps
    assert "- **Number not stated**: " in gaps
    assert "- **Strength undisclosed**: " in gaps
    assert "Not reviewed by a second person: 17 of 18 records." in gaps


def test_both_sides_of_a_dispute_are_told(connection: sqlite3.Connection) -> None:
    differ = sections(written(connection, "Ukraine"))["Where sources differ"]
    assert re.search(r"\*legal effect\*: political\.\[\^\d+\] Or: binding on its signatories\.\[\^\d+\]", differ)
    assert re.search(r"\*signatories\*: signed by France\.\[\^\d+\] Or: adopted without a signature\.\[\^\d+\]", differ)


def test_what_comes_by_a_group_names_the_group(connection: sqlite3.Connection, book: Phrasebook) -> None:
    through = sections(written(connection, "Germany"))["Through groups"]
    assert re.findall(r"^\*\*(.*)\*\*$", through, re.MULTILINE) == ["Coalition of the Willing"]
    (told,) = [told for told in subject(connection, "Germany").via if told["id"] == "coalition-2026-01-monitoring"]
    with_france = {**told, "parties": [{"actor": "FRA", "role": "guarantor"}]}
    (head,) = [head for head, _ in parts.through_groups([with_france], book, Footnotes(book))]
    assert head == "France (through Coalition of the Willing)"


def test_a_withdrawn_record_is_in_no_briefing(connection: sqlite3.Connection) -> None:
    assert all("deu-2025-12-support" not in written(connection, name) for name in NAMES)


def test_an_actor_without_records_is_said_to_have_none(connection: sqlite3.Connection) -> None:
    text = written(connection, "Poland")
    assert text.startswith("# Poland and security guarantees\n\n*Written on 23 November 2026 · 0 records")
    assert "**Bottom line.** This database has no record of its own on this." in text
    assert "Nothing is recorded, so nothing is known." in text


def test_a_name_of_nothing_is_an_error(connection: sqlite3.Connection) -> None:
    told = "^no country, organisation, type of guarantee or instrument is called 'trops'; did you mean troops"
    with pytest.raises(UnknownNameError, match=told):
        written(connection, "trops")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["France", "troops"], "'troops' is a type of guarantee: ask for it alone, or for both with"),
        (["declaration", "treaty"], "'declaration' is an instrument: ask for it alone, or for several with"),
    ],
)
def test_only_actors_stand_side_by_side(connection: sqlite3.Connection, names: list[str], told: str) -> None:
    whole = f"only countries and organisations can stand side by side, and {told} `commitments "
    with pytest.raises(CommitmentsError, match=re.escape(whole)):
        written(connection, *names)


def test_an_unknown_name_beside_others_is_told_with_the_actors_that_are_near(connection: sqlite3.Connection) -> None:
    told = "^no country or organisation is called 'Germny'; did you mean Germany"
    with pytest.raises(UnknownNameError, match=told):
        written(connection, "France", "Germny")


def test_a_briefing_is_not_written_before_the_data_was_last_seen(connection: sqlite3.Connection) -> None:
    told = "2026-03-30 is before the data was last seen to stand, 2026-03-31: name a later day with --today"
    with pytest.raises(CommitmentsError, match=told):
        briefing.brief(connection, Asked(["France"], date(2026, 3, 30)))
    assert briefing.brief(connection, Asked(["France"], date(2026, 3, 31)))
    assert briefing.brief(connection, Asked(["France"], date(2026, 1, 31), as_of="2026-01-31"))


def test_countries_side_by_side_have_to_differ(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="name countries that are not the same"):
        written(connection, "France", "FRA")


def test_free_text_of_terms_is_told_as_written(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection, connection:
        connection.execute("UPDATE terms_item SET value = 'Ivano-Frankivsk' WHERE value = 'Rivne'")
    with closing(database.open_database(spare)) as connection:
        assert record.whole(connection, "fra-deu-2026-03-storage")["terms"]["places"][1] == "Ivano-Frankivsk"
        assert "Lviv region and Ivano-Frankivsk" in written(connection, "storage")


def test_a_date_after_an_arabic_title_does_not_turn_round_with_it(connection: sqlite3.Connection) -> None:
    assert "“ختام اجتماع الحلفاء في باريس”\u200e, 7 January 2026" in written(connection, "Ukraine")


def test_the_bottom_line_marks_what_is_hedged_or_disputed(connection: sqlite3.Connection) -> None:
    line = next(line for line in written(connection, "troops").splitlines() if line.startswith("**Bottom line.**"))
    assert "[troop deployment, 2026, hedged, disputed](data/commitments/fra/fra-2026-01-troops.yaml)" in line


def test_who_only_gives_room_is_told_as_host_and_does_not_count_among_those_who_promise(
    spare: Path, book: Phrasebook
) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE party SET role = 'host' WHERE commitment_id = 'fra-2026-01-troops'")
    with closing(database.open_database(spare)) as connection:
        text, host = written(connection, "troops"), record.whole(connection, "fra-2026-01-troops")
    assert "fra-2026-01-troops" not in text.partition("\n## ")[0]
    assert "France (host)" in text
    assert str(who(host, book)) == "France (host)"


def test_refusals_are_told_by_their_words_the_hardest_first(connection: sqlite3.Connection, book: Phrasebook) -> None:
    (refusal,) = [told for told in subject(connection, "Russia").own if told["id"] == "rus-2026-02-troops"]
    own = [{**refusal, "stance": stance, "strength": OF_STANCE[stance]} for stance in reversed(parts.AGAINST)]
    told = parts.Bottom(own, TODAY, book, Footnotes(book)).sentences()[-1]
    link = f"troop deployment ([Russia]({refusal['path']})[^1])"
    assert told == (
        f"Threatened consequences over {link}; ruled out {link}; objected to {link}; had no plans for {link}."
    )


def test_events_that_as_much_hangs_on_are_all_named() -> None:
    counts = Counter({"peace-agreement": 2, "armed-attack": 1, "ceasefire-in-force": 1, "escalation": 1})
    assert parts.most_common(counts) == [
        ("peace-agreement", 2), ("armed-attack", 1), ("ceasefire-in-force", 1), ("escalation", 1),
    ]  # fmt: skip
    assert parts.most_common(Counter({"a": 4, "b": 3, "c": 2, "d": 1})) == [("a", 4), ("b", 3), ("c", 2)]


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("force-presence", {"strength_min": 200, "strength_max": 200}, ["about 200 persons"]),
        ("force-presence", {"strength_min": 200, "strength_max": 300}, ["at least 200 persons", "at most 300 persons"]),
        ("consultation", {"reciprocal": "not-stated"}, ["whether both sides owe it: not stated"]),
        ("consultation", {"reciprocal": True}, ["both sides owe it: yes"]),
    ],
)
def test_terms_are_told_no_more_exactly_than_they_are_known(
    book: Phrasebook, kind: str, values: dict[str, Any], told: list[str]
) -> None:
    assert terms({"terms_class": kind, "terms": values}, book) == told


def test_dates_that_leave_open_whether_something_stood_are_told(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE history SET date_earliest = '2024-01-01' WHERE commitment_id = 'fra-2026-01-troops'")
    with closing(database.open_database(spare)) as connection:
        text = written(connection, "France", as_of="2024-06-30")
    assert "4 records" in text
    assert "the dates of 1 record leave open whether it stood then" in text


def test_what_may_have_begun_at_any_time_before_a_day_does_not_stand_before_it(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE history SET date_earliest = NULL WHERE commitment_id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        texts = [written(connection, name, as_of="1990-01-01") for name in ("Russia", "troops")]
        assert "rus-2026-02-troops" in written(connection, "Russia")
        then = Finder(connection, phrasebook(connection, "en"), "1990-01-01").subject(["troops"])
    assert then.made.cells == {}
    assert all("rus-2026-02-troops" not in text for text in texts)


def test_the_bottom_line_is_about_what_stands(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as connection, connection:
        connection.execute("UPDATE commitment SET status = 'expired' WHERE id = 'fra-2026-01-troops'")
    with closing(database.open_database(spare)) as connection:
        text = written(connection, "troops")
    assert "fra-2026-01-troops" not in text.partition("\n## ")[0]
    assert "fra-2026-01-troops" in text


def test_a_briefing_as_of_a_day_tells_what_stood_then_and_how_firm_it_was(connection: sqlite3.Connection) -> None:
    text = written(connection, "France", as_of="2024-06-30")
    assert "as it stood on 30 June 2024; sums, terms and hedges as recorded today · 3 records" in text
    assert "*signed*, agreed 16 February 2024" in text
    assert "*binding*" not in text
    assert "2026-01" not in text.partition("\n## Sources\n")[0]


def test_many_records_are_told_actor_by_actor_and_every_one_is_named(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "FULL", 1)
    text = written(connection, "Ukraine")
    promises = sections(text)["Promises and offers"]
    assert promises.count("- **France**: ") == 1
    links = re.findall(r"\]\(data/[^)]*\)(.*?)(?=\[[a-z]|$)", promises, re.MULTILINE)
    assert len(links) > 8
    assert all(MARK.match(after) for after in links)
    for told in subject(connection, "Ukraine").own:
        assert told["path"] in text, told["id"]


def test_the_same_data_gives_the_same_briefing(connection: sqlite3.Connection) -> None:
    assert written(connection, "Ukraine") == written(connection, "Ukraine")


def test_a_language_that_there_is_not_is_told_with_those_that_there_are(connection: sqlite3.Connection) -> None:
    with pytest.raises(CommitmentsError, match="no briefing is written in 'xx'; known are ar, en, fr, uk"):
        written(connection, "Ukraine", language="xx")


def test_a_diagram_names_two_actors_each_once_and_counts_the_others(
    connection: sqlite3.Connection, book: Phrasebook
) -> None:
    told = subject(connection, "Germany").own[0]
    parties = [{"actor": actor, "role": "guarantor", "since": None} for actor in ("FRA", "FRA", "DEU", "GBR", "POL")]
    step = history.Happening({**told, "parties": parties}, told["history"][0])
    assert ": France, Germany, +2, " in history.mermaid([step], book)


@pytest.mark.parametrize(("day", "steps"), [("2024-02-15", 0), ("2024-06-30", 1), (None, 2)])
def test_an_instrument_is_told_as_it_was_on_the_day(
    connection: sqlite3.Connection, day: str | None, steps: int
) -> None:
    text = written(connection, "treaty", as_of=day)
    assert len(re.findall(r"\*\*\[(?:signed|in force)\]", text)) == steps
    assert ("## The instrument" in text) == bool(steps)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"since": "2026-01-01", "as_of": "2026-01-31"}, "ask for one"),
        ({"since": "2026/.."}, "'2026/..' is a span"),
        ({"as_of": "2027-01-01"}, "2027-01-01 is yet to come"),
        ({"as_of": "0999-12-31"}, "0999-12-31 is before the year 1000"),
        ({"since": "2026-12"}, "2026-12 is yet to come"),
    ],
)
def test_what_nobody_can_answer_is_refused(asked: dict[str, Any], told: str) -> None:
    with pytest.raises(CommitmentsError, match=re.escape(told)):
        Asked(["Ukraine"], date(2026, 11, 23), **asked)


@pytest.mark.parametrize(
    ("least", "most", "up_to", "told"),
    [
        (5.0, None, 0, "at least 5 euros ("), (None, 5.0, 0, "at most 5 euros ("), (None, 5.0, 1, "up to 5 euros ("),
        (5.0, 5.0, 0, "5 euros ("), (4.0, 5.0, 0, "4 to 5 euros ("), (None, None, 0, "some millions ("),
    ],
)  # fmt: skip
def test_a_sum_is_told_no_more_exactly_than_it_is_known(
    book: Phrasebook, least: float | None, most: float | None, up_to: int, told: str
) -> None:
    item = {
        "amount_min": least, "amount_max": most, "up_to": up_to, "currency": "EUR", "as_stated": "some millions",
        "measure": "pledge", "nature": None, "per": None, "period": None, "new_money": "reannounced",
    }  # fmt: skip
    assert money(item, book).startswith(told)
    assert money(item, book).endswith(", announced before)")


@pytest.fixture
def trained(connection: sqlite3.Connection) -> dict[str, Any]:
    """Give a record whose stance, legal effect and later step rest on words of their own."""
    told = record.whole(connection, "fra-2023-training")
    (part,) = told["evidence"]
    named = {"step": "history", "stance": "type parties stance", "effect": "bindingness"}
    evidence = [{**part, "id": name, "quote": name, "supports": fields} for name, fields in named.items()]
    first, last = told["history"]
    return {**told, "evidence": evidence, "history": [{**first, "evidence": "stance"}, {**last, "evidence": "step"}]}


def footnotes(notes: Footnotes, text: str) -> list[str]:
    """Give the words of the footnotes that a text has marks of."""
    quotes = [key[1] for key in notes.numbers]
    return [str(quotes[int(number) - 1]) for number in MARK.findall(text)]


def bottom(told: dict[str, Any], book: Phrasebook) -> tuple[list[str], Footnotes]:
    notes = Footnotes(book)
    return [str(line) for line in parts.Bottom([told], TODAY, book, notes).sentences()], notes


def test_the_bottom_line_says_what_is_recorded_as_not_honoured_with_the_day_and_the_words_of_the_step(
    trained: dict[str, Any], book: Phrasebook
) -> None:
    first, last = trained["history"]
    broken = {**trained, "status": "not-honoured", "history": [first, {**last, "status": "not-honoured"}]}
    lines, notes = bottom(broken, book)
    assert lines[-1].startswith("Not honoured, as recorded: France ([military training, 2024](data/")
    assert footnotes(notes, lines[-1]) == ["step"]


def test_what_is_being_carried_out_is_told_as_last_seen_with_the_words_of_the_step(
    trained: dict[str, Any], book: Phrasebook
) -> None:
    lines, notes = bottom(trained, book)
    told = "Being carried out, as last seen: France ([military training, 2024](data/"
    assert lines[0].startswith(told)
    assert footnotes(notes, lines[0]) == ["step"]


BINDING = {"bindingness": "binding-international", "stance": "signed-commitment"}


def test_what_is_carried_out_is_binding_only_if_a_commitment_was_signed(
    trained: dict[str, Any], book: Phrasebook
) -> None:
    lines, _ = bottom({**trained, **BINDING, "stance": "signed-intent"}, book)
    assert lines[0].startswith("Being carried out, as last seen: France (")


def test_what_binds_and_was_last_seen_long_ago_is_told_as_of_then(trained: dict[str, Any], book: Phrasebook) -> None:
    lines, _ = bottom({**trained, **BINDING, "strength": "binding", "last_seen": "1954-11-18"}, book)
    assert "([military training, 2023, last seen 18 November 1954](" in lines[0]


@pytest.mark.parametrize(("last_seen", "counted"), [("2025-08-25", True), ("1939-08-25", False)])
def test_a_promise_last_seen_long_ago_is_not_counted_among_those_that_hang_on_an_event(
    trained: dict[str, Any], book: Phrasebook, last_seen: str, *, counted: bool
) -> None:
    conditions = [{"kind": "ceasefire", "role": "trigger"}]
    promised = {**trained, "strength": "pledged", "last_seen": last_seen, "conditions": conditions}
    lines, _ = bottom(promised, book)
    assert any("ceasefire" in line for line in lines) == counted


def test_where_nothing_stood_on_the_day_the_bottom_line_says_so(connection: sqlite3.Connection) -> None:
    assert "No record of this is known to have stood on that day." in written(connection, "Poland", as_of="2024-06-30")


def test_where_an_actor_only_hosts_or_watches_the_bottom_line_says_so(
    connection: sqlite3.Connection, book: Phrasebook
) -> None:
    france = subject(connection, "France")
    own = [{**told, "parties": [{**party, "role": "host"} for party in told["parties"]]} for told in france.own]
    told = briefing.context(connection, france._replace(own=own), Asked(["France"], TODAY), book)
    assert told["bottom_line"] == ["In none of these records does it promise or speak itself."]


def test_where_one_of_several_broke_its_word_none_is_named(trained: dict[str, Any], book: Phrasebook) -> None:
    parties = [{"actor": actor, "role": "guarantor"} for actor in ("FRA", "DEU")]
    lines, _ = bottom({**trained, "status": "not-honoured", "parties": parties}, book)
    (told,) = [line for line in lines if line.startswith("Not honoured")]
    assert told.startswith("Not honoured, as recorded, by one or more of the parties: [military training, 2024](data/")
    assert "France" not in told
    assert "not honoured by one or more of them 2024" in entry(
        {**trained, "status": "not-honoured", "parties": parties}, book, Footnotes(book)
    )


def test_a_first_step_says_that_its_words_are_hedged_and_hang_on_something(connection: sqlite3.Connection) -> None:
    timeline = sections(written(connection, "troops"))["Timeline"]
    assert re.search(
        r"France signed or adopted a text of intent: .*?\(announced, hedged, on a condition\) \[`fra-2026", timeline
    )


def test_who_has_an_office_elsewhere_is_told_to_speak_for_a_body(book: Phrasebook) -> None:
    told = {"speaker_name": "K. Starmer", "speaker_office": "Prime Minister", "speaker_actor": "coalition"}
    assert speaker(told, book) == "K. Starmer, Prime Minister, for Coalition of the Willing"
    assert speaker({**told, "speaker_actor": "FRA"}, book) == "K. Starmer, Prime Minister, France"


def test_two_full_stops_in_a_row_become_one() -> None:
    uk = Phrasebook("uk", {}, {})
    assert str(uk.say("newest", seen=uk.date("2026"), day=uk.date("2027"))).endswith("2027 р. не охоплено.")
    assert str(uk.say("carried_out", who=uk.date("2026"))).endswith("2026 р.")


def test_what_binds_has_the_words_of_its_legal_effect(trained: dict[str, Any], book: Phrasebook) -> None:
    lines, notes = bottom({**trained, **BINDING}, book)
    assert lines[0].startswith("Legally binding and in force: France ([military training, 2023](")
    assert footnotes(notes, lines[0]) == ["effect"]


def test_where_no_words_are_named_for_a_field_those_of_the_stance_are_given(
    trained: dict[str, Any], book: Phrasebook
) -> None:
    bare = [part for part in trained["evidence"] if part["id"] != "effect"]
    lines, notes = bottom({**trained, **BINDING, "evidence": bare}, book)
    assert footnotes(notes, lines[0]) == ["stance"]


def test_an_entry_has_the_words_of_its_last_step_too(trained: dict[str, Any], book: Phrasebook) -> None:
    notes = Footnotes(book)
    assert footnotes(notes, entry(trained, book, notes)) == ["stance", "step"]
    only = {**trained, "history": trained["history"][:1], "status": "announced"}
    assert footnotes(notes, entry(only, book, notes)) == ["stance"]


LATER = {
    "en": "2024, being carried out: **military training** for Ukraine; France [",
    "fr": "2024, en cours d’exécution : **formation militaire** (bénéficiaire : Ukraine) ; France [",
    "ar": "2024، قيد التنفيذ: **التدريب العسكري** لصالح أوكرانيا؛ فرنسا [",
    "uk": "2024 р., виконується: **військова підготовка** (бенефіціар: Україна); Франція [",
}


@pytest.mark.parametrize("language", LATER)
def test_a_later_step_is_led_by_its_status_and_has_its_own_words(
    connection: sqlite3.Connection, trained: dict[str, Any], language: str
) -> None:
    book = phrasebook(connection, language)
    notes, (first, last) = Footnotes(book), (history.Happening(trained, step) for step in trained["history"])
    told = history.told(last, book, notes)
    assert told.startswith(LATER[language])
    assert footnotes(notes, told) == ["step"]
    stance = str(book.say("pledge", "stances"))
    assert stance in history.told(first, book, notes)
    assert stance in history.mermaid([first], book)
    assert stance not in history.mermaid([last], book)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "rejects"), ("fr", "rejeté"), ("ar", "رفض"), ("uk", "відхилено")]
)
def test_a_later_step_of_a_refusal_is_not_told_as_one_of_a_promise(
    connection: sqlite3.Connection, trained: dict[str, Any], language: str, told: str
) -> None:
    book = phrasebook(connection, language)
    later = history.Happening({**trained, "stance": "rules-out"}, trained["history"][1])
    assert f"(*{told}*)" in history.told(later, book, Footnotes(book))
    assert f"58; {told}" in history.mermaid([later], book)


def test_what_happened_by_a_day_is_told_among_what_happened_on_it(trained: dict[str, Any]) -> None:
    first, last = trained["history"]
    by_then = {**trained, "id": "a", "history": [{**first, "date": "../2025"}]}
    before = {**trained, "id": "b", "history": [last]}
    assert [each.record["id"] for each in history.happenings([by_then, before])] == ["b", "a"]


def test_what_was_last_seen_long_ago_does_not_count_among_what_stands(
    trained: dict[str, Any], book: Phrasebook
) -> None:
    old = {**trained, "strength": "signed", "status": "agreed", "last_seen": "1939-08-25"}
    new = {**trained, "strength": "pledged", "status": "announced", "last_seen": "2024", "path": "data/new.yaml"}
    told = parts.Bottom([old, new], TODAY, book, Footnotes(book)).sentences()
    assert "own voice is *pledged*: France ([military training, 2023](data/new.yaml))" in told[1]
    (alone,) = parts.Bottom([old], TODAY, book, Footnotes(book)).sentences()
    assert alone == "Nothing here is recorded as legally binding and in force, or as being carried out."
    then = parts.Bottom([old, new], date(1964, 1, 1), book, Footnotes(book)).sentences()
    assert "own voice is *signed*" in then[1]


HELPED = {
    "en": "mediator: Germany and Norway; monitor: Poland",
    "fr": "médiateur : Allemagne et Norvège ; observateur : Pologne",
    "ar": "الوسيط: ألمانيا والنرويج؛ المراقب: بولندا",
    "uk": "посередник: Німеччина і Норвегія; спостерігач: Польща",
}


@pytest.mark.parametrize("language", HELPED)
def test_who_mediates_or_watches_promises_nothing_and_is_told_with_that_part(
    connection: sqlite3.Connection, trained: dict[str, Any], language: str
) -> None:
    book = phrasebook(connection, language)
    helping = {"DEU": "mediator", "NOR": "mediator", "POL": "monitor"}
    parties = [*trained["parties"], *({"actor": one, "role": role, "since": None} for one, role in helping.items())]
    told = {**trained, "parties": parties}
    assert str(who(told, book)) == book.actor("FRA")
    assert HELPED[language] in entry(told, book, Footnotes(book))


def test_what_an_actor_only_mediates_is_not_in_its_bottom_line(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        parties = [("fra-2023-training", 8, "DEU", "mediator"), ("fra-2023-training", 9, "NOR", "monitor")]
        writing.executemany("INSERT INTO party VALUES (?, ?, ?, ?, NULL, NULL)", parties)
        writing.execute("UPDATE commitment SET status = 'not-honoured' WHERE id = 'fra-2023-training'")
    with closing(database.open_database(spare)) as connection:
        bottoms = [written(connection, name).partition("\n## ")[0] for name in ("Germany", "Norway", "France")]
        assert "mediator: Germany; monitor: Norway" in written(connection, "Germany")
    assert ["fra-2023-training" in bottom for bottom in bottoms] == [False, False, True]


def test_a_party_that_joined_later_is_left_out_of_what_stood_before(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        party = ("fra-2024-02-consultation", 9, "NOR", "guarantor", "2025", "2025-01-01")
        writing.execute("INSERT INTO party VALUES (?, ?, ?, ?, ?, ?)", party)
    with closing(database.open_database(spare)) as connection:
        then, now = (written(connection, "treaty", as_of=day) for day in ("2024-12-31", None))
        assert "0 records" in written(connection, "Norway", as_of="2024-12-31")
    assert "Norway" not in then
    assert "comes into play" in then
    assert "France and Norway" in now
    assert "- 16 February 2024: France signed or adopted a commitment: **consultation** for Ukraine" in now


def test_sources_that_differ_on_a_date_alone_do_not_make_a_record_disputed(spare: Path) -> None:
    for field, told in (("bindingness", True), ("history", False)):
        with closing(sqlite3.connect(spare)) as writing, writing:
            writing.execute("UPDATE dispute SET field = ?", (field,))
        with closing(database.open_database(spare)) as connection:
            text = written(connection, "troops")
        assert ("hedged, disputed](" in text) == told
        assert ("sources differ" in text.partition("## Promises")[0]) == told
        assert "## Where sources differ" in text


def test_a_condition_stands_in_its_own_words_behind_its_kind(connection: sqlite3.Connection) -> None:
    told = sections(written(connection, "France"))
    assert "comes into play on renewed aggression (Russia) “en cas d'agression future”" in told["Promises and offers"]
    assert re.search(
        r"renewed aggression \(Russia\)\*\*: .*\) “en cas d'agression future”\[\^\d+\]\)", told["What it hangs on"]
    )


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "وطرف آخر"), (2, "وطرفان آخران"), (3, "و3 أطراف أخرى"), (25, "و25 طرفا آخر"), (100, "و100 طرف آخر")],
)
def test_other_actors_are_counted_in_arabic_as_actors(number: int, told: str) -> None:
    assert str(Phrasebook("ar", {}, {}).say("more_actors", items="…", n=number)) == f"… {told}"


def test_actors_that_are_not_named_are_counted_as_actors(
    connection: sqlite3.Connection, trained: dict[str, Any]
) -> None:
    book = phrasebook(connection, "ar")
    parties = [{"actor": one, "role": "guarantor", "since": None} for one in ("DEU", "FRA", "NOR", "POL", "RUS", "USA")]
    assert who({**trained, "parties": parties}, book).endswith(" و4 أطراف أخرى")
    alone = [{**trained, "parties": [party]} for party in parties]
    assert some(alone, book, Footnotes(book), "stance").endswith(" وطرفان آخران")
    assert named(alone, book, Footnotes(book)).endswith(" وطرفان آخران")


MISSING = {
    "en": ["who leads: not stated"],
    "fr": ["direction : non précisé"],
    "ar": ["القيادة: غير مذكور"],
    "uk": ["керівництво: не зазначено"],
}


@pytest.mark.parametrize("language", MISSING)
def test_what_is_not_stated_stands_behind_a_colon(connection: sqlite3.Connection, language: str) -> None:
    told = {"terms_class": "monitoring", "terms": {"lead_missing": "not-stated"}}
    assert terms(told, phrasebook(connection, language)) == MISSING[language]
    hours = {"terms_class": "consultation", "terms": {"within_hours": "not-stated", "reciprocal": "not-stated"}}
    if language != "en":
        assert all(":" in term for term in terms(hours, phrasebook(connection, language)))


def test_a_diagram_has_the_comma_of_its_language(connection: sqlite3.Connection, trained: dict[str, Any]) -> None:
    drawn = history.mermaid([history.Happening(trained, trained["history"][0])], phrasebook(connection, "ar"))
    assert "،" in drawn
    assert "," not in drawn


def test_the_meaning_of_the_signs_stands_above_the_matrix(connection: sqlite3.Connection) -> None:
    lines = sections(written(connection, "Ukraine"))["Who has said what"].strip().splitlines()
    assert lines[0].startswith("*● operational")
    assert lines[2].startswith("|  | ")


def test_nothing_hangs_on_an_event_that_no_longer_stands(spare: Path) -> None:
    for status, told in (("announced", True), ("superseded", False)):
        with closing(sqlite3.connect(spare)) as writing, writing:
            writing.execute("UPDATE commitment SET status = ? WHERE id = 'fra-2026-01-troops'", (status,))
        with closing(database.open_database(spare)) as connection:
            hanging = sections(written(connection, "France")).get("What it hangs on", "")
        assert ("fra-2026-01-troops" in hanging) == told


def test_what_others_say_of_a_group_is_not_told_as_the_words_of_the_group(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET voice = 'press' WHERE id = 'coalition-2026-01-monitoring'")
    with closing(database.open_database(spare)) as connection:
        told = sections(written(connection, "Germany"))
    assert "coalition-2026-01-monitoring" in told["Said of an actor by others, and not counted as its word"]
    assert "coalition-2026-01-monitoring" not in told.get("Through groups", "")


def test_a_refusal_on_which_sources_differ_is_told_as_disputed(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE dispute SET commitment_id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        assert "([Russia, disputed](" in written(connection, "Russia").partition("\n## ")[0]


@pytest.mark.parametrize(("amount", "name"), [(100_000_000.0, "доларів США"), (1.5, "долара США")])
def test_a_currency_has_the_form_that_goes_with_its_amount(amount: float, name: str) -> None:
    assert Phrasebook("uk", {}, {}).currency("USD", amount) == name


def test_a_matrix_of_a_type_is_for_one_side_where_records_are_for_several(spare: Path) -> None:
    with closing(sqlite3.connect(spare)) as writing, writing:
        writing.execute("UPDATE commitment SET beneficiary = 'POL' WHERE id = 'rus-2026-02-troops'")
    with closing(database.open_database(spare)) as connection:
        text = written(connection, "troops")
    matrix = sections(text)["Who has said what"]
    assert matrix.strip().startswith("*only what is for Ukraine · ")
    assert "Russia" not in matrix
    assert "rus-2026-02-troops" in text
