"""Rows found again where a tool took the text of a table out box by box.

What stands in which column is told by cues, and the boxes of a column keep their order. Which row a box belongs to
when others lack theirs is told by the order of all boxes of the page: layout analysis writes them by where they
stand, so for each way to share the boxes out among the rows the order that it would give is held against the one that
is there. The rows that fit best in order and in words are taken, page by page, with the rows that a page cuts.

A box holds what one cell has on one page. Where nothing parts the rows but a line, a cell that fills its row runs into
the one below: then a box holds paragraphs of several rows ("tight").
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING

from samgraf.reports.cues import (
    BULLET,
    NAME,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_columns import ENDS, OPEN
from samgraf.reports.flat_order import box_order, disorder
from samgraf.reports.flat_page import HEAD_ROW, place
from samgraf.reports.flat_pieces import effect_start, goal_start, output_start
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from samgraf.reports.flat_page import Columns, Placed
    from samgraf.reports.flat_pieces import Paragraph

BASES = 4
"""The place of a column of its own for what results rest on, behind the four columns of the form."""
EMPTY = (0.0, -1.4, -1.4, -1.4, -0.7)
"""What a row costs for each column in which it has nothing."""
DISORDER = 0.35
"""What each pair of boxes costs that stands the other way round than it should."""
_KEPT, _WAYS, _TRIED, _ORDERED = 6, 10, 60, 150
_TOPIC, _WORD = 0.25, 4
_TWICE, _NEAR, _TITLE = -3.0, 1.0, 1.5


def _basis_start(before: Paragraph | None, p: Paragraph) -> float:  # noqa: ARG001  (one of several alike)
    return 1.0


_STARTS: tuple[Callable[[Paragraph | None, Paragraph], float], ...] = (
    _basis_start,
    output_start,
    effect_start,
    goal_start,
    _basis_start,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands together in one cell: a box, or a paragraph of one; its page, its box's place there, what speaks for each column.

    `column` is told where the form of the piece tells it for sure; `begins` says that a name begins here.
    """

    paragraphs: tuple[Paragraph, ...]
    page: int
    place: int
    lines: int
    evidence: tuple[float, float, float, float]
    column: int | None = None
    begins: bool = True

    @property
    def text(self) -> str:
        """Return what stands in the piece, as one line."""
        return " ".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that holds a part of a table: all its boxes in the order of the text, the table's pieces, the row numbers' boxes."""

    placed: tuple[Placed, ...]
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table: its columns from the left, the place of each of the five, whether rows run together."""

    columns: Columns
    positions: tuple[int, ...]
    tight: bool = False


Cells = tuple[tuple[Piece, ...], ...]
_NO_CELLS: Cells = ((), (), (), (), ())


@dataclass(frozen=True, slots=True)
class Sharing:
    """A way to share pieces out among rows: the pieces of each row's cells, what speaks for it, and the pairs out of order."""

    rows: tuple[Cells, ...] = ()
    score: float = 0.0
    out_of_order: int = 0


@dataclass(frozen=True, slots=True)
class _Guess:
    """A way over one page more, before its order is looked at: the row of each piece, in which column."""

    way: Sharing
    rows: tuple[Cells, ...]
    worth: float
    given: tuple[tuple[Piece, int, int], ...]


def kept_together(box: Sequence[Paragraph], column: int) -> float:
    """Return what speaks for the paragraphs of a box as those of one cell."""
    if column == NAME:
        return sum(-_TITLE for before, p in pairwise(box) if p.title and ENDS.search(before.text))
    return sum(-0.5 * _STARTS[column](before, p) for before, p in pairwise(box))


def share_out(pages: Sequence[Page], table: Table) -> list[Sharing]:
    """Return the best ways to share the pieces of a table out among its rows, best first."""
    ways = [Sharing()]
    for page in pages:
        ways = best_ways(_over_page(ways, page, table))
    closed = (replace(way, score=way.score + sum(map(_emptiness, way.rows[-1:]))) for way in ways)
    return sorted(closed, key=lambda way: -way.score)


def best_ways(ways: Sequence[Sharing], kept: int = _KEPT) -> list[Sharing]:
    """Return the best of several ways, each once and so many at most."""
    once: dict[tuple[Cells, ...], Sharing] = {}
    for way in ways:
        if way.rows not in once or once[way.rows].score < way.score:
            once[way.rows] = way
    return heapq.nlargest(kept, once.values(), key=lambda way: way.score)


