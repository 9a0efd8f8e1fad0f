"""The words of a line in a document for Word: emphasis, links, marks of footnotes, each stretch in its direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run
from markdown_it.tree import SyntaxTreeNode

from commitments.brief.directions import stretches
from commitments.brief.word.paper import Element
from commitments.escaping import for_terminal

MONOSPACE = "Consolas"


@dataclass(frozen=True, slots=True)
class Look:
    """How words look."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    style: str = ""


PLAIN, RAISED = Look(), Look(style="FootnoteReference")
MARKS: dict[str, Callable[[Look], Look]] = {
    "strong": lambda look: replace(look, bold=True),
    "em": lambda look: replace(look, italic=True),
    "s": lambda look: replace(look, struck=True),
}


class Lines:
    """Writes words into the paragraphs of a part: the document, or its footnotes."""

    def __init__(self, part: XmlPart, *, leftward: bool, marked: list[int] | None) -> None:
        """Write on paper that runs leftward or not; `marked` takes the numbers of footnotes, in the order of first use.

        None for `marked` stands where there can be no footnotes: in footnotes.
        """
        self._part, self._leftward, self._marked = part, leftward, marked

    def write(self, nodes: Sequence[SyntaxTreeNode], into: Element, look: Look = PLAIN) -> None:
        """Write the words of a line into a paragraph or a link."""
        for before, node in zip([None, *nodes], nodes, strict=False):
            if node.type in MARKS:
                self.write(node.children, into, MARKS[node.type](look))
            elif node.type == "link":
                self.write(node.children, self._link(str(node.attrs["href"]), into), replace(look, style="Hyperlink"))
            elif node.type == "footnote_ref":
                if before is not None and before.type == "footnote_ref":
                    self.words(", ", into, RAISED)
                self._mark(node.meta["id"] + 1, into)
            elif node.type == "hardbreak":
                run(into, look).append(OxmlElement("w:br"))
            else:
                self.words(shown([node]), into, replace(look, code=node.type == "code_inline" or look.code))

    def words(self, text: str, into: Element, look: Look = PLAIN) -> None:
        """Write words that mean nothing but themselves."""
        for leftward, stretch in stretches(for_terminal(text), leftward=self._leftward):
            run(into, look, leftward=leftward).text = stretch

    def _link(self, address: str, into: Element) -> Element:
        key = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return child(into, "w:hyperlink", {"r:id": key})

    def _mark(self, number: int, into: Element) -> None:
        """Make a footnote where it is used first, and lead back to that place where it is used again."""
        if self._marked is None:
            self.words(str(number), into, RAISED)
        elif number in self._marked:
            self.words(str(number), child(into, "w:hyperlink", {"w:anchor": f"note{number}"}), RAISED)
        else:
            self._marked.append(number)
            child(into, "w:bookmarkStart", {"w:id": str(number), "w:name": f"note{number}"})
            child(run(into, RAISED), "w:footnoteReference", {"w:id": str(number)})
            child(into, "w:bookmarkEnd", {"w:id": str(number)})


def shown(nodes: Iterable[SyntaxTreeNode]) -> str:
    """The plain words of a line."""
    return "".join(
        " " if node.type == "softbreak" else shown(node.children) if node.children else node.content for node in nodes
    )


def child(parent: Element, tag: str, attributes: dict[str, str]) -> Element:
    """Add an element below another."""
    made = OxmlElement(tag, {qn(name): value for name, value in attributes.items()})
    parent.append(made)
    return made


def run(into: Element, look: Look, *, leftward: bool = False) -> Element:
    """Add an empty run of words, for letters that are read from right to left or not."""
    made = child(into, "w:r", {})
    if look.style:
        made.style = look.style
    font = Run(made, into).font
    for name in ("bold", "italic"):
        if getattr(look, name):
            setattr(font, name, True)
            setattr(font, f"cs_{name}", True)
    font.strike = look.struck or None
    font.rtl = leftward or None
    font.name = MONOSPACE if look.code else None
    return made
