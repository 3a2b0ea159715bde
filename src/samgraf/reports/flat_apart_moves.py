"""The small changes of a reading: a column's paragraphs given to other rows, runs of paragraphs of one column."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = tuple[int, ...]
"""The row of each piece of a page."""


def run_ends(columns: Sequence[int], i: int) -> Iterator[int]:
    """Yield the ends of runs from `i` on that stand in one column: the piece alone, and all that follow it."""
    yield i + 1
    end = i + 1
    while end < len(columns) and columns[end] == columns[i]:
        end += 1
    if end > i + 1 and (i == 0 or columns[i - 1] != columns[i]):
        yield end


def moved_rows(rows: Rows, places: Sequence[int], first: int, last: int) -> Iterator[Rows]:
    """Yield the rows of pieces with those of a column moved: one at the edge of its cell, a cell, all above or below.

    `places` are the column's pieces from top to bottom, `first` and `last` the rows that there are.
    """
    for k, i in enumerate(places):
        above = rows[places[k - 1]] if k else first
        below = rows[places[k + 1]] if k + 1 < len(places) else last
        if k == 0 or above < rows[i]:
            yield from _cell_moved(rows, places[k:], first, last)
        elif rows[places[-1]] < last:
            yield _shifted(rows, places[k:], 1)
        if k and above == rows[i] and rows[places[0]] > first:
            yield _shifted(rows, places[:k], -1)
        if rows[i] < below:
            yield _put(rows, [i], rows[i] + 1)
            if rows[i] + 1 < below:
                yield _put(rows, [i], below)


def _cell_moved(rows: Rows, places: Sequence[int], first: int, last: int) -> Iterator[Rows]:
    """Yield the rows with the cell that `places` begin with moved up or down, its first piece, or all from it on."""
    row = rows[places[0]]
    cell = [j for j in places if rows[j] == row]
    if row > first:
        yield _put(rows, places[:1], row - 1)
        if len(cell) > 1:
            yield _put(rows, cell, row - 1)
        yield _shifted(rows, places, -1)
    if row < last and len(cell) > 1 and all(rows[j] > row for j in places[len(cell) :]):
        yield _put(rows, cell, row + 1)
    if rows[places[-1]] < last:
        yield _shifted(rows, places, 1)


def _put(rows: Rows, places: Sequence[int], row: int) -> Rows:
    given = set(places)
    return tuple(row if i in given else r for i, r in enumerate(rows))


def _shifted(rows: Rows, places: Sequence[int], by: int) -> Rows:
    given = set(places)
    return tuple(r + by if i in given else r for i, r in enumerate(rows))
