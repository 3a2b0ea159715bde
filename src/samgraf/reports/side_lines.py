"""Lines whose columns stand side by side, parted by blanks: the pieces of a line, and the stripes that they make.

`pdftotext -layout` and its likes keep a table's columns beside each other. Where the columns begin
differs from page to page, and from row to row where cells are empty, so that stripes are found
anew for each run of lines that leaves the same gaps free.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document, Line

_PIECE = re.compile(r"[^\s\f]+(?:[ \u00a0][^\s\f]+)*")
_BULLET_ALONE = re.compile(r"[-–—•*·▪◦‣➢✓o\uf0b7\uf0a7]|\d{1,2}[.)]")
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


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line as its pieces from left to right; `gap` says that a blank line stands before it."""

    number: int
    page: int
    pieces: tuple[Piece, ...]
    gap: bool


@dataclass
class Band:
    """Lines that leave the same gaps free: the stripes between them, each with where it begins and ends."""

    lines: list[SideLine] = field(default_factory=list)
    stripes: list[tuple[int, int]] = field(default_factory=list)


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


def bands(lines: Sequence[SideLine]) -> Iterator[Band]:
    """Yield the runs of lines on one page that leave the same gaps free."""
    band = Band()
    for whole in lines:
        line = _parted(whole, band.stripes)
        grown = _joined(band.stripes, line.pieces)
        turned = bool(band.lines) and band.lines[-1].page != line.page
        if band.lines and (turned or _closes(band.stripes, grown)):
            yield band
            band, line = Band(), whole
            grown = _joined([], line.pieces)
        band.lines.append(line)
        band.stripes = grown
    if band.lines:
        yield band


def _parted(line: SideLine, stripes: Sequence[tuple[int, int]]) -> SideLine:
    """Return a line with a piece parted that fills its column: one blank stands where the next stripe begins."""
    pieces: list[Piece] = []
    for whole in line.pieces:
        piece = whole
        for left, _ in stripes[1:]:
            at = left - piece.left
            if 1 < at < len(piece.text) and piece.text[at - 1] == " " and piece.text[at] != " ":
                pieces.append(
                    Piece(piece.text[: at - 1], Span(piece.span.start, piece.span.start + at - 1), piece.left, left - 1)
                )
                piece = Piece(piece.text[at:], Span(piece.span.start + at, piece.span.end), left, piece.right)
        pieces.append(piece)
    return line if len(pieces) == len(line.pieces) else replace(line, pieces=tuple(pieces))


def _joined(stripes: Sequence[tuple[int, int]], pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """Return the stripes with a line's pieces laid over them."""
    merged: list[tuple[int, int]] = []
    for left, right in sorted([*stripes, *((p.left, p.right) for p in pieces)]):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _closes(before: Sequence[tuple[int, int]], grown: Sequence[tuple[int, int]]) -> bool:
    """Return whether a line closes a gap between two stripes."""
    return any(sum(left >= g[0] and right <= g[1] for left, right in before) > 1 for g in grown)


def stripe_of(stripes: Sequence[tuple[int, int]], piece: Piece) -> int:
    """Return which stripe a piece stands in."""
    return next(i for i, (left, right) in enumerate(stripes) if left <= piece.left and piece.right <= right)
