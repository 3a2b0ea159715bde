"""Where a part of the form ends and its answer begins, in a document that has headings and paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samgraf.reports.template import Words

_MOST = 0.5
"""A part of the form that goes on in a paragraph takes so much of it, else that is no part of the form."""


def heading_end(text: Words, start: int, stop: int) -> int:
    """Return where a heading ends that begins at a place, or the line in it that a match ends in: an answer may follow below."""
    end = text.headings.get(start, stop)
    broken = text.document.text.find("\n", stop, end)
    return end if broken < 0 else broken


def before_answer(text: Words, start: int, stop: int) -> int:
    """Return where a match ends, before a paragraph of which it takes no more than the beginning: that is an answer's."""
    at = bisect_left(text.paragraphs, stop, key=lambda span: span.start) - 1
    if at < 1 or text.paragraphs[at].start <= start:
        return stop
    last = text.paragraphs[at]
    return text.paragraphs[at - 1].end if stop - last.start < _MOST * len(last) else stop
