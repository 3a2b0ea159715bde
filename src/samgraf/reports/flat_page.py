"""Where the boxes of a page stood, guessed from their lines and from the row and column each is given.

Only relations count (what is higher, wider, near), so middle values do for what text does not tell: a page of A4 with
usual margins, a face of usual widths, a table as wide as the text. Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.flat_order import Rectangle

Kind = Literal["above", "below", "top", "bottom", "head", "cell", "number"]
"""Text above or below the table, furniture of the page, a column's head, a cell's text, a row's number."""
CellPart = tuple[int, int, int, int, int]
"""A part of a cell: its box's place on the page, its column from the left, its row, its lines, its paragraphs."""

HEAD_ROW = -1
LEFT, TOP, TEXT_WIDTH = 90.0, 720.0, 430.0
_TEXT_SIZE, _TEXT_PITCH, _TEXT_GAP = 11.0, 14.6, 13.6
_PITCH, _ROW_GAP, _PARAGRAPH_GAP, _PADDING = 1.16, 5.0, 3.0, 11.0
_TIGHT_GAP = 0.5
_SIZES = (7.5, 11.0)
_FURNITURE_TOP, _FURNITURE_BOTTOM = 757.0, 50.0
_JOINED = 0.5
"""Lines nearer than so many heights of their letters are of one box."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box of a page: what it is, its lines counted, its width in letters' heights, its column from the left.

    Where its lines were measured, `width` and `height` are in points; `heads` of its last lines are then those of a column's
    head, and the column of a header or footer tells which it is.
    """

    kind: Kind
    lines: int
    width: float
    column: int = 0
    height: float = 0.0
    heads: int = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: where each begins, and the size of its letters."""

    left: tuple[float, ...]
    size: float


NARROW: Final = frozenset("ijl.,:;'|!")
THIN: Final = frozenset("frtI()[]- ")
WIDE: Final = frozenset("mwMW@%—")


def line_width(text: str) -> float:
    """Return how wide a line is, in heights of its letters, as a usual proportional face has it."""
    return sum(
        0.27 if c in NARROW else 0.36 if c in THIN else 0.93 if c in WIDE else 0.68 if c.isupper() else 0.57
        for c in text
    )


def columns_of(widest: Sequence[float]) -> Columns:
    """Return the columns of a table from the widest line of each (in letters' heights; 0 where a column has no text).

    A table of the form is as wide as the text, and lines that were wrapped fill their column.
    """
    known = sorted(width for width in widest if width > 0)
    least = 0.6 * known[len(known) // 2] if known else 1.0
    widths = [max(width, least) for width in widest]
    padding = _PADDING * len(widths)
    size = min(_SIZES[1], max(_SIZES[0], (TEXT_WIDTH - padding) / sum(widths)))
    stretch = TEXT_WIDTH / (sum(widths) * size + padding)
    left, at = [], LEFT
    for width in widths:
        left.append(at)
        at += (width * size + _PADDING) * stretch
    return Columns(tuple(left), size)


def place(
    boxes: Sequence[Placed], parts: Sequence[CellPart], columns: Columns, *, tight: bool
) -> tuple[list[Rectangle], int]:
    """Return where each box of a page stands, given the parts of the table's cells, from top to bottom in each.

    `tight` says that nothing parts the rows but a line. Second comes how many boxes of a column would then have run
    together that stand apart, or the other way round.
    """
    found: dict[int, Rectangle] = {}
    for kind, top in (("top", _FURNITURE_TOP), ("bottom", _FURNITURE_BOTTOM)):
        _stack(boxes, kind, top, found)
    low = _stack(boxes, "above", TOP, found)
    gaps = 0
    under: dict[int, tuple[float, int]] = {}
    for row in sorted({part[2] for part in parts}):
        row_low = low
        filled: dict[int, float] = {}
        for at, column, _, lines, paragraphs in (part for part in parts if part[2] == row):
            begin = filled.get(column, low)
            if tight and column in under and column not in filled:
                above, box = under[column]
                gaps += (above - begin < _JOINED * columns.size) != (box == at)
            height = ((lines - 1) * _PITCH + 1) * columns.size
            height += 0.0 if tight else (paragraphs - 1) * _PARAGRAPH_GAP
            left = columns.left[column]
            _grow(found, at, (left, begin - height, left + boxes[at].width * columns.size, begin))
            under[column] = (begin - height, at)
            filled[column] = begin - height - ((_PITCH - 1) * columns.size if tight else _ROW_GAP)
            row_low = min(row_low, filled[column])
        low = row_low - (_TIGHT_GAP if tight else 0.0)
    _stack(boxes, "below", low - _TEXT_GAP + _ROW_GAP, found)
    return [found.get(i, (LEFT, low, LEFT, low)) for i in range(len(boxes))], gaps


def _grow(found: dict[int, Rectangle], at: int, more: Rectangle) -> None:
    """Make a box large enough for a part of it."""
    old = found.get(at, more)
    found[at] = (min(old[0], more[0]), min(old[1], more[1]), max(old[2], more[2]), max(old[3], more[3]))


def _stack(boxes: Sequence[Placed], kind: str, top: float, found: dict[int, Rectangle]) -> float:
    """Place paragraphs of text one under the other; return where the next begins."""
    for i, box in enumerate(boxes):
        if box.kind == kind:
            height = (box.lines - 1) * _TEXT_PITCH + _TEXT_SIZE
            found[i] = (LEFT, top - height, LEFT + box.width * _TEXT_SIZE, top)
            top -= height + _TEXT_GAP
    return top
