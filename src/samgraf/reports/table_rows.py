"""Rows of a table of insatser where the document still has its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.cues import COLUMNS, EFFECTS, GOALS, NAME, OUTPUTS, column_scores
from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Block, Document, Span
    from samgraf.reports.profile import Profile

HEAD_SHARE = 0.6
"""So large a share of a cell's words must stand in a column's head for the cell to be that head."""


@dataclass(frozen=True)
class TableRow:
    """A row: for each of the four columns the spans of its paragraphs."""

    cells: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    confidence: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


Grid = list[list[tuple["Span", ...]]]


def grid(table: Block) -> Grid:
    """Return a table's cells as rows of spans; a merged cell's text stands in its first place only."""
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    rows: Grid = [[() for _ in range(width)] for _ in range(height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = tuple(leaf_spans(cell.blocks))
    return rows


def leaf_spans(blocks: Iterable[Block]) -> Iterable[Span]:
    """Yield the spans of the text blocks, those of nested tables in place."""
    for block in blocks:
        if block.kind == "table":
            for cell in block.cells:
                yield from leaf_spans(cell.blocks)
        else:
            yield block.span


def head_column(document: Document, spans: Sequence[Span], profile: Profile) -> int | None:
    """Return which column's head a cell is, None if it is none."""
    tokens = words(" ".join(document.quote(span) for span in spans))
    if not tokens:
        return None
    shares = []
    for head in profile.columns:
        known = set(words(head.head))
        shares.append(sum(token in known for token in tokens) / len(tokens))
    best = max(range(len(shares)), key=lambda i: (shares[i], -i))
    starts = [words(head.head)[: min(3, len(tokens))] == tokens[:3] for head in profile.columns]
    if any(starts):
        best = starts.index(True)
    if shares[best] >= HEAD_SHARE:
        return COLUMNS.index(profile.columns[best].column)
    if len(tokens) <= 25:  # noqa: PLR2004  (a reworded head is still short)
        text = " ".join(fold(token) for token in tokens)
        for index, head in enumerate(profile.columns):
            if any(fold(cue) in text for cue in head.cues) and (index != 0 or "namn" in text or tokens[0].startswith("insats")):
                return COLUMNS.index(head.column)
    return None


