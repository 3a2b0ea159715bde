"""How wide the columns of a document's tables were, told by the lines of a first reading: whether each break was a choice.

Text that a tool took out of a PDF was wrapped by the widths of its letters, another by their number; the face that the lines
contradict least is taken, one whose letters are all as wide among them.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.cell_room import Room, is_wrapped
from samgraf.reports.cues import BULLET, COLUMNS, starts_with_basis, starts_with_framework
from samgraf.reports.letter_faces import EVEN, faces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.reports.flat_lines import Unit

MOST_LINES = 150
"""So many lines of each column tell its width."""
FEWEST = 20
"""Fewer lines tell no widths."""
MISFIT = 0.005
"""Widths that the lines contradict by more, of the room and for each line, are none."""


class LineRoom:
    """The room that the lines of each column had, and in which column a first reading has found each."""

    def __init__(self, room: Room, columns: Mapping[int, int]) -> None:
        """Take the columns of lines by where these start in the source."""
        self._room, self._columns = room, columns

    def parted(self, units: Sequence[Unit]) -> tuple[Unit, ...]:
        """Return the lines of a table, told by the widths of the columns whether the break before each was a choice."""
        told = [self._told(before, unit) for before, unit in pairwise(units)]
        return (*units[:1], *told)

    def _told(self, before: Unit, unit: Unit) -> Unit:
        column = self._columns.get(before.span.start)
        labelled = BULLET.match(unit.text) or starts_with_basis(unit.text) or starts_with_framework(unit.text)
        if column is None or unit.cut or labelled:
            return unit
        chosen = self._room.chosen(column, before.text, unit.text)
        return replace(unit, hard=min(chosen, unit.hard) if is_wrapped(before.text, unit.text) else chosen)


def line_room(tables: Sequence[Sequence[tuple[Unit, int]]]) -> LineRoom | None:
    """Return how wide the columns of tables were, from their lines and the column of each.

    None where the lines are few, fit no widths, or tell themselves whether they were wrapped.
    """
    lines = [one for table in tables for one in table]
    if len(lines) < FEWEST or any(unit.drawn for unit, _ in lines):
        return None
    texts = {c: [unit.text for unit, column in lines if column == c][:MOST_LINES] for c in range(len(COLUMNS))}
    room = Room({c: told for c, told in texts.items() if told}, (EVEN, *faces()))
    if sum(bounds.misfit for bounds in room.bounds.values()) > MISFIT * sum(map(len, texts.values())):
        return None
    return LineRoom(room, {unit.span.start: column for unit, column in lines})
