"""How a document's rows begin in flat text: learnt from a first reading of all its tables, weighed in the second.

One report makes its names alike: alone on their lines or with what is said of them, ended by a stop or by none. What the
lines that were taken for the first of rows have oftener than the others speaks for a line; the fewer the rows, the
less. What a line itself was taken for does not count, so that no mistake confirms itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from samgraf.reports.cues import BULLET
from samgraf.reports.flat_lines import CHOSEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.flat_lines import LineForm, Unit
    from samgraf.reports.line_room import LineRoom

FEWEST = 3
"""Fewer rows make no habit."""
PRIOR = 2.0
"""Each feature counts as seen so many times, shared as rows and other lines are."""
MOST = 1.5
"""What a line's features say at most (log)."""
_INNER_STOP = re.compile(r"\w[.:]\s+[A-ZÅÄÖ]")
_WORD = re.compile(r"[^\W\d_]+")


class LineHabit:
    """How often each feature was seen in the first lines of rows, and in the other lines that could have been."""

    def __init__(self, room: LineRoom | None = None) -> None:
        """Begin with no lines seen; `room` tells how wide the columns were."""
        self._room = room
        self.rows = self.others = 0
        self._seen: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._taken: dict[int, bool] = {}

    def parted(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Return the lines of a table, told by the widths of the columns whether the break before each was a choice."""
        return self._room.parted(units) if self._room else units

    def add(self, units: Sequence[Unit], lines: Sequence[LineForm], begins: frozenset[int]) -> None:
        """Count the lines of a table; `begins` are where the rows of a first reading begin in the source."""
        for i, unit in enumerate(units):
            if i and (lines[i].lower or unit.cut):
                continue
            first = unit.span.start in begins
            self._seen[not first].update(_features(units, lines, i))
            self._taken[unit.span.start] = first
            self.rows, self.others = self.rows + first, self.others + (not first)

    def weight(self, units: Sequence[Unit], lines: Sequence[LineForm], i: int) -> float:
        """Return what all other lines tell of a line as the first of a row (log; 0 where they tell nothing)."""
        own = self._taken.get(units[i].span.start)
        first, other = int(own is True), int(own is False)
        n, m = self.rows - first, self.others - other
        if n < FEWEST or not m:
            return 0.0
        share, told = n / (n + m), 0.0
        for feature in _features(units, lines, i):
            there = (self._seen[0][feature] - first + PRIOR * share) / share
            elsewhere = (self._seen[1][feature] - other + PRIOR * (1 - share)) / (1 - share)
            told += math.log(there / elsewhere)
        return max(-MOST, min(MOST, told))


def _features(units: Sequence[Unit], lines: Sequence[LineForm], i: int) -> Iterator[str]:
    """Yield the features of a line as the first of a row."""
    text, line = units[i].text, lines[i]
    if bullet := BULLET.match(text):
        yield f"sign:{bullet.group().strip()[:1]}"
    elif line.basis or line.framework:
        word = _WORD.search(text)
        yield f"label:{word.group() if word else ''}"
    else:
        yield "bare"
    below = units[i + 1] if i + 1 < len(units) else None
    yield f"alone:{below is not None and below.hard > CHOSEN and below.text[:1].isupper()}"
    yield f"inner:{_INNER_STOP.search(text) is not None}"
    yield f"stop:{text[-1:] in '.,'}"
    yield f"tells:{line.tells}"
