"""The paragraphs of a table whose cells come box by box, and the column each box belongs to by its cues."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.cut_words import is_cut
from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    GOALS,
    NAME,
    OUTPUTS,
    PERIOD,
    ROW_LABEL,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_pieces import Paragraph
from samgraf.reports.flat_wraps import paragraph_begins
from samgraf.reports.open_ends import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line

ENDS = SENTENCE_END
"""How a paragraph ends that is whole."""
OPEN = re.compile(
    r"(?:,|[-–]|\b(?:och|eller|samt|av|för|i|på|till|med|som|att|en|ett|den|det|de|vid|inom|från|om|är|har))$",
    re.IGNORECASE,
)
"""How a paragraph ends that must go on."""
NAMED = re.compile(
    r"[#\"”“]?[A-ZÅÄÖ](?:[^.!?]|\d\.\d){2,60}(?:\.\s+[A-ZÅÄÖ0-9]|\s+[–-]\s+[a-zåäöA-ZÅÄÖ]|\s+är (?:en|ett)\b)"
)
"""How a paragraph begins that holds a name and what it is."""

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


def paragraphs_of(document: Document, lines: Sequence[Line]) -> list[Paragraph]:
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
            or (BULLET.match(text) and (not text[:1].isdigit() or ENDS.search(found[-1].text)))
        ):
            found.append(Paragraph(text, (Span(start, start + len(text)),), line.page or 0, len(found), box=box))
        else:
            last = found[-1]
            joined = (
                last.text[:-1] + text
                if re.search(r"[^\W\d_]-$", last.text) and text[:1].islower()
                else f"{last.text}{text}"
                if _is_cut(document, before, raw)
                else f"{last.text} {text}"
            )
            found[-1] = replace(last, text=joined, spans=(*last.spans, Span(start, start + len(text))))
        before = line
    return found


def _is_cut(document: Document, before: Line | None, raw: str) -> bool:
    """Return whether a line goes on with the word of the line before, which was too long for its column."""
    return before is not None and is_cut(document, document.text[before.start : before.end], raw)


def with_columns(
    paragraphs: Sequence[Paragraph], goal_words: frozenset[str], leads: frozenset[str] = frozenset()
) -> list[Paragraph]:
    """Return the paragraphs with the column each belongs to by the cues of its box, whose paragraphs stand in one column.

    `leads` are names of strategies that other tables of the document tell.
    """
    boxes: dict[int, list[Paragraph]] = {}
    for p in paragraphs:
        boxes.setdefault(p.box, []).append(p)
    habit = _habit(paragraphs, leads)
    return [told for box in boxes.values() for told in _column_of(box, goal_words, habit)]


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a table's paragraphs begin."""

    headed: frozenset[str]
    """The leads that come again: names of strategies, not of insatser."""
    counted: bool
    """Whether rows count themselves ("Insats 1: …"): then a paragraph that does not begins none."""


def _habit(paragraphs: Sequence[Paragraph], leads: frozenset[str] = frozenset()) -> _Habit:
    """Return how the paragraphs of a table begin."""
    return _Habit(headed(paragraphs) | leads, any(_COUNTS_ITSELF.match(p.text) for p in paragraphs))


def headed(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    """Return the leads that come again: names of strategies, not of insatser."""
    leads = Counter(lead for p in paragraphs if (lead := _lead(p.text)))
    return frozenset(lead for lead, count in leads.items() if count > 1)


def _lead(text: str) -> str | None:
    """Return what stands before a colon at the beginning of a paragraph, as the name of a strategy stands before its goals."""
    found = _LEAD.match(text)
    return (
        _NUMBERED_LEAD.sub("", found[1])
        if found and not (starts_with_description(text) or starts_with_basis(text) or _COUNTS_ITSELF.match(text))
        else None
    )


_COUNTS_ITSELF = re.compile(ROW_LABEL)
_NUMBERED_LEAD = re.compile(r"\s+(?:[A-ZÅÄÖ]|\d{1,2})\Z")
"""The letter or number of one of several: "Strategisk inriktning A"."""
_LEAD = re.compile(r"([A-ZÅÄÖ][^:.•–\n]{4,60}):\s+[A-ZÅÄÖ]")


def _column_of(box: Sequence[Paragraph], goal_words: frozenset[str], habit: _Habit) -> list[Paragraph]:
    """Return the paragraphs of a box with their column."""
    titles, scores = _told(box, goal_words, habit)
    if len(box) == 1 and titles[0]:
        return [replace(box[0], column=NAME, title=True)]
    column = max(range(4), key=lambda c: scores[c])
    titles[0] = titles[0] or (len(box) > 1 and _begins_cell(box[0]))
    return [replace(p, column=column, title=title and column == NAME) for p, title in zip(box, titles, strict=True)]


def column_evidence(
    boxes: Sequence[Sequence[Paragraph]], goal_words: frozenset[str], leads: frozenset[str] = frozenset()
) -> list[tuple[float, float, float, float]]:
    """Return, for boxes of paragraphs, how much speaks for each of the four columns."""
    habit = _habit([p for box in boxes for p in box], leads)
    found = []
    for box in boxes:
        titles, scores = _told(box, goal_words, habit)
        if len(box) == 1 and titles[0]:
            scores[NAME] = max(scores) + 1.0
        found.append((scores[0], scores[1], scores[2], scores[3]))
    return found


def _told(box: Sequence[Paragraph], goal_words: frozenset[str], habit: _Habit) -> tuple[list[bool], list[float]]:
    """Return which paragraphs of a box can be titles, and how much speaks for each column."""
    titles = [
        _COUNTS_ITSELF.match(p.text) is not None
        if habit.counted
        else _is_title(p, goal_words) and _lead(p.text) not in habit.headed
        for p in box
    ]
    titles = [title and not before for before, title in zip([False, *titles], titles, strict=False)]
    scores = [0.0, 0.0, 0.0, 0.0]
    for p, title in zip(box, titles, strict=True):
        for column, score in enumerate(column_scores(p.text, goal_words)):
            scores[column] += score
        scores[EFFECTS] += 4.0 * starts_with_basis(p.text)
        scores[NAME] += 0.9 * (not BULLET.match(p.text)) + 0.6 * title
        scores[OUTPUTS] += 1.5 * bool(_COUNTED.match(p.text))
        scores[GOALS] += 3.0 * (_lead(p.text) in habit.headed)
    if titles[0] and any(PERIOD.search(p.text) or starts_with_description(p.text) for p in box[1:]):
        scores[NAME] += 4.0
    return titles, scores


def _begins_cell(p: Paragraph) -> bool:
    """Return whether the first paragraph of a box with several can hold a title, its description behind it in the same line."""
    short = NAMED.match(p.text) and len(re.split(r"\.\s", p.text)[0].split()) <= SHORT_NAME
    return not (p.text[:1].islower() or starts_with_description(p.text) or short)


_TELLS = re.compile(r"\b(?:har|hade|fick|finns|blev)\b")
"""A verb that tells what came of something: names have none."""


def _is_title(p: Paragraph, goal_words: frozenset[str]) -> bool:
    """Return whether a paragraph can be the title of an insats by its form alone."""
    return (
        not BULLET.match(p.text)
        and len(p.text.split()) <= TITLE_WORDS
        and not re.search(r"[.:;,]$", p.text)
        and (p.text[:1] in '#"”“' or p.text[:1].isupper())
        and not _TELLS.search(p.text)
        and not starts_with_description(p.text)
        and not starts_with_framework(p.text)
        and not starts_with_basis(p.text)
        and column_scores(p.text, goal_words)[GOALS] < 1.0
    )
