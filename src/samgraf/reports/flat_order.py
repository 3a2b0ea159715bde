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
    from collections.abc import Mapping, Sequence

Rectangle = tuple[float, float, float, float]
"""Left, bottom, right and top, in points, bottom to top."""

_RIGHTWARDS, _DOWNWARDS = 0.5, 1.5
"""How much standing further left and higher count, as the default of the tool's `boxes_flow` has it."""


def box_order(rectangles: Sequence[Rectangle]) -> list[int]:
    """Return the places of the rectangles in the order in which layout analysis writes their boxes."""
    if len(rectangles) < 2:  # noqa: PLR2004  (one is in order)
        return list(range(len(rectangles)))
    boxes = list(rectangles)
    halves: dict[int, tuple[int, int]] = {}
    alive = dict(enumerate(boxes))
    near = [pair for i, box in enumerate(boxes) for pair in _pairs(i, box, {k: boxes[k] for k in range(i)})]
    heapq.heapify(near)
    far: list[_Pair] = []
    while len(alive) > 1:
        crossed = not near
        pair = heapq.heappop(near or far)
        _, i, j = pair
        if i not in alive or j not in alive:
            continue
        if not crossed and _parted(boxes[i], boxes[j], alive, i, j):
            heapq.heappush(far, pair)
            continue
        del alive[i], alive[j]
        group = len(boxes)
        boxes.append(_union(boxes[i], boxes[j]))
        halves[group] = (i, j)
        for new in _pairs(group, boxes[group], alive):
            heapq.heappush(near, new)
        alive[group] = boxes[group]
    return _leaves(boxes, halves, next(iter(alive)))


_Pair = tuple[float, int, int]
"""How much area the common rectangle of two boxes wastes, and their numbers."""


def _pairs(number: int, box: Rectangle, others: Mapping[int, Rectangle]) -> list[_Pair]:
    """Return a box with each of others; written for speed, as it is asked for each pair of a page."""
    x0, y0, x1, y1 = box
    area = (x1 - x0) * (y1 - y0)
    found = []
    for k, (a0, b0, a1, b1) in others.items():
        wide = (a1 if a1 > x1 else x1) - (a0 if a0 < x0 else x0)  # noqa: FURB136  (faster)
        high = (b1 if b1 > y1 else y1) - (b0 if b0 < y0 else y0)  # noqa: FURB136  (faster)
        waste = wide * high - area - (a1 - a0) * (b1 - b0)
        found.append((waste, k, number))
    return found


def _union(a: Rectangle, b: Rectangle) -> Rectangle:
    return (
        min(b[0], a[0]),
        min(b[1], a[1]),
        max(b[2], a[2]),
        max(b[3], a[3]),
    )


def _parted(a: Rectangle, b: Rectangle, alive: Mapping[int, Rectangle], i: int, j: int) -> bool:
    """Return whether anything else stands in the common rectangle of two boxes."""
    x0, y0, x1, y1 = _union(a, b)
    for k, (a0, b0, a1, b1) in alive.items():
        if a0 < x1 and a1 > x0 and b0 < y1 and b1 > y0 and k != i and k != j:  # noqa: PLR1714
            return True
    return False


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
