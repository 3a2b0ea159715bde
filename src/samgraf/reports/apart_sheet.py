"""The tables of a document whose cells' paragraphs are boxes of their own: how all are laid out, and each one's rows.

All tables of a report look alike: their columns stand in one order and are set in one face, and the same space parts
their rows. So that is told by all of them together, and then each is read so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import permutations
from typing import TYPE_CHECKING

from samgraf.reports.apart_layout import Gaps, Laid, Measures, setting_of
from samgraf.reports.apart_order import fitted_gaps
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS
from samgraf.reports.flat_apart import share_apart
from samgraf.reports.flat_apart_cues import Weights, named_of
from samgraf.reports.flat_blocks import decode_blocks
from samgraf.reports.flat_boxes import BASES, Page
from samgraf.reports.flat_columns import headed, paragraphs_of
from samgraf.reports.flat_page import Placed
from samgraf.reports.flat_wraps import narrow_boxes, wide_line, width_of
from samgraf.reports.sheet_boxes import asks_basis, asks_effects, boxes_on, head_of, sheet_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.apart_layout import Setting
    from samgraf.reports.flat_boxes import Piece, Sharing
    from samgraf.reports.profile import Profile
    from samgraf.reports.sheet_boxes import Boxes, Sheet, TableLines

_TOO_WIDE = 0.6
"""A line that is so wide, of the width of the text, stands in no column."""
_WIDER = 1.2
"""A line that is so much wider than all that were wrapped stands in no column."""
_NUMBERS = 4.5
"""A head that is no wider, in letters of middle width, heads the numbers of rows where they have a column."""
_UNUSUAL, _BESIDE = 1.0, 7.0
"""What speaks, for each table, against columns in an order that is neither the heads' nor the form's, and against one for bases."""
_GLANCE, _LOOK = 3, 12
"""So many readings of each page are tried to tell the likeliest layouts, and the likeliest of them."""
_LIKELY, _FITS = 2, 2
"""So many layouts are looked at more closely; so many times the gaps are fitted."""
_PAGES = 40
"""So many pages of a document's tables tell how all are laid out."""
_TOP, _BOTTOM = 0, 4
"""Where a header and a footer most likely stand."""
_DIGITS = re.compile(r"\d+")
_FORM = (NAME, OUTPUTS, EFFECTS, GOALS)


@dataclass(frozen=True, slots=True)
class Habit:
    """How all tables of a document are laid out.

    `order` is that of the columns from the left, `beside` says that what results rest on has one of its own, `kinds` are the
    headers and footers by their place in `gaps`, `leads` the names of strategies that goals begin with.
    """

    order: tuple[int, ...]
    beside: bool
    gaps: Gaps
    kinds: Mapping[str, int]
    setting: Setting
    leads: frozenset[str] = frozenset()


def sheet_habit(
    document: Document, tables: Sequence[TableLines], goal_words: frozenset[str], profile: Profile
) -> Habit:
    """Return how the tables of a document are laid out, told by all of them together."""
    leads = headed([p for lines, _, _ in tables for p in paragraphs_of(document, lines)])
    sheets = [(_apart_sheet(document, table, goal_words, profile, leads), table) for table in tables]
    known = _few_pages([(sheet, table) for sheet, table in sheets if sheet.boxes])
    told = [(sheet, _weights(sheet, table, goal_words)) for sheet, table in known]
    kinds = {kind: place for sheet, _ in reversed(told) for kind, place in _furniture_kinds(sheet).items()}
    first = Counter(tuple(order) for _, _, order in tables).most_common(1)[0][0]
    orders = dict.fromkeys((first, _FORM, *((NAME, *order) for order in permutations(_FORM[1:]))))
    gaps, setting = Gaps(places=tuple(kinds.values())), setting_of(narrow_boxes(document))
    ways = _beside([sheet for sheet, _ in told])
    habits = [
        (Habit(order, beside, gaps, kinds, setting, leads), -len(told) * (_UNUSUAL * (k > 1) + _BESIDE * beside))
        for k, order in enumerate(orders)
        for beside in ways
    ]

    def worth(habit: tuple[Habit, float], tries: int) -> float:
        found = (share_apart(*_pages(sheet, habit[0]), weights, tries=tries)[0] for sheet, weights in told)
        return habit[1] + sum(way.score for way in found)

    if not told:
        return habits[0][0]
    likely = sorted(habits, key=lambda habit: -worth(habit, _GLANCE))[:_LIKELY]
    habit = max(likely, key=lambda habit: worth(habit, _LOOK))[0]
    for _ in range(_FITS):
        laid = [(*_pages(sheet, habit), weights) for sheet, weights in told]
        found = [(pages, table, share_apart(pages, table, weights, tries=_LOOK)[0]) for pages, table, weights in laid]
        before, habit = habit, replace(habit, gaps=fitted_gaps(found, habit.gaps))
        if habit == before:
            break
    return habit


