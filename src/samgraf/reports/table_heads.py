"""Which column of the form a column of a table is: by its head, in whatever words, or by what stands below it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from samgraf.reports.cues import COLUMNS, EFFECTS, GOALS, NAME, OUTPUTS, column_scores, starts_with_framework
from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Span
    from samgraf.reports.profile import Profile

REWORDED = 25
"""A head in other words is still no longer than this."""

HEAD_SHARE = 0.6
"""So large a share of a cell's words must stand in a column's head for the cell to be that head."""

_NEARLY = 0.1
"""A head that begins as the cell does is preferred to one with so much more of the cell's words."""

CAPTION = 12
"""A row of one cell with more words is no caption of the table."""

_FEW = 4
"""So few words has the head of a column for the goals of one framework ("Mål i ERUF")."""

Grid = list[list[tuple["Span", ...]]]

_SAYS_SOMETHING = re.compile(r"\d|\.\s*$|^\s*[-–•*]")
_NUMBER = re.compile(r"(?:nr\s*)?\d{1,2}[.)]?", re.IGNORECASE)
_COUNTED = re.compile(rf"(?:insats|aktivitet|projekt|åtgärd|satsning|exempel)?\s*{_NUMBER.pattern}", re.IGNORECASE)
_NAMED = ("aktivitet", "projekt", "satsning", "atgard", "initiativ", "activity", "project", "measure", "name")
"""How a head of one or two words begins that names the insats without the form's own word for it."""
_MORE: tuple[tuple[int, re.Pattern[str]], ...] = (
    (EFFECTS, re.compile(r"\b(?:bedömning|underlag|utvärdering|uppföljning|baseras|bygger på|basis)", re.IGNORECASE)),
    (
        NAME,
        re.compile(
            r"\b(?:beskriv|projekttid|projektperiod|tids?\b|tidsperiod|period|start|slut|år\b|budget|kostnad|belopp|finans|medel\b|fond|aktör"
            r"|samverk|partner|part\b|parter\b|ägare|projektägare|ansvarig|målgrupp|status|description|funding|partners)",
            re.IGNORECASE,
        ),
    ),
)
"""What a form does not ask for and people add a column or a line for, with the column of the form that it belongs to."""


def text_of(document: Document, spans: Sequence[Span]) -> str:
    """Return what stands in a cell, on one line."""
    return " ".join(" ".join(document.quote(span) for span in spans).split())


def head_column(document: Document, spans: Sequence[Span], profile: Profile) -> int | None:
    """Return which column's head a cell is, None if it is none."""
    tokens = words(" ".join(document.quote(span) for span in spans))
    if not tokens:
        return None
    heads = [_head(head.head) for head in profile.columns]
    shares = [_share(tokens, known) for _, known in heads]
    best = max(range(len(shares)), key=lambda i: (shares[i], -i))
    starts = [list(first[: min(3, len(tokens))]) == tokens[:3] for first, _ in heads]
    if any(starts) and shares[starts.index(True)] >= shares[best] - _NEARLY:
        best = starts.index(True)
    if shares[best] >= HEAD_SHARE:
        return COLUMNS.index(profile.columns[best].column)
    written = text_of(document, spans)
    if len(tokens) <= REWORDED and not _SAYS_SOMETHING.search(written) and not starts_with_framework(written):
        text = " ".join(fold(token) for token in tokens)
        for index, head in enumerate(profile.columns):
            if any(fold(cue) in text for cue in head.cues) and (
                index != 0 or "namn" in text or tokens[0].startswith("insats")
            ):
                return COLUMNS.index(head.column)
        short = len(tokens) < 3 and belongs_to(written) is None  # noqa: PLR2004 - a head is short
        if (short and tokens[0].startswith(_NAMED)) or tokens[:2] == ["name", "of"]:
            return NAME
    return None


def _share(tokens: Sequence[str], known: frozenset[str]) -> float:
    """Return how large a share of a cell's words a head has, and no larger than that of their letters: small words are in all."""
    same = [token for token in tokens if token in known]
    return min(len(same) / len(tokens), len("".join(same)) / len("".join(tokens)))


