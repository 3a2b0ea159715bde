"""The pages of a table as boxes: what a tool took out of each page, told apart into table, heads, text and furniture."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.cues import (
    COLUMNS,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    starts_with_basis,
    starts_with_description,
)
from samgraf.reports.flat_apart import share_apart
from samgraf.reports.flat_apart_cues import Weights, named_of
from samgraf.reports.flat_blocks import decode_blocks
from samgraf.reports.flat_boxes import BASES, Page, Piece, Table, kept_together, share_out
from samgraf.reports.flat_columns import NAMED, ROW_NUMBER, column_evidence, paragraphs_of, with_columns
from samgraf.reports.flat_page import Placed, columns_of, fitted_columns, line_width
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.flat_wraps import stand_apart, wide_line, width_of
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from samgraf.documents import Document, Line, Span
    from samgraf.reports.flat_boxes import Sharing
    from samgraf.reports.flat_page import Columns, Kind
    from samgraf.reports.flat_pieces import Paragraph
    from samgraf.reports.profile import Profile

FITS = 2.0
"""So many pairs out of order for each box at most, where boxes came by where they stood."""
TIGHT = 5.0
"""So much likelier it must be that boxes hold paragraphs of several rows."""
POOR = -1.5
"""What speaks for the rows found, for each, is less than this where they are hardly right."""
TOO_WIDE = 0.6
"""A line that is so wide, of the width of the text, stands in no column."""
_SLIM = 0.86
"""The letters of the faces that small letters are mostly set in are so wide, of those of a usual face."""
_UNUSUAL = 7.0
"""What speaks against another order of columns than the heads tell, and against a column of its own for bases."""
_BETTER = 2.0
"""So much better than by cues alone must rows be that the places of boxes tell."""
_GLANCE = 6
"""So many readings of each page tell which order of columns fits best."""
WIDER = 1.2
"""A line that is so much wider than all that were wrapped stands in no column."""
_MARGIN = 3.0
_ONLY_BASIS = re.compile(r"[^.:]{3,60}")


def decode_sheet(
    document: Document,
    lines: Sequence[Line],
    heads: frozenset[int],
    goal_words: frozenset[str],
    order: Sequence[int],
    profile: Profile,
) -> tuple[FlatRow, ...]:
    """Return the rows of a table whose boxes come by where they stood on the page; none where they do not.

    `lines` are those of the rows, `heads` the numbers of the lines that hold column heads, `order` the columns from
    the left.
    """
    told = with_columns(paragraphs_of(document, lines), goal_words)
    boxes: dict[int, list[Paragraph]] = {}
    for p in told:
        boxes.setdefault(p.box, []).append(p)
    apart = stand_apart(document)
    if apart:
        boxes = _narrow(document, boxes)
    evidence = dict(zip(boxes, column_evidence(list(boxes.values()), goal_words), strict=True))
    sheet = _Sheet(
        document, boxes, evidence, heads, order, profile, apart, _SLIM * _wide_line(document) if apart else 0.0
    )
    if apart and boxes:
        ways = _apart(sheet, Weights(named=named_of(told), hint=_hint(document, lines, goal_words)))
        if not ways:
            return ()
        return tuple(_flat_row(i, ways) for i in range(len(ways[0].rows)))
    ways, worth, count = _likelier(sheet)
    if not ways or not ways[0].rows or ways[0].out_of_order > FITS * count:
        return ()
    if worth < POOR * len(ways[0].rows):
        return ()
    return tuple(_flat_row(i, ways) for i in range(len(ways[0].rows)))


def _narrow(document: Document, boxes: Mapping[int, list[Paragraph]]) -> dict[int, list[Paragraph]]:
    """Return the boxes that a column can hold: text between tables or below them is wider than any box that was wrapped."""
    widths = {key: max(width_of(document.quote(s)) for p in box for s in p.spans) for key, box in boxes.items()}
    most = TOO_WIDE * wide_line(document)
    several = [widths[key] for key, box in boxes.items() if sum(len(p.spans) for p in box) > 1 and widths[key] < most]
    if len(several) > 1:
        most = min(most, WIDER * max(several))
    return {key: box for key, box in boxes.items() if widths[key] < most}


def _apart(sheet: _Sheet, weights: Weights) -> list[Sharing]:
    """Return the best ways to share out paragraphs that stand alone, the columns in the order that fits best.

    None where they are hardly better than the way by cues alone that the weights hint at.
    """
    orders = dict.fromkeys((tuple(sheet.order), (NAME, OUTPUTS, EFFECTS, GOALS), (NAME, GOALS, OUTPUTS, EFFECTS)))
    sheets = [
        (replace(sheet, order=order).pages(tight=True, beside=beside), _UNUSUAL * (k + beside))
        for k, order in enumerate(orders) for beside in sheet.ways()
    ]  # fmt: skip
    if len(sheets) > 1:
        sheets.sort(key=lambda each: each[1] - share_apart(each[0][0], each[0][1], weights, tries=_GLANCE)[0].score)
    pages, table = sheets[0][0]
    found, hinted = share_apart(pages, table, weights), share_apart(pages, table, weights, tries=0)
    return found if found[0].score > hinted[0].score + _BETTER else []


def _hint(document: Document, lines: Sequence[Line], goal_words: frozenset[str]) -> dict[int, tuple[int, int]]:
    """Return the row and the column of each line, by its start, as the cues of paragraphs have it that come in any order."""
    rows = decode_blocks(document, lines, goal_words)
    return {
        span.start: (k, column) for k, row in enumerate(rows) for column, cell in enumerate(row.cells) for span in cell
    }


@lru_cache(maxsize=4)
def _wide_line(document: Document) -> float:
    """Return how wide the lines of text are that fill the page, in heights of their letters."""
    widths = sorted(line_width(document.text[line.start : line.end].strip()) for line in document.lines)
    return widths[int(0.98 * len(widths))] if widths else 0.0


def _likelier(sheet: _Sheet) -> tuple[list[Sharing], float, int]:
    """Return the best ways to share out a table's boxes, whole or by paragraphs, whichever is likelier; and its boxes counted."""
    pages, table = sheet.pages(tight=False)
    whole = share_out(pages, table)
    count = sum(len(page.placed) for page in pages)
    inside = sum(kept_together(box, column) for box, column in sheet.with_columns())
    cut = share_out(*sheet.pages(tight=True))
    if cut and (not whole or cut[0].score - TIGHT > whole[0].score + inside):
        return cut, cut[0].score, count
    return whole, whole[0].score + inside if whole else 0.0, count


