"""Does a quotation stand in the archived text, how, and where do the two part?"""

from __future__ import annotations

import string
import unicodedata
from functools import cache

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from commitments.curate.quotes import Archive, Divergence, Match, Verification, clusters, evened_letter
from tests.conftest import REPOSITORY
from tests.fuzz.oracles import patience

ARTICLE = "وقال المستشار: “ستواصل ألمانيا دعمها”.\n\nوقد يشمل ذلك، على سبيل المثال، نشر قوات\nبعد وقف إطلاق النار.\n"
SEED = REPOSITORY / "seeds" / "000_4ec1b37fe34376e5.txt"


@cache
def seed() -> Archive:
    return Archive(SEED.read_text(encoding="utf-8"))


def how(text: str, quote: str) -> Verification | None:
    """Say how a quotation was found in a text."""
    match = Archive(text).find(quote)
    return match.verification if match else None


@pytest.mark.parametrize(
    ("quote", "line"),
    [("وقال المستشار", 1), ("“ستواصل ألمانيا دعمها”", 1), ("نشر قوات", 3), ("نشر قوات\nبعد", 3), ("النار.", 4)],
)
def test_words_that_stand_there_are_exact_with_their_line(quote: str, line: int) -> None:
    assert Archive(ARTICLE).find(quote) == Match(Verification.EXACT, line)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He said “we will”.", 'said "we will"'),
        ("He said “we will”.", "said «we will»"),
        ("the state‘s and the state's", "the state’s"),
        ("the state's", "the state’s"),
        ("force-wide – always", "force‑wide - always"),
        ("minus −5", "minus -5"),
        ("we will\nsend troops", "we will send troops"),
        ("we will\r\n   send troops", "we will send troops"),
        ("we will send", "we  will   send"),
        ("we\u00a0will\u202fsend", "we will send"),
        ("we will send", "we\u00a0will send"),
        ("ستواصل ألمانيا", "ستـواصل ألمانـيا"),
        ("ستـــواصل ألمانيا", "ستواصل ألمانيا"),
        ("co\u00adope\u00adration", "cooperation"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u200fستواصل\u200e", "\u200fستواصل"),
        ("Élysée café", unicodedata.normalize("NFD", "Élysée café")),
        (unicodedata.normalize("NFD", "Élysée café"), "Élysée café"),
        ("Україї́на", unicodedata.normalize("NFD", "Україї́на")),
        ("ألمانيا", unicodedata.normalize("NFD", "ألمانيا")),
        ("شدَّة", "شد\u0651\u064eة"),
        ("e\u0323\u0302", "e\u0302\u0323"),
        ("the ﬁrst ofﬁce", "the first office"),
        ("we will send", "  we will send  "),
    ],
)
def test_spaces_marks_and_letter_forms_are_evened_out(text: str, quote: str) -> None:
    found = how(text, quote)
    assert found is (Verification.EXACT if quote in text else Verification.NORMALISED)


def test_plain_letters_and_marks_stay_what_they_are() -> None:
    plain = [letter for letter in string.printable if not letter.isspace()]
    assert [evened_letter(letter) for letter in plain] == plain
    assert {evened_letter(space) for space in string.whitespace} == {" "}


def test_the_line_of_evened_out_words_is_that_of_the_archive() -> None:
    assert Archive(ARTICLE).find("نشر قوات بعد") == Match(Verification.NORMALISED, 3)
    assert Archive("a\n\n\n\nb “c”").find('"c"') == Match(Verification.NORMALISED, 5)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("we could send", "we will send"),
        ("we could send", "We could send"),
        ("we could send troops", "we send troops"),
        ("α-particles", "alpha-particles"),
        ("Germany", "DEU"),
        ("ستواصل ألمانيا", "ستواصل المانيا"),
        ("3 billion", "3.0 billion"),
        ("we will", "we will not"),
        ("resume", "résumé"),
    ],
)
def test_other_words_and_other_letters_are_not_found(text: str, quote: str) -> None:
    assert how(text, quote) is None


@pytest.mark.parametrize("nothing", ["\u200b", "ـ", "\u00ad\u200f", "\ufeff"])
@pytest.mark.parametrize("text", ["", "a text", "\u200b"])
def test_a_quotation_without_any_letter_is_not_found_by_evening_out(text: str, nothing: str) -> None:
    assert how(text, nothing) is (Verification.EXACT if nothing in text else None)


def test_nothing_is_found_in_an_empty_text() -> None:
    assert how("", "a") is None
    assert Archive("").part_from("a word") == Divergence("", 0, "")


@pytest.mark.parametrize(
    ("text", "quote", "parting"),
    [
        ("one two three\nfour five six", "four five seven", Divergence("four five s", 2, "ix")),
        ("one two three\nfour five six", "two three and", Divergence("two three ", 1, "")),
        ("a “b” c", 'a "b" d', Divergence('a "b" ', 1, "c")),
        ("one two", "one two three", Divergence("one two ", 1, "")),
        ("one two", "xyz", Divergence("", 0, "")),
        ("a b c d e f g h", "a b z", Divergence("a b ", 1, "c d e f")),
    ],
)
def test_where_two_texts_part_is_told_with_how_both_go_on(text: str, quote: str, parting: Divergence) -> None:
    assert Archive(text).part_from(quote) == parting


def test_the_parting_is_the_longest_beginning_that_stands_anywhere() -> None:
    parting = Archive("we will help\nwe will send aid").part_from("we will send troops")
    assert (parting.shared, parting.line, parting.archive_goes_on) == ("we will send ", 2, "aid")


def test_no_more_than_sixty_letters_tell_how_the_archive_goes_on() -> None:
    assert Archive(f"one {'b' * 70}").part_from("one c").archive_goes_on == "b" * 60


