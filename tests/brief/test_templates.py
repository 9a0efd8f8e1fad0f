"""Layouts of others: what stands in the README holds, and a layout reaches nothing but what it is given."""

from __future__ import annotations

import re
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from commitments.brief import briefing, forms
from commitments.brief.briefing import CONTEXT_VERSION, Asked
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
    text = briefing.fill(told(connection), EXAMPLE)
    assert text.startswith("# Security guarantees to Ukraine\n\n*Written on ")
    marks, notes = (set(re.findall(pattern, text)) for pattern in (r"\[\^(\d+)\](?!:)", r"(?m)^\[\^(\d+)\]:"))
    assert marks
    assert marks <= notes
    assert "](data/commitments/" in text
    assert "<script" not in forms.html(text, "ltr", "en", "x")


@pytest.mark.parametrize(
    "layout",
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
    ],
)
def test_a_layout_that_reaches_for_more_is_refused_with_one_sentence(
    run: Run, made: Dataset, tmp_path: Path, layout: str
) -> None:
    (tmp_path / "layout.j2").write_text(layout, encoding="utf-8")
    ran = run(
        "brief", "Ukraine", "--template", str(tmp_path / "layout.j2"), "-o", str(tmp_path / "x.md"),
        "--db", str(made.database),
    )  # fmt: skip
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("commitments: the layout cannot be filled")
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "x.md").exists()


def test_a_layout_that_is_not_there_or_is_no_text_is_refused(run: Run, made: Dataset, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("none", "binary"):
        ran = run("brief", "Ukraine", "--template", str(tmp_path / name), "--db", str(made.database))
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("layout", "shown"),
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
    connection: sqlite3.Connection, layout: str, shown: str
) -> None:
    assert briefing.fill(told(connection), layout) == f"{shown}\n"


def test_html_of_a_layout_is_text_on_a_page(connection: sqlite3.Connection) -> None:
    text = briefing.fill(told(connection), "<script>alert(1)</script>\n\n{{ title }} <img src=x>")
    page = forms.html(text, "ltr", "en", "x")
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_layout_that_goes_wrong_leaves_no_traceback(connection: sqlite3.Connection) -> None:
    for layout in ("{{ nothing.more }}", "{{ headings.none }}"):
        with pytest.raises(CommitmentsError, match="the layout cannot be filled"):
            briefing.fill(told(connection), layout)
