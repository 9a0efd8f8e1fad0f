"""Whatever text is typed stands in the file so that it reads back the same, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commitments.curate import document
from commitments.curate.scalars import refuse_hidden, written
from commitments.findings import CommitmentsError

TRICKY = " \n\t:#'\"-?[]{}&*!|>%@`,\\~=<.…«“”أإاـً،؟01yYnNoO"
TEXTS = st.text(st.one_of(st.sampled_from(TRICKY), st.characters(codec="utf-8")), max_size=300)


def read_back(text: str, indent: int) -> tuple[object, list[str]]:
    space = " " * indent
    found, problems = document.read(
        "", f"{space}before: this\n{space}text: {written(text, indent)}\n{space}after: that\n".encode()
    )
    return found.data, [problem.message for problem in problems]


@settings(max_examples=1000)
@given(TEXTS, st.sampled_from([0, 2, 4, 6]))
def test_a_printed_text_reads_back_the_same(text: str, indent: int) -> None:
    assume(not _is_refused(text))
    assert read_back(text, indent) == ({"before": "this", "text": text, "after": "that"}, [])


def _is_refused(text: str) -> bool:
    try:
        refuse_hidden(text)
    except CommitmentsError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops after a ceasefire", "Troops after a ceasefire"),
        ("ووقعت “إعلان نوايا”", "ووقعت “إعلان نوايا”"),
        ("24-hour consultation", "24-hour consultation"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("2026-01-06", "2026-01-06"),
        ("NO", '"NO"'),
        ("2026", '"2026"'),
        ("12:30", '"12:30"'),
        ("Paris: the talks", '"Paris: the talks"'),
        ("# one", '"# one"'),
        (" led by France", '" led by France"'),
        ('"will"', '"\\"will\\""'),
        ("{a}", '"{a}"'),
        ("a\tb", '"a\\tb"'),
        ("one\ntwo", "|-\n    one\n    two"),
        ("one\n\ntwo\n", "|\n    one\n\n    two"),
        ("  one\ntwo", '"  one\\ntwo"'),
    ],
)
def test_quotes_stand_only_where_they_are_needed(text: str, expected: str) -> None:
    assert written(text, 2) == expected


@pytest.mark.parametrize("hidden", ["\x00", "\x1b[31m", "\r", "\x85", "\u2028", "\u202e", "\u2067", "\ufeff", "\udc80"])
def test_a_hidden_character_is_refused_with_its_place(hidden: str) -> None:
    with pytest.raises(CommitmentsError, match=rf"U\+{ord(hidden[0]):04X} after “will ”: leave it out"):
        written(f"will {hidden}not")
    with pytest.raises(CommitmentsError, match=r"at its beginning"):
        written(hidden)
