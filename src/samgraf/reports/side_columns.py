"""Where the columns of lines stand that keep them side by side: the stripes between the gaps that many lines leave free.

A gap between two columns may be one blank wide, as a gap between two words is; but it stands at the same place in
line after line. How far to the right a column begins differs from page to page and from row to row. So the lines of a
page are parted into bands, by dynamic programming: in each band the gaps are free in all its lines, and the more lines
a gap parts, the more it counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.side_lines import Piece, SideLine

LONGEST = 100
"""A band has no more lines."""

BLANK, BLANKS, GAP, BEGINS = 1.0, 2.5, 6.0, 0.4
"""What a line tells for a gap between columns: a blank there, two, or more; a word that begins right after it."""

FEW = 2
"""More blanks part two columns surely; a word begins a column that begins so few places from it."""

COLUMN, BAND = 5.0, 4.0
"""What a gap, and a band, must gain at least."""


@dataclass(frozen=True)
class Band:
    """Lines that leave the same gaps free: the stripes between them, each with where it begins and ends."""

    lines: tuple[SideLine, ...]
    stripes: tuple[tuple[int, int], ...]

    def stripe_of(self, piece: Piece) -> int:
        """Return which stripe a piece stands in."""
        return max((i for i, (left, _) in enumerate(self.stripes) if left <= piece.left), default=0)


def bands(lines: Sequence[SideLine]) -> Iterator[Band]:
    """Yield the lines in bands, page by page; a piece that runs over a gap is parted there."""
    for _, page in groupby(lines, key=lambda line: line.page):
        yield from _page_bands(list(page))


def _page_bands(lines: list[SideLine]) -> Iterator[Band]:
    width = max(line.pieces[-1].right for line in lines) + 1
    masks = [_occupied(line) for line in lines]
    told = _told(lines, width)
    n = len(lines)
    best: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ()), *[(float("-inf"), 0, ())] * n]
    for start in range(n):
        mask = 0
        for end in range(start + 1, min(n, start + LONGEST) + 1):
            mask |= masks[end - 1]
            gain, begins = _gaps(mask, told[start], told[end])
            value = best[start][0] + gain - BAND
            if value > best[end][0]:
                best[end] = (value, start, begins)
    cuts: list[tuple[int, int, tuple[int, ...]]] = []
    at = n
    while at > 0:
        _, start, begins = best[at]
        cuts.append((start, at, begins))
        at = start
    for start, end, begins in reversed(cuts):
        first, last = _table_lines(lines, start, end, begins)
        yield from (_band(part, at) for part, at in (
            (lines[start:first], ()), (lines[first:last], begins), (lines[last:end], ())) if part)  # fmt: skip


def _table_lines(lines: Sequence[SideLine], start: int, end: int, begins: Sequence[int]) -> tuple[int, int]:
    """Return where the lines of a table begin and end in a band: running text above and below may have a blank at each gap."""

    def runs_on(line: SideLine) -> bool:
        return len(line.pieces) == 1 and any(line.pieces[0].left < at < line.pieces[0].right for at in begins)

    first = next((i for i in range(start, end) if not runs_on(lines[i])), end)
    last = next((i for i in range(end, first, -1) if not runs_on(lines[i - 1])), first)
    return first, last


def _occupied(line: SideLine) -> int:
    """Return the places of a line that hold text, as bits; a blank between two words of a piece is free, one after a bullet not."""
    mask = 0
    for piece in line.pieces:
        for k, character in enumerate(piece.text):
            if not character.isspace() or _after_bullet(piece, k):
                mask |= 1 << (piece.left + k)
    return mask


def _after_bullet(piece: Piece, k: int) -> bool:
    return k <= len(piece.text) - len(piece.text.lstrip(f"{ITEMS} \t"))


def _told(lines: Sequence[SideLine], width: int) -> list[list[complex]]:
    """Return for each number of lines and place how much the lines so far tell for a gap that ends there.

    Each such sum is complex: its imaginary part counts the gaps of more than one blank alone, without which all is chance.
    """
    sums = [[0j] * (width + 1)]
    for line in lines:
        row = list(sums[-1])
        for piece in line.pieces:
            for k, character in enumerate(piece.text):
                if k and character.isspace() and not _after_bullet(piece, k):
                    row[piece.left + k] += BLANK
        for a, b in pairwise(line.pieces):
            told = GAP if b.left - a.right > FEW else BLANKS
            for x in range(max(a.right, b.left - FEW - 1), b.left):
                row[x] += told + (BEGINS if x == b.left - 1 else 0.0) + told * 1j
        sums.append(row)
    return sums


def _gaps(mask: int, before: Sequence[complex], after: Sequence[complex]) -> tuple[float, tuple[int, ...]]:
    """Return what the gaps gain that lines leave free, and where the stripes after them begin."""
    bits = bin(mask)[:1:-1].rstrip("0")
    gain, begins = 0.0, []
    at = bits.find("1")
    while (free := bits.find("0", at)) >= 0:
        at = bits.index("1", free)
        told = after[at - 1] - before[at - 1]
        if told.imag and told.real > COLUMN:
            gain += told.real - COLUMN
            begins.append(at)
    return gain, tuple(begins)


def _band(lines: Sequence[SideLine], begins: Sequence[int]) -> Band:
    parted = tuple(replace(line, pieces=tuple(_parted(line.pieces, begins))) for line in lines)
    edges = [min(line.pieces[0].left for line in parted), *begins]
    ends = [*edges[1:], max(line.pieces[-1].right for line in parted) + 1]
    stripes = []
    for left, stop in zip(edges, ends, strict=True):
        right = max((p.right for line in parted for p in line.pieces if left <= p.left < stop), default=left)
        stripes.append((left, right))
    return Band(parted, tuple(stripes))


def _parted(pieces: Sequence[Piece], begins: Sequence[int]) -> Iterator[Piece]:
    for whole in pieces:
        piece = whole
        for at in begins:
            while piece.left < at < piece.right:
                parts = piece.cut(_first_word(piece, at))
                if parts is None:
                    break
                yield parts[0]
                piece = parts[1]
        yield piece


def _first_word(piece: Piece, at: int) -> int:
    """Return where the first word begins at or after a place in a piece's line."""
    k = at - piece.left
    while k < len(piece.text) and piece.text[k].isspace():
        k += 1
    return piece.left + k
