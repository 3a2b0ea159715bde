"""The lines of a table in flat text, and what their form says: a title, a sentence cut off, a break that was a choice."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from samgraf.cut_words import is_cut
from samgraf.documents import Span
from samgraf.reports.cues import (
    BULLET,
    GOALS,
    NAME,
    PERIOD,
    column_scores,
    starts_with_basis,
    starts_with_description,
    starts_with_framework,
)
from samgraf.reports.flat_glued import glued
from samgraf.reports.name_ends import begins_sentence
from samgraf.reports.open_ends import OPEN_END, SENTENCE_END
from samgraf.reports.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.documents import Document, Line


CHOSEN = 0.3
"""A line break that is likelier a choice than this may begin something new."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of a table: its text, its place, and how it hangs on the line before.

    `hard` tells whether the line before could have held the first word of this one (0 no, 1 yes);
    `cut_below` how likely the next page goes on with the row; `cut` that it goes on with the word of the line before,
    `numbered` that the number of a row stands before it, `loose` that a page may begin here for all that is known.
    `begins` tells that a cell begins with it, `wraps` that the line was wrapped and so goes on in the next of its cell, and
    `drawn` that the text comes as it was drawn, a cell of one line and the next cell's first in one line.
    """

    text: str
    span: Span
    page_break: bool
    hard: float
    cut_below: float = 0.0
    cut: bool = False
    numbered: bool = False
    loose: bool = False
    begins: bool = False
    wraps: bool = False
    drawn: bool = False


class LineForm(NamedTuple):
    """What the form of a line says, worked out once: see the functions of the same names."""

    edge: float
    edge_lower: float
    title: float
    basis: bool
    framework: bool
    bullet: bool
    colon_before: bool
    lower: bool
    open: bool
    wide_open: bool
    stopped: bool
    tells: bool
    describes: bool
    ends_title: bool


_STOP = re.compile(r"[.!?:;]\s*$")
_COMMON_START = re.compile(r"\s*[a-zåäö]")
_MARK = re.compile(
    r"\s(?=[•*·▪◦‣➢✓\uf0b7\uf0a7]\s+\S|[-–]\s[A-ZÅÄÖ0-9]|(?:RUS|ERUF|ESF\+?|FRO)\b|(?:Egen bedömning|Uppföljning|Utvärdering|Resultatb))"
)
_BASIS_BESIDE = re.compile(
    r"((?:egen bedömning|uppföljning|utvärdering)[:.]?)\s+(?=(?-i:RUS|ERUF|ESF|FRO)\b)", re.IGNORECASE
)
_MERGED = re.compile(r"(?<=[^\s.:;,])\s{2,}(?=[A-ZÅÄÖ])|(?<=[a-zåäö)]) (?=[A-ZÅÄÖ][a-zåäö]{4,})")


def flat_units(
    document: Document, lines: Sequence[Line], wraps: frozenset[int] = frozenset(), cell: float = 0.0
) -> tuple[Unit, ...]:
    """Return the lines of a table as units; a line that holds two cells side by side is parted.

    `wraps` are the numbers of the lines known to have been wrapped, `cell` is the width of the cells where they are
    known, in letters of middle width, else 0.
    """
    texts = [document.text[line.start : line.end] for line in lines]
    lengths = sorted(len(text.strip()) for text in texts)
    width = lengths[int(len(lengths) * 0.93)] if lengths else 0
    units: list[Unit] = []
    paged = document.page_count is not None
    for line, text in zip(lines, texts, strict=True):
        start = line.start + len(text) - len(text.lstrip())
        pieces = glued(text.strip(), cell) if wraps else _part_merged(text.strip(), width)
        if len(pieces) == 1 and wraps:
            pieces = _part_beside(text.strip()) or pieces
        turned = bool(units) and line.page != document.line_at(units[-1].span.start).page
        for k, (left, right) in enumerate(pieces):
            piece = text.strip()[left:right].strip()
            before = units[-1].text if units else ""
            first_word = piece.split(maxsplit=1)[0]
            room = width - (len(before) + 1 + len(first_word))
            hard = 1.0 if k else break_likelihood(room)
            if BULLET.match(piece) or starts_with_basis(piece) or starts_with_framework(piece):
                hard = max(hard, 0.8)
            cut = bool(before) and (piece[0] in ",.;:)" or is_cut(document, before, piece))
            hard = 0.0 if cut else hard
            units.append(
                Unit(
                    piece,
                    Span(start + left, start + right),
                    turned and k == 0,
                    hard,
                    cut=cut,
                    loose=not paged,
                    begins=bool(wraps) and len(pieces) > 1,
                    wraps=line.number in wraps and k == len(pieces) - 1,
                    drawn=bool(wraps),
                )
            )
    return _look_ahead(_numbered(units))


def told_wraps(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units of text as drawn, told also of the full lines that were wrapped, which have no blank at their end."""
    found = list(units)
    for i, (unit, below) in enumerate(pairwise(units)):
        if not unit.drawn or unit.wraps or below.begins:
            continue
        goes_on = not below.page_break and below.hard <= PARTED and (below.cut or _COMMON_START.match(below.text))
        if goes_on or OPEN_END.search(unit.text):
            found[i] = replace(unit, wraps=True)
    return tuple(found)


