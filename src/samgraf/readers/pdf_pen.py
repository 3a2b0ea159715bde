"""What a page was drawn as, in the order in which it was drawn: pieces of lines, blocks of them, and blocks beside each other."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.readers.pdf_lines import Glyph

_SAME_START = 1.0  # points: lines that begin so near begin at the same place
_STARTS = 2  # lines begin there, at least, for a column to begin there
_GAP = 0.3  # of the size: less white parts no cells
_WIDE = 1.0  # of the size: white that parts them where one line alone begins so
_WIDER = 3.0  # times the white between words: white between cells
_LEAST = 0.15  # of the size: white between words, at least
_CLEAR = 0.5  # of the size: white that parts the cells of a line, where it lies between known columns
_NARROW = 0.6  # of the size: white between words, mostly
_LIKE = 1.2  # times the widest white in a line: white between its words, too
_SIGN = re.compile(rf"[{ITEMS}☐☒o]|\(?[^\W_]{{1,2}}[.)]")
_SIGN_ROOM = 4.0  # times the size: the sign of an item stands no farther before its text
DOWN = 0.5  # of the size: a line that much lower is another line
FAR = 4.0  # times the size: lines of a cell, and rows of a table, are no farther apart
TOUCH = 2.0  # points that the text of a column may go over its edge
LEFT = 3.0  # points that a line of a cell may begin farther left than those above it
STYLE = 1.1  # times the size: larger letters are those of a heading
_ALIGNED = 0.7  # of the cells beside each other begin at one height
COLUMNS = 3  # of a table that one row shows


@dataclass
class Piece:
    """A line of text in one cell: characters that were drawn one after the other at one height."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass
class Block:
    """What may be a cell: pieces that were drawn one below the other."""

    pieces: list[Piece]

    @property
    def x0(self) -> float:
        """Return where it begins from the left."""
        return min(piece.x0 for piece in self.pieces)

    @property
    def x1(self) -> float:
        """Return where it ends on the right."""
        return max(piece.x1 for piece in self.pieces)

    @property
    def top(self) -> float:
        """Return where it begins from above."""
        return self.pieces[0].top

    @property
    def bottom(self) -> float:
        """Return where it ends below."""
        return self.pieces[-1].bottom

    @property
    def size(self) -> float:
        """Return the size of its letters."""
        return median(piece.size for piece in self.pieces)


Row = list[Block]
"""Blocks beside each other, from left to right: a row of a table, or one block of running text."""
Span = tuple[float, float]


def pieces_of(glyphs: Sequence[Glyph], kinds: Sequence[Sequence[Span]] = ()) -> list[Piece]:
    """Return characters, given in the order in which they were drawn, as pieces in that order; `kinds` are columns of tables."""
    runs: list[list[Glyph]] = []
    left = top = bottom = 0.0
    for glyph in glyphs:
        level = bool(runs) and top <= glyph.middle[1] <= bottom
        # The sign of an item may be drawn after its text, where it is of another font.
        sign = level and 0 < left - glyph.x0 < _SIGN_ROOM * glyph.size and _SIGN.fullmatch(glyph.text)
        if level and (glyph.x0 >= left - 1.0 or sign):
            runs[-1].append(glyph)
            left = min(left, glyph.x0)
        elif glyph.text.strip():
            runs.append([glyph])
            left, top, bottom = glyph.x0, glyph.top, glyph.bottom
    starts = Counter(round(run[0].x0 / _SAME_START) for run in runs)
    gaps = {start: _GAP if sum(starts[start + by] for by in (-1, 0, 1)) >= _STARTS else _WIDE for start in starts}
    found: list[Piece] = []
    for run in runs:
        cut = next((parts for kind in kinds if len(parts := _cut(run, kind)) >= min(COLUMNS, len(kind))), None)
        found += map(_piece, cut or _parted(run, gaps))
    return _rejoined(found, kinds)


def _blank(piece: Piece) -> float:
    """Return the widest white between the letters of a piece."""
    inked = sorted((glyph for glyph in piece.glyphs if glyph.text.strip()), key=lambda glyph: glyph.x0)
    return max((after.x0 - before.x1 for before, after in pairwise(inked)), default=0.0)


def _cut(run: Sequence[Glyph], columns: Sequence[Span]) -> list[list[Glyph]]:
    """Return a run of characters by column; whole where a word goes over the white between two columns."""
    parts: list[list[Glyph]] = [[]]
    ink: Glyph | None = None
    middles = [(before[1] + after[0]) / 2 for before, after in pairwise(columns)]
    for glyph in run:
        if glyph.text.strip():
            if any(glyph.x0 < x < glyph.x1 for x in middles):
                return [list(run)]
            if ink is not None and any(ink.x1 <= x <= glyph.x0 for x in middles):
                if glyph.x0 - ink.x1 < _CLEAR * glyph.size:
                    return [list(run)]
                parts.append([])
            ink = glyph if ink is None or glyph.x1 >= ink.x1 else ink
        parts[-1].append(glyph)
    return parts


