"""Parts of the form that stand elsewhere than in the form's order: a section that a report has put first or last."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from samgraf.reports.best_chain import best_chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.reports.best_chain import Candidate

_FEWEST = 2  # parts that stand together out of order
_SURE = 0.5  # of a part's score: words and number, or all the words of a long prompt
_SAYS = 60  # characters between two parts that are an answer; in a list of contents there are none


def moved_parts(
    candidates: Sequence[Candidate],
    chain: Sequence[Candidate],
    small: frozenset[int],
) -> list[Candidate]:
    """Return the parts that are missing in the chain and stand together, in the form's order, in a gap of it.

    A part alone is no proof: running text may repeat a prompt, and the head of a table the lines of a question with boxes,
    whose ranks are `small`. A list of contents has no answers between its lines.
    """
    if not chain:
        return []
    there = {rank for _, rank, _, _ in chain}
    starts = [start for start, _, _, _ in chain]
    gaps: dict[int, list[Candidate]] = {}
    for one in candidates:
        place = bisect_right(starts, one[3].start)
        after_last = place == 0 or chain[place - 1][3].end <= one[3].start
        before_next = place == len(chain) or one[3].end <= starts[place]
        if one[1] not in there and after_last and before_next:
            gaps.setdefault(place, []).append(one)
    found: list[Candidate] = []
    for place, inside in sorted(gaps.items()):
        run = best_chain(inside)
        sure = sum(score >= _SURE and rank not in small for _, rank, score, _ in run)
        end = starts[place] if place < len(chain) else run[-1][3].end + _SAYS
        ends = [*(span.start for _, _, _, span in run[1:]), end]
        answers = sum(then - span.end >= _SAYS for (_, _, _, span), then in zip(run, ends, strict=True))
        new = {rank for _, rank, _, _ in run}
        if sure >= _FEWEST and answers >= _FEWEST and not new & {rank for _, rank, _, _ in found}:
            found += run
    return sorted(found)
