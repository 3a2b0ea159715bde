"""The small changes of a reading: paragraphs given to other rows or columns, names that begin a row or do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from samgraf.reports.cues import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Rows = tuple[int, ...]
"""The row of each piece of a page."""


class Reading(NamedTuple):
    """The column and the row of each piece of a page, and the row that each set of heads stands above.

    Row 0 is the one that the page before began.
    """

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    heads: tuple[int, ...] = ()


def run_ends(columns: Sequence[int], i: int) -> Iterator[int]:
    """Yield the ends of runs from `i` on that stand in one column: the piece alone, and all that follow it."""
    yield i + 1
    end = i + 1
    while end < len(columns) and columns[end] == columns[i]:
        end += 1
    if end > i + 1 and (i == 0 or columns[i - 1] != columns[i]):
        yield end


_RUN = 7
"""So many pieces that follow each other move together at most."""


def moved_runs(reading: Reading, first: int, last: int) -> Iterator[Reading]:
    """Yield the readings in which pieces that follow each other, of several columns, move up or down a row together."""
    columns, rows, _ = reading
    for i in range(len(rows)):
        for end in range(i + 2, min(i + _RUN, len(rows)) + 1):
            if columns[end - 1] == NAME or columns[i] == NAME:
                break
            if len(set(columns[i:end])) == 1:
                continue
            for step in (1, -1):
                moved = tuple(row + step if i <= k < end else row for k, row in enumerate(rows))
                if min(moved) >= first and max(moved) <= last and _falls(columns, moved):
                    yield reading._replace(rows=moved)


def moved_columns(reading: Reading, order: Sequence[int]) -> Iterator[Reading]:
    """Yield the readings in which two pieces that follow each other, of two columns, stand one column further left or right."""
    columns, rows, _ = reading
    for i in range(len(columns) - 1):
        if columns[i] == columns[i + 1]:
            continue
        for step in (1, -1):
            places = [order.index(c) + step for c in columns[i : i + 2]]
            if min(places) < 0 or max(places) >= len(order):
                continue
            moved = (*columns[:i], order[places[0]], order[places[1]], *columns[i + 2 :])
            if _falls(moved, rows):
                yield reading._replace(columns=moved)


def _falls(columns: Sequence[int], rows: Sequence[int]) -> bool:
    """Return whether the pieces of each column stand one below the other."""
    low: dict[int, int] = {}
    for column, row in zip(columns, rows, strict=True):
        if row < low.get(column, row):
            return False
        low[column] = row
    return True


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


def other_names(reading: Reading, first: int) -> Iterator[Reading]:
    """Yield the readings in which one name more begins a row, or one less."""
    columns, rows, heads = reading
    names = [i for i, c in enumerate(columns) if c == NAME]
    for k, i in enumerate(names):
        row = rows[i]
        begins = rows[names[k - 1]] != row if k else row > 0
        if begins and row > first:
            fewer = tuple(
                r - (r >= row and (c != NAME or j >= i)) for j, (c, r) in enumerate(zip(columns, rows, strict=True))
            )
            yield Reading(columns, fewer, tuple(max(first, h - (h >= row)) for h in heads))
        elif not begins:
            for kept in (True, False):
                more = tuple(
                    r + (r > row or (r == row and (j >= i if c == NAME else not kept)))
                    for j, (c, r) in enumerate(zip(columns, rows, strict=True))
                )
                yield Reading(columns, more, tuple(h + (h > row) for h in heads))


def recoloured(reading: Reading, i: int, end: int, column: int, first: int) -> Iterator[Reading]:
    """Yield the readings in which the pieces from `i` to `end` stand in a column, in the rows that its order leaves."""
    columns, rows, heads = reading
    new = (*columns[:i], *[column] * (end - i), *columns[end:])
    if NAME in columns[i:end] and any(
        columns[j] == NAME
        and (j == 0 or rows[j] not in [rows[k] for k in range(j) if columns[k] == NAME])
        and rows[j] > 0
        for j in range(i, end)
    ):
        return
    low = max((rows[j] for j in range(i) if columns[j] == column), default=first)
    high = min((rows[j] for j in range(end, len(columns)) if columns[j] == column), default=max(rows))
    if column == NAME:
        names = [rows[j] for j in range(i) if columns[j] == NAME]
        high = low = max(names, default=first)
        if names or not first:
            later = tuple(
                r + (r > low or i <= j < end or (c == NAME and j >= end))
                for j, (c, r) in enumerate(zip(new, (*rows[:i], *[low] * (end - i), *rows[end:]), strict=True))
            )
            yield Reading(new, later, tuple(h + (h > low) for h in heads))
    for row in range(low, high + 1):
        yield Reading(new, (*rows[:i], *[row] * (end - i), *rows[end:]), heads)
