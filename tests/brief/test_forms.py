"""Pages and documents: the briefing whole, nothing of a stranger's making in it, and fit for every reader."""

from __future__ import annotations

import io
import re
import sqlite3
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from commitments.brief import briefing, forms
from commitments.brief.briefing import Asked
from commitments.brief.markdown import safe
from commitments.brief.page import POLICY
from commitments.dataset import Dataset
from commitments.escaping import on_one_line
from commitments.findings import CommitmentsError
from commitments.imprint import installing
from commitments.render.timeline import ENTITIES
from tests import hostile, markdown
from tests.fixtures import TODAY, Run
from tests.pages.browser import Seen, look
from tests.test_escaping import control_characters

ARABIC = """# ألمانيا والضمانات الأمنية

**الخلاصة.** التزمت ألمانيا ([الدفاع الجماعي](data/commitments/eu/x.yaml))[^1][^2].

| | القوات | العقوبات |
| --- | --- | --- |
| ألمانيا | [C◦!](data/commitments/deu/y.yaml) | · |

- وقّعت نص نوايا: **المساءلة**. [`deu-2024-02-accountability`](data/commitments/deu/z.yaml)[^1]
- Offered, on conditions (may).

1. أولاً
2. ثانياً

> “We will stand with Ukraine (as long as it takes).”

```mermaid
timeline
    section 2026
        6 يناير 2026 : ألمانيا، قوات#58; أُعلن : فرنسا، قوات#58; أُعلن
```

## المصادر

[^1]: The White House، “President Joe Biden”، 11 يوليو 2024، <https://example.org/a>.
[^2]: The White House, <https://example.org/b>.
"""
ENGLISH = ("ltr", "en-GB", "A title")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ELEMENTS = {
    "html", "head", "meta", "title", "style", "body", "main", "section", "div", "h1", "h2", "h3", "p", "ul", "ol", "li",
    "blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong", "em", "code", "a", "sup",
}  # fmt: skip
ATTRIBUTES = {"id", "class", "dir", "href", "lang", "tabindex", "charset", "http-equiv", "content", "name"}
ACTIVE = {"instrText", "fldSimple", "fldChar", "object", "pict", "drawing", "altChunk", "control", "subDoc"}
"""Elements of Word that compute, fetch or show something."""


