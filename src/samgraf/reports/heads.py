"""Column heads in flat text: the words of a table's head, cut into lines and mixed, told from the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.cues import COLUMNS, NAME
from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile

CAPTION_LINES, CAPTION_WORDS = 2, 8
"""So many lines of so many words may stand between a question and the heads of its table."""
REWORDED_LINES = 16
_CELL_LINES = 24
"""A head has so many lines in a narrow cell."""
_BESIDE = re.compile(r"\s{2,}|\t")
_BASES = ["uppfoljning", "utvardering", "eller", "egen", "bedomning"]
"""The head of a column of its own for what the results rest on, in the words of the form's head for effects."""
_COUNTS = frozenset({"nr", "nummer"})
_RESTART, _BEHIND = 3, 2
"""So many words of a head must stand together before it is taken to begin again on a later page."""


def head_lines(document: Document, lines: Sequence[Line], profile: Profile) -> frozenset[int]:
    """Return the numbers of the lines that hold nothing but words of column heads.

    A head is read in its order, but its lines may be mixed with those of other heads, and one line
    may hold pieces of several heads side by side.
    """
    heads = [*(words(column.head) for column in profile.columns), _BASES]
    at = [*[0] * len(heads), -1]
    found: set[int] = set()
    caption: list[int] = []
    fresh = True
    printed = frozenset(word for head in heads for word in head)
    texts = [_BESIDE.split(document.text[line.start : line.end].strip()) for line in lines]
    for line, pieces in zip(lines, _whole([[words(piece) for piece in text] for text in texts], printed), strict=True):
        if not any(pieces):
            if found and line.number - 1 in found and document.text[line.start : line.end].strip():
                found.add(line.number)
            continue
        if fresh and pieces[0] and pieces[0][0] in _COUNTS and sum(map(len, pieces)) > 1:
            pieces[0].pop(0)
        moved: list[int] | None = at
        for tokens in pieces:
            moved = _consume(tokens, heads[: None if fresh else -1], moved, fresh=fresh) if moved is not None else None
        if moved is None:
            size = sum(map(len, pieces))
            fresh = fresh and not found and len(caption) < CAPTION_LINES and size <= CAPTION_WORDS
            caption.append(line.number)
        else:
            if fresh:
                found.update(caption)
            at = moved
            found.add(line.number)
            if all(at[i] >= len(heads[i]) for i in range(len(profile.columns))):
                at = [*[0] * len(heads), -1]
    return frozenset(found) or _reworded(document, lines, profile)


def column_order(document: Document, lines: Sequence[Line], profile: Profile) -> tuple[int, int, int, int]:
    """Return the columns in the order in which their heads begin among the lines of heads, the form's where that is not told."""
    tokens = [token for line in lines for token in words(document.text[line.start : line.end])]
    begins = []
    for head in profile.columns:
        found = (_place(tokens, words(head.head)[:length]) for length in (_RESTART, _BEHIND))
        begins.append(next((at for at in found if at is not None), None))
    kinds = [COLUMNS.index(head.column) for head in profile.columns]
    told = sorted((at, kind) for at, kind in zip(begins, kinds, strict=True) if at is not None)
    if len(told) < len(COLUMNS) or told[0][1] != NAME:
        return (0, 1, 2, 3)
    return (told[0][1], told[1][1], told[2][1], told[3][1])


def _place(tokens: list[str], first: list[str]) -> int | None:
    """Return where the first words of a head stand among the words of lines, None if they do not."""
    return next((i for i in range(len(tokens)) if tokens[i : i + len(first)] == first), None)


def _whole(lines: list[list[list[str]]], printed: frozenset[str]) -> list[list[list[str]]]:
    """Return the words of lines' pieces, with those whole that a narrow cell cut at a line's end.

    Where a page cut the head there too, the rest of a word stands below the other heads' lines.
    """
    for k, pieces in enumerate(lines):
        for tokens in pieces:
            if tokens and tokens[-1] not in printed:
                below = (piece for other in lines[k + 1 : k + 1 + _CELL_LINES] for piece in other)
                rest = next((b for b in below if b and tokens[-1] + b[0] in printed), None)
                if rest:
                    tokens[-1] += rest.pop(0)
    return lines


