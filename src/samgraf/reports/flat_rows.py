"""Rows and cells found again in flat text, where a table has lost its borders.

The text of a table comes cell by cell: name, prestationer, effekter, mål, then the next row; a page
break cuts a row, and its four cells go on below in the same order. A beam search walks over the
lines; at each it may stay in the cell, go on to a later one, or begin a row. What it weighs are the
cues of `cues.py` and the form of the lines: did a sentence end, did a full line force the break.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    GOALS,
    NAME,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document, Line

BEAM = 24
"""How many readings of a table are kept from line to line."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a table: its text, its place, and how it hangs on the line before.

    `hard` tells whether the line before could have held the first word of this one (0 no, 1 yes);
    `cut_below` how likely the next page goes on with the row.
    """

    text: str
    span: Span
    page_break: bool
    hard: float
    cut_below: float = 0.0


@dataclass(frozen=True)
class FlatRow:
    """A row as found: for each of the four columns the spans of its lines, and how sure each cell is (0 to 1)."""

    cells: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    confidence: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


class _Path(NamedTuple):
    """A reading so far: its score, the column of the last line, and where each column of the row ended.

    `last` holds the index of the last line of each column in this row, -1 where there is none; `cut`
    is the line with which a later page took the row up again, -1 if none did; `bulleted` says that
    the cell has had a bullet; `before` is the reading without the last line.
    """

    score: float
    column: int
    last: tuple[int, int, int, int]
    begins: bool = False
    cut: int = -1
    bulleted: bool = False
    before: _Path | None = None

    def carries(self, column: int) -> bool:
        """Return whether a page cut the row after this column had begun, and it has not been taken up again."""
        return 0 <= self.last[column] < self.cut


class _Line(NamedTuple):
    """What the form of a line says, worked out once: see the functions of the same names."""

    edge: float
    edge_lower: float
    title: float
    basis: bool
    framework: bool
    bullet: bool
    colon_before: bool
    lower: bool
    open: bool
    wide_open: bool
    describes: bool
    ends_title: bool


_SENTENCE_END = re.compile(r"[.!?:;)\u201d\"]\s*$")
_OPEN_END = re.compile(
    r"(?:,|[^\W\d_][-\u00ad]|\b(?:och|eller|samt|av|för|i|på|till|med|som|att|en|ett|den|det|de|vid|inom|från|om|är|har|kan|ska|där|mot|ur|via|utan|mellan|under|genom|inkl|bl|t|länets|olika|bland|så|vara|delmål|effektmål|målområde|nr|kap|avsnitt|\d+[–-]))\s*$",
    re.IGNORECASE,
)
_COMMON_START = re.compile(r"\s*[a-zåäö]")
_MERGED = re.compile(r"(?<=[^\s.:;,])\s{2,}(?=[A-ZÅÄÖ])|(?<=[a-zåäö)]) (?=[A-ZÅÄÖ][a-zåäö]{4,})")


def flat_units(document: Document, lines: Sequence[Line]) -> tuple[Unit, ...]:
    """Return the lines of a table as units; a line that holds two cells side by side is parted."""
    texts = [document.text[line.start : line.end] for line in lines]
    lengths = sorted(len(text.strip()) for text in texts)
    width = lengths[int(len(lengths) * 0.93)] if lengths else 0
    units: list[Unit] = []
    for line, text in zip(lines, texts, strict=True):
        start = line.start + len(text) - len(text.lstrip())
        pieces = _part_merged(text.strip(), width)
        turned = bool(units) and line.page != document.line_at(units[-1].span.start).page
        for k, (left, right) in enumerate(pieces):
            piece = text.strip()[left:right].strip()
            before = units[-1].text if units else ""
            first_word = piece.split(maxsplit=1)[0]
            room = width - (len(before) + 1 + len(first_word))
            hard = 1.0 if k else 1.0 / (1.0 + math.exp(-(room - 0.5) / 1.5))
            if BULLET.match(piece) or starts_with_basis(piece) or starts_with_framework(piece):
                hard = max(hard, 0.8)
            units.append(Unit(piece, Span(start + left, start + right), turned and k == 0, hard))
    return _look_ahead(units)


def _look_ahead(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units, told whether the page they stand on ends in the middle of a row."""
    told: list[Unit] = []
    below = 0.0
    for unit in reversed(units):
        told.append(replace(unit, cut_below=below))
        if unit.page_break:
            below = 1.0 if _COMMON_START.match(unit.text) else 0.7
    return tuple(reversed(told))


