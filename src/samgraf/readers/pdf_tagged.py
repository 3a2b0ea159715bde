"""A tagged PDF becomes a document: the tag tree says what is a heading, a paragraph, a cell; pages cut nothing."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from samgraf.documents import Block, BlockKind, Cell, Span
from samgraf.readers.build import Draft
from samgraf.readers.pdf_lines import BULLET, Glyph, TextLine, lines_of
from samgraf.readers.pdf_tree import Node, read_tree
from samgraf.readers.pdf_wraps import mended

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.readers.pdf_pages import Pdf

_BLOCKS = {
    "P",
    "Caption",
    "BlockQuote",
    "TOCI",
    "Figure",
    "Formula",
    "Title",
    "FENote",
    "Note",
    "Lbl",
    "LBody",
    "Aside",
}
_HEADING = re.compile(r"H([1-6])?$|Title$")
_NOTES = {"Note", "FENote"}
_COVERED = 0.75  # of a PDF's characters must be in the tree, else it is not to be trusted
_SPACED = 0.15  # of the lines end in a blank
_NEAR = 2.0  # points that the text of a column may begin apart
_MARGIN = 0.1  # of the height: untagged text there is a page header or footer


def read_tagged(pdf: Pdf) -> Draft | None:
    """Return what a tagged PDF holds, or None where the tree is missing or leaves out too much."""
    root = read_tree(pdf.document)
    if root is None:
        return None
    numbers = {page.plumber.page_obj.pageid: page.number for page in pdf.pages}
    marks: dict[tuple[int, int], list[Glyph]] = {}
    rest: dict[int, list[Glyph]] = {}
    wanted = {(numbers[page], mark) for page, mark in _marks(root) if page in numbers}
    total = covered = 0
    for page in pdf.pages:
        for glyph in page.glyphs:
            key = (page.number, -1 if glyph.mcid is None else glyph.mcid)
            total += bool(glyph.text.strip())
            if key in wanted:
                marks.setdefault(key, []).append(glyph)
                covered += bool(glyph.text.strip())
            else:
                rest.setdefault(page.number, []).append(glyph)
    if covered < _COVERED * total:
        return None
    writer = _Writer(marks, numbers)
    writer.write(root)
    heights = {page.number: page.height for page in pdf.pages}
    for number in sorted(rest):
        for line in lines_of(rest[number], number):
            edge = line.top < _MARGIN * heights[number] or line.bottom > (1 - _MARGIN) * heights[number]
            writer.draft.add("furniture" if edge else "paragraph", line.text, number)
    return writer.draft


def _marks(node: Node) -> Iterator[tuple[int, int]]:
    """Yield all marked content of a node, in order."""
    stack: list[Node | tuple[int, int]] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, tuple):
            yield current
        else:
            stack.extend(reversed(current.children))


class _Writer:
    """Writes the blocks of a tree into a draft, each mark once."""

    def __init__(self, marks: dict[tuple[int, int], list[Glyph]], numbers: dict[int, int]) -> None:
        """Keep the characters by page and mark, and the page numbers by page id."""
        self.marks = marks
        self.numbers = numbers
        self.draft = Draft()
        self.tells = _blanks_stand(marks)

    def write(
        self, node: Node, *, cell: list[Block] | None = None, kind: BlockKind = "paragraph", level: int = 0
    ) -> None:
        """Return nothing; write a node's own text and the blocks in it, in order. `cell` takes a cell's blocks."""
        own: list[tuple[int, int]] = []
        for child in node.children:
            if isinstance(child, tuple):
                own.append(child)
            elif not _holds_blocks(child):
                if _is_block(child):
                    self._put(own, kind, level, cell)
                    own = []
                    self._put(list(_marks(child)), *_kind_of(child, kind, level), cell)
                else:
                    own.extend(_marks(child))
            else:
                self._put(own, kind, level, cell)
                own = []
                self._container(child, cell, *_kind_of(child, kind, level))
        self._put(own, kind, level, cell)

    def _container(self, node: Node, cell: list[Block] | None, kind: BlockKind, level: int) -> None:
        """Return nothing; write a node that has blocks in it."""
        if node.type == "Table":
            self._table(node, cell)
        elif node.type == "LI":
            self._item(node, cell, level)
        else:
            self.write(node, cell=cell, kind=kind, level=level)

    def _item(self, node: Node, cell: list[Block] | None, level: int) -> None:
        """Return nothing; write a list item: its label and its first paragraph are one block."""
        parts = [child for child in node.children if isinstance(child, Node)]
        nested = [part for part in parts if _contains(part, "L")]
        if nested or any(isinstance(child, tuple) for child in node.children):
            self.write(node, cell=cell, kind="list-item", level=level)
            return
        label = [mark for part in parts if part.type == "Lbl" for mark in _marks(part)]
        bodies = [part for part in parts if part.type != "Lbl"]
        inner = [child for body in bodies for child in (body.children if _holds_blocks(body) else [body])]
        for child in inner:
            self._put([*label, *([child] if isinstance(child, tuple) else _marks(child))], "list-item", level, cell)
            label = []
        self._put(label, "list-item", level, cell)

    def _table(self, table: Node, outer: list[Block] | None) -> None:
        """Return nothing; write a table's cells row by row, whole even where a page cut them; `outer` is the cell around it."""
        start = self.draft.length
        cells: list[Cell] = []
        taken: set[tuple[int, int]] = set()
        parts = [[part for part in line.children if isinstance(part, Node)] for line in _rows(table)]
        lefts = self._lefts(parts)
        for row, line in enumerate(parts):
            column = 0
            short = len(line) < len(lefts) and not any(at == row for at, _ in taken)
            for part in line:
                if short and math.isfinite(left := self._left(part)):
                    column = max([column, *(at for at, x in enumerate(lefts) if x <= left + _NEAR)])
                while (row, column) in taken:
                    column += 1
                blocks: list[Block] = []
                self.write(part, cell=blocks)
                cells.append(Cell(row, column, tuple(blocks), part.row_span, part.column_span))
                taken.update(
                    (row + down, column + right) for down in range(part.row_span) for right in range(part.column_span)
                )
        if outer is None:
            self.draft.add_table(start, cells)
        elif self.draft.length > start:
            outer.append(Block("table", Span(start, self.draft.length - 1), cells=tuple(cells)))

    def _lefts(self, parts: Sequence[Sequence[Node]]) -> list[float]:
        """Return where the columns of a table begin, by its longest rows; nothing where the cells of one are merged.

        Chromium writes no tag for a cell that is empty, so that a shorter row has its cells where they stand.
        """
        width = max((len(line) for line in parts), default=0)
        full = [line for line in parts if len(line) == width]
        if any(part.column_span > 1 or part.row_span > 1 for line in parts for part in line):
            return []
        return [min(self._left(line[column]) for line in full) for column in range(width)]

    def _left(self, part: Node) -> float:
        """Return where the text of a cell begins, from the left; infinite where it has none."""
        found = (
            glyph.x0
            for page, mark in _marks(part)
            if page in self.numbers
            for glyph in self.marks.get((self.numbers[page], mark), ())
        )
        return min(found, default=math.inf)

    def _put(self, own: Sequence[tuple[int, int]], kind: BlockKind, level: int, cell: list[Block] | None) -> None:
        """Return nothing; write marked content as one block, line by line, each line on its page."""
        lines: list[TextLine] = []
        pages: dict[int, list[Glyph]] = {}
        for page, mark in own:
            number = self.numbers.get(page)
            if number is not None:
                pages.setdefault(number, []).extend(self.marks.pop((number, mark), ()))
        for number in sorted(pages):
            lines += lines_of(pages[number], number)
        if self.tells:
            lines, count = mended(lines)
            self.draft.joined(count)
        span = self.draft.put("\n".join(line.text for line in lines), [line.page for line in lines] or None)
        if span is None:
            return
        if kind == "paragraph" and BULLET.match(lines[0].text):
            kind, level = "list-item", max(1, level)
        (self.draft.blocks if cell is None else cell).append(Block(kind, span, level))