def _reworded(document: Document, lines: Sequence[Line], profile: Profile) -> frozenset[int]:
    """Return the numbers of the first lines where they are heads in other words: each column's cue."""
    seen: set[int] = set()
    found, last = [], -1
    for place, line in enumerate(lines[:REWORDED_LINES]):
        raw = document.text[line.start : line.end].strip()
        text = " ".join(words(raw))
        if re.search(r"\d{2}|[.:]$", raw) or (not seen and place > CAPTION_LINES):
            break
        told = {i for i, head in enumerate(profile.columns) if any(fold(cue) in text for cue in head.cues)}
        last = place if told - seen else last
        seen |= told
        found.append(line.number)
        if len(seen) == len(profile.columns):
            break
    if len(seen) < len(profile.columns):
        return frozenset()
    for line in lines[last + 1 : REWORDED_LINES]:
        if not document.text[line.start : line.end].strip()[:1].islower():
            break
        found.append(line.number)
    return frozenset(found) | _again(document, lines, len(found))


def _again(document: Document, lines: Sequence[Line], height: int) -> frozenset[int]:
    """Return the numbers of later lines that hold the same words as the first: heads that a new page or table begins with."""
    tokens = [words(document.text[line.start : line.end]) for line in lines]
    head = [token for line in tokens[:height] for token in line]
    found: set[int] = set()
    for start in range(height, len(lines)):
        told: list[str] = []
        for end in range(start, len(lines)):
            told += tokens[end]
            if told == head:
                found.update(line.number for line in lines[start : end + 1])
            if told != head[: len(told)]:
                break
    return frozenset(found)


def _consume(tokens: list[str], heads: list[list[str]], at: list[int], *, fresh: bool) -> list[int] | None:
    """Return the new places in the heads if all tokens belong to heads, else None.

    `at` holds the place in each head, and last which head was read from last: it goes on before another does.
    """
    moved = list(at)
    i = 0
    while i < len(tokens):
        choices = [
            (length, start == moved[column], column == moved[-1], -column, start)
            for column, head in enumerate(heads)
            for start in {moved[column], 0, *_gaps(head, moved[column], tokens[i])}
            if (length := _run(tokens, i, head, start))
            and _may_begin(start, moved[column], length, whole=_is_whole(i, length, len(tokens)), fresh=fresh)
        ]
        if not choices:
            return None
        length, _, _, column, start = max(choices)
        moved[-column] = start + length
        moved[-1] = -column
        i += length
    return moved


def _is_whole(at: int, length: int, count: int) -> bool:
    """Return whether so many of a line's words are enough to begin a head: all, three, or the last one or two behind other heads' words."""
    return length == count or length >= _RESTART or (at > 0 and length <= _BEHIND and length == count - at)


def _may_begin(start: int, expected: int, length: int, *, whole: bool, fresh: bool) -> bool:
    """Return whether a head may be read from `start`: where it was left off, at its beginning, or a sentence on."""
    if start == expected > 0:
        return True
    if start == 0:
        return whole and (fresh or expected == 0 or length >= _RESTART)
    return start > expected and length >= _RESTART and (expected > 0 or fresh)


def _gaps(head: list[str], begin: int, token: str) -> list[int]:
    """Return the later places of a head where a token stands: a form may leave out a sentence of its head."""
    return [i for i in range(begin + 1, len(head)) if head[i] == token] if begin < len(head) else []


def _run(tokens: list[str], i: int, head: list[str], begin: int) -> int:
    length = 0
    while i + length < len(tokens) and begin + length < len(head) and tokens[i + length] == head[begin + length]:
        length += 1
    return length
