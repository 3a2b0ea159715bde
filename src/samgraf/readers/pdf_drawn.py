"""Tables by the order in which a page was drawn: programs draw cell by cell, so that the pen goes up again for the next cell.

Neither lines nor white are needed, and neither stretched text nor narrow columns hide a table. A page that was drawn line by
line, or that was read from a picture, shows nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.readers.pdf_pen import COLUMNS, DOWN, FAR, LEFT, STYLE, TOUCH, blocks_of, pieces_of, rows_of_blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.readers.pdf_lines import Glyph
    from samgraf.readers.pdf_pen import Row, Span


@dataclass
class Grid:
    """A table on a page: its rows, and where the text of its columns begins and ends."""

    page: int
    rows: list[Row]
    columns: list[Span]


def drawn(pages: Mapping[int, Sequence[Glyph]]) -> list[Grid]:
    """Return the tables of pages, whose characters are given in the order in which they were drawn.

    Tables with the same columns are told so. What is found first tells how lines are parted that no other line tells.
    """
    first = {number: _grids(number, rows_of_glyphs(glyphs), []) for number, glyphs in pages.items()}
    kinds = _kinds([grid for grids in first.values() for grid in grids])
    if not kinds:
        return []
    found: list[Grid] = []
    heads: set[str] = set()
    open_kind: list[Span] | None = None
    before = 0
    for number, glyphs in sorted(pages.items()):
        rows = rows_of_glyphs(glyphs, kinds)
        grids = _grids(number, rows, kinds)
        taken = {id(row) for grid in grids for row in grid.rows}
        if open_kind is not None and number == before + 1:
            known = heads | {_wording(grid.rows[0]) for grid in grids[1:]}
            first_row = grids[0].rows[0] if grids and grids[0].columns is open_kind else None
            above = _going_on(rows, open_kind, taken, first_row if _wording(first_row or []) not in known else None)
            if above and first_row is not None and rows[len(above)] is first_row:
                grids[0].rows[:0] = above
            elif above:
                grids.insert(0, Grid(number, above, open_kind))
            taken |= {id(row) for row in above}
        found += grids
        heads |= {_wording(grid.rows[0]) for grid in grids}
        before, open_kind = number, grids[-1].columns if rows and id(rows[-1]) in taken else None
    return found


def _kinds(grids: Iterable[Grid]) -> list[list[Span]]:
    """Return the columns of tables, once for all that have the same; those of one row alone tell nothing.

    Columns that all lie in those of more rows are theirs: stretched words parted one of them.
    """
    found: list[list[Span]] = []
    rows: dict[int, int] = {}
    for grid in sorted(grids, key=lambda grid: (-len(grid.columns), -len(grid.rows), grid.page)):
        kind = _kind(found, grid.columns)
        if kind is not None:
            kind[:] = _with(kind, grid.columns) or kind
        elif sum(len(row) > 1 for row in grid.rows) > 1:
            kind = list(grid.columns)
            found.append(kind)
        if kind is not None:
            rows[id(kind)] = rows.get(id(kind), 0) + len(grid.rows)
    return [
        kind
        for kind in found
        if not any(
            len(other) < len(kind) and rows[id(other)] >= rows[id(kind)] and all(_inside(span, other) for span in kind)
            for other in found
        )
    ]


def _inside(own: Span, columns: Sequence[Span]) -> bool:
    """Return whether text lies between where a column begins and where the next does."""
    ends = [*(x0 for x0, _ in columns[1:]), float("inf")]
    return any(x0 - TOUCH <= own[0] and own[1] <= x1 + TOUCH for (x0, _), x1 in zip(columns, ends, strict=True))


def _kind(kinds: Iterable[list[Span]], columns: Sequence[Span]) -> list[Span] | None:
    """Return the columns that those of a table are the same as, or a part of; None where they are others."""
    for kind in kinds:
        places = [_column(kind, span) for span in columns]
        if None not in places and len(set(places)) == len(places):
            return kind
    return None


def rows_of_glyphs(glyphs: Sequence[Glyph], kinds: Sequence[Sequence[Span]] = ()) -> list[Row]:
    """Return the rows that characters make, given in the order in which they were drawn."""
    return rows_of_blocks(blocks_of(pieces_of(glyphs, kinds)))


def _grids(page: int, rows: Sequence[Row], kinds: Sequence[list[Span]]) -> list[Grid]:
    """Return the tables of a page; where the columns of tables are known, those that have them."""
    found = []
    at = 0
    last = max((place for place, row in enumerate(rows) if _goes_up(row)), default=-1)
    while at <= last:
        grid = _grid(page, rows, at) if len(rows[at]) > 1 else None
        kind = _kind(kinds, grid.columns) if grid is not None else None
        if grid is None or (kinds and kind is None):
            at += 1
            continue
        if kind is not None:
            kind[:] = _with(kind, grid.columns) or kind
        found.append(Grid(page, grid.rows, grid.columns if kind is None else kind))
        at += len(grid.rows)
    return found


def _wording(row: Row) -> str:
    """Return the letters of a row."""
    return "".join(glyph.text for block in row for piece in block.pieces for glyph in piece.glyphs).replace(" ", "")


def _going_on(rows: Sequence[Row], columns: Sequence[Span], taken: set[int], own: Row | None) -> list[Row]:
    """Return the rows at the top of a page that go on with a table of the page before, up to the last beyond its first column.

    `own` is the next row of the table itself, where it is on the page: all that stands above that is of the table.
    """
    end = 0
    for place, row in enumerate(rows):
        where = [_column(columns, (block.x0, block.x1)) for block in row]
        if row is own and place and _follows(rows[place - 1], row):
            return list(rows[:place])
        if id(row) in taken or None in where or (place and not _follows(rows[place - 1], row)):
            break
        if any(block.x0 < columns[number or 0][0] - LEFT for block, number in zip(row, where, strict=True)):
            break
        if any(where):
            end = place + 1
    return list(rows[:end])


def _grid(page: int, rows: Sequence[Row], at: int) -> Grid | None:
    """Return the table that a row begins, as far down as rows have its columns; None where it is none."""
    columns: list[Span] = []
    end = at
    for place in range(at, len(rows)):
        row = rows[place]
        if place > at and not _follows(rows[place - 1], row):
            break
        if len(row) == 1:
            if _column(columns, (row[0].x0, row[0].x1)) is None:
                break
            continue
        wider = _with(columns, [(block.x0, block.x1) for block in row])
        if wider is None:
            break
        columns, end = wider, place + 1
    taken = list(rows[at:end])
    ups = sum(map(_goes_up, taken))
    several = sum(len(row) > 1 for row in taken)
    least = (1, 1) if len(columns) >= COLUMNS else (2, COLUMNS)
    return Grid(page, taken, columns) if len(columns) > 1 and ups >= least[0] and several >= least[1] else None


def _goes_up(row: Row) -> int:
    """Return how many times the pen went up again for the next cell of a row."""
    return sum(after.top < before.pieces[-1].top - DOWN * after.size for before, after in pairwise(row))


def _follows(before: Row, line: Row) -> bool:
    """Return whether a row stands below another, near it, in letters that are no larger."""
    top = min(block.top for block in line)
    foot = max(block.bottom for block in before)
    size = max(block.size for block in before)
    return before[0].top < top and top - foot <= FAR * size and line[0].size < STYLE * size


def _column(columns: Sequence[Span], own: Span) -> int | None:
    """Return the column that text stands in, None where it stands in none or goes over several."""
    met = [number for number, (x0, x1) in enumerate(columns) if _over(own, (x0, x1))]
    return met[0] if len(met) == 1 else None


def _over(one: Span, other: Span) -> bool:
    """Return whether text is over or below other text, and not only where they touch."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common > min(TOUCH, (one[1] - one[0]) / 2, (other[1] - other[0]) / 2)


def _with(columns: Sequence[Span], more: Iterable[Span]) -> list[Span] | None:
    """Return columns with others; None where one of these goes over several."""
    found = list(columns)
    for own in more:
        met = [span for span in found if _over(own, span)]
        if len(met) > 1:
            return None
        found = [span for span in found if span not in met]
        found.append((min([own[0], *(x0 for x0, _ in met)]), max([own[1], *(x1 for _, x1 in met)])))
    return sorted(found)


def cells_of(grid: Grid) -> list[dict[int, list[Glyph]]]:
    """Return the characters of a table by row and column."""
    found = []
    for row in grid.rows:
        cells: dict[int, list[Glyph]] = {number: [] for number in range(len(grid.columns))}
        for block in row:
            number = _column(grid.columns, (block.x0, block.x1)) or 0
            cells[number] += [glyph for piece in block.pieces for glyph in piece.glyphs]
        found.append(cells)
    return found
