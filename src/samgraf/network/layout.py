"""Where nodes are put: near those they are linked to, and never over each other's names.

Each connected part is laid out by stress (distances on paper as the number of steps in the network), its boxes are pushed
apart until none overlaps another, and the parts are then set in rows as words on a page. Nothing is drawn by lot: the
start is a spiral in the order of the nodes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Point = tuple[float, float]
STEP = 105.0
"""The distance on paper between two nodes that are linked."""
ROUNDS = 120
PUSHES = 200
"""Rounds of pushing apart before the whole is made larger."""
LARGER = 1.08
WIDER = 1.25
"""How much farther apart nodes are set across than down: names are wider than high."""
GOLDEN = 2.399963
"""The angle between two turns of the spiral, in radians, with which points spread evenly."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a node takes up around its point: to the left and right of it, above it and below it."""

    half: float
    above: float
    below: float


def lay_out(graph: nx.Graph[str], sizes: Mapping[str, Size], width: float, gap: float = 8) -> dict[str, Point]:
    """Return a point for each node of a graph, all at least 0, such that no two nodes' boxes come nearer than `gap`.

    Parts that are not linked to each other are set in rows about `width` wide, the largest first.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed = [_apart(_lying(_stress(graph.subgraph(part), part)), sizes, gap) for part in parts]
    return _in_rows(placed, sizes, width, gap * 3)


def _stress(graph: nx.Graph[str], order: Sequence[str]) -> dict[str, Point]:
    """Return points whose distances are as near as may be to the steps between nodes, by majorisation."""
    steps: dict[str, dict[str, int]] = {node: dict(far) for node, far in nx.all_pairs_shortest_path_length(graph)}
    points = {
        node: (STEP * math.sqrt(at) * math.cos(at * GOLDEN), STEP * math.sqrt(at) * math.sin(at * GOLDEN))
        for at, node in enumerate(order)
    }
    for _ in range(ROUNDS if len(order) > 1 else 0):
        points = {node: _pulled(node, points, steps[node]) for node in order}
    return points


def _pulled(node: str, points: Mapping[str, Point], steps: Mapping[str, int]) -> Point:
    """Return where the others would have a node: each at its distance, the near ones mattering most."""
    x, y = points[node]
    sum_x = sum_y = total = 0.0
    for other, (other_x, other_y) in points.items():
        if other == node:
            continue
        wanted = STEP * steps[other]
        weight = 1 / (wanted * wanted)
        across, down = x - other_x, y - other_y
        distance = math.sqrt(across * across + down * down) or 1.0
        sum_x += weight * (other_x + wanted * across / distance)
        sum_y += weight * (other_y + wanted * down / distance)
        total += weight
    return sum_x / total, sum_y / total


def _lying(points: dict[str, Point]) -> dict[str, Point]:
    """Return points turned so that they spread most from left to right, as a page does."""
    count = len(points)
    middle_x, middle_y = (sum(point[axis] for point in points.values()) / count for axis in (0, 1))
    moved = {node: (x - middle_x, y - middle_y) for node, (x, y) in points.items()}
    xx, yy = (sum(point[axis] ** 2 for point in moved.values()) for axis in (0, 1))
    xy = sum(x * y for x, y in moved.values())
    angle = math.atan2(2 * xy, xx - yy) / 2
    cos, sin = math.cos(angle), math.sin(angle)
    return {node: ((x * cos + y * sin) * WIDER, y * cos - x * sin) for node, (x, y) in moved.items()}


def _apart(points: dict[str, Point], sizes: Mapping[str, Size], gap: float) -> dict[str, Point]:
    """Return points moved until no box comes nearer to another than `gap`; larger and larger if that is needed."""
    while True:
        for _ in range(PUSHES):
            moved = _pushed(points, sizes, gap)
            if moved is points:
                return points
            points = moved
        points = {node: (x * LARGER, y * LARGER) for node, (x, y) in points.items()}


def _pushed(points: dict[str, Point], sizes: Mapping[str, Size], gap: float) -> dict[str, Point]:
    """Return points after one round of pushing, the same dict if nothing overlaps."""
    order = sorted(points, key=lambda node: (points[node][1] - sizes[node].above, node))
    tallest = max(size.above + size.below for size in sizes.values()) + gap
    moves: dict[str, list[float]] = {}
    for at, one in enumerate(order):
        for other in order[at + 1 :]:
            if points[other][1] - sizes[other].above > points[one][1] - sizes[one].above + tallest:
                break
            across, down = _overlap(points[one], sizes[one], points[other], sizes[other], gap)
            if across <= 0 or down <= 0:
                continue
            first, second = moves.setdefault(one, [0.0, 0.0]), moves.setdefault(other, [0.0, 0.0])
            axis = 0 if across < down else 1
            far = min(across, down) * 0.52 + 0.01
            way = far if points[one][axis] <= points[other][axis] else -far
            first[axis] -= way
            second[axis] += way
    if not moves:
        return points
    return {node: (x + moves.get(node, (0, 0))[0], y + moves.get(node, (0, 0))[1]) for node, (x, y) in points.items()}


def _overlap(one: Point, size: Size, other: Point, other_size: Size, gap: float) -> Point:
    """Return how far two boxes reach into each other, across and down; not at all where either is 0 or less."""
    across = size.half + other_size.half + gap - abs(one[0] - other[0])
    top = max(one[1] - size.above, other[1] - other_size.above)
    bottom = min(one[1] + size.below, other[1] + other_size.below)
    return across, bottom - top + gap


def _in_rows(
    parts: Sequence[Mapping[str, Point]], sizes: Mapping[str, Size], width: float, gap: float
) -> dict[str, Point]:
    """Return the points of all parts, each part set beside the last as long as the row is no wider than `width`."""
    found: dict[str, Point] = {}
    left = top = tallest = 0.0
    for part in parts:
        start_x = min(x - sizes[node].half for node, (x, _) in part.items())
        start_y = min(y - sizes[node].above for node, (_, y) in part.items())
        across = max(x + sizes[node].half for node, (x, _) in part.items()) - start_x
        down = max(y + sizes[node].below for node, (_, y) in part.items()) - start_y
        if left and left + across > width:
            left, top, tallest = 0.0, top + tallest + gap, 0.0
        found |= {node: (x - start_x + left, y - start_y + top) for node, (x, y) in part.items()}
        left, tallest = left + across + gap, max(tallest, down)
    return found
