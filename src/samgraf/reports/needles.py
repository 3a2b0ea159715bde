"""Many patterns made fast: each is tried only on a text that holds words which the pattern cannot do without.

The words are read off the pattern itself: "drivs|leds" needs one of the two, "(?:med )?stöd av" needs "stöd av". All are
looked for at once, by one automaton, in lower case. A pattern that can do without any word is always tried.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

import ahocorasick

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

_MOST = 96
"""So many words at most are kept for one pattern, or for one place in it."""
_LONG = 4
"""A word of so many characters is rare enough; of longer ones it matters more how few they are."""

T = TypeVar("T")
_Needles = frozenset[str]


class Needles:
    """The words that some patterns need, by the patterns' places in their sequence."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        """Read the words off the patterns, and make the automaton that finds them."""
        masks: dict[str, int] = {}
        self._always = 0
        for at, pattern in enumerate(patterns):
            needed = needed_by(pattern)
            if not needed:
                self._always |= 1 << at
            for word in needed:
                masks[word] = masks.get(word, 0) | 1 << at
        self._words = ahocorasick.Automaton()
        for word, mask in masks.items():
            self._words.add_word(word, mask)
        self._words.make_automaton()
        self._any = bool(masks)

    def fitting(self, items: Sequence[T], text: str) -> list[T]:
        """Return what belongs to the patterns that may match in a text, one item for each pattern; the others cannot match."""
        mask = self._always
        if self._any:
            for _, found in self._words.iter(text.lower()):
                mask |= found
        return [item for at, item in enumerate(items) if mask >> at & 1]


def needed_by(pattern: re.Pattern[str]) -> _Needles:
    """Return words of which a text holds at least one, in lower case, if the pattern matches in it; none if it needs none."""
    try:
        parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags)
    except (ImportError, AttributeError):  # the parser is Python's own: where it has moved, patterns are always tried
        return frozenset()
    return _of_sequence(parsed)[1]


def _of_sequence(items: Any) -> tuple[_Needles | None, _Needles]:  # noqa: ANN401  (a parsed pattern has no types)
    """Return all that a sequence can match, None where that is more than a few words; and the words of which it needs one.

    Those are the best of its runs of plain characters and of what its parts need.
    """
    best, run, plain, whole = _NONE, _EMPTY, "", True
    for operation, argument in items:
        if operation.name == "LITERAL":
            plain += chr(argument)
            continue
        spelled, needed = _of_part(operation.name, argument)
        best = max(best, needed, key=_worth)
        if spelled is _EMPTY:
            continue
        run, plain = _followed(run, frozenset({plain.lower()})), ""
        if spelled is not None and len(spelled) * len(run) <= _MOST:
            run = _followed(run, spelled)
        else:
            best, whole = max(best, run, key=_worth), False
            run = _EMPTY if spelled is None else spelled
    run = _followed(run, frozenset({plain.lower()}))
    best = max(best, run, key=_worth)
    return (run if whole else None), (best if _worth(best) > _NOTHING else _NONE)


_NONE: _Needles = frozenset()
_EMPTY: _Needles = frozenset({""})
_NOTHING = (0, 0)


def _followed(first: _Needles, second: _Needles) -> _Needles:
    """Return each word of the first followed by each of the second."""
    if _EMPTY in (first, second):
        return second if first == _EMPTY else first
    return frozenset(a + b for a in first for b in second)


def _worth(words: _Needles) -> tuple[int, int]:
    """Return how much a choice of words tells: their shortest, then how few they are; nothing where one is empty."""
    if not words or len(words) > _MOST:
        return _NOTHING
    shortest = min(map(len, words))
    return (min(shortest, _LONG), -len(words)) if shortest else _NOTHING


def _of_part(name: str, argument: Any) -> tuple[_Needles | None, _Needles]:  # noqa: ANN401
    """Return all that one part of a pattern can match, and the words of which it needs one, as for a sequence."""
    if name == "SUBPATTERN":
        return _of_sequence(argument[3])
    if name == "BRANCH":
        each = [_of_sequence(branch) for branch in argument[1]]
        needed = [words for _, words in each]
        return _joined([words for words, _ in each]), _NONE.union(*needed) if all(needed) else _NONE
    if name in {"MAX_REPEAT", "MIN_REPEAT"}:
        spelled, needed_once = _of_sequence(argument[2])
        once = _joined([_EMPTY, spelled]) if argument[:2] == (0, 1) else None
        return once, needed_once if argument[0] else _NONE
    if name == "IN":
        few = all(kind.name == "LITERAL" for kind, _ in argument)
        return frozenset(chr(one).lower() for _, one in argument) if few else None, _NONE
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return _EMPTY, _of_sequence(argument[1])[1] if name == "ASSERT" else _NONE
    return None, _NONE


def _joined(choices: Sequence[_Needles | None]) -> _Needles | None:
    """Return all words of some choices, None where one of them is unknown or they are many."""
    found: set[str] = set()
    for choice in choices:
        if choice is None:
            return None
        found |= choice
    return frozenset(found) if len(found) <= _MOST else None
