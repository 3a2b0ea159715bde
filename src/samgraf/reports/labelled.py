"""Insatser written under labels instead of in columns: "Insats 1: …", "Prestationer:", "Effekter: …", "Mål".

They stand in paragraphs, in the cells of one column, or each label above its text in a cell of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import EFFECTS, GOALS, NAME, OUTPUTS, starts_with_basis, starts_with_framework
from samgraf.reports.names import is_title
from samgraf.reports.table_heads import Grid, belongs_to, describes, head_column, text_of
from samgraf.reports.table_turned import without_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.documents import Document
    from samgraf.reports.profile import Profile

_BEFORE_COLON = re.compile(r"\s*(?P<label>[^\W\d_][^:\n]{1,70}?)\s*:(?:\s|$)")
_LONGEST_LABEL = 8  # words
_FEW = 4  # words of a label inside a cell of another column
_DIGIT = re.compile(r"\d")
_LABELLED_IN_FULL = 2  # of outputs, effects and goals


def labelled_rows(
    document: Document, spans: Sequence[Span], profile: Profile
) -> tuple[Grid, list[Span], list[Span]] | None:
    """Return insatser under labels as rows of four cells, the labels, and what stands before the first; None if it is not such.

    The names have labels ("Namn:") or counts ("Insats 2"), or else all of them are told from the goals before them by where they stand.
    """
    rows: Grid = []
    labels: list[Span] = []
    before: list[Span] = []
    column = NAME
    told = [0, 0, 0, 0]
    lines = list(_lines(document, spans))
    read = [_read(document, span, profile) for span in lines]
    unlabelled = (
        () if document.flat or any(begins for *_, begins in read) else _names(document, lines, [one[1] for one in read])
    )
    for place, (label, kind, content, begun) in enumerate(read):
        begins = begun or place in unlabelled
        column = NAME if begins else column
        if begins and not (rows and _only_begun(document, rows[-1])):
            rows.append([(), (), (), ()])
        if kind is not None and rows:  # what stands before the first are the heads of columns
            told[kind] += 1
        if kind is not None:
            column = kind
        labels += label
        if not rows:
            before += content
        elif content:
            rows[-1][column] = (*rows[-1][column], *content)
    whole = [
        row for row in rows if row[NAME] and sum(bool(row[k]) for k in (OUTPUTS, EFFECTS, GOALS)) >= _LABELLED_IN_FULL
    ]
    if not rows or len(whole) < len(rows) or (document.flat and min(told) < len(rows)):
        return None  # in flat text chance lines look like labels: each insats must have all four
    return rows, labels, before


def _names(document: Document, lines: Sequence[Span], kinds: Sequence[int | None]) -> frozenset[int]:
    """Return the places of the lines that name insatser, each above the first label of one; none if one has no name.

    A name is a heading where headings stand there, else the last line that could be one.
    """
    headings = {block.span.start for block in document.blocks if block.kind == "heading"}
    marked = [(place, kind) for place, kind in enumerate(kinds) if kind is not None and kind != NAME]
    found: set[int] = set()
    last = -1
    for place, kind in marked:
        if kind == marked[0][1]:
            between = range(place - 1, last, -1)
            titles = [at for at in between if lines[at].start in headings] or [
                at for at in between if kinds[at] is None and _may_name(document.quote(lines[at]))
            ]
            if not titles:
                return frozenset()
            found.add(titles[0])
        last = place
    return frozenset(found)


def _may_name(line: str) -> bool:
    """Return whether a line can be an insats's name: a title in a capital that begins with no sign and names no goal."""
    return line[:1].isupper() and is_title(line) and not starts_with_framework(line)


def cell_labels(document: Document, row: Sequence[tuple[Span, ...]], profile: Profile) -> dict[int, int]:
    """Return the columns by place of a row whose cells each begin with a label of its own, none where they do not."""
    found: dict[int, int] = {}
    for place, spans in enumerate(row):
        if len(spans) > 1 and len(text_of(document, spans[:1]).split()) <= _LONGEST_LABEL:
            kind = head_column(document, spans[:1], profile)
            if kind is not None:
                found[place] = kind
    filled = sum(bool(text_of(document, spans)) for spans in row)
    distinct = len(set(found.values())) == len(found)
    return found if len(found) > _LABELLED_IN_FULL and len(found) == filled and distinct else {}


