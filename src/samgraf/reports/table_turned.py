"""Tables turned on their side: labels in the first column, what they ask for beside them, an insats in each column.

Some have one such table for each insats, under a heading or a merged row with its name; some one below the other in one table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.documents import Span
from samgraf.reports.cues import NAME
from samgraf.reports.table_heads import Grid, belongs_to, describes, head_column, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document
    from samgraf.reports.profile import Profile

_KINDS = 3  # of the form's columns, among the labels
_LONGEST_NAME = 16  # words
_ORDINAL = re.compile(
    r"\s*(?:(?:(?:Namn på )?(?:insats|aktivitet|projekt|åtgärd|satsning|exempel)(?:en|et|ens|ets)?(?: namn)?|Namn)\s*(?:nr\.?\s*)?(?:\d{1,2}\b|(?=[:–-]))|\d{1,2}(?=\s*[:.)–-](?!\d)))"
    r"\s*[:.)–-]?\s*",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"\s*(?:tabell\b.*|insatser?\b(?!\w)(?:\s+(?:under|i|som|inom|med)\b.*)?)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Turned:
    """Insatser of a turned table as rows of four cells, and the spans of its labels."""

    rows: Grid
    labels: tuple[Span, ...]


def turned(
    document: Document, body: Grid, wide: Sequence[bool], profile: Profile, above: Sequence[Span]
) -> Turned | None:
    """Return a table whose heads stand in its first column as rows, None if it is not such.

    `wide` says which rows are one cell over the whole width; `above` are the lines between the table and the one before it.
    """
    if not body or len(body[0]) < 2 or not _is_turned(document, body, profile):  # noqa: PLR2004
        return None
    kinds = [None if broad else _kind(document, row, profile) for row, broad in zip(body, wide, strict=True)]
    rows: Grid = []
    labels: list[Span] = []
    for place in range(1, len(body[0])):
        row, named, column = _empty(), False, NAME
        for line, broad, kind in zip(body, wide, kinds, strict=True):
            called = not broad and kind == NAME and _names(document, line[0], profile)
            if broad or (called and (named or any(row[1:]))):
                rows.append(row)
                row, named = _empty(), False
            if broad:
                label, name = without_ordinal(document, line[0])
                labels += label
                row[NAME], named = name, bool(name)
                continue
            column = column if kind is None else kind
            row[column] = (*row[column], *line[place])
            named = named or (called and bool(text_of(document, line[place])))
        if not named and any(row) and (name := name_in(document, above)):
            row[NAME] = (*name, *row[NAME])
        rows.append(row)
    labels += [span for line, broad in zip(body, wide, strict=True) if not broad for span in line[0]]
    return Turned([row for row in rows if any(row)], tuple(labels))


def name_in(document: Document, above: Sequence[Span]) -> tuple[Span, ...]:
    """Return the name of an insats in the lines above its table, with what describes it after; none where there is no name."""
    for at in range(len(above) - 1, -1, -1):
        label, name = without_ordinal(document, above[at : at + 1])
        text = text_of(document, name)
        if text and len(text.split()) <= _LONGEST_NAME and not text.endswith((".", ":")) and not _NO_NAME.match(text):
            return (*name, *above[at + 1 :])
        if label:
            return ()
    return ()


def without_ordinal(document: Document, spans: Sequence[Span]) -> tuple[list[Span], tuple[Span, ...]]:
    """Return what counts or labels an insats ("Insats 2:") and what is left, which is its name."""
    if not spans:
        return [], ()
    first = spans[0]
    match = _ORDINAL.match(document.quote(first))
    if match is None:
        return [], tuple(spans)
    label, rest = Span(first.start, first.start + match.end()), Span(first.start + match.end(), first.end)
    return [label], tuple(span for span in (rest, *spans[1:]) if document.quote(span).strip())


def _empty() -> list[tuple[Span, ...]]:
    return [(), (), (), ()]


def _kind(document: Document, row: Sequence[tuple[Span, ...]], profile: Profile) -> int | None:
    """Return which column of the form the label of a row is, or what it asks for belongs to."""
    text = text_of(document, row[0])
    if not text and any(text_of(document, spans) for spans in row[1:]):
        return NAME
    kind = head_column(document, row[0], profile)
    return belongs_to(text) if kind is None else kind


def _names(document: Document, label: Sequence[Span], profile: Profile) -> bool:
    """Return whether a label asks for the name of an insats; the empty corner of a table does."""
    if not text_of(document, label):
        return True
    return head_column(document, label, profile) == NAME and not describes(document, label)


def _is_turned(document: Document, body: Grid, profile: Profile) -> bool:
    """Return whether a table has its heads in its first column."""
    kinds = [head_column(document, row[0], profile) for row in body]
    known = {kind for kind in kinds if kind is not None}
    above = [head_column(document, spans, profile) for spans in body[0]]
    if sum(kind is not None for kind in above) > 1:
        return False
    pairs = len(body[0]) == 2 and sum(kind is not None for kind in kinds) >= len(kinds) / 2  # noqa: PLR2004
    return len(known) >= _KINDS or (pairs and len(known) == _KINDS - 1)
