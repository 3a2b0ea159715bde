"""Where a paragraph ends among lines that no blank line parts, told by the blanks that wrapped lines end with.

A tool that takes text out of a PDF keeps the blank at which Word or LibreOffice wrapped a line; after a paragraph
there is none. A line without one ended its paragraph, unless it was so full that there was no room for the blank.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line, Span

_SOME, _NOT_ALL = 0.3, 0.97
"""Of the lines that others follow at once so many end in a blank, where blanks tell."""
_NARROWER, _FEW, _SEVERAL = 0.6, 5, 0.15
"""A box of a column is so much narrower than the text; so many boxes tell; so many of them hold several paragraphs
where a box is a cell."""
_FULL = 0.9
"""So much of the widest line is a full one: letters' widths are only guessed."""
_MOST, _LITTLE = 0.85, 1.15
"""So many of a table's lines hold one cell's words, and the widest of them are hardly wider than the others."""
_NARROW, _WIDE = frozenset("fijlrt.,:;'!|()[]- "), frozenset("mwMW@%—")


def paragraph_begins(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that begin a paragraph though they follow the line before at once.

    Empty where blanks tell nothing: where all lines end in one, or hardly any does.
    """
    return frozenset(number for number, chosen in breaks_told(document, lines).items() if chosen)


def breaks_told(document: Document, lines: Sequence[Line], *, sure: bool = False) -> dict[int, bool]:
    """Return, for the numbers of lines that follow another at once, whether the break before was a choice, as blanks tell.

    A line that follows a full one is left out: there was no room for a blank, so nothing is told. `sure` says that
    blanks are known to tell.
    """
    runs = _runs(document, lines)
    if not sure and not _blanks_tell(document, runs):
        return {}
    found = {}
    for run in runs:
        widest = cell_width([_raw(document, line).strip() for line in run])
        for line, below in pairwise(run):
            raw = _raw(document, line)
            full = width_of(raw.strip()) > _FULL * widest
            if raw[-1:].isspace():
                found[below.number] = False
            elif not full and not _is_cut(raw.strip(), _raw(document, below).strip()):
                found[below.number] = True
    return found


@lru_cache(maxsize=4)
def stand_apart(document: Document) -> bool:
    """Return whether a tool took each paragraph of the tables' cells out as a box of its own, blank lines around it.

    Told by the boxes that were wrapped in the width of a column: where a box is a cell, many hold several paragraphs.
    """
    runs = _runs(document, [line for line in document.lines if _raw(document, line).strip()])
    if not _blanks_tell(document, runs):
        return False
    most = _NARROWER * wide_line(document)
    cells = [
        run for run in runs
        if any(_raw(document, line)[-1:].isspace() for line in run[:-1])
        and max(width_of(_raw(document, line).strip()) for line in run) < most
    ]  # fmt: skip
    several = sum(any(breaks_told(document, run, sure=True).values()) for run in cells)
    return len(cells) >= _FEW and several < _SEVERAL * len(cells)


def narrow_boxes(document: Document) -> list[list[str]]:
    """Return the lines of each box that was wrapped all through and is no wider than a column of a table."""
    most = _NARROWER * wide_line(document)
    runs = _runs(document, [line for line in document.lines if _raw(document, line).strip()])
    texts = ([_raw(document, line) for line in run] for run in runs if len(run) > 1)
    return [
        box for box in texts
        if all(line[-1:].isspace() for line in box[:-1]) and max(width_of(line.strip()) for line in box) < most
    ]  # fmt: skip


@lru_cache(maxsize=4)
def wide_line(document: Document) -> float:
    """Return how wide the lines of text are that fill the page, in letters of middle width."""
    widths = sorted(width_of(text) for line in document.lines if (text := _raw(document, line).strip()))
    return widths[int(0.98 * len(widths))] if widths else 0.0


def wrapped(document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that end in the blank at which they were wrapped, none where blanks tell nothing."""
    if not _blanks_tell(document, _runs(document, lines)):
        return frozenset()
    return frozenset(line.number for line in lines if _raw(document, line)[-1:].isspace())


def _runs(document: Document, lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines in runs of those that follow each other at once."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and _follows(document, runs[-1][-1], line):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _blanks_tell(document: Document, runs: Sequence[Sequence[Line]]) -> bool:
    """Return whether some lines end in a blank and others do not, or all but those that nothing follows do."""
    followed = [line for run in runs for line in run[:-1]]
    blank = sum(_raw(document, line)[-1:].isspace() for line in followed)
    if not followed or blank <= _SOME * len(followed):
        return False
    last = sum(_raw(document, run[-1])[-1:].isspace() for run in runs)
    return blank < _NOT_ALL * len(followed) or (len(runs) >= _FEW and last <= _SOME * len(runs))


def narrow(document: Document, span: Span) -> bool:
    """Return whether a line is no wider than a column of a table may be, of the width of the text."""
    return width_of(document.quote(span)) < _NARROWER * wide_line(document)


def cell_width(texts: Sequence[str]) -> float:
    """Return how wide the cells are that lines stand in, in letters of middle width: the widest line, but for the few that hold two cells."""
    widths = sorted(map(width_of, texts))
    most = widths[int(len(widths) * _MOST)] if widths else 0.0
    return max((width for width in widths if width <= _LITTLE * most), default=0.0)


def _follows(document: Document, before: Line, line: Line) -> bool:
    """Return whether a line stands right below another, on the same page."""
    return before.page == line.page and document.text[before.end : line.start].count("\n") == 1


def _is_cut(text: str, below: str) -> bool:
    """Return whether a word may go on in the next line: it was wider than its cell, or has a hyphen."""
    return text[-1:] in "-–\u00ad" or (" " not in text and text[-1:].isalpha() and below[:1].islower())


def _raw(document: Document, line: Line) -> str:
    return document.text[line.start : line.end]


class _Widths(dict[str, float]):
    """How wide letters are, each reckoned once: the lines of a long text have millions."""

    def __missing__(self, c: str) -> float:
        """Return the width of a letter that was not met before."""
        self[c] = 0.55 if c in _NARROW else 1.45 if c in _WIDE else 1.2 if c.isupper() else 1.0
        return self[c]


_WIDTHS = _Widths()


def width_of(text: str) -> float:
    """Return how wide text is, in letters of middle width, as a proportional face has it."""
    return sum(map(_WIDTHS.__getitem__, text))
