"""A table whose columns stand side by side in the text, as a block with cells: what a format with cells would have said."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Block, Cell, Span
from samgraf.reports.cell_room import SURE, Room
from samgraf.reports.cues import NAME
from samgraf.reports.heads import head_lines
from samgraf.reports.side_columns import bands
from samgraf.reports.side_labels import labels_begun
from samgraf.reports.side_lines import keeps_layout, side_lines
from samgraf.reports.side_places import columns_of
from samgraf.reports.side_rows import Rows, TableLine
from samgraf.reports.table_heads import head_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile
    from samgraf.reports.side_columns import Band
    from samgraf.reports.side_lines import Piece, SideLine

COLUMNS = 4
WIDE = 1.4
"""Text that stands alone on its line and is so much wider than the first column is no cell of it."""


@dataclass(frozen=True)
class SideTable:
    """A table found: its block, how likely each line break in it was a choice, its heads, and the lines outside it.

    `turned` says that it stands on its side.
    """

    block: Block
    breaks: tuple[tuple[int, float], ...]
    heads: tuple[Span, ...]
    rest: tuple[Span, ...]
    turned: bool = False


@dataclass
class _Shape:
    """How a table looks: the bands of its lines, its heads by column, and which of the four each column is."""

    found: list[Band]
    printed: frozenset[int]
    width: int
    heads: list[list[Piece]] = field(default_factory=list)
    kinds: list[int | None] = field(default_factory=list)


def side_table(
    document: Document, lines: Sequence[Line], region: Sequence[Line], profile: Profile, goal_words: frozenset[str]
) -> SideTable | None:
    """Return the table among the lines of a question whose text keeps its layout, None where there is none.

    `region` are all lines below the question, with those that the form printed.
    """
    if not keeps_layout(document):
        return None
    printed = head_lines(document, region, profile)
    kept = {line.number for line in lines}
    whole = side_lines(document, [line for line in region if line.number in kept or line.number in printed])
    shape = _shape(document, whole, printed, profile)
    if shape.width < 2:  # noqa: PLR2004  (one column is no table)
        return None
    if (turned := _turned(shape, profile, goal_words)) is not None:
        return turned
    body, rest = _body(shape, goal_words)
    if not body:
        return None
    naming = _naming(shape, body)
    room = _room(shape, body)
    rows = [_row(body[start:end]) for start, end in Rows(document, body, naming, room).cut()]
    heads = tuple(p.span for line in whole if line.number in printed and line.number in kept for p in line.pieces)
    top = [dict(enumerate(shape.heads))] if shape.heads else []
    return SideTable(_block([*top, *rows]), _breaks(rows, naming, room), heads, tuple(rest))


def _turned(shape: _Shape, profile: Profile, goal_words: frozenset[str]) -> SideTable | None:
    """Return a table that has labels in its first column and what they ask for beside them, None if it is not such."""
    if shape.width != 2:  # noqa: PLR2004  (a label and its value)
        return None
    body, rest = _body(replace(shape, printed=frozenset()), goal_words)
    begun = labels_begun([line.cells.get(0, ()) for line in body], profile)
    if not begun:
        return None
    rows = [_row(body[start:end]) for start, end in pairwise([*begun, len(body)])]
    rest += [piece.span for line in body[: begun[0]] for pieces in line.cells.values() for piece in pieces]
    return SideTable(_block(rows), _breaks(rows, 1, _room(shape, body)), (), tuple(rest), turned=True)


def _row(lines: Sequence[TableLine]) -> dict[int, list[Piece]]:
    """Return the pieces of a row's lines by column."""
    cells: dict[int, list[Piece]] = {}
    for line in lines:
        for column, pieces in line.cells.items():
            cells.setdefault(column, []).extend(pieces)
    return cells


def _shape(document: Document, lines: Sequence[SideLine], printed: frozenset[int], profile: Profile) -> _Shape:
    """Return how a table looks; as many columns as its heads, where four heads or more stand side by side."""
    found = list(bands(lines))
    headed = [band for band in found if len(band.stripes) > 1 and any(line.number in printed for line in band.lines)]
    width = len(headed[0].stripes) if headed else 0
    if width < COLUMNS:
        width = max((len(band.stripes) for band in found), default=0)
    shape = _Shape(found, printed, width)
    if headed:
        shape.heads = _heads(found[found.index(headed[0]) :], printed)
    shape.kinds = _kinds(document, shape.heads, profile, width)
    return shape