class Read(HTMLParser):
    """A page as a parser takes it: elements, attributes, where links lead, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: dict[str, set[str]] = {}
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.setdefault(name, set()).add(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def part(document: bytes, name: str) -> ET.Element:
    with ZipFile(io.BytesIO(document)) as opened:
        return ET.fromstring(opened.read(name))  # noqa: S314 -- our own


def words(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def leads(document: bytes, name: str) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in part(document, f"word/_rels/{name}.xml.rels")]


def written(connection: sqlite3.Connection, name: str) -> str:
    return briefing.brief(connection, Asked([name], date.fromisoformat(TODAY)))


def squeezed(text: str) -> str:
    return markdown.visible("".join(text.split()))


def all_hostile() -> str:
    """Put every hostile text into every place of a briefing that takes one."""
    texts = [safe(text) for text in hostile.TEXTS]
    drawn = [on_one_line(text).translate(ENTITIES) for text in hostile.TEXTS]
    rows = [f"| {text} | [{text}](data/x.yaml) |" for text in texts]
    items = [f"- **{text}** {text}[^{number}] {text}" for number, text in enumerate(texts, 1)]
    diagram = ["```mermaid", "timeline", "    section 2026", f"        6 January : {' : '.join(drawn)}", "```"]
    notes = [f"[^{number}]: {text} {text}" for number, text in enumerate(texts, 1)]
    parts = ["| a | b |\n| - | - |\n" + "\n".join(rows), "\n".join(items), "\n".join(diagram), "\n".join(notes)]
    return "\n\n".join(["# " + texts[0], *[f"## {text}" for text in texts], *texts, *parts, ""])


@pytest.mark.parametrize("name", ["Ukraine", "FRA", "troops"])
def test_a_page_has_no_element_attribute_or_address_of_a_strangers_making(
    poisoned: sqlite3.Connection, name: str
) -> None:
    page = forms.html(written(poisoned, name), *ENGLISH)
    read = Read(page)
    assert read.elements <= ELEMENTS
    assert set(read.attributes) <= ATTRIBUTES
    assert [to for to in read.attributes["href"] if not re.match(r"#fn|data/|https://example\.org/", to)] == []
    assert control_characters(page) == ""


@pytest.mark.parametrize("name", ["Ukraine", "FRA", "troops"])
def test_a_document_has_no_field_object_or_address_of_a_strangers_making(
    poisoned: sqlite3.Connection, name: str
) -> None:
    document = forms.docx(written(poisoned, name), *ENGLISH)
    for place in ("document", "footnotes"):
        elements = {each.tag.rpartition("}")[2] for each in part(document, f"word/{place}.xml").iter()}
        assert not elements & ACTIVE
        outside = [to["Target"] for to in leads(document, place) if to.get("TargetMode") == "External"]
        assert [to for to in outside if not re.match(r"data/|https://example\.org/", to)] == []
        assert control_characters(words(part(document, f"word/{place}.xml"))) == ""


def test_every_hostile_text_stands_in_a_page_and_in_a_document_as_itself() -> None:
    document = forms.docx(all_hostile(), *ENGLISH)
    seen = {
        "page": squeezed(Read(forms.html(all_hostile(), *ENGLISH)).words),
        "document": squeezed(words(part(document, "word/document.xml"))),
        "footnotes": squeezed(words(part(document, "word/footnotes.xml"))),
    }
    for text in hostile.TEXTS:
        for place, shown in seen.items():
            assert squeezed(on_one_line(text)) in shown, (place, text)


def test_control_characters_of_a_layout_are_shown_as_what_they_are_in_a_document() -> None:
    document = forms.docx("a\x1b[31mb\x08 \ud800\n\n```\n\x0c\n```", *ENGLISH)
    assert words(part(document, "word/document.xml")) == r"a\u001b[31mb\u0008 \ud800\u000c"


@pytest.mark.parametrize("made", [forms.html, forms.docx])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://x", "//evil.example/x", "/etc/passwd"],
)
def test_a_link_leads_to_the_web_or_to_records_and_nowhere_else(made: forms.Form, address: str) -> None:
    content = made(f"[here](<{address}>) ![gone]({address})", *ENGLISH, None)
    if isinstance(content, str):
        assert not Read(content).attributes.keys() & {"href", "src"}
    else:
        assert [to for to in leads(content, "document") if to.get("TargetMode") == "External"] == []


def test_a_page_forbids_all_but_its_own_style_and_names_nothing_outside(connection: sqlite3.Connection) -> None:
    page = forms.html(written(connection, "Ukraine"), *ENGLISH)
    assert POLICY == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("name", ["Ukraine", "Germany", "troops"])
def test_a_page_and_a_document_have_all_words_of_the_briefing(connection: sqlite3.Connection, name: str) -> None:
    text = written(connection, name)
    document = forms.docx(text, *ENGLISH)
    page, word = Read(forms.html(text, *ENGLISH)).words, words(part(document, "word/document.xml"))
    for line in re.sub(r"```mermaid.*?```", "", text, flags=re.DOTALL).splitlines():
        if re.match(r"[-#*]|\| \w", line) and not line.startswith("## Sources"):
            plain = re.sub(r"\]\([^)]*\)|\[\^\d+\]|^(- |#+ )|[\[\]*`|\\]", "", line)
            assert squeezed(plain) in squeezed(re.sub(r"\u2060\[\d+\]", "", page)), line
            assert squeezed(re.sub(r"[\d,]", "", plain)) in squeezed(re.sub(r"[\d,]", "", word)), line


def test_a_timeline_is_a_list_in_order_with_the_letters_that_mermaid_takes_for_its_own() -> None:
    page = forms.html("```mermaid\ntimeline\n    section 2026\n        May : a#58; b#35; : <c>\n```", *ENGLISH)
    listed = page.partition('<ol class="timeline">')[2]
    assert re.findall(r"<p>(.*?)</p>", listed) == ["2026", "May", "a: b#", "&lt;c&gt;"]
    assert "mermaid" not in page
    document = part(forms.docx("```mermaid\ntimeline\n    May : a#58; b\n```", *ENGLISH), "word/document.xml")
    assert [words(each) for each in document.iter(f"{W}p")] == ["", "May", "a: b"]


def test_other_diagrams_stay_text() -> None:
    assert "<code" in forms.html("```mermaid\npie\n```", *ENGLISH)


@pytest.mark.parametrize(
    ("base", "address"),
    [
        (None, "data/commitments/eu/x.yaml"),
        ("https://example.org/main/", "https://example.org/main/data/commitments/eu/x.yaml"),
        ("../records", "../records/data/commitments/eu/x.yaml"),
    ],
)
def test_links_of_records_lead_below_the_base(base: str | None, address: str) -> None:
    assert address in Read(forms.html(ARABIC, *ENGLISH, base)).attributes["href"]
    document = forms.docx(ARABIC, *ENGLISH, base)
    assert address in [to["Target"] for to in leads(document, "document")]


def test_without_a_base_records_are_named_where_their_names_are_not_shown() -> None:
    page = forms.html(ARABIC, *ENGLISH, "")
    assert "(الدفاع الجماعي (x))" in page
    assert "<td>C◦!</td>" in page
    assert "<code>deu-2024-02-accountability</code> (z)" in page
    assert "data/" not in page.partition("<body>")[2]


@pytest.mark.parametrize("base", ["javascript:x", "https://[x", "https://x/\x01", "data:text/html,x"])
@pytest.mark.parametrize("write", [forms.html, forms.docx])
def test_a_base_that_is_no_place_for_links_is_refused(write: forms.Form, base: str) -> None:
    with pytest.raises(CommitmentsError, match="is no base for links"):
        write("x", *ENGLISH, base)


def test_a_page_says_its_language_and_direction_and_what_runs_otherwise() -> None:
    page = forms.html(ARABIC, "rtl", "ar", "x")
    assert '<html lang="ar" dir="rtl">' in page
    assert page.count('<blockquote dir="auto">') == 1
    assert re.findall(r'<li[^>]* dir="ltr">', page) == ['<li dir="ltr">', '<li id="fn2" dir="ltr">']
    english = forms.html("- \u0646\u0635\n- Text \u0646\u0635\n- \u0646\u0635 text\n- 1", *ENGLISH)
    assert re.findall(r"<li.*?>", english) == ['<li dir="rtl">', "<li>", "<li>", "<li>"]


def test_the_title_is_that_of_the_briefing_and_no_markup(connection: sqlite3.Connection) -> None:
    assert forms.title(written(connection, "Ukraine")) == "Security guarantees to Ukraine"
    assert forms.title(r"# a \<b> & *c*" + "\n\nx") == "a <b> & c"
    assert forms.title("no heading") == ""
    assert "<title>&lt;/title&gt;&lt;script&gt;</title>" in forms.html("x", "ltr", "en", "</title><script>")


def test_a_document_has_footnotes_of_words_own_in_order_and_leads_to_those_used_again() -> None:
    text = "a[^x] b[^y][^x]\n\n| c[^z] |\n| - |\n| d |\n\n## Sources\n\n[^x]: One.\n[^y]: Two.\n[^z]: Three.\n"
    document = forms.docx(text, *ENGLISH)
    body, notes = part(document, "word/document.xml"), part(document, "word/footnotes.xml")
    assert [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")] == ["1", "2", "3"]
    told = {each.get(f"{W}id"): words(each).strip() for each in notes if int(each.get(f"{W}id", "0")) > 0}
    assert told == {"1": "One.", "2": "Two.", "3": "Three."}
    again = [each for each in body.iter(f"{W}hyperlink") if each.get(f"{W}anchor")]
    assert [(each.get(f"{W}anchor"), words(each)) for each in again] == [("note1", "1")]
    assert "note1" in {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    assert "Sources" not in words(body)


def test_a_document_has_headings_lists_and_tables_whose_rows_stay_whole() -> None:
    text = "# One\n\n## Two\n\n- a\n  - b\n\n1. c\n\n> d\n\n| h |\n| - |\n| e |\n\n*f* **g** ~~h~~ [i](https://x.org)"
    body = part(forms.docx(text, *ENGLISH), "word/document.xml")
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    assert styles[:6] == ["Heading1", "Heading2", "ListBullet", "ListBullet2", "ListNumber", "Quote"]
    assert len(list(body.iter(f"{W}cantSplit"))) == 2
    assert len(list(body.iter(f"{W}tblHeader"))) == 1
    marked = {name: [words(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}{name}") is not None]
              for name in ("i", "b", "strike")}  # fmt: skip
    assert marked == {"i": ["f"], "b": ["h", "g"], "strike": ["h"]}
    size = body.find(f".//{W}pgSz")
    assert size is not None
    assert (round(int(size.get(f"{W}w", "0")) / 567), round(int(size.get(f"{W}h", "0")) / 567)) == (21, 30)


def test_every_numbered_list_of_a_document_begins_with_one() -> None:
    body = part(forms.docx("1. a\n2. b\n\nx\n\n1. c\n", *ENGLISH), "word/document.xml")
    numbers = [each.get(f"{W}val") for each in body.iter(f"{W}numId")]
    assert numbers[0] == numbers[1] != numbers[2]


def test_an_arabic_document_runs_from_right_to_left_and_what_is_not_arabic_does_not() -> None:
    document = forms.docx(ARABIC, "rtl", "ar", "x")
    body = part(document, "word/document.xml")
    leftward = {words(each): each.find(f"{W}pPr/{W}bidi") is not None for each in body.iter(f"{W}p")}
    assert leftward["ألمانيا والضمانات الأمنية"]
    assert not leftward["“We will stand with Ukraine (as long as it takes).”"]
    assert not leftward["Offered, on conditions (may)."]
    runs = {words(each): each.find(f"{W}rPr/{W}rtl") is not None for each in body.iter(f"{W}r")}
    assert runs["الدفاع الجماعي"]
    assert not runs["deu-2024-02-accountability"]
    assert body.find(f".//{W}tblPr/{W}bidiVisual") is not None
    assert body.find(f".//{W}sectPr/{W}bidi") is not None
    language = part(document, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert language is not None
    assert language.get(f"{W}bidi") == "ar"


def test_a_document_is_the_same_to_the_byte_and_tells_no_time(connection: sqlite3.Connection) -> None:
    text = written(connection, "Ukraine")
    document = forms.docx(text, *ENGLISH)
    assert document == forms.docx(text, *ENGLISH)
    with ZipFile(io.BytesIO(document)) as opened:
        assert {each.date_time for each in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        told = opened.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", told) == []
    assert "python-docx" not in told
    assert ">A title<" in told


@pytest.fixture
def db(made: Dataset) -> list[str]:
    return ["--db", str(made.database), "--today", TODAY]


@pytest.mark.parametrize(
    ("name", "beginning"), [("x.html", b"<!doctype"), ("x.HTM", b"<!doctype"), ("x.docx", b"PK"), ("x.md", b"# ")]
)
def test_the_ending_of_a_name_asks_for_a_form(
    run: Run, db: list[str], tmp_path: Path, name: str, beginning: bytes
) -> None:
    told = run("brief", "Ukraine", "-o", str(tmp_path / name), *db)
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_a_page_of_the_command_has_the_language_and_the_title_of_the_briefing(
    run: Run, db: list[str], tmp_path: Path
) -> None:
    run("brief", "Ukraine", "-o", str(tmp_path / "x.html"), "--link-base", "https://example.org/r", *db)
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert '<html lang="en-GB" dir="ltr">' in page
    assert "<title>Security guarantees to Ukraine</title>" in page
    assert 'href="https://example.org/r/data/commitments/' in page


@pytest.mark.parametrize("ending", ["pdf", "doc", "odt", "RTF"])
def test_a_form_that_there_is_none_of_is_refused_with_those_there_are(
    run: Run, db: list[str], tmp_path: Path, ending: str
) -> None:
    told = run("brief", "Ukraine", "-o", str(tmp_path / f"x.{ending}"), *db)
    assert (told.code, told.out, list(tmp_path.iterdir())) == (2, "", [])
    assert (
        "as Markdown (.md), as a page (.html, .htm) or for Word (.docx); a browser prints the page as PDF" in told.err
    )
    assert told.err.count("\n") == 1


def test_a_base_for_links_goes_with_a_form_that_has_such_links(run: Run, db: list[str], tmp_path: Path) -> None:
    for output in ([], ["-o", str(tmp_path / "x.md")]):
        told = run("brief", "Ukraine", "--link-base", "https://example.org", *output, *db)
        assert (told.code, told.out, list(tmp_path.iterdir())) == (2, "", [])
        assert "a base for links goes with a page or a document" in told.err


def test_without_the_libraries_one_sentence_says_what_to_install(
    run: Run, db: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "find_spec", lambda _: None)
    told = run("brief", "Ukraine", "-o", str(tmp_path / "x.docx"), *db)
    assert (told.code, told.out, list(tmp_path.iterdir())) == (2, "", [])
    assert installing("documents") in told.err
    assert told.err.count("\n") == 1
    assert run("brief", "Ukraine", *db).code == 0


LONG = f"# {'x' * 200}\n\n- {'y' * 200}[^1]\n\n      {'z' * 200}\n\n[^1]: <https://example.org/{'w' * 200}>\n"
"""Words without a place to break them."""
CUT = """() => [...document.querySelectorAll("body *")]
  .filter((each) => !each.closest(".table, pre code"))
  .map((each) => [each.tagName, each.textContent.slice(0, 40), each.getBoundingClientRect()])
  .filter(([, , box]) => box.width && (box.left < 0 || box.right > innerWidth + .5))
  .concat(document.documentElement.scrollWidth > innerWidth ? [["the page"]] : [])"""
"""Gives what reaches beyond the sides of the window, but for tables and code, which scroll."""


def seen(tmp_path: Path, page: str, **how: Any) -> Seen:  # noqa: ANN401 -- how a reader may look
    place = tmp_path / "page.html"
    place.write_text(page, encoding="utf-8")
    shown = look(page=place, **how)
    assert (shown.requests, shown.errors) == ([], [])
    return shown


@pytest.mark.parametrize("width", [1200, 400])
def test_nothing_of_a_page_is_cut_off(connection: sqlite3.Connection, tmp_path: Path, width: int) -> None:
    for page in (
        forms.html(written(connection, "Ukraine"), *ENGLISH),
        forms.html(ARABIC, "rtl", "ar", "x"),
        forms.html(LONG, *ENGLISH),
    ):
        assert seen(tmp_path, page, ask=CUT, width=width).answer == []


def test_an_arabic_page_runs_from_right_to_left_and_quotations_in_their_own_direction(tmp_path: Path) -> None:
    ask = "(names) => names.map((name) => getComputedStyle(document.querySelector(name)).direction)"
    items = {"main > ul > li:first-child": "rtl", "main > ul > li:last-child": "ltr"}
    ways = {"body": "rtl", "h1": "rtl", "table": "rtl", "blockquote": "ltr", **items, "#fn1": "rtl", "#fn2": "ltr"}
    page = forms.html(ARABIC, "rtl", "ar", "x")
    assert seen(tmp_path, page, ask=ask, given=list(ways)).answer == list(ways.values())


@pytest.mark.parametrize("width", [1200, 400])
def test_the_numbers_and_bullets_of_lists_have_room_on_their_side(tmp_path: Path, width: int) -> None:
    ask = """() => [...document.querySelectorAll("li")].filter((each) => !each.closest(".timeline")).map((each) => {
      const { left, right } = each.getBoundingClientRect();
      return getComputedStyle(each).direction === "rtl" ? innerWidth - right : left;
    })"""
    room = seen(tmp_path, forms.html(ARABIC, "rtl", "ar", "x"), ask=ask, width=width).answer
    assert len(room) == 6
    assert min(room) > 32


def test_a_page_is_dark_where_the_reader_wants_it_and_white_on_paper(tmp_path: Path) -> None:
    ask = "() => getComputedStyle(document.body).backgroundColor"
    page = forms.html(ARABIC, "rtl", "ar", "x")
    assert seen(tmp_path, page, ask=ask).answer == "rgb(255, 255, 255)"
    assert seen(tmp_path, page, ask=ask, dark=True).answer == "rgb(21, 24, 28)"
    assert seen(tmp_path, page, ask=ask, dark=True, on_paper=True).answer == "rgb(255, 255, 255)"


def test_on_paper_rows_stay_whole_heads_are_repeated_and_links_are_plain(tmp_path: Path) -> None:
    ask = """() => [["tr", "breakInside"], ["thead", "display"], ["p a", "textDecorationLine"], [".back", "display"]]
      .map(([name, what]) => getComputedStyle(document.querySelector(name))[what])"""
    answer = seen(tmp_path, forms.html(ARABIC, "rtl", "ar", "x"), ask=ask, on_paper=True).answer
    assert answer == ["avoid", "table-header-group", "none", "none"]


def test_hostile_texts_do_nothing_on_a_page(tmp_path: Path) -> None:
    ask = """() => {
      const all = [...document.querySelectorAll("*")];
      const attributes = all.flatMap((each) => [...each.attributes]);
      return [
        [...new Set(all.map((each) => each.localName))],
        [...new Set(attributes.map((each) => each.name))],
        attributes.filter((each) => each.name === "href").map((each) => each.value),
      ];
    }"""
    elements, attributes, links = seen(tmp_path, forms.html(all_hostile(), *ENGLISH), ask=ask).answer
    assert set(elements) <= ELEMENTS
    assert set(attributes) <= ATTRIBUTES
    assert [to for to in links if not re.fullmatch(r"#fn\w*-?\d*|data/x\.yaml", to)] == []
