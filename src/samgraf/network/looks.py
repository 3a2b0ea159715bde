"""How actors and links are drawn, and the legend that says so."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from samgraf.drawing.frame import Sample
from samgraf.drawing.marks import mark
from samgraf.drawing.svg import tag
from samgraf.network.sectors import UNKNOWN, sector, sectors
from samgraf.swedish import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.network.sectors import Sector

LINK = "#7B8794"
GOAL = "#1F2933"
_LEGEND = 6.5


def radius(insatser: int) -> float:
    """Return the radius of an actor's mark: its area grows as the number of insatser, up to a limit."""
    return min(3.5 + 2.2 * math.sqrt(insatser), 18.0)


def thickness(weight: int) -> float:
    """Return the thickness of a link: one unit more for each insats that is shared, up to a limit."""
    return min(0.4 + 0.9 * weight, 9.0)


def sector_legend(keys: Iterable[str], lang: str) -> list[Sample]:
    """Return a sample of each sector that is drawn, in the order of the code list, the unknown last."""
    return [Sample(mark(each.shape, 8, 0, _LEGEND, each.colour), 16, each.name(lang)) for each in sectors_among(keys)]


def sectors_among(keys: Iterable[str]) -> list[Sector]:
    """Return the sectors that some keys mean, in the order of the code list, the unknown last."""
    held = set(keys)
    known = [each for key, each in sectors().items() if key in held]
    return known + ([UNKNOWN] if any(sector(key) is UNKNOWN for key in held) else [])


def size_legend(values: Iterable[int], meaning: str, lang: str) -> list[Sample]:
    """Return samples of small, middle and large marks, with what their size means."""
    found = [Sample("", 0, meaning)]
    for value in _steps(values):
        r = radius(value)
        found.append(Sample(mark("circle", r, 0, r, "#9AA5B1"), 2 * r, number(value, lang), 2 * r))
    return found


def link_legend(weights: Iterable[int], meaning: str, lang: str) -> list[Sample]:
    """Return samples of thin, middle and thick links, with what their thickness means."""
    found = [Sample("", 0, meaning)]
    for value in _steps(weights):
        line = tag("line", x1=0, y1=0, x2=24, y2=0, stroke=LINK, stroke_width=thickness(value))
        found.append(Sample(line, 24, number(value, lang)))
    return found


def _steps(values: Iterable[int]) -> list[int]:
    """Return the smallest and the largest of some numbers, and one between where there is one."""
    held = sorted(set(values))
    if not held:
        return []
    middle = min(held, key=lambda value: (abs(value - (held[0] + held[-1]) / 2), value))
    return sorted({held[0], middle, held[-1]})
