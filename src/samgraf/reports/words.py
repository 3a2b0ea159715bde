"""Words compared as a form is compared: lower case, no diacritics, no footnote marks."""

from __future__ import annotations

import re
import unicodedata
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SHINGLE = 4
"""How many words in a row make a sequence that is known again."""

_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+")
_MARK = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}$")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return text in lower case without diacritics: "Västmanland" is "vastmanland"."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the folded words of a text; numbers like "3.4" are one word, footnote marks on words are dropped."""
    return [fold(unmarked(word)) for word in _WORD.findall(text)]


def unmarked(word: str) -> str:
    """Return a word without the footnote mark at its end."""
    return _MARK.sub("", word) if word[-1].isdigit() else word


def shingles(tokens: Sequence[str]) -> list[int]:
    """Return a 32-bit hash for every four words in a row."""
    return [zlib.crc32(" ".join(tokens[i : i + SHINGLE]).encode()) for i in range(len(tokens) - SHINGLE + 1)]
