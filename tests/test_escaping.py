"""Texts that others wrote come out as themselves: nothing in them takes effect where it is shown."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commitments import escaping
from tests import hostile, markdown

PLACES = {
    "paragraph": "{}",
    "sentence": "before {} after",
    "item": "- {}",
    "bold": "**{}**",
    "heading": "# {}",
    "footnote": "text[^1]\n\n[^1]: {}",
    "link": "[{}](data/record.yaml)",
    "cell": "| head | head |\n|---|---|\n| {} | {} |",
    "after a mark": "text[^1] {}\n\n[^1]: note",
}
"""Every kind of place in which a text stands in Markdown that this tool writes."""
PIECES = (
    *hostile.TEXTS,
    " ",
    "x",
    "1",
    "/",
    ".",
    ":",
    ")",
    "]",
    "www.",
    "http://",
    "a@b.c",
    "\n",
    "[",
    "!",
    "&amp;",
    "-",
)


def control_characters(text: str) -> str:
    """What a terminal would act upon, and what would turn the direction of text."""
    return "".join(
        letter
        for letter in text
        if (unicodedata.category(letter) == "Cc" and letter not in "\n\t")
        or unicodedata.bidirectional(letter) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    )


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_nothing_takes_effect_in_a_terminal(text: str) -> None:
    assert control_characters(escaping.for_terminal(text)) == ""
    assert "\n" not in escaping.on_one_line(text)


@given(st.text())
def test_no_control_character_is_left_whatever_the_text(text: str) -> None:
    assert control_characters(escaping.for_terminal(text)) == ""


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cs"])))
def test_text_without_control_characters_is_left_as_it_is(text: str) -> None:
    assert escaping.for_terminal(text) == text


@pytest.mark.parametrize("place", PLACES)
def test_text_in_markdown_is_itself_and_nothing_more(place: str) -> None:
    for text in hostile.TEXTS:
        assert_itself(PLACES[place], text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(PLACES)), st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join))
def test_text_put_together_from_hostile_pieces_is_itself_and_nothing_more(place: str, text: str) -> None:
    if text.strip():
        assert_itself(PLACES[place], text)


def assert_itself(place: str, text: str) -> None:
    written = place.replace("{}", escaping.for_markdown(text))
    plain = place.replace("{}", "word")
    assert markdown.elements(written) | {"text_special"} == markdown.elements(plain) | {"text_special"}
    assert markdown.links(written) == markdown.links(plain)
    assert markdown.read(written) == markdown.read(plain).replace("word", markdown.shown(text))


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_cell_never_begins_as_a_formula(text: str) -> None:
    cell = escaping.for_spreadsheet(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not re.search(r"[,;\t\r\n][=+@-]", cell)
    assert cell.replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize("text", ["www.evil.example", "WWW.evil.example", "see www.evil.example/x."])
def test_a_bare_host_is_not_made_a_link_by_github(text: str) -> None:
    assert "www\\." in escaping.for_markdown(text).lower()


@pytest.mark.parametrize("text", hostile.TEXTS)
@pytest.mark.parametrize("indent", [None, 2])
def test_json_has_every_text_and_nothing_that_takes_effect(text: str, indent: int | None) -> None:
    written = escaping.as_json({text: [text]}, indent)
    assert control_characters(written) == ""
    assert json.loads(written) == {text: [text]}


@pytest.mark.parametrize(
    ("text", "leftward"),
    [("قد", True), ("Paris, باريس", True), ("וקצת", True), ("", False), ("Київ 2026 – “é”", False), ("123 ١٢٣", False)],
)
def test_a_text_runs_leftward_if_any_letter_of_it_does(text: str, *, leftward: bool) -> None:
    assert escaping.runs_leftward(text) is leftward
