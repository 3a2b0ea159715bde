"""Rows found again where each paragraph of a cell stands in a box of its own.

Small letters with a little space after each paragraph are taken out so. A box tells little then: its words may fit two
columns, and any row. But its lines are known, the paragraphs of a cell stand one close under the other, and a row
begins where the highest cell of the row above ends; so a reading (which paragraph belongs to which row and column)
tells where each box stood, and that in which order layout analysis takes them out. Page by page a likely reading by
cues is made better, one paragraph or cell at a time, until neither the words nor the order of the boxes gain.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.apart_order import breaks, head_sets
from samgraf.reports.cues import NAME
from samgraf.reports.flat_apart_cues import Form, Weights, bullet_form, form_evidence, goes_on, stays
from samgraf.reports.flat_apart_moves import (
    Reading,
    moved_columns,
    moved_rows,
    moved_runs,
    other_names,
    recoloured,
    run_ends,
)
from samgraf.reports.flat_boxes import BASES, EMPTY, Sharing, best_ways
from samgraf.reports.flat_looks import likely
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.apart_layout import Laid
    from samgraf.reports.flat_boxes import Cells, Page, Piece

_KEPT = 3
"""How many readings are kept from page to page."""
_TRIES = 500
"""How many readings of a page are held against the order of its boxes at most."""
_LEAST = 3
"""So many readings are tried of a page with however many boxes."""
_USUAL = 8
"""A table on more pages is long, and fewer readings of each are tried."""
_NO_CELLS: Cells = ((), (), (), (), ())
NEVER = -1000.0
_NAMELESS = -4.0


def share_apart(pages: Sequence[Page], table: Laid, weights: Weights, *, tries: int = _TRIES) -> list[Sharing]:
    """Return the best ways to share paragraphs that stand alone out among the rows of a table, best first.

    `tries` is how many readings of a page of middling size, of a table on few pages, are held against the order of its boxes at most.
    """
    tries = -(-tries * _USUAL // max(_USUAL, len(pages)))
    ways = [Sharing()]
    form = bullet_form([piece for page in pages for piece in page.pieces])
    for page in pages:
        sheet = _Sheet(page, table, weights, form, tries)
        ways = best_ways([found for way in ways for found in sheet.over(way)], _KEPT)
    closed = (replace(way, score=way.score + sum(map(sheet.emptiness, way.rows[-1:]))) for way in ways)
    return sorted(closed, key=lambda way: -way.score)


class _Sheet:
    """A page's pieces, with what their words say, and the readings that were held against the order of its boxes."""

    def __init__(self, page: Page, table: Laid, weights: Weights, form: Form, tries: int) -> None:
        self.page, self.table, self.weights = page, table, weights
        self.pieces = page.pieces
        self.count = len(self.pieces)
        self.evidence = [_evidence(piece, weights, form) for piece in self.pieces]
        self.columns = (0, 1, 2, 3, BASES) if table.has_bases else (0, 1, 2, 3)
        self.from_left = sorted(self.columns, key=table.positions.__getitem__)
        self.words = [frozenset(w for w in words(p.text) if len(w) > 4) for p in self.pieces]  # noqa: PLR2004
        self.heads, self.sets = head_sets(page)
        self.broken: dict[Reading, int] = {}
        self.steps: dict[tuple[int, int, int, bool], float] = {}
        self.share = max(min(tries, _LEAST), min(4 * tries, tries * 900 // (len(page.placed) ** 2 + 1)))
        self.tries = self.share

    def emptiness(self, row: Cells) -> float:
        """Return what a row costs for the columns in which it has nothing."""
        return self.weights.empty * sum(EMPTY[c] for c in self.columns if not row[c])

    def over(self, way: Sharing) -> Iterator[Sharing]:
        """Yield the best readings of the page after a way over the pages before."""
        if not self.count:
            yield way
            return
        self.tries = self.share
        found = self._searched(way)
        for reading in heapq.nlargest(_KEPT, found, key=lambda reading: found[reading]):
            yield Sharing(self._rows(reading, way), way.score + found[reading], way.out_of_order + self.wrong(reading))

    def _rows(self, reading: Reading, way: Sharing) -> tuple[Cells, ...]:
        carried = way.rows[-1:]
        cells: list[list[list[Piece]]] = [[list(c) for c in (carried[0] if carried else _NO_CELLS)]]
        cells += [[[] for _ in range(5)] for _ in range(max(reading.rows, default=0))]
        for piece, column, row in zip(self.pieces, reading.columns, reading.rows, strict=True):
            cells[row][column].append(piece)
        made = tuple((*map(tuple, row),) for row in cells)
        return (*way.rows[:-1], *(made if carried else made[1:]))

    # The first readings

    def _starts(self, way: Sharing) -> Iterator[Reading]:
        """Yield the likeliest readings by cues: with the page's first name as a new one, and as one that goes on."""
        if told := self._hinted(way):
            yield told
        columns = self._labelled(way)
        names = [i for i, c in enumerate(columns) if c == NAME]
        worth = {i: self._begin(i, names[k - 1] if k else None, way) for k, i in enumerate(names)}
        chosen = [frozenset(i for i in names if worth[i] > 0)]
        for i in sorted(names, key=lambda i: abs(worth[i]))[:2]:
            chosen.append(chosen[0] ^ {i})
        for begins in chosen:
            if way.rows or (names and names[0] in begins):
                yield self._dealt(columns, begins, way)
            elif names:
                yield self._dealt(columns, begins | {names[0]}, way)
            else:
                yield self._dealt(columns, frozenset(), way)

    def _hinted(self, way: Sharing) -> Reading | None:
        """Return the reading of this page that another way to find rows, by cues alone, came to."""
        told = [self.weights.hint.get(piece.paragraphs[0].spans[0].start) for piece in self.pieces]
        if not any(told):
            return None
        rows = [each[0] for each in told if each]
        base = min(rows)
        if way.rows:
            before = [
                each[0] for cell in way.rows[-1] for p in cell
                if (each := self.weights.hint.get(p.paragraphs[0].spans[0].start))
            ]  # fmt: skip
            base = min(max(before, default=base - 1), max(rows))
        numbers = {row: k for k, row in enumerate(sorted({base, *(row for row in rows if row > base)}))}
        first = 0 if way.rows else 1
        columns, given = [], []
        for i, each in enumerate(told):
            likely = max(self.columns, key=self.evidence[i].__getitem__)
            column = each[1] if each and self.pieces[i].column is None else likely
            columns.append(column)
            given.append(first + numbers.get(max(each[0], base), 0) if each else first)
        last = max(given)
        return Reading(tuple(columns), tuple(given), tuple(min(first + k, last) for k in range(self.sets)))

    def _begin(self, i: int, before: int | None, way: Sharing) -> float:
        if before is not None:
            return self._step(NAME, before, i, same=False) - self._step(NAME, before, i, same=True)
        if not way.rows:
            return 1.0
        carried = way.rows[-1][NAME]
        return self._over_step(NAME, carried, i, same=False) - self._over_step(NAME, carried, i, same=True)

    def _labelled(self, way: Sharing) -> tuple[int, ...]:
        """Return the likeliest column of each piece, where neighbours are likely of the same."""
        stay = self.weights.stay
        ways: dict[int, tuple[float, tuple[int, ...]]] = {}
        for i in range(self.count):
            now: dict[int, tuple[float, tuple[int, ...]]] = {}
            for c in self.columns:
                gain = self.evidence[i][c]
                if not ways:
                    carried = way.rows[-1][c] if way.rows else ()
                    now[c] = (gain + (0.5 if carried else 0.0), (c,))
                    continue
                now[c] = max(
                    (score + gain + (stays(self.pieces[i], stay) if b == c else 0.0), (*path, c))
                    for b, (score, path) in ways.items()
                )
            ways = now
        return max(ways.values())[1] if ways else ()

    def _dealt(self, columns: tuple[int, ...], begins: frozenset[int], way: Sharing) -> Reading:
        """Return the reading of cues alone: where rows begin with some names, each column shared out among them."""
        rows = [0] * self.count
        at = 0
        for i, c in enumerate(columns):
            if c == NAME:
                at += i in begins
                rows[i] = at
        topics = self._topics(columns, rows, at, way)
        first = 0 if way.rows else 1
        for c in self.columns[1:]:
            places = [i for i in range(self.count) if columns[i] == c]
            for i, row in zip(places, self._deal(places, c, first, max(at, first), topics, way), strict=True):
                rows[i] = row
        heads = tuple(min(first + k, max(at, first)) for k in range(self.sets))
        return Reading(columns, tuple(rows), heads)

    def _deal(
        self, places: Sequence[int], column: int, first: int, last: int, topics: Sequence[frozenset[str]], way: Sharing
    ) -> tuple[int, ...]:
        """Return the rows of a column's pieces by cues alone."""
        carried = way.rows[-1][column] if way.rows else ()
        ways: dict[int, tuple[float, tuple[int, ...]]] = {0 if carried else -1: (0.0, ())}
        for k, i in enumerate(places):
            now: dict[int, tuple[float, tuple[int, ...]]] = {}
            for b, (score, path) in ways.items():
                for row in range(max(b, first), last + 1):
                    skipped = self.weights.empty * EMPTY[column] * max(0, row - max(b, first - 1) - 1)
                    gain = skipped + self.weights.topic * len(self.words[i] & topics[row])
                    if k:
                        gain += self._step(column, places[k - 1], i, same=row == b)
                    elif carried:
                        gain += self._over_step(column, carried, i, same=row == b)
                    if row not in now or now[row][0] < score + gain:
                        now[row] = (score + gain, (*path, row))
            ways = now
        return max(
            (score + self.weights.empty * EMPTY[column] * (last - max(row, 0)), path)
            for row, (score, path) in ways.items()
        )[1]

    # What speaks for a reading

    def score(self, reading: Reading, way: Sharing) -> float:
        """Return what speaks for a reading in words and in the order of boxes."""
        return self._told(reading, way) - self._against(reading)

    def _told(self, reading: Reading, way: Sharing) -> float:
        carried = way.rows[-1] if way.rows else None
        before: list[int | None] = [None] * 5
        filled = {(0, c) for c in range(5) if carried and carried[c]}
        value = 0.0
        columns, rows, _ = reading
        last = max(rows, default=0)
        topics = self._topics(columns, rows, last, way)
        for i in range(self.count):
            c, row = columns[i], rows[i]
            value += self.evidence[i][c]
            if i and columns[i - 1] == c:
                value += stays(self.pieces[i], self.weights.stay)
            b = before[c]
            if b is not None:
                value += self._step(c, b, i, same=rows[b] == row)
            elif carried is not None and (carried[c] or row == 0):
                value += self._over_step(c, carried[c], i, same=row == 0)
            if c != NAME:
                value += self.weights.topic * len(self.words[i] & topics[row])
            before[c] = i
            filled.add((row, c))
        first = 0 if carried is not None else 1
        value += self.weights.empty * sum(
            EMPTY[c] for row in range(first, last) for c in self.columns if (row, c) not in filled
        )
        value += _NAMELESS * sum((row, NAME) not in filled for row in range(first, last + 1))
        if self.page.numbers:
            begun = last - first + 1 - (carried is not None)
            value -= self.weights.number * abs(begun - len(self.page.numbers))
        return value

    def _topics(self, columns: Sequence[int], rows: Sequence[int], last: int, way: Sharing) -> list[frozenset[str]]:
        topics: list[frozenset[str]] = [frozenset() for _ in range(last + 2)]
        if way.rows:
            topics[0] = frozenset(w for p in way.rows[-1][NAME] for w in words(p.text) if len(w) > 4)  # noqa: PLR2004
        for i, c in enumerate(columns):
            if c == NAME:
                topics[rows[i]] |= self.words[i]
        return topics

    def _step(self, column: int, before: int, i: int, *, same: bool) -> float:
        key = (column, before, i, same)
        if key not in self.steps:
            a, b = self.pieces[before].paragraphs[-1], self.pieces[i].paragraphs[0]
            self.steps[key] = self.weights.step(column, a, b, same=same)
        return self.steps[key]

    def _over_step(self, column: int, carried: Sequence[Piece], i: int, *, same: bool) -> float:
        """Return what speaks for a piece after what the page before has of its column's cell."""
        p = self.pieces[i].paragraphs[0]
        if not carried:
            return -1.0 if same else 0.0
        a = carried[-1].paragraphs[-1]
        cut = goes_on(a, p) if a.page != p.page else 0.0
        return self.weights.step(column, a, p, same=same) + (cut if same else -cut)

    def _against(self, reading: Reading) -> float:
        """Return what the order of boxes says against a reading."""
        return self.weights.order * math.pow(self.wrong(reading), self.weights.power)

    def wrong(self, reading: Reading) -> int:
        """Return in how many places the order of a page's boxes breaks that a reading would give."""
        if reading not in self.broken:
            self.tries -= 1
            self.broken[reading] = self._breaks(reading)
        return self.broken[reading]

    def _breaks(self, reading: Reading) -> int:
        return breaks(self.page, self.table, reading, self.heads)

    # Better readings

    def _searched(self, way: Sharing) -> dict[Reading, float]:
        """Return the readings that were come upon, with their scores: from the best on, one small change at a time."""
        found: dict[Reading, float] = {}
        heap: list[tuple[float, int, Reading, Iterator[Reading]]] = []
        for start in self._starts(way):
            if start not in found:
                found[start] = self.score(start, way)
                heapq.heappush(heap, (-found[start], len(found), start, self._changes(start, way)))
        best = max(found.values())
        while heap and self.tries > 0:
            worth, number, reading, changes = heapq.heappop(heap)
            if -worth < best - self.weights.slack:
                break
            for other in changes:
                if other in found:
                    continue
                found[other] = told = self._told(other, way)
                if told < best - self.weights.slack:
                    found[other] = NEVER
                    continue
                found[other] -= self._against(other)
                heapq.heappush(heap, (-found[other], len(found), other, self._changes(other, way)))
                best = max(best, found[other])
                if found[other] > -worth:
                    heapq.heappush(heap, (worth, number, reading, changes))
                    break
                if self.tries <= 0:
                    break
        return {reading: score for reading, score in found.items() if score > NEVER}

    def _changes(self, reading: Reading, way: Sharing) -> Iterator[Reading]:
        """Yield the readings that differ little from one."""
        columns, rows, heads = reading
        first, last = (0 if way.rows else 1), max(rows, default=0)
        for k, head in enumerate(heads):
            low, high = (heads[k - 1] + 1 if k else first), (heads[k + 1] - 1 if k + 1 < len(heads) else last)
            yield from (
                reading._replace(heads=(*heads[:k], h, *heads[k + 1 :])) for h in range(low, high + 1) if h != head
            )
        for c in self.columns[1:]:
            places = [i for i in range(self.count) if columns[i] == c]
            yield from (reading._replace(rows=moved) for moved in moved_rows(rows, places, first, last))
        yield from moved_runs(reading, first, last)
        yield from other_names(reading, first)
        yield from self._other_columns(reading, first)

    def _other_columns(self, reading: Reading, first: int) -> Iterator[Reading]:
        """Yield the readings in which a piece, or a run of them, stands in another column."""
        yield from moved_columns(reading, self.from_left)
        columns = reading.columns
        for i in range(self.count):
            for end in run_ends(columns, i):
                for c in self.columns:
                    if c == columns[i] or any(self.evidence[j][c] < NEVER / 2 for j in range(i, end)):
                        continue
                    if (
                        sum(self.evidence[j][c] - self.evidence[j][columns[i]] for j in range(i, end))
                        < -self.weights.unlike
                    ):
                        continue
                    yield from recoloured(reading, i, end, c, first)


def _evidence(piece: Piece, weights: Weights, form: Form) -> tuple[float, ...]:
    """Return what speaks for each of the five columns, at most nothing."""
    if piece.column is not None:
        return tuple(0.0 if c == piece.column else 2 * NEVER for c in range(5))
    name, outputs, effects, goals, later = likely(piece.text, weights.goal_words)
    looks = (max(name, later), outputs, effects, goals)
    told = [e + f + look for e, f, look in zip(piece.evidence, form_evidence(piece, form), looks, strict=True)]
    most = max(told)
    return (*(max(e - most, -weights.most) for e in told), 2 * NEVER)
