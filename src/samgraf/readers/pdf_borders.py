"""The tables that lines on a page make, also where a side has no line, and the columns that shaded rows show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TILT = 1.0  # points: a line that goes no farther aside is straight
_TOUCH = 3.0  # points: lines so near meet
_OPEN = 8.0  # points that lines go on beyond the last that crosses them: a side without a line
_THIN = 4.0  # points: a filled field is a line if one of its sides is shorter
_FEWEST = 2  # lines each way, at least

_ROWS = 3  # shaded below each other make a table by themselves: each second row may be shaded, and the head above one
_COLUMNS = 3  # of a shaded row, at least

Edge = dict[str, Any]
"""A line in pdfplumber's terms: `orientation` "h" or "v", and `x0`, `x1`, `top`, `bottom` in points."""


@dataclass(frozen=True, slots=True)
class Field:
    """Shaded cells beside each other: the edges of their columns from left to right, their top and their bottom."""

    edges: tuple[float, ...]
    top: float
    bottom: float


def bordered(plumber: Any) -> tuple[list[Any], list[Field]]:  # noqa: ANN401 - PDF objects have no types
    """Return pdfplumber's tables of a page, and the shaded rows that are in none: they tell the columns of a table without lines."""
    from pdfplumber.utils.geometry import rect_to_edges  # noqa: PLC0415 - loaded only when a PDF is read

    fields = [rect for rect in plumber.rects if _is_field(rect)]
    rects = [rect for rect in plumber.rects if not _is_field(rect)]
    lines = straight(plumber)
    lines += [edge for rect in rects if min(rect["width"], rect["height"]) > _TILT for edge in rect_to_edges(rect)]
    edges = [edge for rect in fields for edge in rect_to_edges(rect)]
    drawn = _tables(plumber, lines, closed=True)
    mixed = [
        table
        for table in (_tables(plumber, [*lines, *edges]) if edges else [])
        if _has_line_down(table, lines) and not _goes_on_down(table, lines)
    ]
    finer = [
        table for table in mixed if not any(_meets(table, [other]) and _is_as_fine(other, table) for other in drawn)
    ]
    found = [*(table for table in drawn if not _meets(table, finer)), *finer]
    shaded = [table for table in _tables(plumber, edges) if not _meets(table, found)] if edges else []
    found += [table for table in shaded if len(table.rows) >= _ROWS]
    return found, [field for table in shaded if table not in found and (field := _field(table)) is not None]


def straight(plumber: Any) -> list[Edge]:  # noqa: ANN401 - PDF objects have no types
    """Return the lines of a page that go across it or down, also those that do so only nearly: turning a page tilts them a little.

    A rectangle that is as thin as a line is one, and its ends are none.
    """
    found = []
    for line in [*plumber.lines, *plumber.curve_edges, *plumber.rects]:
        width, height = line["x1"] - line["x0"], line["bottom"] - line["top"]
        if min(width, height) <= _TILT < max(width, height):
            x, y = (line["x0"] + line["x1"]) / 2, (line["top"] + line["bottom"]) / 2
            ends = {"top": y, "bottom": y} if width > height else {"x0": x, "x1": x}
            box = {key: float(line[key]) for key in ("x0", "x1", "top", "bottom")} | ends
            found.append(_edge("h" if width > height else "v", **box))
    return found


def _is_as_fine(table: Any, other: Any) -> bool:  # noqa: ANN401 - PDF objects have no types
    """Return whether lines alone part a table into as many cells as they do together with shading."""
    return len(table.cells) >= len(other.cells)


