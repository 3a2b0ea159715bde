"""Lines that hold several cells: a cell of one line has the first line of the next cell behind it.

A tool that writes what stands on one height into one line glues a cell of a single line to the first line of the cell
to its right. Such a line is wider than any cell; where it is to be parted, the form of the pieces tells.
"""

from __future__ import annotations

import re
from itertools import pairwise

from samgraf.reports.cues import BULLET, starts_with_basis, starts_with_framework
from samgraf.reports.flat_wraps import width_of
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END

_WIDER, _FITS = 1.12, 1.04
"""A line that is wider than a cell by so much holds several; each piece fits, as well as letters' widths are known."""
_LEAST = -0.5
"""A line whose pieces speak less for themselves is none that holds several cells, but wider than they for another reason."""
_LONGEST = 1000
"""No line on paper has so many letters: then it is a paragraph, not cells side by side."""
_WORD = re.compile(r"\w")
_COUNTED = re.compile(r"\d[\d \u00a0]*\s[a-zåäö]")
_LOOSE_BULLET = re.compile(r"(?:^|\s)[^\w\s.!?:;,()]$")
_GOES_ON = re.compile(r"(?:mål|delmål|nr|kap|kapitel|avsnitt|prioritering|etapp|del|fas|steg)$", re.IGNORECASE)


def glued(text: str, width: float) -> list[tuple[int, int]]:
    """Return the pieces of a line, one for each cell in it; `width` is that of the cells, in letters of middle width."""
    if width <= 0 or len(text) > _LONGEST or width_of(text) <= _WIDER * width:
        return [(0, len(text))]
    gaps = [m.start() for m in re.finditer(r"\s+", text)]
    ends = [*gaps, len(text)]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for end in ends:
        reached = [
            (score + _piece(text[start:end].strip(), text[:start].strip()), (*cuts, end))
            for start, (score, cuts) in best.items()
            if start < end and _WORD.search(text[start:end]) and width_of(text[start:end].strip()) <= _FITS * width
        ]
        if reached:
            best[end] = max(reached)
    if best.get(len(text), (_LEAST - 1.0, ()))[0] < _LEAST:
        return [(0, len(text))]
    return [(start + (text[start].isspace()), end) for start, end in pairwise(best[len(text)][1])]


def _piece(text: str, before: str) -> float:
    """Return what speaks for a piece of a line as the first line of a cell, after what stands before it."""
    if not before:
        return 0.0
    value = -1.5
    if BULLET.match(text) or starts_with_basis(text) or starts_with_framework(text):
        value += 3.0
    elif _COUNTED.match(text):
        value += 1.6
    elif text[:1].isupper() or text[:1].isdigit():
        value += 1.0
    else:
        value -= 1.0
    if _LOOSE_BULLET.search(before) or OPEN_END.search(before) or (_GOES_ON.search(before) and text[:1].isdigit()):
        value -= 2.5
    elif before.endswith(":"):
        value -= 1.0
    elif SENTENCE_END.search(before):
        value += 1.0
    return value
