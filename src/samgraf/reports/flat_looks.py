"""What a paragraph's form says of the column it stands in: features, and how the columns of made-up reports differ in them.

The weights (`looks.json`) are fitted by `benchmarks/looks.py` on reports whose cells are known. They are of form and of
common Swedish words, not of names, and hold for reports left out of the fit nearly as well as for those in it.
"""

from __future__ import annotations

import json
import math
import re
from functools import lru_cache
from importlib.resources import files

from samgraf.reports.cues import (
    BASIS,
    BULLET,
    COUNT,
    DESCRIBES,
    EFFECT_WORD,
    FRAMEWORK,
    FUNDED,
    GOAL_WORD,
    NAME_WORD,
    OUTPUT_WORD,
    PERIOD,
    TERM,
    YEAR,
)
from samgraf.reports.words import words

KINDS = 5
"""The kinds of paragraphs: the first of a name, outputs, effects, goals, a later one beside the name."""

_LEAST = -6.0
"""No paragraph is less likely of a kind (log)."""

_BEGINS = {
    "describes": DESCRIBES,
    "funded": FUNDED,
    "framework": FRAMEWORK,
    "number": re.compile(
        r"(?:en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|cirka|drygt|över|totalt|sammanlagt|\d+-tal)\b",
        re.IGNORECASE,
    ),
    "start": re.compile(
        r"(?:start\w*|pågå\w*|löp\w*|avslut\w*|genomförs|tid\w*|januari|februari|mars|april|maj|juni|juli|augusti|september"
        r"|oktober|november|december|hösten|våren)\b",
        re.IGNORECASE,
    ),
}
_HOLDS = {
    "bases": re.compile(r"uppföljning|utvärder|bedömning|\buppf\b|\butv\b", re.IGNORECASE),
    "period": PERIOD,
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
    "leader": re.compile(
        r"\b(?:leder|leds|driver|drivs|äger|ägs|samordnar|samordnas|projektägare|deltar|medverkar|tillsammans med|i samarbete"
        r"|i samverkan|partner\w*|parter\w*)\b",
        re.IGNORECASE,
    ),
    "aim": re.compile(
        r"\b(?:ska|syfte\w*|erbjuder|utvecklar|stödjer|stöd|prövar|utbildar|genom|för att)\b", re.IGNORECASE
    ),
    "fund": re.compile(
        r"fond|anslag|\b1:1\b|ERUF|ESF|Interreg|finansier|medel|Vinnova|verket|programmet|klivet|Leader|\bmkr|\bmnkr|MSEK|euro",
        re.IGNORECASE,
    ),
    "term": TERM,
    "more": re.compile(
        r"\b(?:mer|fler|färre|mindre|större|högre|lägre|snabbare|bättre|lättare|enklare|tryggare|ny(?:a|tt)?)\b"
        r"|\b\w{3,}are\s(?:än|att)\b",
        re.IGNORECASE,
    ),
    "passive": re.compile(r"\b(?:har|hade)\s(?:\w+\s){0,3}?\w+(?:ats|its|tts|rts)\b", re.IGNORECASE),
    "perfect": re.compile(r"\b(?:har|hade)\s(?:\w+\s){0,4}?\w+(?:at|it|tt|ts|its|rt|ort)\b", re.IGNORECASE),
    "share": re.compile(r"\d\s?(?:%|procent)|\bav\s(?:de\s)?\d", re.IGNORECASE),
}
_TIMES = {
    "goal": (GOAL_WORD, 3),
    "effect": (EFFECT_WORD, 2),
    "output": (OUTPUT_WORD, 2),
    "name": (NAME_WORD, 2),
    "org": (
        re.compile(
            r"\b(?:kommun(?:er|en)?|[Rr]egion(?:en)?|universitet|högskola\w*|Högskolan|AB|[Ll]änsstyrelsen|Almi|Park|förening\w*"
            r"|förbund\w*|RISE|LRF|Science)\b"
        ),
        2,
    ),
}
_SIZES = (1, 2, 4, 7, 13, 25, 60)
_LABEL = 6
"""A title or a basis has so many words at most."""
_SHARES = (0.5, 0.75)
"""A paragraph of goals has so many words of the goals' own titles."""
_CAPITALS = 0.3
_SENTENCE = re.compile(r"[.]\s")


@lru_cache(maxsize=32768)
def looks(text: str, goal_words: frozenset[str]) -> tuple[str, ...]:
    """Return the features of a paragraph's form."""
    mark = BULLET.match(text)
    bare = (text[mark.end() :] if mark else text).strip()
    size = len(bare.split())
    found = ["one", f"lead:{_lead(bare)}", f"tail:{_tail(bare)}", f"size:{sum(size > most for most in _SIZES)}"]
    found += ["bullet"] if mark else []
    found += [name for name, pattern in _BEGINS.items() if pattern.match(bare)]
    found += [name for name, pattern in _HOLDS.items() if pattern.search(bare)]
    for name, (pattern, most) in _TIMES.items():
        found += [f"{name}{k}" for k in range(min(most, len(pattern.findall(bare))))]
    found += _labels(bare, size)
    tokens = [token for token in words(bare) if len(token) > 3]  # noqa: PLR2004  (short words are in every title)
    share = sum(token in goal_words for token in tokens) / len(tokens) if tokens else 0.0
    return tuple(found + [f"goalish{least}" for least in _SHARES if share > least])


def _labels(bare: str, size: int) -> list[str]:
    """Return the features that a paragraph's label, its length and its capitals give."""
    basis = BASIS.match(bare.strip("()")) is not None
    told = {
        "basis": basis,
        "basis-only": basis and size <= _LABEL,
        "period-only": YEAR.fullmatch(bare) is not None or (size <= 4 and PERIOD.search(bare) is not None),  # noqa: PLR2004  (a period and a word)
        "count": COUNT.search(PERIOD.sub("", bare)) is not None,
        "caps": sum(word[:1].isupper() for word in bare.split()[1:]) > _CAPITALS * max(1, size - 1),
        "dash": " – " in bare[:60],
        "colon": ":" in bare[:45],
        "dot": size > _LABEL and _SENTENCE.search(bare[:50]) is not None,
        "titlish": size <= _LABEL and bare[:1].isupper() and bare[-1:] not in ".,",
    }
    return [name for name, holds in told.items() if holds]


def _lead(bare: str) -> str:
    first = bare[:1]
    if first.isdigit():
        return "digit"
    if first in '"”“#':
        return "quote"
    return "lower" if first.islower() else "(" if first == "(" else "upper"


def _tail(bare: str) -> str:
    last = bare[-1:]
    return last if last in ".:),;" else "digit" if last.isdigit() else "word"


@lru_cache(maxsize=32768)
def likely(text: str, goal_words: frozenset[str]) -> tuple[float, ...]:
    """Return how likely a paragraph is of each of the five kinds, as logarithms."""
    weights = _weights()
    told = [weights[name] for name in looks(text, goal_words) if name in weights]
    sums = [sum(one[kind] for one in told) for kind in range(KINDS)]
    top = max(sums)
    whole = top + math.log(sum(math.exp(value - top) for value in sums))
    return tuple(max(_LEAST, value - whole) for value in sums)


@lru_cache(maxsize=1)
def _weights() -> dict[str, list[float]]:
    """Return the weights of the features, one for each kind of paragraph."""
    told: dict[str, list[float]] = json.loads((files("samgraf.reports") / "looks.json").read_text("utf-8"))
    return told
