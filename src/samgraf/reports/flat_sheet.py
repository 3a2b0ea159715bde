"""The rows of a table whose boxes come by where they stood on the page: one box for each cell, or one for each paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.reports.apart_sheet import apart_ways, sheet_habit
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_boxes import BASES, Page, Table, kept_together, share_out
from samgraf.reports.flat_page import Placed, columns_of, line_width
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.flat_wraps import stand_apart
from samgraf.reports.sheet_boxes import TableLines, boxes_on, head_of, sheet_of

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from samgraf.documents import Document, Line, Span
    from samgraf.reports.apart_sheet import Habit
    from samgraf.reports.flat_boxes import Piece, Sharing
    from samgraf.reports.flat_page import Kind
    from samgraf.reports.profile import Profile
    from samgraf.reports.sheet_boxes import Sheet

FITS = 2.0
"""So many pairs out of order for each box at most, where boxes came by where they stood."""
TIGHT = 5.0
"""So much likelier it must be that boxes hold paragraphs of several rows."""
POOR = -1.5
"""What speaks for the rows found, for each, is less than this where they are hardly right."""
_MARGIN = 3.0


def decode_sheet(
    document: Document,
    lines: Sequence[Line],
    heads: frozenset[int],
    goal_words: frozenset[str],
    order: Sequence[int],
    profile: Profile,
    habit: Habit | None = None,
) -> tuple[FlatRow, ...]:
    """Return the rows of a table whose boxes come by where they stood on the page; none where they do not.

    `lines` are those of the rows, `heads` the numbers of the lines that hold column heads, `order` the columns from
    the left; `habit` tells how the tables of the document are laid out.
    """
    table = TableLines(lines, heads, order)
    if stand_apart(document):
        habit = habit or sheet_habit(document, [table], goal_words, profile)
        ways = apart_ways(document, table, goal_words, profile, habit)
        return tuple(_flat_row(i, ways) for i in range(len(ways[0].rows))) if ways else ()
    ways, worth, count = _likelier(sheet_of(document, table, goal_words, profile))
    if not ways or not ways[0].rows or ways[0].out_of_order > FITS * count:
        return ()
    if worth < POOR * len(ways[0].rows):
        return ()
    return tuple(_flat_row(i, ways) for i in range(len(ways[0].rows)))


def _likelier(sheet: Sheet) -> tuple[list[Sharing], float, int]:
    """Return the best ways to share out a table's boxes, whole or by paragraphs, whichever is likelier; and its boxes counted."""
    pages, table = _pages(sheet, tight=False)
    whole = share_out(pages, table)
    count = sum(len(page.placed) for page in pages)
    inside = sum(kept_together(box, sheet.column_of(key)) for key, box in sheet.boxes.items())
    cut = share_out(*_pages(sheet, tight=True))
    if cut and (not whole or cut[0].score - TIGHT > whole[0].score + inside):
        return cut, cut[0].score, count
    return whole, whole[0].score + inside if whole else 0.0, count


def _flat_row(at: int, ways: Sequence[Sharing]) -> FlatRow:
    """Return a row of the best way, each cell as sure as the next way that has it otherwise is worse."""
    row = ways[0].rows[at]
    cells = [_spans(row[NAME]), _spans(row[OUTPUTS]), _spans((*row[BASES], *row[EFFECTS])), _spans(row[GOALS])]
    sure = [_sure(at, column, ways) for column in range(4)]
    return FlatRow((cells[0], cells[1], cells[2], cells[3]), (sure[0], sure[1], sure[2], sure[3]))


def _spans(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    return tuple(span for piece in pieces for p in piece.paragraphs for span in p.spans)


def _sure(at: int, column: int, ways: Sequence[Sharing]) -> float:
    cell = ways[0].rows[at][column]
    others = [way.score for way in ways[1:] if at >= len(way.rows) or way.rows[at][column] != cell]
    margin = ways[0].score - max(others) if others else _MARGIN
    return 0.45 + 0.5 * min(1.0, margin / _MARGIN)


def _pages(sheet: Sheet, *, tight: bool) -> tuple[list[Page], Table]:
    """Return the pages of the table, and what is known of its columns."""
    counted, bases = sheet.counted(), sheet.bases()
    positions = sheet.positions(counted=bool(counted), bases=bool(bases))
    pages = [_page(sheet, number, positions, counted, bases, tight=tight) for number in sheet.page_numbers()]
    widest = [0.0] * (max(positions) + 1)
    for page in pages:
        for box in page.placed:
            if box.kind in ("cell", "head"):
                widest[box.column] = max(widest[box.column], box.width)
    return pages, Table(columns_of(widest), positions, tight)


def _page(
    sheet: Sheet, number: int, positions: Sequence[int], counted: frozenset[int], bases: frozenset[int], *, tight: bool
) -> Page:
    """Return a page with its boxes in the order of the text."""
    document, starts, furniture = sheet.document, sheet.starts(), sheet.furniture()
    placed: list[Placed] = []
    pieces: list[Piece] = []
    numbers: list[int] = []
    for lines in boxes_on(document, number, frozenset(starts)):
        key = next((starts[line.number] for line in lines if line.number in starts), None)
        raw = [document.text[line.start : line.end] for line in lines]
        width = max(line_width(text.strip()) for text in raw)
        if key in counted:
            numbers.append(len(placed))
            placed.append(Placed("number", 1, width, 0))
        elif key is not None:
            own = BASES if key in bases else None
            pieces += sheet.pieces(key, len(placed), own, tight=tight)
            placed.append(Placed("cell", len(lines), width, positions[sheet.column_of(key) if own is None else own]))
        elif sheet.is_head(lines):
            placed.append(Placed("head", len(lines), width, positions[head_of(" ".join(raw), sheet.profile)]))
        else:
            kind = _kind(lines[0].number, min(starts), furniture, begins=not placed)
            placed.append(Placed(kind, len(lines), width))
    return Page(tuple(placed), tuple(pieces), tuple(numbers))


def _kind(line: int, first: int, furniture: Container[int], *, begins: bool) -> Kind:
    """Return what a box is that is no part of the table, from the number of its first line and that of the table's."""
    if line in furniture:
        return "top" if begins else "bottom"
    return "above" if line < first else "below"
