"""What reads the outputs: for each format a real consumer, which says what in an output is more than text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from types import MappingProxyType
from typing import TypeAlias
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import docx
import pyte
import yaml
from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

from tests.test_escaping import control_characters

Complaints: TypeAlias = Iterator[str]
FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]?\d+)?")
WEB = re.compile(r"(#|data/|\.\./\.\./data/|[\w./-]+\.md$|https://example\.org/)")
"""Where our own links lead in the small dataset."""
OURS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "strong",
        "em",
        "code",
        "a",
        "sup",
        "section",
        "pre",
        "details",
        "summary",
    ]
)
PAGE = OURS | frozenset(["html", "head", "meta", "title", "style", "body", "main", "div"])
ACTIVE = frozenset(["instrText", "fldSimple", "fldChar", "object", "pict", "drawing", "altChunk", "control", "subDoc"])
"""Elements of Word that compute, fetch or show something."""
DRAWN = frozenset(
    ["svg", "defs", "style", "g", "path", "rect", "text", "clipPath", "use", "title", "desc", "pattern", "metadata"]
)
INDEX = "comment  written by `commitments brief --all`, which replaces this folder "


def terminal(text: str) -> Complaints:
    """A terminal emulator: nothing happens but that letters are drawn, and lines end."""
    seen = io.StringIO()
    pyte.Stream(pyte.DebugScreen(to=seen)).feed(text)  # type: ignore[arg-type]  # it has all that a screen has
    happened = {json.loads(line)[0] for line in seen.getvalue().splitlines()}
    if strange := happened - {"draw", "linefeed", "tab"}:
        yield f"the terminal was told: {sorted(strange)}"
    yield from _hidden(text)


def screen(text: str, columns: int = 80) -> tuple[object, ...]:
    """What a terminal emulator is left with: cursor, title, modes, colours."""
    made = pyte.HistoryScreen(columns, 50, history=100_000)
    made.set_mode(pyte.modes.LNM)
    pyte.Stream(made).feed(text)
    styles = {(cell.fg, cell.bg, cell.bold, cell.reverse) for row in made.buffer.values() for cell in row.values()}
    return made.title, made.icon_name, frozenset(made.mode), made.cursor.hidden, made.cursor.attrs, styles


class Page(HTMLParser):
    """HTML as a parser takes it: elements, attributes, where links lead, comments, and the words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.leads: list[str] = []
        self.other: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.leads += [value or "" for name, value in attrs if name in {"href", "src", "action", "data", "xlink:href"}]
        self.other += [name for name, _ in attrs if name.startswith("on")]

    def handle_comment(self, data: str) -> None:
        self.other.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        self.other.append(f"instruction {data}")

    def handle_data(self, data: str) -> None:
        self.words += data


def as_github_does(text: str) -> str:
    """Make HTML of Markdown by GitHub's own parser, with all that could take effect."""
    flags = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    extensions = ["table", "autolink", "strikethrough", "tasklist"]
    return str(markdown_to_html_with_extensions(text, options=flags, extensions=extensions))


def markdown(text: str) -> Complaints:
    """GitHub's own parser: no element, link or comment but our own."""
    yield from _page(Page(as_github_does(text)), OURS)
    yield from _hidden(text)


def html(text: str) -> Complaints:
    """A parser of pages: no element, link, comment or event but our own."""
    yield from _page(Page(text), PAGE)
    yield from _hidden(text)


def _page(page: Page, allowed: frozenset[str]) -> Complaints:
    if strange := page.elements - allowed:
        yield f"elements that we did not make: {sorted(strange)}"
    if strange := {to for to in page.leads if not WEB.match(to)}:
        yield f"links that we did not make: {sorted(strange)}"
    if strange := set(page.other) - {INDEX}:
        yield f"more than elements: {sorted(strange)}"


def separated(separator: str) -> Callable[[str], Complaints]:
    """Make a reader of cells: none is a formula, in whatever way a spreadsheet parts them."""

    def read(text: str) -> Complaints:
        for parting in {separator, ",", ";", "\t"}:
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=parting):
                for cell in filter(FORMULA.match, row):
                    if not NUMBER.fullmatch(cell) and (parting == separator or cell[0] not in "\t\r"):
                        yield f"parted by {parting!r}, a cell is a formula: {cell!r}"
        yield from _hidden(text)

    return read


def as_json(text: str) -> Complaints:
    """A parser of JSON, and a terminal on which it is looked at."""
    json.loads(text, parse_constant=_refuse)
    yield from _hidden(text)


