"""Words that a narrow cell cut without a hyphen: "Energimyndighet" on one line, "en" on the next.

A word processor cuts a word that is wider than its cell wherever the cell ends; such a word has a
line of its own. Whether two pieces are one word is decided by evidence: the word stands whole
elsewhere in the text, or it is Swedish and its pieces are not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS
from samgraf.readers.lexicon import is_compound, is_word

if TYPE_CHECKING:
    from samgraf.documents import Document

_ALONE = re.compile(rf"\s*(?:[{ITEMS}]+\s+)?[(\"”“'#]?((?:[^\W\d_]|(?<=\w)-(?=\w)){{9,}})\s*")
_FIRST = re.compile(r"[a-zåäöé]+")
SMALL = frozenset(
    """
    och som med för av till på i att har om den det är samt inom från vid eller där när under genom mot via men de
    vi ett kan ska inte bland mellan utan ur hos över sedan så både
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words that go on with a sentence and end no long word."""
_ENDING = frozenset("n t s a r en et er ar or na ns ens et ets as es ad at de te arna erna orna nas ande else".split())  # noqa: SIM905
"""Endings of words that a cut leaves alone on the next line."""
_SHORT = 4
"""A piece of more letters that is no word is rather the beginning of another long word."""


def is_cut(document: Document, line: str, following: str) -> bool:
    """Return whether a line of one word and the next line hold the two pieces of one word."""
    alone, first = _ALONE.fullmatch(line), _FIRST.match(following)
    if not alone or not first:
        return False
    head, tail = alone.group(1).casefold(), first.group()
    counts = document.vocabulary
    if counts[head + tail] or tail in SMALL:
        return counts[head + tail] > 0
    head_known = counts[head] > 0 or _is_swedish(head)
    tail_known = counts[tail] > 0 or (len(tail) > 1 and _is_swedish(tail))
    whole = _is_swedish(head + tail)
    if tail in _ENDING:
        return whole or not head_known
    return whole if not head_known else not tail_known and (whole or len(tail) <= _SHORT)


def _is_swedish(word: str) -> bool:
    return is_word(word) or is_compound(word)