def _emptiness(row: Cells) -> float:
    return sum(worth for worth, cell in zip(EMPTY, row, strict=True) if not cell)


def _over_page(ways: Sequence[Sharing], page: Page, table: Table) -> list[Sharing]:
    """Return the ways that go on over one page more: the likeliest by cues are looked at until none can be better."""
    guesses = sorted((guess for way in ways for guess in _guesses(way, page)), key=lambda g: -(g.way.score + g.worth))
    found: list[Sharing] = []
    known: dict[tuple[tuple[int, int, int], ...], int] = {}
    for guess in guesses[: 2 * _ORDERED]:
        bar = heapq.nlargest(_KEPT, (way.score for way in found))
        if len(bar) == _KEPT and guess.way.score + guess.worth < bar[-1]:
            break
        key = (*((id(piece), column, row) for piece, column, row in guess.given), (0, 0, len(guess.rows)))
        if key not in known:
            if len(known) >= _ORDERED:
                break
            known[key] = _wrong_order(page, guess, table)
        wrong = known[key]
        score = guess.way.score + guess.worth - DISORDER * wrong
        found.append(Sharing((*guess.way.rows[:-1], *guess.rows), score, guess.way.out_of_order + wrong))
    return found or list(ways)


def _guesses(way: Sharing, page: Page) -> Iterator[_Guess]:
    """Yield the likeliest ways to give the pieces of a page to rows, by cues alone."""
    for chosen, cost in _choices(page.pieces):
        by_column = [[p for p, column in zip(page.pieces, chosen, strict=True) if column == c] for c in range(5)]
        names = by_column[NAME]
        for goes_on in (False, True) if names and way.rows else (False,):
            named = _named(way.rows[-1:], names, goes_on=goes_on)
            if named is None:
                continue
            rows, given = named
            worth = _name_worth(way, names, goes_on=goes_on) - cost
            topics = [_topics(row[NAME]) for row in rows]
            told = [_column_ways(by_column[c], rows, c, topics, carried=bool(way.rows)) for c in range(1, 5)]
            for each in sorted(product(*told), key=lambda e: -sum(score for score, _ in e))[:_TRIED]:
                yield _guess(way, rows, given, by_column, each, worth)


def _guess(
    way: Sharing,
    rows: Sequence[Cells],
    given: Sequence[tuple[Piece, int, int]],
    by_column: Sequence[Sequence[Piece]],
    each: Sequence[tuple[float, tuple[int, ...]]],
    worth: float,
) -> _Guess:
    cells = [[list(cell) for cell in row] for row in rows]
    all_given = list(given)
    for c, (_, targets) in enumerate(each, start=1):
        for piece, row in zip(by_column[c], targets, strict=True):
            cells[row][c].append(piece)
            all_given.append((piece, c, row))
    made = tuple(tuple(tuple(cell) for cell in row) for row in cells)
    worth += sum(score for score, _ in each) + sum(_emptiness(row) for row in made[:-1])
    return _Guess(way, made, worth, tuple(all_given))


def _named(
    last: Sequence[Cells], names: Sequence[Piece], *, goes_on: bool
) -> tuple[list[Cells], list[tuple[Piece, int, int]]] | None:
    """Return the rows that a page's names begin, after the last row of the page before, and the row of each name's piece."""
    rows = list(last)
    given = []
    before: Piece | None = None
    for piece in names:
        begins = not goes_on if before is None else piece.place != before.place or piece.begins
        if begins or not rows:
            rows.append(((piece,), *_NO_CELLS[1:]))
        else:
            rows[-1] = ((*rows[-1][NAME], piece), *rows[-1][1:])
        given.append((piece, NAME, len(rows) - 1))
        before = piece
    return (rows, given) if rows else None


