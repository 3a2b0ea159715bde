"""What a number in a text means: the bounds of what its writing can stand for, what is counted, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

_TENTH = Decimal("0.1")
_STOP = re.compile(
    r"(?:och|samt|som|har|är|var|i|på|av|för|till|med|under|från|vid|inom|varav|där|deltog|deltagit|deltar|kommer|kan|ska|har|hade|fick|fått"
    r"|blev|blir|leds|ledda|uppger|anser|genomförts|genomfördes|genomförs|genom|vilket|vilka|eller|men|om|än|respektive|utbildats|gick|går|vilken"
    r"|ur|per|när|tagits|startats|registrerats|utanför|kring|mot|via|enligt|öppnats|ges|gavs|utfördes|utförts|beviljades|beviljats|jämfört|st|mellan)"
)
_WORDS = re.compile(r"\s?([^\W\d_][\w&/\-]*)")
_WHOLE = re.compile(r"\s?(?:av|till|för|i|ur|från|inom)\s((?:[^\W\d_][\w\-:]*\s?){1,5})")
_BEFORE = re.compile(r"((?:[^\W\d_][\w\-]*\s){0,2}[^\W\d_][\w\-]*)\s?\($")
_WOMEN = re.compile(r"\bkvinn", re.IGNORECASE)
_MEN = re.compile(r"\bmän(?:s|nen|nens)?\b|\bmanlig|\bmansledd", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ])|\n")
_PAID = re.compile(r"utbetal|betala(?:t|ts|des)?\sut", re.IGNORECASE)
_GRANTED = re.compile(r"bevilj|beslut|tilldela", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A number as written: its value before any unit, and its decimals."""

    value: Decimal
    decimals: int


def bounds(written: Written, times: int, kind: str, manner: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Return the least and the most that a number can stand for, in its unit; None where it is open.

    A count in plain digits is exact; anything else may have been rounded at its last digit
    ("57 %" is 56.5 to 57.5). `manner` is how it was hedged: "over-a-little" ("drygt") allows a tenth
    more, "under-a-little" a tenth less, "about" both, "at-least" and "at-most" leave one side open.
    """
    value = written.value * times
    half = Decimal(0) if kind in {"count", "other"} and times == 1 else Decimal(5).scaleb(-written.decimals - 1) * times
    low, high = {
        None: (value - half, value + half),
        "over-a-little": (value, value * (1 + _TENTH)),
        "under-a-little": (value * (1 - _TENTH), value),
        "about": (value * (1 - _TENTH), value * (1 + _TENTH)),
        "at-least": (value, None),
        "at-most": (None, value),
    }[manner]
    return (low if low is None else max(low, Decimal(0))), high


def counted(text: str, start: int, end: int, kind: str) -> tuple[str | None, int]:
    """Return what a number counts, as written, and where that ends (None and `end` where nothing says it).

    A count is followed by its noun ("82 utbildningstillfällen"); an amount or a share is followed by
    what it is of or for ("19,1 miljoner kronor till företagsstöd"), or stands in brackets after it ("72 st (62%)").
    """
    if kind == "count":
        return _noun_after(text, end)
    if match := _WHOLE.match(text, end):
        words = []
        for word in match[1].split():
            if _STOP.fullmatch(word.lower()) and word.lower() not in {"och", "av"}:
                break
            words.append(word)
        return (" ".join(words) or None), end
    if kind == "share":
        noun, stop = _noun_after(text, end)
        if noun:
            return noun, stop
    before = _BEFORE.search(text[max(0, start - 60) : start].rstrip(" "))
    return (before[1] if before else None), end


def _noun_after(text: str, end: int) -> tuple[str | None, int]:
    """Return the noun with its adjectives right after a position, at most four words, and its end."""
    words: list[str] = []
    at = end
    while len(words) < 4 and (match := _WORDS.match(text, at)):  # noqa: PLR2004 - "nya eller bättre produkter" is long enough
        word = match[1]
        if _STOP.fullmatch(word.lower()) or (words and word[0].isupper()):
            break
        words.append(word)
        at = match.end()
    return (" ".join(words), at) if words else (None, end)


def sex_of(text: str, start: int, end: int, what: str | None) -> Literal["women", "men"] | None:
    """Return whose figure it is where the words around it say women or men, else None."""
    after = re.split(r"[.;,(\n]|\boch\b|\bmedan\b|\d", text[end : end + 60], maxsplit=1)[0]
    before = text[max(0, start - 45) : start]
    places = [what or "", after]
    if before.rstrip().endswith("("):
        places = [re.split(r"[.;,)\n]|\boch\b", before.rstrip(" ("))[-1], *places]
    for place in places:
        women, men = _WOMEN.search(place), _MEN.search(place)
        if women and not men:
            return "women"
        if men and not women:
            return "men"
    return None


def status_of(text: str, start: int) -> Literal["granted", "paid"] | None:
    """Return whether an amount is said to be granted or paid, by the nearest such word of its sentence."""
    sentence = _SENTENCE_END.split(text[max(0, start - 300) : start])[-1]
    ahead = _SENTENCE_END.split(text[start : start + 200])[0]
    paid = [match.end() for match in _PAID.finditer(sentence)]
    granted = [match.end() for match in _GRANTED.finditer(sentence)]
    if paid or granted:
        return "paid" if max(paid, default=-1) > max(granted, default=-1) else "granted"
    if _PAID.search(ahead):
        return "paid"
    return "granted" if _GRANTED.search(ahead) else None