def apart_ways(
    document: Document, table: TableLines, goal_words: frozenset[str], profile: Profile, habit: Habit
) -> list[Sharing]:
    """Return the best ways to share out the paragraphs of a table that stand alone, best first; none where there are none."""
    sheet = _apart_sheet(document, table, goal_words, profile, habit.leads)
    if not sheet.boxes:
        return []
    return share_apart(*_pages(sheet, habit), _weights(sheet, table, goal_words))


def _apart_sheet(
    document: Document, table: TableLines, goal_words: frozenset[str], profile: Profile, leads: frozenset[str]
) -> Sheet:
    return sheet_of(document, table, goal_words, profile, leads=leads, chosen=_narrow)


def _weights(sheet: Sheet, table: TableLines, goal_words: frozenset[str]) -> Weights:
    """Return what speaks for a reading of a table, with the row and column of each line as cues alone have them."""
    rows = decode_blocks(sheet.document, [line for line in table.lines if line.number not in sheet.heads], goal_words)
    hint = {
        span.start: (k, column) for k, row in enumerate(rows) for column, cell in enumerate(row.cells) for span in cell
    }
    return Weights(named=named_of(list(sheet.paragraphs)), hint=hint, goal_words=goal_words)


def _narrow(document: Document, boxes: Boxes) -> Boxes:
    """Return the boxes that a column can hold: text between tables or below them is wider than any box that was wrapped."""
    widths = {key: max(width_of(document.quote(s)) for p in box for s in p.spans) for key, box in boxes.items()}
    most = _TOO_WIDE * wide_line(document)
    several = [widths[key] for key, box in boxes.items() if sum(len(p.spans) for p in box) > 1 and widths[key] < most]
    if len(several) > 1:
        most = min(most, _WIDER * max(several))
    return {key: box for key, box in boxes.items() if widths[key] < most}


def _few_pages(sheets: Sequence[tuple[Sheet, TableLines]]) -> list[tuple[Sheet, TableLines]]:
    """Return the tables that stand on few pages, as many as are looked at, in their order."""
    kept: list[int] = []
    pages = 0
    for at in sorted(range(len(sheets)), key=lambda at: len(sheets[at][0].page_numbers())):
        pages += len(sheets[at][0].page_numbers())
        if pages > _PAGES:
            break
        kept.append(at)
    return [sheets[at] for at in sorted(kept)]


def _beside(sheets: Sequence[Sheet]) -> tuple[bool, ...]:
    """Return whether what results rest on has a column of its own, as the heads tell; both where they tell nothing."""
    heads = [sheet.heads_on(page) for sheet in sheets for page in sheet.page_numbers()]
    if any(any(map(asks_basis, texts)) and any(map(asks_effects, texts)) for texts in heads):
        return (True,)
    if any(len(texts) > 1 for texts in heads) or not any(sheet.bases() for sheet in sheets):
        return (False,)
    return (False, True)


def _furniture_kinds(sheet: Sheet) -> dict[str, int]:
    """Return the headers and footers on the pages of a table, digits aside, each with its likely place."""
    told: dict[str, int] = {}
    furniture = sheet.furniture()
    for page in sheet.page_numbers():
        for k, lines in enumerate(boxes_on(sheet.document, page, frozenset())):
            if lines[0].number in furniture:
                told.setdefault(_kind_of(sheet.document, lines), _BOTTOM if k else _TOP)
    return told


