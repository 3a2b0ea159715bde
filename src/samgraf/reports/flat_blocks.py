"""Rows found again where the text of a table comes in no order at all.

A tool that takes text from a PDF by the place of its boxes mixes the cells of a table, but leaves a
blank line between paragraphs. Here each paragraph is given to a column by its cues; in each column
the paragraphs keep their order, so the rows follow when each column is cut into as many pieces as
there are titles. A page break that cuts a paragraph is mended first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_columns import ENDS, NAMED, OPEN, ROW_NUMBER, paragraphs_of, with_columns
from samgraf.reports.flat_pieces import Paragraph, cut_rows, effect_start, goal_start, output_start
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line, Span


def spacing_tells(document: Document, lines: Sequence[Line]) -> bool:
    """Return whether blank lines part the paragraphs: some lines have one before them, most have not."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    parted = sum("\n" in document.text[a.end : b.start].replace("\n", "", 1) for a, b in pairs)
    return bool(pairs) and 0.04 < parted / len(pairs) < 0.8  # noqa: PLR2004


def decode_blocks(document: Document, lines: Sequence[Line], goal_words: frozenset[str]) -> tuple[FlatRow, ...]:
    """Return the rows of a table whose paragraphs come in any order."""
    told = [p for p in paragraphs_of(document, lines) if not ROW_NUMBER.fullmatch(p.text)]
    paragraphs = _mended(with_columns(told, goal_words))
    names = [p for p in paragraphs if p.column == NAME]
    rows = _named_rows(names)
    if not rows:
        return ()
    by_column = {c: [p for p in paragraphs if p.column == c] for c in (OUTPUTS, EFFECTS, GOALS)}
    topics = [frozenset(w for p in row for w in words(p.text) if len(w) > 4) for row in rows]  # noqa: PLR2004
    pieces = {
        OUTPUTS: cut_rows(by_column[OUTPUTS], rows, output_start, topics),
        EFFECTS: cut_rows(by_column[EFFECTS], rows, effect_start, topics),
        GOALS: cut_rows(by_column[GOALS], rows, goal_start, topics),
    }
    return tuple(
        FlatRow(
            (_spans(row), _spans(pieces[OUTPUTS][i]), _spans(pieces[EFFECTS][i]), _spans(pieces[GOALS][i])),
            (0.9, _sureness(pieces[OUTPUTS]), _sureness(pieces[EFFECTS]), _sureness(pieces[GOALS])),
        )
        for i, row in enumerate(rows)
    )


def _spans(paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    return tuple(span for p in paragraphs for span in p.spans)


def _sureness(pieces: Sequence[Sequence[Paragraph]]) -> float:
    """Return how sure the pieces of a column are: a row that was left without any could stand anywhere."""
    return 0.75 if all(pieces) else 0.45


def _mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those joined that a page break cut."""
    kept = list(paragraphs)
    for tail in [p for p in paragraphs if p.order and not BULLET.match(p.text) and not starts_with_description(p.text)]:
        heads = [
            p
            for p in kept
            if p.page == tail.page - 1 and not p.cut and (OPEN.search(p.text) or not ENDS.search(p.text))
        ]
        lower = tail.text[:1].islower()
        heads = [
            p
            for p in heads
            if lower
            or OPEN.search(p.text)
            or (p.column == GOALS and not p.title and tail.column == GOALS and not starts_with_framework(tail.text))
        ]
        heads = [p for p in heads if not (p.title and not lower)]
        if not heads or (
            not lower and (starts_with_framework(tail.text) or starts_with_basis(tail.text) or tail.title)
        ):
            continue
        head = max(heads, key=lambda p: (not p.title, bool(OPEN.search(p.text)), p.column == tail.column, p.order))
        whole = replace(head, text=f"{head.text} {tail.text}", spans=(*head.spans, *tail.spans), cut=True, title=False)
        kept[kept.index(head)] = whole
        kept.remove(tail)
    return kept


def _named_rows(names: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the rows by their titles, each with its description; the row that a page cut stands last on its page."""
    rows: list[list[Paragraph]] = []
    named = [bool(NAMED.match(p.text)) and not starts_with_description(p.text) for p in names]
    if 2 * sum(p.title for p in names) < sum(named) or not any(p.title for p in names):
        names = [replace(p, title=p.title or begins or not any(named)) for p, begins in zip(names, named, strict=True)]
    for p in names:
        if (
            p.title
            and rows
            and len(rows[-1]) == 1
            and rows[-1][0].order == p.order - 1
            and OPEN.search(rows[-1][0].text)
        ):
            rows[-1].append(replace(p, title=False))
        elif p.title:
            rows.append([p])
        elif rows:
            rows[-1].append(p)
        elif not any(q.title for q in names):
            rows.append([p])
    return sorted(rows, key=lambda row: (row[0].page, any(p.cut for p in row), row[0].order))
