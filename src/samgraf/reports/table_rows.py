"""Rows of a table of insatser where the document still has its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.cues import COLUMNS, EFFECTS, GOALS, NAME, OUTPUTS, column_scores, starts_with_framework
from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samgraf.documents import Block, Document, Span
    from samgraf.reports.profile import Profile

LAYOUT = 3
"""A table of fewer columns that holds tables only lays them out."""

REWORDED = 25
"""A head in other words is still no longer than this."""

_SAYS_SOMETHING = re.compile(r"\d|\.\s*$|^\s*[-–•*]")
_TOTAL = re.compile(r"(?:Summa|Totalt|Total|Sammanlagt|S:a)\b[\s:.]*(?:\d.*)?$", re.IGNORECASE)

HEAD_SHARE = 0.6
"""So large a share of a cell's words must stand in a column's head for the cell to be that head."""


@dataclass(frozen=True)
class TableRow:
    """A row: for each of the four columns the spans of its paragraphs."""

    cells: tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]
    confidence: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)


CAPTION = 12
"""A row of one cell with more words is no caption of the table."""

Grid = list[list[tuple["Span", ...]]]


def grid(table: Block) -> Grid:
    """Return a table's cells as rows of spans; a cell merged downwards holds for each of its rows, but for the first column."""
    height = max((cell.row + cell.row_span for cell in table.cells), default=0)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    rows: Grid = [[() for _ in range(width)] for _ in range(height)]
    for cell in table.cells:
        spans = tuple(leaf_spans(cell.blocks))
        for row in range(cell.row, cell.row + (cell.row_span if cell.column and spans else 1)):
            rows[row][cell.column] = spans
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
    written = " ".join(document.quote(span) for span in spans).strip()
    if len(tokens) <= REWORDED and not _SAYS_SOMETHING.search(written) and not starts_with_framework(written):
        text = " ".join(fold(token) for token in tokens)
        for index, head in enumerate(profile.columns):
            if any(fold(cue) in text for cue in head.cues) and (
                index != 0 or "namn" in text or tokens[0].startswith("insats")
            ):
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
            if _is_head(document, row, profile):
                heads.extend(s for spans in row for s in spans)
                continue
            if _sums_up(document, row):
                rest.extend(s for spans in row for s in spans)
                continue
            heads.extend(s for spans in row if _counts(document, spans) for s in spans)
            _add_row(document, rows, rest, [() if _counts(document, spans) else spans for spans in row], columns)
    return (
        tuple(TableRow((tuple(row[0]), tuple(row[1]), tuple(row[2]), tuple(row[3]))) for row in rows),
        tuple(heads),
        tuple(rest),
    )


def unwrapped(tables: Sequence[Block]) -> list[Block]:
    """Return the tables with each that only lays out others replaced by those in its cells."""
    found: list[Block] = []
    for table in tables:
        inner = [block for cell in table.cells for block in cell.blocks if block.kind == "table"]
        lays_out = inner and len({cell.column for cell in table.cells}) < LAYOUT
        found += unwrapped(inner) if lays_out else [table]
    return found


def _is_head(document: Document, row: Sequence[tuple[Span, ...]], profile: Profile) -> bool:
    """Return whether a row inside a table is its head again: all that stands in it is heads."""
    kinds = [head_column(document, spans, profile) for spans in row if any(document.quote(s).strip() for s in spans)]
    return len(kinds) > 1 and None not in kinds and len(set(kinds)) > 1


def _sums_up(document: Document, row: Sequence[tuple[Span, ...]]) -> bool:
    """Return whether a row is a total below the others, not an insats."""
    texts = [" ".join(document.quote(s) for s in spans).strip() for spans in row]
    return bool(texts) and _TOTAL.match(next((text for text in texts if text), "")) is not None


def _header(document: Document, body: Grid, profile: Profile) -> tuple[dict[int, int], int]:
    """Return the columns by place and the number of head rows, none where the first rows hold no heads."""
    columns: dict[int, int] = {}
    height = _caption(document, body)
    for row in body[height : height + 4]:
        here = {i: head_column(document, spans, profile) for i, spans in enumerate(row)}
        filled = [i for i, spans in enumerate(row) if any(document.quote(s).strip() for s in spans)]
        known = {i: c for i, c in here.items() if c is not None}
        more = bool(filled) and all(i in known for i in filled)
        if (more and columns) or (not columns and len(set(known.values())) >= 2):  # noqa: PLR2004
            for i, c in known.items():
                columns.setdefault(i, c)
            height += 1
        elif not filled and not columns:
            height += 1
        else:
            break
    return ({}, 0) if not columns else (_with_name(_completed(columns, len(body[0]))), height)


def _caption(document: Document, body: Grid) -> int:
    """Return how many rows at the top hold a caption alone: a short text in one cell of a row."""
    for height, row in enumerate(body[:2]):
        filled = [spans for spans in row if any(document.quote(s).strip() for s in spans)]
        if len(row) == 1 or len(filled) != 1 or sum(len(words(document.quote(s))) for s in filled[0]) > CAPTION:
            return height
    return 0


def _completed(columns: dict[int, int], width: int) -> dict[int, int]:
    """Return the columns by place; where one kind is missing and one place is not known, that place is that kind."""
    missing = {NAME, OUTPUTS, EFFECTS, GOALS} - set(columns.values())
    unknown = [place for place in range(width) if place not in columns]
    if len(missing) == len(unknown) == 1:
        columns = {**columns, unknown[0]: missing.pop()}
    return columns


def _with_name(columns: dict[int, int]) -> dict[int, int]:
    """Return the columns by place; where no head names the insats, the first column without a head does."""
    if NAME not in columns.values():
        columns = {min(place for place in range(len(columns) + 1) if place not in columns): NAME} | columns
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
    if width > 1 and all(_counts(document, row[0]) or not row[0] for row in body):
        return {
            place + 1: column for place, column in _guessed(document, [row[1:] for row in body], goal_words).items()
        }
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
    document: Document,
    rows: list[list[tuple[Span, ...]]],
    rest: list[Span],
    row: Sequence[tuple[Span, ...]],
    columns: dict[int, int],
) -> None:
    cells: list[tuple[Span, ...]] = [(), (), (), ()]
    for place, cell in enumerate(row):
        spans = tuple(s for s in cell if document.quote(s).strip())
        if place in columns:
            cells[columns[place]] = (*cells[columns[place]], *spans)
        elif spans:
            beside = columns[max((p for p in columns if p < place), default=min(columns))]
            cells[beside] = (*cells[beside], *spans)
    if not any(cells):
        return
    named = " ".join(document.quote(s) for s in cells[NAME]).strip()
    if rows and (not named or (named[:1].islower() and _turns_page(document, rows[-1], cells))):
        rows[-1] = [(*before, *more) for before, more in zip(rows[-1], cells, strict=True)]
    elif not named:
        rest.extend(s for spans in cells for s in spans)
    else:
        rows.append(cells)


def _counts(document: Document, spans: Sequence[Span]) -> bool:
    """Return whether a cell holds nothing but the number of its row."""
    return (
        len(spans) == 1
        and re.fullmatch(r"\s*(?:nr\s*)?\d{1,2}[.)]?\s*", document.quote(spans[0]), re.IGNORECASE) is not None
    )


def _turns_page(document: Document, before: Sequence[tuple[Span, ...]], row: Sequence[tuple[Span, ...]]) -> bool:
    last = max((s.end for spans in before for s in spans), default=0)
    first = min((s.start for spans in row for s in spans), default=0)
    return document.line_at(max(0, last - 1)).page != document.line_at(first).page
