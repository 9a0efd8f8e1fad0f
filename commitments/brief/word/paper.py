"""The paper of a document for Word: its size, its styles, its language, and the part where its footnotes stand."""

from __future__ import annotations

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from commitments.escaping import as_unicode, for_terminal
from commitments.imprint import CREATOR

Element = Any
"""An element of Word's XML; python-docx makes their classes as it runs."""
INK, LINK = RGBColor(0x1D, 0x23, 0x29), RGBColor(0x0B, 0x5A, 0x8F)
SIZES = {
    "Normal": 10,
    "Heading1": 18,
    "Heading2": 13,
    "Heading3": 11,
    "FootnoteText": 8,
    "TableText": 8,
    "TableHead": 6.5,
}
"""Sizes of letters by style, in points."""
FONT, ARABIC_FONT = "Calibri", "Arial"
WIDTH, HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2)
LINES = '<w:footnote {0} w:type="{1}" w:id="{2}"><w:p><w:r><w:{1}/></w:r></w:p></w:footnote>'
"""The two lines that part footnotes from the text; Word wants them among the footnotes."""
YEAR_ONE = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip file can name; a document says no other, so that the same text gives the same bytes."""


class Paper:
    """An empty document."""

    def __init__(self, direction: str, language: str, title: str) -> None:
        """Lay it out on A4 in a language, its direction ltr or rtl."""
        self.document = Document()
        self.leftward = direction == "rtl"
        self.body: Element = self.document.element.body
        self._set_page()
        self._set_styles()
        self._set_language(language)
        self._set_properties(language, title)
        self.notes = self._footnotes()

    @property
    def width(self) -> int:
        """How wide the text runs, in the units of Word."""
        return WIDTH - 2 * MARGIN

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = WIDTH, HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        if self.leftward:
            self.body.sectPr.find(qn("w:docGrid")).addprevious(OxmlElement("w:bidi"))

    def _set_styles(self) -> None:
        styles = self.document.styles
        for name, kind in {
            "footnote text": WD_STYLE_TYPE.PARAGRAPH, "Table Text": WD_STYLE_TYPE.PARAGRAPH,
            "Table Head": WD_STYLE_TYPE.PARAGRAPH,
            "footnote reference": WD_STYLE_TYPE.CHARACTER, "Hyperlink": WD_STYLE_TYPE.CHARACTER,
        }.items():  # fmt: skip
            style = styles.add_style(name, kind, builtin=not name.startswith("Table"))
            style.element.set(qn("w:styleId"), "".join(word[0].upper() + word[1:] for word in name.split()))
        by_id: dict[str, Any] = {style.style_id: style for style in styles}
        for name, size in SIZES.items():
            _set_size(by_id[name], size)
            by_id[name].font.color.rgb = INK
        for name in ("FootnoteText", "TableText", "TableHead"):
            by_id[name].base_style = by_id["Normal"]
            by_id[name].paragraph_format.space_after = Pt(2)
            by_id[name].paragraph_format.line_spacing = 1.0
        for name in ("Normal", "ListBullet", "ListBullet2", "ListBullet3"):
            by_id[name].paragraph_format.space_after = Pt(4)
            by_id[name].paragraph_format.line_spacing = 1.15
        for name in ("Normal", "Heading1", "Heading2", "Heading3"):
            _set_font(by_id[name])
        by_id["FootnoteReference"].font.superscript = True
        by_id["Hyperlink"].font.color.rgb = LINK

    def _set_language(self, language: str) -> None:
        for name, element in (
            ("w:lang", self.document.styles.element),
            ("w:themeFontLang", self.document.settings.element),
        ):
            (found,) = element.iter(qn(name))
            found.set(qn("w:val"), language)
            if self.leftward:
                found.set(qn("w:bidi"), language)

    def _set_properties(self, language: str, title: str) -> None:
        told = self.document.core_properties
        told.title, told.language, told.author = for_terminal(as_unicode(title))[:255], language, CREATOR
        told.comments = told.last_modified_by = told.keywords = ""
        for element in [each for each in told._element if each.tag.endswith(("}created", "}modified"))]:
            told._element.remove(element)
        package = self.document.part.package
        for key in [key for key, part in package.rels.items() if part.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del package.rels[key]

    def _footnotes(self) -> XmlPart:
        """Make the part of the footnotes, and name it in the document and in its settings."""
        spaces = nsdecls("w", "r")
        lines = [LINES.format("", kind, number) for kind, number in (("separator", -1), ("continuationSeparator", 0))]
        root = parse_xml(f"<w:footnotes {spaces}>{''.join(lines)}</w:footnotes>")
        package = self.document.part.package
        part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, package)
        self.document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        named = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
        setting = parse_xml(f"<w:footnotePr {spaces}>{named}</w:footnotePr>")
        self.document.settings.element.find(qn("w:compat")).addprevious(setting)
        return part

    def counted(self, style: str) -> int:
        """Begin a numbered list in one of the styles for them: give what its items are numbered by."""
        numbering: Element = self.document.part.numbering_part.element
        (known,) = (found.element for found in self.document.styles if found.style_id == style)
        scheme = numbering.num_having_numId(known.pPr.numPr.numId.val).abstractNumId.val
        begun = numbering.add_num(scheme)
        begun.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(begun.numId)

    def packed(self) -> bytes:
        """Give the bytes of the document."""
        made, packed = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with ZipFile(made) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
            for name in old.namelist():
                place = ZipInfo(name, YEAR_ONE)
                place.compress_type = ZIP_DEFLATED
                new.writestr(place, old.read(name))
        return packed.getvalue()


def _set_font(style: Any) -> None:  # noqa: ANN401 -- a style of any kind
    """Set the font, that of Arabic too, in place of those of a theme."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for letters in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{letters}"), FONT)
    fonts.set(qn("w:cs"), ARABIC_FONT)


def _set_size(style: Any, points: float) -> None:  # noqa: ANN401 -- a style of any kind
    """Set the size of letters, those of Arabic too, which Word keeps apart."""
    style.font.size = Pt(points)
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    also = OxmlElement("w:szCs")
    also.set(qn("w:val"), str(round(2 * points)))
    properties.find(qn("w:sz")).addnext(also)
