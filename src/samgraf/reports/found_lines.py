"""The rows of one question's table found again in lines of text, its cells one after the other or its labels before them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from samgraf.documents import Span
from samgraf.list_signs import ITEMS
from samgraf.reports.apart_sheet import sheet_habit
from samgraf.reports.cell_blocks import comes_in_cells, decode_cell_blocks
from samgraf.reports.cues import BULLET, EFFECTS, GOALS, NAME, OUTPUTS, starts_with_basis, starts_with_framework
from samgraf.reports.flat_blocks import decode_blocks, spacing_tells
from samgraf.reports.flat_columns import ROW_NUMBER
from samgraf.reports.flat_lines import Unit, flat_units, told_wraps
from samgraf.reports.flat_rows import FlatRow, decode_rows, rows_habit
from samgraf.reports.flat_sheet import decode_sheet
from samgraf.reports.flat_wraps import breaks_told, cell_width, paragraph_begins, stand_apart, wrapped
from samgraf.reports.found import BLOCK_BY_BLOCK, Found, Row, is_row
from samgraf.reports.heads import column_order, head_lines
from samgraf.reports.sheet_boxes import TableLines
from samgraf.reports.turned_lines import lines_of_tables, numbers_page, repeated_heads, turned_lines
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.apart_sheet import Habit
    from samgraf.reports.cell_blocks import CellBlocks
    from samgraf.reports.line_habit import LineHabit
    from samgraf.reports.profile import Profile

ONLY_SIGN = re.compile(rf"[{ITEMS}]|o")
"""A bullet on a line of its own: a tool took it out apart from its paragraph, and it says nothing."""
_RANGE = re.compile(r"(?:19|20)\d\d\s*[-–]\s*(?:\w+ )?(?:19|20)\d\d|(?:19|20)\d\d (?:till|och pågår)")
CHOSEN, FORCED = 0.95, 0.02
"""How likely a line break was a choice where the blank at the line's end is missing, and where it is there."""
HEAD = 3
"""A head is known by so many of its first words."""
FULLEST = 250
"""So many lines of a table on a page at most; how more came there is not searched for, as that takes the square of them and
more. A page whose cells come one after the other has some hundred."""
FEW_LINES = 4
"""Fewer lines under a question are no table whose boxes' places tell anything."""
SURELY_IN_ORDER = 0.25
"""A reading that scores so much per line has met the cells in order."""
IN_ORDER = 0.1
IN_ROWS = -0.15
"""A reading line by line that scores less per line, where blank lines part the paragraphs, has not met them in order.

The second holds where no line ends in a blank."""


class Habits(NamedTuple):
    """How the tables of a flat text are made: how they are laid out where paragraphs stand alone, how their rows begin."""

    laid: Habit | None = None
    alike: LineHabit | None = None


NO_HABITS = Habits()


def from_lines(
    document: Document,
    question: str,
    lines: Sequence[Span],
    profile: Profile,
    goal_words: frozenset[str],
    habits: Habits = NO_HABITS,
) -> Found:
    """Return the rows found again in flat text; `habits` tells how the tables of the document are made."""
    whole = [document.line_at(span.start) for span in lines]
    printed = head_lines(document, whole, profile) | repeated_heads(document, whole, profile)
    signs = [span for span in lines if ONLY_SIGN.fullmatch(document.quote(span).strip())]
    heads = (*(span for span, line in zip(lines, whole, strict=True) if line.number in printed), *signs)
    taken = frozenset(heads)
    kept = [(span, line) for span, line in zip(lines, whole, strict=True) if span not in taken]
    content = [line for _, line in kept]
    units = _units(document, whole, content)
    units = habits.alike.parted(units) if habits.alike else units
    order = column_order(document, [line for line in whole if line.number in printed], profile)
    rows, score = decode_rows(units, goal_words, order, habits.alike)
    method, breaks = "flat-lines", tuple((unit.span.start, unit.hard) for unit in units)
    searched = _is_searched(content)
    apart = searched and len(content) >= FEW_LINES and stand_apart(document)
    if not apart and (cells := _in_cells(document, content, order, goal_words)):
        rows, breaks, method = cells.rows, cells.breaks, BLOCK_BY_BLOCK
    elif apart or (
        searched
        and content
        and spacing_tells(document, content)
        and (
            score < in_order_from(document, content)
            or _contradicts(document, rows)
            or _begins_elsewhere(document, content, order)
        )
    ):
        rows = decode_sheet(document, content, printed, goal_words, order, profile, habits.laid)
        rows, method = rows or decode_blocks(document, content, goal_words), "flat-blocks"
    if method == "flat-lines":
        rows = tuple(replace(row, confidence=_in_order(row.confidence, score)) for row in rows)
    real = _without_heading([row for row in rows if is_row(document, row)])
    used = sorted(s.start for row in real for cell in row.cells for s in cell)
    counts = _row_numbers(document, kept, units, alone=method != "flat-lines")
    heads = (*heads, *counts)
    taken = frozenset(counts)
    kept = [(span, line) for span, line in kept if span not in taken]
    rest = tuple(span for span, _ in kept if bisect_left(used, span.start) == bisect_left(used, span.end))
    paragraphs = method == "flat-blocks"
    numbers = paragraph_begins(document, content) if paragraphs else frozenset()
    begun = frozenset(span.start for span, line in kept if line.number in numbers)
    return Found(
        question,
        tuple(
            Row(row.cells, row.confidence, method, paragraphs=paragraphs, breaks=breaks, begun=begun) for row in real
        ),
        heads,
        rest,
        has_table=bool(heads) or bool(real),
    )


