"""Rows and cells found again in flat text, where a table has lost its borders.

The text of a table comes cell by cell: name, prestationer, effekter, mål, then the next row; a page
break cuts a row, and its four cells go on below in the same order. A beam search walks over the
lines; at each it may stay in the cell, go on to a later one, or begin a row. What it weighs are the
cues of `cues.py` and the form of the lines (`flat_lines.py`): did a sentence end, did a full line
force the break.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samgraf.reports.cues import (
    COLUMNS,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_lines import PARTED, LineForm, Unit, form_of, joined
from samgraf.reports.flat_looks import likely
from samgraf.reports.line_habit import LineHabit
from samgraf.reports.line_room import line_room
from samgraf.reports.open_ends import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Span

BEAM = 96
"""How many readings of a table are kept from line to line."""


Order = tuple[int, int, int, int]
"""The four columns from left to right; the name stands first."""


UNSEEN = -3.0
"""What speaks against a page's end where the text does not show its pages."""
NUMBERED = 6.0
"""What a row's number speaks for a row."""
BROKEN = 6.0
"""What speaks against a cell that ends where a line was wrapped, and against one that goes on though the next has begun."""
COLON = 3.0
"""What speaks against a row after a colon: what it announces follows."""
REPEATED = 2.0
"""What speaks against a line as the first of a row that comes again in the same table."""
BESIDE = 2.0
"""What speaks against two cells beside each other in the column of effects: some forms have one for the basis."""
CLOSES = -2.0
"""What speaks against a basis in brackets as the first of a cell: it closes what it is the basis of."""
LOOKS, LEAST_LIKELY = 0.5, -4.0
"""What a paragraph's looks count beside its lines' cues, and the least they say against a column (log)."""
ALONE = 2.5
"""What speaks against a cell of one line with the next on a line of its own, where the text comes as it was drawn."""


@dataclass(frozen=True)
class FlatRow:
    """A row as found: for each of the four columns the spans of its lines, and how sure each cell is (0 to 1)."""

    cells: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    confidence: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


class _Path(NamedTuple):
    """A reading so far: its score, the column of the last line, and where each column of the row ended.

    `last` holds the index of the last line of each column in this row, -1 where there is none; `cut`
    is the line with which a later page took the row up again, -1 if none did; `bulleted` says that
    the cell has had a bullet, `told` that the name cell has said who leads or when; `before` is the reading without the last line.
    """

    score: float
    column: int
    last: tuple[int, int, int, int]
    begins: bool = False
    cut: int = -1
    bulleted: bool = False
    told: bool = False
    before: _Path | None = None

    def carries(self, column: int) -> bool:
        """Return whether a page cut the row after this column had begun, and it has not been taken up again."""
        return 0 <= self.last[column] < self.cut


def decode_rows(
    units: Sequence[Unit],
    goal_words: frozenset[str],
    order: Order = (NAME, OUTPUTS, EFFECTS, GOALS),
    habit: LineHabit | None = None,
) -> tuple[tuple[FlatRow, ...], float]:
    """Return the rows of a table in flat text whose columns stand in an order, and the score of the reading's cues per line.

    `habit` tells how the rows of the document begin.
    """
    if not units:
        return (), 0.0
    lines = line_forms(units, goal_words)
    alike = [habit.weight(units, lines, i) if habit else 0.0 for i in range(len(units))]
    lines = [line._replace(title=line.title + told) for line, told in zip(lines, alike, strict=True)]
    scores = [_scored(unit, line, goal_words) for unit, line in zip(units, lines, strict=True)]
    looks = _looks(units, lines, goal_words)
    weighed = [tuple(a + b for a, b in zip(*one, strict=True)) for one in zip(_smoothed(scores), looks, strict=True)]
    beam = [_Path(weighed[0][NAME] + lines[0].title, NAME, (0, -1, -1, -1), begins=True, bulleted=lines[0].bullet)]
    for i in range(1, len(units)):
        grown: dict[tuple[int, tuple[int, int, int, int], int], _Path] = {}
        for path in beam:
            for step in _steps(path, units, lines, i, weighed[i], scores[i][GOALS], order):
                key = (step.column, step.last, step.cut)
                if key not in grown or grown[key].score < step.score:
                    grown[key] = step
        beam = sorted(grown.values(), key=_by_score)[:BEAM]
    best = max(beam, key=lambda path: path.score + _ended(path, units))
    columns = list(_columns(best))[::-1]
    cues = best.score - sum(one[column] for one, (column, _) in zip(looks, columns, strict=True))
    cues -= sum(told for told, (_, begins) in zip(alike, columns, strict=True) if begins)
    return _rows(columns, units, scores), cues / len(units)


