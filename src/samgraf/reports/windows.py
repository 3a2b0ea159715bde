"""Slow patterns made fast: they are tried only where something that they need stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


def matches_near(
    pattern: re.Pattern[str], text: str, sign: re.Pattern[str], before: int, after: int
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern within so many characters before and after each place where a sign stands."""
    for start, end in windows(text, sign, before, after):
        yield from pattern.finditer(text, start, end)


def windows(text: str, sign: re.Pattern[str], before: int, after: int) -> list[tuple[int, int]]:
    """Return the parts of a text around each place where a sign stands, joined where they touch, from the start of a word."""
    found: list[tuple[int, int]] = []
    for match in sign.finditer(text):
        start, end = max(0, match.start() - before), min(len(text), match.end() + after)
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
            end += 1
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
