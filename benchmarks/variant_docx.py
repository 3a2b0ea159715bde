"""Made-up reports as Word files, their tables built in the report's own way."""

from __future__ import annotations

import io
import random
import re
import zipfile
from itertools import pairwise
from typing import Any

from variant_parts import cells, heads, parts
from variant_turned import turned_rows


def docx_bytes(made: Any) -> bytes:
    """Return the report as a Word file; heads, merged heads and boxes by the report's habits."""
    from docx import Document  # noqa: PLC0415  (only for this format)

    r = random.Random(made.seed + 1)
    document = Document()
    if made.style["furniture"]:
        document.sections[0].header.paragraphs[0].text = f"{made.county.region_name}   Dnr {made.gold['diarienummer']}"
        document.sections[0].footer.paragraphs[0].text = "Sida 1 (20)"
    for part in parts(made):
        if part.kind in {"title", "section"}:
            document.add_heading(part.text, 0 if part.kind == "title" else 1)
        elif part.kind == "question":
            document.add_heading(part.text, 2) if r.random() < 0.7 else document.add_paragraph(part.text)
        elif part.kind == "table":
            for rows in tables(made, part.text):
                _add_table(document, made, rows)
            if made.style["gaps"]:
                document.add_paragraph("")
        else:
            document.add_paragraph(part.text)
    out = io.BytesIO()
    document.save(out)
    return _still(out.getvalue())


Table = list[list[list[str] | None]]
"""Rows of cells of paragraphs; None is a cell that the one to its left (in row 0) or above has taken in."""


_SENTENCE_END = re.compile(r"(?<=\.) ")
_SHORT = 6
"""A head so short is a title and has no full stop where it has a paragraph of its own ("Mål")."""


def tables(made: Any, number: str) -> list[Table]:  # noqa: PLR0911  (one for each way)
    """Return the tables under a question, in the report's way of building them."""
    layout = made.style["layout"]
    head: list[list[str] | None] = [
        [part.removesuffix(".") if len(part) < _SHORT else part for part in _SENTENCE_END.split(text)]
        if made.style.get("head_parts")
        else [text]
        for text in heads(made)
    ]
    rows: Table = [list(cells(made, row)) for row in made.rows[number]]
    if not rows:
        return [[head, [[], [], [], []]]]
    if layout == "turned":
        return [[[[label], text] for label, text in turned_rows(made, row)] for row in made.rows[number]]
    if layout == "two-tables" and len(rows) > 1:
        return [[head, *rows[: len(rows) // 2]], [head, *rows[len(rows) // 2 :]]]
    table = [head, *rows]
    if layout == "numbered":
        return [[[[str(k)] if k else ["Nr"], *row] for k, row in enumerate(table)]]
    if layout == "other-order":
        return [[[row[0], row[3], row[1], row[2]] for row in table]]
    if layout == "empty-rows":
        empty: list[list[str] | None] = [[], [], [], []]
        return [[part for row in table for part in (row, empty)]]
    if layout == "caption":
        return [[[["Insatser under året"], None, None, None], *table]]
    if layout == "basis-column":
        return [[_with_basis(row, first=k == 0) for k, row in enumerate(table)]]
    if layout == "merged-goals":
        for above, below in pairwise(rows):
            if above[3] == below[3]:
                below[3] = None
    return [table]


def _with_basis(row: list[list[str] | None], *, first: bool) -> list[list[str] | None]:
    """Return a row whose basis of assessment stands in a column of its own."""
    name, outputs, effects, goals = row
    if first:
        return [
            name,
            outputs,
            ["Om möjligt resultat i form av uppnådda effekter under året."],
            ["Uppföljning, utvärdering eller egen bedömning"],
            goals,
        ]
    basis = [p for p in effects or () if p.startswith(("Resultatb", "(")) or p.endswith(":")]
    return [
        name,
        outputs,
        [p for p in effects or () if p not in basis],
        [re.sub(r"[():]|^Resultatbeskrivningen baseras på |\.$", "", p) for p in basis],
        goals,
    ]


def _add_table(document: Any, made: Any, rows: Table) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for k, row in enumerate(rows):
        for i, paragraphs in enumerate(row):
            if paragraphs is None:
                other = table.cell(k, i - 1) if k == 0 else table.cell(k - 1, i)
                other.merge(table.cell(k, i))
                continue
            cell = table.cell(k, i)
            cell.text = paragraphs[0] if paragraphs else ""
            for paragraph in paragraphs[1:]:
                cell.add_paragraph(paragraph)
            if made.style["bold"] and i == 0 and paragraphs:
                cell.paragraphs[0].runs[0].bold = True
            if made.style["spaced"]:
                _spaced(cell)


def _spaced(cell: Any) -> None:
    """Set a cell in small letters, with a little space after each of its paragraphs."""
    from docx.shared import Pt  # noqa: PLC0415  (only for this format)

    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.line_spacing = 1.0
        for run in paragraph.runs:
            run.font.size = Pt(9.5)


def _still(data: bytes) -> bytes:
    """Return a zip file with fixed time stamps, so that the same seed gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "docProps/core.xml":
                body = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2024-01-01T00:00:00Z", body)
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()
