"""Rows of a table of insatser where the document still has its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.reports.cues import NAME
from samgraf.reports.labelled import cell_labels, parted_by_labels, side_by_side
from samgraf.reports.table_heads import Grid, counts, guessed, header, is_head
from samgraf.reports.table_names import under_names
from samgraf.reports.table_turned import name_in, turned, without_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Block, Document, Span
    from samgraf.reports.profile import Profile

LAYOUT = 3
"""A table of fewer columns that holds tables only lays them out."""

SHARED = 2
"""A goal may stand in one cell for several insatser; two cells beside the name that are shared belong to one."""

_TOTAL = re.compile(r"(?:Summa|Totalt|Total|Sammanlagt|S:a)\b[\s:.]*(?:\d.*)?$", re.IGNORECASE)


@dataclass(frozen=True)
class TableRow:
    """A row: for each of the four columns the spans of its paragraphs."""

    cells: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    confidence: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


def grid(table: Block) -> Grid:
    """Return a table's cells as rows of spans; a cell merged downwards holds for each of its rows, but for the first column."""
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    rows: Grid = [[() for _ in range(width)] for _ in range(height)]
    for cell in table.cells:
        spans = tuple(leaf_spans(cell.blocks))
        for row in range(cell.row, cell.row + (cell.row_span if cell.column and spans else 1)):
            rows[row][cell.column] = spans
    return rows


def leaf_spans(blocks: Iterable[Block]) -> Iterable[Span]:
    """Yield the spans of the text blocks, those of nested tables in place."""
    for block in blocks:
        if block.kind == "table":
            for cell in block.cells:
                yield from leaf_spans(cell.blocks)
        else:
            yield block.span


@dataclass
class _Gathered:
    """What has been gathered of the tables under a question: rows, heads, what is no row, and a name that waits for its row."""

    rows: list[list[tuple[Span, ...]]] = field(default_factory=list)
    heads: list[Span] = field(default_factory=list)
    rest: list[Span] = field(default_factory=list)
    waiting: tuple[Span, ...] = ()

    def give_up(self) -> None:
        """Return nothing; what waited for a row is no name of one."""
        self.rest.extend(self.waiting)
        self.waiting = ()