def _part_merged(text: str, width: int) -> list[tuple[int, int]]:
    """Return the pieces of a line: two where it is far too long for one cell and a capital begins anew inside."""
    if len(text) <= width * 1.25 or width < 12:  # noqa: PLR2004  (narrower is no table)
        return [(0, len(text))]
    cuts = [m for m in _MERGED.finditer(text) if m.start() <= width and len(text) - m.end() <= width * 1.1]
    wide = [m for m in cuts if len(m.group()) > 1]
    if chosen := (wide or cuts):
        return [(0, chosen[0].start()), (chosen[0].end(), len(text))]
    return [(0, len(text))]


def decode_rows(units: Sequence[Unit], goal_words: frozenset[str]) -> tuple[tuple[FlatRow, ...], float]:
    """Return the rows of a table in flat text, and the score of the reading per line."""
    if not units:
        return (), 0.0
    lines = [_form(units, i, goal_words) for i in range(len(units))]
    scores = [_scored(unit, line, goal_words) for unit, line in zip(units, lines, strict=True)]
    weighed = _smoothed(scores)
    beam = [_Path(weighed[0][NAME] + lines[0].title, NAME, (0, -1, -1, -1), begins=True, bulleted=lines[0].bullet)]
    for i in range(1, len(units)):
        grown: dict[tuple[int, tuple[int, int, int, int], int], _Path] = {}
        for path in beam:
            for step in _steps(path, units, lines, i, weighed[i], scores[i][GOALS]):
                key = (step.column, step.last, step.cut)
                if key not in grown or grown[key].score < step.score:
                    grown[key] = step
        beam = sorted(grown.values(), key=_by_score)[:BEAM]
    best = max(beam, key=lambda path: path.score + (0.0 if path.column == GOALS else -2.0))
    return _rows(best, units, scores), best.score / len(units)


def _describes(units: Sequence[Unit], i: int) -> bool:
    """Return whether a line begins to tell who leads an insats, when it runs or who pays; the verb may stand on the next line."""
    text = units[i].text
    if _SENTENCE_END.search(text) or i + 1 == len(units) or units[i + 1].page_break or not units[i + 1].text[:1].islower():
        return starts_with_description(text)
    return starts_with_description(f"{text} {units[i + 1].text}")


def _scored(unit: Unit, line: _Line, goal_words: frozenset[str]) -> tuple[float, float, float, float]:
    """Return the scores of a line, with what only its form and the next line tell."""
    name, outputs, effects, goals = column_scores(unit.text, goal_words)
    if line.describes and not starts_with_description(unit.text):
        name += 2.5
    return name, outputs, effects, goals


def _by_score(path: _Path) -> float:
    return -path.score


def _form(units: Sequence[Unit], i: int, goal_words: frozenset[str]) -> _Line:
    """Return what the form of a line and of the line before says."""
    unit, before = units[i], units[i - 1] if i else units[i]
    labelled = BULLET.match(unit.text) is not None
    basis, framework = starts_with_basis(unit.text), starts_with_framework(unit.text)
    return _Line(
        edge=_edge(before, unit, labelled=labelled or basis or framework),
        edge_lower=_edge(before, unit, labelled=labelled or basis or framework, lower=True),
        title=_title(units, i),
        basis=basis,
        framework=framework,
        bullet=labelled,
        colon_before=before.text.rstrip().endswith(":"),
        lower=_COMMON_START.match(unit.text) is not None,
        open=_is_open(unit.text),
        wide_open=_OPEN_END.search(unit.text) is not None,
        describes=_describes(units, i),
        ends_title=" ".join(words(before.text)[-2:]) in goal_words,
    )


def _smoothed(scores: Sequence[tuple[float, float, float, float]]) -> list[tuple[float, ...]]:
    """Return each line's scores with the best taken off, so that a reading is weighed by what it gives up."""
    return [tuple(0.55 * (value - max(line)) for value in line) for line in scores]


