"""Which lines of flat text are page headers, page footers and page numbers, told by where they stand and come again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from samgraf.readers.pages import Layout, bare_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DIGITS = re.compile(r"\d+")
_FOOTNOTE = re.compile(r"\s*\d{1,2}\s+\D")
_EDGE = 3  # lines with text at the top and at the bottom of a page that can be a header or footer
_PAGES = 3  # on which it comes again, at least
_AT_EDGES = 0.75  # of its occurrences: a cell's text that happens to end pages also stands elsewhere


def find_furniture(rows: Sequence[str], layout: Layout) -> frozenset[int]:
    """Return the numbers (from 0) of the rows that are furniture."""
    if not layout.pages:
        return frozenset(layout.headers)
    found = set(layout.headers)
    found.update(_page_numbers(rows, layout))
    found.update(_running(rows, layout.pages, found))
    return frozenset(found)


def mask(row: str) -> str:
    """Return a row with its numbers masked and its blanks folded, so that headers of two pages compare equal."""
    return _DIGITS.sub("#", " ".join(row.split()))


def _page_numbers(rows: Sequence[str], layout: Layout) -> set[int]:
    """Return the rows that are nothing but their page's number."""
    if layout.offset is None:
        return set()
    return {row for row, text in enumerate(rows) if bare_number(text) == layout.pages[row] + layout.offset}


def _running(rows: Sequence[str], pages: Sequence[int], known: set[int]) -> set[int]:
    """Return the rows at page edges whose text, but for digits, comes again on several pages and hardly elsewhere."""
    by_page: dict[int, list[int]] = {}
    for row, text in enumerate(rows):
        if text.strip() and row not in known:
            by_page.setdefault(pages[row], []).append(row)
    edges: dict[str, set[int]] = {}
    for filled in by_page.values():
        for row in {*filled[:_EDGE], *filled[-_EDGE:]}:
            if not _FOOTNOTE.match(rows[row]) or _counts_pages(rows[row]):
                edges.setdefault(mask(rows[row]), set()).add(row)
    everywhere = Counter(mask(text) for text in rows if text.strip())
    needed = max(_PAGES, len(by_page) // 4)
    running = {
        text: where
        for text, where in edges.items()
        if len({pages[row] for row in where}) >= needed
        and len(where) >= _AT_EDGES * everywhere[text]
        and any(character.isalnum() or character == "#" for character in text)
    }
    return {row for where in running.values() for row in where} | _out_of_place(rows, pages, running, known)


def _out_of_place(
    rows: Sequence[str], pages: Sequence[int], running: Mapping[str, set[int]], known: set[int]
) -> set[int]:
    """Return the rows in the middle of a page that say what runs at the edges of others, where this page's edges have none.

    A tool that takes boxes by their place sometimes takes the footer before the last column of a table.
    """
    at_edge = {(text, pages[row]) for text, where in running.items() for row in where}
    return {
        row
        for row, text in enumerate(rows)
        if row not in known and mask(text) in running and (mask(text), pages[row]) not in at_edge
    }


def _counts_pages(row: str) -> bool:
    """Return whether a row says which page of how many it is: "3 (17)", "Sida 3 av 17"."""
    return bool(re.fullmatch(r"\s*(?:sid(?:a|an)?\.?\s*)?\d+\s*(?:\(\d+\)|av\s+\d+|/\s*\d+)\s*", row, re.IGNORECASE))