def test_words_are_cut_where_each_place_of_them_begins_or_ends_inside_a_word() -> None:
    assert Archive("unable ablest").is_cut("able")
    assert not Archive("unable able").is_cut("able")


def test_words_that_begin_where_the_same_words_have_not_ended_are_not_cut() -> None:
    assert not Archive("a piano no, a casino no no").is_cut("no no")
    assert Archive("a piano no, a casino no nod").is_cut("no no")


def test_words_that_begin_where_other_letters_have_not_ended_are_found() -> None:
    assert how("e\u0301e\u0301e", "\u00e9e") is Verification.NORMALISED


def test_a_mark_alone_is_found_in_the_last_of_its_places_upon_a_letter() -> None:
    assert how("e\u0301\u0301", "\u0341") is Verification.NORMALISED


@given(st.text("aé\u0301\u0323 أ\u0654\n"))
def test_a_text_falls_into_letters_with_their_marks_and_nothing_is_lost(text: str) -> None:
    found = list(clusters(text))
    assert [text[place : place + len(cluster)] for place, cluster in found] == [cluster for _, cluster in found]
    assert "".join(cluster for _, cluster in found) == text
    assert all(found_cluster for _, found_cluster in found)
    assert not any(unicodedata.combining(cluster[0]) for _, cluster in found[1:])
    assert all(unicodedata.combining(mark) for _, cluster in found for mark in cluster[1:])


def test_nothing_of_a_quotation_stands_in_a_text_of_marks_alone() -> None:
    assert Archive("\u0301").beginning("a") == 0


def test_what_was_looked_up_in_a_text_does_not_tell_it_from_another() -> None:
    archive = Archive("one two")
    archive.find("two")
    assert archive == Archive("one two")
    assert hash(archive) == hash(Archive("one two"))
    assert repr(archive) == "Archive(text='one two')"


@settings(max_examples=150)
@given(st.text(max_size=60), st.data())
def test_every_stretch_of_a_text_is_found_exact(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    assume(quote and quote == quote.strip())
    match = Archive(text).find(quote)
    assert match
    assert match.verification is Verification.EXACT
    assert text.split("\n")[match.line - 1].startswith(
        quote.split("\n")[0], text.find(quote) - _line_start(text, quote)
    )


def _line_start(text: str, quote: str) -> int:
    return text.rfind("\n", 0, text.find(quote)) + 1


@settings(max_examples=150)
@given(st.text("abcdefgابتثج ", min_size=1, max_size=40), st.data())
def test_a_letter_that_is_not_in_the_text_is_never_found(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + "z" + text[place + 1 :]
    archive = Archive(text)
    assert archive.find(changed) is None
    parting = archive.part_from(changed)
    assert len(parting.shared) <= place
    assert changed.startswith(parting.shared)


@settings(max_examples=150)
@given(st.text(max_size=40), st.text(max_size=20))
@example("", "\u200b")
@example("\u0301", "\u0301a")
@example(" \u0301", "´")
@example("a\u0301", "a")
def test_any_quotation_can_be_looked_for_in_any_text(text: str, quote: str) -> None:
    archive = Archive(text)
    match = archive.find(quote)
    assert match is None or 1 <= match.line <= text.count("\n") + 1
    parting = archive.part_from(quote)
    assert 0 <= parting.line <= text.count("\n") + 1


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_a_text_with_its_letters_taken_apart_is_found(text: str) -> None:
    assume(any(letter.isalpha() for letter in unicodedata.normalize("NFKD", text)))
    assert Archive(text).find(unicodedata.normalize("NFD", text))
    assert Archive(unicodedata.normalize("NFD", text)).find(text)


QUOTATION = "ووقعت المملكة المتحدة وفرنسا “إعلان نوايا” لإرسال قوات إلى أوكرانيا لضمان أي اتفاق مستقبلي"


def test_a_quotation_of_the_seed_article_is_exact() -> None:
    assert seed().find(QUOTATION) == Match(Verification.EXACT, 7)


@pytest.mark.parametrize("place", range(len(QUOTATION)))
def test_a_changed_letter_in_a_quotation_of_the_seed_article_is_found_out(place: int) -> None:
    changed = QUOTATION[:place] + ("ط" if QUOTATION[place] != "ط" else "ظ") + QUOTATION[place + 1 :]
    assert seed().find(changed) is None
    if place > len("ووقعت "):
        parting = seed().part_from(changed)
        assert (parting.line, parting.shared) == (7, QUOTATION[:place])


@pytest.mark.parametrize("place", range(2, len(QUOTATION) - 1))
def test_a_letter_left_out_of_a_quotation_of_the_seed_article_is_found_out(place: int) -> None:
    assert seed().find(QUOTATION[:place] + QUOTATION[place + 1 :]) is None


def test_a_quotation_in_a_very_long_run_of_letters_is_judged_without_waiting() -> None:
    with patience():
        assert Archive("a" * 300_000).is_cut("aaa")
    assert not Archive("a" * 300 + " aaa").is_cut("aaa")


def test_a_line_break_at_the_very_beginning_counts() -> None:
    match = Archive("\nforces will go").find("forces will go")
    assert match
    assert match.line == 2


def test_a_word_that_ends_the_text_can_be_cut_too() -> None:
    assert Archive("unable, disable").is_cut("able")
    assert not Archive("unable, able").is_cut("able")


def test_the_marks_upon_the_last_letter_belong_to_what_was_found() -> None:
    text = "un cafe\u0301 noir"
    found = Archive(text).stretch("caf\u00e9")
    assert found
    assert text[found] == "cafe\u0301"
