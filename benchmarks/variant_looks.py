"""Word files in other typographies: letters, room, margins, columns, lines, shading, sections, running heads, chosen by seed.

`looked(data, seed)` changes how a Word file looks and nothing that it says, so that its PDF must be read as it is itself.
"""

# ruff: noqa: SLF001  (python-docx has no public way to a part's XML)
from __future__ import annotations

import io
import random
from copy import deepcopy
from typing import Any

FONTS = ("Liberation Sans", "Liberation Serif", "DejaVu Sans", "Carlito", "Liberation Sans Narrow")
RULES: dict[str, tuple[str, ...]] = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "between": ("insideH", "insideV"),
    "across": ("top", "bottom", "insideH"),
    "down": ("insideV",),
    "none": (),
}
"""Which lines of a table are drawn."""


def look(seed: int) -> dict[str, Any]:
    """Return how a report of one seed looks."""
    r = random.Random(f"look {seed}")
    return {
        "font": r.choice(FONTS),
        "size": r.choice((8, 8.5, 9, 9.5, 10, 10.5, 11)),
        "after": r.choice((0, 0, 2, 3, 4, 6)),
        "leading": r.choice((1.0, 1.0, 1.08, 1.15, 1.3)),
        "margin": r.choice((1.5, 2.0, 2.5, 3.0)),
        "widths": [r.choice((1.0, 1.0, 1.3, 1.7, 0.8)) for _ in range(8)],
        "rules": r.choice(("all", "all", "all", "between", "across", "down", "none")),
        "zebra": r.random() < 0.3,
        "head": r.choice((None, "D9E2F3", "1F3864")),
        "repeats": r.random() < 0.5,
        "whole": r.random() < 0.3,
        "landscape": r.choice((None, None, None, "all", "tables")),
        "running": r.random() < 0.6,
        "justified": r.random() < 0.2,
        "middle": r.random() < 0.15,
        "bold": r.random() < 0.5,
        "padding": r.choice((0, 57, 108, 108)),
        "columns": r.random() < 0.1,
        "boxed": r.random() < 0.15,
        "head_leading": r.choice((None, None, 1.0)),
    }


