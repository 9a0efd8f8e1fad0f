"""Words are found in any script, whatever a person types, and in the place where they stand."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments.ask.search import FIELDS, phrases, search
from commitments.findings import CommitmentsError
from commitments.model.folding import word_spans, words
from commitments.store import database, publishing
from commitments.store.phrase import Phrase
from commitments.store.views import INDEXED
from tests.conftest import Workshop


def ids(connection: sqlite3.Connection, text: str) -> list[str]:
    hits, total = search(connection, text)
    assert len(hits) == total
    return [hit.id for hit in hits]


def stretches(connection: sqlite3.Connection, text: str, record: str) -> set[tuple[str, str]]:
    (hit,) = (hit for hit in search(connection, text)[0] if hit.id == record)
    return {(place.field, place.text[slice(*span)]) for place in hit.places for span in place.spans}


@pytest.mark.parametrize(
    "text",
    [
        "إعلان نوايا", "اعلان نوايا", "إِعْلَانُ نَوَايَا", "إعـلان نـوايا", '"إعلان نوايا"', "“إعلان نوايا”", "نواي* اعلان",
    ],
)  # fmt: skip
def test_arabic_is_found_with_and_without_vowel_signs_hamza_and_tatweel(
    connection: sqlite3.Connection, text: str
) -> None:
    assert ids(connection, text) == ["fra-2026-01-troops"]


@pytest.mark.parametrize("text", ["consultent", "CONSULTENT", "Consultënt", "consult*"])
def test_capitals_and_accents_make_no_difference_and_a_beginning_is_enough(
    connection: sqlite3.Connection, text: str
) -> None:
    assert "fra-2024-02-consultation" in ids(connection, text)


@pytest.mark.parametrize("text", ["Франція", "франція", "ФРАНЦІЯ", "Frankreich", "فرنسا"])
def test_a_country_is_found_by_its_name_in_any_language(connection: sqlite3.Connection, text: str) -> None:
    assert "fra-2023-training" in ids(connection, text)


def test_all_words_have_to_stand_in_a_record_wherever_in_it(connection: sqlite3.Connection) -> None:
    assert ids(connection, "Macron نوايا") == ["fra-2026-01-troops"]
    assert ids(connection, "Macron legitimate") == []


def test_words_of_a_phrase_have_to_stand_together_and_in_one_text(connection: sqlite3.Connection) -> None:
    assert ids(connection, '"legitimate targets"') == ["rus-2026-02-troops"]
    assert ids(connection, '"targets legitimate"') == []
    assert ids(connection, '"stands by Ukraine the coalition"') == []  # end of one text and beginning of the next


def test_the_place_is_the_stretch_of_the_text_as_it_was_written(connection: sqlite3.Connection) -> None:
    assert stretches(connection, "اعلان نوايا", "fra-2026-01-troops") == {
        ("quotation", "إعلان"), ("quotation", "نوايا"),
    }  # fmt: skip
    assert ("quotation", "legitimate targets") in stretches(connection, '"legitimate targets"', "rus-2026-02-troops")
    assert ("title", "France") in stretches(connection, "fran*", "fra-2023-training")


def test_a_record_is_better_found_in_its_title_than_in_its_notes(connection: sqlite3.Connection) -> None:
    found = ids(connection, "coalition")
    assert found[0] == "coalition-2025-02-support"


def test_a_limit_gives_the_first_and_says_how_many_there_are(connection: sqlite3.Connection) -> None:
    everything = ids(connection, "ukraine")
    hits, total = search(connection, "ukraine", 3)
    assert ([hit.id for hit in hits], total) == (everything[:3], len(everything))


def test_a_withdrawn_record_is_not_found(connection: sqlite3.Connection) -> None:
    assert "deu-2025-12-support" not in ids(connection, "Germany support")


@pytest.mark.parametrize(
    "text",
    [
        "AND", "OR NOT", "NEAR(a b)", "title: x", '"', '""x', "*", "a*b", "(", "^x", "a - b", "{x} : y",
        "'; DROP TABLE", "x\0y",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_looked_up_and_never_an_error_of_syntax(connection: sqlite3.Connection, text: str) -> None:
    try:
        ids(connection, text)
    except CommitmentsError as error:
        assert str(error) == "there are no words to look up: type letters or digits"  # noqa: PT017 -- either is right


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=30))
def test_any_text_at_all_is_a_search(connection: sqlite3.Connection, text: str) -> None:
    try:
        search(connection, text)
    except CommitmentsError:
        assert words(text) == []


@pytest.mark.parametrize(
    ("text", "words_", "stretch"),
    [
        ("ロシアのウクライナ侵攻", "ウクライナ", (4, 9)),
        ("北约支持乌克兰安全", "乌克兰", (4, 7)),
        ("ยูเครนและรัสเซีย", "รัสเซีย", (9, 16)),
    ],
)
def test_words_of_scripts_without_spaces_are_found_within_a_run(
    text: str, words_: str, stretch: tuple[int, int]
) -> None:
    (phrase,) = phrases(words_)
    spans = [(span, word) for span in word_spans(text) for word in words(text[slice(*span)])]
    told = [word for _, word in spans]
    places = [place for place in range(len(told)) if phrase.at(told, place)]
    last = len(phrase.words) - 1
    assert [(spans[place][0][0], spans[place + last][0][1]) for place in places] == [stretch]


def test_a_word_of_a_script_without_spaces_is_found_in_the_index(own: Workshop) -> None:
    path = "data/commitments/deu/deu-2026-01-troops.yaml"
    own.write(path, own.text(path) + "notes: ロシアのウクライナ侵攻\n")
    publishing.publish(own.dataset, own.dataset.database)
    with closing(database.open_database(own.dataset.database)) as connection:
        assert ids(connection, "ウクライナ") == ["deu-2026-01-troops"]
        assert ids(connection, "ウクラナイ") == []
        assert stretches(connection, "ウクライナ", "deu-2026-01-troops") == {("notes", "ウクライナ")}


@settings(max_examples=1000)
@given(text=st.text(max_size=20) | st.text(alphabet="aéß№½℃ﷺـَإʼ'_ -İı3ł\u0301ガｶﾞ核㋀㌔一々ーกำิ", max_size=12))
def test_the_words_of_a_text_are_those_that_stand_at_its_spans(text: str) -> None:
    spans = word_spans(text)
    assert spans == sorted(spans)
    assert [word for span in spans for word in words(text[slice(*span)])] == words(text)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_stretch_of_a_text_is_found_in_its_record(connection: sqlite3.Connection, data: st.DataObject) -> None:
    withdrawn = "SELECT id FROM commitment WHERE withdrawn_on IS NOT NULL"
    passages = connection.execute(f"SELECT record, text FROM passage WHERE record NOT IN ({withdrawn})").fetchall()  # noqa: S608 -- our own text
    record, text = data.draw(st.sampled_from([tuple(row) for row in passages]))
    told = words(text)
    first = data.draw(st.integers(0, len(told) - 1))
    last = data.draw(st.integers(first + 1, len(told)))
    assert record in ids(connection, f'"{" ".join(told[first:last])}"')


def test_what_is_typed_is_read_as_words_phrases_and_beginnings() -> None:
    assert phrases('Macron "several  thousand" mine*') == [
        Phrase(("macron",)), Phrase(("several", "thousand")), Phrase(("mine",), open=True),
    ]  # fmt: skip
    assert phrases("24-hour") == [Phrase(("24", "hour"))]
    assert phrases('"left open') == [Phrase(("left", "open"))]


def test_no_words_at_all_is_told() -> None:
    with pytest.raises(CommitmentsError, match="there are no words to look up"):
        phrases(' "" * -- ')


def test_an_instrument_is_found_by_its_title_by_who_signed_and_by_its_quotations(
    connection: sqlite3.Connection,
) -> None:
    hits = {hit.id: hit for hit in search(connection, "Emmanuel Macron")[0]}
    assert (hits["declaration"].kind, hits["declaration"].title) == ("instrument", "Paris Declaration of Intent")
    assert {place.field for place in hits["declaration"].places} == {"speaker"}
    assert "treaty" in ids(connection, "accord de coopération")
    assert "declaration" in ids(connection, '"adopted without a signature"')


def test_every_field_in_which_words_stand_has_its_place_in_the_order() -> None:
    assert sorted(FIELDS) == sorted(INDEXED)
