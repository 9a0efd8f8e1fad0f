"""Evening out of spellings, so that a name is found however it is written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.model.folding import fold, word_spans, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("France", "FRANCE"),
        ("France", "  france  "),
        ("Côte d'Ivoire", "cote d’ivoire"),
        ("États-Unis", "etats‐unis"),
        ("Türkiye", "Turkiye"),
        ("Łódź", "Lodz"),
        ("Færøerne", "FÆRØERNE"),
        ("Danmark og Norge ø", "DANMARK OG NORGE O"),
        ("Đà Nẵng", "Da Nang"),
        ("Straße", "STRASSE"),
        ("Україна", "УКРАЇНА"),
        ("Україна", "Украі\u0308на"),
        ("Словʼянськ", "Слов'янськ"),
        ("أوكرانيا", "اوكرانيا"),
        ("إيران", "ايران"),
        ("آيسلندا", "ايسلندا"),
        ("فرنسا", "فـرنـسـا"),
        ("مصرُ", "مصر"),
        ("سوريا", "سورىا"),
        ("اوکراین", "اوكراين"),
        ("الأمم المتحدة", "الامم المتحده"),
        ("İstanbul", "istanbul"),
        ("ısparta", "Isparta"),
        ("United  Kingdom", "united\u00a0kingdom"),
        ("Coalition\nof the Willing", "coalition of the willing"),
        ("ＮＡＴＯ", "nato"),
        ("Multinational Force–Ukraine", "multinational force-ukraine"),
    ],
)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("Iran", "Iraq"),
        ("عمان", "عمن"),
        ("Словаччина", "Словенія"),
        ("north macedonia", "northmacedonia"),
        ("EU", "UE"),
    ],
)
def test_names_of_two_stay_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["", " ", "ـ", "\u0301"])
def test_nothing_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


@given(st.text())
def test_what_is_folded_has_no_marks_and_no_double_spaces(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.combining(letter) for letter in folded)


@given(st.text("abcéÉüŁøßİıأإآىةیکҐґЇїЙй ’-", max_size=20))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text("abcéÉüŁøأإآىةҐґЇїЙй -", max_size=20))
def test_capitals_and_the_way_marks_are_stored_do_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["abcdefghijklmnopqrstuvwxyz", "ґєіїщ", "أوكرانيا", "0123456789", "한국"])
def test_letters_that_stand_together_are_one_word_where_spaces_are_set_between_words(text: str) -> None:
    assert len(words(text)) == len(word_spans(text)) == 1


def test_what_stands_between_words_is_no_word() -> None:
    assert word_spans("Yes – “we” will…") == [(0, 3), (7, 9), (11, 15)]
