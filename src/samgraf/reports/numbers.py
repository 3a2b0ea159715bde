"""Numbers as Swedish writes them: digits with blanks between thousands, decimal commas, and words.

`NUMBER` is the pattern of a number in digits, `WORD` that of a number in words; `to_number`
gives the value and how many decimals were written.
"""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "nitton": 19,
}  # fmt: skip
_TENS = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90,
}  # fmt: skip


def _words() -> dict[str, int]:
    """Return every number word from noll to niohundratusen that is written as one word."""
    below_100 = dict(_UNITS) | dict(_TENS)
    for ten, value in _TENS.items():
        below_100 |= {ten + unit: value + n for unit, n in _UNITS.items() if 0 < n < len(_UNITS) // 2}
    found = dict(below_100)
    for unit, n in _UNITS.items():
        if n in range(1, 10) and unit != "en":
            found[f"{unit}hundra"] = n * 100
            found |= {f"{unit}hundra{ten}": n * 100 + value for ten, value in _TENS.items()}
        if n in range(1, 20) and unit != "en":
            found[f"{unit}tusen"] = n * 1000
    found |= {f"{ten}tusen": value * 1000 for ten, value in _TENS.items()}
    return found | {"hundra": 100, "tusen": 1000}


NUMBER_WORDS = _words()
BLANK = "[ \u00a0\u2009\u202f]"
NUMBER = rf"\d{{1,3}}(?:{BLANK}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
"""Digits: thousands parted by a blank of any kind, decimals by a comma."""


def _as_tree(words: list[str]) -> str:
    """Return a pattern of words in which common beginnings stand once: hundreds of alternatives would be slow."""
    branches: dict[str, list[str]] = {}
    for word in words:
        branches.setdefault(word[:1], []).append(word[1:])
    ends = "" in branches
    parts = [re.escape(first) + _as_tree(rest) for first, rest in sorted(branches.items()) if first]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "") if len(parts) > 1 or ends else parts[0]


WORD = _as_tree(sorted(NUMBER_WORDS))
"""Number words, the longest that fits, without word boundaries."""

COUNTED_AFTER_YEAR = re.compile(
    r"\s(?:unika|nya|personer|deltagare|företag|kvinnor|män|ungdomar|unga|elever|besökare|invånare|hushåll|fastigheter|timmar"
    r"|besök|medlemmar|anställda|arbetstillfällen|studenter|medarbetare|\w+timmar|st\b|stycken|svar|intervjuer|kr\b|kronor|tkr)"
)
"""What follows a number that looks like a year but counts something ("2000 ungdomar")."""

_BLANKS = re.compile(BLANK)
_DOT_DECIMAL = re.compile(r"\d+\.\d{1,2}")
_DOT_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def to_number(written: str) -> tuple[Decimal, int]:
    """Return the value of a number as written and how many decimals it has.

    "1 240" is (1240, 0), "16,25" (16.25, 2), "1.8" (1.8, 1), "1.250.000" (1250000, 0), "tjugofem" (25, 0).

    Raises:
        ValueError: the text is no number.
    """
    word = written.strip().lower()
    if word in NUMBER_WORDS:
        return Decimal(NUMBER_WORDS[word]), 0
    digits = _BLANKS.sub("", word)
    if _DOT_THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    elif _DOT_DECIMAL.fullmatch(digits):
        digits = digits.replace(".", ",")
    whole, _, decimals = digits.partition(",")
    if not whole.isdigit() or (decimals and not decimals.isdigit()):
        message = f"not a number: {written!r}"
        raise ValueError(message)
    return Decimal(f"{whole}.{decimals}" if decimals else whole), len(decimals)
