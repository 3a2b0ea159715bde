"""In which order the boxes of a page would come that a reading places, held against the order in which they came."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from samgraf.reports.apart_layout import other_gaps, place_apart
from samgraf.reports.flat_apart_moves import Reading
from samgraf.reports.flat_order import box_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samgraf.reports.apart_layout import Gaps, Laid
    from samgraf.reports.flat_boxes import Page, Sharing

_PAGES, _FULL = 24, 60
"""So many pages tell the gaps, those with so many boxes at most."""
_HEADS = 20
"""So many places of a page's heads are tried at most."""


def breaks(page: Page, table: Laid, reading: Reading, heads: Mapping[int, int]) -> int:
    """Return in how many places the order of a page's boxes breaks that a reading would give.

    `heads` holds the set of heads that each head's box is of.
    """
    positions = table.positions
    cells = [
        (piece.place, positions[column], 2 * row, piece.lines, len(piece.paragraphs))
        for piece, column, row in zip(page.pieces, reading.columns, reading.rows, strict=True)
    ]
    known = max(reading.rows, default=0)
    cells += [(at, 0, 2 * (known - len(page.numbers) + 1 + i), 1, 1) for i, at in enumerate(page.numbers)]
    cells += [
        (at, page.placed[at].column, 2 * reading.heads[k] - 1, page.placed[at].lines, 1) for at, k in heads.items()
    ]
    top = min((2 * h for h in reading.heads), default=min((cell[2] for cell in cells), default=1)) - 1
    rectangles = place_apart(page.placed, cells, table.measures, table.gaps, top)
    order = [-1, *box_order(rectangles), len(rectangles)]
    return sum(b != a + 1 for a, b in pairwise(order))


def fitted_gaps(tables: Sequence[tuple[Sequence[Page], Laid, Sharing]], gaps: Gaps) -> Gaps:
    """Return the gaps with which the orders that ways to share out tables' pieces would give break least."""
    readings = [(table, *told) for pages, table, way in tables for told in _readings(pages, way)]
    readings = [told for told in readings if len(told[1].placed) <= _FULL][:_PAGES]

    def broken(gaps: Gaps) -> int:
        return sum(
            min(breaks(page, replace(table, gaps=gaps), one, heads) for one in some)
            for table, page, some, heads in readings
        )

    best, least = gaps, broken(gaps)
    better = True
    while better and least:
        better = False
        for other in other_gaps(best):
            if (now := broken(other)) < least:
                best, least, better = other, now, True
                break
    return best


def _readings(pages: Sequence[Page], way: Sharing) -> Iterator[tuple[Page, list[Reading], dict[int, int]]]:
    """Yield each page with the readings that a way to share pieces out has of it, one for each place of its heads."""
    placed = {
        id(piece): (column, k) for k, row in enumerate(way.rows) for column, cell in enumerate(row) for piece in cell
    }
    before: int | None = None
    for page in pages:
        heads, sets = head_sets(page)
        told = [placed[id(piece)] for piece in page.pieces]
        if not told:
            continue
        base = before if before is not None else -1
        rows = tuple(k - base for _, k in told)
        first, last = (1 if before is None else 0), max(rows)
        ways = list(combinations(range(first, last + 1), sets)) or [tuple(min(first + k, last) for k in range(sets))]
        yield page, [Reading(tuple(c for c, _ in told), rows, each) for each in ways[:_HEADS]], heads
        before = base + last


def head_sets(page: Page) -> tuple[dict[int, int], int]:
    """Return the set of heads that each head's box of a page is of, by its place, and how many sets there are."""
    found: dict[int, int] = {}
    seen: Counter[tuple[int, int, float]] = Counter()
    for at, box in enumerate(page.placed):
        if box.kind == "head":
            like = (box.column, box.lines, box.width)
            found[at] = seen[like]
            seen[like] += 1
    return found, max(seen.values(), default=0)
