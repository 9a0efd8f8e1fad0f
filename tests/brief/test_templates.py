"""Layouts of others: what stands in the README holds, and a layout reaches nothing but what it is given."""

from __future__ import annotations

import os
import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from commitments.brief import briefing, forms, layout
from commitments.brief.briefing import CONTEXT_VERSION, Asked
from commitments.brief.layout import fill
from commitments.brief.markdown import Markdown
from commitments.brief.phrasebook import phrasebook
from commitments.brief.subjects import Finder
from commitments.dataset import Dataset
from commitments.findings import CommitmentsError
from tests.fixtures import TODAY, Run

README = (Path(briefing.__file__).parent / "README.md").read_text(encoding="utf-8")
EXAMPLE = README.partition("```jinja\n")[2].partition("```")[0]
NAMED = re.findall(r"^\| `([\w.]+)` \| (\S.*?) \|", README, re.MULTILINE)


def told(connection: sqlite3.Connection) -> dict[str, object]:
    asked = Asked(["Ukraine"], date.fromisoformat(TODAY))
    book = phrasebook(connection, "en")
    return briefing.context(connection, Finder(connection, book).subject(asked.names), asked, book)


def test_the_readme_names_all_that_a_layout_is_given_and_its_version(connection: sqlite3.Connection) -> None:
    names = {name for name, _ in NAMED}
    assert {name for name in names if "." not in name} == set(told(connection))
    assert {name for name in names if "." in name} == {"section.heading", "section.remark", "section.actors"}
    assert f"What a layout is given: version {CONTEXT_VERSION}\n" in README


def test_what_the_readme_calls_markdown_is_markdown(connection: sqlite3.Connection) -> None:
    given = told(connection)
    for name, kind in NAMED:
        if kind == "Markdown" and "." not in name:
            assert isinstance(given[name], Markdown), name
        if kind == "list of Markdown":
            texts = given[name]
            assert isinstance(texts, list)
            assert {type(text) for text in texts} == {Markdown}, name


def test_the_example_of_the_readme_fills(connection: sqlite3.Connection) -> None:
    text = fill(told(connection), EXAMPLE)
    assert text.startswith("# Security guarantees to Ukraine\n\n*Written on ")
    marks, notes = (set(re.findall(pattern, text)) for pattern in (r"\[\^(\d+)\](?!:)", r"(?m)^\[\^(\d+)\]:"))
    assert marks
    assert marks <= notes
    assert "](data/commitments/" in text
    assert "<script" not in forms.html(text, "ltr", "en", "x")


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../README.md' %}",
        "{% import 'os' as os %}",
        "{% extends 'briefing.md.j2' %}",
        "{{ nothing }}",
        "{{ title | shout }}",
        "{% for section in sections %}",
        "{{ 1 / 0 }}",
        "{% for each in 5 %}{% endfor %}",
        "{{ range(10 ** 9) | list }}",
        "{{ '%d' % title }}",
        "{{ 'x' * 10 ** 18 }}",
        "{{ 'x' * 10000000000 }}",
        "{{ [1] * 10000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%9999999999d' % 1 }}",
        "{{ '{:9999999999}'.format(1) }}",
        "{{ '{a:9999999999}'.format_map({'a': 1}) }}",
        "{{ 'x'['ljust'](9999999999) }}",
        "{{ 'x' | center(9999999999) }}",
        "{{ ['x'] | map('center', 9999999999) | list }}",
        "{{ lipsum(99999) }}",
        "{% set n = namespace(x=title) %}{% for _ in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x=title) %}{% for _ in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% for _ in range(99999) %}{{ 'many letters of ours' * 10 }}{% endfor %}",
        "{% set x %}{% for _ in range(99999) %}{{ 'many letters of ours' * 10 }}{% endfor %}{% endset %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ none + 1 }}",
    ],
)
def test_a_layout_that_reaches_for_more_is_refused_with_one_sentence(
    run: Run, made: Dataset, tmp_path: Path, text: str
) -> None:
    (tmp_path / "layout.j2").write_text(text, encoding="utf-8")
    ran = run(
        "brief", "Ukraine", "--template", str(tmp_path / "layout.j2"), "-o", str(tmp_path / "x.md"),
        "--db", str(made.database),
    )  # fmt: skip
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("commitments: the layout cannot be filled")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "x.md").exists()


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) if a %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% for a in [1] recursive %}{% if loop.depth < 60 %}{{ loop([1, 2]) }}{% endif %}{% endfor %}",
        "{% set r = range(99999) %}{% for a in r %}{% if r | sum %}{% endif %}{% endfor %}",
    ],
)
def test_a_layout_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(layout, "SECONDS", 0.2)
    with pytest.raises(CommitmentsError, match=r"it computes for more than 0\.2 seconds: let it loop less"):
        fill({}, text)


