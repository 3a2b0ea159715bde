"""Which column of a table each stripe of a band is, where the band has fewer stripes than the table has columns."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from samgraf.reports.cues import column_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.side_columns import Band
    from samgraf.reports.side_lines import Piece

SAME_PAGE = 4.0
"""So much more a shift counts where the columns' places are those of the same page."""


def columns_of(
    band: Band, table: Sequence[tuple[int, int | None]], goal_words: frozenset[str], *, same_page: bool
) -> list[int]:
    """Return the table's column of each of a band's stripes: in order, near its place, and right by its words.

    `table` says where each column begins and which of the four it is, None where that is not known;
    `same_page` that it begins there on the band's own page. Two stripes may be one column.
    """
    pieces = [
        [p for line in band.lines for p in line.pieces if band.stripe_of(p) == s] for s in range(len(band.stripes))
    ]
    weight = SAME_PAGE if same_page else 1.0
    cost = [
        [_misfit(left - place, told, kind, goal_words, weight) for place, kind in table]
        for (left, _), told in zip(band.stripes, pieces, strict=True)
    ]
    best: dict[int, tuple[float, tuple[int, ...]]] = {-1: (0.0, ())}
    for s in range(len(band.stripes)):
        now: dict[int, tuple[float, tuple[int, ...]]] = {}
        for last, (total, path) in best.items():
            for c in range(max(last, 0), len(table)):
                value = total + cost[s][c] + (3.0 if c == last else 0.0)
                if c not in now or value < now[c][0]:
                    now[c] = (value, (*path, c))
        best = now
    return list(min(best.values())[1])


def _misfit(shift: int, pieces: Sequence[Piece], kind: int | None, goal_words: frozenset[str], weight: float) -> float:
    """Return how badly a stripe fits a column: how far it is moved, and how its words suit the column."""
    value = weight * 0.12 * math.sqrt(abs(shift)) * math.log1p(abs(shift))
    if kind is None:
        return value
    scores = column_scores(" ".join(piece.text for piece in pieces), goal_words)
    return value - 0.6 * max(-3.0, scores[kind] - max(scores))
