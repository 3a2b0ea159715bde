"""mammoth's HTML of a Word document becomes blocks: headings, paragraphs, list items, tables, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from samgraf.documents import Block, BlockKind, Cell, Span
from samgraf.readers.docx_package import PAGE_MARK
from samgraf.readers.signs import BOXES, SHAPES, TICKED, UNTICKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.readers.build import Draft

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_NOTE = ("footnote-", "endnote-", "comment-")
_NOTE_LINKS = ("#footnote", "#endnote", "#comment")
_FEWEST = 3  # columns; a table of fewer may lay out what is put into it
_SIGNS = str.maketrans(BOXES | SHAPES)


@dataclass
class _Table:
    """A table being read: where its text begins, its cells, and which places spanning cells have taken."""

    start: int
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    taken: set[tuple[int, int]] = field(default_factory=set)
    blocks: list[Block] = field(default_factory=list)
    place: tuple[int, int, int, int] | None = None


def walk(html: str, draft: Draft, *, page: int | None) -> int | None:
    """Return the last page; write the HTML's blocks into a draft. `page` is the first page, or None without pages."""
    reader = _Reader(draft, page)
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.page


class _Reader(HTMLParser):
    """Writes blocks as their tags close. A table inside a cell is a block of that cell."""

    def __init__(self, draft: Draft, page: int | None) -> None:
        """Keep the draft to write to."""
        super().__init__(convert_charrefs=True)
        self.draft = draft
        self.page = page
        self.text = ""
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.lists = 0
        self.note = False
        self.hidden = 0
        self.outer: list[_Table] = []
        self.table: _Table | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Return nothing; a block begins, or a sign stands in the text."""
        given = dict(attrs)
        if tag == "br":
            self.text += "\n"
        elif tag == "input" and given.get("type") == "checkbox":
            self.text += TICKED if "checked" in given else UNTICKED
        elif tag == "a":
            self.hidden += bool(self.hidden or (given.get("href") or "").startswith(_NOTE_LINKS))
        elif tag == "p" or tag in _HEADINGS:
            self._begin(tag)
        elif tag in {"ul", "ol"}:
            self.flush()
            self.lists += 1
        elif tag == "li":
            self.flush()
            self.note = (given.get("id") or "").startswith(_NOTE)
            self.kind, self.level = ("footnote", 0) if self.note else ("list-item", self.lists)
        elif tag in {"table", "tr", "td", "th"}:
            self._begin_table_part(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Return nothing; a block is done and gets written."""
        if tag == "a":
            self.hidden = max(0, self.hidden - 1)
        elif tag == "p" or tag in _HEADINGS or tag == "li":
            self.flush()
            if tag == "li":
                self.note = False
        elif tag in {"ul", "ol"}:
            self.flush()
            self.lists = max(0, self.lists - 1)
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag == "table":
            self._end_table()

    def handle_data(self, data: str) -> None:
        """Return nothing; text is kept until its block is done. Links to and from notes are not text."""
        if not self.hidden:
            self.text += data.translate(_SIGNS)

    def flush(self) -> None:
        """Return nothing; write the text kept so far as a block, here or in the cell that is open."""
        text, self.text = self.text, ""
        marks = text.count(PAGE_MARK)
        if marks:
            before = text.split(PAGE_MARK, 1)[0]
            first = marks if not before.strip() else 0
            pages = [self._after(first + rest) for rest in _marks_before(text, first)]
            span = self.draft.put(text.replace(PAGE_MARK, ""), pages)
            self.page = self._after(marks)
        else:
            span = self.draft.put(text, self.page)
        if span is None:
            return
        block = Block(self.kind, span, self.level)
        if self.table is not None and self.table.place is not None:
            self.table.blocks.append(block)
        else:
            self.draft.blocks.append(block)
        if not self.note:
            self.kind, self.level = "paragraph", 0

    def _after(self, marks: int) -> int | None:
        """Return the page after some page marks."""
        return None if self.page is None else self.page + marks

    def _begin(self, tag: str) -> None:
        """Return nothing; begin a paragraph or heading, which inside a list item is the item itself."""
        self.flush()
        if tag in _HEADINGS:
            self.kind, self.level = "heading", _HEADINGS[tag]
        elif self.note:
            self.kind, self.level = "footnote", 0
        elif self.kind != "list-item":
            self.kind, self.level = "paragraph", 0

    def _begin_table_part(self, tag: str, given: dict[str, str | None]) -> None:
        """Return nothing; begin a table, row or cell."""
        self.flush()
        if tag == "table":
            self.kind, self.level = "paragraph", 0
            if self.table is not None:
                self.outer.append(self.table)
            self.table = _Table(self.draft.length)
        elif self.table is None:
            return
        elif tag == "tr":
            self.table.row += 1
        else:
            self._begin_cell(self.table, _number(given.get("rowspan")), _number(given.get("colspan")))

    def _begin_cell(self, table: _Table, rows: int, columns: int) -> None:
        """Return nothing; begin a cell at the first free place of the row."""
        column = 0
        while (table.row, column) in table.taken:
            column += 1
        table.taken.update((table.row + down, column + right) for down in range(rows) for right in range(columns))
        table.place = (table.row, column, rows, columns)
        table.blocks = []

    def _end_cell(self) -> None:
        """Return nothing; the cell is done."""
        self.flush()
        if self.table is None or self.table.place is None:
            return
        row, column, rows, columns = self.table.place
        self.table.cells.append(Cell(row, column, tuple(self.table.blocks), rows, columns))
        self.table.place = None

    def _end_table(self) -> None:
        """Return nothing; the table is done, and stands in the cell around it where there is one."""
        self.flush()
        done, self.table = self.table, self.outer.pop() if self.outer else None
        if done is None or self.draft.length == done.start:
            return
        cells = tuple(sorted(done.cells, key=lambda cell: (cell.row, cell.column)))
        table = Block("table", Span(done.start, self.draft.length - 1), cells=cells)
        inside = self.table is not None and self.table.place is not None
        around = self.table.blocks if self.table is not None and inside else self.draft.blocks
        around += [block for cell in cells for block in cell.blocks] if _lays_out(cells) else [table]


def _lays_out(cells: Sequence[Cell]) -> bool:
    """Return whether a table is but a frame around others: it has fewer columns than one that stands in it."""
    inner = [block for cell in cells for block in cell.blocks if block.kind == "table"]
    return _columns(cells) < min(_FEWEST, max((_columns(block.cells) for block in inner), default=0))


def _columns(cells: Sequence[Cell]) -> int:
    """Return how many columns cells begin."""
    return len({cell.column for cell in cells})


def _marks_before(text: str, first: int) -> list[int]:
    """Return, for each line of a text, how many page marks stand before it, besides the `first` that begin it."""
    counts, seen = [], 0
    for line in text.split("\n"):
        lead = len(line) - len(line.lstrip(PAGE_MARK + " "))
        counts.append(max(0, seen + line[:lead].count(PAGE_MARK) - first))
        seen += line.count(PAGE_MARK)
    return counts


def _number(value: str | None) -> int:
    """Return a span's size, between 1 and 1000."""
    return max(1, min(1000, int(value))) if value and value.isdigit() else 1
