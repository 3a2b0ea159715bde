"""Rows found again where the text of a table comes in no order at all.

A tool that takes text from a PDF by the place of its boxes mixes the cells of a table, but leaves a
blank line between paragraphs. Here each paragraph is given to a column by its cues; in each column
the paragraphs keep their order, so the rows follow when each column is cut into as many pieces as
there are titles. A page break that cuts a paragraph is mended first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
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
from samgraf.reports.flat_pieces import Paragraph, cut_rows, effect_start, goal_start, output_start
from samgraf.reports.flat_rows import FlatRow
from samgraf.reports.flat_wraps import paragraph_begins
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line


_END = re.compile(r"[.!?:;)\u201d\"]\s*$")
_OPEN = re.compile(
    r"(?:,|[-–]|\b(?:och|eller|samt|av|för|i|på|till|med|som|att|en|ett|den|det|de|vid|inom|från|om|är|har))$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"[#\"”“]?[A-ZÅÄÖ](?:[^.!?]|\d\.\d){2,60}(?:\.\s+[A-ZÅÄÖ0-9]|\s+[–-]\s+[a-zåäöA-ZÅÄÖ]|\s+är (?:en|ett)\b)"
)
ROW_NUMBER = re.compile(r"\d{1,2}[.)]?")
"""The number of a row, in a column of its own."""

_COUNTED = re.compile(
    r"(?:\d[\d \u00a0]*|[Ee]tt?|[Tt]vå|[Tt]re|[Ff]yra|[Ff]em|[Ss]ex|[Ss]ju|[Åå]tta|[Nn]io|[Tt]io|[Ee]lva|[Tt]olv)\s+[a-zåäö]{3,}"
)
"""How a paragraph begins that counts what was done ("9 byar har gjort utvecklingsplaner"): so no name begins."""

SHORT_NAME = 5
"""So many words before a full stop at most are a name that its description follows in the same paragraph."""

TITLE_WORDS = 9
"""A paragraph of more words is a description, not the title of an insats."""


def spacing_tells(document: Document, lines: Sequence[Line]) -> bool:
    """Return whether blank lines part the paragraphs: some lines have one before them, most have not."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    parted = sum("\n" in document.text[a.end : b.start].replace("\n", "", 1) for a, b in pairs)
    return bool(pairs) and 0.04 < parted / len(pairs) < 0.8  # noqa: PLR2004


def decode_blocks(document: Document, lines: Sequence[Line], goal_words: frozenset[str]) -> tuple[FlatRow, ...]:
    """Return the rows of a table whose paragraphs come in any order."""
    told = [p for p in _paragraphs(document, lines) if not ROW_NUMBER.fullmatch(p.text)]
    paragraphs = _mended(_columns(told, goal_words))
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


def _paragraphs(document: Document, lines: Sequence[Line]) -> list[Paragraph]:
    """Return the runs of lines that no blank line, page break, bullet or end of a paragraph parts."""
    found: list[Paragraph] = []
    begun = paragraph_begins(document, lines)
    before: Line | None = None
    box = 0
    for line in lines:
        raw = document.text[line.start : line.end]
        start = line.start + len(raw) - len(raw.lstrip())
        text = raw.strip()
        gap = before is None or "\n" in document.text[before.end : line.start].replace("\n", "", 1)
        box += gap or (before is not None and before.page != line.page)
        if (
            gap
            or line.number in begun
            or (before is not None and before.page != line.page)
            or (BULLET.match(text) and (not text[:1].isdigit() or _END.search(found[-1].text)))
        ):
            found.append(Paragraph(text, (Span(start, start + len(text)),), line.page or 0, len(found), box=box))
        else:
            last = found[-1]
            joined = (
                last.text[:-1] + text
                if re.search(r"[^\W\d_]-$", last.text) and text[:1].islower()
                else f"{last.text} {text}"
            )
            found[-1] = replace(last, text=joined, spans=(*last.spans, Span(start, start + len(text))))
        before = line
    return found


