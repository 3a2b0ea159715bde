"""A PDF with tables becomes a document: lines drawn on the page, or white strips, are the borders of cells."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from samgraf.documents import Block, Cell
from samgraf.readers.build import Draft
from samgraf.readers.pdf_furniture import footnotes
from samgraf.readers.pdf_lines import (
    BULLET,
    TextLine,
    least_leading,
    middle_leading,
    paragraphs,
    usual_leading,
    wobble_of,
)
from samgraf.readers.pdf_split import split
from samgraf.readers.pdf_tables import Table, fits, heads_of, join, lines_in, right_of
from samgraf.readers.pdf_wraps import blanks_tell, mended

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import BlockKind
    from samgraf.readers.pdf_pages import Pdf

_LARGER = 1.1  # times the usual size: a heading
_LONGEST_HEADING = 6  # lines


def read_ruled(pdf: Pdf) -> Draft | None:
    """Return what a PDF with tables holds, with lines round their cells or without, or None where it has none."""
    parts, running = split(pdf.pages)
    if not any(tables for tables, _ in parts):
        return None
    text = [line for _, lines in parts for line in lines if line not in running]
    writer = _Writer(usual_size(text), usual_leading(text))
    every = [*text, *(line for tables, _ in parts for table in tables for line in lines_in(table))]
    writer.tells = blanks_tell(every)
    writer.wobble = wobble_of(every)
    writer.leading += writer.wobble
    writer.heads = heads_of(table for tables, _ in parts for table in tables)
    writer.headings = _heading_sizes(text, writer.usual)
    for tables, lines in parts:
        writer.page(tables, [line for line in lines if line not in running])
        writer.after.extend(("furniture", [line]) for line in lines if line in running)
    writer.close()
    return writer.draft


class _Writer:
    """Writes pages into a draft; a table at the foot of a page waits for the next, and so does what is below it."""

    def __init__(self, usual: float, leading: float) -> None:
        """Keep the usual size of letters and the usual distance of lines."""
        self.draft = Draft()
        self.usual = usual
        self.leading = leading
        self.headings: list[float] = []
        self.table: Table | None = None
        self.after: list[tuple[BlockKind, list[TextLine]]] = []
        self.heads: frozenset[str] = frozenset()
        self.tells = False
        self.wobble = 0.0

    def close(self) -> None:
        """Return nothing; write the table that waits, and what stands at the edges of its pages."""
        if self.table is not None:
            _write_table(self.draft, self.table, self.wobble, tells=self.tells)
            self.table = None
        for kind, lines in self.after:
            _write(self.draft, kind, lines)
        self.after.clear()

    def page(self, tables: Sequence[Table], lines: list[TextLine]) -> None:
        """Return nothing; write a page from top to bottom."""
        notes = footnotes(lines, self.usual)
        waiting = lines[: len(lines) - len(notes)]
        first = True
        for table in sorted(tables, key=lambda table: table.top):
            above = [line for line in waiting if line.top < table.top]
            waiting = waiting[len(above) :]
            self._free(above)
            if first and not above and self.table is not None and fits(self.table, table):
                join(self.table, table, self.after, self.heads, tells=self.tells)
            else:
                self.close()
                self.table = table
            first = False
        self._free(waiting)
        self.after.extend(("footnote", note) for note in paragraphs_of_notes(notes))

    def _free(self, lines: Sequence[TextLine]) -> None:
        """Return nothing; write lines outside tables as headings, list items and paragraphs."""
        if lines:
            self.close()
        for paragraph in self._paragraphs(lines):
            size = round(paragraph[0].size * 2) / 2
            short = len(paragraph) <= _LONGEST_HEADING
            if BULLET.match(paragraph[0].text):
                _write(self.draft, "list-item", paragraph, 1)
            elif size in self.headings and short:
                _write(self.draft, "heading", paragraph, self.headings.index(size) + 1)
            elif short and all(line.bold for line in paragraph) and size >= self.usual:
                _write(self.draft, "heading", paragraph, len(self.headings) + 1)
            else:
                _write(self.draft, "paragraph", paragraph)

    def _paragraphs(self, lines: Sequence[TextLine]) -> list[list[TextLine]]:
        """Return lines outside tables as paragraphs; how far lines may go is seen from those around them."""
        if self.tells:
            return paragraphs(lines, self.leading, max((line.x1 for line in lines), default=0.0), tells=True)
        near = paragraphs(lines, self.leading)
        return [found for group in near for found in paragraphs(group, self.leading, max(line.x1 for line in group))]


def usual_size(lines: Iterable[TextLine]) -> float:
    """Return the size of letters that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 10.0


def paragraphs_of_notes(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the footnotes of a page; each begins with its number."""
    found: list[list[TextLine]] = []
    for line in lines:
        if not found or re.match(r"\d{1,2}\s*[A-ZÅÄÖ(]", line.text):
            found.append([])
        found[-1].append(line)
    return found


def _heading_sizes(lines: Sequence[TextLine], usual: float) -> list[float]:
    """Return the sizes of headings, the largest first."""
    return sorted({round(line.size * 2) / 2 for line in lines if line.size > _LARGER * usual}, reverse=True)[:5]


def _write_table(draft: Draft, table: Table, wobble: float, *, tells: bool) -> None:
    """Return nothing; write a table row by row, cell by cell. Blanks at the ends of lines tell of wrapping or not.

    `wobble` is how far lines may stand from where they should, in sizes of their letters.
    """
    start = draft.length
    leading = usual_leading(lines_in(table))
    below = least_leading((lines for row in table.rows[1:] for lines in row.cells.values()), tells=tells) or leading
    loose = middle_leading(lines for row in table.rows for lines in row.cells.values()) + wobble
    cells = []
    for number, row in enumerate(row for row in table.rows if row.cells):
        # Rows may be set looser than the head above them, or than each other.
        apart = least_leading(row.cells.values(), tells=tells) or (below if number else leading)
        if wobble:
            apart = loose
        for column, lines in sorted(row.cells.items()):
            rows, columns = row.spans.get(column, (1, 1))
            right = right_of(table, column, columns, lines) - wobble * max((line.size for line in lines), default=0.0)
            if tells:
                lines, count = mended(lines, right)  # noqa: PLW2901 - the lines as they were before they were cut
                draft.joined(count)
            blocks = []
            for paragraph in paragraphs(lines, apart, right, tells=tells):
                span = draft.put("\n".join(line.text for line in paragraph), [line.page for line in paragraph])
                if span is not None:
                    item = bool(BULLET.match(paragraph[0].text))
                    blocks.append(Block("list-item" if item else "paragraph", span, int(item)))
            cells.append(Cell(number, column, tuple(blocks), rows, columns))
    draft.add_table(start, cells)


def _write(draft: Draft, kind: BlockKind, lines: Sequence[TextLine], level: int = 0) -> None:
    """Return nothing; write lines as one block."""
    if lines:
        draft.add(kind, "\n".join(line.text for line in lines), [line.page for line in lines], level)
