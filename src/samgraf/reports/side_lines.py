"""Lines whose columns stand side by side, parted by blanks: the pieces of a line, and whether a text keeps its layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line

_PIECE = re.compile(r"[^\s\f]+(?:[ \u00a0][^\s\f]+)*")
_BULLET_ALONE = re.compile(rf"[{ITEMS}o]|\d{{1,2}}[.)]")
SIDE_BY_SIDE = 0.04
"""In so large a share of a text's lines two pieces stand side by side where its layout was kept with blanks."""

FEWEST = 3
FILLED = 2
"""Text set flush on both sides has gaps of so many blanks too."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands in one column of a line: its text, its place in the source, where it begins and ends in the line."""

    text: str
    span: Span
    left: int
    right: int

    def cut(self, at: int) -> tuple[Piece, Piece] | None:
        """Return the piece in two, parted by the blank before a place in the line; None where no blank stands there."""
        k = at - self.left
        if not (1 < k < len(self.text) and self.text[k - 1].isspace() and not self.text[k].isspace()):
            return None
        first = self.text[:k].rstrip()
        start = self.span.start
        return (
            Piece(first, Span(start, start + len(first)), self.left, self.left + len(first)),
            Piece(self.text[k:], Span(start + k, self.span.end), at, self.right),
        )


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line as its pieces from left to right; `gap` says that a blank line stands before it."""

    number: int
    page: int
    pieces: tuple[Piece, ...]
    gap: bool


@lru_cache(maxsize=4)
def keeps_layout(document: Document) -> bool:
    """Return whether a text keeps its columns beside each other with blanks."""
    lines = [p for p in (pieces_of(document, line) for line in document.lines) if p]
    gaps = [max(b.left - a.right for a, b in pairwise(p)) for p in lines if len(p) > 1]
    return len(gaps) >= max(FEWEST, SIDE_BY_SIDE * len(lines)) and sum(gap > FILLED for gap in gaps) >= len(gaps) / 2


def pieces_of(document: Document, line: Line) -> tuple[Piece, ...]:
    """Return the pieces of a line, parted by two blanks or more, or a tab; a bullet goes with what follows it."""
    text = document.text[line.start : line.end]
    found: list[Piece] = []
    for match in _PIECE.finditer(text):
        left, right = match.span()
        last = found[-1] if found else None
        if last and _BULLET_ALONE.fullmatch(last.text) and left - last.right <= 4:  # noqa: PLR2004
            left = last.left
            found.pop()
        found.append(Piece(text[left:right], Span(line.start + left, line.start + right), left, right))
    return tuple(found)


def side_lines(document: Document, lines: Sequence[Line]) -> list[SideLine]:
    """Return the lines as pieces, each told whether a blank line stands before it."""
    found: list[SideLine] = []
    before: Line | None = None
    for line in lines:
        if pieces := pieces_of(document, line):
            gap = before is not None and before.page == line.page and line.number - before.number > 1
            found.append(SideLine(line.number, line.page or 0, pieces, gap))
            before = line
    return found
