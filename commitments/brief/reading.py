"""The Markdown of a briefing, read: tokens that pages and documents are made from, with nothing in them that acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from commitments.brief import directions
from commitments.escaping import as_unicode

WEB = ("http", "https")
PICTURE = "data:image/"
ENTITY = re.compile(r"#(\d+);")
"""How Mermaid writes a letter that it would take for its own."""
TIMELINE = "timeline"
RECORDS, RECORD = "data/", ".yaml"
"""How the path of a record begins and ends."""


def parser() -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes; HTML is text, and what is drawn elsewhere is a list.

    The environment of a text has `base` and `leftward`, as `tokens` takes them.
    """
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.use(footnote_plugin, inline=False)
    for rule in (_directions, _timelines, _links):
        made.core.ruler.push(rule.__name__, rule)
    return made


def tokens(markdown: str, base: str | None = None, *, leftward: bool = False) -> list[Token]:
    """Read a text for paper that runs leftward or not.

    `base` is what the addresses of records begin with, and an empty one turns links into names.
    """
    return parser().parse(as_unicode(markdown), {"base": base, "leftward": leftward})


def title(markdown: str) -> str:
    """The words of the first heading, if a text begins with one."""
    first = MarkdownIt("commonmark").parse(markdown.lstrip().partition("\n\n")[0])
    shown = first[1].children if first and first[0].type == "heading_open" else None
    return "".join(token.content for token in shown or ())


def _links(state: StateCore) -> None:
    """Let links lead to the web or to records and nowhere else, and show no picture from elsewhere."""
    for before, token in zip([None, *state.tokens], state.tokens, strict=False):
        in_cell = before is not None and before.tag in {"td", "th"}
        if token.children:
            token.children = list(_placed(token.children, state.env.get("base"), in_cell=in_cell))


def _placed(children: Iterable[Token], base: str | None, *, in_cell: bool) -> Iterator[Token]:
    kept, given, shown = True, "", ""
    for token in children:
        if token.type == "link_open":
            given, shown = str(token.attrs["href"]), ""
            href = address(given, base)
            kept = href is not None
            token.attrs["href"] = href or ""
        shown += token.content
        if token.type == "image" and not str(token.attrs["src"]).startswith(PICTURE):
            yield _text(token.content)
        elif kept or token.type not in {"link_open", "link_close"}:
            yield token
        if token.type == "link_close" and base == "" and not in_cell:
            yield from _named(given, shown)


def _named(given: str, shown: str) -> Iterator[Token]:
    """Give the id of the record that a link would have led to, where it is not what was shown."""
    id_ = PurePosixPath(unquote(given)).stem
    if given.startswith(RECORDS) and given.endswith(RECORD) and id_ != shown:
        yield _text(f" ({id_})")


def address(href: str, base: str | None = None) -> str | None:
    """Where a link may lead: to the web, to a place on the page, or to a file below a base; None for nowhere."""
    parts = urlsplit(href)
    if parts.scheme in WEB or href.startswith("#"):
        return href
    if parts.scheme or parts.netloc or href.startswith("/") or base == "":
        return None
    return f"{base.rstrip('/')}/{href}" if base else href


def _directions(state: StateCore) -> None:
    """Let quotations run as their own words do, and items and footnotes that have no letter of the paper's direction.

    Footnotes begin with names of publishers, so that their first letters say little about them.
    """
    for at, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            token.attrs["dir"] = "auto"
        elif token.type in {"list_item_open", "footnote_open"}:
            words = "".join(inside.content for inside in state.tokens[at : _end(state.tokens, at)])
            leftward = directions.of_all(words, otherwise=state.env["leftward"])
            if leftward is not state.env["leftward"]:
                token.attrs["dir"] = "rtl" if leftward else "ltr"


def _end(tokens_: Sequence[Token], begun: int) -> int:
    """Where what was begun ends."""
    depth = 0
    for at, token in enumerate(tokens_[begun:], begun):
        depth += token.nesting
        if not depth:
            return at
    return len(tokens_)


def _timelines(state: StateCore) -> None:
    """Put a list in the place of a timeline that Mermaid would draw."""
    state.tokens = [drawn for token in state.tokens for drawn in _undrawn(token)]


def _undrawn(token: Token) -> Iterable[Token]:
    first, _, rest = token.content.strip().partition("\n")
    if token.type != "fence" or token.info.strip() != "mermaid" or first.strip() != TIMELINE:
        return [token]
    return _listed(rest.splitlines())


def _listed(lines: Iterable[str]) -> Iterator[Token]:
    sections: dict[str, list[Token]] = {}
    section = heading = ""
    for line in map(str.strip, lines):
        if line.startswith("section "):
            section = line.removeprefix("section ")
        elif line.startswith("title "):
            heading = line.removeprefix("title ")
        elif line:
            sections.setdefault(section, []).extend(_day(*line.split(" : ")))
    if heading:
        yield from _paragraph(heading)
    years = [
        token
        for year, days in sections.items()
        for token in _block("list_item", "li", [*_paragraph(year), *_block("ordered_list", "ol", days)])
    ]
    yield from _block("ordered_list", "ol", years, TIMELINE)


def _day(day: str, *events: str) -> Iterator[Token]:
    told = [token for event in events for token in _block("list_item", "li", _paragraph(event))]
    return _block("list_item", "li", [*_paragraph(day), *_block("bullet_list", "ul", told)])


def _paragraph(text: str) -> Iterator[Token]:
    inline = Token("inline", "", 0, children=[_text(ENTITY.sub(lambda code: unescape(f"&{code[0]}"), text))])
    return _block("paragraph", "p", [inline])


def _block(kind: str, tag: str, inside: Iterable[Token], name: str = "") -> Iterator[Token]:
    yield Token(f"{kind}_open", tag, 1, block=True, attrs={"class": name} if name else {})
    yield from inside
    yield Token(f"{kind}_close", tag, -1, block=True)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
