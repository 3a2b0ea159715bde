"""Misspelt names: "Lansstyrelsen", "Arbetsförmedligen", corrected before names are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from samgraf.reports.actor_forms import Gazetteer

_WORD = re.compile(r"[^\W\d_]{8,}")
_FOLD = str.maketrans("åäöéüÅÄÖÉÜ", "aaoeuAAOEU")
_LONG = 10
_VERY_LONG = 15


@dataclass(frozen=True, slots=True)
class Corrected:
    """A text with misspelt names corrected, and the way back.

    `edits` are (start in the corrected text, end there, start in the original, end there), in order.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, at: int, *, end: bool = False) -> int:
        """Return the position in the original text of a position in the corrected one."""
        index = bisect_right([edit[0] for edit in self.edits], at - (1 if end else 0)) - 1
        if index < 0:
            return at
        left, right, was_left, was_right = self.edits[index]
        if at >= right:
            return at - right + was_right
        return was_right if end else was_left + min(at - left, was_right - was_left)

    def touched(self, start: int, end: int) -> bool:
        """Return whether a span of the corrected text holds a correction."""
        return any(left < end and right > start for left, right, _, _ in self.edits)


def correct(text: str, gazette: Gazetteer) -> Corrected:
    """Return the text with long misspelt words of registered names corrected.

    A word is corrected where it is one slip (two in very long words) from exactly one known word of at least ten
    letters with the same first letter and the same ending, or where only its diacritics are lost.
    """
    parts: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    reached = length = 0
    for match in _WORD.finditer(text):
        right = _right(match[0], gazette)
        if right is None:
            continue
        parts.append(text[reached : match.start()])
        length += match.start() - reached
        edits.append((length, length + len(right), match.start(), match.end()))
        parts.append(right)
        length += len(right)
        reached = match.end()
    return Corrected("".join([*parts, text[reached:]]), tuple(edits)) if edits else Corrected(text)


def _right(word: str, gazette: Gazetteer) -> str | None:
    """Return the word that a misspelt word is meant to be, or None; remembered, since reports repeat their words."""
    if word not in gazette.corrections:
        if len(gazette.corrections) >= _KEPT:
            gazette.corrections.clear()
        gazette.corrections[word] = _look(word, gazette)
    return gazette.corrections[word]


_KEPT = 100_000


def _look(word: str, gazette: Gazetteer) -> str | None:
    """Return the word that a misspelt word is meant to be, or None."""
    genitive = word.endswith("s") and len(word) > _LONG
    stem = word[:-1] if genitive else word
    capital = word[0].isupper()
    if any(form in gazette.known for form in (word, stem, stem.capitalize(), word.capitalize())):
        return None
    if not capital and not re.search(r"(?:styrelsen?|förmedlin?gen?|myndigheten|universitetet|kassan)$", stem.lower()):
        return None
    wanted = stem[0].upper() + stem[1:]
    first = {wanted[0].translate(_FOLD).upper(), wanted[0].upper()}
    alike = _by_folded(gazette.vocabulary).get(wanted.translate(_FOLD), ())
    plain = [known for known in alike if known != wanted and known[0].upper() in first]
    if len(plain) == 1:
        return _as_written(plain[0], capital=capital, genitive=genitive)
    if len(stem) < _LONG:
        return None
    limit = 2 if len(stem) >= _VERY_LONG else 1
    near = [
        known
        for known, distance, _ in process.extract(
            wanted, gazette.vocabulary, scorer=OSA.distance, score_cutoff=limit, limit=3
        )
        if len(known) >= _LONG and known[0] == wanted[0] and known[-3:].lower() == wanted[-3:].lower() and distance > 0
    ]
    return _as_written(near[0], capital=capital, genitive=genitive) if len(near) == 1 else None


@lru_cache(maxsize=8)
def _by_folded(vocabulary: tuple[str, ...]) -> dict[str, list[str]]:
    """Return known words by how they are written without diacritics."""
    found: dict[str, list[str]] = {}
    for known in vocabulary:
        found.setdefault(known.translate(_FOLD), []).append(known)
    return found


def _as_written(known: str, *, capital: bool, genitive: bool) -> str:
    """Return a known word in the case and with the genitive of the word that it replaces."""
    return (known if capital else known.lower()) + ("s" if genitive else "")
