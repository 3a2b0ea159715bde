"""What was found under one question that asks for a table, in whatever form it stood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import NAME
from samgraf.reports.empty_answers import is_not_applicable, is_reference_only

if TYPE_CHECKING:
    from samgraf.documents import Document
    from samgraf.reports.flat_rows import FlatRow
    from samgraf.reports.table_rows import TableRow

SIDE_BY_SIDE, BLOCK_BY_BLOCK = "flat-columns", "flat-cells"
"""How rows were found whose columns the text keeps beside each other, or whose cells come as blocks: with the room of their lines."""
WITHOUT_CELLS = frozenset({"flat-lines", "flat-blocks"})
"""How rows were found where nothing told where a cell ends."""
MEASURED = frozenset({"pdf-ruled"})
"""Readers that know where each letter stands, so that a paragraph in a cell is one."""
WRITTEN = frozenset({"docx", "odt", "sheet"})
"""Readers of files whose line breaks are those that somebody wrote."""


@dataclass(frozen=True)
class Row:
    """A row with its cells' spans, where its paragraphs begin, and how it was found.

    `breaks` are the starts of lines with how likely the break before each was a choice, `begun` the starts of lines that
    begin a paragraph without a blank line before them.
    """

    cells: tuple[tuple[Span, ...], ...]
    confidence: tuple[float, ...]
    method: str
    paragraphs: bool
    breaks: tuple[tuple[int, float], ...] = ()
    begun: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Found:
    """What stands under a question that asks for a table: its rows, the spans of the heads, the lines outside the table.

    `turned` says that its columns stand beside each other in text, labels before what they ask for; `unsearched` is how
    many of its last lines were not searched for rows, as the table is longer than any.
    """

    question: str
    rows: tuple[Row, ...]
    heads: tuple[Span, ...]
    rest: tuple[Span, ...]
    has_table: bool
    turned: bool = False
    unsearched: int = 0


def is_row(document: Document, row: FlatRow | TableRow) -> bool:
    """Return whether a row holds an insats: two cells at least, or a title alone."""
    filled = [cell for cell in row.cells if cell]
    if not row.cells[NAME]:
        return False
    text = " ".join(document.quote(span).strip() for span in row.cells[NAME])
    if len(filled) == 1 and (is_reference_only(text) or is_not_applicable(text)):
        return False
    return len(filled) > 1 or (len(text.split()) <= 8 and not re.search(r"[.:]$", text) and text[:1].isupper())  # noqa: PLR2004  (a title)


def lines_in(document: Document, span: Span) -> list[Span]:
    """Return the lines of a span, without the white space around them."""
    found, at = [], span.start
    for line in document.quote(span).split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            found.append(Span(start, start + len(bare)))
        at += len(line) + 1
    return found