def line_forms(units: Sequence[Unit], goal_words: frozenset[str]) -> list[LineForm]:
    """Return what the form of each line of a table says."""
    return _once([form_of(units, i, goal_words) for i in range(len(units))], units)


def rows_habit(tables: Sequence[tuple[tuple[Unit, ...], Order]], goal_words: frozenset[str]) -> LineHabit:
    """Return how the rows of tables begin, as a first reading of them tells."""
    read = [decode_rows(units, goal_words, order)[0] for units, order in tables]
    habit = LineHabit(line_room([_in_columns(units, rows) for (units, _), rows in zip(tables, read, strict=True)]))
    for (units, _), rows in zip(tables, read, strict=True):
        parted = habit.parted(units)
        begins = frozenset(row.cells[NAME][0].start for row in rows if row.cells[NAME])
        habit.add(parted, line_forms(parted, goal_words), begins)
    return habit


def _in_columns(units: Sequence[Unit], rows: Sequence[FlatRow]) -> list[tuple[Unit, int]]:
    """Return the lines of a table with the column of each."""
    columns = {span.start: c for row in rows for c, cell in enumerate(row.cells) for span in cell}
    return [(unit, columns[unit.span.start]) for unit in units]


def _columns(path: _Path | None) -> Iterator[tuple[int, bool]]:
    """Yield the column of each line of a reading, the last first, and whether it begins a row."""
    while path is not None:
        yield path.column, path.begins
        path = path.before


def _once(lines: Sequence[LineForm], units: Sequence[Unit]) -> list[LineForm]:
    """Return the forms of lines, those that come again less a title: a table has an insats once, a goal's words often."""
    times = Counter(unit.text.rstrip(" .,") for unit in units)
    return [
        line._replace(title=line.title - REPEATED) if times[unit.text.rstrip(" .,")] > 1 else line
        for line, unit in zip(lines, units, strict=True)
    ]


def _ended(path: _Path, units: Sequence[Unit]) -> float:
    """Return what speaks against a table that ends with a reading's last row."""
    return (0.0 if path.last[GOALS] >= 0 else -2.0) - BROKEN * sum(units[at].wraps for at in path.last if at >= 0)


def _scored(unit: Unit, line: LineForm, goal_words: frozenset[str]) -> tuple[float, float, float, float]:
    """Return the scores of a line, with what only its form and the next line tell."""
    name, outputs, effects, goals = column_scores(unit.text, goal_words)
    if line.describes and not starts_with_description(unit.text):
        name += 2.5
    if line.framework and not starts_with_framework(unit.text):
        goals += 4.0
    if line.basis and not starts_with_basis(unit.text):
        effects += 4.0
    return name, outputs, effects, goals


def _by_score(path: _Path) -> float:
    return -path.score


def _smoothed(scores: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, ...]]:
    """Return each line's scores with the best taken off, so that a reading is weighed by what it gives up."""
    return [tuple(0.55 * (value - max(line)) for value in line) for line in scores]


def _looks(units: Sequence[Unit], lines: Sequence[LineForm], goal_words: frozenset[str]) -> list[tuple[float, ...]]:
    """Return for each line its share of what the form of its whole paragraph speaks for each column."""
    begins = [
        i
        for i, (unit, line) in enumerate(zip(units, lines, strict=True))
        if not i or unit.hard > PARTED or unit.page_break or unit.begins or line.bullet or line.basis or line.framework
    ]
    times = Counter(unit.text.rstrip(" .,") for unit in units)
    found: list[tuple[float, ...]] = []
    for first, end in pairwise([*begins, len(units)]):
        if times[units[first].text.rstrip(" .,")] > 1:  # a goal's words, whatever they look like
            found += [(0.0,) * len(COLUMNS)] * (end - first)
            continue
        first_name, outputs, effects, goals, later = likely(joined(units, first, end), goal_words)
        looks = (max(first_name, later), outputs, effects, goals)
        share = LOOKS / (end - first)
        told = tuple(share * max(LEAST_LIKELY, one - max(looks)) for one in looks)
        known = next((i for i in range(first + 1, end) if not lines[i].lower), end)
        found += [told] * (known - first) + [(0.0,) * len(COLUMNS)] * (end - known)
    return found


