"""The chain of places that keeps the form's order and matches it best, however many places there are to choose among."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Span

Candidate = tuple[int, int, float, "Span"]
"""Where a part of the form could stand: its start, the part's rank in the form, its score, its span."""

_DECIMALS = 9
"""Sums of the same scores in another order are the same."""


class _Highest:
    """The best chain that ends with a part of a rank below a given one: a Fenwick tree of (total, place)."""

    def __init__(self, ranks: int) -> None:
        self._nodes = [(0.0, -1)] * (ranks + 1)

    def add(self, rank: int, total: float, place: int) -> None:
        """Return when a chain that ends at a place, with a part of a rank, counts."""
        at = rank + 1
        while at < len(self._nodes):
            self._nodes[at] = max(self._nodes[at], (total, place))
            at += at & -at

    def below(self, rank: int) -> tuple[float, int]:
        """Return the total and the last place of the best chain below a rank; (0, -1) where none is better than nothing."""
        at, best = rank, (0.0, -1)
        while at > 0:
            best = max(best, self._nodes[at])
            at -= at & -at
        return best


def best_chain(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that keep the form's order, do not overlap and score best together.

    Where scores tie, the later places win: a table of contents stands before the answers. A text may hold the form many
    times over, so the time is n log n.
    """
    ordered = sorted(candidates)
    if not ordered:
        return []
    highest = _Highest(1 + max(rank for _, rank, _, _ in ordered))
    begun: list[tuple[int, int]] = []  # where each ends, and its place
    best: list[tuple[float, int]] = []
    for i, (_, rank, score, span) in enumerate(ordered):
        while begun and begun[0][0] <= span.start:
            _, j = heappop(begun)
            highest.add(ordered[j][1], best[j][0], j)
        before, back = highest.below(rank)
        best.append((round(before + score, _DECIMALS), back))
        heappush(begun, (span.end, i))
    at = max(range(len(best)), key=lambda i: (best[i][0], i))
    chain = []
    while at >= 0:
        chain.append(ordered[at])
        at = best[at][1]
    return chain[::-1]
