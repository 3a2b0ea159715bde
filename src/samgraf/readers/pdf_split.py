"""The pages of a PDF parted into tables, with lines round their cells or without, and the lines of text outside them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from samgraf.readers.pdf_aligned import Frame, TextRow, aligned, text_rows
from samgraf.readers.pdf_bands import columns_of, row_tops
from samgraf.readers.pdf_borders import bordered, distinct, straight
from samgraf.readers.pdf_drawn import cells_of, drawn
from samgraf.readers.pdf_furniture import furniture
from samgraf.readers.pdf_lines import Glyph, TextLine, lines_of
from samgraf.readers.pdf_tables import Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.readers.pdf_borders import Field
    from samgraf.readers.pdf_drawn import Grid
    from samgraf.readers.pdf_pages import PdfPage

_LINE = 2.0  # points: the width of a line, by which the edges of cells differ
_COLUMNS = 2  # more of them are those of a table
_ACROSS = 0.6  # of a table's width: a line so long parts its rows
_NEAR = 2.6  # times the size: a row of a table is no farther from the next

Part = tuple[list[Table], list[TextLine]]
"""What is on a page: its tables, and the lines outside them."""


def split(pages: Sequence[PdfPage]) -> tuple[list[Part], set[TextLine]]:
    """Return what is on each page, and the lines that are running headers, footers and page numbers."""
    ruled = [_ruled(page) for page in pages]
    outside = {page.number: lines_of(free, page.number) for page, (_, free, _) in zip(pages, ruled, strict=True)}
    running = furniture(outside, {page.number: page.height for page in pages})
    rows = {
        page.number: _standing(text_rows(free), [line for line in outside[page.number] if line in running])
        for page, (_, free, _) in zip(pages, ruled, strict=True)
    }
    fields = {page.number: found for page, (_, _, found) in zip(pages, ruled, strict=True)}
    tables: dict[int, list[Table]] = {
        page.number: list(found) for page, (found, _, _) in zip(pages, ruled, strict=True)
    }
    left = {page.number: free for page, (_, free, _) in zip(pages, ruled, strict=True)}
    for grid in drawn({number: _of_rows(left[number], own) for number, own in rows.items()}):
        cells = cells_of(grid)
        tables[grid.page].append(_drawn_table(grid, cells))
        left[grid.page] = _without(left[grid.page], (glyph for row in cells for own in row.values() for glyph in own))
        rows[grid.page] = text_rows(_of_rows(left[grid.page], rows[grid.page]))
    for frame in aligned(rows, fields):
        tables[frame.page].append(_table(pages[frame.page - 1], frame))
        left[frame.page] = _without(left[frame.page], (glyph for row in frame.rows for glyph in row.glyphs))
    parts = [
        (
            tables[page.number],
            outside[page.number] if len(left[page.number]) == len(free) else lines_of(left[page.number], page.number),
        )
        for page, (_, free, _) in zip(pages, ruled, strict=True)
    ]
    return parts, running & {line for _, lines in parts for line in lines}


def _of_rows(glyphs: Sequence[Glyph], rows: Iterable[TextRow]) -> list[Glyph]:
    """Return the characters, in their order, that are in rows of text."""
    own = {id(glyph) for row in rows for glyph in row.glyphs}
    return [glyph for glyph in glyphs if id(glyph) in own]


def _without(glyphs: Sequence[Glyph], taken: Iterable[Glyph]) -> list[Glyph]:
    """Return the characters that are not taken."""
    gone = {id(glyph) for glyph in taken}
    return [glyph for glyph in glyphs if id(glyph) not in gone]


def _drawn_table(grid: Grid, cells: Sequence[dict[int, list[Glyph]]]) -> Table:
    """Return the table that a page was drawn as, row by row."""
    rows = [Row({number: lines_of(own, grid.page) for number, own in row.items()}) for row in cells]
    edges = (*(x0 for x0, _ in grid.columns), grid.columns[-1][1])
    top = min(block.top for block in grid.rows[0])
    return Table(grid.page, top, edges, rows, tuple(x1 for _, x1 in grid.columns))


def _standing(rows: Sequence[TextRow], running: Sequence[TextLine]) -> list[TextRow]:
    """Return the rows of text of a page that do not run from page to page.

    The head of a table may stand at the same height on several pages; but then it has columns, and text right below it.
    """
    places = {(round(line.x0), round(line.bottom)) for line in running}
    groups: list[list[TextRow]] = []
    for row in rows:
        if groups and row.bottom - groups[-1][-1].bottom <= _NEAR * row.size:
            groups[-1].append(row)
        else:
            groups.append([row])
    kept: list[TextRow] = []
    for group in groups:
        stands = [(round(row.pieces[0][0]), round(row.bottom)) not in places for row in group]
        columns = sum(len(row.pieces) > _COLUMNS for row in group)
        kept += [
            row
            for row, own in zip(group, stands, strict=True)
            if own or columns > 1 or (len(row.pieces) > 1 and any(stands))
        ]
    return kept


def _table(page: PdfPage, frame: Frame) -> Table:
    """Return the table that a frame holds, row by row."""
    columns = columns_of(frame)
    tops = [*row_tops(columns, _rules(page, frame)), float("inf")]
    rows = [
        Row(
            {
                number: [line for line in lines if top - 1 <= _middle(line) < below - 1]
                for number, lines in enumerate(columns)
            }
        )
        for top, below in pairwise(tops)
    ]
    edges = (*(x0 for x0, _ in frame.columns), frame.columns[-1][1])
    return Table(page.number, frame.rows[0].top, edges, rows, tuple(x1 for _, x1 in frame.columns))


def _middle(line: TextLine) -> float:
    return (line.top + line.bottom) / 2


def _rules(page: PdfPage, frame: Frame) -> list[float]:
    """Return the heights of the lines, or edges of shaded fields, that go across a table."""
    left, right = frame.columns[0][0], frame.columns[-1][1]
    widths: Counter[int] = Counter()
    for edge in [*straight(page.plumber), *page.plumber.rect_edges]:
        if edge["orientation"] != "h":
            continue
        widths[round(edge["top"])] += max(0.0, min(edge["x1"], right) - max(edge["x0"], left))
    return sorted(float(top) for top, width in widths.items() if width >= _ACROSS * (right - left))


def _ruled(page: PdfPage) -> tuple[list[Table], list[Glyph], list[Field]]:
    """Return the tables of a page with lines round their cells, the characters outside them, and its shaded rows."""
    frames: list[tuple[Any, list[float], list[float]]] = []
    bordering, fields = bordered(page.plumber)
    for found in bordering:
        xs = distinct((x for cell in found.cells for x in (cell[0], cell[2])), _LINE)
        ys = distinct((y for cell in found.cells for y in (cell[1], cell[3])), _LINE)
        if len(xs) > 2:  # noqa: PLR2004 - one column is a frame around text, not a table
            frames.append((found, xs, ys))
    caught: dict[tuple[int, int], list[Glyph]] = {}
    free: list[Glyph] = []
    for glyph in page.glyphs:
        place = _place(glyph, [found for found, _, _ in frames])
        if place is None:
            free.append(glyph)
        else:
            caught.setdefault(place, []).append(glyph)
    tables = []
    for index, (found, xs, ys) in enumerate(frames):
        rows = [Row({}) for _ in ys[:-1]]
        for number, (x0, top, x1, bottom) in enumerate(found.cells):
            row, column = _index(ys, top), _index(xs, x0)
            if row < len(rows):
                rows[row].cells[column] = lines_of(caught.get((index, number), ()), page.number)
                rows[row].spans[column] = (max(1, _index(ys, bottom) - row), max(1, _index(xs, x1) - column))
        if any(line for row in rows for line in row.cells.values()):
            tables.append(Table(page.number, found.bbox[1], tuple(xs), rows))
    return tables, free, fields


def _index(edges: Sequence[float], value: float) -> int:
    """Return the number of the edge nearest to a coordinate."""
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _place(glyph: Glyph, tables: Sequence[Any]) -> tuple[int, int] | None:
    """Return the table and the cell that a character is in."""
    x, y = glyph.middle
    for index, table in enumerate(tables):
        x0, top, x1, bottom = table.bbox
        if x0 <= x <= x1 and top <= y <= bottom:
            for number, cell in enumerate(table.cells):
                if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]:
                    return index, number
    return None