def _steps(
    path: _Path,
    units: Sequence[Unit],
    lines: Sequence[LineForm],
    i: int,
    score: Sequence[float],
    goal: float,
    order: Order,
) -> Iterator[_Path]:
    """Yield the readings that one more line allows: stay, go on, begin a row, or finish what a page cut."""
    unit, line = units[i], lines[i]
    place = order.index(path.column)
    alone = _alone(path, unit, i)
    stay = _stay(path, unit, line, goal)
    if units[i - 1].wraps and not unit.page_break and (line.bullet or line.basis):
        stay -= BROKEN
    yield _move(path, line, i, path.column, path.score + score[path.column] + stay)
    for column in order[place + 1 :]:
        if unit.page_break and path.last[column] >= 0:
            continue
        skipped = sum(_skipping(path, units, lines, c, order) for c in order[place + 1 : order.index(column)])
        if path.carries(column):
            fit = _taken_up(path, units, lines, i, column) + 0.4 * score[column] - 0.3 + min(0.0, line.edge_lower)
        else:
            fit = line.edge + score[column] - 1.2 + _opening(path, units, lines, i, column)
        yield _move(path, line, i, column, path.score + fit + skipped - alone)
    if path.column != NAME or path.cut >= 0:
        total = path.score + score[NAME] + _beginning(path, units, lines, i, order)
        yield _Path(total, NAME, (i, -1, -1, -1), begins=True, bulleted=line.bullet, before=path)
    if unit.page_break or (unit.loose and path.column != NAME):
        again = path._replace(cut=i)
        unseen = 0.0 if unit.page_break else UNSEEN
        for column in order[: place + 1]:
            if path.last[column] >= 0:
                fit = _taken_up(path, units, lines, i, column) + 0.4 * score[column]
                skipped = sum(_skipping(again, units, lines, c, order) for c in order[: order.index(column)])
                yield _move(again, line, i, column, path.score + fit + skipped + unseen, before=path)


def _beginning(path: _Path, units: Sequence[Unit], lines: Sequence[LineForm], i: int, order: Order) -> float:
    """Return what speaks for a line as the first of a row, and for the row before as ended."""
    unit, line = units[i], lines[i]
    value = sum(_skipping(path, units, lines, c, order) for c in order[order.index(path.column) + 1 :])
    value -= BROKEN * sum(units[at].wraps for at in path.last if at >= 0)
    if unit.page_break:
        value += _unfinished(path, lines)
    if path.column == order[-1] == GOALS and line.ends_title:
        value += 1.2
    if path.column == order[-1] and lines[i - 1].open and not line.ends_title:
        value -= 1.4
    value -= COLON * line.colon_before
    value += NUMBERED if unit.numbered else -NUMBERED / 2 if units[0].numbered else 0.0
    return value + line.edge - 1.2 + line.title


def _taken_up(path: _Path, units: Sequence[Unit], lines: Sequence[LineForm], i: int, column: int) -> float:
    """Return how well a line goes on with a cell that a page cut."""
    last = path.last[column]
    return _continuation(units[last].text, lines[last].open, lines[i])


def _alone(path: _Path, unit: Unit, i: int) -> float:
    """Return what speaks against another cell of the row in a line of its own: one line's cell has the next in the same line."""
    if not unit.drawn or unit.begins or unit.page_break:
        return 0.0
    before = path.before
    single = path.begins or path.cut == i - 1 or before is None or before.column != path.column
    return ALONE if single else 0.0


def _skipping(path: _Path, units: Sequence[Unit], lines: Sequence[LineForm], column: int, order: Order) -> float:
    """Return what it costs to leave a column out: little where a page cut the row and the cell was complete."""
    if path.carries(column):
        if units[path.last[column]].wraps:
            return -BROKEN
        return -1.6 if lines[path.last[column]].open else -0.1
    if path.cut >= 0 and path.last[column] < 0 and 0 <= path.last[order[-1]] < path.cut:
        return 0.0  # already left out above the cut
    return (0.0, -1.7, -1.1, -3.4)[column]


def _unfinished(path: _Path, lines: Sequence[LineForm]) -> float:
    """Return what it costs to begin a row on a new page though cells of the row before stopped in the middle."""
    return sum(-4.0 if lines[at].wide_open else -0.5 if lines[at].open else 0.0 for at in path.last[:GOALS] if at >= 0)