def _choices(pieces: Sequence[Piece]) -> list[tuple[tuple[int, ...], float]]:
    """Return the ways to give each piece a column, the pieces of a box the same, with what each costs against the likeliest."""
    options: dict[int, list[tuple[float, int]]] = {}
    for piece in pieces:
        best = max(piece.evidence)
        near = sorted((best - e, c) for c, e in enumerate(piece.evidence) if best - e < _NEAR)[:2]
        options.setdefault(piece.place, near if piece.column is None else [(0.0, piece.column)])
    unsure = sorted((at for at, near in options.items() if len(near) > 1), key=lambda at: options[at][1][0])[:3]
    kept = {at: near if at in unsure else near[:1] for at, near in options.items()}
    found = []
    for each in product(*kept.values()):
        column = dict(zip(kept, (c for _, c in each), strict=True))
        found.append((tuple(column[piece.place] for piece in pieces), sum(cost for cost, _ in each)))
    return found


def _name_worth(way: Sharing, names: Sequence[Piece], *, goes_on: bool) -> float:
    """Return what speaks for a page's first name as one that goes on from the page before, or as a new one."""
    if not names or not way.rows:
        return 0.0
    before = way.rows[-1][NAME]
    first = names[0].paragraphs[0]
    cut = _continues(before[-1].text if before else "", first)
    if starts_with_description(first.text) and not first.title:
        cut += 2.0
    return cut if goes_on else -cut


def _continues(before: str, p: Paragraph) -> float:
    """Return how much a paragraph looks like the rest of one that a page cut."""
    if p.text[:1].islower():
        return 2.5
    if OPEN.search(before):
        return 0.5 if BULLET.match(p.text) or starts_with_basis(p.text) or starts_with_framework(p.text) else 2.0
    if not ENDS.search(before) and not p.title and not BULLET.match(p.text):
        return 0.6
    return -0.6


def _topics(names: Sequence[Piece]) -> frozenset[str]:
    return frozenset(w for piece in names for w in words(piece.text) if len(w) > _WORD)


def _column_ways(
    pieces: Sequence[Piece], rows: Sequence[Cells], column: int, topics: Sequence[frozenset[str]], *, carried: bool
) -> list[tuple[float, tuple[int, ...]]]:
    """Return the likeliest ways to give the pieces of a column to rows, in order: what speaks for each, and the rows."""
    ways: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for i, piece in enumerate(pieces):
        told = _topics([piece])
        near = [_TOPIC * len(topic & told) for topic in topics]
        found = [
            (
                score + near[row] + _step(pieces, i, given, row, rows[0][column] if carried else None, column),
                (*given, row),
            )
            for score, given in ways
            for row in range(given[-1] if given else 0, len(rows))
        ]
        ways = heapq.nlargest(4 * _WAYS, found)
    whole = range(len(rows) - 1)
    filled = [
        (score + EMPTY[column] * sum(not rows[row][column] and row not in given for row in whole), score, given)
        for score, given in ways
    ]
    return [(score, given) for _, score, given in heapq.nlargest(_WAYS, filled)]


def _step(
    pieces: Sequence[Piece], i: int, given: tuple[int, ...], row: int, carried: Sequence[Piece] | None, column: int
) -> float:
    """Return what speaks for the i-th piece of a column in a row; `carried` is what the row from the page before has there."""
    first = pieces[i].paragraphs[0]
    before = pieces[i - 1].paragraphs[-1] if i else carried[-1].paragraphs[-1] if carried else None
    starts = _STARTS[column]
    if i and given[-1] == row:
        return -0.5 * starts(before, first) + (_TWICE if pieces[i].place != pieces[i - 1].place else 0.0)
    if carried is not None and row == 0:
        return 2.0 * _continues(before.text, first) - 0.5 * starts(before, first) if before is not None else -2.5
    return (starts(before, first) if before is not None else 1.0) - 2.0 * first.text[:1].islower()


def _wrong_order(page: Page, guess: _Guess, table: Table) -> int:
    """Return how many pairs of a page's boxes would have come the other way round, and boxes run together or apart."""
    cells = [
        (piece.place, table.positions[column], row, piece.lines, len(piece.paragraphs))
        for piece, column, row in guess.given
    ]
    known = len(guess.rows)
    cells += [(at, 0, known - len(page.numbers) + i, 1, 1) for i, at in enumerate(page.numbers)]
    cells += [(at, box.column, HEAD_ROW, box.lines, 1) for at, box in enumerate(page.placed) if box.kind == "head"]
    rectangles, gaps = place(page.placed, cells, table.columns, tight=table.tight)
    return disorder(box_order(rectangles)) + (2 * gaps if table.tight else 0)