@lru_cache(maxsize=256)
def _head(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the words of a head of the form, in order and as a set."""
    found = tuple(words(text))
    return found, frozenset(found)


def belongs_to(written: str) -> int | None:
    """Return which column of the form something belongs to that the form does not ask for, by its head; None if unknown."""
    if not written or len(written.split()) > REWORDED or starts_with_framework(written):
        return None
    return next((column for column, pattern in _MORE if pattern.search(written)), None)


def describes(document: Document, spans: Sequence[Span]) -> bool:
    """Return whether a head asks for the description of an insats, and not for its name."""
    text = text_of(document, spans).lower()
    return bool(re.search(r"beskriv|description|syfte", text)) and not re.search(r"namn|\bname|insatsens titel", text)


def is_head(document: Document, row: Sequence[tuple[Span, ...]], profile: Profile) -> bool:
    """Return whether a row inside a table is its head again: all that stands in it is heads."""
    kinds = [head_column(document, spans, profile) for spans in row if any(document.quote(s).strip() for s in spans)]
    return len(kinds) > 1 and None not in kinds and len(set(kinds)) > 1


def header(document: Document, body: Grid, profile: Profile) -> tuple[dict[int, int], int]:
    """Return the columns by place and the number of head rows, none where the first rows hold no heads."""
    columns: dict[int, int] = {}
    height = _caption(document, body)
    more: dict[int, int] = {}
    for row in body[height : height + 4]:
        here = {i: head_column(document, spans, profile) for i, spans in enumerate(row)}
        filled = [i for i, spans in enumerate(row) if any(document.quote(s).strip() for s in spans)]
        known = {i: c for i, c in here.items() if c is not None}
        only_heads = bool(filled) and all(i in known for i in filled)
        if (only_heads and columns) or (not columns and len(set(known.values())) >= 2):  # noqa: PLR2004
            for i in filled:
                written = text_of(document, row[i])
                if i in known or _names_framework(written):
                    columns.setdefault(i, known.get(i, GOALS))
                elif (column := belongs_to(written)) is not None:
                    more[i] = column
            height += 1
        elif not filled and not columns:
            height += 1
        else:
            break
    if not columns:
        return {}, 0
    return _with_name(_completed(columns, len(body[0]), more), more), height


def _names_framework(written: str) -> bool:
    """Return whether a head beside those of the form names a framework: goals may have a column for each."""
    return starts_with_framework(written) and len(written.split()) <= _FEW


def _caption(document: Document, body: Grid) -> int:
    """Return how many rows at the top hold a caption alone: a short text in one cell of a row."""
    for height, row in enumerate(body[:2]):
        filled = [spans for spans in row if any(document.quote(s).strip() for s in spans)]
        if len(row) == 1 or len(filled) != 1 or sum(len(words(document.quote(s))) for s in filled[0]) > CAPTION:
            return height
    return 0


def _completed(columns: dict[int, int], width: int, more: dict[int, int]) -> dict[int, int]:
    """Return the columns by place; where one kind is missing and one place is not known, that place is that kind."""
    missing = {NAME, OUTPUTS, EFFECTS, GOALS} - set(columns.values())
    unknown = [place for place in range(width) if place not in columns and place not in more]
    if len(missing) == len(unknown) == 1:
        columns = {**columns, unknown[0]: missing.pop()}
    return {**{place: column for place, column in more.items() if place not in columns}, **columns}


def _with_name(columns: dict[int, int], more: dict[int, int]) -> dict[int, int]:
    """Return the columns by place; where no head names the insats, the first column without a head does."""
    if not any(column == NAME and place not in more for place, column in columns.items()):
        columns = {min(place for place in range(len(columns) + 1) if place not in columns): NAME} | columns
    return dict(sorted(columns.items(), key=lambda one: (one[0] in more, one[0])))


def guessed(document: Document, body: Grid, goal_words: frozenset[str]) -> dict[int, int]:
    """Return the columns of a table without heads: four in the form's order, or by their cues."""
    width = len(body[0]) if body else 0
    if width > 1 and all(counts(document, row[0]) or not row[0] for row in body):
        return {place + 1: column for place, column in guessed(document, [row[1:] for row in body], goal_words).items()}
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


def counts(document: Document, spans: Sequence[Span], *, named: bool = False) -> bool:
    """Return whether a cell holds nothing but the number of its row, or beside a name what it counts too ("Insats 2")."""
    counted = _COUNTED if named else _NUMBER
    return len(spans) == 1 and counted.fullmatch(document.quote(spans[0]).strip()) is not None