def _kind_of(document: Document, lines: Sequence[Line]) -> str:
    return _DIGITS.sub("0", " ".join(document.text[line.start : line.end].strip() for line in lines))


def _pages(sheet: Sheet, habit: Habit) -> tuple[list[Page], Laid]:
    """Return the pages of a table, their boxes measured, and what is known of its columns."""
    sheet = replace(sheet, order=habit.order)
    counted = sheet.counted(alone=True)
    bases = sheet.bases() if habit.beside else frozenset()
    positions = sheet.positions(counted=bool(counted), bases=habit.beside)
    columns: dict[int, list[str]] = {}
    for key, box in sheet.boxes.items():
        at = positions[BASES if key in bases else sheet.column_of(key)]
        columns.setdefault(at, []).extend(sheet.document.quote(span) for p in box for span in p.spans)
    measures = Measures(habit.setting, columns, max(positions) + 1, numbered=positions[NAME] > 0)
    apart = _Boxes(sheet, habit, counted, bases, positions, measures, sheet.furniture())
    laid = Laid(positions, habit.beside, measures, habit.gaps)
    return [apart.page(number) for number in sheet.page_numbers()], laid


@dataclass(frozen=True, slots=True)
class _Boxes:
    """What is needed to tell what each box of a page is."""

    sheet: Sheet
    habit: Habit
    counted: frozenset[int]
    bases: frozenset[int]
    positions: tuple[int, ...]
    measures: Measures
    furniture: frozenset[int]

    def page(self, number: int) -> Page:
        """Return a page with its boxes in the order of the text; other tables' are left out."""
        sheet, document = self.sheet, self.sheet.document
        starts = sheet.starts()
        placed: list[Placed] = []
        pieces: list[Piece] = []
        numbers: list[int] = []
        for lines in boxes_on(document, number, frozenset(starts)):
            key = next((starts[line.number] for line in lines if line.number in starts), None)
            if key is None:
                box = self._other(lines, min(starts), begins=not placed)
            elif key in self.counted:
                numbers.append(len(placed))
                box = Placed("number", 1, 0.0, 0)
            else:
                own = BASES if key in self.bases else None
                pieces += sheet.pieces(key, len(placed), own, tight=True)
                box = Placed("cell", len(lines), 0.0, self.positions[sheet.column_of(key) if own is None else own])
            if box is not None:
                placed.append(self._sized(box, lines))
        return Page(tuple(placed), tuple(pieces), tuple(numbers))

    def _sized(self, box: Placed, lines: Sequence[Line]) -> Placed:
        text = [self.sheet.document.text[line.start : line.end].lstrip() for line in lines]
        measured = self.measures.cell if box.kind in ("cell", "head", "number") else self.measures.text
        width, height = measured(text)
        return replace(box, width=width, height=height)

    def _other(self, lines: Sequence[Line], first: int, *, begins: bool) -> Placed | None:
        """Return a box that is none of a cell: a head, text above or below the table, furniture; None for another table's."""
        document, heads = self.sheet.document, self.sheet.heads
        raw = [document.text[line.start : line.end] for line in lines]
        width = max(width_of(text.strip()) for text in raw)
        wide = width > _TOO_WIDE * wide_line(document)
        if self.sheet.is_head(lines) and not wide:
            return Placed("head", len(lines), 0.0, self._head_column(" ".join(raw), width))
        if lines[0].number in self.furniture:
            kind = next((k for k, one in enumerate(self.habit.kinds) if one == _kind_of(document, lines)), None)
            return None if kind is None else Placed("top" if begins else "bottom", len(lines), 0.0, kind)
        if not wide:
            return None
        if lines[0].number > first:
            return Placed("below", len(lines), 0.0)
        last = next((k for k, line in enumerate(reversed(lines)) if line.number not in heads), len(lines) - 1)
        return Placed("above", len(lines), 0.0, heads=last)

    def _head_column(self, text: str, width: float) -> int:
        if self.positions[NAME] and width < _NUMBERS:
            return 0
        own = self.habit.beside and asks_basis(text)
        return self.positions[BASES if own else head_of(text, self.sheet.profile)]