def habits_of(
    document: Document, tables: Sequence[Sequence[Span]], profile: Profile, goal_words: frozenset[str]
) -> Habits:
    """Return how the tables of a flat text are made, from the lines under each question that asks for one.

    Where paragraphs stand alone it is how they are laid out, else how their rows begin line by line.
    """
    apart = stand_apart(document)
    furniture = {document.line_at(b.span.start).number for b in document.blocks if b.kind == "furniture"}
    furniture |= {line.number for line in document.lines if numbers_page(document, line)}
    laid: list[TableLines] = []
    told: list[tuple[tuple[Unit, ...], tuple[int, int, int, int]]] = []
    for spans in tables:
        whole = [line for span in spans if (line := document.line_at(span.start)).number not in furniture]
        printed = head_lines(document, whole, profile) | repeated_heads(document, whole, profile)
        content = [line for line in whole if line.number not in printed]
        content = [line for line in content if not ONLY_SIGN.fullmatch(document.text[line.start : line.end].strip())]
        order = column_order(document, [line for line in whole if line.number in printed], profile)
        if len(content) < FEW_LINES:
            continue
        if apart and _is_searched(content):
            laid.append(TableLines(content, printed, order))
        elif not apart and not comes_in_cells(document, content, order):
            told.append((_units(document, whole, content), order))
    if apart:
        return Habits(laid=sheet_habit(document, laid, goal_words, profile) if laid else None)
    return Habits(alike=rows_habit(told, goal_words))


def _units(document: Document, whole: Sequence[Line], content: Sequence[Line]) -> tuple[Unit, ...]:
    """Return the lines of a table's cells as units; `whole` are its lines with those of its heads."""
    units = flat_units(document, content, wrapped(document, whole), _cell(document, whole))
    return _with_blanks(document, content, units)


def _is_searched(content: Sequence[Line]) -> bool:
    """Return whether each page holds so little of a table that the places of its paragraphs can be searched for."""
    return max(Counter(line.page for line in content).values(), default=0) <= FULLEST


def _without_heading(rows: Sequence[FlatRow]) -> Sequence[FlatRow]:
    """Return rows without a last one that is a line alone below rows with all that they need: it heads what follows."""
    if len(rows) < 2:  # noqa: PLR2004  (a row, and one below it)
        return rows
    *before, last = rows
    alone = len(last.cells[NAME]) == 1 and not any(last.cells[NAME + 1 :])
    return before if alone and all(row.cells[OUTPUTS] and row.cells[GOALS] for row in before) else rows


def _in_cells(
    document: Document,
    content: Sequence[Line],
    order: Sequence[int] | None,
    goal_words: frozenset[str],
) -> CellBlocks | None:
    """Return the rows of a table whose cells come as blocks, None where they do not."""
    if not comes_in_cells(document, content, order):
        return None
    kept = [line for line in content if not ROW_NUMBER.fullmatch(document.text[line.start : line.end].strip())]
    return decode_cell_blocks(document, kept, goal_words, order) if kept else None


def in_order_from(document: Document, lines: Sequence[Line]) -> float:
    """Return the score per line from which a reading line by line, of text with blank lines, has met the cells in order.

    A tool that writes boxes in an order of its own leaves the blanks at which lines were wrapped; one without them
    (pdftotext) mostly keeps to the rows, and its short lines score low.
    """
    bare = not any(document.text[line.start : line.end][-1:].isspace() for line in lines)
    return IN_ROWS if bare else IN_ORDER


