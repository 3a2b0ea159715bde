"""Rows found again where the text of a table comes in no order at all.

A tool that takes text from a PDF by the place of its boxes mixes the cells of a table, but leaves a
blank line between paragraphs. Here each paragraph is given to a column by its cues; in each column
the paragraphs keep their order, so the rows follow when each column is cut into as many pieces as
there are titles. A page break that cuts a paragraph is mended first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    column_scores,
    starts_with_basis,
    starts_with_framework,
)
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from samgraf.documents import Document, Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a table: its text, its lines' spans, its page, its place in reading order, its column."""

    text: str
    spans: tuple[Span, ...]
    page: int
    order: int
    column: int = NAME
    title: bool = False
    cut: bool = False


_END = re.compile(r"[.!?:;)\u201d\"]\s*$")
_OPEN = re.compile(r"(?:,|[-–]|\b(?:och|eller|samt|av|för|i|på|till|med|som|att|en|ett|den|det|de|vid|inom|från|om|är|har))$", re.IGNORECASE)
_HORIZON = (re.compile(r"\bkort sikt", re.IGNORECASE), re.compile(r"\bmedellång sikt", re.IGNORECASE), re.compile(r"(?<!medel)\blång sikt", re.IGNORECASE))
_GOAL_NUMBER = re.compile(r"(?:mål|delmål|effektmål)\s*(?:nr\s*)?:?\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
_LABEL = re.compile(r"\b(RUS|ERUF|ESF|FRO|Interreg|Agenda)", re.IGNORECASE)
TITLE_WORDS = 9
"""A paragraph of more words is a description, not the title of an insats."""


def spacing_tells(document: Document, lines: Sequence[Line]) -> bool:
    """Return whether blank lines part the paragraphs: some lines have one before them, most have not."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if a.page == b.page]
    parted = sum("\n" in document.text[a.end : b.start].replace("\n", "", 1) for a, b in pairs)
    return bool(pairs) and 0.1 < parted / len(pairs) < 0.8  # noqa: PLR2004


def decode_blocks(document: Document, lines: Sequence[Line], goal_words: frozenset[str]) -> tuple[FlatRow, ...]:
    """Return the rows of a table whose paragraphs come in any order."""
    paragraphs = _mended(_columns(_paragraphs(document, lines), goal_words))
    names = [p for p in paragraphs if p.column == NAME]
    rows = _named_rows(names)
    if not rows:
        return ()
    by_column = {c: [p for p in paragraphs if p.column == c] for c in (OUTPUTS, EFFECTS, GOALS)}
    topics = [frozenset(w for p in row for w in words(p.text) if len(w) > 4) for row in rows]  # noqa: PLR2004
    pieces = {
        OUTPUTS: _cut(by_column[OUTPUTS], rows, _output_start, topics),
        EFFECTS: _cut(by_column[EFFECTS], rows, _effect_start, topics),
        GOALS: _cut(by_column[GOALS], rows, _goal_start, topics),
    }
    return tuple(
        FlatRow(
            (
                tuple(s for p in row for s in p.spans),
                *(tuple(s for p in pieces[c][i] for s in p.spans) for c in (OUTPUTS, EFFECTS, GOALS)),
            ),
            (0.9, 0.6, 0.7, 0.75),
        )
        for i, row in enumerate(rows)
    )


def _paragraphs(document: Document, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the runs of lines that no blank line, page break or bullet parts."""
    found: list[Paragraph] = []
    before: Line | None = None
    for line in lines:
        raw = document.text[line.start : line.end]
        start = line.start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        gap = before is None or "\n" in document.text[before.end : line.start].replace("\n", "", 1)
        if gap or (before is not None and before.page != line.page) or BULLET.match(text):
            found.append(Paragraph(text, (Span(start, start + len(text)),), line.page or 0, len(found)))
        else:
            last = found[-1]
            joined = last.text[:-1] + text if re.search(r"[^\W\d_]-$", last.text) and text[:1].islower() else f"{last.text} {text}"
            found[-1] = replace(last, text=joined, spans=(*last.spans, Span(start, start + len(text))))
        before = line
    return found


def _columns(paragraphs: Sequence[Paragraph], goal_words: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs with the column each belongs to by its own cues."""
    told = []
    for p in paragraphs:
        scores = list(column_scores(p.text, goal_words))
        bulleted = bool(BULLET.match(p.text))
        if starts_with_basis(p.text):
            told.append(replace(p, column=EFFECTS))
            continue
        title = (
            not bulleted
            and len(p.text.split()) <= TITLE_WORDS
            and not re.search(r"[.:;,]$", p.text)
            and p.text[:1] in '#"”' + p.text[:1].upper()
            and not p.text[:1].isdigit()
            and not starts_with_framework(p.text)
            and scores[GOALS] < 1.0
        )
        if not bulleted:
            scores[NAME] += 0.9
        told.append(replace(p, column=NAME if title else max(range(4), key=lambda c: scores[c]), title=title))
    return told


def _mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those joined that a page break cut."""
    kept = list(paragraphs)
    for tail in [p for p in paragraphs if p.order and not BULLET.match(p.text)]:
        heads = [p for p in kept if p.page == tail.page - 1 and not p.cut and (_OPEN.search(p.text) or not _END.search(p.text))]
        lower = tail.text[:1].islower()
        heads = [p for p in heads if lower or _OPEN.search(p.text) or (p.column == GOALS and not p.title and tail.column == GOALS and not starts_with_framework(tail.text))]
        heads = [p for p in heads if not (p.title and not lower)]
        if not heads or (not lower and (starts_with_framework(tail.text) or starts_with_basis(tail.text) or tail.title)):
            continue
        head = max(heads, key=lambda p: (not p.title, bool(_OPEN.search(p.text)), p.column == tail.column, p.order))
        whole = replace(head, text=f"{head.text} {tail.text}", spans=(*head.spans, *tail.spans), cut=True, title=False)
        kept[kept.index(head)] = whole
        kept.remove(tail)
    return kept


def _named_rows(names: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the rows by their titles, each with its description; the row that a page cut stands last on its page."""
    rows: list[list[Paragraph]] = []
    for p in names:
        if p.title and rows and len(rows[-1]) == 1 and rows[-1][0].order == p.order - 1 and _OPEN.search(rows[-1][0].text):
            rows[-1].append(replace(p, title=False))
        elif p.title:
            rows.append([p])
        elif rows:
            rows[-1].append(p)
        else:
            rows.append([p])
    return sorted(rows, key=lambda row: (row[0].page, any(p.cut for p in row), row[0].order))


def _cut(
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


def _output_start(before: Paragraph | None, p: Paragraph) -> float:
    return 1.0 if before is None else _parted(before, p)


def _effect_start(before: Paragraph | None, p: Paragraph) -> float:
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


def _goal_start(before: Paragraph | None, p: Paragraph) -> float:
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
