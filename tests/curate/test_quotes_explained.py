"""Set beside the archive, a quotation is told by the characters that differ, or by where the words part."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments.curate.comparison import Comparison, Difference, Passage, compare
from commitments.curate.quotes import Archive, Match, Verification

ARTICLE = """قال الرئيس: “وقعنا إعلان نوايا”.
وقد يشمل ذلك، على سبيل المثال، نشر قوات في أراضي الحلف المجاورة بعد وقف إطلاق النار.
"""


def nearest(text: str, quote: str) -> Passage:
    found = compare(Archive(text), quote).nearest
    assert found
    return found


def test_exact_words_are_told_with_their_line_and_nothing_besides() -> None:
    words = "على سبيل المثال"
    assert compare(Archive(ARTICLE), words) == Comparison(Match(Verification.EXACT, 2), words)


@pytest.mark.parametrize(
    ("text", "quote", "words", "differences"),
    [
        ("He said “we will”.", 'said "we will"', "said “we will”", [('"', "“", 1), ('"', "”", 1)]),
        ("a–b–c", "a-b-c", "a–b–c", [("-", "–", 2)]),
        ("we\u00a0will\u00a0send", "we will send", "we\u00a0will\u00a0send", [(" ", "\u00a0", 2)]),
        ("we will\n  send", "we will send", "we will\n  send", [(" ", "\n  ", 1)]),
        ("we will send", "we  will send", "we will send", [("  ", " ", 1)]),
        ("ستواصل", "ستـــواصل", "ستواصل", [("ـــ", "", 1)]),
        ("ستـواصل دعم", "ستواصل دعم", "ستـواصل دعم", [("", "ـ", 1)]),
        ("ألمانيا", "ا\u0654لمانيا", "ألمانيا", [("ا\u0654", "أ", 1)]),
        ("the ﬁrst", "the first", "the ﬁrst", [("fi", "ﬁ", 1)]),
        ("\u200fقوات هنا", "قوات\u200f هنا", "قوات هنا", [("\u200f", "", 1)]),
    ],
)
def test_the_characters_that_differ_are_named_with_those_of_the_archive(
    text: str, quote: str, words: str, differences: list[tuple[str, str, int]]
) -> None:
    compared = compare(Archive(text), quote)
    assert compared.match == Match(Verification.NORMALISED, 1)
    assert compared.words == words
    assert compared.differences == tuple(Difference(*difference) for difference in differences)


def test_the_archives_own_words_are_exact_when_they_are_copied() -> None:
    copied = compare(Archive(ARTICLE), '"وقعنا إعلان نوايا"').words
    assert compare(Archive(ARTICLE), copied).match == Match(Verification.EXACT, 1)


@pytest.mark.parametrize(("text", "quote"), [("نبأ عاجل", "نبا"), ("a café here", "a cafe"), ("résumé", "resum")])
def test_a_letter_without_its_mark_is_another_letter_at_the_end_too(text: str, quote: str) -> None:
    assert compare(Archive(text), quote).match is None


@pytest.mark.parametrize(
    ("text", "quote", "cut"),
    [
        ("it is unlikely to send troops", "likely to send", "unlikely to send"),
        ("it cannot help", "it can", "it cannot"),
        ("ووقعت المملكة", "وقعت المملكة", "ووقعت المملكة"),
        ("it will help", "it will", ""),
        ("“will”", "will", ""),
    ],
)
def test_words_cut_out_of_longer_words_are_told(text: str, quote: str, cut: str) -> None:
    compared = compare(Archive(text), quote)
    assert compared.match
    assert compared.cut == cut


def test_a_changed_word_is_told_with_what_comes_before_and_after_it() -> None:
    found = nearest(ARTICLE, "على سبيل المثال، نشر جنود في أراضي")
    assert (found.line, found.shared) == (2, "على سبيل المثال، نشر")
    assert (found.archive_after, found.quote_after) == ("قوات في أراضي الحلف المجاورة", "جنود في أراضي")
    assert (found.archive_before, found.quote_before) == ("", "")
    assert found.apart == Difference("ج", "ق", 1)
    assert "نشر قوات في أراضي" in found.text


def test_the_longest_stretch_is_shown_where_the_beginning_is_not_there() -> None:
    found = nearest("He said: we may send some troops to the border soon.", "We will send some troops to the border")
    assert found.shared == "send some troops to the border"
    assert (found.archive_before, found.quote_before) == ("He said: we may", "We will")
    assert (found.archive_after, found.quote_after) == ("", "")
    assert found.apart == Difference("l", "y", 1)


def test_another_form_of_alef_is_where_the_two_part() -> None:
    assert nearest(ARTICLE, "وقعنا اعلان نوايا").apart == Difference("ا", "إ", 1)


def test_what_prints_alike_is_not_where_two_texts_part() -> None:
    assert nearest("he said “may” x", 'he said "can" x').apart == Difference("c", "m", 1)
    assert nearest("they say: “a café” here", 'they say: "a cafe" here').apart == Difference("e", "é", 1)


def test_the_passage_is_short_however_long_the_line() -> None:
    found = nearest("word " * 5000 + "the troops go in " + "word " * 5000, "the troops go out")
    assert found.shared == "the troops go"
    assert len(found.text) < 200
    assert found.text.startswith("…")
    assert found.text.endswith("…")


def test_where_no_word_is_there_nothing_is_near() -> None:
    assert compare(Archive(ARTICLE), "hello world") == Comparison(None)
    assert compare(Archive(""), "hello") == Comparison(None)


LETTERS = st.text('ab é\u0301\u0654اأـ “"\u00a0\n\u200bﬁfi.', max_size=40)


@settings(max_examples=400)
@given(LETTERS, LETTERS)
def test_any_two_texts_can_be_set_beside_each_other(text: str, quote: str) -> None:
    archive = Archive(text)
    compared = compare(archive, quote)
    assert compared.match == archive.find(quote)
    if compared.match and compared.match.verification is Verification.EXACT:
        assert (compared.words, compared.differences) == (quote, ())
    if compared.nearest:
        assert compared.nearest.shared in quote
        assert archive.find(compared.nearest.shared)


@settings(max_examples=300)
@given(st.text("abc é“”-–ـ \u00a0", min_size=1, max_size=40), st.data())
def test_what_differs_accounts_for_every_difference(text: str, data: st.DataObject) -> None:
    swapped = {"“": '"', "–": "-", "\u00a0": " ", "ـ": ""}
    quote = "".join(swapped.get(letter, letter) if data.draw(st.booleans()) else letter for letter in text).strip()
    compared = compare(Archive(text), quote)
    if compared.match and compared.match.verification is Verification.NORMALISED:
        assert compared.differences
        assert all(difference.quote != difference.archive for difference in compared.differences)
