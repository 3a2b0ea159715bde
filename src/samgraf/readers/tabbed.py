"""Paragraphs whose parts stand under each other by tabs are a table to who reads them, and become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.documents import Block, Cell, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST = 4
"""So many columns stand under each other in a table; a list of contents has three at most: number, title, page."""


def with_tables(blocks: Sequence[Block], text: str) -> list[Block]:
    """Return blocks with each run of paragraphs that tabs part into four columns or more as a table of its own."""
    found: list[Block] = []
    run: list[Block] = []
    width = 0
    for block in [*blocks, None]:
        parts = _parts(block, text) if block is not None else []
        if block is not None and (1 < len(parts) <= width if run else len(parts) >= FEWEST):
            width = width or len(parts)
            run.append(block)
            continue
        found += [_table(run, text)] if len(run) > 1 else run
        run, width = [], 0
        if block is not None:
            found.append(block)
    return found


def _parts(block: Block, text: str) -> list[Span]:
    """Return the parts of a paragraph of one line between its tabs, none for another block; a part may be empty."""
    said = text[block.span.start : block.span.end]
    if block.kind != "paragraph" or "\n" in said:
        return []
    parts, at = [], block.span.start
    for part in said.split("\t"):
        parts.append(Span(at, at + len(part)))
        at += len(part) + 1
    return parts


def _table(run: Sequence[Block], text: str) -> Block:
    """Return paragraphs as the rows of a table."""
    cells = tuple(
        Cell(row, column, (Block("paragraph", part),) if text[part.start : part.end].strip() else ())
        for row, block in enumerate(run)
        for column, part in enumerate(_parts(block, text))
    )
    return Block("table", Span(run[0].span.start, run[-1].span.end), cells=cells)