def parted_by_labels(
    document: Document, cells: Sequence[tuple[Span, ...]], profile: Profile
) -> tuple[list[tuple[Span, ...]], list[Span]]:
    """Return the four cells of a row, what stands under labels of empty ones moved to those, and these labels.

    Where outputs and effects share one merged cell, people write "Prestationer:" and "Effekter:" above each.
    """
    empty = {kind for kind in (OUTPUTS, EFFECTS, GOALS) if not cells[kind]}
    found: list[tuple[Span, ...]] = list(cells)
    labels: list[Span] = []
    for place, spans in enumerate(cells):
        told = [_own_label(document, line, profile) for span in spans for line in _each_line(document, span)]
        if place == NAME and told:  # a name may have the word that the column of effects is called by
            told[0] = (None, (), (next(_each_line(document, spans[0])),))
        if not empty & {kind for kind, _, _ in told}:
            continue
        column, found[place] = place, ()
        for kind, label, rest in told:
            column = place if kind == place else kind if kind in empty else column
            labels += label
            found[column] = (*found[column], *rest)
    return found, labels


def _own_label(
    document: Document, line: Span, profile: Profile
) -> tuple[int | None, tuple[Span, ...], tuple[Span, ...]]:
    """Return which column the label of a line in a cell leads to, the label, and the rest of the line; no label has a number."""
    match = _BEFORE_COLON.match(document.quote(line))
    at = line.start + match.end() if match else line.end
    label = Span(line.start, at)
    text = text_of(document, (label,))
    if len(text.split()) > _FEW or _DIGIT.search(text) or starts_with_basis(document.quote(line)):
        return None, (), (line,)
    kind = head_column(document, (label,), profile)
    rest = Span(at, line.end)
    return (None, (), (line,)) if kind is None else (kind, (label,), (rest,) if document.quote(rest).strip() else ())


def side_by_side(document: Document, body: Grid, profile: Profile) -> Grid:
    """Return a table with two pairs of label and text in a row as one with a pair in a row; others as they are."""
    pairs = 4
    if not body or len(body[0]) != pairs:
        return body
    for row in body:
        heads = [head_column(document, spans, profile) is not None for spans in row]
        if (
            heads[0] != bool(text_of(document, row[0]))
            or heads[2] != bool(text_of(document, row[2]))
            or heads[1]
            or heads[3]
        ):
            return body
    return [row[at : at + 2] for row in body for at in (0, 2) if row[at]]


def _read(document: Document, span: Span, profile: Profile) -> tuple[list[Span], int | None, tuple[Span, ...], bool]:
    """Return the label of a line, the column it leads to, what follows it, and whether it begins an insats."""
    text = document.quote(span)
    ordinal, name = without_ordinal(document, (span,))
    if ordinal and not (document.flat and text_of(document, ordinal)[:1].isdigit()):
        return ordinal, NAME, name, True
    match = _BEFORE_COLON.match(text)
    at = span.start + match.end() if match else span.end
    label = Span(span.start, span.start + match.end("label")) if match else span
    said = text_of(document, (label,))
    if len(said.split()) > _LONGEST_LABEL or said.endswith("."):
        return [], None, (span,), False
    if starts_with_basis(text):
        return [], EFFECTS, (span,), False
    kind = head_column(document, (label,), profile)
    if kind is None and match:
        kind = belongs_to(said)
    if kind is None:
        return [], None, (span,), False
    rest = Span(at, span.end)
    content = (rest,) if document.quote(rest).strip() else ()
    printed = document.flat and match is None  # in flat text the heads of the form's own table look like that
    begins = (
        kind == NAME
        and not printed
        and not describes(document, (label,))
        and head_column(document, (label,), profile) == NAME
    )
    return [Span(span.start, at)], kind, content, begins


def _only_begun(document: Document, row: Sequence[tuple[Span, ...]]) -> bool:
    """Return whether a row has been counted ("Insats 2") and has no name yet."""
    return not any(text_of(document, cell) for cell in row)


def _lines(document: Document, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield spans, those of PDF files line by line: their paragraphs are guesses."""
    for span in spans:
        if not document.reader.startswith("pdf"):
            yield span
            continue
        yield from _each_line(document, span)


def _each_line(document: Document, span: Span) -> Iterator[Span]:
    """Yield the lines of a span that hold text."""
    at = span.start
    for line in document.quote(span).split("\n"):
        if line.strip():
            yield Span(at, at + len(line))
        at += len(line) + 1