def _heads(found: Sequence[Band], printed: frozenset[int]) -> list[list[Piece]]:
    """Return the pieces of a table's heads, stripe by stripe; the first time the heads stand there, over a page's end."""
    heads: list[list[Piece]] = [[] for _ in found[0].stripes]
    for band in found:
        if len(band.stripes) != len(heads):
            break
        for line in band.lines:
            if line.number in printed:
                for piece in line.pieces:
                    heads[band.stripe_of(piece)].append(piece)
            elif any(heads):
                return heads
    return heads


def _body(shape: _Shape, goal_words: frozenset[str]) -> tuple[list[TableLine], list[Span]]:
    """Return the lines of a table below its heads, and the spans of the text outside."""
    body: list[TableLine] = []
    rest: list[Span] = []
    width = _name_width(shape)
    for place, band in enumerate(shape.found):
        lines = [line for line in band.lines if line.number not in shape.printed]
        alone = len(band.stripes) == 1
        if alone and (not body or band.stripes[0][1] - band.stripes[0][0] > WIDE * width):
            rest += [piece.span for line in lines for piece in line.pieces]
            continue
        columns = _columns(shape, place, goal_words)
        for line in lines:
            cells: dict[int, list[Piece]] = {}
            for piece in line.pieces:
                cells.setdefault(columns[band.stripe_of(piece)], []).append(piece)
            body.append(TableLine(line.page, line.gap, cells))
    return body, rest


def _columns(shape: _Shape, place: int, goal_words: frozenset[str]) -> Sequence[int]:
    """Return the table's column of each stripe of a band, by the nearest band with all columns, best on its own page."""
    band = shape.found[place]
    if len(band.stripes) == shape.width:
        return range(shape.width)
    whole = [
        (other.lines[0].page != band.lines[0].page, abs(k - place), other)
        for k, other in enumerate(shape.found)
        if len(other.stripes) == shape.width
    ]
    elsewhere, _, model = min(whole, key=lambda one: one[:2])
    table = [(left, kind) for (left, _), kind in zip(model.stripes, shape.kinds, strict=True)]
    return columns_of(band, table, goal_words, same_page=not elsewhere)


def _name_width(shape: _Shape) -> int:
    """Return how many characters the longest line of the first column has, where other columns stand beside it."""
    return max((right - left for band in shape.found if len(band.stripes) > 1 for left, right in band.stripes[:1]))


def _naming(shape: _Shape, body: Sequence[TableLine]) -> int:
    """Return which column names the rows: by its head, else the first that holds more than numbers of rows."""
    if NAME in shape.kinds:
        return shape.kinds.index(NAME)
    for column in range(shape.width):
        if any(c.isalpha() for line in body for piece in line.cells.get(column, ()) for c in piece.text):
            return column
    return 0


def _kinds(document: Document, heads: Sequence[Sequence[Piece]], profile: Profile, width: int) -> list[int | None]:
    """Return which of the four columns each column of the table is, by its head, else by its place."""
    if len(heads) == width:
        kinds = [head_column(document, [piece.span for piece in pieces], profile) for pieces in heads]
        if len({kind for kind in kinds if kind is not None}) > 1:
            return kinds
    return list(range(COLUMNS)) if width == COLUMNS else [None] * width


def _block(rows: Sequence[dict[int, list[Piece]]]) -> Block:
    """Return a table's rows as a block with cells, each piece a line."""
    cells = tuple(
        Cell(row, column, tuple(Block("line", piece.span) for piece in pieces))
        for row, filled in enumerate(rows)
        for column, pieces in sorted(filled.items())
        if pieces
    )
    spans = [block.span for cell in cells for block in cell.blocks]
    return Block("table", Span(min(s.start for s in spans), max(s.end for s in spans)), cells=cells)


def _room(shape: _Shape, body: Sequence[TableLine]) -> Room:
    """Return how much room the lines of a table's cells had, its heads' with them."""
    columns = {column: [piece.text for piece in pieces] for column, pieces in enumerate(shape.heads)}
    for column, pieces in _row(body).items():
        columns.setdefault(column, []).extend(piece.text for piece in pieces)
    return Room(columns)


def _breaks(rows: Sequence[dict[int, list[Piece]]], naming: int, room: Room) -> tuple[tuple[int, float], ...]:
    """Return how likely each line break in a cell was a choice, by the room that the line before it had.

    Names may be set in bold, which is wider, to the first break that was a choice.
    """
    bold = room.is_bold(naming, [[piece.text for piece in row.get(naming, ())] for row in rows])
    found = []
    for row in rows:
        for column, pieces in row.items():
            title = bold and column == naming
            for before, piece in pairwise(pieces):
                chosen = room.chosen(column, before.text, piece.text, bold=title)
                title = title and chosen < SURE
                found.append((piece.span.start, chosen))
    return tuple(found)
