"""What the words of a paragraph that stands alone say: whether it begins a row, goes on over a page, follows another."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.reports.cues import (
    BULLET,
    EFFECTS,
    FUNDED,
    GOALS,
    NAME,
    OUTPUTS,
    PERIOD,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_columns import ENDS, NAMED, OPEN
from samgraf.reports.flat_pieces import effect_start, goal_start

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.reports.flat_boxes import Piece
    from samgraf.reports.flat_pieces import Paragraph


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each thing counts for a reading: the order of boxes, words, neighbours, topics, rows' numbers.

    `named` are the spans' starts of paragraphs that begin with a name and what it is, where names are written so,
    `hint` the row and the column of paragraphs by their spans' starts, as another way has them.
    """

    order: float = 1.6
    power: float = 0.75
    goal_words: frozenset[str] = frozenset()
    slack: float = 7.0
    most: float = 6.0
    stay: float = 1.0
    topic: float = 0.25
    empty: float = 2.0
    number: float = 6.0
    unlike: float = 5.0
    named: frozenset[int] = frozenset()
    hint: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def step(self, column: int, before: Paragraph, p: Paragraph, *, same: bool) -> float:
        """Return what speaks for a paragraph of a column after another, in the same row or in a later one."""
        if column == NAME:
            worth = begins_name(before, p, named=p.spans[0].start in self.named)
        elif column == EFFECTS:
            worth = _begins_effects(before, p)
        elif column == GOALS:
            worth = goal_start(before, p) - 0.4 * _near(before, p)
        elif column == OUTPUTS:
            worth = 0.0
        else:
            worth = 1.0
        if p.text[:1].islower():
            ended = ENDS.search(before.text) is not None
            worth, same_worth = min(worth, 0.0) - 2.0, -1.5 if ended else 0.5
        else:
            same_worth = -0.5 * max(worth, 0.0)
        return same_worth if same else worth


Form = tuple[float, float, float, float]
"""Of the paragraphs of each column, the share that begins with a bullet."""

_USUAL: Form = (0.02, 0.6, 0.6, 0.1)
_WEIGHT, _SURE = 3.0, 2.5
_ROUND = re.compile(r"o\s+\S")
"""A round bullet that was taken out as a letter."""


def bullet_form(pieces: Sequence[Piece]) -> Form:
    """Return the share of paragraphs with bullets in each column, from those whose words leave little doubt."""
    bulleted = [_WEIGHT * share for share in _USUAL]
    counted = [_WEIGHT] * 4
    for piece in pieces:
        best, second = sorted(piece.evidence, reverse=True)[:2]
        if best - second >= _SURE and not starts_with_basis(piece.text):
            column = piece.evidence.index(best)
            bulleted[column] += _is_bulleted(piece.text)
            counted[column] += 1
    shares = [min(0.97, max(0.02, b / n)) for b, n in zip(bulleted, counted, strict=True)]
    return shares[0], shares[1], shares[2], shares[3]


def form_evidence(piece: Piece, form: Form) -> tuple[float, ...]:
    """Return what the bullet of a paragraph, or that it has none, says for each column."""
    if piece.text[:1].islower() and not _ROUND.match(piece.text):
        return (0.0, 0.0, 0.0, 0.0)
    if _is_bulleted(piece.text):
        return tuple(math.log(share) for share in form)
    told = [math.log(1.0 - share) for share in form]
    if starts_with_basis(piece.text):
        told[EFFECTS] = 0.0
    return tuple(told)


def _is_bulleted(text: str) -> bool:
    return BULLET.match(text) is not None or _ROUND.match(text) is not None


def _begins_effects(before: Paragraph, p: Paragraph) -> float:
    """Return what speaks for a paragraph as the first of a row's effects: what they rest on stands first, in brackets last."""
    if starts_with_basis(before.text) and before.text.startswith("("):
        return 2.5
    if starts_with_basis(p.text) and p.text.startswith("("):
        return -2.5
    return effect_start(before, p) - _near(before, p)


def _near(before: Paragraph, p: Paragraph) -> float:
    """Return what the two say that stand for themselves for parts of a table with boxes between them."""
    return 0.8 if p.order - before.order > 1 else -0.3


def begins_name(before: Paragraph, p: Paragraph, *, named: bool) -> float:
    """Return what speaks for a paragraph of the first column as the one that begins a row."""
    text = p.text
    if text[:1].islower() or before.text[-1:] in ":,":
        return -4.0
    if _goes_on_telling(text):
        return -3.0
    if before.title:
        return -1.5 if p.title else -4.0
    if p.title or named or _DASHED.match(text):
        return 3.5 if _tells(before.text) else 2.0
    if text[-1:] not in ".:;,":
        return 1.5 if _tells(before.text) else 0.5
    return 0.0 if _tells(before.text) else -1.0


def _goes_on_telling(text: str) -> bool:
    """Return whether a paragraph tells of what was named before it: who leads it, when it runs, what it costs."""
    started = starts_with_description(text) or PERIOD.match(text) or text[:1].isdigit() or BULLET.match(text)
    return bool(started or _AMOUNT.search(text))


def _tells(text: str) -> bool:
    """Return whether a paragraph tells when an insats runs or who pays, as the last of a cell mostly does."""
    told = starts_with_description(text) or PERIOD.search(text) or text[:1].isdigit()
    return bool(told or FUNDED.match(text) or _AMOUNT.search(text))


def goes_on(before: Paragraph, p: Paragraph) -> float:
    """Return what speaks for a paragraph at the top of a page as the rest of one at the end of the page before."""
    ended = ENDS.search(before.text) is not None
    if p.text[:1].islower():
        return 3.0 if not ended else -0.5
    if OPEN.search(before.text):
        return 0.5 if BULLET.match(p.text) or starts_with_basis(p.text) or starts_with_framework(p.text) else 2.0
    return 0.6 if not ended and not p.title and not before.title and not BULLET.match(p.text) else 0.0


def stays(piece: Piece, worth: float) -> float:
    """Return what speaks for a box as being of the column of the box before: nothing where it can be a title."""
    if piece.paragraphs[0].title:
        return 0.0
    return worth


_AMOUNT = re.compile(r"\d\s?(?:%|procent|m(?:n)?kr|tkr|kr|kronor|MSEK|mnkr)\.?$", re.IGNORECASE)
_DASHED = re.compile(r"[#\"”“]?[A-ZÅÄÖ][^.:;]{2,60}\s[–-]\s[a-zåäöA-ZÅÄÖ]")
"""How a paragraph begins that holds a name and, after a dash, what it is."""


def named_of(paragraphs: list[Paragraph]) -> frozenset[int]:
    """Return the starts of the paragraphs that begin with a name and what it is, where names are mostly written so."""
    titles = sum(p.title for p in paragraphs)
    named = [p for p in paragraphs if NAMED.match(p.text) and not starts_with_description(p.text) and p.column == NAME]
    if titles and titles >= len(named):
        return frozenset()
    return frozenset(p.spans[0].start for p in named)
