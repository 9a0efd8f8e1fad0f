"""A briefing as a document for Word: tables, links and footnotes of Word's own, each run in its direction."""

from __future__ import annotations

from markdown_it.tree import SyntaxTreeNode

from commitments.brief import reading
from commitments.brief.word.blocks import Blocks
from commitments.brief.word.paper import Paper

FOOTNOTES = "footnote_block"


def written(markdown: str, direction: str, language: str, title: str, base: str | None = None) -> bytes:
    """Write the document, the same for the same text; `base` is what the addresses of records begin with."""
    paper = Paper(direction, language, title)
    parts = SyntaxTreeNode(reading.tokens(markdown, base, leftward=paper.leftward)).children
    told = [part for part in parts if part.type != FOOTNOTES]
    while told and told[-1].type == "heading":  # that of the footnotes, which Word puts below its pages
        told.pop()
    blocks = Blocks(paper, paper.document.part)
    blocks.write(told, paper.body)
    for number in blocks.marked:
        Blocks(paper, paper.notes).note(_notes(parts)[number - 1], number)
    return paper.packed()


def _notes(parts: list[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    return [note for part in parts if part.type == FOOTNOTES for note in part.children]