def looked(data: bytes, seed: int, **given: Any) -> bytes:
    """Return a Word file in the look of a seed; `given` is what of it is chosen otherwise."""
    from docx import Document  # noqa: PLC0415  (only for this format)

    chosen = look(seed) | given
    document = Document(io.BytesIO(data))
    _page(document, chosen)
    for table in document.tables:
        _table(document, table, chosen)
    if chosen["landscape"] == "tables":
        _turned(document)
    if chosen["boxed"]:
        _boxed(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Any, chosen: dict[str, Any]) -> None:
    """Set margins, direction, running heads and the letters of running text."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(chosen["margin"])
    if chosen["landscape"] == "all":
        section.page_width, section.page_height = section.page_height, section.page_width
    if chosen["columns"]:
        _element(document.element.body.sectPr, "w:cols", num="2", space="400")
    style = document.styles["Normal"]
    style.font.name, style.font.size = chosen["font"], Pt(max(10, chosen["size"]))
    if chosen["justified"]:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    if chosen["running"]:
        section.header.paragraphs[0].text = "Återrapportering\t\tDnr RK 2023-0145"
        foot = section.footer.paragraphs[0]
        foot.text = "Sida "
        _element(foot._element, "w:fldSimple", instr="PAGE")
        foot.add_run(" av ")
        _element(foot._element, "w:fldSimple", instr="NUMPAGES")


def _table(document: Any, table: Any, chosen: dict[str, Any]) -> None:
    """Set a table's lines, shading, widths and letters."""
    from docx.shared import Emu  # noqa: PLC0415

    properties = table._element.tblPr
    borders = _element(properties, "w:tblBorders")
    for side in RULES["all"]:
        _element(
            borders, f"w:{side}", val="single" if side in RULES[chosen["rules"]] else "nil", sz="4", color="808080"
        )
    margins = _element(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _element(margins, f"w:{side}", w=str(chosen["padding"]), type="dxa")
    table.autofit = False
    section = document.sections[0]
    room = (section.page_height if chosen["landscape"] == "tables" else section.page_width) - 2 * section.left_margin
    if chosen["columns"]:
        room = room // 2 - Emu(130_000)
    weights = chosen["widths"][: len(table.columns)]
    if "Nr" in table.cell(0, 0).text[:3]:
        weights[0] = 0.3
    widths = [Emu(int(room * weight / sum(weights))) for weight in weights]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(table.rows):
        trait = row._element.get_or_add_trPr()
        if number == 0 and chosen["repeats"]:
            _element(trait, "w:tblHeader")
        if chosen["whole"]:
            _element(trait, "w:cantSplit")
        for cell in row._element.tc_lst:
            _cell(cell, number, widths, chosen)


def _cell(cell: Any, number: int, widths: list[Any], chosen: dict[str, Any]) -> None:
    """Set the shading and the letters of one cell."""
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.text.paragraph import Paragraph  # noqa: PLC0415

    first = cell.grid_offset
    no_story: Any = None
    cell.width = sum(widths[first : first + cell.grid_span])
    trait = cell.get_or_add_tcPr()
    fill = chosen["head"] if number == 0 else "F2F2F2" if chosen["zebra"] and number % 2 else None
    if fill:
        _element(trait, "w:shd", val="clear", color="auto", fill=fill)
    if chosen["middle"]:
        _element(trait, "w:vAlign", val="center")
    for p in cell.iter(qn("w:p")):
        _letters(Paragraph(p, no_story), number, first, chosen)


def _letters(paragraph: Any, number: int, column: int, chosen: dict[str, Any]) -> None:
    """Set the letters and the room of one paragraph of a cell."""
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    paragraph.paragraph_format.space_after = Pt(chosen["after"])
    paragraph.paragraph_format.line_spacing = (number == 0 and chosen["head_leading"]) or chosen["leading"]
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(chosen["size"]), chosen["font"]
        if not chosen["bold"] and column == 0:
            run.font.bold = False
        if number == 0:
            run.font.bold = True
            if chosen["head"] == "1F3864":
                run.font.color.rgb = RGBColor(255, 255, 255)


def _turned(document: Any) -> None:
    """Set each table on a page in landscape, the text between them upright."""
    from docx.oxml.ns import qn  # noqa: PLC0415

    body = document.element.body
    final = body.sectPr
    for table in document.tables:
        upright, lying = deepcopy(final), deepcopy(final)
        size = lying.find(qn("w:pgSz"))
        high, wide = size.get(qn("w:h")), size.get(qn("w:w"))
        size.set(qn("w:w"), high)
        size.set(qn("w:h"), wide)
        size.set(qn("w:orient"), "landscape")
        before, after = document.add_paragraph()._element, document.add_paragraph()._element
        before.get_or_add_pPr().append(upright)
        after.get_or_add_pPr().append(lying)
        table._element.addprevious(before)
        table._element.addnext(after)


def _boxed(document: Any) -> None:
    """Set each third answer in a frame of one cell, as forms do to show where to write."""
    from docx.shared import Emu  # noqa: PLC0415

    section = document.sections[0]
    plain = [p for p in document.paragraphs if p.style.name == "Normal" and len(p.text) > 80]
    for paragraph in plain[::3]:
        table = document.add_table(1, 1, style="Table Grid")
        table.columns[0].width = Emu(section.page_width - 2 * section.left_margin)
        paragraph._element.addprevious(table._element)
        table.cell(0, 0)._element.remove(table.cell(0, 0).paragraphs[0]._element)
        table.cell(0, 0)._element.append(paragraph._element)


def _element(parent: Any, name: str, **attributes: str) -> Any:
    """Return a new last element of a Word part, in place of one of the same name."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    if name != "w:fldSimple":
        for old in parent.findall(qn(name)):
            parent.remove(old)
    found = OxmlElement(name)
    for key, value in attributes.items():
        found.set(qn(f"w:{key}"), value)
    parent.append(found)
    return found
