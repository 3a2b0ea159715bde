"""The characters of a PDF page become lines of text, and lines become paragraphs; boxes become ☒ and ☐."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any

from samgraf.list_signs import ITEMS
from samgraf.readers.pdf_wraps import ended, had_room
from samgraf.readers.signs import sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BULLET = re.compile(rf"(?:[{ITEMS}]|o(?=\s))\s*(?=\S)")
_BOLD = re.compile(r"bold|black|heavy|semibold|demi|,b\b|-bd\b", re.IGNORECASE)
_GAP = 0.22  # of the letter's size: a wider gap is a blank
_WIDE_GAP = 0.45  # the same where blanks are characters of their own
_LEAST_GAP = 0.04  # of the size: a gap that may be a blank, before a letter at another height
_HEIGHT = 0.02  # points: letters of a word stand no farther from one height
_SAME = 0.35  # of the letter's size: the same letter nearer than that is one letter printed twice for boldness
_LOOSE = 1.1  # times the usual distance of lines: more begins a paragraph
_WORDS = 0.12  # of the size: a gap that wide is between words
_GAPS = 2  # at least, to tell that they are alike
_ALIKE = 0.12  # of the size: gaps that differ no more than that are alike
_FEW = 3  # pairs of lines, to tell their distance
_COMMON = 0.3  # times as often as the commonest: a distance that is common too
_WOBBLES = 4.0  # times how far letters mostly stand from the height of their lines: lines stand no farther from theirs
_STYLE = 0.08  # of the size: more is another style
OPEN_END = re.compile(
    r"(?:[,\-–/(]|\b(?:och|eller|samt|för|i|av|med|på|till|om|som|att|en|ett|den|det|de|vid|från|inom|mellan))\s*$"
)
_TICK = re.compile("[☒☐]")
_UNFINISHED = re.compile(r"[^.!?:;)”\"]\s*$")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: where it is, how large, whether bold, and its mark in the tag tree."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    mcid: int | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the character."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page; measures in points from the top left corner."""

    text: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    spaced: bool = False
    """Whether a blank stands after its last letter, as most programs leave where they wrap a line."""
    first_bottom: float | None = None
    """The bottom of the first of the lines that were joined into this one."""
    first_word: float = 0.0
    """How wide its first word is, in points; 0 where that is not known."""
    wobble: float = 0.0
    """How far its letters stand from one height, in points: text that was read from a picture stands on no straight line."""


def glyphs(characters: Iterable[dict[str, Any]]) -> list[Glyph]:
    """Return pdfplumber's characters with signs of symbol fonts as the signs they show."""
    found = []
    for character in characters:
        font = str(character.get("fontname", ""))
        found.append(
            Glyph(
                sign(str(character["text"]), font),
                float(character["x0"]),
                float(character["x1"]),
                float(character["top"]),
                float(character["bottom"]),
                float(character.get("size") or 0) or 1.0,
                bool(_BOLD.search(font)),
                character.get("mcid"),
            )
        )
    return found


