"""A PDF without tags and ruled lines becomes flat text, line by line.

Running text in columns is read column by column. The columns of a table without lines stay beside each other, parted
by blanks, so that its rows can be told by where its cells begin together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.readers.build import Draft
from samgraf.readers.pdf_furniture import furniture
from samgraf.readers.pdf_lines import Glyph, TextLine, goes_on, lines_of, rows_of, stretched, usual_leading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import BlockKind
    from samgraf.readers.pdf_pages import Pdf, PdfPage

_GUTTER = 8.0  # points of white that part columns, at least
_LINES = 3  # that begin at the same place, at least, for a column
_NEAR = 5.0  # points that the lines of a column may begin apart
_LABELS = 0.4  # of the lines of two columns begin in the second: the first holds labels
_APART = 3  # blanks between two columns, at least
_TELLING = 5  # letters, of which a width is reckoned
_LOOSE = 1.15  # times the usual distance of lines
BESIDE = -1
"""The column of lines that are a table's columns beside each other."""
_WIDE = 0.6  # of the width of the text: a line that is wider is no cell


@dataclass(frozen=True, slots=True)
class _Row:
    """The characters at one height of a page, and where its pieces begin and end between wide gaps."""

    glyphs: tuple[Glyph, ...]
    pieces: tuple[tuple[float, float], ...]


def read_flat(pdf: Pdf) -> Draft:
    """Return the lines of a PDF in reading order, with running headers and page numbers as furniture.

    A blank line stands between paragraphs; text in columns has its own distance of lines.
    """
    pages = {page.number: ordered(page) for page in pdf.pages}
    by_height = {number: sorted((line for line, _ in lines), key=_height) for number, lines in pages.items()}
    running = furniture(by_height, {page.number: page.height for page in pdf.pages})
    text = [(line, column) for lines in pages.values() for line, column in lines if line not in running]
    leading = {kind: usual_leading([line for line, column in text if (column > 0) == kind]) for kind in (False, True)}
    draft = Draft()
    for number, lines in pages.items():
        before: tuple[TextLine, int] | None = None
        for line, column in lines:
            alone = before is None or before[1] != column or line in running or before[0] in running
            on = before is not None and (
                _close(before[0], line, leading[False])
                if column == BESIDE
                else goes_on(before[0], line, leading[column > 0])
            )
            if alone or not on:
                draft.blank(number)
            kind: BlockKind = "furniture" if line in running else "line"
            draft.add(kind, line.text, number, indented=column == BESIDE)
            before = (line, column)
    return draft


def _height(line: TextLine) -> tuple[float, float]:
    """Return where a line is on its page."""
    return line.top, line.x0


def ordered(page: PdfPage) -> list[tuple[TextLine, int]]:
    """Return the lines of a page in reading order, column by column where there are columns, with the column.

    The column is 0 outside of columns, `BESIDE` in a table whose columns stay beside each other, else a number of its
    own on the page.
    """
    found: list[tuple[TextLine, int]] = []
    number = 0
    rows_of_page = _rows(page)
    unit = _unit(page, rows_of_page)
    margin = min((row.pieces[0][0] for row in rows_of_page), default=0.0)
    for rows, edges in _runs(rows_of_page):
        if _is_table(rows, edges):
            found += [(_beside(row, page.number, margin, unit), BESIDE) for row in rows]
            continue
        inside = [glyph for row in rows for glyph in row.glyphs]
        limits = [float("-inf"), *(edge - 1.0 for edge in edges[1:]), float("inf")]
        for left, right in pairwise(limits):
            number += bool(edges)
            column = [glyph for glyph in inside if left <= glyph.middle[0] < right]
            found += [(line, number if edges else 0) for line in lines_of(column, page.number)]
    return found


def _is_table(rows: Sequence[_Row], edges: Sequence[float]) -> bool:
    """Return whether columns are those of a table: three of them at least, or labels with more text beside them."""
    if len(edges) > 2:  # noqa: PLR2004 - running text has two columns
        return True
    beside = sum(row.pieces[0][0] >= edges[1] - 1.0 for row in rows) if len(edges) > 1 else 0
    return beside > _LABELS * len(rows)


def _beside(row: _Row, page: int, left: float, unit: float) -> TextLine:
    """Return a row as one line, its pieces parted by blanks, each as far in as it stands on the page."""
    text = ""
    line: TextLine | None = None
    for begin, end in row.pieces:
        glyphs = [glyph for glyph in row.glyphs if begin - 0.1 <= glyph.middle[0] <= end + 0.1]
        for piece in lines_of(glyphs, page):
            at = round((begin - left) / unit)
            text = text.ljust(at) if not text or at > len(text) + _APART else text + " " * _APART
            text += piece.text
            line = piece if line is None else replace(line, x1=piece.x1, top=min(line.top, piece.top))
    if line is None:  # a row has a piece at least
        raise AssertionError
    return replace(line, text=text)