def json_lines(text: str) -> Complaints:
    """The same, a line at a time."""
    for line in text.split("\n")[:-1]:
        json.loads(line, parse_constant=_refuse)
    yield from _hidden(text)


def _refuse(text: str) -> None:
    raise ValueError(text)


def as_yaml(text: str) -> Complaints:
    """A parser of YAML."""
    yaml.safe_load(text)
    yield from _hidden(text)


COMMAND = re.compile(r"::(error|warning) file=[^,:]*,line=\d+,col=\d+,title=[A-Z]\d{3}::.*")


def github(text: str) -> Complaints:
    """What runs workflows takes every line for a command of its own: each is an annotation of ours, on a line."""
    for line in re.split(r"[\n\r]", text.removesuffix("\n")) if text else ():
        if not COMMAND.fullmatch(line):
            yield f"no annotation of ours: {line!r}"
    yield from _hidden(text)


LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])*)\]\(([^)]*)\)")
"""A link inside a message, as viewers of SARIF take it: brackets inside may be escaped."""


def sarif(text: str) -> Complaints:
    """A viewer of SARIF: JSON in which no message has a link."""
    for run in json.loads(text)["runs"]:
        for result in run["results"]:
            for place in (result, *result["relatedLocations"]):
                message = place["message"]["text"].replace("\\\\", "")
                if LINK.search(message):
                    yield f"a link: {message!r}"
    yield from _hidden(text)


def patch(text: str) -> Complaints:
    """A patch: each line begins as lines of a patch do."""
    for line in text.split("\n")[:-1]:
        if not line.startswith(("+", "-", " ", "@@ ", "\\ No newline")):
            yield f"no line of a patch: {line!r}"
    yield from terminal(text)


def svg(content: bytes) -> Complaints:
    """A parser of pictures: nothing in them but shapes and words, and nothing that leads out."""
    text = content.decode()
    root = ET.fromstring(text)  # noqa: S314 -- our own
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name not in DRAWN and "{http://www.w3.org/2000/svg}" in element.tag:
            yield f"an element that we did not make: {name}"
        for attribute, value in element.attrib.items():
            if attribute.startswith("on") or (attribute.endswith("href") and not value.startswith("#")):
                yield f"an attribute that we did not make: {attribute}={value}"
    if "<!ENTITY" in text or "<?xml-stylesheet" in text:
        yield "more than shapes and words"
    yield from _hidden(text)


def png(content: bytes) -> Complaints:
    """A picture of points."""
    if not content.startswith(b"\x89PNG"):
        yield "no picture"


def word(content: bytes) -> Complaints:
    """A reader of documents: paragraphs and tables, no field, no object, no address of a stranger's making."""
    docx.Document(io.BytesIO(content))
    with ZipFile(io.BytesIO(content)) as opened:
        for name in opened.namelist():
            if name.endswith((".xml", ".rels")):
                yield from _part(name, opened.read(name))


def _part(name: str, content: bytes) -> Complaints:
    for element in ET.fromstring(content).iter():  # noqa: S314 -- our own
        if element.tag.rpartition("}")[2] in ACTIVE:
            yield f"{name} has {element.tag}"
        if element.get("TargetMode") == "External" and not WEB.match(element.get("Target", "")):
            yield f"{name} leads to {element.get('Target')}"
        yield from _hidden(element.text or "")


def _hidden(text: str) -> Complaints:
    if found := control_characters(text):
        yield f"hidden characters: {found[:20]!a}"


TEXTS: MappingProxyType[str, Callable[[str], Complaints]] = MappingProxyType(
    {
        **dict.fromkeys(("table", "text", "auto"), terminal),
        "markdown": markdown,
        "md": markdown,
        "html": html,
        "csv": separated(","),
        "tsv": separated("\t"),
        "json": as_json,
        "jsonl": json_lines,
        "yaml": as_yaml,
        "github": github,
        "sarif": sarif,
        "patch": patch,
    }
)
"""What reads a format that is text."""
BYTES: MappingProxyType[str, Callable[[bytes], Complaints]] = MappingProxyType({"svg": svg, "png": png, "docx": word})
"""What reads a format that is not, or that is a file of its own."""


def complaints(form: str, content: bytes) -> list[str]:
    """Say what in an output of a format is more than text."""
    if form in BYTES:
        return list(BYTES[form](content))
    return list(TEXTS[form](content.decode()))