def table_rows(
    document: Document, tables: Sequence[Block], profile: Profile, goal_words: frozenset[str]
) -> tuple[tuple[TableRow, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Return the rows of the tables under one question, the spans of their heads, and what is no row.

    Tables after the first go on with its columns where they have no head of their own. A row without
    a name goes on with the row before it.
    """
    rows: list[list[tuple[Span, ...]]] = []
    heads: list[Span] = []
    rest: list[Span] = []
    columns: dict[int, int] = {}
    for table in tables:
        body = grid(table)
        if turned := _turned(document, body, profile):
            body, head = turned
            heads.extend(head)
            columns = {i: i for i in range(4)}
        else:
            found, height = _header(document, body, profile)
            if found:
                columns = found
                heads.extend(s for row in body[:height] for spans in row for s in spans)
                body = body[height:]
            elif not columns or max(columns) >= len(body[0] if body else []):
                columns = _guessed(document, body, goal_words)
        if not columns:
            rest.extend(s for row in body for spans in row for s in spans)
            continue
        for row in body:
            _add_row(document, rows, rest, row, columns)
    return tuple(TableRow(tuple(tuple(cell) for cell in row)) for row in rows), tuple(heads), tuple(rest)


def _header(document: Document, body: Grid, profile: Profile) -> tuple[dict[int, int], int]:
    """Return the columns by place and the number of head rows, none where the first rows hold no heads."""
    columns: dict[int, int] = {}
    height = 0
    for row in body[:4]:
        here = {i: head_column(document, spans, profile) for i, spans in enumerate(row)}
        filled = [i for i, spans in enumerate(row) if any(document.quote(s).strip() for s in spans)]
        known = {i: c for i, c in here.items() if c is not None}
        if len(set(known.values())) >= 2 or (columns and filled and all(i in known for i in filled)):  # noqa: PLR2004
            for i, c in known.items():
                columns.setdefault(i, c)
            height += 1
        elif not filled and not columns:
            height += 1
        else:
            break
    return ({}, 0) if not columns else (_completed(columns, len(body[0])), height)


def _completed(columns: dict[int, int], width: int) -> dict[int, int]:
    """Return the columns by place; where one kind is missing and one place is not known, that place is that kind."""
    missing = {NAME, OUTPUTS, EFFECTS, GOALS} - set(columns.values())
    unknown = [place for place in range(width) if place not in columns]
    if len(missing) == len(unknown) == 1:
        columns = {**columns, unknown[0]: missing.pop()}
    return dict(sorted(columns.items()))


def _turned(document: Document, body: Grid, profile: Profile) -> tuple[Grid, list[Span]] | None:
    """Return a table whose heads stand in its first column as one whose heads stand above, None if it is not such."""
    if not body or len(body[0]) < 2:  # noqa: PLR2004
        return None
    kinds = [head_column(document, row[0], profile) for row in body]
    known = [kind for kind in kinds if kind is not None]
    first_row = [head_column(document, spans, profile) for spans in body[0]]
    if len(set(known)) < 3 or sum(kind is not None for kind in first_row) > 1:  # noqa: PLR2004
        return None
    rows: Grid = []
    for place in range(1, len(body[0])):
        row: list[tuple[Span, ...]] = [(), (), (), ()]
        for line, kind in zip(body, kinds, strict=True):
            if kind is not None:
                if kind == NAME and row[NAME]:
                    rows.append(row)
                    row = [(), (), (), ()]
                row[kind] = (*row[kind], *line[place])
        rows.append(row)
    return rows, [s for row in body for s in row[0]]


def _guessed(document: Document, body: Grid, goal_words: frozenset[str]) -> dict[int, int]:
    """Return the columns of a table without heads: four in the form's order, or by their cues."""
    width = len(body[0]) if body else 0
    if width == 4:  # noqa: PLR2004
        return {i: i for i in range(4)}
    if width not in {3, 5}:
        return {}
    sums = [[0.0] * 4 for _ in range(width)]
    for row in body:
        for i, spans in enumerate(row):
            for k, value in enumerate(column_scores(" ".join(document.quote(s) for s in spans), goal_words)):
                sums[i][k] += value
    columns = {0: NAME}
    for i in range(1, width):
        columns[i] = max((OUTPUTS, EFFECTS, GOALS), key=lambda k: sums[i][k])
    return columns


def _add_row(
    document: Document, rows: list[list[tuple[Span, ...]]], rest: list[Span], row: Sequence[tuple[Span, ...]], columns: dict[int, int]
) -> None:
    cells: list[tuple[Span, ...]] = [(), (), (), ()]
    for place, spans in enumerate(row):
        spans = tuple(s for s in spans if document.quote(s).strip())
        if place in columns:
            cells[columns[place]] = (*cells[columns[place]], *spans)
        elif spans:
            cells[NAME if not rows else GOALS] = (*cells[NAME if not rows else GOALS], *spans)
    if not any(cells):
        return
    named = " ".join(document.quote(s) for s in cells[NAME]).strip()
    if rows and (not named or (named[:1].islower() and _turns_page(document, rows[-1], cells))):
        rows[-1] = [(*before, *more) for before, more in zip(rows[-1], cells, strict=True)]
    elif not named:
        rest.extend(s for spans in cells for s in spans)
    else:
        rows.append(cells)


def _turns_page(document: Document, before: Sequence[tuple[Span, ...]], row: Sequence[tuple[Span, ...]]) -> bool:
    last = max((s.end for spans in before for s in spans), default=0)
    first = min((s.start for spans in row for s in spans), default=0)
    return document.line_at(max(0, last - 1)).page != document.line_at(first).page
