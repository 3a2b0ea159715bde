"""Rows of a table whose text comes block by block, parted by empty lines, as pdftotext writes it.

A block is a cell, several cells of one column below each other, or a part of one. The blocks of the names' column may
come before all others; those of the three other columns follow each other row by row. So both sequences are cut into as
many rows, together, by dynamic programming: a row begins with a name, it has outputs before effects before goals, and both
of its parts begin on the same page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cell_room import Room
from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    PERIOD,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_lines import NO_TITLE
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samgraf.documents import Document, Line

MOST_NAMES, MOST_CELLS = 16, 16
"""A row has no more lines that could begin a name, and no more pieces of other cells."""
SEQUENCE = ((-0.6, 1.0, 0.0, 0.0), (-1.2, -0.4, 1.0, 0.6), (-0.8, 0.0, -0.4, 1.0), (0.6, 0.6, 0.0, -0.4))
"""What speaks for a block of one column right after one of another, on the same page."""
TURNED = (0.6, 0.3, 0.0, 0.0)
"""What speaks for a block of each column as the first of a page."""
BACK = 1.1
"""What speaks against a cell to the left of the one before in the same row."""
_USUAL = (NAME, OUTPUTS, EFFECTS, GOALS)
OTHER_PAGE = 2.5
"""What speaks against a row whose name begins on another page than its cells."""


_PAID = re.compile(
    r"(?:ERUF|ESF|FRO|JTF|AMIF|Interreg|Leader|LEADER|Vinnova|[Aa]nslag|(?:Med)?[Ff]inansi|Kostnad|Budget|Total)\b|[\d ,.]+(?:kr|tkr|mnkr|mkr|MSEK)\b"
)
"""How a line begins that says who pays, and what."""
_YEARS = re.compile(r"(?:19|20)\d\d\b[^.\d]{0,30}(?:19|20)\d\d\b")
"""Two years that a few words part: when an insats runs."""
LEAST_BLOCKS, LEAST_LINES = 3, 1.5
"""A table comes in so many blocks at least, of so many lines on the whole."""


@dataclass(frozen=True)
class Piece:
    """A line of a block: its text, its place, its page and block, and how likely the break before it was a choice."""

    text: str
    span: Span
    page: int
    block: int
    chosen: float = 1.0


@dataclass(frozen=True)
class CellBlocks:
    """The rows found, and how likely each line break was a choice."""

    rows: tuple[FlatRow, ...]
    breaks: tuple[tuple[int, float], ...]


def comes_in_cells(document: Document, lines: Sequence[Line], order: Sequence[int] | None) -> bool:
    """Return whether a table's text comes block by block, its names in the first column: few lines, but no single ones, a block.

    Only a tool writes so that keeps no blank at a line's end and ends each page with an empty line.
    """
    if not lines or not document.flat or (order and (order[0] != NAME or sorted(order) != list(_USUAL))):
        return False
    if any(document.text[line.start : line.end][-1:].isspace() for line in lines):
        return False
    if not _pages_end_in_blank_lines(document):
        return False
    blocks = _pieces(document, lines)[-1].block + 1
    return LEAST_BLOCKS <= blocks <= len(lines) / LEAST_LINES


def _pages_end_in_blank_lines(document: Document) -> bool:
    """Return whether an empty line stands at the end of each page, as pdftotext writes one after each block."""
    filled = [line for line in document.lines if document.text[line.start : line.end].strip()]
    turns = [document.text[a.end : b.start].count("\n") > 1 for a, b in pairwise(filled) if a.page != b.page]
    return bool(turns) and all(turns)


def decode_cell_blocks(
    document: Document,
    lines: Sequence[Line],
    goal_words: frozenset[str],
    order: Sequence[int] | None,
) -> CellBlocks | None:
    """Return the rows of a table whose cells come as blocks, None where names come after the other cells of a page.

    `order` is that of its columns.
    """
    pieces = _pieces(document, lines)
    blocks = [[p for p in pieces if p.block == k] for k in range(pieces[-1].block + 1)]
    rank = [(order or _USUAL).index(column) for column in _USUAL]
    columns = _columns(blocks, goal_words, rank)
    if _names_come_late(blocks, columns):
        return None
    room = Room(
        {c: [*(p.text for b, d in zip(blocks, columns, strict=True) if c == d for p in b)] or ["x"] for c in range(4)}
    )
    told = [_with_room(block, room, c) for block, c in zip(blocks, columns, strict=True)]
    names = _runs([p for block, c in zip(told, columns, strict=True) if c == NAME for p in block], _may_begin)
    cells = [
        (c, run)
        for block, c in zip(told, columns, strict=True)
        if c != NAME
        for run in _runs(block, _begins_goal if c == GOALS else _begins_basis)
    ]
    rows = tuple(_row(names[a:b], cells[c:d]) for a, b, c, d in _cut(names, cells, rank)) if names else ()
    return CellBlocks(rows, tuple((p.span.start, p.chosen) for block in told for p in block))


def _pieces(document: Document, lines: Sequence[Line]) -> list[Piece]:
    found: list[Piece] = []
    before: Line | None = None
    for line in lines:
        raw = document.text[line.start : line.end]
        start = line.start + len(raw) - len(raw.lstrip())
        block = found[-1].block if found else 0
        if before is not None and (before.page != line.page or document.text[before.end : line.start].count("\n") > 1):
            block += 1
        found.append(Piece(raw.strip(), Span(start, start + len(raw.strip())), line.page or 0, block))
        before = line
    return found


def _columns(blocks: Sequence[Sequence[Piece]], goal_words: frozenset[str], rank: Sequence[int]) -> list[int]:
    """Return the column of each block, by its words and by what comes before it."""
    best: list[tuple[float, list[int]]] = [(score, [c]) for c, score in enumerate(_evidence(blocks[0], goal_words))]
    for above, block in pairwise(blocks):
        evidence = _evidence(block, goal_words)
        turns = above[0].page != block[0].page
        best = [
            max(
                (value + (TURNED[rank[c]] if turns else SEQUENCE[rank[a]][rank[c]]) + evidence[c], [*path, c])
                for a, (value, path) in enumerate(best)
            )
            for c in range(4)
        ]
    return max(best)[1]


def _evidence(block: Sequence[Piece], goal_words: frozenset[str]) -> list[float]:
    """Return how much speaks for each column in the words of a block."""
    text = " ".join(p.text for p in block)
    scores = list(column_scores(text, goal_words))
    for p in block[1:]:
        scores[EFFECTS] += 2.0 * starts_with_basis(p.text)
        scores[GOALS] += 2.0 * (starts_with_framework(p.text) and SENTENCE_END.search(p.text) is None)
        scores[NAME] += 1.5 * starts_with_description(p.text)
    bullets = sum(BULLET.match(p.text) is not None for p in block)
    scores[NAME] += 0.9 - 1.2 * bool(bullets) + 1.5 * bool(PERIOD.search(text))
    scores[NAME] -= 0.8 * (SENTENCE_END.search(text) is not None and not PERIOD.search(text) and len(block) <= SHORT)
    scores[NAME] += 0.6 * (not SENTENCE_END.search(block[0].text) and block[0].text[:1].isupper())
    return scores


def _names_come_late(blocks: Sequence[Sequence[Piece]], columns: Sequence[int]) -> bool:
    """Return whether other cells come first on a page that has names."""
    pages: dict[int, list[int]] = {}
    for block, column in zip(blocks, columns, strict=True):
        pages.setdefault(block[0].page, []).append(column)
    named = [found for found in pages.values() if NAME in found]
    return any(found[0] != NAME for found in named)


def _with_room(block: Sequence[Piece], room: Room, column: int) -> list[Piece]:
    found = list(block[:1])
    for before, p in pairwise(block):
        found.append(Piece(p.text, p.span, p.page, p.block, room.chosen(column, before.text, p.text)))
    return found


def _runs(pieces: Sequence[Piece], begins: Callable[[Piece, Piece], bool]) -> list[list[Piece]]:
    """Return the pieces in runs, each begun where a row may begin."""
    runs: list[list[Piece]] = []
    for p in pieces:
        if runs and not (runs[-1][-1].block != p.block and p.text[:1].isupper()) and not begins(runs[-1][-1], p):
            runs[-1].append(p)
        else:
            runs.append([p])
    return runs


def _may_begin(before: Piece, p: Piece) -> bool:
    """Return whether a line can begin a name: nothing goes on from the line above."""
    return not (p.text[:1].islower() or OPEN_END.search(before.text) or BULLET.match(p.text))


def _begins_goal(before: Piece, p: Piece) -> bool:
    return starts_with_framework(p.text) and not OPEN_END.search(before.text)


def _begins_basis(before: Piece, p: Piece) -> bool:
    return starts_with_basis(p.text) and SENTENCE_END.search(before.text) is not None


def _cut(
    names: Sequence[Sequence[Piece]], cells: Sequence[tuple[int, Sequence[Piece]]], rank: Sequence[int]
) -> list[tuple[int, int, int, int]]:
    """Return, row by row, which runs of the names' column and of the others it has."""
    n, m = len(names), len(cells)
    lead = [_leads(names, i) for i in range(n)]
    told = {(a, b): lead[a] + _named(names, a, b) for a in range(n) for b in range(a + 1, min(n, a + MOST_NAMES) + 1)}
    held = {(c, d): _held(cells, c, d, rank) for c in range(m + 1) for d in range(c, min(m, c + MOST_CELLS) + 1)}
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for a in range(n):
        for c in range(m + 1):
            if (a, c) not in best:
                continue
            so_far = best[a, c][0]
            for b in range(a + 1, min(n, a + MOST_NAMES) + 1):
                for d in range(c, min(m, c + MOST_CELLS) + 1):
                    value = so_far + told[a, b] + held[c, d]
                    if c < d and names[a][0].page != cells[c][1][0].page:
                        value -= OTHER_PAGE
                    if (b, d) not in best or value > best[b, d][0]:
                        best[b, d] = (value, (a, c))
    at = (n, m) if (n, m) in best else max(best, key=lambda place: (place[0] == n, place[1]))
    rows = []
    while at != (0, 0):
        a, c = best[at][1]
        rows.append((a, at[0], c, at[1]))
        at = (a, c)
    return rows[::-1]


