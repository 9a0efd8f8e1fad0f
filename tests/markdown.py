"""Markdown as a reader sees it: a parser that takes whatever GitHub takes, and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from commitments.escaping import on_one_line


@cache
def parser() -> MarkdownIt:
    """Tables, strikethrough, bare web addresses, raw HTML, footnotes and mathematics: all that could take effect.

    Names of hosts without `http://` stay text, and so do addresses that begin with `//`, as on GitHub.
    """
    made = MarkdownIt("gfm-like", {"html": True}).use(footnote_plugin).use(dollarmath_plugin)
    assert made.linkify
    made.linkify.set({"fuzzy_link": False})
    made.linkify.add("//", None)
    return made


def tokens(text: str) -> Iterator[Token]:
    """Give every token of a text, those inside lines too."""
    for token in parser().parse(text):
        yield token
        yield from token.children or ()


def elements(text: str) -> set[str]:
    """Names of everything in a text that is not plain words."""
    return {token.type.removesuffix("_open") for token in tokens(text) if not token.type.endswith("_close")}


def links(text: str) -> list[str]:
    """Where links and images lead."""
    return [str(token.attrs.get("href") or token.attrs.get("src")) for token in tokens(text) if _leads(token)]


def read(text: str) -> str:
    """The words that a reader sees, lines parted by line ends."""
    return "\n".join(
        visible("".join(child.content or " " * (child.type == "softbreak") for child in token.children or ()))
        for token in parser().parse(text)
        if token.type == "inline"
    )


def shown(text: str) -> str:
    """A text as it is to be read where it was put into Markdown."""
    return visible(on_one_line(text))


def visible(text: str) -> str:
    """Leave out the space of no width that keeps addresses from being links."""
    return text.replace("\u200b", "")


def _leads(token: Token) -> bool:
    return token.type in {"link_open", "image"}
