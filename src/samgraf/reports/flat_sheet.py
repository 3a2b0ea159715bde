"""The pages of a table as boxes: what a tool took out of each page, told apart into table, heads, text and furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
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
from samgraf.reports.flat_boxes import BASES, Page, Piece, Table, kept_together, share_out
from samgraf.reports.flat_columns import NAMED, ROW_NUMBER, column_evidence, paragraphs_of, with_columns
from samgraf.reports.flat_page import Placed, columns_of, line_width
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.flat_wraps import breaks_told
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from samgraf.documents import Document, Line, Span
    from samgraf.reports.flat_boxes import Sharing
    from samgraf.reports.flat_page import Kind
    from samgraf.reports.flat_pieces import Paragraph
    from samgraf.reports.profile import Profile

FITS = 2.0
"""So many pairs out of order for each box at most, where boxes came by where they stood."""
TIGHT = 5.0
"""So much likelier it must be that boxes hold paragraphs of several rows."""
PARTED = 0.3
"""Of the names' boxes so many hold more than one paragraph, where a box is a cell."""
POOR = -1.5
"""What speaks for the rows found, for each, is less than this where they are hardly right."""
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
    evidence = dict(zip(boxes, column_evidence(list(boxes.values()), goal_words), strict=True))
    sheet = _Sheet(document, boxes, evidence, heads, order, profile)
    if breaks_told(document, lines) and sheet.is_parted():
        return ()
    ways, worth, count = _likelier(sheet)
    if not ways or not ways[0].rows or ways[0].out_of_order > FITS * count:
        return ()
    if worth < POOR * len(ways[0].rows):
        return ()
    return tuple(_flat_row(i, ways) for i in range(len(ways[0].rows)))


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

    def is_parted(self) -> bool:
        """Return whether each paragraph stands in a box of its own: then a box is no cell, and its place tells little."""
        names = [box for box, column in self.with_columns() if column == NAME]
        return sum(len(box) > 1 for box in names) < PARTED * len(names)

    def with_columns(self) -> list[tuple[Sequence[Paragraph], int]]:
        """Return each box with its likeliest column."""
        return [(box, max(range(4), key=self.evidence[key].__getitem__)) for key, box in self.boxes.items()]

    def pages(self, *, tight: bool) -> tuple[list[Page], Table]:
        """Return the pages of the table, and what is known of its columns."""
        counted = self._alike(lambda p: ROW_NUMBER.fullmatch(p.text) is not None)
        bases = self._alike(lambda p: starts_with_basis(p.text) and _ONLY_BASIS.fullmatch(p.text) is not None)
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
        return pages, Table(columns_of(widest), positions, tight)

    def _alike(self, test: Callable[[Paragraph], bool]) -> frozenset[int]:
        """Return the boxes of one paragraph that passes a test, where there are several: a column of their own."""
        found = frozenset(key for key, box in self.boxes.items() if len(box) == 1 and test(box[0]))
        return found if len(found) > 1 else frozenset()

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
            width = max(line_width(text.strip()) for text in raw)
            if key in counted:
                numbers.append(len(placed))
                placed.append(Placed("number", 1, width, 0))
            elif key is not None:
                column = BASES if key in bases else max(range(4), key=self.evidence[key].__getitem__)
                pieces += self._pieces(key, len(placed), BASES if key in bases else None, tight=tight)
                placed.append(Placed("cell", len(lines), width, positions[column]))
            elif sum(line.number in self.heads for line in lines) * 2 > len(lines):
                column = positions[_head_of(" ".join(raw), self.profile)]
                placed.append(Placed("head", len(lines), width, column))
            else:
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