def distinct(values: Iterable[float], near: float) -> list[float]:
    """Return the distinct edges among coordinates, in order: those nearer to the one before are the same."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > near:
            edges.append(float(value))
    return edges


def _has_line_down(table: Any, lines: Iterable[Edge]) -> bool:  # noqa: ANN401 - PDF objects have no types
    """Return whether a line goes down a table as high as its rows, on a side or inside."""
    x0, top, x1, bottom = table.bbox
    least = min(cell[3] - cell[1] for cell in table.cells) / 2
    return any(
        edge["orientation"] == "v"
        and x0 - _TOUCH <= edge["x0"] <= x1 + _TOUCH
        and min(edge["bottom"], bottom) - max(edge["top"], top) >= least
        for edge in lines
    )


def _goes_on_down(table: Any, lines: Iterable[Edge]) -> bool:  # noqa: ANN401 - PDF objects have no types
    """Return whether a line inside a table goes on above it or below it: what it holds is a part of a larger table."""
    x0, top, x1, bottom = table.bbox
    return any(
        edge["orientation"] == "v"
        and x0 + _TOUCH < edge["x0"] < x1 - _TOUCH
        and edge["top"] <= bottom
        and edge["bottom"] >= top
        and (edge["top"] < top - _OPEN or edge["bottom"] > bottom + _OPEN)
        for edge in lines
    )


def _field(table: Any) -> Field | None:  # noqa: ANN401 - PDF objects have no types
    """Return the columns and the height of shaded cells beside each other, None where there are too few to tell."""
    xs = distinct((x for cell in table.cells for x in (cell[0], cell[2])), _TOUCH)
    return Field(tuple(xs), float(table.bbox[1]), float(table.bbox[3])) if len(xs) > _COLUMNS else None


def _is_field(rect: Edge) -> bool:
    """Return whether a rectangle is a field that is filled and has no line round it."""
    return bool(rect.get("fill")) and not rect.get("stroke") and min(rect["width"], rect["height"]) > _THIN


def _meets(table: Any, others: Iterable[Any]) -> bool:  # noqa: ANN401 - PDF objects have no types
    """Return whether a table lies over one of others."""
    x0, top, x1, bottom = table.bbox
    return any(x0 < o.bbox[2] and o.bbox[0] < x1 and top < o.bbox[3] and o.bbox[1] < bottom for o in others)


def _tables(plumber: Any, edges: Sequence[Edge], *, closed: bool = False) -> list[Any]:  # noqa: ANN401 - PDF objects have no types
    """Return the tables that edges make; `closed` says to close sides that have no line."""
    from pdfplumber.table import merge_edges  # noqa: PLC0415 - loaded only when a PDF is read

    straight = [edge for edge in edges if edge["orientation"] in ("h", "v")]
    merged = merge_edges(straight, _TOUCH, _TOUCH, _TOUCH, _TOUCH) if straight else []
    whole = [*merged, *open_sides(merged)] if closed else merged
    ways = {way: [edge for edge in whole if edge["orientation"] == way] for way in ("h", "v")}
    if min(len(found) for found in ways.values()) < _FEWEST:
        return []
    settings = {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": ways["v"],
        "explicit_horizontal_lines": ways["h"],
    }
    return list(plumber.find_tables(settings))


def open_sides(edges: Sequence[Edge]) -> list[Edge]:
    """Return the sides that tables lack: where their lines go on beyond the last line that crosses them."""
    found: list[Edge] = []
    for across, down in _nets(edges):
        left, right = min(edge["x0"] for edge in across), max(edge["x1"] for edge in across)
        top, bottom = min(edge["top"] for edge in down), max(edge["bottom"] for edge in down)
        box = {"x0": left, "x1": right, "top": top, "bottom": bottom}
        inner = (min(edge["x0"] for edge in down), max(edge["x0"] for edge in down))
        heights = (min(edge["top"] for edge in across), max(edge["top"] for edge in across))
        sides = (
            (inner[0] - left, "v", {"x1": left}),
            (right - inner[1], "v", {"x0": right}),
            (heights[0] - top, "h", {"bottom": top}),
            (bottom - heights[1], "h", {"top": bottom}),
        )
        found += [_edge(way, **box | ends) for beyond, way, ends in sides if beyond > _OPEN]
    return found


def _edge(way: str, *, x0: float, x1: float, top: float, bottom: float) -> Edge:
    """Return a line in pdfplumber's terms."""
    size = {"width": x1 - x0, "height": bottom - top}
    return {"object_type": "line_edge", "orientation": way, "x0": x0, "x1": x1, "top": top, "bottom": bottom} | size


def _nets(edges: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Return lines that cross each other in nets, those across and those down of each; two of one way at least."""
    nets: list[tuple[list[Edge], list[Edge]]] = []
    for edge in edges:
        way = int(edge["orientation"] == "v")
        touched = [net for net in nets if any(_cross(edge, other) for other in net[1 - way])]
        nets = [net for net in nets if not any(net is one for one in touched)]
        joined = tuple([one for net in touched for one in net[side]] for side in (0, 1))
        joined[way].append(edge)
        nets.append((joined[0], joined[1]))
    return [net for net in nets if all(net) and len(net[0]) + len(net[1]) > _FEWEST]


def _cross(one: Edge, other: Edge) -> bool:
    """Return whether two lines of different ways meet."""
    return all(
        float(a[begin]) - _TOUCH <= float(b[end])
        for begin, end in (("x0", "x1"), ("top", "bottom"))
        for a, b in ((one, other), (other, one))
    )
