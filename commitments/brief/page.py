"""A briefing as one page for browsers and for paper, which needs nothing beside itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import takewhile
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from commitments.brief import reading
from commitments.escaping import as_unicode, for_terminal

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser lets the page do: show itself, and nothing else."""
STYLE = Path(__file__).with_name("page.css")
MANY = 6
"""How many columns a table may have before its headings are turned on paper."""
JOINED = "\u2060"
"""Keeps a mark on the line of the words before it."""
PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{body}</main>
</body>
</html>
"""


def written(markdown: str, direction: str, language: str, title: str, base: str | None = None) -> str:
    """Write the page; `direction` is ltr or rtl, and `base` what the addresses of records begin with."""
    return PAGE.format(
        language=escape(language),
        direction=escape(direction),
        policy=POLICY,
        title=escape(for_terminal(as_unicode(title))),
        style=STYLE.read_text(encoding="utf-8"),
        body=_parser().render(as_unicode(markdown), {"base": base, "leftward": direction == "rtl"}),
    )


@cache
def _parser() -> MarkdownIt:
    made = reading.parser()
    for rule in (
        table_open, table_close, footnote_block_open, footnote_block_close, footnote_open, footnote_ref,
        footnote_anchor,
    ):  # fmt: skip
        made.add_render_rule(rule.__name__, rule)
    return made


Options = Any
"""What the parser was set to; none of the rules below asks for it."""


def table_open(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Options) -> str:
    """Put a table into a place of its own, which scrolls where it is narrower than the table."""
    head = takewhile(lambda token: token.type != "thead_close", tokens[at:])
    wide = sum(token.type == "th_open" for token in head) > MANY
    return f'<div class="table" tabindex="0">\n<table{" class=wide" if wide else ""}>\n'


def table_close(*_: Options) -> str:
    """End the place of a table."""
    return "</table>\n</div>\n"


def footnote_block_open(*_: Options) -> str:
    """Begin the footnotes."""
    return '<section class="footnotes">\n<ol>\n'


def footnote_block_close(*_: Options) -> str:
    """End the footnotes."""
    return "</ol>\n</section>\n"


def footnote_open(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Options) -> str:
    """Begin a footnote."""
    number, way = tokens[at].meta["id"] + 1, tokens[at].attrs.get("dir")
    return f'<li id="fn{number}" dir="{way}">' if way else f'<li id="fn{number}">'


def footnote_ref(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Options) -> str:
    """The mark of a footnote; every mark of the same one shows the same number."""
    number, place = tokens[at].meta["id"] + 1, _place(tokens[at])
    return f'<sup>{JOINED}<a href="#fn{number}" id="{place}">[{number}]</a></sup>'


def footnote_anchor(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Options) -> str:
    """What leads from a footnote back to a mark."""
    return f' <a class="back" href="#{_place(tokens[at])}">\u21a9\ufe0e</a>'  # no emoji


def _place(token: Token) -> str:
    number, again = token.meta["id"] + 1, token.meta["subId"]
    return f"fnref{number}-{again}" if again else f"fnref{number}"
