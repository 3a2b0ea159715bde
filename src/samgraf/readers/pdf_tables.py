"""Ruled tables that go on over a page: which belong together, and whether a row was cut."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from samgraf.readers.pdf_lines import BULLET, OPEN_END, TextLine
from samgraf.readers.pdf_wraps import ended, had_room

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import BlockKind

_SAME_COLUMN = 4.0  # points
_ENOUGH = 1.5  # of evidence that a row goes on over a page
_WRAPPED = 2.0  # of evidence that a line which was wrapped gives
_ALONE = 2.0  # says a first cell that has text on the next page where the others have none
_STUB = 3  # lines: a row that a page cut just after it began
_SHORT = 6.0  # times the size of letters: white at the foot of a cell that goes on nowhere
_NEAREST = 60  # rows, that tell how high rows are: a table may go on over hundreds of pages
_FEWEST = 2  # rows, of which a habit is learned
_MOSTLY = 0.6  # of the rows
_PADDING = 8.0  # points between an edge and the text, at most
_NAME = re.compile(r"[^\W\d_a-zåäö].*[^.:;,]$|[\"”“'(]")
_END = re.compile(r"[.!?:;]$")


@dataclass
class Row:
    """A row of a table: its lines by column, and how many rows and columns each cell spans."""

    cells: dict[int, list[TextLine]]
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)


@dataclass
class Table:
    """A ruled table on one page, or on several after joining."""

    page: int
    top: float
    edges: tuple[float, ...]
    rows: list[Row]
    rights: tuple[float, ...] = ()
    """How far the text of each column goes, where no line shows the edges of its cells."""
    last: int = 0
    """The page on which it ends, where it goes on over pages."""


def fits(table: Table, following: Table) -> bool:
    """Return whether a table at the top of a page has the columns of the one that ended the page before."""
    left, right = table.edges, following.edges
    if len(left) != len(right) or following.page - max(table.page, table.last) > 1:
        return False
    shift = right[0] - left[0]  # the margins of left and right pages may differ
    return all(abs(b - a - shift) <= _SAME_COLUMN for a, b in zip(left, right, strict=True))


def lines_in(table: Table) -> list[TextLine]:
    """Return all lines of a table."""
    return [line for row in table.rows for lines in row.cells.values() for line in lines]


def join(
    table: Table,
    following: Table,
    after: list[tuple[BlockKind, list[TextLine]]],
    heads: frozenset[str] = frozenset(),
    *,
    tells: bool = False,
) -> None:
    """Return nothing; add the rows of the next page, the first to the last row where that goes on in it.

    `heads` are the words of rows that several tables begin with: such a row goes on nowhere. `tells` says that blanks at the ends of lines tell which were wrapped.
    """
    rows = list(following.rows)
    table.last = following.page
    if rows and table.rows and _wording(rows[0]) == _wording(table.rows[0]):
        after.extend(("furniture", lines) for _, lines in sorted(rows.pop(0).cells.items()) if lines)  # a repeated head
    titled = _titled(table, rows[0].cells) if tells and rows else 0.0
    if rows and _row_goes_on(table, rows[0].cells, titled, heads, tells=tells):
        below = rows.pop(0)
        for column, lines in below.cells.items():
            holder = _holder(table, column) or table.rows[-1]
            holder.cells.setdefault(column, []).extend(lines)
            _lengthen(holder, column, below.spans.get(column, (1, 1))[0] - 1)
    elif rows:
        _carry_on(table, rows[0])
    table.rows.extend(rows)


def _holder(table: Table, column: int) -> Row | None:
    """Return the row whose cell in a column reaches down to the last row, None where that row has none."""
    for above, row in enumerate(reversed(table.rows), start=1):
        if column in row.cells:
            return row if row.spans.get(column, (1, 1))[0] >= above else None
    return None


def _lengthen(row: Row, column: int, more: int) -> None:
    """Return nothing; let a cell span more rows."""
    height, width = row.spans.get(column, (1, 1))
    row.spans[column] = (height + more, width)


def _carry_on(table: Table, first: Row) -> None:
    """Return nothing; take what is left of a merged cell that a page cut, empty in the first row of the page, for a part of it."""
    for column in [column for column, lines in first.cells.items() if column and not lines]:
        holder, height = _holder(table, column), first.spans.get(column, (1, 1))[0]
        if holder is not None and max(height, holder.spans.get(column, (1, 1))[0]) > 1:
            _lengthen(holder, column, height)
            del first.cells[column]


def heads_of(tables: Iterable[Table]) -> frozenset[str]:
    """Return the words of the rows that several tables begin with: their heads."""
    times = Counter(wording for table in tables if (wording := _wording(table.rows[0])))
    return frozenset(wording for wording, count in times.items() if count > 1)


def _row_goes_on(
    table: Table, below: dict[int, list[TextLine]], titled: float, heads: frozenset[str], *, tells: bool
) -> bool:
    """Return whether the last row of a table goes on with the first row of the next page; a head does not."""
    if not table.rows or _wording(table.rows[-1]) in heads:
        return False
    above = table.rows[-1].cells
    chosen = frozenset(
        column
        for column, lines in above.items()
        if lines and below.get(column) and had_room(lines[-1], below[column][0], right_of(table, column, 1, lines))
    )
    wrapped = frozenset(column for column, lines in above.items() if tells and lines and lines[-1].spaced)
    return row_goes_on(above, below, _usual_height(table), titled, chosen, wrapped)


def _wording(row: Row) -> str:
    """Return the words of a row."""
    return " ".join(" ".join(line.text for line in lines).strip() for _, lines in sorted(row.cells.items())).strip()


def _usual_height(table: Table) -> float:
    """Return how many lines the last rows of a table have, in the middle of them, without its head and its very last row."""
    near = table.rows[max(1, len(table.rows) - _NEAREST) : -1]
    heights = [max((len(lines) for lines in row.cells.values()), default=0) for row in near]
    return median(heights) if heights else 0.0


def right_of(table: Table, column: int, columns: int, lines: Sequence[TextLine]) -> float:
    """Return how far the lines of a cell may go: to its edge, less what they keep from the edge on the left."""
    if table.rights:
        return max(table.rights[min(column + columns, len(table.rights)) - 1], *(line.x1 for line in lines), 0.0)
    left = min((line.x0 for line in lines), default=0.0) - table.edges[column]
    edge = table.edges[min(column + columns, len(table.edges) - 1)]
    return max(edge - max(0.0, min(left, _PADDING)), *(line.x1 for line in lines), 0.0)


def _titled(table: Table, below: dict[int, list[TextLine]]) -> float:
    """Return what the first line of a page's first cell says where rows begin with a line of their own, a name.

    A line that was wrapped begins no such row.
    """
    firsts = [row.cells[0] for row in table.rows[1:] if row.cells.get(0)]
    if len(firsts) < _FEWEST or not below.get(0):
        return 0.0
    told = sum(ended(lines[0], right_of(table, 0, 1, lines)) for lines in firsts) / len(firsts)
    if told < _MOSTLY:
        return 0.0
    first = below[0][0]
    if not ended(first, right_of(table, 0, 1, below[0])):
        return _ENOUGH + 0.5  # outweighs a full stop
    return -1.0 if _NAME.match(first.text) else 0.0


def row_goes_on(
    above: dict[int, list[TextLine]],
    below: dict[int, list[TextLine]],
    usual_height: float = 0.0,
    titled: float = 0.0,
    chosen: frozenset[int] = frozenset(),
    wrapped: frozenset[int] = frozenset(),
) -> bool:
    """Return whether the first row of a page goes on with the last row of the page before.

    Evidence is weighed column by column: a first cell without text, a sentence that goes on in
    lower case, an end that asks for more; a first cell set like a name speaks for a new row, and so
    does a column that ended well above the foot of the page. `chosen` are the columns whose last line had room for more,
    `wrapped` those whose last line ends in a blank where blanks tell: its paragraph goes on.
    """
    if not any(below.values()):
        return False
    if not below.get(0):
        return True
    foot = max((lines[-1].bottom for lines in above.values() if lines), default=0.0)
    score = titled
    for column, begins in below.items():
        ends = above.get(column)
        if not ends or not begins:
            score += 0.25 if ends else 0.0
            continue
        if column in wrapped and not BULLET.match(begins[0].text.strip()):
            score += _WRAPPED
            continue
        score += _evidence(ends[-1], begins[0], column, ended=column in chosen)
        if foot - ends[-1].bottom > _SHORT * ends[-1].size:
            score -= 1.0
    if len(above) > 1 and not any(lines for column, lines in below.items() if column):
        score += _ALONE  # a row that begins on the page has more than a name
    height = max((len(lines) for lines in above.values()), default=0)
    if height <= _STUB < usual_height / 2:
        score += 1.0  # a row of three lines among rows of ten was cut
    return score + _weight(above.get(0) or [], below[0]) >= _ENOUGH


def _weight(name: Sequence[TextLine], start: Sequence[TextLine]) -> float:
    """Return what bold letters say: a name in them begins a row, what follows it does not."""
    if name and name[0].bold and not start[0].bold:
        return 2.0
    return -3.0 if name and name[0].bold and not name[-1].bold and start[0].bold else 0.0


def _evidence(last: TextLine, first: TextLine, column: int, *, ended: bool) -> float:
    """Return what the end of a cell and the beginning of the next say: more than 0 that they are one."""
    end, begin = last.text.strip(), first.text.strip()
    if BULLET.match(begin):
        return 0.0
    if OPEN_END.search(end):
        return 2.0
    finished = ended or bool(_END.search(end))
    if begin[:1].islower():
        return 1.0 if finished else 2.0
    if finished:
        return -0.5
    return 0.75 if column else 0.0
