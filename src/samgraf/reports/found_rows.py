"""The rows of one question's table, found where the document has cells, or found again where it has lines."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import NAME
from samgraf.reports.empty_answers import is_not_applicable, is_reference_only
from samgraf.reports.flat_lines import break_likelihood
from samgraf.reports.found import MEASURED, SIDE_BY_SIDE, WRITTEN, Found, Row, is_row, lines_in
from samgraf.reports.found_lines import NO_HABITS, from_lines, on_their_side
from samgraf.reports.labelled import labelled_rows
from samgraf.reports.side_tables import side_table
from samgraf.reports.table_heads import header
from samgraf.reports.table_rows import TableRow, grid, table_rows, unwrapped, wide_rows
from samgraf.reports.table_turned import turned
from samgraf.reports.turned_lines import numbers_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Block, Document
    from samgraf.reports.found_lines import Habits
    from samgraf.reports.profile import Profile

_KINDS = 3  # of the form's columns make a table one of insatser
UNDECIDED = 0.5
"""How likely the break was a choice after a line without room for the next word."""


LONGEST = 1500
"""So many lines of a table in flat text are searched for rows; the longest that we know of has 141."""


def find_first_rows(
    document: Document,
    question: str,
    region: Span,
    lines: Sequence[Span],
    profile: Profile,
    goal_words: frozenset[str],
    habits: Habits = NO_HABITS,
) -> Found:
    """Return what stands under a question that asks for a table; in flat text only its first lines are searched for rows.

    `habits` tells how the tables of a flat text are made.
    """
    if not document.flat or len(lines) <= LONGEST:
        return find_rows(document, question, region, lines, profile, goal_words, habits)
    kept, beyond = lines[:LONGEST], lines[LONGEST:]
    found = find_rows(document, question, Span(region.start, beyond[0].start), kept, profile, goal_words, habits)
    return replace(found, rest=(*found.rest, *beyond), unsearched=len(beyond))


def find_rows(
    document: Document,
    question: str,
    region: Span,
    lines: Sequence[Span],
    profile: Profile,
    goal_words: frozenset[str],
    habits: Habits = NO_HABITS,
) -> Found:
    """Return what stands under a question that asks for a table; `habits` tells how the tables of a flat text are made."""
    furniture = _furniture(document, region) if document.flat else frozenset()
    lines = [span for span in lines if document.line_at(span.start).number not in furniture]
    tables = [
        b for b in document.blocks if b.kind == "table" and b.span.start < region.end and b.span.end > region.start
    ]
    beside = _side_by_side(document, question, lines, region, profile, goal_words) if document.flat else None
    if beside and beside.turned:
        return beside
    inside = [line for line in document.lines if region.start <= line.start < region.end]
    if document.flat and (found := on_their_side(document, question, inside, furniture, profile, goal_words)):
        return found
    if all(cell.column == 0 and cell.column_span == 1 for table in tables for cell in table.cells):
        found = _from_labels(document, question, tables, lines, profile)
        if found is not None:
            return found
    if tables:
        found = _from_tables(document, question, unwrapped(tables), lines, profile, goal_words)
        if found.rows or not document.flat:
            return found
    if beside:
        return beside
    return from_lines(document, question, lines, profile, goal_words, habits)


def _furniture(document: Document, region: Span) -> frozenset[int]:
    """Return the numbers of the lines that are headers, footers or numbers of pages."""
    numbers = (line for line in document.lines if region.start <= line.start < region.end)
    return frozenset(
        {document.line_at(b.span.start).number for b in document.blocks if b.kind == "furniture"}
        | {line.number for line in numbers if numbers_page(document, line)}
    )


def holds_insatser(document: Document, region: Span, profile: Profile) -> bool:
    """Return whether a table with the heads of a table of insatser stands in a region, whatever the form asks for there."""
    tables = [
        b for b in document.blocks if b.kind == "table" and b.span.start < region.end and b.span.end > region.start
    ]
    for table in unwrapped(tables):
        body = grid(table)
        columns, _ = header(document, body, profile) if body else ({}, 0)
        wide = wide_rows(document, table)
        if len(set(columns.values())) >= _KINDS or turned(document, body, wide, profile, ()) is not None:
            return True
    return False


def _from_labels(
    document: Document, question: str, tables: Sequence[Block], lines: Sequence[Span], profile: Profile
) -> Found | None:
    """Return the rows of insatser written under labels, in paragraphs or in the cells of one column; None without labels."""
    found = labelled_rows(document, lines, profile)
    if found is None:
        return None
    rows, labels, before = found
    method = f"labels:{document.reader}"
    return Found(
        question,
        tuple(Row(tuple(row), (0.9,) * 4, method, paragraphs=not document.flat) for row in rows),
        tuple(labels),
        tuple(before),
        has_table=bool(tables) or bool(rows),
    )


def _from_tables(
    document: Document,
    question: str,
    tables: Sequence[Block],
    lines: Sequence[Span],
    profile: Profile,
    goal_words: frozenset[str],
) -> Found:
    outside = [s for s in lines if not any(t.span.start <= s.start < t.span.end for t in tables)]
    found, heads, rest = table_rows(document, tables, profile, goal_words, _above(tables, outside))
    rows = [row for row in found if _says_something(document, row)]
    rest = (*rest, *(s for row in found if row not in rows for cell in row.cells for s in cell))
    used = {s.end for row in found for s in row.cells[NAME]}
    outside = [s for s in outside if s.end not in used]  # a line above a table that names its insats
    method = f"table:{document.reader}"
    return Found(
        question,
        tuple(Row(row.cells, row.confidence, method, paragraphs=True, breaks=_breaks(document, rows)) for row in rows),
        heads,
        (*outside, *rest),
        has_table=True,
    )


def _side_by_side(
    document: Document, question: str, lines: Sequence[Span], region: Span, profile: Profile, goal_words: frozenset[str]
) -> Found | None:
    """Return the rows of a table whose columns the text keeps beside each other, None where it has none."""
    inside = [line for line in document.lines if region.start <= line.start < region.end]
    table = side_table(document, [document.line_at(span.start) for span in lines], inside, profile, goal_words)
    if table is None:
        return None
    rows, heads, rest = table_rows(document, [table.block], profile, goal_words)
    real = [row for row in rows if is_row(document, row)]
    lost = [s for row in rows if row not in real for cell in row.cells for s in cell]
    return Found(
        question,
        tuple(Row(row.cells, row.confidence, SIDE_BY_SIDE, paragraphs=False, breaks=table.breaks) for row in real),
        (*heads, *table.heads),
        (*table.rest, *rest, *lost),
        has_table=bool(heads) or bool(real),
        turned=table.turned,
    )


def _above(tables: Sequence[Block], outside: Sequence[Span]) -> list[list[Span]]:
    """Return the lines between each table and the one before it, or the question."""
    found: list[list[Span]] = []
    after = 0
    for table in tables:
        found.append([s for s in outside if after <= s.start and s.end <= table.span.start])
        after = table.span.end
    return found


def _says_something(document: Document, row: TableRow) -> bool:
    """Return whether a row is more than a word that there is nothing to tell, or where to look."""
    filled = [cell for cell in row.cells if cell]
    text = " ".join(document.quote(span).strip() for span in filled[0]) if filled else ""
    return len(filled) > 1 or not (is_reference_only(text) or is_not_applicable(text))


def _breaks(document: Document, rows: Sequence[TableRow]) -> tuple[tuple[int, float], ...]:
    """Return how likely each line break in the name cells was a choice, where cells still have the lines of a page.

    A reader that saw where the letters stand has made a paragraph of each line that was not wrapped of need.
    """
    if document.reader in WRITTEN:
        return ()
    if document.reader in MEASURED:
        lines = ((span, line) for row in rows for span in row.cells[NAME] for line in lines_in(document, span))
        return tuple((line.start, 1.0 if line.start == span.start else UNDECIDED) for span, line in lines)
    cells = [[line for span in row.cells[NAME] for line in lines_in(document, span)] for row in rows]
    width = max((len(document.quote(span)) for cell in cells for span in cell), default=0)
    found = []
    for cell in cells:
        for before, span in pairwise(cell):
            word = document.quote(span).split(maxsplit=1)[0]
            found.append((span.start, break_likelihood(width - len(document.quote(before)) - 1 - len(word))))
    return tuple(found)