def _flat_row(at: int, ways: Sequence[Sharing]) -> FlatRow:
    """Return a row of the best way, each cell as sure as the next way that has it otherwise is worse."""
    row = ways[0].rows[at]
    cells = [_spans(row[NAME]), _spans(row[OUTPUTS]), _spans((*row[BASES], *row[EFFECTS])), _spans(row[GOALS])]
    sure = [_sure(at, column, ways) for column in range(4)]
    return FlatRow((cells[0], cells[1], cells[2], cells[3]), (sure[0], sure[1], sure[2], sure[3]))


def _spans(pieces: Sequence[Piece]) -> tuple[Span, ...]:
    return tuple(span for piece in pieces for p in piece.paragraphs for span in p.spans)


def _sure(at: int, column: int, ways: Sequence[Sharing]) -> float:
    cell = ways[0].rows[at][column]
    others = [way.score for way in ways[1:] if at >= len(way.rows) or way.rows[at][column] != cell]
    margin = ways[0].score - max(others) if others else _MARGIN
    return 0.45 + 0.5 * min(1.0, margin / _MARGIN)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table's boxes by their numbers, with what speaks for their columns, and what is known of its heads and columns."""

    document: Document
    boxes: Mapping[int, Sequence[Paragraph]]
    evidence: Mapping[int, tuple[float, float, float, float]]
    heads: frozenset[int]
    order: Sequence[int]
    profile: Profile
    apart: bool = False
    wide: float = 0.0

    def with_columns(self) -> list[tuple[Sequence[Paragraph], int]]:
        """Return each box with its likeliest column."""
        return [(box, max(range(4), key=self.evidence[key].__getitem__)) for key, box in self.boxes.items()]

    def ways(self) -> tuple[bool, ...]:
        """Return whether paragraphs that only tell what results rest on can stand in a column of their own, or not, or both."""
        return (False, True) if self._bases() else (False,)

    def _bases(self) -> frozenset[int]:
        return self._alike(lambda p: starts_with_basis(p.text) and _ONLY_BASIS.fullmatch(p.text) is not None)

    def pages(self, *, tight: bool, beside: bool = True) -> tuple[list[Page], Table]:
        """Return the pages of the table, and what is known of its columns; `beside` that bases have their own."""
        counted = self._alike(lambda p: ROW_NUMBER.fullmatch(p.text) is not None, alone=self.apart)
        bases = self._bases() if beside else frozenset()
        positions = self._positions(counted=bool(counted), bases=bool(bases))
        pages = [
            self._page(number, positions, counted, bases, tight=tight)
            for number in sorted({p.page for box in self.boxes.values() for p in box})
        ]
        widest = [0.0] * (max(positions) + 1)
        for page in pages:
            for box in page.placed:
                if box.kind in ("cell", "head"):
                    widest[box.column] = max(widest[box.column], box.width)
        columns = self._fitted(positions, bases, widest) if self.apart else columns_of(widest)
        return pages, Table(columns, positions, tight, bool(bases))

    def _fitted(self, positions: Sequence[int], bases: frozenset[int], widest: Sequence[float]) -> Columns:
        """Return the columns that fit the lines of the boxes, wrapped where the next word had no room."""
        least = [0.0] * len(widest)
        most = [math.inf] * len(widest)
        for key, box in self.boxes.items():
            at = positions[BASES if key in bases else max(range(4), key=self.evidence[key].__getitem__)]
            for p in box:
                lines = [self.document.quote(span) for span in p.spans]
                least[at] = max(least[at], *(self._width(line) for line in lines))
                words_after = [f"{a} {b.split(maxsplit=1)[0]}" for a, b in pairwise(lines)]
                most[at] = min([most[at], *map(self._width, words_after)])
        return fitted_columns(least, most, self.wide)

    def _width(self, line: str) -> float:
        return line_width(line) * (_SLIM if self.apart else 1.0)

    def _alike(self, test: Callable[[Paragraph], bool], *, alone: bool = False) -> frozenset[int]:
        """Return the boxes of one paragraph that passes a test, where there are several: a column of their own."""
        found = frozenset(key for key, box in self.boxes.items() if len(box) == 1 and test(box[0]))
        return found if len(found) > (0 if alone else 1) else frozenset()

    def _positions(self, *, counted: bool, bases: bool) -> tuple[int, ...]:
        """Return the place from the left of each of the four columns and of the one for bases."""
        order = [*self.order]
        if bases:
            order.insert(order.index(EFFECTS) + 1, BASES)
        places = {column: i + counted for i, column in enumerate(order)}
        return tuple(places.get(column, 0) for column in range(5))

    def _page(
        self, number: int, positions: Sequence[int], counted: frozenset[int], bases: frozenset[int], *, tight: bool
    ) -> Page:
        """Return a page with its boxes in the order of the text."""
        starts = {self.document.line_at(box[0].spans[0].start).number: key for key, box in self.boxes.items()}
        first = min(starts)
        placed: list[Placed] = []
        pieces: list[Piece] = []
        numbers: list[int] = []
        for lines in _boxes_on(self.document, number, frozenset(starts)):
            key = next((starts[line.number] for line in lines if line.number in starts), None)
            raw = [self.document.text[line.start : line.end] for line in lines]
            width = max(self._width(text.strip()) for text in raw)
            if key in counted:
                numbers.append(len(placed))
                placed.append(Placed("number", 1, width, 0))
            elif key is not None:
                column = BASES if key in bases else max(range(4), key=self.evidence[key].__getitem__)
                pieces += self._pieces(key, len(placed), BASES if key in bases else None, tight=tight)
                placed.append(Placed("cell", len(lines), width, positions[column]))
            elif sum(line.number in self.heads for line in lines) * 2 > len(lines) and not (
                self.apart and width > TOO_WIDE * self.wide
            ):
                column = positions[_head_of(" ".join(raw), self.profile)]
                placed.append(Placed("head", len(lines), width, column))
            elif not self.apart or width > TOO_WIDE * self.wide or lines[0].number in self._furniture():
                kind = _kind(lines[0].number, first, self._furniture(), begins=not placed)
                placed.append(Placed(kind, len(lines), width))
        return Page(tuple(placed), tuple(pieces), tuple(numbers))

    def _pieces(self, key: int, at: int, column: int | None, *, tight: bool) -> list[Piece]:
        """Return the pieces of a box: the whole, or its paragraphs where rows run together."""
        box, evidence = self.boxes[key], self.evidence[key]
        groups = [(p,) for p in box] if tight else [tuple(box)]
        return [
            Piece(
                group, group[0].page, at, sum(len(p.spans) for p in group), evidence, column,
                begins=not i or group[0].title or _tells_name(group[0]),
            )
            for i, group in enumerate(groups)
        ]  # fmt: skip

    def _furniture(self) -> frozenset[int]:
        return frozenset(
            self.document.line_at(b.span.start).number for b in self.document.blocks if b.kind == "furniture"
        )


