"""The parts of a Word file that we write: styles, boxes to tick, text that any file can hold, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from docx.comments import Comment
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

BLUE = RGBColor(0x1F, 0x3A, 0x5F)
GREY = RGBColor(0x55, 0x55, 0x55)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")


def lines(text: str) -> list[str]:
    """Return the lines of a text as paragraphs for Word; what XML cannot hold becomes U+FFFD, a line break of any kind parts."""
    return [_UNWRITABLE.sub("\ufffd", line) for line in _BREAKS.split(text)]


def styles(document: Document) -> None:
    """Return nothing; set the styles that our documents use, in Swedish, with headings that are headings."""
    known = document.styles
    normal = known["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Calibri")
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    normal.element.rPr.append(language)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    for name, size, before in (("Title", 24, 60), ("Subtitle", 15, 6), ("Heading 1", 16, 18), ("Heading 2", 11.5, 12)):
        style = known[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), BLUE
        style.font.bold, style.font.italic = name != "Subtitle", False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(6)
    for name, parent, size in (
        ("Answer heading", "Normal", 10.5), ("Prompt", "Normal", 10.5), ("Box", "Normal", 10.5),
        ("Cell", "Normal", 9), ("Cell bullet", "List Bullet", 9),
    ):  # fmt: skip
        style = known.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = known[parent], Pt(size)
        style.paragraph_format.space_after = Pt(3)
    known["Answer heading"].font.italic = True
    known["Answer heading"].paragraph_format.keep_with_next = True
    known["Prompt"].font.bold = True
    known["Prompt"].paragraph_format.space_before = Pt(10)
    known["Box"].paragraph_format.left_indent = Cm(1.3)
    known["Box"].paragraph_format.tab_stops.add_tab_stop(Cm(2.4))
    known["List Bullet"].paragraph_format.space_after = Pt(3)
    bullet = known["Cell bullet"].paragraph_format
    bullet.left_indent, bullet.first_line_indent = Cm(0.4), Cm(-0.4)


def tick(document: Document, label: str, *, ticked: bool) -> None:
    """Return nothing; write a label and a box that can be ticked in Word: a content control."""
    paragraph = document.add_paragraph(f"{label}\t", style="Box")
    sign = "☒" if ticked else "☐"
    paragraph._p.append(  # noqa: SLF001  (python-docx has no content controls)
        parse_xml(
            f"<w:sdt {nsdecls('w')} {W14}><w:sdtPr><w14:checkbox>"
            f'<w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            f'<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            f'<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/>'
            f"</w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def shaded(cell: _Cell, colour: str) -> None:
    """Return nothing; give a cell of a table a background, "DCE6F1"."""
    cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>'))  # noqa: SLF001  (python-docx has no shading)


def repeated_head(table: Table) -> None:
    """Return nothing; the first row of a table is its head, and stands on each page."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  (python-docx has no head rows)


def page_number(paragraph: Paragraph) -> None:
    """Return nothing; write the number of the page into a footer's paragraph."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001  (python-docx has no fields)


def undated(comments: Iterable[Comment]) -> None:
    """Return nothing; comments say no moment, so that the same report gives the same bytes."""
    for comment in comments:
        comment._comment_elm.attrib.pop(qn("w:date"), None)  # noqa: SLF001  (python-docx always sets one)


def saved(document: Document, when: datetime) -> bytes:
    """Return the document as a Word file whose every time is `when`, with its parts in one order, without a thumbnail."""
    raw = io.BytesIO()
    document.save(raw)
    return repacked(raw.getvalue(), when)


def repacked(data: bytes, when: datetime) -> bytes:
    """Return a Word file with fixed times, so that the same text gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            if name == "docProps/thumbnail.jpeg":
                continue
            content = source.read(name)
            if name == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            target.writestr(entry, content)
    return out.getvalue()
