"""Every character accounted for: evidence of something, part of the form, or unread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.model import Coverage
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Document
    from samgraf.reports.model import Answer, Entry, Metadata

_EVIDENCE, _FORM = 1, 2
_INK = re.compile(r"\S+")


def cover(
    document: Document,
    metadata: Metadata,
    answers: Sequence[Answer],
    entries: Sequence[Entry],
    form: Iterable[Span],
    printed: frozenset[str] = frozenset(),
) -> Coverage:
    """Return the characters of a document in three disjoint sets; white space is in none of them.

    `form` are the spans that the form printed, `printed` the folded words of its column heads; a line without a letter or a figure (a dotted line to sign on) is the
    form's too. A line that holds the report's number, date or name is evidence as a whole. What is both is evidence: an answer may quote the form.
    """
    marks = bytearray(len(document.text))
    for span in form:
        _paint(marks, span, _FORM)
    for block in document.blocks:
        if block.kind == "furniture":
            _paint(marks, block.span, _FORM)
    for line in document.lines:
        if not any(c.isalnum() for c in document.text[line.start : line.end]):
            _paint(marks, Span(line.start, line.end), _FORM)
    for span in _evidence(document, metadata, answers, entries):
        _paint(marks, span, _EVIDENCE)
    for span in _runs(document.text, bytes(marks))[0]:
        for left, right in _left_over(document.text, span, printed):
            _paint(marks, Span(left, right), _FORM)
    runs = _runs(document.text, bytes(marks))
    return Coverage(evidence=tuple(runs[_EVIDENCE]), boilerplate=tuple(runs[_FORM]), unread=tuple(runs[0]))


def _left_over(text: str, span: Span, printed: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Yield the lines of an unread run that are the form's: bullets without a word, and heads that a page repeats."""
    for line in re.finditer(r"[^\n\f]+", text[span.start : span.end]):
        told = words(line.group())
        if not told or (len(told) >= HEAD_WORDS and printed.issuperset(told)):
            yield span.start + line.start(), span.start + line.end()


HEAD_WORDS = 3
"""Fewer words than these, though all of them stand in the column heads, may be an answer."""


def _evidence(
    document: Document, metadata: Metadata, answers: Sequence[Answer], entries: Sequence[Entry]
) -> Iterable[Span]:
    for _, span in metadata.spans:
        line = document.line_at(span.start)
        yield Span(line.start, max(line.end, span.end))
    for answer in answers:
        yield from answer.passage.spans()
        if answer.box is not None:
            yield answer.box.span
    for entry in entries:
        for cell in entry.cells:
            yield from cell.passage.spans()


def _paint(marks: bytearray, span: Span, value: int) -> None:
    marks[span.start : span.end] = bytes([value]) * (span.end - span.start)


def _runs(text: str, marks: bytes) -> dict[int, list[Span]]:
    """Return the runs of characters by their mark; white space neither parts a run nor begins or ends it."""
    found: dict[int, list[Span]] = {0: [], _FORM: [], _EVIDENCE: []}
    now, start, end = -1, 0, 0
    for word in _INK.finditer(text):
        left = word.start()
        while left < word.end():
            mark = marks[left]
            whole = marks[left : word.end()]
            right = word.end() if whole.count(mark) == len(whole) else left + 1
            while right < word.end() and marks[right] == mark:
                right += 1
            if mark != now:
                if now >= 0:
                    found[now].append(Span(start, end))
                now, start = mark, left
            end = left = right
    if now >= 0:
        found[now].append(Span(start, end))
    return found
