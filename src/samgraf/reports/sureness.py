"""How sure it is that a cell found again in flat text holds what its row and column should: a share that was measured.

A cell's raw score is what the way of finding it thinks of it, less what its own words say against it:
a beginning in the middle of a sentence, an end that is open, another column's label. What share of
cells with such a score were right in reports made for it stands in `sureness.json`, by way and
column (`benchmarks/calibration.py --fit` writes it); between two points the line is straight.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.cues import BULLET, COLUMNS, EFFECTS, GOALS, NAME, starts_with_basis, starts_with_framework
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Points = tuple[tuple[float, float], ...]
"""Raw scores with the share that was right, in rising order of both."""

ROW = "row"
"""The key of the points for whole rows: is there such an insats, under this question."""

_FEWEST = 2


@lru_cache(maxsize=1)
def measured() -> Mapping[str, Points]:
    """Return the measured points by "way/column"."""
    text = resources.files("samgraf.reports").joinpath("sureness.json").read_text("utf-8")
    return {key: tuple((x, y) for x, y in points) for key, points in json.loads(text).items()}


def calibrated(way: str, column: str, raw: float) -> float:
    """Return the share of cells of a column, found in a way, that were right at a raw score; the score itself where unmeasured."""
    points = measured().get(f"{way}/{column}")
    if not points:
        return raw
    if raw <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if raw <= right:
            return round(low + (high - low) * (raw - left) / (right - left or 1.0), 2)
    return points[-1][1]


def raw_scores(texts: Sequence[str], found: Sequence[float], *, cut: bool) -> list[float]:
    """Return the raw score of each of a row's four cells (0 to 1), from their texts and what the way of finding them thinks.

    `cut` says that a page cuts the row.
    """
    against = [_against(text, column) for column, text in enumerate(texts)]
    row = sum(against) / len(against) + (0.3 if cut else 0.0)
    return [
        round(max(0.0, min(1.0, 0.25 + 0.6 * sure - 0.3 * own - 0.5 * row)), 3)
        for sure, own in zip(found, against, strict=True)
    ]


def _against(text: str, column: int) -> float:
    """Return how much a cell's own words speak against it (0 nothing, 1 much)."""
    stripped = text.strip()
    if not stripped:
        return 0.5
    value = 0.0
    first = BULLET.sub("", stripped, count=1)[:1]
    value += 0.5 if first.islower() else 0.0
    value += 0.5 if OPEN_END.search(stripped) else 0.0 if SENTENCE_END.search(stripped) else 0.2
    pieces = stripped.split("\n")
    value += 0.4 if column != GOALS and any(starts_with_framework(piece) for piece in pieces) else 0.0
    bases = sum(starts_with_basis(piece) for piece in pieces)
    value += 0.4 if bases > (column == EFFECTS) else 0.0
    value += 0.3 if column == NAME and len(stripped.split()) < _FEWEST else 0.0
    value += 0.4 if column == GOALS and not any(starts_with_framework(piece) for piece in pieces) else 0.0
    return min(1.0, value)


def sure_of(
    way: str, texts: Sequence[str], found: Sequence[float], *, cut: bool
) -> tuple[tuple[float, float, float, float], float]:
    """Return how sure a row's four cells are, and how sure it is that the row is an insats."""
    raw = raw_scores(texts, found, cut=cut)
    cells = [calibrated(way, column, score) for column, score in zip(COLUMNS, raw, strict=True)]
    return (cells[0], cells[1], cells[2], cells[3]), calibrated(way, ROW, row_score(raw))


def row_score(raw: Sequence[float]) -> float:
    """Return the raw score of a row, the mean of its cells'."""
    return round(sum(raw) / len(raw), 3)