def _numbered(units: Sequence[Unit]) -> list[Unit]:
    """Return the units with the numbers of rows taken off, where the first line has the number 1 and others go on."""
    places: list[tuple[int, re.Match[str]]] = []
    for i, unit in enumerate(units):
        match = _ROW_NUMBER.match(unit.text)
        if match and int(match[1]) == len(places) + 1:
            places.append((i, match))
        elif not places:
            break
    if not places or places[0][0] or (len(places) == 1 and places[0][1].end() == len(units[0].text)):
        return list(units)
    numbers = dict(places)
    found: list[Unit] = []
    alone = False
    for i, unit in enumerate(units):
        end = numbers[i].end() if i in numbers else 0
        if end >= len(unit.text):
            alone = True
            continue
        span = Span(unit.span.start + end, unit.span.end)
        found.append(replace(unit, text=unit.text[end:], span=span, numbered=alone or i in numbers))
        alone = False
    return found


_ROW_NUMBER = re.compile(r"(\d{1,2})(?:\s+(?=[#\"”“]?[A-ZÅÄÖ])|$)")


def break_likelihood(room: int) -> float:
    """Return how likely a line break was a choice, from the characters left on the line after the next word (0 to 1)."""
    return 1.0 / (1.0 + math.exp(-(max(-60, min(60, room)) - 0.5) / 1.5))


