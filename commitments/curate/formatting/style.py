"""A file in house style: step by step, and after each held against what it said before."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from commitments.curate import document
from commitments.curate.document import Document
from commitments.curate.formatting import indentation, lines, order, texts
from commitments.curate.formatting.layout import Layout
from commitments.model.fields import Strict

STEPS: tuple[Callable[[Layout, order.Fields], str], ...] = (
    lambda layout, _: indentation.indent(layout),
    order.order_in_brackets,
    order.order_in_blocks,
    texts.quote,
    lambda layout, _: texts.set_in_blocks(layout),
    lambda layout, _: lines.tidy(layout),
)
"""In this order: each leaves to the next a text in which what it saw to is settled."""


def style(written: Document, models: Sequence[type[Strict]]) -> str | None:
    """Give the text of a file in house style, whose record is of one of the models.

    None where that would change what the file says, lose a comment, or not last when done again.
    """
    text = _settled(written.text, models)
    return text if text is not None and _settled(text, models) == text else None


def _settled(text: str, models: Sequence[type[Strict]]) -> str | None:
    here = _layout(text.replace("\r\n", "\n") + ("" if text.endswith("\n") else "\n"))
    if here is None:
        return None
    said, known = _said(here), dict(order.fields(here.document.data, models))
    for step in STEPS:
        text = step(here, known)
        if text != here.text:
            here = _layout(text)
            if here is None or _said(here) != said:
                return None
    return here.text


def _layout(text: str) -> Layout | None:
    written, problems = document.read("", text.encode())
    return None if problems else Layout(written)


def _said(layout: Layout) -> tuple[str, list[str]]:
    """Give what a file says to programs and in comments, in an order that does not hang on that of its fields."""
    comments = sorted(comment.lstrip("#").strip() for _, comment in layout.comments)
    return json.dumps(layout.document.data, sort_keys=True), comments
