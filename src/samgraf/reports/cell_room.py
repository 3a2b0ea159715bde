"""How much room the lines of cells had, and so whether the break after each was a choice or forced.

A cell's width is not told in text, but its lines tell it between two bounds: it holds the widest of them, and has no room for
a line that was wrapped with the first word of the next. In which face the lines are set is told likewise: in the
right one hardly any bound contradicts another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.letter_faces import faces
from samgraf.reports.open_ends import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.reports.letter_faces import Face

_WRAPPED = re.compile(r"[a-zåäö]{2}")
SURE, FORCED = 0.97, 0.03
"""How likely a break was a choice where the next word had room, and where it had none."""
LOOSE = 1.12
"""A cell is no wider than so many times its widest line, where no wrapped line tells."""
SAME = 0.004
"""Widths that differ by less are the same: letters are set in whole units."""
FAR = 0.1


@dataclass(frozen=True)
class Bounds:
    """The widest line of a column and the narrowest that did not fit, in letters of middle width; how far lines contradict them."""

    holds: float
    fails: float
    misfit: float

    def chosen(self, needed: float) -> float:
        """Return how likely a break was a choice after a line that would have been so wide with the next word (0 to 1)."""
        if needed <= self.holds * (1 + SAME):
            return SURE
        if needed >= self.fails * (1 - SAME):
            return FORCED
        return SURE - (SURE - FORCED) * (needed - self.holds) / (self.fails - self.holds)


class Room:
    """The widths of a table's columns and the face they are set in, told by their lines."""

    def __init__(self, columns: Mapping[int, Sequence[str]], among: Sequence[Face] | None = None) -> None:
        """Take the lines of each column from above, and the faces that they may be set in, if not all that are known."""
        self.face = min(
            among or faces(), key=lambda face: sum(_bounds(face, lines).misfit for lines in columns.values())
        )
        own = {column: _bounds(self.face, lines) for column, lines in columns.items()}
        whole = _together(self.face, list(columns.values()), own.values())
        self.bounds = {column: whole or bounds for column, bounds in own.items()}

    def chosen(self, column: int, line: str, below: str, *, bold: bool = False) -> float:
        """Return how likely the break between two lines of a column was a choice (0 to 1)."""
        return self.bounds[column].chosen(self.face.needed(line, below, bold=bold))

    def is_bold(self, column: int, cells: Sequence[Sequence[str]]) -> bool:
        """Return whether the first lines of a column's cells are set in bold: regular ones would have had more room."""
        bounds = self.bounds[column]
        wrapped = [cell[:2] for cell in cells if len(cell) > 1 and is_wrapped(cell[0], cell[1])]
        regular = sum(bounds.chosen(self.face.needed(a, b)) > SURE - SAME for a, b in wrapped)
        bold = sum(bounds.chosen(self.face.needed(a, b, bold=True)) > SURE - SAME for a, b in wrapped)
        wide = sum(self.face.width(cell[0], bold=True) > bounds.fails for cell in cells if cell)
        return regular > bold + wide


def is_wrapped(line: str, below: str) -> bool:
    """Return whether a line was surely wrapped for want of room: a sentence goes on in small letters below it."""
    return _WRAPPED.match(below) is not None and not SENTENCE_END.search(line)


def _bounds(face: Face, lines: Sequence[str]) -> Bounds:
    widths = sorted({face.width(line) for line in lines})
    needed = sorted(face.needed(a, b) for a, b in pairwise(lines) if is_wrapped(a, b))
    return between(widths, needed)


def between(widths: Sequence[float], needed: Sequence[float]) -> Bounds:
    """Return the bounds that lines contradict least; the wider of two as good."""
    best = Bounds(0.0, 0.0, float("inf"))
    for holds in widths:
        misfit = sum(_over(width, holds) for width in widths) + sum(_over(holds, need) for need in needed)
        if misfit <= best.misfit:
            fails = next((need for need in needed if need >= holds), holds * LOOSE)
            best = Bounds(holds, max(fails, holds * (1 + 2 * SAME)), misfit)
    return best


def _over(width: float, room: float) -> float:
    """Return by how much of the room a width is over it; one that is far over tells no more than that something is wrong."""
    return min(FAR, width / room - 1) if width > room * (1 + SAME) else 0.0


def _together(face: Face, columns: Sequence[Sequence[str]], own: Iterable[Bounds]) -> Bounds | None:
    """Return the bounds of columns that are equally wide, None where they are not."""
    widths = sorted({face.width(line) for lines in columns for line in lines})
    needed = sorted(face.needed(a, b) for lines in columns for a, b in pairwise(lines) if is_wrapped(a, b))
    whole = between(widths, needed)
    return whole if whole.misfit <= sum(bounds.misfit for bounds in own) + SAME else None
