"""Where the pages of flat text begin: form feeds, else lines with one leading blank, else printed page numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from samgraf.documents import Warned
from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from collections.abc import Sequence

_LEADING_BLANK = re.compile(r" \S")
_INDENTED = re.compile(r"(?: {2,}|\t)\s*\S")
_BARE_NUMBER = re.compile(r"\s*[-–]?\s*(\d{1,4})\s*[-–]?\s*$")
_ITEM = re.compile(rf"\s*(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]?\s+\S|[{ITEMS}]\s*\S)")
_DATE_OR_CASE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\bdiarie(?:n|nummer)|\bdnr\b", re.IGNORECASE)
_COUNTS_PAGES = re.compile(r"\s*sid(?:a|an)?\.?\s*\d+\s*(?:\(\d+\)|av\s+\d+|/\s*\d+)\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d")

_RARE = 0.12  # of the lines with text; more leading blanks than that are layout, not pages
_FEW_INDENTED = 0.02  # of the lines with text; more means that the layout was kept with blanks
_NEAR = 15  # lines with text between two wrapped list items that look like pages
_RUN = 8  # lines with text in a page header, at most


@dataclass(frozen=True, slots=True)
class Layout:
    """The page of each row (empty when pages are unknown), how many there are, and printed numbers minus page."""

    pages: tuple[int, ...] = ()
    offset: int | None = None
    headers: tuple[int, ...] = ()
    warnings: tuple[Warned, ...] = ()

    @property
    def count(self) -> int | None:
        """Return the number of pages, or None when unknown."""
        return self.pages[-1] if self.pages else None


def find_pages(rows: Sequence[str]) -> Layout:
    """Return the pages of flat text, and the rows of page headers that stand in the middle of it."""
    headers = repeated_headers(rows)
    starts = _form_feeds(rows)
    if not starts:
        starts = _leading_blanks(rows)
        if starts:
            starts = _with_headers(rows, starts, headers)
    if not starts:
        starts = _numbered(rows) or [header[0] for header in headers if header[0]]
    flat = tuple(sorted(row for header in headers for row in header))
    if not starts:
        return Layout(headers=flat)
    pages = _pages(len(rows), starts)
    offset = printed_offset(rows, pages)
    warnings: tuple[Warned, ...] = ()
    if offset:
        warnings = (
            Warned(
                f"Tryckt sidnummer är sidans ordning i filen {offset:+d}.",
                f"The printed page number is the page's place in the file {offset:+d}.",
            ),
        )
    return Layout(pages, offset, flat, warnings)


def bare_number(row: str) -> int | None:
    """Return the number that is all there is in a row, else None."""
    match = _BARE_NUMBER.match(row)
    return int(match.group(1)) if match else None


def printed_offset(rows: Sequence[str], pages: Sequence[int]) -> int | None:
    """Return printed page number minus page, where the numbers standing alone agree on one."""
    found: dict[int, set[int]] = {}
    for row, page in zip(rows, pages, strict=True):
        number = bare_number(row)
        if number is not None:
            found.setdefault(number - page, set()).add(page)
    ranked = sorted(((len(seen), -abs(offset), offset) for offset, seen in found.items()), reverse=True)
    if not ranked:
        return None
    votes, _, offset = ranked[0]
    clear = len(ranked) == 1 or ranked[1][0] < votes
    return offset if votes >= 2 and clear else None  # noqa: PLR2004 - one number proves nothing


def repeated_headers(rows: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return the rows of each page header that stands in the text: a run of lines that comes again.

    It holds a date or a case number, agrees line by line but for digits, and ends in a number
    that grows, counts pages ("Sida 3 (20)"), or names a case ("Diarienr").
    """
    filled = [number for number, row in enumerate(rows) if row.strip()]
    masked = [_DIGITS.sub("#", " ".join(rows[number].split())) for number in filled]
    where: dict[str, list[int]] = {}
    for index, text in enumerate(masked):
        if _DATE_OR_CASE.search(rows[filled[index]]):
            where.setdefault(text, []).append(index)
    runs: set[tuple[int, ...]] = set()
    for found in where.values():
        places = found[1:] if found[0] == 0 else found
        if len(places) > 1:
            before, after = _extent(masked, places)
            run = [tuple(range(place - before, place + after + 1)) for place in places]
            if _is_header(rows, filled, run):
                runs.update(run)
    merged = sorted({index for run in runs for index in run})
    groups: list[list[int]] = []
    for index in merged:
        if groups and index == groups[-1][-1] + 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    return tuple(tuple(filled[index] for index in group) for group in groups)


def _extent(masked: Sequence[str], places: Sequence[int]) -> tuple[int, int]:
    """Return how many lines before and after these places agree in all of them."""
    before = after = 0
    gap = min(right - left for left, right in pairwise(places))
    while (
        before < min(_RUN, gap - 1)
        and len({masked[place - before - 1] for place in places if place > before}) == 1
        and places[0] > before
    ):
        before += 1
    while (
        after < min(_RUN, gap - 1)
        and places[-1] + after + 1 < len(masked)
        and len({_number_mask(masked[place + after + 1]) for place in places}) == 1
    ):
        after += 1
    return before, after