def _leads(names: Sequence[Sequence[Piece]], i: int) -> float:
    """Return what speaks for a run as the first of a row."""
    text = " ".join(p.text for p in names[i])
    value = -1.0 if len(text.split()) <= LONG else -2.0
    if starts_with_description(text) or PERIOD.match(text) or text[:1] in "(–-" or text[:1].islower():
        value -= 4.0
    if starts_with_framework(text) or NO_TITLE.match(text) or _PAID.match(text):
        value -= 2.5
    if i:
        before = names[i - 1][-1]
        value += 1.4 * names[i][0].chosen - 0.4
        value += 1.0 if SENTENCE_END.search(before.text) or PERIOD.search(before.text) else -0.8
    if SENTENCE_END.search(text):
        value -= 0.6
    return value


LONG, SHORT = 12, 6
"""A run of more words is hardly a name; a block of so few lines that ends a sentence hardly a name and its description."""


def _named(names: Sequence[Sequence[Piece]], a: int, b: int) -> float:
    """Return what speaks for runs as one name's cell: when it runs is told once, and more than a name is told."""
    text = [" ".join(p.text for p in run) for run in names[a:b]]
    periods = sum(len(_YEARS.findall(one)) for one in text)
    value = 0.7 if periods == 1 else -1.5 * max(0, periods - 1)
    return value + (0.3 if len(text) > 1 else -0.5)


