"""The text of an answer: which lines it has, where its paragraphs begin, whether it says anything."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.empty_answers import is_not_applicable, is_reference_only, is_unanswered
from samgraf.reports.model import Box, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document
    from samgraf.passages import Passage
    from samgraf.reports.context import Context
    from samgraf.reports.template import Words

_SENTENCE_END = re.compile(r"[.!?:][\"”)]?\s*$")
_TICKED = "☒☑✓✔✗✘■☓\uf0fe\uf078\uf052"
_OPEN_BOX = "☐□❑❒\uf0a8\uf06f\uf071"
_CHOICE = re.compile(
    rf"(?P<before>[{_TICKED}{_OPEN_BOX}]|\[\s*[xX]?\s*\]|\(\s*[xX]?\s*\))?[ \t]*\b(?P<word>Ja|Nej|JA|NEJ)\b[ \t]*:?[ \t]*"
    rf"(?P<after>[{_TICKED}{_OPEN_BOX}]|\[\s*[xX]?\s*\]|\(\s*[xX]?\s*\)|[xX](?![\w]))?"
)


def answer_lines(text: Words, region: Span, form: Sequence[Span]) -> list[Span]:
    """Return the spans of the lines of a region that the form did not print."""
    starts = [span.start for span in form]
    found = []
    for line in text.lines:
        if line.end <= region.start or line.start >= region.end:
            continue
        start, end = max(line.start, region.start), min(line.end, region.end)
        content = text.document.text[start:end]
        start += len(content) - len(content.lstrip())
        end -= len(content) - len(content.rstrip())
        if start < end and not _printed(form, starts, start, end):
            found.append(Span(start, end))
    return found


def _printed(form: Sequence[Span], starts: Sequence[int], start: int, end: int) -> bool:
    """Return whether a line lies in the form, but for a footnote mark at its beginning or a full stop at its end."""
    for at in range(max(0, bisect_right(starts, start) - 3), len(form)):
        span = form[at]
        if span.start > end:
            return False
        if span.start <= start + 4 and span.end >= end - 2:
            return True
    return False


def paragraph_starts(document: Document, lines: Sequence[Span]) -> list[int]:
    """Return where paragraphs begin among the lines of an answer.

    A document with blocks says it itself. In flat text a paragraph begins after a blank line, where
    blank lines are rarer than lines, and after a line that ended its sentence well before the margin.
    """
    if not document.flat:
        return [line.start for line in lines if _begins_block(_all_starts(document), line.start)]
    width = sorted(len(line) for line in lines)[int(len(lines) * 0.8)] if lines else 0
    gaps = ["\n" in document.text[a.end : b.start].replace("\n", "", 1) for a, b in pairwise(lines)]
    telling = 0 < sum(gaps) < 0.6 * len(gaps)
    starts = [lines[0].start] if lines else []
    for (before, line), gap in zip(pairwise(lines), gaps, strict=True):
        short = len(before) < 0.75 * width
        ended = bool(_SENTENCE_END.search(document.quote(before)))
        turned = document.line_at(before.start).page != document.line_at(line.start).page
        capital = document.text[line.start].isupper()
        if (telling and gap and not turned) or (short and capital and (ended or len(before) < 0.55 * width)):
            starts.append(line.start)
    return starts


@lru_cache(maxsize=4)
def _all_starts(document: Document) -> tuple[int, ...]:
    """Return where the blocks of a document begin, those in cells too, in order."""
    return tuple(sorted(_block_starts(document.blocks)))


def _block_starts(blocks: Sequence[object]) -> list[int]:
    from samgraf.documents import Block  # noqa: PLC0415  (for the check below only)

    found: list[int] = []
    for block in blocks:
        if isinstance(block, Block):
            found.append(block.span.start)
            for cell in block.cells:
                found.extend(_block_starts(cell.blocks))
    return found


def _begins_block(blocks: Sequence[int], start: int) -> bool:
    at = bisect_right(blocks, start)
    return at > 0 and start - blocks[at - 1] <= 3  # noqa: PLR2004  (white space before the first word)


def status_of(passage: Passage, context: Context) -> Status:
    """Return whether an answer says anything, only points elsewhere, says that there is nothing to say, or is empty."""
    text = passage.text.strip()
    if is_unanswered(text):
        return "empty"
    if is_not_applicable(text):
        return "not-applicable"
    return "reference-only" if is_reference_only(text, context) else "answered"


def box_state(document: Document, region: Span) -> Box:
    """Return which of the boxes Ja and Nej are ticked in a region; None for a box that is not there."""
    text = document.quote(region)
    choices = list(_CHOICE.finditer(text))
    if not choices and (box := _in_columns(document, region)) is not None:
        return box
    marks = [(m.group("word").lower(), m.group("before"), m.group("after")) for m in choices]
    behind = sum(after is not None for _, _, after in marks) >= sum(before is not None for _, before, _ in marks)
    leading = len(marks) > 1 and marks[0][1] is not None and marks[-1][2] is None
    state: dict[str, bool | None] = {"ja": None, "nej": None}
    for nth, (word, before, after) in enumerate(marks):
        mark = (after or before) if behind else (before or after)
        if leading:  # "☒ Ja ☐ Nej": the mark between them is that of the second
            mark = before or (marks[nth - 1][2] if nth else None)
        if mark is not None or state[word] is None:
            state[word] = mark is not None and _is_tick(mark)
    words = {word for word, _, _ in marks}
    if len(marks) == 1 and marks[0][1] is None and marks[0][2] is None:
        state = {"ja": "ja" in words, "nej": "nej" in words}
    start = region.start + (choices[0].start() if choices else 0)
    end = region.start + (choices[-1].end() if choices else 0)
    return Box(yes=state["ja"], no=state["nej"], span=Span(start, max(start, end)))


def _in_columns(document: Document, region: Span) -> Box | None:
    """Return what is ticked in a row of a table that has a column for Ja and one for Nej, None where there is no such table."""
    for table in (block for block in document.blocks if block.kind == "table"):
        said = {(cell.row, cell.column): cell.blocks[0].span for cell in table.cells if cell.blocks}
        heads = {document.quote(span).strip().lower(): column for (row, column), span in said.items() if row == 0}
        marked = [at for at, span in said.items() if at[0] and region.start <= span.start < region.end]
        marked = [at for at in marked if at[1] in {heads.get("ja"), heads.get("nej")}]
        if {"ja", "nej"} <= set(heads) and marked:
            row = min(marked)[0]
            ticked = {at[1] for at in marked if at[0] == row and _is_tick(document.quote(said[at]).strip())}
            first = min(said[at].start for at in marked if at[0] == row)
            last = max(said[at].end for at in marked if at[0] == row)
            return Box(yes=heads["ja"] in ticked, no=heads["nej"] in ticked, span=Span(first, last))
    return None


def _is_tick(mark: str) -> bool:
    return mark[0] in _TICKED or "x" in mark.lower()
