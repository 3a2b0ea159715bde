"""Mentions of parts of a text as those of the whole, and the parts in which a text is read that is longer than answers are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from samgraf.reports.model import Mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 10_000
"""So many characters are recognised at once: patterns that look far around them take the square of a text's length."""
_ENDS = (re.compile(r"\n"), re.compile(r"[.!?] "), re.compile(r"\s"))
"""Where a long text is cut: at the last end of a line, else of a sentence, else of a word."""


def portions(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the parts of a text begin and end that are read at once; a text that answers hold is one part."""
    start = 0
    while len(text) - start > LONGEST:
        end = _cut(text, start)
        yield start, end
        start = end
    yield start, len(text)


def _cut(text: str, start: int) -> int:
    """Return where a part that starts at a place ends: no further than it may, and beyond the half of that."""
    half, most = start + LONGEST // 2, start + LONGEST
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, half, most)]
        if ends:
            return ends[-1]
    return most


def moved(mentions: Mentions, by: int) -> Mentions:
    """Return mentions `by` characters later."""
    if not by:
        return mentions
    return Mentions(**{
        kind: tuple(replace(one, start=one.start + by, end=one.end + by) for one in found)
        for kind, found in vars(mentions).items() if found
    })  # fmt: skip


def together(many: Iterable[Mentions]) -> Mentions:
    """Return the mentions of several parts of one passage as those of the whole, each kind in the order of the text."""
    whole: dict[str, list[object]] = {}
    for mentions in many:
        for kind, found in vars(mentions).items():
            if found:
                whole.setdefault(kind, []).extend(found)
    return Mentions(**{kind: tuple(sorted(found, key=_at)) for kind, found in whole.items()})  # type: ignore[arg-type]


def _at(mention: Any) -> tuple[int, int]:  # noqa: ANN401 - mentions of every kind
    """Return where a mention stands."""
    return mention.start, mention.end