def _steps(path: _Path, units: Sequence[Unit], lines: Sequence[_Line], i: int, score: Sequence[float], goal: float) -> Iterator[_Path]:
    """Yield the readings that one more line allows: stay, go on, begin a row, or finish what a page cut."""
    unit, line = units[i], lines[i]
    yield _move(path, line, i, path.column, path.score + score[path.column] + _stay(path, unit, line, goal))
    for column in range(path.column + 1, GOALS + 1):
        if unit.page_break and path.last[column] >= 0:
            continue
        skipped = sum(_skipping(path, lines, c) for c in range(path.column + 1, column))
        if path.carries(column):
            fit = _continuation(units[path.last[column]].text, lines[path.last[column]].open, line) + 0.4 * score[column] - 0.3
            fit += min(0.0, line.edge_lower)
        else:
            fit = line.edge + score[column] - 1.2 + _opening(path, units, lines, i, column)
        yield _move(path, line, i, column, path.score + fit + skipped)
    if path.column != NAME or path.cut >= 0:
        left = sum(_skipping(path, lines, c) for c in range(path.column + 1, GOALS + 1))
        if unit.page_break:
            left += _unfinished(path, lines)
        ended = 1.2 if path.column == GOALS and line.ends_title else 0.0
        if path.column == GOALS and lines[i - 1].open and not line.ends_title:
            ended -= 1.4
        total = path.score + score[NAME] + line.edge - 1.2 + left + line.title + ended
        yield _Path(total, NAME, (i, -1, -1, -1), begins=True, bulleted=line.bullet, before=path)
    if unit.page_break:
        again = path._replace(cut=i)
        for column in range(path.column + 1):
            if path.last[column] >= 0:
                fit = _continuation(units[path.last[column]].text, lines[path.last[column]].open, line) + 0.4 * score[column]
                skipped = sum(_skipping(again, lines, c) for c in range(column))
                yield _move(again, line, i, column, path.score + fit + skipped, before=path)


def _skipping(path: _Path, lines: Sequence[_Line], column: int) -> float:
    """Return what it costs to leave a column out: little where a page cut the row and the cell was complete."""
    if path.carries(column):
        return -1.6 if lines[path.last[column]].open else -0.1
    if path.cut >= 0 and path.last[column] < 0 and 0 <= path.last[GOALS] < path.cut:
        return 0.0  # already left out above the cut
    return (0.0, -1.7, -1.1, -3.4)[column]


def _unfinished(path: _Path, lines: Sequence[_Line]) -> float:
    """Return what it costs to begin a row on a new page though cells of the row before stopped in the middle."""
    return sum(-4.0 if lines[at].wide_open else -0.5 if lines[at].open else 0.0 for at in path.last[:GOALS] if at >= 0)


def _is_open(text: str) -> bool:
    return not _SENTENCE_END.search(text) or bool(_OPEN_END.search(text))


def _move(path: _Path, line: _Line, i: int, column: int, score: float, *, before: _Path | None = None) -> _Path:
    """Return a reading with line `i` in a column of the same row."""
    last = path.last[:column] + (i,) + path.last[column + 1 :]
    bulleted = line.bullet or (path.bulleted and column == path.column)
    return _Path(score, column, last, begins=False, cut=path.cut, bulleted=bulleted, before=before or path)  # type: ignore[arg-type]


def _continuation(ended: str, open_end: bool, line: _Line) -> float:  # noqa: FBT001  (a plain fact)
    """Return how well a line goes on with what a page break cut."""
    if open_end and line.lower:
        return 2.2
    if open_end:
        return 1.6 if _OPEN_END.search(ended) else -0.4
    return -2.5 if line.lower else 0.6 if line.describes else -1.0


def _stay(path: _Path, unit: Unit, line: _Line, goal: float) -> float:
    """Return what staying in the cell costs: a label that begins another cell is passed over at a price."""
    cost = 0.0
    if line.framework and path.column != GOALS and unit.hard > 0.3:  # noqa: PLR2004
        cost -= 3.0 if path.column == EFFECTS else 2.0
    if line.basis and path.column != EFFECTS:
        cost -= 3.0
    if path.column == GOALS and not line.lower:
        cost -= (0.35 if goal > 1.2 else 0.8 if goal > 0 else 1.1) * max(unit.hard, 0.3)  # noqa: PLR2004
    if line.bullet and not line.colon_before and not path.bulleted:
        cost -= 0.9
    if line.describes and path.column != NAME:
        cost -= 1.2
    return cost


def _edge(before: Unit, unit: Unit, *, labelled: bool, lower: bool = False) -> float:
    """Return how likely a cell ends between two lines, from the form of the lines alone.

    `labelled` says that the line begins with a bullet or a label; `lower` that the next cell may
    begin in lower case, because a page cut it.
    """
    value = 0.3 if unit.page_break else 2.2 * unit.hard - 1.5
    if _OPEN_END.search(before.text):
        value -= 4.0 - unit.cut_below * (3.2 if labelled else 1.5)
    elif _SENTENCE_END.search(before.text):
        value += 0.9
    if _COMMON_START.match(unit.text):
        value -= 0.0 if lower else 3.5
    elif BULLET.match(unit.text):
        value += 0.2
    if before.text.count("(") > before.text.count(")"):
        value -= 2.0
    return value