def _tells_name(p: Paragraph) -> bool:
    """Return whether a paragraph begins with a name and what it is."""
    return NAMED.match(p.text) is not None and not starts_with_description(p.text)


def _kind(line: int, first: int, furniture: Container[int], *, begins: bool) -> Kind:
    """Return what a box is that is no part of the table, from the number of its first line and that of the table's."""
    if line in furniture:
        return "top" if begins else "bottom"
    return "above" if line < first else "below"


def _boxes_on(document: Document, page: int, starts: frozenset[int]) -> list[list[Line]]:
    """Return the lines of each box of a page: blank lines part boxes."""
    found: list[list[Line]] = []
    before: Line | None = None
    for line in document.lines:
        if line.page != page or not document.text[line.start : line.end].strip():
            continue
        gap = before is None or document.text[before.end : line.start].count("\n") > 1
        if gap or line.number in starts:
            found.append([])
        found[-1].append(line)
        before = line
    return found


def _head_of(text: str, profile: Profile) -> int:
    """Return the column whose head a box holds words of."""
    told = words(text)
    shares = [sum(w in set(words(head.head)) for w in told) - 0.001 * len(words(head.head)) for head in profile.columns]
    return COLUMNS.index(profile.columns[max(range(len(shares)), key=lambda i: shares[i])].column)