def _blanks_stand(marks: dict[tuple[int, int], list[Glyph]]) -> bool:
    """Return whether pieces of text end in a blank often enough for a missing one to say that a word was cut."""
    lines = [line for (page, _), found in sorted(marks.items()) for line in lines_of(found, page)]
    return sum(line.spaced for line in lines) > _SPACED * len(lines)


def _rows(table: Node) -> Iterator[Node]:
    """Yield the rows of a table, also those in head, body and foot."""
    for child in table.children:
        if isinstance(child, Node):
            if child.type == "TR":
                yield child
            else:
                yield from _rows(child)


def _is_block(node: Node) -> bool:
    """Return whether a node is a block of its own, and not a part of a line."""
    return (
        node.type in _BLOCKS or bool(_HEADING.match(node.type)) or node.type in {"LI", "TD", "TH", "TR", "Table", "L"}
    )


def _holds_blocks(node: Node) -> bool:
    """Return whether a node has blocks in it."""
    if node.type in {"Table", "LI", "L"}:
        return True
    return any(isinstance(child, Node) and (_is_block(child) or _holds_blocks(child)) for child in node.children)


def _contains(node: Node, kind: str) -> bool:
    """Return whether a node of a type is somewhere in a node."""
    return any(isinstance(child, Node) and (child.type == kind or _contains(child, kind)) for child in node.children)


def _kind_of(node: Node, kind: BlockKind, level: int) -> tuple[BlockKind, int]:
    """Return what kind of block a node makes of its text, and at which level."""
    heading = _HEADING.match(node.type)
    if heading:
        return "heading", int(heading.group(1) or 1)
    if node.type in _NOTES:
        return "footnote", 0
    if node.type == "L":
        return kind, level + 1
    if node.type in {"LI", "LBody", "Lbl"}:
        return "list-item", max(1, level)
    return kind, level
