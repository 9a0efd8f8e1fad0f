"""The blocks of a document for Word: headings, paragraphs, lists, quotations, tables, footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Tbl
from docx.shared import Cm, Emu
from markdown_it.tree import SyntaxTreeNode

from commitments.brief import directions
from commitments.brief.reading import TIMELINE
from commitments.brief.word.lines import PLAIN, RAISED, Lines, Look, child, run, shown
from commitments.brief.word.paper import Element, Paper

MANY = 6
"""How many columns a table may have before its headings are turned."""
TURNED = Cm(2.6)
"""How high a row of turned headings is."""
NARROW = "30"
"""The space at the sides of a cell where there is little room, in twentieths of a point."""
DEEPEST = 3
"""Levels of lists that Word has styles for."""
QUOTE = "Quote"
BOLD = Look(bold=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its style, how deep in lists, and whether it runs as its own words do."""

    style: str = ""
    depth: int = 0
    own_way: bool = False
    look: Look = PLAIN
    number: int | None = None


TOP = Place()


class Blocks:
    """Writes blocks into a part of a document."""

    def __init__(self, paper: Paper, part: XmlPart) -> None:
        """Write into the document itself or into its footnotes; `marked` are the footnotes used, in order."""
        self.paper = paper
        self.marked: list[int] = []
        marked = None if part is paper.notes else self.marked
        self._lines = Lines(part, leftward=paper.leftward, marked=marked)

    def write(self, nodes: Sequence[SyntaxTreeNode], into: Element, place: Place = TOP) -> None:
        """Write blocks one below the other."""
        for node in nodes:
            match node.type:
                case "heading":
                    self._line(node, into, Place(style=f"Heading{min(int(node.tag[1:]), DEEPEST)}"))
                case "paragraph":
                    self._line(node, into, place)
                    place = replace(place, style=_continued(place), number=None)
                case "bullet_list" | "ordered_list":
                    self._list(node, into, place)
                case "blockquote":
                    self.write(node.children, into, replace(place, style=QUOTE, own_way=True))
                case "table":
                    self._table(node, into)
                case _:
                    self._code(node.content, into)

    def note(self, node: SyntaxTreeNode, number: int) -> None:
        """Write a footnote under its number."""
        note = child(self.paper.notes.element, "w:footnote", {"w:id": str(number)})
        self.write(node.children, note, Place(style="FootnoteText", own_way=True))
        first = note.find(qn("w:p"))
        if first is None:
            first = self._paragraph(note, "", TOP)
        sign = run(first, RAISED)
        child(sign, "w:footnoteRef", {})
        gap = run(first, PLAIN)
        gap.text = " "
        first.pPr.addnext(sign)
        sign.addnext(gap)

    def _line(self, node: SyntaxTreeNode, into: Element, place: Place) -> None:
        inline = [part for part in node.children if part.type == "inline"]
        children = [each for part in inline for each in part.children]
        paragraph = self._paragraph(into, shown(children), place)
        self._lines.write(children, paragraph, place.look)

    def _paragraph(self, into: Element, words: str, place: Place) -> Element:
        """Add an empty paragraph for words, which tell its direction."""
        paragraph = OxmlElement("w:p")
        if into is self.paper.body:
            into.sectPr.addprevious(paragraph)
        else:
            into.append(paragraph)
        paragraph.style = place.style or "Normal"
        leftward = self.paper.leftward
        if place.own_way:
            told = directions.of_first if place.style == QUOTE else directions.of_all
            leftward = told(words, otherwise=leftward)
        if place.number is not None:
            paragraph.pPr.get_or_add_numPr().get_or_add_ilvl().val = 0
            paragraph.pPr.numPr.get_or_add_numId().val = place.number
        if leftward:
            child(paragraph.pPr, "w:bidi", {})
        return paragraph

    def _list(self, node: SyntaxTreeNode, into: Element, place: Place) -> None:
        if node.attrs.get("class") == TIMELINE:
            for year in node.children:
                heading, days = year.children
                self._line(heading, into, Place(look=BOLD))
                self._items(days, into, Place("ListBullet", depth=1))
            return
        depth = min(place.depth + 1, DEEPEST)
        numbered = node.type == "ordered_list"
        style = f"List{'Number' if numbered else 'Bullet'}{depth if depth > 1 else ''}"
        number = self.paper.counted(style) if numbered else None
        self._items(node, into, Place(style, depth, own_way=True, number=number))

    def _items(self, node: SyntaxTreeNode, into: Element, place: Place) -> None:
        for item in node.children:
            self.write(item.children, into, place)

    def _code(self, text: str, into: Element) -> None:
        for line in text.rstrip("\n").split("\n"):
            self._lines.words(line, self._paragraph(into, "", Place(style="NoSpacing")), Look(code=True))

    def _table(self, node: SyntaxTreeNode, into: Element) -> None:
        rows = [row for part in node.children for row in part.children]
        columns = len(rows[0].children)
        wide = columns > MANY
        table: Element = CT_Tbl.new_tbl(len(rows), columns, Emu(self.paper.width))
        table.tblStyle_val = "TableGrid"
        table.bidiVisual_val = self.paper.leftward or None
        self._set_widths(table, columns)
        for row, line in zip(rows, table.tr_lst, strict=True):
            self._row(row, line, wide=wide)
        turned = wide and not self.paper.leftward  # LibreOffice mixes the order of turned cells up that run leftward
        _set_head(table.tr_lst[0], turned=turned)
        if into is self.paper.body:
            into.sectPr.addprevious(table)
        else:
            into.append(table)
        self._paragraph(into, "", TOP)  # two tables without one between them would be one

    def _row(self, row: SyntaxTreeNode, line: Element, *, wide: bool) -> None:
        child(line.get_or_add_trPr(), "w:cantSplit", {})
        for cell, place in zip(row.children, line.tc_lst, strict=True):
            place.clear_content()
            head = cell.tag == "th"
            style = "TableHead" if wide and head and self.paper.leftward else "TableText"
            self._line(cell, place, Place(style=style, own_way=True, look=BOLD if head else PLAIN))
            if wide and place is not line.tc_lst[0]:
                place.p_lst[0].alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _set_widths(self, table: Element, columns: int) -> None:
        """Give the first column, which has names, twice the width where there are many."""
        shares = [2 if columns > MANY else 1, *[1] * (columns - 1)]
        widths = [Emu(self.paper.width * share // sum(shares)) for share in shares]
        if columns > MANY:
            margins = child(table.tblPr, "w:tblCellMar", {})
            table.tblPr.find(qn("w:tblLook")).addprevious(margins)
            for side in ("left", "right"):
                child(margins, f"w:{side}", {"w:w": NARROW, "w:type": "dxa"})
        for column, width in zip(table.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        for line in table.tr_lst:
            for cell, width in zip(line.tc_lst, widths, strict=True):
                cell.width = width


def _continued(place: Place) -> str:
    """The style of what follows in the same place."""
    if place.depth > 0 and place.style.startswith("List"):
        return f"ListContinue{place.depth if place.depth > 1 else ''}"
    return place.style


def _set_head(line: Element, *, turned: bool) -> None:
    """Make a row the head of its table, on every page; turn its words where there is little room."""
    properties = line.get_or_add_trPr()
    if turned:
        line.trHeight_val, line.trHeight_hRule = TURNED, WD_ROW_HEIGHT_RULE.AT_LEAST
    child(properties, "w:tblHeader", {})
    for cell in line.tc_lst:
        shade = {"w:val": "clear", "w:color": "auto", "w:fill": "EEF1F3"}
        child(cell.get_or_add_tcPr(), "w:shd", shade)
        if turned:
            child(cell.tcPr, "w:textDirection", {"w:val": "btLr"})
