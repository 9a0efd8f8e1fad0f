"""Text that is Markdown already, and what leads from it to records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from commitments.escaping import for_markdown

Record: TypeAlias = Mapping[str, Any]

ID = re.compile(r"[\w.-]+")
RECORD = re.compile(r"data(/[\w.-]+)+")
UNFIT = re.compile(r"[^\w!#$%&'()*+,./:;=?@~-]")
"""What an address between < and > cannot have in it as it is."""
LEFT_TO_RIGHT_MARK = "\u200e"


class Markdown(str):
    """Text that is Markdown already; every other text is escaped before it enters a briefing."""

    __slots__ = ()


def safe(value: object) -> Markdown:
    """Give any value as Markdown: what is Markdown already as it is, and all else shown as itself."""
    return value if isinstance(value, Markdown) else Markdown(for_markdown(str(value)))


def joined(separator: str, parts: Iterable[object]) -> Markdown:
    """Join parts with our own text between them."""
    return Markdown(separator.join(map(safe, parts)))


def link(record: Record, text: str | None = None) -> Markdown:
    """The id of a record, or another text, as a link to its file."""
    return leading(safe(text) if text else code(record["id"]), record["path"])


def leading(text: Markdown, path: str) -> Markdown:
    """Text that leads to the file of a record; a path that leads elsewhere is left out."""
    return Markdown(f"[{text}]({quote(path)})") if RECORD.fullmatch(path) else text


def code(text: str) -> Markdown:
    """An id in the letters of code."""
    return Markdown(f"`{text}`") if ID.fullmatch(text) else safe(text)


def address(url: str) -> Markdown:
    """A web address that leads there; what is none is shown as text."""
    if not url.startswith(("http://", "https://")):
        return safe(url)
    return Markdown(f"<{UNFIT.sub(lambda match: quote(match[0]), url)}>")
