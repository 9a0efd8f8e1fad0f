"""How a text is written in YAML, so that it reads back the same: plain, in double quotes, or below a mark."""

from __future__ import annotations

import json

from commitments.curate import document
from commitments.curate.formatting.texts import AMBIGUOUS
from commitments.findings import CommitmentsError


def written(text: str, indent: int = 0) -> str:
    """Write a text as the value of a field that is set in by `indent`; long prose is left to house style.

    Raises CommitmentsError for a text with a character that no record may hold.
    """
    refuse_hidden(text)
    ways = (_plain(text), _below_a_mark(text, indent))
    return next((way for way in ways if way and _reads(way, indent, text)), json.dumps(text, ensure_ascii=False))


def refuse_hidden(text: str) -> None:
    """Raise CommitmentsError for a control character, or one that changes the direction of writing."""
    for characters in (document.CONTROL, document.BIDI, document.SURROGATE):
        if found := characters.search(text):
            before = f" after “{text[: found.start()][-20:]}”" if found.start() else " at its beginning"
            raise CommitmentsError(f"the text has the hidden character U+{ord(found[0]):04X}{before}: leave it out")


def _plain(text: str) -> str:
    return "" if "\n" in text or AMBIGUOUS.fullmatch(text) else text


def _below_a_mark(text: str, indent: int) -> str:
    """Set lines below `|`, with a sign for what becomes of the line end after the last one."""
    if "\n" not in text:
        return ""
    mark = "|-" if not text.endswith("\n") else "|" if not text.endswith("\n\n") else "|+"
    lines = text.removesuffix("\n").split("\n")
    return "\n".join((mark, *(f"{' ' * (indent + 2)}{line}" if line else "" for line in lines)))


def _reads(way: str, indent: int, text: str) -> bool:
    """Is this the text, as our own reader reads it?"""
    fields = f"{' ' * indent}text: {way}\n{' ' * indent}next: field\n"
    found, problems = document.read("", fields.encode())
    return not problems and found.data == {"text": text, "next": "field"}
