"""Every code has its page, and every page says what, why, and how it is mended."""

from __future__ import annotations

import re

import pytest

from commitments.curate.rules import CATALOGUE, RULES
from commitments.curate.rules.reading import PAGES


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_summary_is_one_sentence_with_a_full_stop(code: str) -> None:
    summary = CATALOGUE[code].summary
    assert re.fullmatch(r"[A-Z][^.\n]*(\.[^ .\n][^.\n]*)*\.", summary), summary


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_page_says_why_and_shows_bad_and_good(code: str) -> None:
    labels = re.findall(r"^(Why|Bad|Good): (?=\S)", CATALOGUE[code].text, flags=re.MULTILINE)
    assert labels == ["Why", "Bad", "Good"]


def test_a_page_is_not_indented() -> None:
    assert not [page.code for page in CATALOGUE.values() if re.search(r"^\s", page.text, flags=re.MULTILINE)]


def test_no_code_is_used_twice() -> None:
    codes = [page.code for page in PAGES] + [rule.explanation.code for rule in RULES]
    assert len(codes) == len(set(codes)) == len(CATALOGUE)


def test_a_code_is_the_letter_of_its_family_and_a_number() -> None:
    assert not [code for code in CATALOGUE if not re.fullmatch(r"[YSRXQ]\d{3}", code)]


def test_a_page_stands_under_its_own_code() -> None:
    assert [page.code for page in CATALOGUE.values()] == list(CATALOGUE)