def _unit(page: PdfPage, rows: Sequence[_Row]) -> float:
    """Return the width of a letter on a page that is narrow enough for each piece to end before the next begins."""
    widths = []
    for row in rows:
        for begin, end in row.pieces:
            count = sum(begin - 0.1 <= glyph.middle[0] <= end + 0.1 for glyph in row.glyphs)
            if count >= _TELLING:
                widths.append((end - begin) / count)
    widths.sort()
    return max(1.0, widths[len(widths) // 20]) if widths else max(1.0, page.width / 100)


def _close(before: TextLine, line: TextLine, leading: float) -> bool:
    """Return whether no more than the usual distance parts two lines of a table."""
    return 0 < line.bottom - before.bottom <= _LOOSE * leading * line.size


def _rows(page: PdfPage) -> list[_Row]:
    """Return the characters of a page by row: all that overlap in height."""
    return [_Row(tuple(row), _pieces(row)) for row in rows_of(page.glyphs)]


def _pieces(row: Sequence[Glyph]) -> tuple[tuple[float, float], ...]:
    """Return where the pieces of a row begin and end, parted by gaps as wide as between columns."""
    found: list[tuple[float, float]] = []
    inked = sorted((glyph for glyph in row if glyph.text.strip()), key=lambda glyph: glyph.x0)
    whole = stretched(inked)
    for glyph in inked:
        if found and (whole or glyph.x0 - found[-1][1] < _GUTTER):
            found[-1] = (found[-1][0], max(found[-1][1], glyph.x1))
        else:
            found.append((glyph.x0, glyph.x1))
    return tuple(found)


def _runs(rows: Sequence[_Row]) -> list[tuple[list[_Row], list[float]]]:
    """Return rows in runs, each with where its columns begin; a row that is in no table is a run of its own."""
    if not rows:
        return []
    width = max(row.pieces[-1][1] for row in rows) - min(row.pieces[0][0] for row in rows)
    runs: list[tuple[list[_Row], list[float]]] = []
    for zone in _zones(rows, width):
        edges = _edges(zone)
        run: list[_Row] = []
        for row in zone:
            if len(edges) > 1 and _in_columns(row, edges):
                run.append(row)
            else:
                runs += _closed(run, edges)
                run = []
                runs.append(([row], []))
        runs += _closed(run, edges)
    return runs


def _closed(run: list[_Row], edges: list[float]) -> list[tuple[list[_Row], list[float]]]:
    """Return a run as it is if it shows columns, else its rows one by one."""
    if sum(len(row.pieces) > 1 for row in run) >= _LINES - 1 and len(run) >= _LINES:
        return [(run, edges)]
    return [([row], []) for row in run]


def _zones(rows: Sequence[_Row], width: float) -> list[list[_Row]]:
    """Return rows in zones, parted by lines too wide for a cell: what is between them may be one table."""
    zones: list[list[_Row]] = []
    wide_before: bool | None = None
    for row in rows:
        wide = any(end - begin > _WIDE * width for begin, end in row.pieces)
        if wide != wide_before:
            zones.append([])
        zones[-1].append(row)
        wide_before = wide
    return zones


def _edges(rows: Sequence[_Row]) -> list[float]:
    """Return where columns begin: places where several lines begin, with a gap before them in some."""
    begins = sorted(begin for row in rows for begin, _ in row.pieces)
    inner = [begin for row in rows for begin, _ in row.pieces[1:]]
    groups: list[list[float]] = []
    for begin in begins:
        if groups and begin - groups[-1][0] <= _NEAR:
            groups[-1].append(begin)
        else:
            groups.append([begin])
    first = groups[0][0] if groups else 0.0
    return [
        group[0]
        for group in groups
        if group[0] == first or (len(group) >= _LINES and any(group[0] <= begin <= group[-1] for begin in inner))
    ]


def _in_columns(row: _Row, edges: Sequence[float]) -> bool:
    """Return whether each piece of a row begins where a column does and ends before the next."""
    for begin, end in row.pieces:
        index = max((at for at, edge in enumerate(edges) if edge <= begin + 1.0), default=None)
        if index is None or begin - edges[index] > 3 * _NEAR:
            return False
        if index + 1 < len(edges) and end > edges[index + 1] + 1.0:
            return False
    return True
