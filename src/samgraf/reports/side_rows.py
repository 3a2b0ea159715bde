"""Rows of a table whose columns stand side by side in the text: where a row begins, over all the pages it is on.

The cells of a row begin on one line and have no empty line of another cell's in them; a row does not
begin in the middle of a sentence. The best cut of a table's lines into rows is found by dynamic programming.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.cut_words import is_cut
from samgraf.reports.cues import BULLET, starts_with_basis, starts_with_description, starts_with_framework
from samgraf.reports.flat_lines import NO_TITLE
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.documents import Document
    from samgraf.reports.cell_room import Room
    from samgraf.reports.side_lines import Piece

LONGEST = 120
"""A row of more lines is none."""

TITLE_LINES = 4
"""A name cell of more lines holds a description, which ends as sentences do."""

GAPPED = 0.6
"""In so large a share of the rows an empty line before them is how the table parts its rows."""

ALONE = 2.5
"""What speaks against a row that has a name and nothing else."""

LATE, STOPS, RETURNS = 5.0, 1.2, 1.0
"""What speaks against a row with a cell that begins below its first line, that stops and goes on, that stops above the
page's end and goes on below it."""

EMPTY = 1.0
"""What speaks against a row with an empty cell, the first of its kind."""

SPACED, PARTED = 0.25, 0.1
"""In so large a share of a table's stops the names' column does not go on where its paragraphs have space between them;
what a stop then speaks against a row."""


@dataclass(frozen=True)
class TableLine:
    """A line of a table: the pieces by column, its page, and whether an empty line stands before it."""

    page: int
    gap: bool
    cells: Mapping[int, Sequence[Piece]]


Column = list[tuple[int, "Piece"]]
"""The pieces of one column, each with the index of its line in the table."""


class Rows:
    """The lines of a table as columns, with what speaks for and against a row that begins or holds some of them."""

    def __init__(self, document: Document, lines: Sequence[TableLine], naming: int, room: Room) -> None:
        """Take the lines of a table, of which the column `naming` holds the names of its rows, and the room they had."""
        self.document, self.lines, self.naming, self.room = document, lines, naming, room
        self.columns: dict[int, Column] = {}
        for i, line in enumerate(lines):
            for column, pieces in line.cells.items():
                self.columns.setdefault(column, []).extend((i, piece) for piece in pieces)
        self.places = {column: [i for i, _ in pieces] for column, pieces in self.columns.items()}
        names = self.columns.get(naming, [])
        self.habit = sum(bool(SENTENCE_END.search(piece.text)) for _, piece in names) > 1
        self.stops = PARTED if self._spaced() else STOPS

    def _spaced(self) -> bool:
        """Return whether cells have space between their paragraphs, so that one stops while others go on."""
        stops = [
            self.naming in self.lines[b].cells
            for places in self.places.values()
            for a, b in pairwise(places)
            if b - a > 1 and self.lines[a].page == self.lines[b].page
        ]
        return len(stops) > 1 and stops.count(False) >= SPACED * len(stops)

    def cut(self) -> list[tuple[int, int]]:
        """Return where each row begins and ends; where most have an empty line before them, those that have one."""
        rows = self._cut(1.6, 0.0)
        gaps = [self.lines[start].gap for start, _ in rows[1:] if not self._turns(start)]
        if len(gaps) > 1 and sum(gaps) >= GAPPED * len(gaps):
            rows = self._cut(2.0, -2.5)
        return rows

    def _cut(self, gap: float, no_gap: float) -> list[tuple[int, int]]:
        n = len(self.lines)
        begins = [0.0] + [
            self._begin(i) + (0.0 if self._turns(i) else gap if self.lines[i].gap else no_gap) for i in range(1, n)
        ]
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, n + 1):
            best.append(
                max(
                    (best[start][0] + begins[start] + self._holds(start, end), start)
                    for start in range(max(0, end - LONGEST), end)
                    if begins[start] > HOPELESS
                )
            )
        cuts: list[tuple[int, int]] = []
        at = n
        while at > 0:
            cuts.append((best[at][1], at))
            at = best[at][1]
        return cuts[::-1]

    def _turns(self, i: int) -> bool:
        """Return whether a page begins with a line."""
        return i > 0 and self.lines[i].page != self.lines[i - 1].page

    def _begin(self, i: int) -> float:
        """Return what speaks for a row that begins with a line."""
        if self.naming not in self.lines[i].cells:
            return 2 * HOPELESS
        value = -1.0
        for column, pieces in self.columns.items():
            at = bisect_left(self.places[column], i)
            if at == len(pieces) or pieces[at][0] != i:
                continue
            if at:
                above, before = pieces[at - 1]
                apart = above < i - 1
                edge = self.edge(column, before, pieces[at][1])
                value += edge * 0.5 + 0.8 if apart and not self._turns(i) else edge
            if column == self.naming:
                value += _names(" ".join(piece.text for k, piece in pieces[at : at + 3] if k < i + 2))
        return value

    def edge(self, column: int, before: Piece, here: Piece) -> float:
        """Return how likely a cell ends between two pieces of a column, from their form alone."""
        if is_cut(self.document, before.text, here.text):
            return -6.0
        value = 1.2 * self.room.chosen(column, before.text, here.text) - 0.6
        if OPEN_END.search(before.text):
            value -= 3.0
        elif SENTENCE_END.search(before.text):
            value += 0.8
        if here.text[:1].islower():
            value -= 3.0
        if before.text.count("(") > before.text.count(")"):
            value -= 2.0
        return value

    def _holds(self, start: int, end: int) -> float:
        """Return what speaks against lines as one row: a name cut off or alone, cells that begin late or stop and go on."""
        value = 0.0
        alone = len(self.columns) > 1
        for column, places in self.places.items():
            first, stop = bisect_left(places, start), bisect_left(places, end)
            if first == stop:
                value -= EMPTY
                continue
            if column == self.naming:
                value -= self._cut_off(column, first, stop)
            else:
                alone = False
            value -= LATE if places[first] > start else 0.0
            for a, b in pairwise(places[first:stop]):
                if b - a > 1:
                    value -= self.stops if self.lines[a].page == self.lines[b].page else RETURNS
        return value - (ALONE if alone else 0.0)

    def _cut_off(self, column: int, first: int, stop: int) -> float:
        """Return what speaks against a name cell that ends as no name and no description does."""
        size = len(set(self.places[column][first:stop]))
        if not self.habit and size <= TITLE_LINES:
            return 0.0
        return 0.0 if _told(self.columns[column][stop - 1][1].text, size) else 2.0 if self.habit else 1.5


HOPELESS = -5.0
"""A line that so much speaks against begins no row."""


def _names(text: str) -> float:
    """Return what speaks for a piece as the beginning of a name."""
    if starts_with_framework(text) or starts_with_basis(text) or text.startswith("(") or NO_TITLE.match(text):
        return -3.5
    if starts_with_description(text):
        return -4.0
    return -1.0 if BULLET.match(text) and not text[:1].isdigit() else 0.4


def _told(last: str, lines: int) -> bool:
    """Return whether a name cell ends as a description does; a short cell's bracket or quotation mark is the title's."""
    return SENTENCE_END.search(last) is not None and (lines > TITLE_LINES or last.rstrip()[-1] not in ')”"“')