def _columns(paragraphs: Sequence[Paragraph], goal_words: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs with the column each belongs to by the cues of its box, whose paragraphs stand in one column."""
    boxes: dict[int, list[Paragraph]] = {}
    for p in paragraphs:
        boxes.setdefault(p.box, []).append(p)
    leads = Counter(lead for p in paragraphs if (lead := _lead(p.text)))
    headed = frozenset(lead for lead, count in leads.items() if count > 1)
    return [told for box in boxes.values() for told in _column_of(box, goal_words, headed)]


def _lead(text: str) -> str | None:
    """Return what stands before a colon at the beginning of a paragraph, as the name of a strategy stands before its goals."""
    found = _LEAD.match(text)
    return found[1] if found and not starts_with_description(text) and not starts_with_basis(text) else None


_LEAD = re.compile(r"([A-ZÅÄÖ][^:.•–\n]{4,60}):\s+[A-ZÅÄÖ]")


def _column_of(box: Sequence[Paragraph], goal_words: frozenset[str], headed: frozenset[str]) -> list[Paragraph]:
    """Return the paragraphs of a box with their column; `headed` are the leads that come again."""
    titles = [_is_title(p, goal_words) and _lead(p.text) not in headed for p in box]
    titles = [title and not before for before, title in zip([False, *titles], titles, strict=False)]
    if len(box) == 1 and titles[0]:
        return [replace(box[0], column=NAME, title=True)]
    scores = [0.0, 0.0, 0.0, 0.0]
    for p, title in zip(box, titles, strict=True):
        for column, score in enumerate(column_scores(p.text, goal_words)):
            scores[column] += score
        scores[EFFECTS] += 4.0 * starts_with_basis(p.text)
        scores[NAME] += 0.9 * (not BULLET.match(p.text)) + 0.6 * title
        scores[OUTPUTS] += 1.5 * bool(_COUNTED.match(p.text))
        scores[GOALS] += 3.0 * (_lead(p.text) in headed)
    if titles[0] and any(PERIOD.search(p.text) or starts_with_description(p.text) for p in box[1:]):
        scores[NAME] += 4.0
    column = max(range(4), key=lambda c: scores[c])
    titles[0] = titles[0] or (len(box) > 1 and _begins_cell(box[0]))
    return [replace(p, column=column, title=title and column == NAME) for p, title in zip(box, titles, strict=True)]


def _begins_cell(p: Paragraph) -> bool:
    """Return whether the first paragraph of a box with several can hold a title, its description behind it in the same line."""
    short = _NAMED.match(p.text) and len(re.split(r"\.\s", p.text)[0].split()) <= SHORT_NAME
    return not (p.text[:1].islower() or starts_with_description(p.text) or short)


def _is_title(p: Paragraph, goal_words: frozenset[str]) -> bool:
    """Return whether a paragraph can be the title of an insats by its form alone."""
    return (
        not BULLET.match(p.text)
        and len(p.text.split()) <= TITLE_WORDS
        and not re.search(r"[.:;,]$", p.text)
        and (p.text[:1] in '#"”“' or p.text[:1].isupper())
        and not starts_with_description(p.text)
        and not starts_with_framework(p.text)
        and not starts_with_basis(p.text)
        and column_scores(p.text, goal_words)[GOALS] < 1.0
    )


def _mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with those joined that a page break cut."""
    kept = list(paragraphs)
    for tail in [p for p in paragraphs if p.order and not BULLET.match(p.text) and not starts_with_description(p.text)]:
        heads = [
            p
            for p in kept
            if p.page == tail.page - 1 and not p.cut and (_OPEN.search(p.text) or not _END.search(p.text))
        ]
        lower = tail.text[:1].islower()
        heads = [
            p
            for p in heads
            if lower
            or _OPEN.search(p.text)
            or (p.column == GOALS and not p.title and tail.column == GOALS and not starts_with_framework(tail.text))
        ]
        heads = [p for p in heads if not (p.title and not lower)]
        if not heads or (
            not lower and (starts_with_framework(tail.text) or starts_with_basis(tail.text) or tail.title)
        ):
            continue
        head = max(heads, key=lambda p: (not p.title, bool(_OPEN.search(p.text)), p.column == tail.column, p.order))
        whole = replace(head, text=f"{head.text} {tail.text}", spans=(*head.spans, *tail.spans), cut=True, title=False)
        kept[kept.index(head)] = whole
        kept.remove(tail)
    return kept


def _named_rows(names: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """Return the rows by their titles, each with its description; the row that a page cut stands last on its page."""
    rows: list[list[Paragraph]] = []
    named = [bool(_NAMED.match(p.text)) and not starts_with_description(p.text) for p in names]
    if 2 * sum(p.title for p in names) < sum(named) or not any(p.title for p in names):
        names = [replace(p, title=p.title or begins or not any(named)) for p, begins in zip(names, named, strict=True)]
    for p in names:
        if (
            p.title
            and rows
            and len(rows[-1]) == 1
            and rows[-1][0].order == p.order - 1
            and _OPEN.search(rows[-1][0].text)
        ):
            rows[-1].append(replace(p, title=False))
        elif p.title:
            rows.append([p])
        elif rows:
            rows[-1].append(p)
        elif not any(q.title for q in names):
            rows.append([p])
    return sorted(rows, key=lambda row: (row[0].page, any(p.cut for p in row), row[0].order))
