"""Every character accounted for: evidence of something, part of the form, or unread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.model import Coverage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Document
    from samgraf.reports.model import Answer, Entry, Metadata

_EVIDENCE, _FORM = 1, 2


def cover(document: Document, metadata: Metadata, answers: Sequence[Answer], entries: Sequence[Entry], form: Iterable[Span]) -> Coverage:
    """Return the characters of a document in three disjoint sets; white space is in none of them.

    `form` are the spans that the form printed; a line without a letter or a figure (a dotted line to sign on) is the
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
    return Coverage(
        evidence=_runs(document.text, marks, _EVIDENCE),
        boilerplate=_runs(document.text, marks, _FORM),
        unread=_runs(document.text, marks, 0),
    )


def _evidence(document: Document, metadata: Metadata, answers: Sequence[Answer], entries: Sequence[Entry]) -> Iterable[Span]:
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


def _runs(text: str, marks: bytearray, value: int) -> tuple[Span, ...]:
    """Return the runs of characters with one mark; white space neither parts a run nor begins or ends it."""
    found: list[Span] = []
    start = end = -1
    for i, (character, mark) in enumerate(zip(text, marks, strict=True)):
        if character.isspace():
            continue
        if mark == value:
            start = i if start < 0 else start
            end = i + 1
        elif start >= 0:
            found.append(Span(start, end))
            start = -1
    if start >= 0:
        found.append(Span(start, end))
    return tuple(found)
