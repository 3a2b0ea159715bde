"""Marks of the same size and different shapes, so that kinds are told apart without colours."""

from __future__ import annotations

from typing import Literal

from samgraf.drawing.svg import PAPER, Value, tag, value_text

Shape = Literal["circle", "square", "diamond", "triangle", "down", "hexagon", "pentagon", "star", "cross"]

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.25), (1.2, 0.9), (-1.2, 0.9)),
    "down": ((0, 1.25), (1.2, -0.9), (-1.2, -0.9)),
    "hexagon": ((1.08, 0), (0.54, 0.94), (-0.54, 0.94), (-1.08, 0), (-0.54, -0.94), (0.54, -0.94)),
    "pentagon": ((0, -1.13), (1.08, -0.35), (0.66, 0.92), (-0.66, 0.92), (-1.08, -0.35)),
    "star": (
        (0, -1.35), (0.37, -0.51), (1.28, -0.42), (0.6, 0.19), (0.79, 1.09),
        (0, 0.63), (-0.79, 1.09), (-0.6, 0.19), (-1.28, -0.42), (-0.37, -0.51),
    ),
    "cross": (
        (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
        (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4),
    ),
}  # fmt: skip
REACH = 1.35
"""How far the widest shape goes from its middle, in radii."""


def mark(shape: Shape, x: float, y: float, radius: float, colour: str, **attributes: Value | None) -> str:
    """Return a mark with its middle at a point; `radius` is that of the circle with about the same area."""
    looks: dict[str, Value | None] = {"fill": colour, "stroke": _edge(colour), "stroke_width": 1, **attributes}
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=radius, **looks)
    points = " ".join(f"{value_text(x + dx * radius)},{value_text(y + dy * radius)}" for dx, dy in _CORNERS[shape])
    return tag("polygon", points=points, **looks)


def _edge(colour: str) -> str:
    """Return the colour of a mark's edge: dark around an empty one, else white, which parts marks from lines."""
    return "#52606D" if colour == PAPER else PAPER
