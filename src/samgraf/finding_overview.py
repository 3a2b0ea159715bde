"""Several reports at a glance, one line each: what a reader sees before the findings of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.checked import counts
from samgraf.findings import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.checked import Checked

_NAME = 32
_HEADS = (
    (Words("brister", "gaps"), 7),
    (Words("varningar", "warnings"), 9),
    (Words("upplysningar", "notes"), 12),
    (Words("besvarade", "answered"), 12),
)


def overview(reports: Iterable[Checked], lang: str) -> str:
    """Return a line for each report: its name, how many findings of each severity are open, how much is answered."""
    heads = "".join(f"  {head.in_(lang):>{width}}" for head, width in _HEADS)
    lines = [f"{Words('Rapport', 'Report').in_(lang):{_NAME}}{heads}"]
    for each in reports:
        opened = counts(each.findings)
        asked = sum(section.asked for section in each.sections)
        answered = (
            f"{sum(section.answered for section in each.sections)} {Words('av', 'of').in_(lang)} {asked}"
            if asked
            else "–"
        )
        cells = (*opened.values(), answered)
        told = "".join(f"  {cell:>{width}}" for cell, (_, width) in zip(cells, _HEADS, strict=True))
        lines.append(f"{_called(each, lang):{_NAME}}{told}")
    return "\n".join(lines) + "\n"


def _called(each: Checked, lang: str) -> str:
    """Return what a report is called: a stored one by region and year, a file by its name, the end of it where it is long."""
    if each.name == each.report.rsplit("/", 1)[-1]:
        return each.title.in_(lang)[:_NAME]
    return each.name if len(each.name) <= _NAME else f"…{each.name[1 - _NAME :]}"
