"""What every picture has around it: a title, what it is about, a legend, notes on what was left out, the source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.drawing.lettering import Box, broken, label, text_width
from samgraf.drawing.svg import FAINT, GREY, INK, drawing, tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARGIN = 28.0
TITLE, TEXT, SMALL = 20, 12.5, 11.5
NARROWEST = 760.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its SVG, its size, and the rectangles of all texts in it, of which no two may overlap."""

    svg: str
    width: float
    height: float
    labels: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """What is drawn inside a frame, from 0,0: its markup, its texts' rectangles, its size."""

    parts: Sequence[str]
    labels: Sequence[Box]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Sample:
    """One thing in a legend: what is drawn, with its left edge and its middle at 0,0; how wide; what stands beside it."""

    markup: str
    width: float
    text: str
    height: float = 14.0


def framed(body: Body, title: str, scope: str, legend: Iterable[Sequence[Sample]], notes: Iterable[str]) -> Picture:
    """Return a body as a whole picture; each row of the legend begins on a line of its own."""
    width = max(body.width + 2 * MARGIN, NARROWEST)
    said = [note for note in notes if note]
    parts: list[str] = []
    labels: list[Box] = []
    y = _lines(title, MARGIN, width, parts, labels, size=TITLE, colour=INK) + 3
    y = _lines(scope, y, width, parts, labels, size=TEXT) + 18
    parts.append(
        tag(
            "g",
            ["\n", *(f"{part}\n" for part in body.parts)],
            class_="body",
            transform=f"translate({MARGIN:g} {y:.1f})",
        )
    )
    labels += [replace(box, x=box.x + MARGIN, y=box.y + y) for box in body.labels]
    y += body.height + 16
    parts.append(tag("line", x1=MARGIN, y1=y, x2=width - MARGIN, y2=y, stroke=FAINT))
    y += 10
    for row in legend:
        y = _row(row, y, width, parts, labels)
    y += 4
    for note in said:
        y = _lines(note, y, width, parts, labels) + 2
    height = y + MARGIN - 10
    return Picture(drawing(width, height, title, ". ".join([scope, *said]), parts), width, height, tuple(labels))


def _lines(
    text: str, y: float, width: float, parts: list[str], labels: list[Box], *, size: float = SMALL, colour: str = GREY
) -> float:
    """Return where the next text may begin, after one was set over the whole width."""
    lines = broken(text, size, width - 2 * MARGIN, 6, bold=size == TITLE)
    markup, box = label(lines, MARGIN, y, size, bold=size == TITLE, fill=colour)
    parts.append(markup)
    labels.append(box)
    return box.y + box.height


def _row(row: Sequence[Sample], y: float, width: float, parts: list[str], labels: list[Box]) -> float:
    """Return where the next row may begin, after samples were set from left to right, on new lines when one is full."""
    x, high = MARGIN, max((sample.height for sample in row), default=0.0) + 6
    y += (high - 20) / 2
    for sample in row:
        beside = sample.width + (6 if sample.width else 0)
        wide = beside + text_width(sample.text, SMALL)
        if x > MARGIN and x + wide > width - MARGIN:
            x, y = MARGIN, y + high
        if sample.markup:
            parts.append(tag("g", sample.markup, transform=f"translate({x:.1f} {y + 7:.1f})"))
        markup, box = label([sample.text], x + beside, y, SMALL)
        parts.append(markup)
        labels.append(box)
        x += wide + 20
    return y + (high + 20) / 2
