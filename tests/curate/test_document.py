"""YAML in: what a file says, where it says it, and what is wrong with how it is written; on both parsers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commitments.curate import document
from commitments.curate.document import Document
from commitments.curate.plain_data import Value
from commitments.curate.problems import Problem
from commitments.findings import Span

PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}
EVERY_PARSER = settings(
    deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80
)


@pytest.fixture(params=list(PARSERS.values()), ids=list(PARSERS), autouse=True)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "PARSER", request.param)


def read(text: str) -> tuple[Document, list[Problem]]:
    """Read a text, which must leave no surprise behind: every problem has a code and a place inside the text."""
    found, problems = document.read("data/x.yaml", text.encode())
    for problem in problems:
        assert problem.code in {f"Y1{number:02}" for number in range(1, 22)}
        assert problem.message
        assert problem.place is not None
        assert 1 <= problem.place[0] <= text.count("\n") + 2
    return found, problems


def data(text: str) -> Any:  # noqa: ANN401 -- YAML may say anything
    """Give what a sound text says."""
    found, problems = read(text)
    assert problems == []
    return found.data


def places(text: str) -> list[tuple[str, int, int]]:
    """Give code, line and column of what is wrong with a text."""
    return [(problem.code, *problem.place[:2]) for problem in read(text)[1] if problem.place]


def test_the_parser_in_c_is_used_where_it_is_compiled_in(request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("monkeypatch").undo()
    assert document.PARSER is yaml.CSafeLoader


@pytest.mark.parametrize(
    "word",
    [
        "NO", "no", "No", "on", "ON", "off", "yes", "Y", "y", "n", "nO", "TrUe", "nULL", "12:30", "12:30:45", "1_000",
        "0b101", "2026-01-06", "2026-01-06T12:30:00Z", "2025-09", "1.2.3", "1,000", ".nan", ".NaN", ".inf", "-.inf",
        "=", "0o8", "0xg", "1e", "+", ".", "-a", "٣", "Q142", "9223372036854775808", "-9223372036854775809",
        "123456789012345678901", "0x" + "f" * 6000, "9" * 6000,
    ],
)  # fmt: skip
def test_what_looks_like_text_stays_text(word: str) -> None:
    assert data(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("010", 10), ("0", 0), ("-5", -5), ("+5", 5), ("0o17", 15), ("0x1F", 31), ("2026", 2026), ("1.10", 1.1),
        ("1.", 1.0), (".5", 0.5), ("-2.5e3", -2500.0), ("1e3", 1000.0),
        ("9223372036854775807", 2**63 - 1), ("-9223372036854775807", 1 - 2**63),
    ],
)  # fmt: skip
def test_a_number_is_what_it_looks_like(word: str, number: float) -> None:
    found = data(f"a: {word}")["a"]
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    ("word", "value"),
    [("true", True), ("True", True), ("FALSE", False), ("false", False), ("null", None), ("~", None), ("", None)],
)
def test_truth_and_nothing_have_the_names_of_yaml_1_2(word: str, value: object) -> None:
    assert data(f"a: {word}") == {"a": value}


@pytest.mark.parametrize("written", ["'010'", '"010"', "|-\n  010", ">-\n  010"])
def test_quoted_and_block_text_is_never_a_number(written: str) -> None:
    assert data(f"a: {written}") == {"a": "010"}


def test_on_is_a_field_and_not_a_truth() -> None:
    assert data("on: 2026-11-23\nno: Norge\ny: 1") == {"on": "2026-11-23", "no": "Norge", "y": 1}


def test_norway_is_a_country_not_false() -> None:
    assert data("actors: [NO, SE, ON]") == {"actors": ("NO", "SE", "ON")}


def test_lists_are_tuples_and_keep_their_order() -> None:
    assert data("a:\n- 1\n- [x, [y]]\n- {b: []}") == {"a": (1, ("x", ("y",)), {"b": ()})}


def test_fields_keep_their_order() -> None:
    assert list(data("c: 1\na: 2\nb: 3")) == ["c", "a", "b"]


def test_a_file_without_a_last_line_end_reads_like_one_with_it() -> None:
    assert read("a: |\n  x") == read("a: |\n  x") != read("a: |\n  x\n")
    assert data("a: |\n  x") == data("a: |\n  x\n")
    assert read("a: b")[0].values == read("a: b\n")[0].values


def test_line_ends_of_windows_are_line_ends() -> None:
    found, problems = read("a:\r\n  - x\r\nb: |\r\n  y\r\n  z\r\nc: 1\r\n")
    assert problems == []
    assert found.data == {"a": ("x",), "b": "y\nz\n", "c": 1}
    assert found.at(("c",)) == Span("data/x.yaml", 6, 4, 6, 5)
    assert found.excerpt(2) == "  - x"


BROKEN = {
    "mapping in text": ("title: Paris: the talks", [("Y116", 1, 13)]),
    "empty file": ("", [("Y106", 1, 1)]),
    "only comments": ("# a\n# b\n", [("Y106", 1, 1)]),
    "only blank lines": ("\n\n", [("Y106", 1, 1)]),
    "only a start": ("---\n", [("Y107", 1, 1)]),
    "list at the top": ("- a\n- b", [("Y107", 1, 1)]),
    "word at the top": ("later", [("Y107", 1, 1)]),
    "tab as indentation": ("a:\n\t- b", [("Y105", 2, 1)]),
    "tab after spaces": ("a:\n  \t- b", [("Y105", 2, 3)]),
    "tab in a text": ("a: b\tc", [("Y105", 1, 5)]),
    "tab in block text": ("a: |\n  b\n  \tc", [("Y105", 3, 3)]),
    "null character": ("a: b\nc: d\x00e", [("Y103", 2, 5)]),
    "escape character": ("a: \x1b[2J", [("Y103", 1, 4)]),
    "carriage return alone": ("a: b\rc: d", [("Y103", 1, 5)]),
    "next line": ("a: b\x85c", [("Y103", 1, 5)]),
    "line separator": ("a: b\u2028c", [("Y103", 1, 5)]),
    "mark inside the text": ("a: b\ufeffc", [("Y103", 1, 5)]),
    "no character": ("a: b\uffffc", [("Y103", 1, 5)]),
    "override": ("a: فرنسا\u202eb", [("Y104", 1, 9)]),
    "embedding in a comment": ("a: b # \u202bc", [("Y104", 1, 8)]),
    "isolate": ("a: \u2066b\u2069", [("Y104", 1, 4), ("Y104", 1, 6)]),
    "escaped null": (r'a: "\0"', [("Y103", 1, 4)]),
    "escaped escape": (r'a: "\e"', [("Y103", 1, 4)]),
    "escaped override": ('a: b\nc: "x\\u202ey"', [("Y104", 2, 4)]),
    "escaped override in a field": (r'"\u2067": x', [("Y104", 1, 1)]),
    "escaped separators": (r'a: "\N\L\P"', [("Y103", 1, 4)] * 3),
    "anchor": ("a: &x 1", [("Y108", 1, 4)]),
    "anchor on a list": ("a: &x\n  - 1", [("Y108", 1, 4)]),
    "anchor on a field": ("&x a: 1", [("Y108", 1, 1)]),
    "alias": ("a: *x", [("Y109", 1, 4)]),
    "alias as a field": ("*x : 1", [("Y109", 1, 1)]),
    "repeated field": ("a: 1\nb: 2\na: 3", [("Y110", 3, 1)]),
    "repeated quoted field": ("a: 1\n'a': 3", [("Y110", 2, 1)]),
    "repeated in brackets": ("x: {a: 1, a: 2}", [("Y110", 1, 11)]),
    "tag": ("a: !x b", [("Y111", 1, 4)]),
    "tag of Python": ("a: !!python/object:os.system b", [("Y111", 1, 4)]),
    "tag on a list": ("a: !!python/tuple\n- 1", [("Y111", 1, 4)]),
    "tag of a type": ("a: !!int '5'", [("Y111", 1, 4)]),
    "tag without a name": ("a: ! b", [("Y111", 1, 4)]),
    "second document": ("a: 1\n---\nb: 2", [("Y112", 2, 1)]),
    "number as a field": ("2024: x", [("Y113", 1, 1)]),
    "truth as a field": ("a: 1\ntrue: x", [("Y113", 2, 1)]),
    "nothing as a field": ("~: x", [("Y113", 1, 1)]),
    "list as a field": ("[a, b]: x", [("Y113", 1, 1)]),
    "fields as a field": ("? {a: b}\n: x", [("Y113", 1, 3)]),
    "merge": ("<<: {a: 1}", [("Y114", 1, 1)]),
    "merge of an alias": ("a:\n  <<: *x", [("Y114", 2, 3), ("Y109", 2, 7)]),
    "nested brackets": ("a: " + "[" * 3000, []),
    "nested braces": ("{a: " * 3000, [("Y115", 1, 65)]),
    "nested hyphens": ("- " * 3000, [("Y115", 1, 33)]),
    "nested question marks": ("? " * 3000, [*(("Y113", 1, column) for column in range(3, 33, 2)), ("Y115", 1, 33)]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_wrong_is_told_with_its_place(case: str) -> None:
    text, expected = BROKEN[case]
    if case == "nested brackets":  # parsers differ in how far they read before they say so
        assert [(code, line) for code, line, _ in places(text)] == [("Y115", 1)]
    elif case == "nested question marks":
        assert places(text)[-1] == expected[-1]
    else:
        assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "line", "clue"),
    [
        ("a: Paris: x", 1, "colon"),
        ("a: 'b\nc: 1", 3, "never closed"),
        ('a: "b\nc: 1', 3, "never closed"),
        ("a: [b, c\nd: 1", 2, "brackets"),
        ("a: {b: c\nd: 1", 2, "brackets"),
        ("a: b\nc\nd: 1", 3, "field"),
        ("a: @b", 1, "keeps for itself"),
        ("a: `b", 1, "keeps for itself"),
        ("a: %b", 1, "keeps for itself"),
        ("a: ]", 1, "keeps for itself"),
        ("a: & b", 1, "keeps for itself"),
        ("a: !<b", 1, "keeps for itself"),
        ("a: ? b", 1, "keeps for itself"),
        ("a: > b", 1, "| or >"),
        ("a: |0\n  b", 1, "not YAML"),
        ("a: |x", 1, "| or >"),
        (r'a: "\q"', 1, "backslash"),
        (r'a: "\xZZ"', 1, "escape"),
        (r'a: "\ud800"', 1, "escape"),
        (r'"\ud800": a', 1, "escape"),
        (r'a: "\U00110000"', 1, "escape"),
        (r'a: "\UFFFFFFFF"', 1, "escape"),
        ("a:\n    - b\n  - c", 3, "indentation"),
        ("a:\n  - b\n  c: d", 3, "list above"),
        ("a: - b", 1, "list begins"),
        ('a: "b" c', 1, "quotation ends early"),
        ("a: 'b\n---\nc'", 2, "not closed"),
        ("a: 1\n...\nb", 3, "belongs to no field"),
    ],
)
def test_a_slip_in_yaml_is_told_in_plain_words_and_on_its_line(text: str, line: int, clue: str) -> None:
    (problem,) = read(text)[1]
    assert problem.code == "Y116"
    assert problem.place
    assert problem.place[0] == line
    assert clue in f"{problem.message} {problem.hint}"
    assert not {"scalar", "token", "node", "expected", "parsing", "stream"} & set(problem.message.split())


def test_a_text_that_cannot_be_parsed_has_no_data_but_can_be_shown() -> None:
    found, _ = read("a: b: c\n")
    assert found.data is None
    assert found.excerpt(1) == "a: b: c"


def test_a_repeated_field_keeps_its_first_value_and_points_at_it() -> None:
    found, (problem,) = read("b: 0\na: 1\na: {c: 2}")
    assert found.data == {"b": 0, "a": 1}
    assert found.at(("a",)) == Span("data/x.yaml", 2, 4, 2, 5)
    assert [(related.span.line, related.message) for related in problem.related] == [(2, "first here")]


def test_a_merge_of_two_fields_is_reported_and_not_done() -> None:
    assert read("a: {<<: {b: 1}}")[0].data == {"a": {"<<": {"b": 1}}}


def test_a_tag_builds_no_object() -> None:
    assert read("a: !!python/object/apply:os.getcwd []")[0].data == {"a": ()}


def test_a_bomb_of_aliases_stays_small() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    found, problems = read("\n".join(lines))
    assert isinstance(found.data, dict)
    assert found.data["a59"] == (None, None)
    assert [problem.code for problem in problems].count("Y109") == 118


def test_sixteen_levels_are_allowed_and_seventeen_are_not() -> None:
    assert data("a: " + "[" * 15 + "]" * 15)
    assert places("a: " + "[" * 16 + "]" * 16) == [("Y115", 1, 19)]


def test_of_many_bad_characters_the_first_ten_are_told() -> None:
    assert places("\x00" * 200_000) == [("Y103", 1, column) for column in range(1, 11)]


def test_the_findings_of_a_large_file_do_not_take_for_ever() -> None:
    found, problems = read("a: 1\n" * 20_000)
    assert len(problems) == 19_999
    assert all(found.excerpt(problem.place[0]) == "a: 1" for problem in problems if problem.place)


def test_bytes_that_are_not_utf_8_are_told_with_line_and_column() -> None:
    found, (problem,) = document.read("x.yaml", "a: b\nc: فر".encode() + b"\xe9\xe9")
    assert (problem.code, problem.place) == ("Y101", (2, 6, 2, 7))
    assert "0xe9" in problem.message
    assert found.excerpt(2) == "c: فر"


def test_another_encoding_is_told() -> None:
    assert [problem.code for problem in document.read("x.yaml", "a: فرنسا".encode("windows-1256"))[1]] == ["Y101"]
    assert [problem.code for problem in document.read("x.yaml", "a: فرنسا".encode("utf-16"))[1]] == ["Y101"]


def test_surrogates_in_the_bytes_are_not_utf_8() -> None:
    assert [problem.code for problem in document.read("x.yaml", b"a: \xed\xa0\x80")[1]] == ["Y101"]


def test_a_byte_order_mark_is_told_and_does_not_move_the_places() -> None:
    found, (problem,) = document.read("x.yaml", b"\xef\xbb\xbfa: 1\nb: x")
    assert (problem.code, problem.place) == ("Y102", (1, 1, 1, 1))
    assert found.data == {"a": 1, "b": "x"}
    assert found.at(("a",)) == Span("x.yaml", 1, 4, 1, 5)


def test_a_mark_and_more_are_both_told() -> None:
    codes = [problem.code for problem in document.read("x.yaml", b"\xef\xbb\xbfa: b: c")[1]]
    assert codes == ["Y102", "Y116"]


RECORD = """\
id: x
names: {en: France, ar: فرنسا, uk: "Франція"}
evidence:
  - id: one
    quote: ووقعت المملكة “إعلان”
  - quote: |
      سطر أول
      سطر ثان
    id: two