def _look_ahead(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units, told whether the page they stand on ends in the middle of a row."""
    told: list[Unit] = []
    below = 0.0
    for unit in reversed(units):
        told.append(replace(unit, cut_below=below))
        if unit.page_break:
            below = 1.0 if _COMMON_START.match(unit.text) else 0.7
    return tuple(reversed(told))


def _part_merged(text: str, width: int) -> list[tuple[int, int]]:
    """Return the pieces of a line that is far too long for one cell: at the bullets and labels in it, else at a capital."""
    if beside := _part_beside(text):
        return beside
    if len(text) <= width * 1.25 or width < 12:  # noqa: PLR2004  (narrower is no table)
        return [(0, len(text))]
    marks = [m.start() + 1 for m in _MARK.finditer(text)]
    if marks:
        return list(pairwise([0, *marks, len(text)]))
    cuts = [m for m in _MERGED.finditer(text) if m.start() <= width and len(text) - m.end() <= width * 1.1]
    wide = [m for m in cuts if len(m.group()) > 1]
    if chosen := (wide or cuts):
        return [(0, chosen[0].start()), (chosen[0].end(), len(text))]
    return [(0, len(text))]


def _part_beside(text: str) -> list[tuple[int, int]]:
    """Return the pieces of a line that holds a basis and the goals beside it, none if it does not."""
    beside = _BASIS_BESIDE.match(text)
    return [(0, beside.end(1)), (beside.end(), len(text))] if beside else []


def _describes(units: Sequence[Unit], i: int) -> bool:
    """Return whether a line begins to tell who leads an insats, when it runs or who pays; the verb may stand on the next line."""
    text = units[i].text
    if (
        SENTENCE_END.search(text)
        or i + 1 == len(units)
        or units[i + 1].page_break
        or not units[i + 1].text[:1].islower()
    ):
        return starts_with_description(text)
    return starts_with_description(f"{text} {units[i + 1].text}")


def joined(units: Sequence[Unit], first: int, end: int) -> str:
    """Return the text of some lines as that of one paragraph."""
    text = units[first].text
    for unit in units[first + 1 : end]:
        text = f"{text}{'' if unit.cut or unit.text[:1] == ',' else ' '}{unit.text}"
    return text


def _label(units: Sequence[Unit], i: int) -> str:
    """Return a line with the next ones of its paragraph, as far as a label reaches in a narrow cell."""
    end = i + 1
    while end < min(len(units), i + _LABEL_LINES):
        if units[end].hard > PARTED or units[end].page_break or units[end].begins:
            break
        end += 1
    return joined(units, i, end)


_LABEL_LINES = 4
"""A label has so many lines at most."""
PARTED = 0.5
"""A line break that is likelier a choice parts paragraphs."""


def form_of(units: Sequence[Unit], i: int, goal_words: frozenset[str]) -> LineForm:
    """Return what the form of a line and of the line before says."""
    unit, before = units[i], units[i - 1] if i else units[i]
    labelled = BULLET.match(unit.text) is not None
    whole = _label(units, i)
    basis = starts_with_basis(unit.text) or starts_with_basis(whole)
    framework = starts_with_framework(unit.text) or starts_with_framework(whole)
    return LineForm(
        edge=_edge(before, unit, labelled=labelled or basis or framework),
        edge_lower=_edge(before, unit, labelled=labelled or basis or framework, lower=True),
        title=_title(units, i),
        basis=basis,
        framework=framework,
        bullet=labelled,
        colon_before=before.text.rstrip().endswith(":"),
        lower=_COMMON_START.match(unit.text) is not None,
        open=_is_open(units, i),
        stopped=SENTENCE_END.search(before.text) is not None and not OPEN_END.search(before.text),
        wide_open=OPEN_END.search(unit.text) is not None or unit.wraps,
        tells=_describes(units, i) or PERIOD.search(unit.text) is not None or unit.text.startswith("("),
        describes=_describes(units, i),
        ends_title=" ".join(words(before.text)[-2:]) in goal_words,
    )


def _is_open(units: Sequence[Unit], i: int) -> bool:
    """Return whether a sentence goes on after a line: as it is known to have been wrapped, else as its end looks."""
    unit = units[i]
    if unit.wraps:
        return True
    if unit.drawn and i + 1 < len(units) and units[i + 1].hard > CHOSEN_FOR_SURE:
        return False
    return bool(OPEN_END.search(unit.text)) or not (SENTENCE_END.search(unit.text) or _GOAL_NUMBER.search(unit.text))


CHOSEN_FOR_SURE = 0.9
"""A line break that is so likely a choice is one."""
_GOAL_NUMBER = re.compile(r"mål\s\d+(?:\.\d+)?$", re.IGNORECASE)


_WRAPPED = -1.0
"""What speaks against a cell's end after a line that was wrapped: a page cut it, and the row must go on below."""


def _edge(before: Unit, unit: Unit, *, labelled: bool, lower: bool = False) -> float:
    """Return how likely a cell ends between two lines, from the form of the lines alone.

    `labelled` says that the line begins with a bullet or a label; `lower` that the next cell may
    begin in lower case, because a page cut it.
    """
    if unit.cut and not unit.page_break:
        return -6.0
    if before.wraps and not unit.page_break:
        return _WRAPPED - (3.5 if _COMMON_START.match(unit.text) and not lower else 0.0)
    value = 0.3 if unit.page_break else 2.2 * unit.hard - 1.5
    if OPEN_END.search(before.text):
        value -= 4.0 - unit.cut_below * (3.2 if labelled else 1.5)
    elif SENTENCE_END.search(before.text):
        value += 0.9
    if _COMMON_START.match(unit.text):
        value -= 0.0 if lower else 3.5
    elif BULLET.match(unit.text):
        value += 0.2
    if before.text.count("(") > before.text.count(")"):
        value -= 2.0
    return value


_TITLE = re.compile(r"[#\"”“]?[A-ZÅÄÖ0-9]")
_DESCRIBES = re.compile(
    r"(?:\(?(?:Projekt|Syfte|Insats|Förstudie|Satsning|Mål(?:et|sättning)|Samverkan|Samarbet|Uppdrag|Arbetet|Ett? |I projekt|Inom|Genom|Under|Det |Den |Via)"
    r"|Drivs|Leds|Ägs|Pågår|Finansier|Bygger|Utveckl|Stöd|Kunskaps|Metod|Öppen|Regional|Nationell)"
)


def _title(units: Sequence[Unit], i: int) -> float:
    """Return how much a line looks like the first of a row: a title, then, on a line of its own, what it is."""
    text = units[i].text
    if (
        BULLET.match(text)
        or starts_with_framework(text)
        or starts_with_basis(text)
        or not _TITLE.match(text)
        or NO_TITLE.match(text)
    ):
        return -5.0 if text.startswith("(") else -3.0
    value = 0.6
    if _describes(units, i):
        value -= 4.0
    if _LIST.search(text):
        value -= 1.2
    if column_scores(text, frozenset())[GOALS] > 1:
        value -= 1.5
    if _DEFINITE.match(text):
        value -= 1.8
    if _AHEAD.search(text) or _FINITE.search(text) or _NAMES.match(text):
        value -= 1.5
    if SENTENCE_END.search(text) and not text.endswith((")", ".")):
        value -= 0.5
    value += _followed(units, i)
    own = max(0.0, column_scores(_YEARS.sub("", text), frozenset())[NAME])
    after = " ".join(unit.text for unit in units[i + 1 : i + 7])
    return value - 0.5 * own + min(1.6, 0.5 * column_scores(after, frozenset())[NAME])


def _followed(units: Sequence[Unit], i: int) -> float:
    """Return what the lines after a line tell of it as a title: what it is, on the same line or on one of its own."""
    best = 0.9 if _NAMED.match(units[i].text) else 0.0
    for k in range(1, 5):
        if i + k >= len(units) or _STOP.search(units[i + k - 1].text):
            break
        following = units[i + k]
        if following.text[:1].isupper() and not BULLET.match(following.text):
            if following.hard > CHOSEN:
                best = max(best, (1.4 if _DESCRIBES.match(following.text) else 0.7) * following.hard)
            rest = " ".join(unit.text for unit in units[i + k : i + k + 3])
            if begins_sentence(" ".join(unit.text for unit in units[i : i + k]), rest):
                best = max(best, 1.2)
    return best


_FINITE = re.compile(r"\s(?:har|hade|fick|blev|visar|visade)\b")
"""A line with such a verb is a sentence."""
_NAMES = re.compile(r"(?:[A-ZÅÄÖ][\w&-]*(?:\s[A-ZÅÄÖ]?[\w&-]+)?,\s+)+[A-ZÅÄÖ]")
"""Actors, or places, side by side."""
_AHEAD = re.compile(r"[a-zåäö] 20[3-5]\d\.?$")
"""A year far ahead ends the name of a strategy."""
_LIST = re.compile(r",\s*$|\b(?:kommun|AB|verket|myndigheten)(?:,| och)")
NO_TITLE = re.compile(r"[\d\W]*$|(?:19|20)\d\d\s*[-–/]")
_NAMED = re.compile(
    r"[^.!?]{3,60}(?:\.\s+(?:En|Ett|[A-ZÅÄÖ12])|\s+är (?:en|ett)\b|\s+[–-]\s+(?:en|ett|[A-ZÅÄÖ])|\s+\(?(?:19|20)\d\d)"
)
_YEARS = re.compile(r"\b(?:19|20)\d\d\b.*")
_DEFINITE = re.compile(
    r"(?:Projektet|Syftet|Insatsen|Målet|Det|Den|I|Under|Inom|Detta|Arbetet|Vi|De|Dessa|Bidrar|Även|Pågår|Pågick|Startade?|Drivs|Drevs|Leds|Leddes|Ägs|Genomförs"
    r"|Finansier\w+|Medfinansier\w+|Syftar|Bygger|Omfattar|Avslutades?|(?:19|20)\d\d)\b"
)
