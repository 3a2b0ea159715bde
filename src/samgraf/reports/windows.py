"""Slow patterns made fast: they are tried only where something that they need stands near."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


REACH = 160
"""So many characters before a place tell what stands there: a pattern that ends there need not look at the whole text before it."""


def matches_near(
    pattern: re.Pattern[str], text: str, sign: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern within so many characters before and after each place where a sign stands."""
    for start, end in windows(text, sign, before, after):
        yield from pattern.finditer(text, start, end)


def windows(text: str, sign: re.Pattern[str], before: int, after: int) -> list[tuple[int, int]]:
    """Return the parts of a text around each place where a sign stands, joined where they touch, from the start of a word."""
    found: list[tuple[int, int]] = []
    for first, last in _places(text, sign):
        start, end = max(0, first - before), min(len(text), last + after)
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


@lru_cache(maxsize=8)
def _places(text: str, sign: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """Return where a sign stands in a text: many patterns ask for the same."""
    return tuple(match.span() for match in sign.finditer(text))
