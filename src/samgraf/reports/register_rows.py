"""The rows of a register: where its headings stand, what each column means, which rows are insatser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.register_cells import RegisterCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from samgraf.documents import Block, Cell, Document, Span
    from samgraf.reports.register_spec import RegisterColumn, RegisterSpec

SEARCHED = 30
"""Headings stand in one of a sheet's first so many rows."""

FEWEST = 2
"""A row with fewer known headings is no row of headings."""


@dataclass(frozen=True)
class Table:
    """A sheet with headings: its name, what stands above the headings, the headings, its rows, and what is no row.

    `unknown` are the headings that mean nothing to the spec; `totals` and `nameless` the first cells of rows left out.
    """

    page: int
    name: str
    above: tuple[Span, ...]
    heads: tuple[Span, ...]
    unknown: tuple[str, ...]
    columns: frozenset[RegisterColumn]
    rows: tuple[tuple[RegisterCell, ...], ...]
    totals: tuple[Span, ...]
    nameless: tuple[Span, ...]


@dataclass(frozen=True)
class Head:
    """A row of headings: what each column means, and the text of each heading."""

    columns: Mapping[int, RegisterColumn]
    texts: Mapping[int, str]


def find_tables(document: Document, spec: RegisterSpec) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    """Return the sheets that hold registers, and the names of those that hold none."""
    tables, others = [], []
    name = ""
    for block in document.blocks:
        if block.kind == "furniture":
            name = document.quote(block.span)
        elif block.kind == "table":
            table = _table(document, block, name, spec)
            if table:
                tables.append(table)
            else:
                others.append(name or document.name)
            name = ""
    return tuple(tables), tuple(others)


def _table(document: Document, block: Block, name: str, spec: RegisterSpec) -> Table | None:
    """Return one sheet as a register, None where no row of it has headings that are known."""
    grid = _grid(block)
    heads = [(number, head) for number in list(grid)[:SEARCHED] if (head := _head(document, grid[number], spec))]
    if not heads:
        return None
    first, head = max(heads, key=lambda pair: (len(set(pair[1].columns.values())), -pair[0]))
    told, unknown = list(_spans(grid[first])), _unknown(head)
    rows: list[list[RegisterCell]] = []
    totals: list[Span] = []
    nameless: list[Span] = []
    for number in (number for number in grid if number > first):
        row = grid[number]
        again = _head(document, row, spec) if _only_headings(document, row, spec) else None
        if again and len(again.columns) == len(row) >= FEWEST + 1:
            head, unknown = again, [*unknown, *_unknown(again)]
            told.extend(_spans(row))
        else:
            _add(document, row, head, spec, rows, totals, nameless)
    return Table(
        page=document.line_at(block.span.start).page or 1,
        name=name,
        above=tuple(span for number in grid if number < first for span in _spans(grid[number])),
        heads=tuple(told),
        unknown=tuple(dict.fromkeys(unknown)),
        columns=frozenset(head.columns.values()),
        rows=tuple(tuple(row) for row in rows),
        totals=tuple(totals),
        nameless=tuple(nameless),
    )


def _grid(block: Block) -> dict[int, dict[int, Cell]]:
    """Return a table's cells by row and column; a cell that was merged over several rows stands in each of them."""
    grid: dict[int, dict[int, Cell]] = {}
    for cell in block.cells:
        grid.setdefault(cell.row, {})[cell.column] = cell
    for cell in block.cells:
        for row in range(cell.row + 1, cell.row + cell.row_span):
            if row in grid:
                grid[row].setdefault(cell.column, cell)
    return {row: dict(sorted(grid[row].items())) for row in sorted(grid)}


def _spans(row: Mapping[int, Cell]) -> Iterator[Span]:
    for cell in row.values():
        yield cell.blocks[0].span


def _head(document: Document, row: Mapping[int, Cell], spec: RegisterSpec) -> Head | None:
    """Return what the cells of a row mean as headings, None if it is no row of headings."""
    texts = {at: " ".join(document.quote(cell.blocks[0].span).split()) for at, cell in row.items()}
    known = {at: column for at, text in texts.items() if (column := spec.column_of(text))}
    named = [at for at, column in known.items() if column == "name"]
    if not named or len(set(known.values())) < FEWEST or 2 * len(known) < len(texts):
        return None
    for at in named[1:]:  # one column names the insats: what else looks like a name describes it
        known[at] = "description"
    return Head(known, texts)


def _only_headings(document: Document, row: Mapping[int, Cell], spec: RegisterSpec) -> bool:
    """Return whether every cell of a row is a heading; most rows fail at their first cells."""
    return all(spec.column_of(" ".join(document.quote(cell.blocks[0].span).split())) for cell in row.values())


def _unknown(head: Head) -> list[str]:
    return [text for at, text in head.texts.items() if at not in head.columns]


def _add(
    document: Document,
    row: Mapping[int, Cell],
    head: Head,
    spec: RegisterSpec,
    rows: list[list[RegisterCell]],
    totals: list[Span],
    nameless: list[Span],
) -> None:
    """Put a row where it belongs: a row of its own, more of the row before, a sum, or nothing that has a name."""
    cells = [
        RegisterCell(head.columns[at], head.texts[at], cell.blocks[0].span)
        for at, cell in row.items()
        if at in head.columns and not spec.is_empty(document.quote(cell.blocks[0].span))
    ]
    first = next(iter(row.values())).blocks[0].span
    named = next((cell for cell in cells if cell.column == "name"), None)
    if spec.is_total(document.quote(first)) or (
        named and spec.is_total(document.quote(named.span)) and len(cells) <= FEWEST
    ):
        totals.extend(_spans(row))
    elif named and (not rows or named.span not in {cell.span for cell in rows[-1]}):
        rows.append(cells)
    elif (
        rows
        and cells
        and not {"region", "year"} & {cell.column for cell in cells if cell.span not in {c.span for c in rows[-1]}}
    ):
        known = {cell.span for cell in rows[-1]}
        rows[-1].extend(cell for cell in cells if cell.span not in known)
    else:
        nameless.extend(_spans(row))


def filled(cells: Sequence[RegisterCell], column: RegisterColumn) -> RegisterCell | None:
    """Return the first cell of a column in a row."""
    return next((cell for cell in cells if cell.column == column), None)