def _move(path: _Path, line: LineForm, i: int, column: int, score: float, *, before: _Path | None = None) -> _Path:
    """Return a reading with line `i` in a column of the same row."""
    last = (*path.last[:column], i, *path.last[column + 1 :])
    bulleted = line.bullet or (path.bulleted and column == path.column)
    told = path.told or (column == NAME and line.tells)
    return _Path(score, column, last, begins=False, cut=path.cut, bulleted=bulleted, told=told, before=before or path)  # type: ignore[arg-type]


def _continuation(ended: str, open_end: bool, line: LineForm) -> float:  # noqa: FBT001  (a plain fact)
    """Return how well a line goes on with what a page break cut."""
    if open_end and line.lower:
        return 2.2
    if open_end:
        return 1.6 if OPEN_END.search(ended) else -0.4
    return -2.5 if line.lower else 0.6 if line.describes else -1.0


def _stay(path: _Path, unit: Unit, line: LineForm, goal: float) -> float:
    """Return what staying in the cell costs: a label that begins another cell is passed over at a price."""
    cost = 0.0
    if unit.begins and not unit.page_break:
        cost -= BESIDE if path.column == EFFECTS else BROKEN
    if line.framework and path.column != GOALS and unit.hard > 0.3:  # noqa: PLR2004
        cost -= 3.0 if path.column == EFFECTS else 2.0
    if line.basis and path.column != EFFECTS:
        cost -= 3.0
    if path.column == GOALS and not line.lower:
        cost -= (0.35 if goal > 1.2 else 0.8 if goal > 0 else 1.1) * max(unit.hard, 0.8 if line.stopped else 0.3)  # noqa: PLR2004
    if path.column == NAME and path.told and line.stopped and not line.tells and not line.lower:
        cost -= 0.5 + 0.4 * max(0.0, line.title)
    if line.bullet and not line.colon_before and not path.bulleted:
        cost -= 0.9
    if line.describes and path.column != NAME:
        cost -= 1.2
    return cost


def _opening(path: _Path, units: Sequence[Unit], lines: Sequence[LineForm], i: int, column: int) -> float:
    """Return what speaks for a line as the first of a cell."""
    line = lines[i]
    if column == GOALS:
        return 1.5 if line.framework else -0.5
    if column == EFFECTS:
        if line.basis and units[i].text.startswith("("):
            return CLOSES
        return 2.0 if line.basis else -1.5 if line.describes else 0.0
    named = path.last[NAME]
    value = 1.0 if line.bullet and not any(one.bullet for one in lines[max(0, named - 2) : named]) else 0.0
    value -= 1.5 if line.describes else 0.0
    return value + (1.3 if units[named].text.rstrip(" .").endswith(")") and lines[named].title < 1 else 0.0)


def _rows(
    columns: Sequence[tuple[int, bool]], units: Sequence[Unit], scores: Sequence[Sequence[float]]
) -> tuple[FlatRow, ...]:
    """Return the rows of the best reading, each cell with how far its cues stand above the other columns'."""
    rows: list[list[list[int]]] = []
    for i, (column, begins) in enumerate(columns):
        if begins:
            rows.append([[], [], [], []])
        rows[-1][column].append(i)
    margin = [[line[c] - max(line[:c] + line[c + 1 :]) for c in range(4)] for line in map(list, scores)]
    return tuple(
        FlatRow(
            (_spans(row[0], units), _spans(row[1], units), _spans(row[2], units), _spans(row[3], units)),
            (
                _sureness([margin[i][0] for i in row[0]]),
                _sureness([margin[i][1] for i in row[1]]),
                _sureness([margin[i][2] for i in row[2]]),
                _sureness([margin[i][3] for i in row[3]]),
            ),
        )
        for row in rows
    )


def _spans(places: Sequence[int], units: Sequence[Unit]) -> tuple[Span, ...]:
    return tuple(units[i].span for i in places)


def _sureness(margins: Sequence[float]) -> float:
    """Return how sure a cell is, from how far its lines' cues stand above the other columns'."""
    if not margins:
        return 0.6
    mean = sum(max(-2.0, min(3.0, m)) for m in margins) / len(margins)
    return round(1 / (1 + math.exp(-(mean + 1.2))), 2)
