"""Letters that lost their ring or dots and left a blank behind ("genomfo rde", "Va stmanland") get them back.

A converter that cannot place a combining mark writes the bare letter and a blank. What the word was
is decided by evidence only: the joined word occurs elsewhere in the same text, or is a known Swedish
word, and the pieces read worse than the whole. Only stretches full of the damage are touched.
"""

from __future__ import annotations

import re
from itertools import pairwise, product
from typing import TYPE_CHECKING, NamedTuple

from samgraf.readers.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WHY = "lost diacritic"

_DAMAGE = re.compile(
    r"(?<![^\W\d_])[^\W\d_]*[aoAO] (?:"
    r"[bcdfghjklmnpqrstvxz]{1,6}(?![^\W\d_])"  # "a r", "fa tt", "ha lls": no word lacks a vowel
    # "ha lsa": no word begins so
    r"|(?:[lnr][bcdfghjklmnpqrstvxz]|bb|dd|ff|gg|kk|mm|pp|tt|ck|ts|ks|st(?=l|t)|gd)[a-z]+)"
    r"|[aoAO] (?:  ?(?=[^\W\d_])|(?=[.,;:)]))"  # the word ends in it: "kommunniva ."
    r"|[aoAO]  (?=[^\W\d_])"
)
_SWEDISH = re.compile(r"[åäöÅÄÖ]")
_BESIDE = 2  # lines with text that are looked at before and after a stretch
_STRETCH = 3  # signs of damage in a stretch of lines, at least
_MARKS = {"a": "åä", "o": "ö", "A": "ÅÄ", "O": "Ö"}
_LETTERS_JOINED = 5  # pieces of one word, at most

Row = tuple[int, int, int, str, str, str]


class _Piece(NamedTuple):
    """A run of non-blank characters: its place in the row, and its word apart from punctuation."""

    start: int
    end: int
    word: str
    head: str
    tail: str


def restore(rows: Sequence[str]) -> tuple[list[str], list[Row]]:
    """Return the rows with lost diacritics restored, and each change as (row, start, end, was, became, why).

    Start and end are places in the restored row. Rows outside damaged stretches come back unchanged.
    """
    found = stretches(rows)
    if not found:
        return list(rows), []
    lexicon = Lexicon(rows, frozenset(row for stretch in found for row in stretch))
    result: list[str] = list(rows)
    changes: list[Row] = []
    for stretch in found:
        for row in (*_beside(rows, stretch[0], -1), *stretch, *_beside(rows, stretch[-1], 1)):
            restored, changed = _restore_row(rows[row], lexicon)
            if result[row] == rows[row]:
                result[row] = restored
                changes += [(row, start, end, was, became, WHY) for start, end, was, became in changed]
    return result, changes


def _beside(rows: Sequence[str], row: int, step: int) -> list[int]:
    """Return the rows next to a damaged stretch that have no Swedish letter: short lines show little damage."""
    found: list[int] = []
    row += step
    while 0 <= row < len(rows) and len(found) < _BESIDE and not _SWEDISH.search(rows[row]):
        if rows[row].strip():
            found.append(row)
        row += step
    return found


def stretches(rows: Sequence[str]) -> list[list[int]]:
    """Return the stretches of damaged rows: neighbours that show damage, or at least no Swedish letter."""
    found: list[list[int]] = []
    current: list[int] = []
    signs: list[int] = []

    def close() -> None:
        while current and not signs[-1]:
            current.pop()
            signs.pop()
        if sum(signs) >= _STRETCH and 2 * sum(signs) >= len(current):
            found.append(list(current))
        current.clear()
        signs.clear()

    for number, row in enumerate(rows):
        if not row.strip():
            continue
        count = len(_DAMAGE.findall(row))
        whole = len(_SWEDISH.findall(row))
        if count > whole or (current and not count and not whole):
            current.append(number)
            signs.append(count)
        else:
            close()
    close()
    return found


