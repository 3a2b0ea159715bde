"""Titles of goals found in text: as written, inflected, cut short, or without their article.

Two words are the same when they share a stem; a title counts as found when enough of its words
stand in a row, and no other title begins with the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.reference import GoalRecord

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ARTICLES = frozenset({"ett", "en", "det", "den", "de"})
_SMALL = frozenset(
    [
        "i",
        "och",
        "för",
        "av",
        "till",
        "med",
        "på",
        "den",
        "det",
        "de",
        "en",
        "ett",
        "att",
        "som",
        "genom",
        "inom",
        "samt",
        "hos",
        "om",
        "från",
        "vid",
        "alla",
        "är",
        "ska",
    ],
)
_LEAST_WORDS = 2
_SUFFIX = 4


@dataclass(frozen=True, slots=True)
class TitleHit:
    """A title found from `start` to `end`; `goal` is the goal that bears it, `whole` that no word of it is missing."""

    start: int
    end: int
    goal: GoalRecord
    whole: bool


@dataclass(frozen=True)
class Titles:
    """All titles of some goals, by the first letters of their first word of weight."""

    by_stem: Mapping[str, tuple[tuple[tuple[str, ...], GoalRecord], ...]]

    def find(self, text: str) -> list[TitleHit]:
        """Return the titles in a text from left to right, the longest where several begin at one word."""
        words = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(text)]
        found: list[TitleHit] = []
        at = 0
        while at < len(words):
            best = self._best_at(words, at)
            if best is None:
                at += 1
                continue
            count, goal, whole = best
            first = at - 1 if at and words[at - 1][2] in _ARTICLES else at
            found.append(TitleHit(words[first][0], words[at + count - 1][1], goal, whole))
            at += count
        return found

    def _best_at(self, words: list[tuple[int, int, str]], at: int) -> tuple[int, GoalRecord, bool] | None:
        """Return how many words of which title stand at a word, None where too few or two titles fit."""
        best: list[tuple[int, int, GoalRecord, bool]] = []
        for title, goal in self.by_stem.get(words[at][2][:3], ()):
            count = _common(words, at, title)
            weight = sum(word not in _SMALL for word in title[:count])
            whole = count == len(title)
            if whole or _enough(weight, title, goal):
                best.append((count, weight, goal, whole))
        if not best:
            return None
        most = max(count for count, *_ in best)
        top = [hit for hit in best if hit[0] == most]
        if len({goal.iri for _, _, goal, _ in top}) > 1:
            top = [hit for hit in top if hit[3]] or top
        return (most, top[0][2], top[0][3]) if len({goal.iri for _, _, goal, _ in top}) == 1 else None


def titles_of(goals: Iterable[GoalRecord]) -> Titles:
    """Return the titles of goals, ready to be looked for."""
    found: dict[str, list[tuple[tuple[str, ...], GoalRecord]]] = {}
    for goal in goals:
        for title in dict.fromkeys(filter(None, (goal.title, *goal.titles))):
            words = tuple(word.lower() for word in _WORD.findall(title))
            words = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
            if words:
                found.setdefault(words[0][:3], []).append((words, goal))
    return Titles({stem: tuple(titles) for stem, titles in found.items()})


def _enough(weight: int, title: tuple[str, ...], goal: GoalRecord) -> bool:
    """Return whether so many words of weight, of all those of a title, are enough to name it."""
    total = sum(word not in _SMALL for word in title)
    least = _LEAST_WORDS if goal.level == "area" else _LEAST_WORDS + 1
    return weight >= least and weight * 5 >= total * 2


def _common(words: list[tuple[int, int, str]], at: int, title: tuple[str, ...]) -> int:
    """Return how many words of a title stand in a row from a word on."""
    count = 0
    for word, (_, _, written) in zip(title, words[at : at + len(title)], strict=False):
        if not _same(word, written):
            break
        count += 1
    while count and title[count - 1] in _SMALL and count < len(title):
        count -= 1
    return count


def _same(one: str, other: str) -> bool:
    """Return whether two words are forms of one word: one beginning, endings of at most four letters."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    common = 0
    while common < shorter and one[common] == other[common]:
        common += 1
    return common >= 3 and common * 10 >= shorter * 7 and max(len(one), len(other)) - common <= _SUFFIX  # noqa: PLR2004