def test_a_layout_that_is_done_in_time_is_filled_however_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "SECONDS", 0.2)
    assert {fill({}, "{% for a in range(9999) %}{% endfor %}done") for _ in range(100)} == {"done\n"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% include '/etc/passwd' %}", "the layout cannot be filled, line 1: a layout cannot include other files"),
        ("\n{% extends 'x' %}", "the layout cannot be filled, line 2: a layout cannot include other files"),
        ("{{ 10 ** 9 }}", "a layout can neither raise to a power nor format with %"),
        ("{{ 'x' * 5000001 }}", "it makes more than 5,000,000 letters, or a larger number"),
        ("{{ 'x' | indent(3) }}", "line 1: No filter named 'indent'"),
        ("{{ 'x'.ljust(3) }}", "access to attribute 'ljust'"),
        ("{{ '{}'.format(3) }}", "access to attribute 'format'"),
        ("{{ (('x' * 4999999) ~ 'yz') | length }}", "it makes more than 5,000,000 letters"),
        ("{{ (('x' * 4999999) + 'yz') | length }}", "it makes more than 5,000,000 letters"),
        ("", "the layout gives nothing but blanks: write into it what to tell, such as {{ title }}"),
        (" \n{# only a remark #}\t\n", "the layout gives nothing but blanks"),
    ],
)
def test_it_is_said_what_a_layout_may_not(text: str, told: str) -> None:
    with pytest.raises(CommitmentsError, match=re.escape(told)):
        fill({}, text)


def test_a_layout_for_which_there_is_no_memory_is_said_to_take_too_much() -> None:
    def greedy() -> None:
        raise MemoryError

    with pytest.raises(CommitmentsError, match="it takes more memory than there is"):
        fill({"greedy": greedy}, "{{ greedy() }}")


def test_loops_and_texts_of_a_layout_are_those_of_jinja() -> None:
    text = (
        "{% for a in given %}{{ loop.index }}/{{ loop.length }} {{ a ~ loop.last }}; {% endfor %}"
        "{% for a in [] %}{% else %}none{% endfor %} {{ 2 * 3 + 7 % 4 }} {{ '-' * 3 ~ [1, 2] | join(', ') }}"
        "{% for key, value in named.items() %} {{ key ~ value }}{% endfor %}"
    )
    told = "1/2 xFalse; 2/2 yTrue; none 9 \\---1, 2 a1\n"
    assert fill({"given": ["x", "y"], "named": {"a": 1}}, text) == told


def test_a_layout_without_a_name_is_refused(run: Run, made: Dataset) -> None:
    ran = run("brief", "Ukraine", "--template", "", "--db", str(made.database))
    assert (ran.code, ran.out, ran.err) == (2, "", "commitments: --template is empty: name a file\n")


def test_a_layout_that_is_not_there_or_is_no_text_is_refused(run: Run, made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("none", "binary"):
        ran = run("brief", "Ukraine", "--template", str(tmp_path / name), "--db", str(made.database))
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("kind", ["device", "fifo", "folder", "large"])
def test_a_layout_is_a_plain_file_of_some_size(run: Run, made: Dataset, tmp_path: Path, kind: str) -> None:
    large, pipe = tmp_path / "large.md.j2", tmp_path / "pipe"
    large.write_bytes(b"a" * (2**20 + 1))
    os.mkfifo(pipe)
    path = {"device": Path("/dev/zero"), "fifo": pipe, "folder": tmp_path, "large": large}[kind]
    ran = run("brief", "France", "--template", str(path), "--dataset", str(made.root))
    told = "is larger than 1 MiB" if kind == "large" else "is no plain file"
    assert (ran.code, ran.out, ran.err) == (2, "", f"commitments: '{path}' {told}\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ '<b>' }}", r"\<b>"),
        ("{{ '<b>' | safe }}", r"\<b>"),
        ("{{ ['[x](y)'] | first }}", r"\[x\](y)"),
        ("{{ title | upper }}", "SECURITY GUARANTEES TO UKRAINE"),
        ("{{ ('*' ~ title ~ '*') }}", r"\*Security guarantees to Ukraine\*"),
        ("{{ title | replace('U', '<u>') }}", r"Security guarantees to \<u>kraine"),
        ("{{ '\x1b' }}", r"\\u001b"),
    ],
)
def test_texts_stay_escaped_whatever_a_layout_does_with_them(
    connection: sqlite3.Connection, text: str, shown: str
) -> None:
    assert fill(told(connection), text) == f"{shown}\n"


def test_html_of_a_layout_is_text_on_a_page(connection: sqlite3.Connection) -> None:
    text = fill(told(connection), "<script>alert(1)</script>\n\n{{ title }} <img src=x>")
    page = forms.html(text, "ltr", "en", "x")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_layout_that_goes_wrong_leaves_no_traceback(connection: sqlite3.Connection) -> None:
    for text in ("{{ nothing.more }}", "{{ headings.none }}"):
        with pytest.raises(CommitmentsError, match="the layout cannot be filled"):
            fill(told(connection), text)
