"""Made-up reports as PDF files: tables with ruled lines or without any."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from variant_docx import tables
from variant_parts import parts

_PLAIN = str.maketrans({"☒": "[x]", "☐": "[ ]", "➢": "·", "▪": "·", "✓": "·", "•": "·", "\u00ad": ""})


def pdf_bytes(made: Any) -> bytes:
    """Return the report as a PDF file; one report in eight has no lines round its cells."""
    from reportlab.lib import pagesizes, styles  # noqa: PLC0415  (only for this format)
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer  # noqa: PLC0415

    sheet = styles.getSampleStyleSheet()
    small = styles.ParagraphStyle("small", parent=sheet["Normal"], fontSize=8, leading=10)
    flow: list[Any] = []
    for part in parts(made):
        if part.kind == "table":
            for rows in tables(made, part.text):
                flow += [_table(made, rows, small), Spacer(1, 8)]
        else:
            look = {"title": "Title", "section": "Heading1", "question": "Heading3"}.get(part.kind, "Normal")
            flow.append(Paragraph(_text(part.text), sheet[look]))
    out = io.BytesIO()

    def furniture(canvas: Any, page: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if made.style["furniture"]:
            canvas.drawString(60, 815, f"{made.county.region_name}   Dnr {made.gold['diarienummer']}")
        canvas.drawString(480, 25, f"Sida {page.page} (20)" if made.style["furniture"] else str(page.page))

    SimpleDocTemplate(out, pagesize=pagesizes.A4, invariant=1).build(
        flow, onFirstPage=furniture, onLaterPages=furniture
    )
    return out.getvalue()


def _text(text: str) -> str:
    return escape(text.translate(_PLAIN))


def _table(made: Any, rows: list[Any], look: Any) -> Any:
    """Return a table for the page, with a merged cell where a cell is None."""
    from reportlab.lib import colors  # noqa: PLC0415
    from reportlab.platypus import Paragraph, Table  # noqa: PLC0415

    bare = made.seed % 8 == 3
    style: list[Any] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
    if not bare:
        style.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    for k, row in enumerate(rows):
        for i, cell in enumerate(row):
            if cell is None:
                style.append(
                    ("SPAN", (i - 1, k), (i, k))
                    if k == 0 and i == 1
                    else ("SPAN", (0, 0), (-1, 0))
                    if k == 0
                    else ("SPAN", (i, k - 1), (i, k))
                )
    data = [[[Paragraph(_text(p), look) for p in cell or ()] for cell in row] for row in rows]
    widths = (
        [24.0, *[114.0] * 4]
        if made.style["layout"] == "numbered" and len(rows[0]) > 4
        else [480.0 / len(rows[0])] * len(rows[0])
    )
    return Table(data, colWidths=widths, style=style)
