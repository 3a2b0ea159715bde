"""The order in which layout analysis takes the boxes of a page out, told from where they stand.

Tools such as pdfminer.six join the two boxes or groups of boxes whose common rectangle wastes least area, as long as
nothing stands between them, until one group is left; then each group is written out before the other that stands
higher and further left (https://pdfminersix.readthedocs.io/en/latest/topic/converting_pdf_to_text.html). The same is
done here, so that a guess of where boxes stood can be held against the order in which their text came.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points, bottom to top."""

_RIGHTWARDS, _DOWNWARDS = 0.5, 1.5
"""How much standing further left and higher count, as the default of the tool's `boxes_flow` has it."""


def box_order(rectangles: Sequence[Rectangle]) -> list[int]:
    """Return the places of the rectangles in the order in which layout analysis writes their boxes."""
    if len(rectangles) < 2:  # noqa: PLR2004  (one is in order)
        return list(range(len(rectangles)))
    boxes = list(rectangles)
    areas = [(x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in boxes]
    halves: dict[int, tuple[int, int]] = {}
    alive = list(range(len(boxes)))
    heap = [_pair(boxes, areas, i, j) for i in alive for j in alive[i + 1 :]]
    heapq.heapify(heap)
    while len(alive) > 1:
        later, waste, i, j = heapq.heappop(heap)
        if i not in alive or j not in alive:
            continue
        both = _union(boxes[i], boxes[j])
        if not later and _meets(both, [boxes[k] for k in alive if k not in (i, j)]):
            heapq.heappush(heap, (True, waste, i, j))
            continue
        group = len(boxes)
        boxes.append(both)
        areas.append((both[2] - both[0]) * (both[3] - both[1]))
        halves[group] = (i, j)
        alive.remove(i)
        alive.remove(j)
        for k in alive:
            heapq.heappush(heap, _pair(boxes, areas, group, k))
        alive.append(group)
    return _leaves(boxes, halves, alive[0])


def _pair(boxes: Sequence[Rectangle], areas: Sequence[float], i: int, j: int) -> tuple[bool, float, int, int]:
    x0, y0, x1, y1 = _union(boxes[i], boxes[j])
    return False, (x1 - x0) * (y1 - y0) - areas[i] - areas[j], i, j


def _union(a: Rectangle, b: Rectangle) -> Rectangle:
    return (
        min(b[0], a[0]),
        min(b[1], a[1]),
        max(b[2], a[2]),
        max(b[3], a[3]),
    )


def _meets(space: Rectangle, others: Sequence[Rectangle]) -> bool:
    """Return whether anything else stands in a rectangle."""
    x0, y0, x1, y1 = space
    return any(b[2] > x0 and b[0] < x1 and b[3] > y0 and b[1] < y1 for b in others)


def _leaves(boxes: Sequence[Rectangle], halves: dict[int, tuple[int, int]], root: int) -> list[int]:
    """Return the boxes of a group, each half's before the other's that stands lower or further right."""
    found: list[int] = []
    stack = [root]
    while stack:
        at = stack.pop()
        if at in halves:
            first, second = sorted(halves[at], key=lambda k: _reading_key(boxes[k]))
            stack += [second, first]
        else:
            found.append(at)
    return found


def _reading_key(box: Rectangle) -> float:
    return _RIGHTWARDS * box[0] - _DOWNWARDS * (box[1] + box[3])


def disorder(order: Sequence[int]) -> int:
    """Return how many pairs stand the wrong way round in an order of numbers."""
    return sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