def table_rows(
    document: Document,
    tables: Sequence[Block],
    profile: Profile,
    goal_words: frozenset[str],
    above: Sequence[Sequence[Span]] = (),
) -> tuple[tuple[TableRow, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Return the rows of the tables under one question, the spans of their heads, and what is no row.

    Tables after the first go on with its columns where they have no head of their own. A row without
    a name, or with the same cell for it, goes on with the row before it. `above` are the lines above each table, which may name an insats.
    """
    found = _Gathered()
    columns: dict[int, int] = {}
    for place, table in enumerate(tables):
        lines = above[place] if place < len(above) else ()
        body, wide = grid(table), wide_rows(document, table)
        if (pairs := side_by_side(document, body, profile)) is not body:
            body, wide = pairs, [False] * len(pairs)
        if (side := turned(document, body, wide, profile, lines)) is not None:
            body, wide = side.rows, [False] * len(side.rows)
            found.heads.extend(side.labels)
            columns = {i: i for i in range(4)}
        elif body and (labels := cell_labels(document, body[0], profile)):
            columns = labels
        else:
            heads, height = header(document, body, profile)
            if heads:
                columns = heads
                found.waiting = _name_above(document, body[:height], wide, lines, columns)
                found.heads.extend(s for row in body[:height] for spans in row for s in spans if s not in found.waiting)
                body, wide = body[height:], wide[height:]
            elif not columns or max(columns) >= len(body[0] if body else []):
                columns = guessed(document, body, goal_words)
        if not columns:
            found.rest.extend(s for row in body for spans in row for s in spans)
            continue
        names = next((place for place, column in columns.items() if column == NAME), len(body[0]) if body else 0)
        body, wide, ordinals = under_names(document, body, wide, names, lines if len(tables) > 1 else ())
        found.heads.extend(ordinals)
        for row, broad in zip(body, wide, strict=True):
            _take(document, found, row, columns, profile, broad=broad)
        found.give_up()
    return (
        tuple(TableRow((tuple(row[0]), tuple(row[1]), tuple(row[2]), tuple(row[3]))) for row in found.rows),
        tuple(found.heads),
        tuple(found.rest),
    )


def _take(
    document: Document,
    found: _Gathered,
    row: Sequence[tuple[Span, ...]],
    columns: dict[int, int],
    profile: Profile,
    *,
    broad: bool,
) -> None:
    """Return nothing; take a row below the heads for what it is: an insats, heads again, a total, a caption or a name."""
    if broad:
        found.give_up()
        label, name = without_ordinal(document, row[0])
        found.heads.extend(label)
        found.waiting = name
    elif is_head(document, row, profile):
        found.heads.extend(s for spans in row for s in spans)
    elif _sums_up(document, row):
        found.rest.extend(s for spans in row for s in spans)
    elif labels := cell_labels(document, row, profile):
        found.heads.extend(row[place][0] for place in labels)
        _add_row(
            document,
            found,
            [spans[1:] if place in labels else spans for place, spans in enumerate(row)],
            labels,
            profile,
        )
    else:
        numbers = {p for p, spans in enumerate(row) if counts(document, spans, named=p not in columns)}
        found.heads.extend(s for p in sorted(numbers) for s in row[p])
        _add_row(document, found, [() if p in numbers else spans for p, spans in enumerate(row)], columns, profile)


def _name_above(
    document: Document, top: Grid, wide: Sequence[bool], above: Sequence[Span], columns: dict[int, int]
) -> tuple[Span, ...]:
    """Return the name of an insats that stands above a table without a column for names, in a merged row or a line."""
    place = next((place for place, column in columns.items() if column == NAME), 0)
    if not top or place < len(top[0]):
        return ()
    for row, broad in zip(top, wide, strict=False):
        if broad:
            return without_ordinal(document, row[0])[1]
    return name_in(document, above)


def wide_rows(document: Document, table: Block) -> list[bool]:
    """Return for each row of a table of several columns whether it is one cell with text over the whole width."""
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    said = [cell for cell in table.cells if any(document.quote(s).strip() for s in leaf_spans(cell.blocks))]
    return [
        width > 1 and [cell.column_span for cell in said if cell.row <= row < cell.row + cell.row_span] == [width]
        for row in range(height)
    ]


def unwrapped(tables: Sequence[Block]) -> list[Block]:
    """Return the tables with each that only lays out others replaced by those in its cells."""
    found: list[Block] = []
    for table in tables:
        inner = [block for cell in table.cells for block in cell.blocks if block.kind == "table"]
        lays_out = inner and len({cell.column for cell in table.cells}) < LAYOUT
        found += unwrapped(inner) if lays_out else [table]
    return found


def _sums_up(document: Document, row: Sequence[tuple[Span, ...]]) -> bool:
    """Return whether a row is a total below the others, not an insats."""
    texts = [" ".join(document.quote(s) for s in spans).strip() for spans in row]
    return sums_up(next((text for text in texts if text), ""))


def sums_up(text: str) -> bool:
    """Return whether a row that begins with a text is a total ("Summa: 4")."""
    return _TOTAL.match(text) is not None


def _add_row(
    document: Document, found: _Gathered, row: Sequence[tuple[Span, ...]], columns: dict[int, int], profile: Profile
) -> None:
    cells: list[tuple[Span, ...]] = [(), (), (), ()]
    for place in (*columns, *(place for place in range(len(row)) if place not in columns)):
        spans = tuple(s for s in (row[place] if place < len(row) else ()) if document.quote(s).strip())
        if place in columns:
            cells[columns[place]] = (*cells[columns[place]], *spans)
        elif spans:
            beside = columns[max((p for p in columns if p < place), default=min(columns))]
            cells[beside] = (*cells[beside], *spans)
    if not any(cells):
        return
    cells, labels = parted_by_labels(document, cells, profile)
    found.heads.extend(labels)
    if found.waiting and not cells[NAME]:
        cells[NAME], found.waiting = found.waiting, ()
    found.give_up()
    named = " ".join(document.quote(s) for s in cells[NAME]).strip()
    rows = found.rows
    if rows and (
        not named or _merged_with(rows[-1], cells) or (named[:1].islower() and _turns_page(document, rows[-1], cells))
    ):
        rows[-1] = [
            (*before, *(s for s in more if s not in before)) for before, more in zip(rows[-1], cells, strict=True)
        ]
    elif not named:
        found.rest.extend(s for spans in cells for s in spans)
    else:
        rows.append(cells)


def _merged_with(before: Sequence[tuple[Span, ...]], row: Sequence[tuple[Span, ...]]) -> bool:
    """Return whether a row goes on with the one before: they share the cell of the name, or all that is told beside it."""
    if row[NAME] == before[NAME]:
        return True
    shared = [one for one, other in zip(before, row, strict=True) if one and one == other]
    told = [place for place in range(len(row)) if place != NAME and (before[place] or row[place])]
    return len(shared) == len(told) >= SHARED


def _turns_page(document: Document, before: Sequence[tuple[Span, ...]], row: Sequence[tuple[Span, ...]]) -> bool:
    last = max((s.end for spans in before for s in spans), default=0)
    first = min((s.start for spans in row for s in spans), default=0)
    return document.line_at(max(0, last - 1)).page != document.line_at(first).page
