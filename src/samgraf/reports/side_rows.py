"""Rows of a table whose columns stand side by side in the text: where a row begins, and which column a stripe is.

The cells of a row begin on one line and have no empty line of another cell's in them; a row does not
begin in the middle of a sentence. The best cut of a run of lines into rows is found by dynamic
programming; then each row's stripes are given to the table's columns, by place and by their words.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.cut_words import is_cut
from samgraf.reports.cues import (
    BULLET,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_lines import NO_TITLE, break_likelihood
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END
from samgraf.reports.side_lines import stripe_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document
    from samgraf.reports.side_lines import Band, Piece

LONGEST = 90
"""A row of more lines on one page is none."""

TITLE_LINES = 4
"""A name cell of more lines holds a description, which ends as sentences do."""

GAPPED = 0.6
"""In so large a share of the rows an empty line before them is how the table parts its rows."""

Stripe = list[tuple[int, "Piece"]]
"""The pieces of one stripe, each with the index of its line in the band."""


@dataclass
class SideRow:
    """A row as found: its stripes from left to right (where each begins, its pieces), and how clear its beginning is."""

    page: int
    stripes: list[tuple[int, list[Piece]]]
    clear: float = 0.0


def rows_of_band(document: Document, band: Band) -> list[SideRow]:
    """Return the rows of a run of lines; where most of them have an empty line before them, those that have one."""
    rows, gaps = _cut(document, band, 1.6, 0.0)
    if len(gaps) > 1 and sum(gaps) >= GAPPED * len(gaps):
        rows, _ = _cut(document, band, 2.0, -2.5)
    return rows


def _cut(document: Document, band: Band, gap: float, no_gap: float) -> tuple[list[SideRow], list[bool]]:
    """Return the best cut of a run of lines into rows, and whether each but the first has an empty line before it."""
    stripes: list[Stripe] = [[] for _ in band.stripes]
    for i, line in enumerate(band.lines):
        for piece in line.pieces:
            stripes[stripe_of(band.stripes, piece)].append((i, piece))
    naming = _naming(stripes)
    widths = [max((p.right - p.left for _, p in stripe), default=0) for stripe in stripes]
    n = len(band.lines)
    begins = [0.0] + [
        _begin(document, stripes, naming, widths, i) + (gap if band.lines[i].gap else no_gap) for i in range(1, n)
    ]
    habit = sum(bool(SENTENCE_END.search(piece.text)) for _, piece in stripes[naming]) > 1
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, n + 1):
        best.append(
            max(
                (best[start][0] + begins[start] + _holds(stripes, naming, start, end, habit=habit), start)
                for start in range(max(0, end - LONGEST), end)
            )
        )
    cuts: list[int] = []
    at = n
    while at > 0:
        at = best[at][1]
        cuts.append(at)
    cuts.reverse()
    rows = [
        SideRow(
            band.lines[start].page,
            [
                (band.stripes[s][0], pieces)
                for s, stripe in enumerate(stripes)
                if (pieces := [p for i, p in stripe if start <= i < end])
            ],
            begins[start],
        )
        for start, end in zip(cuts, [*cuts[1:], n], strict=True)
    ]
    return rows, [band.lines[start].gap for start in cuts[1:]]


def _naming(stripes: Sequence[Stripe]) -> int:
    """Return which stripe names the rows: the first that is not only numbers of rows."""
    for s, stripe in enumerate(stripes):
        if any(any(c.isalpha() for c in piece.text) for _, piece in stripe):
            return s
    return 0


def _begin(document: Document, stripes: Sequence[Stripe], naming: int, widths: Sequence[int], i: int) -> float:
    """Return what speaks for a row that begins with a line."""
    value = -1.0
    for s, stripe in enumerate(stripes):
        here = next((piece for at, piece in stripe if at == i), None)
        before = next((piece for at, piece in reversed(stripe) if at < i), None)
        if here is None:
            value -= 6.0 if s == naming else 0.0
            continue
        if before is not None:
            gap = not any(at == i - 1 for at, _ in stripe)
            value += edge(document, before, here, widths[s]) * (0.5 if gap else 1.0) + (0.8 if gap else 0.0)
        if s == naming:
            value += _names(" ".join(piece.text for at, piece in stripe if i <= at < i + 2))
    return value


def edge(document: Document, before: Piece, here: Piece, width: int) -> float:
    """Return how likely a cell ends between two pieces of a stripe, from their form alone."""
    if is_cut(document, before.text, here.text):
        return -6.0
    value = 1.2 * break_likelihood(width - len(before.text) - 1 - len(here.text.split(maxsplit=1)[0])) - 0.6
    if OPEN_END.search(before.text):
        value -= 3.0
    elif SENTENCE_END.search(before.text):
        value += 0.8
    if here.text[:1].islower():
        value -= 3.0
    if before.text.count("(") > before.text.count(")"):
        value -= 2.0
    return value


def _names(text: str) -> float:
    """Return what speaks for a piece as the beginning of a name."""
    if starts_with_framework(text) or starts_with_basis(text) or text.startswith("(") or NO_TITLE.match(text):
        return -3.5
    if starts_with_description(text):
        return -4.0
    return -1.0 if BULLET.match(text) and not text[:1].isdigit() else 0.4


def _holds(stripes: Sequence[Stripe], naming: int, start: int, end: int, *, habit: bool) -> float:
    """Return what speaks against a run of lines as one row: cells that begin late, that stop and go on, a name cut off.

    `habit` says that the cells of names hold sentences.
    """
    value = 0.0
    for s, stripe in enumerate(stripes):
        first, stop = bisect_left(stripe, start, key=_line), bisect_left(stripe, end, key=_line)
        inside = [i for i, _ in stripe[first:stop]]
        if not inside:
            continue
        if s == naming and (habit or len(inside) > TITLE_LINES):
            value -= 0.0 if _told(stripe[stop - 1][1].text, len(inside)) else 2.0 if habit else 1.5
        value -= 1.5 if inside[0] > start else 0.0
        value -= 1.2 * sum(b - a > 1 for a, b in pairwise(inside))
    return value


def _told(last: str, lines: int) -> bool:
    """Return whether a name cell ends as a description does; a short cell's bracket or quotation mark is the title's."""
    return SENTENCE_END.search(last) is not None and (lines > TITLE_LINES or last.rstrip()[-1] not in ')”"“')


def _line(placed: tuple[int, Piece]) -> int:
    return placed[0]


def taken_up(document: Document, above: SideRow, below: SideRow) -> float:
    """Return what speaks for the first row of a page as the rest of the last row of the page before."""
    name = below.stripes[0][1][0].text
    value = -0.6 - _names(name) * 0.8
    ends = [(left, pieces[-1]) for left, pieces in above.stripes]
    for left, pieces in below.stripes:
        first = pieces[0].text
        near = min(ends, key=lambda end: abs(end[0] - left))[1].text
        if first[:1].islower():
            value += 2.0
        if OPEN_END.search(near) or is_cut(document, near, first):
            value += 1.5
        elif not SENTENCE_END.search(near) and not first[:1].isupper():
            value += 0.6
        if BULLET.match(first) or starts_with_framework(first) or starts_with_basis(first):
            value -= 0.3
    return value


def columns_of(row: SideRow, table: Sequence[tuple[int, int | None]], goal_words: frozenset[str]) -> list[int]:
    """Return the table's column of each of a row's stripes: in order, near its place, and right by its words.

    `table` says where each column begins and which of the four it is, None where that is not known.
    Two stripes that never stand on one line may be one column.
    """
    cost = [[_misfit(left - place, pieces, kind, goal_words) for place, kind in table] for left, pieces in row.stripes]
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for s, _ in enumerate(row.stripes):
        now: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (total, path) in best.items():
            for c in range(max(last, 0), len(table)):
                again = 3.0 if c == last else 0.0
                value = total + cost[s][c] + again
                if c not in now or value < now[c][0]:
                    now[c] = (value, (*path, c))
        best = now
    return list(min(best.values())[1])


def _misfit(shift: int, pieces: Sequence[Piece], kind: int | None, goal_words: frozenset[str]) -> float:
    """Return how badly a stripe fits a column: how far it is moved, and how its words suit the column."""
    value = 0.12 * math.sqrt(abs(shift)) * math.log1p(abs(shift))
    if kind is None:
        return value
    scores = column_scores(" ".join(piece.text for piece in pieces), goal_words)
    return value - 0.6 * max(-3.0, scores[kind] - max(scores))
