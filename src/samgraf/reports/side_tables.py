"""A table whose columns stand side by side in the text, as a block with cells: what a format with cells would have said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Block, Cell, Span
from samgraf.reports.flat_lines import break_likelihood
from samgraf.reports.heads import head_lines
from samgraf.reports.side_lines import bands, keeps_layout, side_lines, stripe_of
from samgraf.reports.side_rows import SideRow, columns_of, rows_of_band, taken_up
from samgraf.reports.table_heads import head_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile
    from samgraf.reports.side_lines import Band, Piece

COLUMNS = 4
WIDE = 1.4
"""Text that stands alone on its line and is so much wider than the first column is no cell of it."""


@dataclass(frozen=True)
class SideTable:
    """A table found: its block, how likely each line break in it was a choice, its heads, and the lines outside it."""

    block: Block
    breaks: tuple[tuple[int, float], ...]
    heads: tuple[Span, ...]
    rest: tuple[Span, ...]


def side_table(
    document: Document, lines: Sequence[Line], region: Sequence[Line], profile: Profile, goal_words: frozenset[str]
) -> SideTable | None:
    """Return the table among the lines of a question whose text keeps its layout, None where there is none.

    `region` are all lines below the question, with those that the form printed.
    """
    if not keeps_layout(document):
        return None
    printed = head_lines(document, region, profile)
    head = _head(document, [line for line in region if line.number in printed])
    body = [line for line in side_lines(document, lines) if line.number not in printed]
    found = list(bands(body))
    places = [left for left, _ in head[1]] if head else []
    for band in () if len(places) >= COLUMNS else found:
        if len(band.stripes) > len(places):
            places = [left for left, _ in band.stripes]
    if len(places) < 2:  # noqa: PLR2004  (one column is no table)
        return None
    kinds = _kinds(document, head[0] if head else (), profile, len(places))
    rows, rest = _rows(document, found, list(zip(places, kinds, strict=True)), head[0] if head else (), goal_words)
    if not rows:
        return None
    cells = _cells(0, [(pieces, c) for c, pieces in enumerate(head[0])]) if head else []
    for k, (row, columns) in enumerate(rows, start=1 if head else 0):
        cells += _cells(k, [(pieces, c) for (_, pieces), c in zip(row.stripes, columns, strict=True)])
    starts = [block.span.start for cell in cells for block in cell.blocks]
    ends = [block.span.end for cell in cells for block in cell.blocks]
    heads = tuple(piece.span for line in side_lines(document, lines) if line.number in printed for piece in line.pieces)
    return SideTable(
        Block("table", Span(min(starts), max(ends)), cells=tuple(cells)), _breaks(rows), heads, tuple(rest)
    )


def _rows(
    document: Document,
    found: Sequence[Band],
    table: Sequence[tuple[int, int | None]],
    heads: Sequence[Sequence[Piece]],
    goal_words: frozenset[str],
) -> tuple[list[tuple[SideRow, list[int]]], list[Span]]:
    """Return the rows with the table's column of each of their stripes, and the spans of the text outside.

    `table` says where each column begins and which of the four it is.
    """
    rows: list[tuple[SideRow, list[int]]] = []
    rest: list[Span] = []
    width = _name_width(found, heads)
    for band in found:
        alone = len(band.stripes) == 1
        if alone and (not rows or band.stripes[0][1] - band.stripes[0][0] > WIDE * width):
            rest += [piece.span for line in band.lines for piece in line.pieces]
            continue
        for k, row in enumerate(rows_of_band(document, band)):
            columns = columns_of(row, table, goal_words)
            if k == 0 and rows and taken_up(document, rows[-1][0], row) > 0:
                rows[-1][0].stripes += row.stripes
                rows[-1][1].extend(columns)
            else:
                rows.append((row, columns))
    return rows, rest


def _name_width(found: Sequence[Band], heads: Sequence[Sequence[Piece]]) -> int:
    """Return how many characters the longest line of the first column has, where other columns stand beside it."""
    first = [band.stripes[0] for band in found if len(band.stripes) > 1]
    return max(
        [0, *(right - left for left, right in first), *(len(piece.text) for piece in (heads[0] if heads else ()))]
    )


def _head(document: Document, lines: Sequence[Line]) -> tuple[list[list[Piece]], list[tuple[int, int]]] | None:
    """Return the pieces of a table's heads, stripe by stripe, and the stripes; the first time the heads stand there."""
    for band in bands(side_lines(document, lines)):
        if len(band.stripes) > 1:
            texts: list[list[Piece]] = [[] for _ in band.stripes]
            for line in band.lines:
                for piece in line.pieces:
                    texts[stripe_of(band.stripes, piece)].append(piece)
            return texts, band.stripes
    return None


def _kinds(document: Document, heads: Sequence[Sequence[Piece]], profile: Profile, width: int) -> list[int | None]:
    """Return which of the four columns each column of the table is, by its head, else by its place."""
    if len(heads) == width:
        kinds = [head_column(document, [piece.span for piece in pieces], profile) for pieces in heads]
        if len({kind for kind in kinds if kind is not None}) > 1:
            return kinds
    return list(range(COLUMNS)) if width == COLUMNS else [None] * width


def _cells(row: int, filled: Sequence[tuple[Sequence[Piece], int]]) -> list[Cell]:
    """Return the cells of a row; the stripes of one column are one cell."""
    by_column: dict[int, list[Block]] = {}
    for pieces, column in filled:
        by_column.setdefault(column, []).extend(Block("line", piece.span) for piece in pieces)
    return [Cell(row, column, tuple(blocks)) for column, blocks in sorted(by_column.items())]


def _breaks(rows: Sequence[tuple[SideRow, list[int]]]) -> tuple[tuple[int, float], ...]:
    """Return how likely each line break in a cell was a choice, by the room that the line before it had."""
    widths: dict[int, int] = {}
    for row, columns in rows:
        for (_, pieces), column in zip(row.stripes, columns, strict=True):
            widths[column] = max(widths.get(column, 0), *(len(p.text) for p in pieces))
    found = []
    for row, columns in rows:
        for (_, pieces), column in zip(row.stripes, columns, strict=True):
            for before, piece in pairwise(pieces):
                word = piece.text.split(maxsplit=1)[0]
                found.append((piece.span.start, break_likelihood(widths[column] - len(before.text) - 1 - len(word))))
    return tuple(found)
