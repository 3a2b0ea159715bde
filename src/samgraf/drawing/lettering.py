"""How wide text is, and how it is broken into lines: so wide that it fits in either of the fonts that are likely there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from samgraf.drawing.svg import INK, PAPER, Value, tag, words

_WIDTHS = {
    280: "'ijl", 300: "I", 320: " ,.’·\u00a0", 340: "/:;\\|", 360: "-f", 400: "!()[]t", 420: "r", 460: '"', 500: "*J`°", 520: "sz”",
    540: "c", 560: "?L_–§", 580: "k", 600: "vxy", 620: "FTaeoåäöéèøß«»", 640: "$0123456789bdghnpqu{}ü", 660: "EKPSYÉ",
    680: "ABVXZÅÄ", 720: "CR", 740: "NUÜ", 760: "H", 780: "&DGOQÖØ", 820: "w", 840: "#+<=>^~×", 860: "M", 960: "%½", 980: "Wmæ",
    1000: "Æ—…", 1020: "@",
}  # fmt: skip
"""Widths in thousandths of the size: the wider of Liberation Sans (Arial's widths) and DejaVu Sans."""
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_UNKNOWN = 1020
BOLD = 1.1
LINE = 1.25
"""The height of a line, in sizes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: Box) -> bool:
        """Return whether two rectangles have some inner point in common."""
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is."""
    total = sum(_WIDTH.get(letter, 0) or _like(letter) for letter in text)
    return total * size / 1000 * (BOLD if bold else 1)


def _like(letter: str) -> int:
    """Return the width of a letter that the table has not: that of the letter without its accent, or the widest."""
    if unicodedata.combining(letter):
        return 0
    return _WIDTH.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)


def broken(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> list[str]:
    """Return a text in at most so many lines no wider than `width`; what does not fit is left out with "…" at the end."""
    found: list[str] = []
    rest = " ".join(text.split())
    while rest and len(found) < lines:
        line, rest = _line(rest, size, width, bold=bold)
        found.append(line)
    if rest:
        found[-1] = _cut(f"{found[-1]} {rest}", size, width, bold=bold)
    return found


def _line(text: str, size: float, width: float, *, bold: bool) -> tuple[str, str]:
    """Return the first line of a text and what is left; a word too wide for a line is parted."""
    end = 0
    for at, letter in enumerate(text):
        if text_width(text[: at + 1].rstrip(), size, bold=bold) > width:
            break
        if letter in " -/" or at == len(text) - 1:
            end = at + 1
    else:
        return text.strip(), ""
    if end == 0:
        end = max(1, at - 1)
        return f"{text[:end]}-", text[end:]
    return text[:end].strip(), text[end:].strip()


def name_width(text: str, size: float, usual: float, widest: float) -> float:
    """Return how wide a name's lines may be: as usual, or as its longest word, so that few words are parted."""
    longest = max((text_width(word, size) for word in text.split()), default=0.0)
    return min(max(usual, longest), widest)


def _cut(text: str, size: float, width: float, *, bold: bool) -> str:
    """Return as much of a text as fits with "…" after it."""
    while text and text_width(f"{text}…", size, bold=bold) > width:
        text = text[:-1].rstrip()
    return f"{text}…"


def label(
    lines: list[str],
    x: float,
    y: float,
    size: float,
    *,
    anchor: str = "start",
    bold: bool = False,
    halo: bool = False,
    **attributes: Value | None,
) -> tuple[str, Box]:
    """Return lines of text whose upper edge is at `y`, and the rectangle they fill; `halo` keeps lines behind them off."""
    width = max((text_width(line, size, bold=bold) for line in lines), default=0.0)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    spans = [tag("tspan", words(line), x=x, y=y + size * (0.92 + LINE * number)) for number, line in enumerate(lines)]
    looks: dict[str, Value | None] = {"font_size": size, "fill": INK, **attributes}
    if halo:
        looks |= {"stroke": PAPER, "stroke_width": 3, "stroke_linejoin": "round", "paint_order": "stroke"}
    markup = tag(
        "text",
        spans,
        text_anchor=None if anchor == "start" else anchor,
        font_weight="bold" if bold else None,
        **looks,
    )
    return markup, Box(left, y, width, size * LINE * len(lines))
