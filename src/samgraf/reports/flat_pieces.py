"""A column of paragraphs cut into one piece for each row, where the text of a table comes in no order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.cues import NAME, starts_with_basis
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samgraf.documents import Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a table: its text, its lines' spans, its page, its place in reading order, its column.

    `box` counts the boxes that the tool took out, which blank lines part: what stands in one box stands in one column.
    """

    text: str
    spans: tuple[Span, ...]
    page: int
    order: int
    column: int = NAME
    title: bool = False
    cut: bool = False
    box: int = 0


_HORIZON = (
    re.compile(r"\bkort sikt", re.IGNORECASE),
    re.compile(r"\bmedellång sikt", re.IGNORECASE),
    re.compile(r"(?<!medel)\blång sikt", re.IGNORECASE),
)
_GOAL_NUMBER = re.compile(r"(?:mål|delmål|effektmål)\s*(?:nr\s*)?:?\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_LABEL = re.compile(r"\b(RUS|ERUF|ESF|FRO|Interreg|Agenda)", re.IGNORECASE)


def cut_rows(
    paragraphs: Sequence[Paragraph],
    rows: Sequence[Sequence[Paragraph]],
    starts: Callable[[Paragraph | None, Paragraph], float],
    topics: Sequence[frozenset[str]],
) -> list[list[Paragraph]]:
    """Return the paragraphs of a column cut into one piece per row, the best cut by dynamic programming."""
    n, k = len(paragraphs), len(rows)
    best: list[dict[int, tuple[float, int]]] = [{-1: (0.0, -1)}]
    for j, p in enumerate(paragraphs):
        before = paragraphs[j - 1] if j else None
        begin = starts(before, p)
        told = {w for w in words(p.text) if len(w) > 4}  # noqa: PLR2004
        now: dict[int, tuple[float, int]] = {}
        for row, (score, _) in best[-1].items():
            for target in range(max(row, 0), k):
                step = begin if target != row else -0.5 * begin
                empty = -1.4 * (target - row - 1) if target > row else 0.0
                near = 0.25 * len(told & topics[target]) + _page_fit(p, rows[target])
                total = score + step + empty + near
                if target not in now or now[target][0] < total:
                    now[target] = (total, row)
        best.append(now)
    pieces: list[list[Paragraph]] = [[] for _ in rows]
    if not n:
        return pieces
    row = max(best[-1], key=lambda r: best[-1][r][0] - 1.4 * (k - 1 - r))
    for j in range(n, 0, -1):
        pieces[row].insert(0, paragraphs[j - 1])
        row = best[j][row][1]
    return pieces


def _page_fit(p: Paragraph, row: Sequence[Paragraph]) -> float:
    pages = {q.page for q in row}
    return 0.0 if min(pages) <= p.page <= max(pages) + 1 else -2.0


def _parted(before: Paragraph, p: Paragraph) -> float:
    """Return 0.8 where other columns' paragraphs stand between two of a column, else a small cost."""
    return 0.8 if p.order - before.order > 1 else -0.3


def output_start(before: Paragraph | None, p: Paragraph) -> float:
    """Return what speaks for a paragraph as the first of a row's outputs."""
    return 1.0 if before is None else _parted(before, p)


def effect_start(before: Paragraph | None, p: Paragraph) -> float:
    """Return what speaks for a paragraph as the first of a row's effects."""
    if before is None:
        return 1.0
    if starts_with_basis(p.text):
        return 3.0
    if starts_with_basis(before.text):
        return -3.0
    if (rank := _horizon(p.text)) is not None and (last := _horizon(before.text)) is not None:
        return 1.5 if rank <= last and rank == 0 else -0.8
    return _parted(before, p) - 0.3


def _horizon(text: str) -> int | None:
    return next((i for i, pattern in enumerate(_HORIZON) if pattern.search(text[:30])), None)


def goal_start(before: Paragraph | None, p: Paragraph) -> float:
    """Return what speaks for a paragraph as the first of a row's goals."""
    if before is None:
        return 1.0
    value = 0.4 * _parted(before, p)
    labels = [m.group(1).upper() if (m := _LABEL.search(q.text)) else "" for q in (before, p)]
    if labels[0] != labels[1]:
        return value + (1.5 if labels[1] == "RUS" else -1.5)
    numbers = [[float(x) for x in _GOAL_NUMBER.findall(q.text)] for q in (before, p)]
    if numbers[0] and numbers[1]:
        value += 2.5 if numbers[1][0] <= numbers[0][-1] else -0.4
    return value