def _rejoined(pieces: Sequence[Piece], kinds: Sequence[Sequence[Span]]) -> list[Piece]:
    """Return pieces, those as one that only look parted: the words of a line, after which the pen goes back below them, or of one column."""
    found: list[Piece] = []
    for piece, after in zip_longest(pieces, pieces[1:]):
        before = found[-1] if found else None
        if before is None or DOWN * piece.size <= abs(piece.top - before.top) or piece.x0 < before.x1:
            found.append(piece)
            continue
        narrow = piece.x0 - before.x1 < max(_NARROW * piece.size, _LIKE * max(_blank(before), _blank(piece)))
        ends = after is None or (after.top > piece.top + DOWN * piece.size and after.x0 < piece.x0 - LEFT)
        if (narrow and ends) or _in_one_column(before, piece, kinds):
            found[-1] = _piece([*before.glyphs, *piece.glyphs])
        else:
            found.append(piece)
    return found


def _in_one_column(one: Piece, other: Piece, kinds: Iterable[Sequence[Span]]) -> bool:
    """Return whether two pieces are in the same column of tables with known columns, and of none in different ones."""
    found = set()
    for columns in kinds:
        places = [
            [number for number, (x0, x1) in enumerate(columns) if x0 - TOUCH <= piece.x0 and piece.x1 <= x1 + TOUCH]
            for piece in (one, other)
        ]
        if all(len(place) == 1 for place in places):
            found.add(places[0] == places[1])
    return found == {True}


def _parted(run: Sequence[Glyph], gaps: Mapping[int, float]) -> list[list[Glyph]]:
    """Return a run of characters parted where, after white, it is where other lines begin; `gaps` are how much white that takes.

    White that is much wider than that between the words parts it anywhere.
    """
    parts = [[run[0]]]
    blank = _usual_blank(run)
    ink = run[0]
    for glyph in run[1:]:
        if glyph.text.strip():
            gap = (glyph.x0 - ink.x1) / glyph.size
            apart = gap >= gaps.get(round(glyph.x0 / _SAME_START), math.inf) or gap >= max(_WIDE, _WIDER * blank)
            if apart and not _SIGN.fullmatch("".join(one.text for one in parts[-1]).strip()):
                parts.append([])
            ink = glyph if glyph.x1 >= ink.x1 else ink
        parts[-1].append(glyph)
    return parts


def _usual_blank(run: Sequence[Glyph]) -> float:
    """Return the white between the words of a run in sizes of its letters, infinite where it has too few words to tell."""
    inked = [glyph for glyph in run if glyph.text.strip()]
    gaps = [(after.x0 - before.x1) / after.size for before, after in pairwise(inked)]
    blanks = sorted(gap for gap in gaps if gap > _LEAST)
    return blanks[len(blanks) // 4] if len(blanks) > 1 else math.inf


def _piece(run: list[Glyph]) -> Piece:
    """Return a piece of characters."""
    inked = [glyph for glyph in run if glyph.text.strip()]
    size = median(glyph.size for glyph in inked)
    body = [glyph for glyph in inked if glyph.size > 0.8 * size]
    return Piece(
        run,
        min(glyph.x0 for glyph in inked),
        max(glyph.x1 for glyph in inked),
        min(glyph.top for glyph in body),
        max(glyph.bottom for glyph in body),
        size,
    )


def blocks_of(pieces: Iterable[Piece]) -> list[Block]:
    """Return pieces in blocks: those that go down, one below the other."""
    found: list[Block] = []
    for piece in pieces:
        if found and _goes_down(found[-1], piece):
            found[-1].pieces.append(piece)
        else:
            found.append(Block([piece]))
    return found


def _goes_down(block: Block, piece: Piece) -> bool:
    """Return whether a piece goes on with a block, below it."""
    last = block.pieces[-1]
    if not DOWN * piece.size < piece.top - last.top or piece.top - last.bottom > FAR * piece.size:
        return False
    if not 1 / STYLE < piece.size / last.size < STYLE:
        return False
    centred = abs(piece.x0 + piece.x1 - block.x0 - block.x1) < 2 * LEFT
    return piece.x0 <= block.x1 and (piece.x0 >= block.x0 - LEFT or centred)


def rows_of_blocks(blocks: Sequence[Block]) -> list[Row]:
    """Return blocks by row: those that were drawn from left to right beside each other."""
    level = _level(blocks)
    found: list[Row] = []
    for block in blocks:
        row = found[-1] if found else []
        if not row or not _beside(row, block):
            found.append([block])
            continue
        if level and len(row) == 1 and (above := [piece for piece in row[0].pieces if piece.bottom <= block.top]):
            below = row[0].pieces[len(above) :]
            if not below:
                found.append([block])
                continue
            found[-1:] = [[Block(above)], [Block(below)]]
        found[-1].append(block)
    return found


def _beside(row: Row, block: Block) -> bool:
    """Return whether a block stands right of the blocks of a row."""
    over = max(one.bottom for one in row) > block.top and block.bottom > min(one.top for one in row)
    crossing = [piece for piece in row[-1].pieces if piece.x1 - TOUCH > block.x0 and piece.bottom > block.top]
    return over and block.x0 > row[-1].x0 and not crossing


def _level(blocks: Sequence[Block]) -> bool:
    """Return whether cells beside each other begin at one height, told by those that are not the first of their row."""
    pairs = [
        abs(after.top - before.top) < DOWN * after.size
        for first, before, after in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if first.x1 < before.x0 and before.x1 < after.x0 and before.bottom > after.top and after.bottom > before.top
    ]
    return sum(pairs) >= _ALIGNED * len(pairs)