def rows_of(found: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return characters by row, from top to bottom; a raised figure is in the row of the word it stands at."""
    rows: list[list[Glyph]] = []
    heights: list[tuple[float, float]] = []
    # Large letters first: a raised figure then finds the row it belongs to. Blanks last: they make no rows.
    for glyph in sorted(found, key=lambda glyph: (glyph.text.isspace(), -glyph.size, glyph.top, glyph.x0)):
        middle = glyph.middle[1]
        for index, (top, bottom) in enumerate(heights):
            if top <= middle <= bottom:
                rows[index].append(glyph)
                break
        else:
            if glyph.text.strip():
                rows.append([glyph])
                heights.append((glyph.top + 0.1 * glyph.size, glyph.bottom - 0.1 * glyph.size))
    order = sorted(range(len(rows)), key=lambda index: (heights[index], rows[index][0].x0))
    return [rows[index] for index in order]


def lines_of(found: Iterable[Glyph], page: int) -> list[TextLine]:
    """Return the lines of text that characters make, from top to bottom, each read from left to right."""
    lines = [_line(sorted(row, key=lambda glyph: (glyph.x0, glyph.x1)), page) for row in rows_of(found)]
    return sorted(lines, key=lambda line: (line.top, line.x0))


def _line(row: Sequence[Glyph], page: int) -> TextLine:
    """Return the line of characters in order, with a blank where there is a gap."""
    inked = [glyph for glyph in row if glyph.text.strip()]
    gap = _GAP if len(inked) == len(row) else _WIDE_GAP
    text = ""
    last: Glyph | None = None
    for glyph in row:
        if glyph.text.isspace():
            text += " " if text and not text.endswith(" ") and glyph.x0 < inked[-1].x0 else ""
            continue
        if last is not None:
            if glyph.text == last.text and glyph.x0 - last.x0 < _SAME * min(last.size, glyph.x1 - glyph.x0 + 0.01):
                continue
            if not text.endswith(" ") and (
                glyph.x0 - last.x1 > gap * max(last.size, glyph.size) or _is_another_word(last, glyph)
            ):
                text += " "
        text += glyph.text
        last = glyph
    size = median(glyph.size for glyph in inked)
    body = [glyph for glyph in inked if glyph.size > 0.8 * size]
    bottom = median(glyph.bottom for glyph in body)  # a bullet of another font may reach lower
    return TextLine(
        text.rstrip(),
        page,
        inked[0].x0,
        max(glyph.x1 for glyph in inked),
        min(glyph.top for glyph in body),
        bottom,
        size,
        sum(glyph.bold for glyph in inked) > 0.6 * len(inked),
        spaced=row[-1].text.isspace(),
        first_word=_first_word(row, gap),
        wobble=median(abs(glyph.bottom - bottom) for glyph in body),
    )


def _is_another_word(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a letter begins another word by its height: words that were read from a picture stand on no straight line."""
    alike = before.bold == glyph.bold and abs(before.size - glyph.size) < _STYLE * glyph.size
    return alike and abs(before.bottom - glyph.bottom) > _HEIGHT and glyph.x0 - before.x1 > _LEAST_GAP * glyph.size


def _first_word(row: Sequence[Glyph], gap: float) -> float:
    """Return how wide the first word of a line is."""
    inked = iter(glyph for glyph in row if glyph.text.strip())
    first = last = next(inked)
    blank = min((glyph.x0 for glyph in row if glyph.text.isspace() and glyph.x0 > first.x0), default=math.inf)
    for glyph in inked:
        if glyph.x0 >= blank or glyph.x0 - last.x1 > gap * max(last.size, glyph.size):
            break
        last = glyph
    return last.x1 - first.x0


def stretched(inked: Sequence[Glyph]) -> bool:
    """Return whether a row of letters, from left to right, was stretched to fill its line: its gaps are wide, and all alike.

    The gaps between the columns of a table are wider than those between the words in them.
    """
    gaps = [
        after.x0 - before.x1
        for before, after in pairwise(inked)
        if after.x0 - before.x1 > _WORDS * max(before.size, after.size)
    ]
    return len(gaps) >= _GAPS and max(gaps) - min(gaps) <= _ALIKE * inked[0].size


def usual_leading(lines: Sequence[TextLine]) -> float:
    """Return the usual distance of lines, in sizes of their letters."""
    ratios = Counter(
        round((after.bottom - before.bottom) / after.size, 2)
        for before, after in pairwise(lines)
        if before.page == after.page and 0.9 < (after.bottom - before.bottom) / after.size < 3  # noqa: PLR2004 - in sizes
    )
    return max(ratios.items(), key=lambda item: (item[1], -item[0]))[0] if ratios else 1.2


def wobble_of(lines: Iterable[TextLine]) -> float:
    """Return how far lines may stand from where they should, in sizes of their letters: 0 but for text that was read from a picture."""
    told = [line.wobble / line.size for line in lines if line.text.count(" ") > 1]
    return _WOBBLES * median(told) if told else 0.0


def middle_leading(cells: Iterable[Sequence[TextLine]]) -> float:
    """Return the distance of lines in some cells, in sizes of their letters, in the middle of them all."""
    ratios = [
        ratio
        for lines in cells
        for before, after in pairwise(lines)
        if before.page == after.page and 0.9 < (ratio := (after.bottom - before.bottom) / after.size) < 3  # noqa: PLR2004 - in sizes
    ]
    return median(ratios) if ratios else 1.2


def least_leading(cells: Iterable[Sequence[TextLine]], *, tells: bool = False) -> float | None:
    """Return the least distance of lines that is common in some cells, in sizes of their letters, None where too few tell.

    What is wider stands between paragraphs. `tells` says that a blank at the end of a line shows that it was wrapped: then
    only the distance to the next line after such a line counts.
    """
    pairs = [
        (before, after)
        for lines in cells
        for before, after in pairwise(lines)
        if before.page == after.page and 0.9 < (after.bottom - before.bottom) / after.size < 3  # noqa: PLR2004 - in sizes
    ]
    wrapped = [pair for pair in pairs if pair[0].spaced] if tells else []
    counted = wrapped if len(wrapped) >= _FEW else pairs
    if len(counted) < _FEW:
        return None
    ratios = Counter(round((after.bottom - before.bottom) / after.size, 2) for before, after in counted)
    return min(ratio for ratio, count in ratios.items() if count >= _COMMON * max(ratios.values()))


def paragraphs(
    lines: Sequence[TextLine], leading: float, right: float | None = None, *, tells: bool = False
) -> list[list[TextLine]]:
    """Return lines grouped to paragraphs: a wide gap, another style or a bullet begins a new one.

    `right` is how far lines may go: one that ended before that, though the next word had room, ended its paragraph.
    `tells` says that the blanks at the ends of lines tell which were wrapped.
    """
    found: list[list[TextLine]] = []
    for line in lines:
        before = found[-1][-1] if found else None
        if (
            before
            and goes_on(before, line, leading, tells=tells)
            and not (right is not None and _chosen(before, line, right, tells))
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _chosen(before: TextLine, line: TextLine, right: float, tells: bool) -> bool:  # noqa: FBT001 - a plain fact
    """Return whether the break between two lines was the writer's choice."""
    return ended(before, right) if tells else before.page == line.page and had_room(before, line, right)


def goes_on(before: TextLine, line: TextLine, leading: float, *, tells: bool = False) -> bool:
    """Return whether a line goes on with the paragraph of the line before it; `tells` says that a blank at its end shows that it was wrapped."""
    if BULLET.match(line.text) or before.bold != line.bold or abs(before.size - line.size) > _STYLE * line.size:
        return False
    if _TICK.search(before.text) or _TICK.search(line.text):
        return False
    if before.page != line.page:
        return (tells and before.spaced) or bool(
            OPEN_END.search(before.text) or (_UNFINISHED.search(before.text) and not line.text[:1].isupper())
        )
    bottom = line.bottom if line.first_bottom is None else line.first_bottom
    return 0 < bottom - before.bottom <= _LOOSE * leading * line.size
