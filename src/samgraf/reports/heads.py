"""Column heads in flat text: the words of a table's head, cut into lines and mixed, told from the rows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.reports.words import fold, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line
    from samgraf.reports.profile import Profile

CAPTION_LINES, CAPTION_WORDS = 2, 8
"""So many lines of so many words may stand between a question and the heads of its table."""
REWORDED_LINES = 16
_BESIDE = re.compile(r"\s{2,}|\t")
_RESTART = 3
"""So many words of a head must stand together before it is taken to begin again on a later page."""


def head_lines(document: Document, lines: Sequence[Line], profile: Profile) -> frozenset[int]:
    """Return the numbers of the lines that hold nothing but words of column heads.

    A head is read in its order, but its lines may be mixed with those of other heads, and one line
    may hold pieces of several heads side by side.
    """
    heads = [words(column.head) for column in profile.columns]
    at = [0] * len(heads)
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
        moved: list[int] | None = at
        for tokens in pieces:
            moved = _consume(tokens, heads, moved, fresh=fresh) if moved is not None else None
        if moved is None:
            size = sum(map(len, pieces))
            fresh = fresh and not found and len(caption) < CAPTION_LINES and size <= CAPTION_WORDS
            caption.append(line.number)
        else:
            if fresh:
                found.update(caption)
            at = moved
            found.add(line.number)
            if all(position >= len(head) for position, head in zip(at, heads, strict=True)):
                at = [0] * len(heads)
    return frozenset(found) or _reworded(document, lines, profile)


def _whole(lines: list[list[list[str]]], printed: frozenset[str]) -> list[list[list[str]]]:
    """Return the words of lines' pieces, with those whole that a narrow cell cut at a line's end."""
    for pieces, below in pairwise(lines):
        for tokens in pieces:
            if tokens and tokens[-1] not in printed:
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
    """Return the new places in the heads if all tokens belong to heads, else None."""
    moved = list(at)
    i = 0
    while i < len(tokens):
        choices = [
            (length, start == moved[column], -column, start)
            for column, head in enumerate(heads)
            for start in {moved[column], 0, *_gaps(head, moved[column], tokens[i])}
            if (length := _run(tokens, i, head, start))
            and _may_begin(start, moved[column], length, whole=length == len(tokens) or length >= _RESTART, fresh=fresh)
        ]
        if not choices:
            return None
        length, _, column, start = max(choices)
        moved[-column] = start + length
        i += length
    return moved


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