notes: >-
  folded
  text
"long": 'a
  b'
"""


@pytest.mark.parametrize(
    ("route", "value", "key"),
    [
        (("id",), (1, 5, 1, 6), (1, 1, 1, 3)),
        (("names",), (2, 8, 2, 46), (2, 1, 2, 6)),
        (("names", "en"), (2, 13, 2, 19), (2, 9, 2, 11)),
        (("names", "ar"), (2, 25, 2, 30), (2, 21, 2, 23)),
        (("names", "uk"), (2, 36, 2, 45), (2, 32, 2, 34)),
        (("evidence", 0, "quote"), (5, 12, 5, 33), (5, 5, 5, 10)),
        (("evidence", 1, "quote"), (6, 12, 9, 1), (6, 5, 6, 10)),
        (("evidence", 1, "id"), (9, 9, 9, 12), (9, 5, 9, 7)),
        (("long",), (13, 9, 14, 5), (13, 1, 13, 7)),
    ],
)
def test_every_value_and_every_field_has_its_place(
    route: tuple[str | int, ...], value: tuple[int, ...], key: tuple[int, ...]
) -> None:
    found, problems = read(RECORD)
    assert problems == []
    assert (found.values[route], found.keys[route]) == (value, key)


@pytest.mark.parametrize(
    ("route", "key", "line", "column"),
    [
        (("id",), False, 1, 5),
        (("id",), True, 1, 1),
        (("evidence",), False, 3, 1),
        (("evidence", 0), False, 4, 5),
        (("evidence", 1, "quote"), False, 6, 5),
        (("notes",), False, 10, 1),
        (("names",), False, 2, 8),
        (("names", "fr"), False, 2, 1),
        (("evidence", 0, "source"), True, 4, 5),
        (("evidence", 7, "source"), False, 3, 1),
        (("stance",), True, 1, 1),
        ((), False, 1, 1),
    ],
)
def test_a_finding_points_at_the_value_its_field_or_what_is_around_it(
    route: tuple[str | int, ...], *, key: bool, line: int, column: int
) -> None:
    span = read(RECORD)[0].at(route, key=key)
    assert (span.path, span.line, span.column) == ("data/x.yaml", line, column)


def test_the_place_of_a_whole_record_is_its_first_letter() -> None:
    assert read("# a comment\n\nid: x\nb: 1\n")[0].at(()) == Span("data/x.yaml", 3, 1, 3, 2)


def test_an_excerpt_is_the_line_without_its_end() -> None:
    found, _ = read("a: 1\r\nb: 2\n")
    assert [found.excerpt(number) for number in range(1, 5)] == ["a: 1", "b: 2", "", ""]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: abcdef", (1, 7, 1, 8)),
        ("a: 'abcdef'", (1, 8, 1, 9)),
        ('a: "abcdef"', (1, 8, 1, 9)),
        ("x: 1\na: أبجدهو", (2, 7, 2, 8)),
        ("{a: abcdef}", (1, 8, 1, 9)),
        ('a: "abc\\x64ef"', None),
        ("a: >-\n  abcdef", (2, 6, 2, 7)),
        ("a: >-\n  ab\n  cdef", (3, 3, 3, 4)),
        ("a: >-\n  abc\n  def\nb: 1", (3, 3, 3, 4)),
        ("a: >-\r\n    ab\r\n    cdef\r\n", (3, 5, 3, 6)),
        ("x:\n  a: 1\na: >-\n   أبجدهو", (4, 7, 4, 8)),
        ("a: >-\n  abc", None),
        ("a: |-\n  ab\n  cdef", None),
        ("a: abc\n  def", None),
        ("a: abc", None),
    ],
)
def test_a_letter_inside_a_text_has_a_place_where_it_is_written_as_it_reads(
    text: str, place: tuple[int, int, int, int] | None
) -> None:
    assert read(text)[0].within(("a",), 3) == place


@EVERY_PARSER
@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("a: [?]")
@example('"\\ud800": *x')
@example("a: \ufeff\ufeff")
@example("? - ? - x")
def test_any_text_gives_a_document_and_problems(text: str) -> None:
    read(text)


@EVERY_PARSER
@given(st.text(":-?[]{},&*!|>'\"%@`# \n\r\tab1\\\0\u202e\ufeffف", max_size=30))
def test_any_heap_of_signs_gives_a_document_and_problems(text: str) -> None:
    found, problems = read(text)
    assert problems or isinstance(found.data, dict)


@EVERY_PARSER
@given(st.binary(max_size=60))
def test_any_bytes_give_a_document_and_problems(content: bytes) -> None:
    found, problems = document.read("x.yaml", content)
    assert problems or isinstance(found.data, dict)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"))
welcome = words.filter(lambda text: not document.CONTROL.search(text) and not document.BIDI.search(text))
names = welcome.filter(lambda text: text != "<<")
leaves = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(-1e9, 1e9) | welcome
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4).map(tuple) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


def emit_flow(value: Value) -> str:
    """Write data in brackets, every text in double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{emit_flow(name)}: {emit_flow(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(emit_flow, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def emit_block(value: Value, depth: int = 0) -> str:
    """Write data line by line, every text in single quotes."""
    if isinstance(value, dict) and value:
        parts = (f"{emit_block(name)}:{emit_block(inner, depth + 1)}" for name, inner in value.items())
        return "".join("\n" + "  " * depth + part for part in parts)
    if isinstance(value, tuple) and value:
        return "".join("\n" + "  " * depth + "-" + emit_block(inner, depth + 1) for inner in value)
    if isinstance(value, str):
        return " '" + value.replace("'", "''") + "'" if depth else "'" + value.replace("'", "''") + "'"
    return " " + emit_flow(value)


@EVERY_PARSER
@given(st.dictionaries(names, trees, max_size=5))
def test_data_written_in_brackets_reads_back_equal(written: dict[str, Value]) -> None:
    assert data(emit_flow(written)) == written


@EVERY_PARSER
@given(st.dictionaries(names.filter(bool), trees, min_size=1, max_size=5))
def test_data_written_line_by_line_reads_back_equal(written: dict[str, Value]) -> None:
    assert data(emit_block(written).lstrip("\n")) == written


def _places_of(value: Value, route: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inner: list[tuple[str | int, Value]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, tuple):
        inner = list(enumerate(value))
    return {route}.union(*(_places_of(part, (*route, step)) for step, part in inner))


@EVERY_PARSER
@given(st.dictionaries(names.filter(bool), trees, min_size=1, max_size=5))
def test_every_part_of_the_data_has_a_place(written: dict[str, Value]) -> None:
    found, _ = read(emit_block(written).lstrip("\n"))
    assert set(found.values) == _places_of(written)
    assert set(found.keys) == {route for route in _places_of(written) if route and isinstance(route[-1], str)}


@EVERY_PARSER
@given(st.dictionaries(names.filter(bool), trees, min_size=1, max_size=4))
def test_both_parsers_give_the_same_data_and_places(written: dict[str, Value]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for text in (emit_flow(written), emit_block(written).lstrip("\n")):
            patch.setattr(document, "PARSER", yaml.CSafeLoader)
            first = document.read("x.yaml", text.encode())
            patch.setattr(document, "PARSER", yaml.SafeLoader)
            assert document.read("x.yaml", text.encode()) == first
