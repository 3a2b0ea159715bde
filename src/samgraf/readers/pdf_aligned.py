"""Tables without lines between their columns: what stands below each other down a page, parted by white from top to bottom.

A white strip that no line of text crosses parts two columns. The tables of a report mostly have the same columns, so that the
strips of all of them together are surer than those of one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from samgraf.readers.pdf_lines import Glyph, rows_of, stretched

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.readers.pdf_borders import Field

_PART = 0.5  # of the size: a wider gap may part two columns
_STRIP = 3.0  # points of white between columns, at least
_FEWEST = 3  # rows of text in a table, at least
_MOST = 500  # rows of text in a table on one page, so that a page of many short rows takes no long time
_TELLING = 8  # rows of text: fewer may show white by chance where there is no column
_COLUMNS = 3  # of a table, at least, unless the first holds labels
_FAR = 5.0  # times the size: more white ends a table
_LARGER = 1.1  # times the usual size: a heading
_LABELS = 0.5  # of the lines of a column of labels stand there more than once, at least
_LABEL = re.compile(r"[^\W\d_]{4}")
_BLANK = 0.15  # of the size: less is no blank
_AFTER = 0.4  # of the size: white that may stand between the paragraphs of a cell
_INFINITE = float("inf")

Strip = tuple[float, float]
"""Where white begins and ends, from left to right."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """The characters at one height of a page, and where its pieces begin and end between wide gaps."""

    glyphs: tuple[Glyph, ...]
    pieces: tuple[Strip, ...]
    top: float
    bottom: float
    size: float
    first: str
    """The text of its first piece, without blanks."""

    @property
    def white(self) -> list[Strip]:
        """Return where the row has no text, from the left end of the world to the right."""
        ends = [-_INFINITE, *(x for piece in self.pieces for x in piece), _INFINITE]
        return list(zip(ends[::2], ends[1::2], strict=True))


@dataclass
class Frame:
    """The part of a page that a table takes up, and the white strips between its columns."""

    page: int
    rows: list[TextRow]
    strips: list[Strip]
    foot: bool = False
    """Whether nothing stands below it on its page."""
    columns: list[Strip] = field(default_factory=list)
    """From where to where the text of each column goes, over all tables with these columns."""


def text_rows(glyphs: Iterable[Glyph]) -> list[TextRow]:
    """Return characters by height, from top to bottom."""
    found = []
    for row in rows_of(glyphs):
        inked = sorted((glyph for glyph in row if glyph.text.strip()), key=lambda glyph: glyph.x0)
        size = median(glyph.size for glyph in inked)
        pieces: list[Strip] = []
        whole = stretched(inked)
        for glyph in inked:
            if pieces and (whole or glyph.x0 - pieces[-1][1] < _PART * size):
                pieces[-1] = (pieces[-1][0], max(pieces[-1][1], glyph.x1))
            else:
                pieces.append((glyph.x0, glyph.x1))
        top, bottom = min(glyph.top for glyph in inked), max(glyph.bottom for glyph in inked)
        first = "".join(glyph.text for glyph in inked if glyph.x0 <= pieces[0][1])
        found.append(TextRow(tuple(row), tuple(pieces), top, bottom, size, first))
    return found


def aligned(pages: Mapping[int, Sequence[TextRow]], fields: Mapping[int, Sequence[Field]] | None = None) -> list[Frame]:
    """Return the tables without lines on pages, in reading order, those with the same columns told so.

    `fields` are the shaded rows of each page, whose columns those of the rows below them are.
    """
    times = Counter(row.first for rows in pages.values() for row in rows)
    labels = frozenset(text for text, count in times.items() if count > 1 and _LABEL.search(text))
    frames = {number: _frames(number, rows, labels, (fields or {}).get(number, ())) for number, rows in pages.items()}
    for before, after in pairwise(sorted(pages)):
        if after == before + 1 and frames[before] and frames[before][-1].foot:
            _go_on(frames[before][-1], frames[after], after, pages[after])
    found = [frame for number in sorted(frames) for frame in frames[number]]
    for group in _alike(found):
        strips = group[0].strips
        middles = [-_INFINITE, *((left + right) / 2 for left, right in strips), _INFINITE]
        columns = []
        for left, right in pairwise(middles):
            inside = [
                piece for frame in group for row in frame.rows for piece in row.pieces if left <= sum(piece) / 2 < right
            ]
            columns.append((min((x0 for x0, _ in inside), default=left), max((x1 for _, x1 in inside), default=right)))
        for frame in group:
            frame.strips, frame.columns = strips, columns
    return found


def _frames(page: int, rows: Sequence[TextRow], labels: frozenset[str], fields: Sequence[Field] = ()) -> list[Frame]:
    """Return the tables of a page by itself; `labels` are the texts that lines begin with more than once."""
    found = []
    at = 0
    while at < len(rows):
        end, strips = _reach(rows, at)
        end = _trimmed(rows, at, end, strips)
        if _is_table(rows[at:end], strips, labels):
            found.append(Frame(page, list(rows[at:end]), strips, foot=end == len(rows)))
            at = end
        elif shaded := _shaded(rows[at:], fields, page):
            found.append(shaded)
            at += len(shaded.rows)
            shaded.foot = at == len(rows)
        else:
            at += 1
    return found


def _shaded(rows: Sequence[TextRow], fields: Sequence[Field], page: int) -> Frame | None:
    """Return the table that a shaded row begins, in which white strips part no columns; None where no row is shaded."""
    field = next((field for field in fields if field.top <= (rows[0].top + rows[0].bottom) / 2 <= field.bottom), None)
    found = below_field(rows, field) if field else []
    if field is None or len(found) < _FEWEST:
        return None
    strips = [_white_at(found, x) for x in field.edges[1:-1]]
    return Frame(page, found[: _trimmed(found, 0, len(found), strips)], strips)


def below_field(rows: Sequence[TextRow], field: Field) -> list[TextRow]:
    """Return the rows of text that a shaded row begins, as far as none goes over the edges of its columns, by column."""
    found: list[TextRow] = []
    for row in rows:
        inked = sorted((glyph for glyph in row.glyphs if glyph.text.strip()), key=lambda glyph: glyph.x0)
        if (
            inked[0].x0 < field.edges[0] - _STRIP
            or inked[-1].x1 > field.edges[-1] + _STRIP
            or any(_goes_over(inked, x) for x in field.edges[1:-1])
            or (found and row.top - found[-1].bottom > _FAR * row.size)
            or (found and row.size > _LARGER * found[0].size)
        ):
            break
        cells = [[g for g in inked if left <= g.middle[0] < right] for left, right in pairwise(field.edges)]
        pieces = tuple((cell[0].x0, max(glyph.x1 for glyph in cell)) for cell in cells if cell)
        found.append(replace(row, pieces=pieces) if pieces else row)
    return found


def _white_at(rows: Sequence[TextRow], x: float) -> Strip:
    """Return the white strip at an edge between two columns, at least as wide as strips are."""
    left = max((piece[1] for row in rows for piece in row.pieces if sum(piece) / 2 < x), default=x)
    right = min((piece[0] for row in rows for piece in row.pieces if sum(piece) / 2 >= x), default=x)
    return (left, right) if right - left >= _STRIP else (x - _STRIP / 2, x + _STRIP / 2)


def _goes_over(inked: Sequence[Glyph], x: float) -> bool:
    """Return whether a word goes over an edge between two columns."""
    for before, glyph in pairwise(inked):
        if before.middle[0] < x <= glyph.middle[0]:
            near = glyph.x0 - before.x1 < _BLANK * glyph.size
            return near and abs(glyph.x0 - x) > _STRIP / 2
    return False


def _reach(rows: Sequence[TextRow], at: int) -> tuple[int, list[Strip]]:
    """Return how far down white strips go on that begin at a row, and the strips."""
    first = rows[at]
    if len(first.pieces) < 2:  # noqa: PLR2004 - a table begins with a row of several cells
        return at, []
    strips = [(left[1], right[0]) for left, right in pairwise(first.pieces)]
    end = at + 1
    while end < min(len(rows), at + _MOST):
        row = rows[end]
        if row.top - rows[end - 1].bottom > _FAR * row.size:
            break
        left = common(strips, row.white)
        lost = sum(not any(a < y and x < b for x, y in left) for a, b in strips)
        alone = len(row.pieces) == 1
        if not left or (lost and (alone or end - at >= _FEWEST)):
            break
        if alone and row.size > _LARGER * median(one.size for one in rows[at:end]):
            break
        strips = left
        end += 1
    return end, strips


def common(strips: Iterable[Strip], white: Sequence[Strip]) -> list[Strip]:
    """Return the white that strips and other white have in common, where it is wide enough to part columns."""
    return [(max(a, x), min(b, y)) for a, b in strips for x, y in white if min(b, y) - max(a, x) >= _STRIP]


def _trimmed(rows: Sequence[TextRow], at: int, end: int, strips: Sequence[Strip]) -> int:
    """Return where a table ends: lines of the first column alone, below a gap, stand under it."""
    if not strips:
        return end
    last = max((k for k in range(at, end) if rows[k].pieces[-1][1] > strips[0][0]), default=at)
    return _with_first_column(rows[:end], last + 1, _usual(rows[at:end]))


def _with_first_column(rows: Sequence[TextRow], stop: int, usual: float) -> int:
    """Return where the lines end that follow each other at the usual distance from a row on."""
    while 0 < stop < len(rows) and rows[stop].bottom - rows[stop - 1].bottom <= usual + _AFTER * rows[stop].size:
        stop += 1
    return stop


def _usual(rows: Sequence[TextRow]) -> float:
    """Return the usual distance of rows of text in points: the smallest that is common."""
    steps = sorted(b.bottom - a.bottom for a, b in pairwise(rows) if b.bottom - a.bottom > 0.5 * b.size)
    return steps[len(steps) // 4] if steps else 12.0


def _is_table(rows: Sequence[TextRow], strips: Sequence[Strip], labels: frozenset[str]) -> bool:
    """Return whether rows make a table: three columns, or two of which the first holds labels, the same again and again."""
    if len(rows) < _FEWEST or sum(len(row.pieces) > 1 for row in rows) < 2:  # noqa: PLR2004 - one may be chance
        return False
    if len(strips) >= _COLUMNS - 1:
        return True
    if not strips:
        return False
    left = [row for row in rows if row.pieces[0][0] < strips[0][0]]
    return sum(row.first in labels for row in left) > _LABELS * len(left)


def _go_on(before: Frame, frames: list[Frame], page: int, rows: Sequence[TextRow]) -> None:
    """Return nothing; let a table that reached the foot of a page take what goes on with its columns on the next."""
    strips, reach, fits = before.strips, 0, 0
    for place, row in enumerate(rows):
        left = common(strips, row.white)
        if len(left) < len(before.strips) or row.size > _LARGER * before.rows[-1].size:
            break
        strips, fits = left, place + 1
        if row.pieces[-1][1] > strips[0][0]:
            reach = place + 1
    if not reach:
        return
    reach = _with_first_column(rows[:fits], reach, _usual(before.rows))
    own = frames[0] if frames else None
    begins = next((k for k, row in enumerate(rows) if own and row is own.rows[0]), len(rows))
    if begins <= reach and own is not None:
        if begins:
            own.rows[:0] = rows[:begins]
        return
    if begins > reach:
        frames.insert(0, Frame(page, list(rows[:reach]), strips, foot=reach == len(rows)))


def _alike(frames: Sequence[Frame]) -> list[list[Frame]]:
    """Return tables in groups that share their columns; all of a group have the same strips afterwards."""
    groups: list[list[Frame]] = []
    for frame in sorted(frames, key=lambda frame: (-len(frame.rows), frame.page, frame.rows[0].top)):
        white: list[Strip] = [(-_INFINITE, _INFINITE)]
        for row in frame.rows:
            white = common(white, row.white)
        for group in groups:
            strips = common(group[0].strips, white)
            kept = all(any(a < y and x < b for x, y in strips) for a, b in group[0].strips)
            own = len(frame.rows) < _TELLING or all(any(a < y and x < b for x, y in strips) for a, b in frame.strips)
            if kept and own:
                group.append(frame)
                group[0].strips = strips
                break
        else:
            groups.append([frame])
    return groups