def _pieces(row: str) -> list[_Piece]:
    """Return the runs of non-blank characters of a row."""
    found = []
    for match in re.finditer(r"\S+", row):
        inner = re.search(r"[^\W\d_](?:.*[^\W\d_])?", match.group())
        if inner is None:
            found.append(_Piece(match.start(), match.end(), "", match.group(), ""))
        else:
            text = match.group()
            found.append(_Piece(match.start(), match.end(), inner.group(), text[: inner.start()], text[inner.end() :]))
    return found


def _restore_row(row: str, lexicon: Lexicon) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return one row restored by the cheapest way to read its pieces as words, and the changes."""
    pieces = _pieces(row)
    best: list[tuple[float, list[tuple[int, int, str]]]] = [(0.0, [])]
    for end in range(1, len(pieces) + 1):
        options = []
        for start in range(max(0, end - _LETTERS_JOINED), end):
            for cost, became in _readings(row, pieces, start, end, lexicon):
                before, path = best[start]
                options.append((before + cost, [*path, (start, end, became)]))
        best.append(min(options, key=lambda option: option[0]))
    text, cursor, changes = "", 0, []
    for start, end, became in best[-1][1]:
        left, right = pieces[start].start, pieces[end - 1].end
        was = row[left:right]
        if became == was:
            continue
        if was[:-1] + " " != was and became[-1:] != was[-1:] and row[right : right + 1] == " ":
            right += 1  # the blank that the mark of the last letter left
            was = row[left:right]
        text += row[cursor:left]
        changes.append((len(text), len(text) + len(became), was, became))
        text += became
        cursor = right
    return text + row[cursor:], changes


def _readings(
    row: str, pieces: Sequence[_Piece], start: int, end: int, lexicon: Lexicon
) -> Iterator[tuple[float, str]]:
    """Yield each way to read pieces `start` to `end` as one word, with its cost and its text."""
    first, last = pieces[start], pieces[end - 1]
    if end - start == 1:
        yield lexicon.cost(first.word), row[first.start : first.end]
    elif not _joinable(row, pieces[start:end]):
        return
    ends_bare = last.word[-1:] in _MARKS and not last.tail and _blank_follows(row, last.end)
    for tail in (False, True) if ends_bare else (False,):
        if end - start == 1 and not tail:
            continue
        words = [piece.word for piece in pieces[start:end]]
        slots = [*words[:-1], words[-1]] if tail else words[:-1]
        for marks in product(*(_MARKS[word[-1]] for word in slots)):
            joined = "".join(word[:-1] + mark for word, mark in zip(slots, marks, strict=True))
            joined += "" if tail else words[-1]
            if lexicon.known(joined):
                cost = lexicon.cost(joined) + lexicon.strangeness(joined) + _context(row, first, last, joined)
                yield cost, first.head + joined + last.tail


def _joinable(row: str, pieces: Sequence[_Piece]) -> bool:
    """Return whether pieces can be one word: each but the last ends in a bare letter and one blank follows."""
    for left, right in pairwise(pieces):
        if left.tail or right.head or not left.word or not right.word or right.start != left.end + 1:
            return False
        if left.word[-1] not in _MARKS or not right.word[0].islower() or row[left.end] != " ":
            return False
    return True


def _blank_follows(row: str, at: int) -> bool:
    """Return whether the character at the end of a word left a blank: two blanks, or one before a stop or the end."""
    return re.match(r"  | [.,;:)!?]| ?$", row[at:]) is not None


def _context(row: str, first: _Piece, last: _Piece, word: str) -> float:
    """Return what speaks against a word here: "år" goes with numbers, "är" does not."""
    if word.casefold() not in {"år", "är"}:
        return 0.0
    counted = re.search(
        r"(?:(?<!\d)\d{1,3}|\b(?:per|varje|ett|förra|fo rra|detta|i|samma|två|tva|tre|fyra|fem|flera|na sta|nästa"
        r"|senaste|under|s))\s*$",
        row[: first.start],
    )
    year = bool(counted) or bool(last.tail) or bool(re.match(r"\s*(?:\d{4}\b|\d\s+(?:i|och)\b)", row[last.end :]))
    return 0.0 if year == (word.casefold() == "år") else 0.5
