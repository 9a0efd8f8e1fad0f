"""`commitments quote` as a curator uses it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.conftest import Workshop
from tests.fixtures import Run
from tests.running import Ran

EXACT = "على سبيل المثال"


@pytest.fixture
def place(own: Workshop) -> str:
    return str(own.dataset.root)


def quote(run: Run, place: str, *arguments: str) -> Ran:
    return run("quote", *arguments, "--dataset", place)


def test_words_that_stand_there_are_exact(run: Run, place: str) -> None:
    assert quote(run, place, "article", EXACT) == Ran(0, "exact, line 4\n", "")


def test_what_had_to_be_evened_out_is_named_with_words_to_copy(run: Run, place: str) -> None:
    ran = quote(run, place, "article", '"لا أستبعد شيئا من حيث المبدأ"')
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "only after evening out, line 5",
        '  " (quotation mark) where the archive has “ (left double quotation mark)',
        '  " (quotation mark) where the archive has ” (right double quotation mark)',
        "The archive’s own words, to copy:",
        "“لا أستبعد شيئا من حيث المبدأ”",
    ]


def test_characters_that_do_not_print_are_named_by_their_numbers(run: Run, place: str) -> None:
    out = quote(run, place, "article", "على\u00a0سبيل  المثـال").out
    assert "  no-break space (U+00A0) where the archive has space (U+0020)\n" in out
    assert "  2 × space (U+0020) where the archive has space (U+0020)\n" in out
    assert "  ـ (arabic tatweel) where the archive has nothing\n" in out


def test_where_words_part_both_are_shown_with_the_passage(run: Run, place: str) -> None:
    ran = quote(run, place, "article", "على سبيل المثال، نشر جنود في أراضي")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "these words are not in the archived text; what comes nearest, line 4:"
    assert "على سبيل المثال، نشر قوات في أراضي الحلف" in ran.out.splitlines()[1]
    assert ran.out.splitlines()[2:] == [
        "  both have:                على سبيل المثال، نشر",
        "  after it the archive has  قوات في أراضي الحلف المجاورة",
        "  and your words have       جنود في أراضي",
        "  they part at:             ج (arabic letter jeem) where the archive has ق (arabic letter qaf)",
    ]


def test_what_comes_before_is_shown_where_the_end_is_there(run: Run, place: str) -> None:
    lines = quote(run, place, "article", "سيشمل ذلك، على سبيل المثال").out.splitlines()
    assert lines[2:5] == [
        "  both have:                ذلك، على سبيل المثال",
        "  before it the archive has السياسي لأوكرانيا”. وأضاف: “وقد يشمل",
        "  and your words have       سيشمل",
    ]
    assert quote(run, place, "article", "one باريس").out.splitlines()[3] == "  before it the archive has (nothing)"


def test_words_cut_out_of_a_longer_word_are_remarked_on(run: Run, place: str) -> None:
    ran = quote(run, place, "article", "ستبعد شيئا")
    assert ran.code == 0
    assert ran.out.endswith("The words begin or end inside a word; the archive has: أستبعد شيئا\n")


def test_words_of_another_text_are_not_there(run: Run, place: str) -> None:
    ran = quote(run, place, "article", "hello world")
    assert ran == Ran(1, "these words are not in the archived text, nor is any one of them\n", "")


def test_words_come_from_standard_input(run: Run, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{EXACT}\n".encode())))
    assert quote(run, place, "article", "-") == Ran(0, "exact, line 4\n", "")


@pytest.mark.parametrize(
    ("given", "told"), [(b"\xff", "standard input is not UTF-8 text"), (b" \n", "there are no words to look up")]
)
def test_standard_input_without_words_is_refused(
    given: bytes, told: str, run: Run, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    assert quote(run, place, "article", "-") == Ran(2, "", f"commitments: {told}\n")


@pytest.mark.parametrize(
    ("source", "text", "told"),
    [
        ("artcle", EXACT, "no source is called 'artcle'; did you mean article?"),
        ("readout", EXACT, "nothing is archived of the source 'readout', so its words cannot be looked up: "),
        ("article", "  ", "there are no words to look up"),
        ("\x1b[31m", EXACT, "no source is called '\\u001b[31m'"),
    ],
)
def test_what_cannot_be_looked_up_is_told(source: str, text: str, told: str, run: Run, place: str) -> None:
    ran = quote(run, place, source, text)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"commitments: {told}")


def test_programs_get_an_object(run: Run, place: str, tmp_path: Path) -> None:
    found = json.loads(quote(run, place, "article", '"لا أستبعد', "-f", "json").out)
    assert (found["version"], found["verification"], found["line"], found["words"]) == (
        1,
        "normalised",
        5,
        "“لا أستبعد",
    )
    assert found["differences"] == [{"quote": '"', "archive": "“", "times": 1}]
    ran = quote(run, place, "article", "نشر جنود", "-f", "json", "-o", str(tmp_path / "found.json"))
    missed = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert (ran.code, ran.out) == (1, "")
    assert (missed["verification"], missed["line"], missed["words"]) == ("not-found", None, None)
    assert missed["nearest"]["shared"] == "نشر"
    assert missed["nearest"]["apart"] == {"quote": "ج", "archive": "ق", "times": 1}


def test_a_hostile_archive_moves_no_cursor(run: Run, own: Workshop) -> None:
    from hashlib import sha256

    hostile = "one \x1b[2Jtwo \u202ethree"
    digest = sha256(own.write("seeds/article.txt", hostile).read_bytes()).hexdigest()
    source = own.text("data/sources/article.yaml").partition("archive:")[0]
    own.write("data/sources/article.yaml", f"{source}archive: {{file: article.txt, sha256: {digest}}}\n")
    ran = quote(run, str(own.dataset.root), "article", "one four")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert "\\u001b[2Jtwo" in ran.out
    written = quote(run, str(own.dataset.root), "article", "one four", "-f", "json").out
    assert "\u202e" not in written
    assert "\u202e" in json.loads(written)["nearest"]["text"]
