"""A matrix as a picture, in the form that its chart has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.charts.bars import draw_bars
from samgraf.charts.heat import draw_heat
from samgraf.charts.library import CHARTS

if TYPE_CHECKING:
    from samgraf.charts.matrix import Matrix
    from samgraf.drawing.frame import Picture


def draw_chart(matrix: Matrix, lang: str = "sv") -> Picture:
    """Return a matrix as bars or as a heat map."""
    return draw_bars(matrix, lang) if CHARTS[matrix.id].form == "bars" else draw_heat(matrix, lang)
