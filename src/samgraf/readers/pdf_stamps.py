"""What is printed over a page or up its side: a watermark is none of the text, and a word that is turned is one word."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from samgraf.readers.pdf_lines import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_STRAIGHT = 0.1  # of a letter's size: a way that goes no farther aside is straight
_LARGE = 3.0  # times the usual size: what is printed over text
_COVERED = 3  # letters of the text, at least, under those of a watermark
_NEAR = 2.0  # points that a watermark may move from page to page


@dataclass(frozen=True, slots=True)
class Standing:
    """The characters of a page that stand upright, words that are turned, and the words of slanting watermarks."""

    upright: list[dict[str, Any]]
    turned: list[Glyph]
    aside: tuple[str, ...]


def standing(characters: Iterable[dict[str, Any]]) -> Standing:
    """Return pdfplumber's characters of a page by how they stand."""
    upright: list[dict[str, Any]] = []
    words: dict[str, list[list[dict[str, Any]]]] = {"turned": [], "slanting": []}
    before: tuple[str, tuple[int, int]] | None = None
    for one in characters:
        a, b = one["matrix"][:2]
        size = math.hypot(a, b) or 1.0
        if abs(b) <= _STRAIGHT * size:
            upright.append(one)
            before = None
            continue
        way = ("turned" if abs(a) <= _STRAIGHT * size else "slanting", (round(10 * a / size), round(10 * b / size)))
        if before == way and _beside(words[way[0]][-1][-1], one):
            words[way[0]][-1].append(one)
        else:
            words[way[0]].append([one])
        before = way
    slanting = (_text(word) for word in words["slanting"])
    return Standing(upright, [_glyph(word) for word in words["turned"] if _text(word)], tuple(filter(None, slanting)))


def _beside(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Return whether two characters follow each other in a word or a line."""
    reach = 1.5 * max(one["width"], one["height"], other["width"], other["height"])
    return bool(math.hypot(other["x0"] - one["x0"], other["top"] - one["top"]) <= reach)


def _text(word: Iterable[dict[str, Any]]) -> str:
    """Return the text of characters."""
    return "".join(one["text"] for one in word).strip()


def _glyph(word: Sequence[dict[str, Any]]) -> Glyph:
    """Return a word that is turned as one character in the middle of where it stands."""
    x0, x1 = min(one["x0"] for one in word), max(one["x1"] for one in word)
    size = float(x1 - x0) or 1.0
    middle = (min(one["top"] for one in word) + max(one["bottom"] for one in word)) / 2
    return Glyph(_text(word), x0, x1, middle - size / 2, middle + size / 2, size, bold=False, mcid=word[0].get("mcid"))


def stamps_of(pages: Sequence[Sequence[Glyph]]) -> list[set[Glyph]]:
    """Return the large letters of each page that are printed over its text, also where a page has none under them."""
    large = [_large(page) for page in pages]
    places: set[tuple[str, int, int]] = set()
    for page, found in zip(pages, large, strict=True):
        small = [glyph for glyph in page if glyph.text.strip() and glyph not in found]
        if sum(any(_covers(one, glyph) for one in found) for glyph in small) >= _COVERED:
            places |= {place for one in found for place in _places(one)}
    return [{one for one in found if any(place in places for place in _places(one))} for found in large]


def _large(page: Sequence[Glyph]) -> set[Glyph]:
    """Return the letters of a page that are much larger than the others."""
    sizes = Counter(glyph.size for glyph in page if glyph.text.strip())
    usual = median(sizes.elements()) if sizes else 0.0
    return {glyph for glyph in page if glyph.size >= _LARGE * usual and glyph.text.strip()}


def _covers(one: Glyph, glyph: Glyph) -> bool:
    """Return whether a large letter is printed over a small one."""
    x, y = glyph.middle
    return one.x0 <= x <= one.x1 and one.top <= y <= one.bottom


def _places(one: Glyph) -> list[tuple[str, int, int]]:
    """Return what a letter of a watermark is known by on other pages: itself and where it stands, roughly."""
    x, y = round(one.x0 / _NEAR), round(one.top / _NEAR)
    return [(one.text, x + right, y + down) for right in (-1, 0, 1) for down in (-1, 0, 1)]
