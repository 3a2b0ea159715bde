"""Names of insatser that stand above their rows, in a merged row or a line, where the cell for the name holds what describes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.name_ends import says_what_is_done
from samgraf.reports.names import describes_itself, is_title
from samgraf.reports.table_heads import Grid, text_of
from samgraf.reports.table_turned import name_in, without_ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document

_FEWEST = 2
"""One merged row may be the title of all that stands below it; of so many, each above one row, each names that row."""
_LEAD = re.compile(r"[.:]\s|\s[-–—]\s|,\s")


def under_names(
    document: Document, body: Grid, wide: Sequence[bool], place: int, above: Sequence[Span]
) -> tuple[Grid, list[bool], list[Span]]:
    """Return a table's rows with the names from merged rows put into their cells, which rows are merged still, and labels.

    `place` is the column of the name, beyond the last where there is none; `above` are the lines above a table that is one of several, none otherwise.
    """
    if not body or place >= len(body[0]):
        return body, list(wide), []
    labels: list[Span] = []
    filled = [at for at, row in enumerate(body) if any(text_of(document, spans) for spans in row)]
    titles = {at: body[at][0] for at in filled if wide[at]}
    below = {at: next((row for row in filled if row > at), None) for at in titles}
    rows = [row for row in below.values() if row is not None and not wide[row]]
    if (
        len(titles) >= _FEWEST
        and len(rows) == len(titles) == len(filled) / 2
        and _describe(document, body, rows, place)
    ):
        named = {row: titles[at] for at, row in below.items() if row is not None}
    elif (
        not titles
        and len(filled) == 1
        and (name := name_in(document, above))
        and _describe(document, body, filled, place)
    ):
        named = {filled[0]: name}
        labels = [Span(line.start, name[0].start) for line in above if line.start < name[0].start < line.end]
    else:
        return body, list(wide), []
    found: Grid = []
    for at, row in enumerate(body):
        label, name = without_ordinal(document, named.get(at, ()))
        labels += label
        if at not in titles:
            found.append([(*name, *spans) if i == place else spans for i, spans in enumerate(row)])
    return found, [False] * len(found), labels


def _describe(document: Document, body: Grid, rows: Sequence[int], place: int) -> bool:
    """Return whether most of some rows have a description where the name should be, and none of its own before it."""
    cells = [text_of(document, body[row][place][:1]) for row in rows]
    return sum(bool(text) and _describes(text) for text in cells) > len(cells) / 2


def _describes(text: str) -> bool:
    """Return whether a cell's first paragraph describes an insats and does not begin with its name."""
    if is_title(text):
        return False
    lead = _LEAD.split(text, maxsplit=1)[0]
    return lead == text or describes_itself(text) or says_what_is_done(lead)
