"""The forms that a briefing takes beside Markdown: a page for browsers and paper, and a document for Word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import urlsplit

from commitments.brief.phrasebook import Phrasebook
from commitments.findings import CommitmentsError
from commitments.imprint import installing

Form: TypeAlias = Callable[[str, str, str, str, str | None], str | bytes]
"""Writes Markdown in another form; see `html`."""
ELSEWHERE = frozenset({".pdf", ".doc", ".odt", ".rtf", ".epub", ".tex", ".ps", ".pages", ".xhtml", ".mht", ".mhtml"})
"""Endings that ask for a form that there is none of."""


def html(markdown: str, direction: str, language: str, title: str, base: str | None = None) -> str:
    """Write a briefing as one page that needs nothing beside itself, for screens wide and narrow and for paper.

    `direction` is ltr or rtl; `language` as the web names it (en-GB); `base` an address or a folder that the paths of
    records are put below, with None for the paths as they are, and an empty text for ids in the place of links.
    Raises CommitmentsError where the libraries for it are missing, or the base is no place for links.
    """
    _make_sure(base)
    from commitments.brief import page

    return page.written(markdown, direction, language, title, base)


def docx(markdown: str, direction: str, language: str, title: str, base: str | None = None) -> bytes:
    """Write a briefing as a document for Word, the same bytes for the same text; takes and raises what `html` does."""
    _make_sure(base)
    from commitments.brief import word

    return word.written(markdown, direction, language, title, base)


FORMS: MappingProxyType[str, Form] = MappingProxyType({".html": html, ".htm": html, ".docx": docx})
"""What the ending of a file's name asks for."""


def form(output: str | None, base: str | None = None) -> Callable[[str, Phrasebook], str | bytes] | None:
    """Find what writes the form that the name of an output asks for; None stands for Markdown, which is there already.

    Raises CommitmentsError for a form that there is none of, for a base of links where there are no such links, and
    what `html` raises.
    """
    ending = Path(output or "").suffix.lower()
    if ending in ELSEWHERE:
        known = "a briefing is written as Markdown (.md), as a page (.html, .htm) or for Word (.docx)"
        raise CommitmentsError(f"'{output}' cannot be written: {known}; a browser prints the page as PDF")
    if base is not None and ending not in FORMS:
        raise CommitmentsError("a base for links goes with a page or a document: name one with -o (.html, .htm, .docx)")
    if ending not in FORMS:
        return None
    _make_sure(base)
    return partial(_written, FORMS[ending], base)


def _written(write: Form, base: str | None, markdown: str, book: Phrasebook) -> str | bytes:
    language = str(book.words["locale"]).replace("_", "-")
    return write(markdown, book.words["direction"], language, title(markdown), base)


def title(markdown: str) -> str:
    """The words of the heading that a briefing begins with; nothing where it begins otherwise."""
    _make_sure(None)
    from commitments.brief import reading

    return reading.title(markdown)


def _make_sure(base: str | None) -> None:
    if not all(map(find_spec, ("markdown_it", "mdit_py_plugins", "docx"))):
        raise CommitmentsError(f"pages and documents need markdown-it and python-docx: {installing('documents')}")
    if base and not _leads_somewhere(base):
        raise CommitmentsError(f"'{base}' is no base for links: name an address with http or https, or a folder")


def _leads_somewhere(base: str) -> bool:
    try:
        return base.isprintable() and urlsplit(base).scheme in {"", "http", "https"}
    except ValueError:  # an address with a broken host
        return False