def _opening(path: _Path, units: Sequence[Unit], lines: Sequence[_Line], i: int, column: int) -> float:
    """Return what speaks for a line as the first of a cell."""
    line = lines[i]
    if column == GOALS:
        return 1.5 if line.framework else -0.5
    if column == EFFECTS:
        return 2.0 if line.basis else -1.5 if line.describes else 0.0
    named = path.last[NAME]
    value = 1.0 if line.bullet and not any(one.bullet for one in lines[max(0, named - 2) : named]) else 0.0
    value -= 1.5 if line.describes else 0.0
    return value + (1.3 if units[named].text.rstrip(" .").endswith(")") else 0.0)


_TITLE = re.compile(r"[#\"”“]?[A-ZÅÄÖ0-9]")
_DESCRIBES = re.compile(
    r"(?:\(?(?:Projekt|Syfte|Insats|Förstudie|Satsning|Mål(?:et|sättning)|Samverkan|Samarbet|Uppdrag|Arbetet|Ett? |I projekt|Inom|Genom|Under|Det |Den |Via)"
    r"|Drivs|Leds|Ägs|Pågår|Finansier|Bygger|Utveckl|Stöd|Kunskaps|Metod|Öppen|Regional|Nationell)"
)


def _title(units: Sequence[Unit], i: int) -> float:
    """Return how much a line looks like the first of a row: a title, then, on a line of its own, what it is."""
    text = units[i].text
    if BULLET.match(text) or starts_with_framework(text) or starts_with_basis(text) or not _TITLE.match(text) or _NO_TITLE.match(text):
        return -5.0 if text.startswith("(") else -3.0
    value = 0.6
    if _describes(units, i):
        value -= 2.2
    if _LIST.search(text):
        value -= 1.2
    if column_scores(text, frozenset())[GOALS] > 1:
        value -= 1.5
    if _DEFINITE.match(text):
        value -= 1.8
    if _SENTENCE_END.search(text) and not text.endswith((")", ".")):
        value -= 0.5
    best = 0.9 if _NAMED.match(text) else 0.0
    for k in range(1, 5):
        if i + k >= len(units) or _SENTENCE_END.search(units[i + k - 1].text):
            break
        following = units[i + k]
        if following.hard > 0.3 and following.text[:1].isupper() and not BULLET.match(following.text):
            best = max(best, (1.4 if _DESCRIBES.match(following.text) else 0.7) * following.hard)
    value += best
    own = max(0.0, column_scores(_YEARS.sub("", text), frozenset())[NAME])
    after = " ".join(unit.text for unit in units[i + 1 : i + 7])
    return value - 0.5 * own + min(1.6, 0.5 * column_scores(after, frozenset())[NAME])


_LIST = re.compile(r",\s*$|\b(?:kommun|AB|verket|myndigheten)(?:,| och)")
_NO_TITLE = re.compile(r"[\d\W]*$|(?:19|20)\d\d\s*[-–/]")
_NAMED = re.compile(r"[^.!?]{3,60}(?:\.\s+(?:En|Ett|[A-ZÅÄÖ12])|\s+är (?:en|ett)\b|\s+[–-]\s+(?:en|ett|[A-ZÅÄÖ])|\s+\(?(?:19|20)\d\d)")
_YEARS = re.compile(r"\b(?:19|20)\d\d\b.*")
_DEFINITE = re.compile(
    r"(?:Projektet|Syftet|Insatsen|Målet|Det|Den|I|Under|Inom|Detta|Arbetet|Vi|De|Dessa|Bidrar|Även|Pågår|Pågick|Startade?|Drivs|Drevs|Leds|Leddes|Ägs|Genomförs"
    r"|Finansier\w+|Medfinansier\w+|Syftar|Bygger|Omfattar|Avslutades?|(?:19|20)\d\d)\b"
)


def _rows(path: _Path | None, units: Sequence[Unit], scores: Sequence[Sequence[float]]) -> tuple[FlatRow, ...]:
    """Return the rows of the best reading, each cell with how far its cues stand above the other columns'."""
    labels: list[tuple[int, bool]] = []
    while path is not None:
        labels.append((path.column, path.begins))
        path = path.before
    rows: list[list[list[int]]] = []
    for i, (column, begins) in enumerate(reversed(labels)):
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
