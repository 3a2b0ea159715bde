"""The insatser of one question: its table found, its rows read, each row an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.passages import EMPTY, Passage, join
from samgraf.reports.cues import COLUMNS, EFFECTS, GOALS, NAME, OUTPUTS, starts_with_basis
from samgraf.reports.flat_blocks import decode_blocks, spacing_tells
from samgraf.reports.flat_rows import FlatRow, decode_rows, flat_units
from samgraf.reports.heads import head_lines
from samgraf.reports.model import Entry, Mentions, TableCell
from samgraf.reports.names import Line, split_name
from samgraf.reports.periods import insats_period
from samgraf.reports.recognise import recognise
from samgraf.reports.statements import split_statements
from samgraf.reports.table_rows import TableRow, table_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Block, Document, Span
    from samgraf.reports.context import Context
    from samgraf.reports.profile import Profile


FUNDS_IT = 0.65
"""A fund named in passing ("projektet bygger på ett tidigare ESF-projekt") is surer of less, and does not fund the insats."""


@dataclass(frozen=True)
class Row:
    """A row with its cells' spans, where its paragraphs begin, and how it was found."""

    cells: tuple[tuple[Span, ...], ...]
    confidence: tuple[float, ...]
    method: str
    paragraphs: bool
    breaks: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Found:
    """What stands under a question that asks for a table: its rows, the spans of the heads, the lines outside the table."""

    question: str
    rows: tuple[Row, ...]
    heads: tuple[Span, ...]
    rest: tuple[Span, ...]
    has_table: bool


def find_rows(document: Document, question: str, region: Span, lines: Sequence[Span], profile: Profile, goal_words: frozenset[str]) -> Found:
    """Return what stands under a question that asks for a table."""
    tables = [b for b in document.blocks if b.kind == "table" and b.span.start < region.end and b.span.end > region.start]
    if tables:
        found = _from_tables(document, question, tables, lines, profile, goal_words)
        if found.rows or not document.flat:
            return found
    return _from_lines(document, question, lines, profile, goal_words)


def _from_tables(
    document: Document, question: str, tables: Sequence[Block], lines: Sequence[Span], profile: Profile, goal_words: frozenset[str]
) -> Found:
    rows, heads, rest = table_rows(document, tables, profile, goal_words)
    outside = [s for s in lines if not any(t.span.start <= s.start < t.span.end for t in tables)]
    method = f"table:{document.reader}"
    return Found(
        question,
        tuple(Row(row.cells, row.confidence, method, paragraphs=True) for row in rows),
        heads,
        (*outside, *rest),
        has_table=True,
    )


def _from_lines(document: Document, question: str, lines: Sequence[Span], profile: Profile, goal_words: frozenset[str]) -> Found:
    """Return the rows found again in flat text."""
    whole = [document.line_at(span.start) for span in lines]
    printed = head_lines(document, whole, profile)
    heads = tuple(span for span, line in zip(lines, whole, strict=True) if line.number in printed)
    kept = [(span, line) for span, line in zip(lines, whole, strict=True) if line.number not in printed]
    content = [line for _, line in kept]
    units = flat_units(document, content)
    rows, _ = decode_rows(units, goal_words)
    method, breaks = "flat-lines", tuple((unit.span.start, unit.hard) for unit in units)
    if content and spacing_tells(document, content) and _contradicts(document, rows):
        rows, method = decode_blocks(document, content, goal_words), "flat-blocks"
        breaks = ()
    real = [row for row in rows if _is_row(document, row)]
    used = {s.start for row in real for cell in row.cells for s in cell}
    rest = tuple(span for span, _ in kept if not any(span.start <= start < span.end for start in used))
    paragraphs = method == "flat-blocks"
    return Found(
        question,
        tuple(Row(row.cells, row.confidence, method, paragraphs=paragraphs, breaks=breaks) for row in real),
        heads,
        rest,
        has_table=bool(heads) or bool(real),
    )


def _contradicts(document: Document, rows: Sequence[FlatRow]) -> bool:
    """Return whether a reading in order puts labels into cells where they cannot stand: the text is in another order."""
    wrong = 0
    for row in rows:
        for column, cell in enumerate(row.cells):
            labels = sum(starts_with_basis(document.quote(span)) for span in cell)
            wrong += max(0, labels - 1) if column == EFFECTS else labels
        if not row.cells[OUTPUTS] and not row.cells[GOALS]:
            wrong += 1
    return wrong > 0.3 * len(rows)


def _is_row(document: Document, row: FlatRow | TableRow) -> bool:
    """Return whether a row holds an insats: two cells at least, or a title alone."""
    filled = [cell for cell in row.cells if cell]
    if not row.cells[NAME]:
        return False
    text = " ".join(document.quote(span).strip() for span in row.cells[NAME])
    return len(filled) > 1 or (len(text.split()) <= 8 and not re.search(r"[.:]$", text) and text[:1].isupper())  # noqa: PLR2004  (a title)


