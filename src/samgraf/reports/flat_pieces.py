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
SKIPPED = -1.4
"""What a row costs that is left without anything in a column."""
_NOWHERE = float("-inf")
_LABEL = re.compile(r"\b(RUS|ERUF|ESF|FRO|Interreg|Agenda)", re.IGNORECASE)


def cut_rows(
    paragraphs: Sequence[Paragraph],
    rows: Sequence[Sequence[Paragraph]],
    starts: Callable[[Paragraph | None, Paragraph], float],
    topics: Sequence[frozenset[str]],
) -> list[list[Paragraph]]:
    """Return the paragraphs of a column cut into one piece per row, the best cut by dynamic programming."""
    pages = [(min(q.page for q in row), max(q.page for q in row) + 1) for row in rows]
    holding: dict[str, list[int]] = {}
    for row, told in enumerate(topics):
        for word in told:
            holding.setdefault(word, []).append(row)
    scores = [_NOWHERE] * len(rows)  # of the best cut so far that ends in each row
    sources: list[list[int]] = []  # of each paragraph, the row of the one before in that cut
    for j, p in enumerate(paragraphs):
        begin = starts(paragraphs[j - 1] if j else None, p)
        near = [0.0 if first <= p.page <= last else -2.0 for first, last in pages]
        for word in {w for w in words(p.text) if len(w) > 4}:  # noqa: PLR2004
            for row in holding.get(word, ()):
                near[row] += 0.25
        scores, came = _one_more(scores, begin, near, first=not j)
        sources.append(came)
    pieces: list[list[Paragraph]] = [[] for _ in rows]
    row = max(range(len(rows)), key=lambda r: scores[r] + SKIPPED * (len(rows) - 1 - r))
    for p, came in zip(reversed(paragraphs), reversed(sources), strict=True):
        pieces[row].append(p)
        row = came[row]
    return [piece[::-1] for piece in pieces]


def _one_more(
    scores: Sequence[float], begin: float, near: Sequence[float], *, first: bool
) -> tuple[list[float], list[int]]:
    """Return the score of each row as that of one more paragraph, and the row of the paragraph before it."""
    found, came = [], []
    reached, source = (0.0, -1) if first else (_NOWHERE, -1)  # the best of the rows above, those between left empty
    for row, score in enumerate(scores):
        stays = score - 0.5 * begin
        found.append(max(reached + begin, stays) + near[row])
        came.append(row if stays > reached + begin else source)
        reached += SKIPPED
        if score > reached:
            reached, source = score, row
    return found, came


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
