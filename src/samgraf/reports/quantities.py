"""What a number in a text means: the bounds of what its writing can stand for, what is counted, and for whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from samgraf.reports.money import purpose
from samgraf.reports.needles import Needles
from samgraf.reports.numbers import NUMBER_WORDS

_TENTH = Decimal("0.1")
_STOP = re.compile(
    r"(?:och|samt|som|har|är|var|i|på|av|för|till|med|under|från|vid|inom|varav|där|deltog|deltagit|deltar|kommer|kan|ska|har|hade|fick|fått"
    r"|blev|blir|leds|ledda|uppger|anser|genomförts|genomfördes|genomförs|genom|vilket|vilka|eller|men|om|än|respektive|utbildats|gick|går|vilken"
    r"|ur|per|när|tagits|startats|registrerats|utanför|kring|mot|via|enligt|öppnats|ges|gavs|utfördes|utförts|beviljades|beviljats|jämfört|st|mellan)"
)
_PAST = re.compile(r"[a-zåäö]{2}(?:des|ts)$|(?:gick|stod|tog|nådde)$")
"""How a verb ends that comes after what is counted ("14 butiker uppgick", "12 fastigheter anslöts")."""
_WORDS = re.compile(r"\s?([^\W\d_][\w&/\-]*)")
_PAID = re.compile(r"finansier|bekosta|betala|budget|kostnad|medel\b|täck", re.IGNORECASE)
_WHOLE = re.compile(r"\s?(?P<prep>av|till|för|i|ur|från|inom)\s(?P<whole>(?:[^\W\d_][\w\-:]*\s?){1,5})")
_BEFORE = re.compile(r"((?:[^\W\d_][\w\-]*\s){0,2}[^\W\d_][\w\-]*)\s?\($")
_WOMEN = re.compile(r"\bkvinn|\btjej(?:er|erna)?\b|\bflick(?:or|orna)\b|\bkv\b", re.IGNORECASE)
_MEN = re.compile(r"\bmän(?:s|nen|nens)?\b|\bmanlig|\bmansledd|\bkill(?:ar|arna)\b|\bpojk(?:ar|arna)\b", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"\b(?:andelen|andel|antalet|antal)\s(?P<whose>(?:\w+\s){0,2}?\w+)\s(?:var|är|uppgick\still|ökade\still|minskade\still|blev|låg\spå|utgjorde|,|:)\s?$|\b(?:andelen|antalet)\s(?P<bare>\w+)\s$|\b(?:andel|antal)\s(?P<label>\w+)\s?:\s?$",
    re.IGNORECASE,
)
"""Whose share or number a sentence gives before the figure ("andelen kvinnor var 43 %")."""
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ])|\n")
_STATES: tuple[tuple[Literal["granted", "paid", "applied"], re.Pattern[str]], ...] = (
    (
        "paid",
        re.compile(r"utbetal|betala(?:t|ts|des|s)?\sut|betala(?:t|ts|des|s)\b(?=[^.;]{0,60}\but\b)", re.IGNORECASE),
    ),
    ("granted", re.compile(r"bevilj|beslut|tilldela", re.IGNORECASE)),
    (
        "applied",
        re.compile(
            r"\b(?:an)?sök(?:t|ta|ts|tes|te|er)\b|(?<!beviljade\s)\bansök(?:an|ningar|ningen)\s(?:om|på)\b",
            re.IGNORECASE,
        ),
    ),
)
_STATE_WORDS = Needles([pattern for _, pattern in _STATES])
_OF_THOSE = re.compile(r"\s*(?:Av (?:dessa|dem|det|detta|de)|Därav|Varav|Resten|Återstående)\b")
"""How a sentence begins that parts the amount of the sentence before it."""


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
    if kind == "amount":
        return purpose(text, start, end), end
    if match := _WHOLE.match(text, end):
        if kind == "share" and _is_giver(text, start, match):
            return None, end
        words = []
        for word in match["whole"].split():
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


def _is_giver(text: str, start: int, match: re.Match[str]) -> bool:
    """Return whether what stands after a share is who pays it ("hälften från X"), not what it is a share of."""
    if match["prep"] in {"från", "ur"}:
        return True
    paid = _PAID.search(_SENTENCE_END.split(text[max(0, start - 120) : start])[-1])
    return match["prep"] == "av" and match["whole"][0].isupper() and paid is not None


def _noun_after(text: str, end: int) -> tuple[str | None, int]:
    """Return the noun with its adjectives right after a position, at most four words, and its end."""
    words: list[str] = []
    at = end
    while len(words) < 4 and (match := _WORDS.match(text, at)):  # noqa: PLR2004 - "nya eller bättre produkter" is long enough
        word = match[1]
        next_one = word[0].isupper() or word in NUMBER_WORDS or _PAST.search(word)  # a name, a figure, or what they did
        if _STOP.fullmatch(word.lower()) or (words and next_one):
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
    if share := _SHARE_OF.search(before):
        places = [share["whose"] or share["bare"] or share["label"], *places]
    for place in places:
        women, men = _WOMEN.search(place), _MEN.search(place)
        if women and not men:
            return "women"
        if men and not women:
            return "men"
    return None


def status_of(text: str, start: int) -> Literal["granted", "paid", "applied"] | None:
    """Return whether an amount is said to be applied for, granted or paid: by the last such word before it in its sentence, else the first after it."""
    likely = _STATE_WORDS.fitting(_STATES, text[max(0, start - 300) : start + 200])
    if not likely:
        return None
    earlier_text = text[max(0, start - 300) : start]
    sentence = _SENTENCE_END.split(earlier_text)[-1]
    if _OF_THOSE.match(sentence):
        sentence = " ".join(_SENTENCE_END.split(earlier_text)[-2:])
    ahead = _SENTENCE_END.split(text[start : start + 200])[0]
    whole = sentence + ahead
    found = [(match.start(), state) for state, pattern in likely for match in pattern.finditer(whole)]
    earlier = [one for one in found if one[0] < len(sentence)]
    return max(earlier)[1] if earlier else min(found)[1] if found else None
