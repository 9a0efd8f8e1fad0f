"""Text that is Markdown already, and what leads from it to records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias
from urllib.parse import quote

from commitments.escaping import for_markdown

Record: TypeAlias = Mapping[str, Any]

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
    shown = safe(text) if text else f"`{record['id']}`"
    return Markdown(f"[{shown}]({quote(record['path'])})")