def _number_mask(masked: str) -> str:
    """Return a masked line, with page numbers of any length alike."""
    return "#" if masked.strip("# -–") == "" and masked else masked


def _is_header(rows: Sequence[str], filled: Sequence[int], runs: Sequence[Sequence[int]]) -> bool:
    """Return whether runs that agree are a page header, and not two table cells with the same wording."""
    lines = [[rows[filled[index]] for index in run] for run in runs]
    if not 2 <= len(lines[0]) <= 2 * _RUN:  # noqa: PLR2004 - a run has at least two lines
        return False
    numbers = [[bare_number(row) for row in run] for run in lines]
    for column in zip(*numbers, strict=True):
        known = [number for number in column if number is not None]
        if len(known) == len(column) and all(left < right for left, right in pairwise(known)):
            return True
    if any(_COUNTS_PAGES.match(row) for row in lines[0]):
        return True
    case = sum(bool(re.search(r"\bdiarie|\bdnr\b", row, re.IGNORECASE)) for row in lines[0])
    return case > 0 and len(lines[0]) > 2  # noqa: PLR2004 - a case number alone may be a sentence


def _form_feeds(rows: Sequence[str]) -> list[int]:
    """Return the rows that a form feed makes the first of a page; several feeds are several pages."""
    starts: list[int] = []
    for number, row in enumerate(rows):
        feeds = row.count("\f")
        if feeds:
            first = number if not row.split("\f", 1)[0].strip() else number + 1
            starts += [first] * feeds
    return [start for start in starts if 0 < start < len(rows)]


def _leading_blanks(rows: Sequence[str]) -> list[int]:
    """Return the rows that begin with exactly one blank, where that is rare and not how lists are wrapped."""
    filled = [number for number, row in enumerate(rows) if row.strip()]
    order = {number: index for index, number in enumerate(filled)}
    candidates = [number for number in filled if number and _LEADING_BLANK.match(rows[number])]
    indented = sum(bool(_INDENTED.match(rows[number])) for number in filled)
    if not candidates or len(candidates) > _RARE * len(filled) or indented > _FEW_INDENTED * len(filled):
        return []
    hanging = _hanging(rows, candidates)
    wrapped = {
        number
        for number in hanging
        if any(other != number and abs(order[other] - order[number]) <= _NEAR for other in hanging)
    }
    return [number for number in candidates if number not in wrapped]


def _hanging(rows: Sequence[str], candidates: Sequence[int]) -> set[int]:
    """Return the candidates that look like the second line of a list item: its text goes on in lower case."""
    hanging: set[int] = set()
    for number in candidates:
        above = rows[number - 1]
        unfinished = bool(above.strip()) and above.rstrip()[-1] not in ".!?:"
        if unfinished and rows[number].lstrip()[0].islower() and (_ITEM.match(above) or number - 1 in hanging):
            hanging.add(number)
    return hanging


def _with_headers(rows: Sequence[str], starts: list[int], headers: Sequence[Sequence[int]]) -> list[int]:
    """Return page starts, with those of headers added where the numbers printed in them then agree."""
    if not headers:
        return starts
    added = sorted({*starts, *(header[0] for header in headers)})

    def offsets(pages: Sequence[int]) -> Counter[int]:
        return Counter(
            number - pages[row]
            for header in headers
            for row in header
            if (number := bare_number(rows[row])) is not None
        )

    plain, better = offsets(_pages(len(rows), starts)), offsets(_pages(len(rows), added))
    return added if better and (len(better) == 1 and len(plain) != 1) else starts


def _numbered(rows: Sequence[str]) -> list[int]:
    """Return page starts by page numbers that stand alone, one after the other through the whole text."""
    numbers = [
        (row, number)
        for row, text in enumerate(rows)
        if (number := bare_number(text)) is not None and _alone(rows, row)
    ]
    best: list[int] = []
    for at, (_, first) in enumerate(numbers):
        if len(numbers) - at <= len(best):
            break
        wanted, chain = first, []
        for row, number in numbers[at:]:
            if number == wanted:
                chain.append(row)
                wanted += 1
        if len(chain) > len(best):
            best = chain
    if len(best) < 3:  # noqa: PLR2004 - two numbers in order happen by chance
        return []
    filled = [number for number, row in enumerate(rows) if row.strip()]
    if best[0] in filled[:4]:  # the number stands at the top of the page
        return [row for row in best if row]
    return [row + 1 for row in best if row + 1 < len(rows) and any(text.strip() for text in rows[row + 1 :])]


def _alone(rows: Sequence[str], row: int) -> bool:
    """Return whether blank rows, or the ends of the text, are around a row."""
    above = row == 0 or not rows[row - 1].strip()
    below = row + 1 >= len(rows) or not rows[row + 1].strip()
    return above and below


def _pages(length: int, starts: Sequence[int]) -> tuple[int, ...]:
    """Return the page of each row, given the rows where a new page begins."""
    counts = Counter(starts)
    page, pages = 1, []
    for row in range(length):
        page += counts.get(row, 0)
        pages.append(page)
    return tuple(pages)
