"""Bullets that a tool took out of a PDF apart from their paragraphs are put back before them.

A bullet that the face of the text lacks comes from another one, whose letters are higher. Layout analysis (pdfminer) then
makes it a line of its own: the paragraph's first line is left with the blank that stood after the bullet, and the bullet
stands alone below, above what is left of the paragraph if that has more lines.
"""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING

from samgraf.list_signs import BULLETS
from samgraf.readers.pages import bare_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGNS = frozenset(BULLETS)
_BLANK = re.compile(r" \S")
_WIDE = 0.98  # of the lines are narrower than one that fills the page
_NARROW = 0.6  # times as wide is what stands in a column of a table
_FEWEST = 2  # bullets alone


def put_back(rows: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the rows that are kept by their place, and the bullet of those that got theirs back.

    `rows` are the lines of a text without line ends. All are kept as they are where no bullets stand alone, or where it
    is not clear which lines they belong to.
    """
    kept = dict(enumerate(rows))
    alone = [i for i, row in kept.items() if row.strip() in _SIGNS]
    if len(alone) < _FEWEST:
        return kept, {}
    signs = frozenset(alone)
    led = _led(rows, signs)
    own = {i: i + 2 for i in led if i + 2 in signs}
    if not own:
        return kept, {}
    used = {rows[at].strip() for at in own.values()}
    alone = [i for i in alone if rows[i].strip() in used]
    most = _NARROW * _wide(rows)
    single = [i for i in led if i not in own and len(rows[i].strip()) < most]
    found = {i: rows[at].strip() for i, at in own.items()}
    if len(single) <= len(alone) - len(own):
        found |= {i: rows[alone[min(bisect(alone, i), len(alone) - 1)]].strip() for i in single}
    for i, bullet in found.items():
        kept[i] = bullet + rows[i]
        if i in own and rows[i][-1:].isspace() and rows[i + 3 : i + 4] and rows[i + 3].strip():
            del kept[i + 1]  # the rest of the paragraph follows at once
    return _without(kept, alone), dict(sorted(found.items()))


def _led(rows: Sequence[str], signs: frozenset[int]) -> list[int]:
    """Return the rows between empty ones that begin with a blank, but for bullets and the first row of a page."""
    found = []
    before = ""
    for i, row in enumerate(rows):
        empty = i and not rows[i - 1].strip() and not (rows[i + 1 : i + 2] and rows[i + 1].strip())
        if empty and i not in signs and _BLANK.match(row) and bare_number(before) is None:
            found.append(i)
        before = row if row.strip() else before
    return found


def _wide(rows: Sequence[str]) -> int:
    """Return how many characters the rows have that fill the page."""
    widths = sorted(len(row.strip()) for row in rows if row.strip())
    return widths[int(_WIDE * (len(widths) - 1))]


def _without(kept: dict[int, str], alone: Sequence[int]) -> dict[int, str]:
    """Return the rows without those of bullets alone; where such a one began a page, what comes next does."""
    gone = frozenset(alone)
    found: dict[int, str] = {}
    page = ""
    for i, row in kept.items():
        if i in gone:
            page = row[:1] if row[:1] in (" ", "\f") else page
        elif page and row.strip():
            found[i] = row if row[:1] in (" ", "\f") else page + row
            page = ""
        else:
            found[i] = row
    return found