def _with_blanks(document: Document, content: Sequence[Line], units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units of lines with how likely the break before each was a choice, where blanks at lines' ends tell it."""
    told = breaks_told(document, content)
    starts = {_first_letter(document, line): told[line.number] for line in content if line.number in told}
    return told_wraps(
        [
            replace(unit, hard=max(unit.hard, CHOSEN) if starts[unit.span.start] else min(unit.hard, FORCED))
            if unit.span.start in starts and not unit.cut
            else unit
            for unit in units
        ]
    )


def _cell(document: Document, lines: Sequence[Line]) -> float:
    """Return the width of a table's cells from its lines and its heads'."""
    return cell_width([document.text[line.start : line.end].strip() for line in lines])


def _first_letter(document: Document, line: Line) -> int:
    text = document.text[line.start : line.end]
    return line.start + len(text) - len(text.lstrip())


def _in_order(sure: tuple[float, float, float, float], score: float) -> tuple[float, float, float, float]:
    """Return how sure cells are that were read in order, given the score per line: a low one says they hardly come so."""
    share = 0.4 + 0.6 * min(1.0, max(0.0, score / SURELY_IN_ORDER))
    return (sure[0] * share, sure[1] * share, sure[2] * share, sure[3] * share)


def _begins_elsewhere(document: Document, content: Sequence[Line], order: Sequence[int] | None) -> bool:
    """Return whether a table's first line can be no name, though the names stand in the first column: it comes in no order."""
    first = document.text[content[0].start : content[0].end].strip()
    named_first = order is None or not len(order) or order[0] == NAME
    return named_first and (BULLET.match(first) is not None or starts_with_basis(first) or starts_with_framework(first))


def _row_numbers(
    document: Document, kept: Sequence[tuple[Span, Line]], units: Sequence[Unit], *, alone: bool
) -> tuple[Span, ...]:
    """Return the spans of the numbers of rows, which the lines of the table have and its cells have not."""
    if alone:
        return tuple(span for span, _ in kept if ROW_NUMBER.fullmatch(document.quote(span).strip()))
    if not (units and units[0].numbered):
        return ()
    begins = {document.line_at(unit.span.start).number: unit.span.start for unit in reversed(units)}
    spans = (Span(span.start, begins.get(line.number, span.end)) for span, line in kept)
    return tuple(span for span in spans if document.quote(span).strip().isdigit())


def _contradicts(document: Document, rows: Sequence[FlatRow]) -> bool:
    """Return whether a reading in order puts labels into cells where they cannot stand: the text is in another order."""
    wrong = 0
    for row in rows:
        for column, cell in enumerate(row.cells):
            labels = sum(starts_with_basis(document.quote(span)) for span in cell)
            wrong += max(0, labels - 1) if column == EFFECTS else labels
        if not row.cells[OUTPUTS] and not row.cells[GOALS]:
            wrong += 1
        wrong += max(0, len(_RANGE.findall(" ".join(document.quote(span) for span in row.cells[NAME]))) - 1)
    return wrong > 0.3 * len(rows)


def on_their_side(
    document: Document,
    question: str,
    lines: Sequence[Line],
    furniture: frozenset[int],
    profile: Profile,
    goal_words: frozenset[str],
) -> Found | None:
    """Return the rows of tables on their side in flat text, each label before its value; None where there are none."""
    table = turned_lines(document, lines_of_tables(document, lines, furniture, profile), profile, goal_words)
    if table is None or _named_by_heads(document, table.rows, profile):
        return None
    units = _with_blanks(document, table.lines, flat_units(document, table.lines))
    numbers = paragraph_begins(document, table.lines)
    breaks = tuple((unit.span.start, unit.hard) for unit in units)
    begun = frozenset(_first_letter(document, line) for line in table.lines if line.number in numbers)
    rows = [row for row in table.rows if is_row(document, row)]
    lost = [span for row in table.rows if row not in rows for cell in row.cells for span in cell]
    method = f"labels:{document.reader}"
    return Found(
        question,
        tuple(
            Row(row.cells, row.confidence, method, paragraphs=table.parted, breaks=breaks, begun=begun) for row in rows
        ),
        table.labels,
        (*table.before, *lost),
        has_table=True,
    )


def _named_by_heads(document: Document, rows: Sequence[FlatRow], profile: Profile) -> bool:
    """Return whether names are lines of the heads: the heads of two columns stand line by line in each other."""
    heads = [words(column.head)[:HEAD] for column in profile.columns]
    named = [words(document.quote(row.cells[NAME][0]))[:HEAD] for row in rows if row.cells[NAME]]
    return any(name in heads for name in named)
