"""Where the boxes of a page stood whose cells' paragraphs are boxes of their own, measured in the face they are set in.

In which order layout analysis takes boxes out hangs on small differences, so the lines themselves are measured: the face is
the one in which their breaks contradict each other least, the columns are as wide as their lines had room, and a
paragraph of text that was wrapped is as wide as the page's text. What lines do not tell (the space between
paragraphs and rows, above and below a table, where headers and footers stand) is fitted to the order of the boxes.
Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from samgraf.reports.cell_room import LOOSE, Bounds, between, is_wrapped
from samgraf.reports.letter_faces import LETTER, faces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samgraf.reports.flat_order import Rectangle
    from samgraf.reports.flat_page import CellPart, Placed
    from samgraf.reports.letter_faces import Face

LEFT, TOP, TEXT_WIDTH = 71.0, 770.0, 453.6
"""Where the text of a page begins, and how wide it is, of A4 with usual margins; only relations count."""
_PADDING = 10.8
"""The space beside the text of a cell, both sides together."""
_TEXT_SIZE = 11.0
_PITCHES: Final = {"Calibri": 1.22, "Arial": 1.15, "Times New Roman": 1.15, "Cambria": 1.17}
_PITCH = 1.18
"""How far lines stand apart, of the size of their letters."""
_FULL = 1.04
"""Text is no wider than so many times the widest line of a paragraph that was wrapped."""
_EM = LETTER / 1000
_BOXES = 80
"""So many boxes tell the face."""
_STEP, _ALIKE = 0.03, 0.004
"""Lines that contradict two faces by so little more tell nothing; where columns are equally wide, a box's do by so much at most."""
_NUMBERS = 2.0
"""How wide a column is that holds the numbers of rows, of the size of its letters."""
_MERGED = 6.0
"""How far a column's head stands below a question that it was taken for a part of."""
_ABOVE, _BELOW = 800.0, 43.0
_ACROSS: Final = (0.0, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What lines do not tell: the space after paragraphs of cells and of text, between rows, above and below a table.

    `places` holds for each header or footer where it stands: 0 to 2 above the text from the left, 3 to 5 below it.
    """

    cell: float = 5.0
    row: float = 0.5
    text: float = 12.0
    above: float = 10.0
    below: float = 18.0
    places: tuple[int, ...] = ()


TRIED: Final[Mapping[str, tuple[float, ...]]] = {
    "row": (0.5, 6.0, 11.0, 16.0),
    "cell": (5.0, 6.5, 8.0, 11.0),
    "below": (9.0, 18.0, 30.0, 45.0),
    "above": (5.0, 10.0, 18.0),
    "text": (6.0, 12.0, 18.0),
}


def other_gaps(gaps: Gaps) -> Iterator[Gaps]:
    """Yield the gaps that differ in one length, or in the place of one header or footer."""
    for name, values in TRIED.items():
        for value in values:
            if value != getattr(gaps, name):
                yield replace(gaps, **{name: value})  # type: ignore[arg-type]
    for i, place in enumerate(gaps.places):
        for other in range(6):
            if other != place:
                yield replace(gaps, places=(*gaps.places[:i], other, *gaps.places[i + 1 :]))


@dataclass(frozen=True)
class Setting:
    """How the narrow boxes of a document are set: their face, the room that lines had, whether all had as much."""

    face: Face
    bounds: Bounds
    alike: bool


def setting_of(narrow: Sequence[Sequence[str]]) -> Setting:
    """Return how boxes are set, from their lines: the face in which their breaks contradict each other least."""
    boxes = narrow[:_BOXES]
    told = sorted(((_pooled(face, boxes), k, face) for k, face in enumerate(_usual_first())), key=_by_misfit)
    bounds, _, face = told[0]
    return Setting(face, bounds, bounds.misfit <= _ALIKE * len(boxes))


class Measures:
    """The face of a table's letters, their size and the columns' places, told by the lines of narrow boxes."""

    def __init__(self, setting: Setting, columns: Mapping[int, Sequence[str]], count: int, *, numbered: bool) -> None:
        """Take how the document's narrow boxes are set, the lines of each column by its place, and how many columns there are.

        `numbered` says that the first holds the numbers of rows alone.
        """
        bounds = setting.bounds
        self.face = setting.face
        self.pitch = _PITCHES.get(self.face.name, _PITCH)
        usual = bounds.holds + min(bounds.fails, LOOSE * bounds.holds)
        if setting.alike:
            ems = [usual / 2 * _EM] * count
        else:
            own = {c: _own(self.face, lines) for c, lines in columns.items() if lines}
            ems = [own.get(column, usual) / 2 * _EM for column in range(count)]
        if numbered:
            ems[0] = _NUMBERS
        self.size = (TEXT_WIDTH - _PADDING * count) / max(1.0, sum(ems))
        self.left: list[float] = []
        at = LEFT
        for em in ems:
            self.left.append(at)
            at += em * self.size + _PADDING

    def cell(self, lines: Sequence[str]) -> tuple[float, float]:
        """Return the width and height of a box of a cell."""
        return self._width(lines) * self.size, self.height(len(lines))

    def height(self, lines: int) -> float:
        """Return how high so many lines of a cell are."""
        return ((lines - 1) * self.pitch + 1) * self.size

    def text(self, lines: Sequence[str]) -> tuple[float, float]:
        """Return the width and height of a box of text: one that was wrapped is as wide as the page's text."""
        widest = self._width(lines)
        fails = [
            self._width([f"{a} {b.split(maxsplit=1)[0]}"])
            for a, b in pairwise(lines)
            if a[-1:].isspace() or is_wrapped(a, b)
        ]
        size = _TEXT_SIZE
        if fails:
            size = TEXT_WIDTH / (0.5 * (widest + max(widest, min(*fails, _FULL * widest))))
        return min(widest * size, TEXT_WIDTH), ((len(lines) - 1) * self.pitch + 1) * size

    def _width(self, lines: Sequence[str]) -> float:
        return max(self.face.width(line) for line in lines) * _EM


def _usual_first() -> list[Face]:
    """Return the faces that are known, those first that reports are mostly set in."""
    return sorted(faces(), key=lambda face: (*_PITCHES, face.name).index(face.name))


def _by_misfit(told: tuple[Bounds, int, Face]) -> tuple[float, int]:
    """Return how far lines contradict a face, in steps that tell; of two as good the more usual."""
    return round(told[0].misfit / _STEP), told[1]


def _pooled(face: Face, boxes: Sequence[Sequence[str]]) -> Bounds:
    """Return the bounds of the room that lines had, where all boxes had as much."""
    widths = sorted({face.width(line.strip()) for box in boxes for line in box})
    needed = sorted(face.needed(a.strip(), b) for box in boxes for a, b in pairwise(box))
    return between(widths, needed) if widths else Bounds(10.0, 10.0, 0.0)


def _own(face: Face, lines: Sequence[str]) -> float:
    """Return twice the middle of the bounds of the room that a column's lines had."""
    needed = [face.needed(a.strip(), b) for a, b in pairwise(lines) if a[-1:].isspace() or is_wrapped(a, b)]
    bounds = between(sorted({face.width(line.strip()) for line in lines}), sorted(needed))
    return bounds.holds + min(bounds.fails, LOOSE * bounds.holds)


@dataclass(frozen=True, slots=True)
class Laid:
    """How a table is laid out: the place of each of the five columns, whether bases have one, its measures and gaps."""

    positions: tuple[int, ...]
    has_bases: bool
    measures: Measures
    gaps: Gaps


def place_apart(
    boxes: Sequence[Placed], parts: Sequence[CellPart], measures: Measures, gaps: Gaps, head_row: int | None
) -> list[Rectangle]:
    """Return where each box of a page stands, given the cells' parts, from top to bottom in each.

    `head_row` is the row of the heads that the last box of text above the table ends with, if it does.
    """
    found: dict[int, Rectangle] = {}
    for i, box in enumerate(boxes):
        if box.kind in ("top", "bottom"):
            told = gaps.places[box.column]
            low = (_ABOVE, _BELOW)[told // 3]
            left = LEFT + _ACROSS[told % 3] * (TEXT_WIDTH - box.width)
            found[i] = (left, low, left + box.width, low + box.height)
    low = _stack(boxes, "above", TOP, gaps, found)
    last = max((i for i, box in enumerate(boxes) if box.kind == "above"), default=None)
    joined = last is not None and boxes[last].heads > 0
    low += gaps.text - (_MERGED if joined else gaps.above) if last is not None else 0.0
    for row in sorted({part[2] for part in parts} | ({head_row} if joined and head_row is not None else set())):
        row_low = low
        if joined and row == head_row and last is not None:
            left, _, right, top = found[last]
            row_low = low - measures.height(boxes[last].heads)
            found[last] = (left, row_low, right, top)
            row_low -= gaps.cell
        filled: dict[int, float] = {}
        for at, column, _, lines, _ in (part for part in parts if part[2] == row):
            begin = filled.get(column, low)
            end = begin - measures.height(lines)
            left = measures.left[column]
            new = (left, end, left + boxes[at].width, begin)
            old = found.get(at, new)
            found[at] = (min(old[0], new[0]), min(old[1], new[1]), max(old[2], new[2]), max(old[3], new[3]))
            filled[column] = end - gaps.cell
            row_low = min(row_low, filled[column])
        low = row_low - gaps.row
    _stack(boxes, "below", low + gaps.cell - gaps.below, gaps, found)
    return [found.get(i, (LEFT, low, LEFT, low)) for i in range(len(boxes))]


def _stack(boxes: Sequence[Placed], kind: str, top: float, gaps: Gaps, found: dict[int, Rectangle]) -> float:
    """Place paragraphs of text one under the other; return where the next begins."""
    for i, box in enumerate(boxes):
        if box.kind == kind:
            found[i] = (LEFT, top - box.height, LEFT + box.width, top)
            top -= box.height + gaps.text
    return top