def to_entry(document: Document, question: str, ordinal: int, row: Row, context: Context) -> Entry:
    """Return one row as an entry, with what was recognised in its four cells."""
    passages = [_cell_passage(document, row, column) for column in range(4)]
    first = passages[NAME]
    hard = dict(row.breaks)
    starts = _paragraph_starts(first) if row.paragraphs else _line_starts(document, first)
    lines = [Line(start, hard.get(first.offsets[start], 1.0)) for start in starts]
    begin, end, described = split_name(first, lines, paragraphs=row.paragraphs)
    period = insats_period(first.text, context)
    years = (period.start_year or period.end_year, period.end_year or period.start_year) if period else None
    span = (years[0], years[1]) if years and years[0] and years[1] else None
    cells = []
    for column in range(4):
        mentions = recognise(passages[column], context, column=COLUMNS[column], years=span)
        if column == NAME:
            mentions = taking_part(mentions, passages[column].text)
        cells.append(TableCell(column=COLUMNS[column], passage=passages[column], mentions=mentions, confidence=row.confidence[column]))
    return Entry(
        question=question,
        ordinal=ordinal,
        name=" ".join(first.text[begin:end].split()) or f"Insats {ordinal}",
        name_span=first.spans(begin, end),
        description=first.text[described:].strip(),
        cells=(cells[0], cells[1], cells[2], cells[3]),
        period=period,
        bases=(*cells[EFFECTS].mentions.bases, *cells[OUTPUTS].mentions.bases),
        funds=tuple(fund for fund in cells[NAME].mentions.funds if fund.confidence >= FUNDS_IT),
        outputs=split_statements(passages[OUTPUTS].text, column="outputs"),
        effects=split_statements(passages[EFFECTS].text, column="effects"),
        method=row.method,
        confidence=round(sum(row.confidence) / 4, 2),
    )


_SOURCE = re.compile(r"(?:enligt|från|källa:?|statistik|rapport\w*|förslag|modell\w*|metod\w*)\s+(?:\w+\s)?$", re.IGNORECASE)


def taking_part(mentions: Mentions, text: str) -> Mentions:
    """Return the mentions of the cell that describes an insats, with a role for the actors that have none.

    Who stands among the sources of money funds it. Who is named otherwise is taken to take part, less
    surely, unless the name only says whose something is or where something comes from.
    """
    funders = [fund for fund in mentions.funds if fund.confidence >= FUNDS_IT]
    told = []
    for actor in mentions.actors:
        if any(fund.start < actor.end and actor.start < fund.end for fund in funders):
            told.append(replace(actor, role="funder"))
        elif actor.role == "mentioned" and "genitive" not in actor.method and not _SOURCE.search(text[: actor.start]):
            told.append(replace(actor, role="partner", method=f"{actor.method}+in-description", confidence=min(actor.confidence, TAKEN)))
        else:
            told.append(actor)
    return replace(mentions, actors=tuple(told))


TAKEN = 0.6
"""How sure it is that an actor takes part whom the description of an insats names without saying how."""


def _cell_passage(document: Document, row: Row, column: int) -> Passage:
    spans = row.cells[column]
    if not spans:
        return EMPTY
    starts = _paragraphs(document, spans, row)
    return join(document, spans, paragraphs=starts)


def _paragraphs(document: Document, spans: Sequence[Span], row: Row) -> list[int]:
    """Return where paragraphs begin in a cell: at each block, or in flat text where a line broke of its own accord."""
    if not document.flat:
        return [span.start for span in spans]
    if row.breaks:
        hard = dict(row.breaks)
        return [
            span.start
            for before, span in zip(spans, spans[1:], strict=False)
            if hard.get(span.start, 0.0) > 0.6 and document.text[span.start].isupper() and re.search(r"[.:)]\s*$", document.quote(before))  # noqa: PLR2004
        ]
    return [
        span.start
        for before, span in zip(spans, spans[1:], strict=False)
        if not document.text[span.start].islower()
        and ("\n" in document.text[before.end : span.start].replace("\n", "", 1) or span.start < before.start)
    ]


def _paragraph_starts(passage: Passage) -> list[int]:
    """Return where paragraphs begin in a passage, but for the first."""
    return [i + 1 for i, character in enumerate(passage.text) if character == "\n"]


def _line_starts(document: Document, passage: Passage) -> list[int]:
    """Return where the source's lines begin in a passage."""
    found, last = [], -1
    for i, at in enumerate(passage.offsets):
        number = document.line_at(at).number
        if number != last and not passage.text[i].isspace():
            if last >= 0:
                found.append(i)
            last = number
    return found