def _held(cells: Sequence[tuple[int, Sequence[Piece]]], c: int, d: int, rank: Sequence[int]) -> float:
    """Return what speaks for pieces of the three other columns as one row's cells."""
    columns = [column for column, _ in cells[c:d]]
    value = -sum(BACK for x, y in pairwise(columns) if rank[y] < rank[x])
    value -= 0.4 * sum(x == y and u[-1].block != v[0].block for (x, u), (y, v) in pairwise(cells[c:d]))
    value += sum((0.5 if column in columns else -0.9) for column in (OUTPUTS, GOALS))
    if c < d and cells[c][1][0].text[:1].islower():
        value -= 2.0
    bases = sum(starts_with_basis(p.text) for column, run in cells[c:d] if column == EFFECTS for p in run)
    return value - 1.5 * max(0, bases - 1)


def _row(names: Sequence[Sequence[Piece]], cells: Sequence[tuple[int, Sequence[Piece]]]) -> FlatRow:
    spans = [tuple(p.span for run in names for p in run)]
    spans += [tuple(p.span for c, run in cells if c == column for p in run) for column in (OUTPUTS, EFFECTS, GOALS)]
    return FlatRow((spans[0], spans[1], spans[2], spans[3]), (0.8, 0.7, 0.7, 0.7))
