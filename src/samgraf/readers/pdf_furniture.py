"""Which lines of PDF pages are running headers, footers and page numbers, and which are footnotes."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from samgraf.readers.furniture import mask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.readers.pdf_lines import TextLine

_NUMBER = re.compile(
    r"(?:sid(?:a|an)?\.?\s*)?[-–]?\s*(\d{1,4})\s*[-–]?(?:\s*(?:\(\d{1,4}\)|/\s*\d{1,4}|av\s+\d{1,4}))?$", re.IGNORECASE
)
_FOOTNOTE = re.compile(r"\d{1,2}\s*[A-ZÅÄÖa-zåäö(]")
_EDGE = 4  # lines at the top and at the bottom of a page that can be furniture
_NEAR = 8.0  # points that a running line may move from page to page
_PAGES = 3
_SHARE = 4  # a running line stands on at least one page of so many
_MARGIN = 0.12  # of the height
_CLOSE = 0.6  # of the size: lines with less white between them stand together
_MOSTLY = 0.7
_HEADING = re.compile(r"\d{1,2}\.\d{1,2}\.?\s+\S")
_SMALL = 0.95  # of the usual size: footnotes are smaller


def furniture(pages: Mapping[int, Sequence[TextLine]], heights: Mapping[int, float]) -> set[TextLine]:
    """Return the lines that are page headers, footers or page numbers."""
    found: set[TextLine] = set()
    running: dict[str, list[TextLine]] = {}
    numbers: dict[int, list[TextLine]] = {}
    for page, lines in pages.items():
        for line in {*lines[:_EDGE], *lines[-_EDGE:]}:
            number = _NUMBER.fullmatch(line.text.strip())
            margin = line.bottom < _MARGIN * heights[page] or line.top > (1 - _MARGIN) * heights[page]
            if number and margin:
                numbers.setdefault(int(number.group(1)) - page, []).append(line)
            if not _FOOTNOTE.match(line.text) or number:
                running.setdefault(mask(line.text), []).append(line)
    if numbers:  # printed numbers keep one distance from the page's own; others are something else
        best = max(numbers.values(), key=lambda lines: (len({line.page for line in lines}), -abs(lines[0].top)))
        if len(best) > 1 or len(pages) == 1:
            found.update(best)
    needed = max(_PAGES, len(pages) // _SHARE)
    for lines in running.values():
        for line in lines:
            like = [other for other in lines if abs(other.top - line.top) <= _NEAR]
            on = {other.page for other in like}
            if len(on) >= min(needed, _enough_near(on)) and _counts_pages(like):
                found.add(line)
    return {line for lines in pages.values() for line in _standing_apart(lines, found)}


def _enough_near(on: set[int]) -> float:
    """Return how many pages are enough among those from the first with a line to the last: long appendices may have other lines, or none."""
    return max(_PAGES + 1, _MOSTLY * (max(on) - min(on) + 1))


def _counts_pages(lines: Sequence[TextLine]) -> bool:
    """Return whether lines that are alike but for their numbers are the same, or count the pages; headings count chapters."""
    if len({line.text for line in lines}) == 1:
        return True
    steps = Counter(
        (place, int(number) - line.page)
        for line in lines
        for place, number in enumerate(re.findall(r"\d{1,4}", line.text))
    )
    return max(steps.values(), default=0) > _MOSTLY * len(lines) and not any(
        _HEADING.match(line.text) for line in lines
    )


def _standing_apart(lines: Sequence[TextLine], running: set[TextLine]) -> list[TextLine]:
    """Return the running lines of a page, without those that stand close to lines that do not run: they are of its text."""
    groups: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: (line.top, line.x0)):
        if groups and line.top - max(other.bottom for other in groups[-1]) < _CLOSE * line.size:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [line for group in groups if all(line in running for line in group) for line in group]


def footnotes(lines: Sequence[TextLine], usual: float) -> list[TextLine]:
    """Return the lines at the foot of a page, in small print, from the first that begins with a number."""
    found: list[TextLine] = []
    for line in reversed(lines):
        if line.size >= _SMALL * usual:
            break
        found.append(line)
    found.reverse()
    while found and not _FOOTNOTE.match(found[0].text):
        found.pop(0)
    return found
