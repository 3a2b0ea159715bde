"""Swedish order and Swedish numbers: å, ä, ö after z; decimal comma; thousands parted by a space."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

_LAST = str.maketrans({"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c"})
"""The letters that come after z: "{" is the character after it."""
_NUMBER = re.compile(r"(\d+)")

Key = tuple[tuple[int, str | int], ...]


def order(text: str) -> tuple[Key, str]:
    """Return a key that sorts texts as a Swedish register does: "9" before "10", é as e, v before w, Å after Z.

    Case and accents decide only between texts that are otherwise the same.
    """
    low = unicodedata.normalize("NFC", text).casefold().translate(_LAST)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", low) if not unicodedata.combining(letter))
    parts = tuple((0, int(part)) if part.isdecimal() else (1, part) for part in _NUMBER.split(plain) if part)
    return parts, text


def number(value: float | Decimal, lang: str = "sv", *, decimals: int | None = None) -> str:
    """Return a number as it is written in Swedish ("1 234,5") or English ("1,234.5"), with so many decimals if told."""
    written = f"{value:,}" if decimals is None else f"{value:,.{decimals}f}"
    return written if lang == "en" else written.replace(",", "\u00a0").replace(".", ",")
