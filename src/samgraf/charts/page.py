"""A matrix as one HTML page that needs nothing but itself: the picture, and the whole table under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.charts.draw import draw_chart
from samgraf.charts.heat import SHADES, shade
from samgraf.charts.matrix import NOTHING
from samgraf.checked import showable
from samgraf.drawing.pages import TEMPLATES, policy, templates
from samgraf.swedish import number

if TYPE_CHECKING:
    from samgraf.charts.matrix import Matrix


def render(matrix: Matrix, lang: str = "sv") -> str:
    """Return the page about a matrix, in "sv" or "en"; the table has all rows and columns, the picture what fits."""
    style = (TEMPLATES / "chart.css").read_text("utf-8").strip()
    style += "".join(f"\n.s{at} {{ background: {colour}; }}" for at, colour in enumerate(SHADES))
    english = lang == "en"
    return showable(
        templates().get_template("chart.html").render(
            lang=lang,
            say=lambda sv, en: en if english else sv,
            matrix=matrix,
            svg=draw_chart(matrix, lang).svg,
            rows=[(row, [_cell(matrix.value(row, column), matrix.largest, lang) for column in matrix.columns]) for row in matrix.rows],
            total=lambda count: number(count, lang),
            grouped=any(row.group or row.area for row in matrix.rows),
            style=style,
            policy=policy(style),
        )
    )  # fmt: skip


def _cell(count: int | None, largest: int, lang: str) -> tuple[str, str]:
    """Return what stands in a cell and the class of its colour."""
    if count is None:
        return NOTHING, "none"
    at = shade(count, largest) if count else 0
    return number(count, lang), f"s{at}{' dark' if at > 3 else ''}" if count else "zero"  # noqa: PLR2004  (a shade)
