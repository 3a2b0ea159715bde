"""The rows of a table without lines: where white goes from side to side, and each column begins anew below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from samgraf.readers.pdf_lines import OPEN_END, TextLine, lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.readers.pdf_aligned import Frame

_SOME = 0.15  # of the size: more white than between lines
_MORE = 1.25  # times the white between paragraphs: the white between rows
_SURE = 0.5  # of the size, where no cell shows how far its paragraphs stand apart
_COMMON = 0.1  # of the steps from line to line
_WIDEST = 1.75  # times the size: lines set with a half more room between them
_LEVEL = 0.6  # of the distance of lines: cells that begin nearer than that begin at the same height
_LINE = 0.7  # of the size: paragraphs stand no farther apart, where a line that is missing is told from them
_MISSING = 0.9  # of the size: white as high as a line that is missing
_RULES = 2  # rules between rows of text below the head, at least, for rules to part all rows


@dataclass(frozen=True, slots=True)
class _Band:
    """White from side to side: the top of what is below it, how much more there is than between lines, what begins below."""

    below: float
    extra: float
    named: bool
    begun: int


def columns_of(frame: Frame) -> list[list[TextLine]]:
    """Return the lines of a table by column."""
    middles = [(left + right) / 2 for left, right in frame.strips]
    cells: list[list[object]] = [[] for _ in range(len(middles) + 1)]
    for row in frame.rows:
        for glyph in row.glyphs:
            cells[sum(glyph.middle[0] > x for x in middles)].append(glyph)
    return [lines_of(found, frame.page) for found in cells]  # type: ignore[arg-type]


def row_tops(columns: Sequence[Sequence[TextLine]], rules: Sequence[float]) -> list[float]:
    """Return where the rows of a table begin, from the top; `rules` are the heights of lines drawn across it."""
    lines = sorted((line for column in columns for line in column), key=lambda line: line.top)
    first, size = lines[0].top, median(line.size for line in lines)
    ruled = _ruled(lines, rules)
    if len(ruled) >= _RULES:
        return [first, *ruled]
    bands = _bands(columns, lines)
    apart = _apart(columns, bands)
    least = _MORE * apart if any(band.extra > _MORE * apart for band in bands if band.named) else 0.0
    sure = 2 * apart if apart else _SURE * size
    tops: list[float] = []
    below = float("inf")
    for band in reversed(bands):
        if band.named and band.extra >= least and (band.extra >= sure or _level(columns, band.below, below)):
            tops.append(band.below)
            below = band.below
    begun = _begun(columns, apart if apart < _LINE * size else 0.0)
    if not tops and (each := _each(columns)) and not begun:
        return each
    return _apart_from_each_other(sorted({first, *ruled, *tops, *begun}), size)


def _apart_from_each_other(tops: Sequence[float], size: float) -> list[float]:
    """Return the tops of rows, one of those that are nearer to each other than lines are."""
    found: list[float] = []
    for top in tops:
        if not found or top - found[-1] > _LEVEL * size:
            found.append(top)
    return found


def _begun(columns: Sequence[Sequence[TextLine]], apart: float) -> list[float]:
    """Return where columns begin anew below white that is as high as a line: rows follow each other without more white.

    The longest cell of a row leaves no white below it; those beside it do. White in a cell that stands beside a line of
    the first column which goes on with a sentence is none of a row's.
    """
    found = []
    for before, line in pairwise(columns[0]):
        anew = [_white_above(column, line, apart) for column in columns]
        if (
            (anew[0] or sum(anew) > 1 or (any(anew) and line.bold and not before.bold))
            and not line.text[:1].islower()
            and not OPEN_END.search(before.text)
        ):
            found.append(line.top)
    named = [line for line in columns[0] if line.top in found]
    if named and all(line.bold for line in named):
        found += [line.top for before, line in pairwise(columns[0]) if line.bold and not before.bold]
    return sorted(set(found))


def _white_above(column: Sequence[TextLine], beside: TextLine, apart: float) -> bool:
    """Return whether a column begins at the height of a line of another, below white as high as a line at least."""
    for place, line in enumerate(column):
        if abs(line.top - beside.top) <= _LEVEL * line.size:
            return place > 0 and line.top - column[place - 1].bottom > apart + _MISSING * line.size
    return False


def _each(columns: Sequence[Sequence[TextLine]]) -> list[float]:
    """Return the tops of all lines where each column has a line in each row of text: each is a row; else nothing."""
    tops = [line.top for line in columns[0]]
    level = all(
        len(column) == len(tops)
        and all(abs(line.top - top) < _LEVEL * line.size for line, top in zip(column, tops, strict=True))
        for column in columns
    )
    return tops if level else []


def _ruled(lines: Sequence[TextLine], rules: Sequence[float]) -> list[float]:
    """Return the tops of the lines that stand first below a rule; a rule above all lines or below them parts none."""
    found = []
    for rule in rules:
        under = [line.top for line in lines if line.top + line.bottom > 2 * rule]
        if under and len(under) < len(lines):
            found.append(min(under))
    return sorted(set(found))


def _bands(columns: Sequence[Sequence[TextLine]], lines: Sequence[TextLine]) -> list[_Band]:
    """Return the white bands across a table that are wider than that between its lines."""
    size = median(line.size for line in lines)
    between = (_leading(columns) - 1.0) * size
    found = []
    reach = lines[0].bottom
    for line in lines:
        extra = line.top - reach - between
        if extra > _SOME * size:
            begun = [any(abs(other.top - line.top) <= _LEVEL * size for other in column) for column in columns]
            found.append(_Band(line.top, extra, begun[0], sum(begun)))
        reach = max(reach, line.bottom)
    return found


def _leading(columns: Sequence[Sequence[TextLine]]) -> float:
    """Return the distance of the lines in a cell, in sizes of their letters: the smallest that is common in a column."""
    steps = Counter(
        round((line.bottom - before.bottom) / line.size, 1)
        for column in columns
        for before, line in pairwise(column)
        if line.bottom - before.bottom > 0.9 * line.size
    )
    common = [step for step, count in steps.items() if count >= _COMMON * steps.total()]
    return max(1.0, min([*common, _WIDEST]))


def _apart(columns: Sequence[Sequence[TextLine]], bands: Sequence[_Band]) -> float:
    """Return how much more white stands between the paragraphs of cells than between their lines; 0 where none does."""
    lines = [line for column in columns for line in column]
    size = median(line.size for line in lines)
    leading = _leading(columns) * size
    tops = [band.below for band in bands if band.named]
    found = [
        extra
        for column in columns
        for before, line in pairwise(column)
        if _SOME * size < (extra := line.bottom - before.bottom - leading) < 2 * size
        and not any(before.top < top <= line.top + _LEVEL * size for top in tops)
    ]
    return median(found) if found else 0.0


def _level(columns: Sequence[Sequence[TextLine]], top: float, below: float) -> bool:
    """Return whether each column that has text in a row begins at its top."""
    for column in columns:
        inside = [line for line in column if top - line.size * _LEVEL <= line.top < below - 1.0]
        if inside and inside[0].top - top > _LEVEL * inside[0].size:
            return False
    return True
