"""Names of actors with small words in them, found whole: "Forum för hälsa och samhälle", "Kultur och Fritid AB"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.readers.lexicon import is_compound, is_word
from samgraf.reports.actor_endings import AUTHORITY, COMPANY_IN
from samgraf.reports.actor_forms import Name

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADS: tuple[tuple[str, str], ...] = (
    (r"Forum|Nätverket|Plattformen|Alliansen|Rådet|Samrådet|Samverkansrådet|Branschrådet|Kommittén|Delegationen|Samarbetskommittén", "Network"),
    (r"\w*(?:[Cc]entrum|[Cc]enter)|Institutet|\w*[Ii]nstitut", "Actor"),
    (r"Föreningen|Riksföreningen|Riksförbundet|Centralförbundet|Förbundet|Stiftelsen|Sällskapet", "CivilSociety"),
)  # fmt: skip
"""What the organisation is, before "för" and what it is for, and its kind."""
_NOT_FOR = r"(?:att|den|det|de|en|ett|alla|hela|sina?|sitt|vår[at]?|länets|regionens|detta|denna|dessa|flera|många|varje|andra|som|nya|fortsatt)"
_FOR_WHOM = (
    r"(?:kommun|region|länsstyrels|universitet|högskol|företagen|föreningar|myndighet|aktör|organisation|näringsliv)"
)
_NOUN = rf"(?!{_NOT_FOR}\b)[a-zåäö-]{{3,}}"
_PHRASE = rf"(?:[a-zåäö]{{2,}}(?:a|t|e|l|g|d|k)\s)??{_NOUN}"
_TAIL = rf"{_PHRASE}(?:,\s{_PHRASE})??(?:\soch\s(?!{_FOR_WHOM}){_PHRASE})??(?:\s(?:om|i)\s{_PHRASE})??"
_ENDS = (
    r"(?=\s*[.,;:()\n]|\s*$|\s[A-ZÅÄÖ\d(]|\s(?:samt|och(?=\s[A-ZÅÄÖ])|som|i(?=\s[A-ZÅÄÖ])|vid|på|med|till|från|har|hade|är|var|ska|kan|inom|under|via|för|av|där|utan|tillsammans|respektive|fick|får|blev|"
    r"leds|drivs|ägs|bildades|finns|samordnas|bildats|samlar|arbetar|driver|leder|stöder|deltar|medverkar|bidrar|ansvarar|erbjuder|genomför|samordnar|äger|utvecklar|möts|stödjer|ingår|består|[a-zåäö]{2,}(?:ade|des))\b)"
)
_FOR = tuple(
    (re.compile(rf"(?<![\w-])(?=[A-ZÅÄÖ])(?:{head}) för {_TAIL}{_ENDS}"), kind) for head, kind in _HEADS
)  # fmt: skip
_PAIR = re.compile(
    r"(?<![\w-])(?P<one>[A-ZÅÄÖ][a-zåäö]{2,}) och (?P<other>[A-ZÅÄÖ][a-zåäö]{2,})(?: i [A-ZÅÄÖ][\wåäö]+)? AB(?![\w-])"
)
_DEFINITE = re.compile(r"(?:an|en|et|na)$")
_HEADED_PAIR = re.compile(
    r"(?<![\w-])(?:Kommunal|Region|Samordnings|Vattenvårds)förbundet(?: [A-ZÅÄÖ][\wåäö]+){0,3} (?P<one>[A-ZÅÄÖ][a-zåäö]{2,}) och (?P<other>[A-ZÅÄÖ][a-zåäö]{2,})(?![\w-])"
)
"""A company named after two things ("Kultur och Fritid AB"): both are common words, not companies."""


_WHERE = r"(?: (?:i|på) [A-ZÅÄÖ][\wåäö-]+)?"
_WITH_SIGN = (
    (re.compile(r"(?<![\w-])(?:Leader|LEADER) (?:\d[a-zåäö]\w*|[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){0,3} 20[2-5]\d(?![\d–-]))(?: [A-ZÅÄÖ][\w-]+)*"), "CivilSociety", "eader "),
    (re.compile(rf"(?<![\w-])(?:Folkets|Kulturens|Konstens|Musikens|Medborgarnas|Ungdomens|Vetenskapens|Idrottens|Teknikens|Föreningarnas) [Hh]us{_WHERE}(?![\w-])"), "CivilSociety", "us"),
    (re.compile(rf"(?<![\w-])Resurscentr(?:a|um) för kvinnor{_WHERE}(?![\w-])"), "CivilSociety", "Resurscentr"),
    (re.compile(r"(?<![\w-])[A-ZÅÄÖ]\w+s? [a-zåäö]+- och [a-zåäö]*(?:bolag|förbund|förening|sällskap|museum|stiftelse)(?: AB)?(?![\w-])"), "Actor", "- och "),
)  # fmt: skip
"""Names with small words or figures in them, each with letters that it cannot do without."""


def whole_names(text: str) -> Iterator[Name]:
    """Yield the names in a text whose form, small words and all, says that they are actors."""
    for form, kind, sign in ((AUTHORITY, "Agency", "Myndigheten"), (COMPANY_IN, "Company", " AB")):
        yield from (_whole(match, kind) for match in (form.finditer(text) if sign in text else ()))
    for form, kind, sign in _WITH_SIGN:
        yield from (_whole(match, kind) for match in (form.finditer(text) if sign in text else ()))
    if " för " in text:
        for form, kind in _FOR:
            yield from (_whole(match, kind) for match in form.finditer(text))
    for form, kind, sign in ((_PAIR, "Company", " AB"), (_HEADED_PAIR, "RegionalAssociation", "förbundet ")):
        for match in form.finditer(text) if sign in text and " och " in text else ():
            if not any(_DEFINITE.search(match[part]) or not is_thing(match[part]) for part in ("one", "other")):
                yield _whole(match, kind)


def is_thing(word: str) -> bool:
    """Return whether a word with a capital is a common word ("Kultur"), not a name."""
    low = word.lower()
    return is_word(low) or is_compound(low)


def _whole(match: re.Match[str], kind: str) -> Name:
    """Return a match as the name of an actor."""
    words = match[0].rstrip()
    method = "myndigheten" if kind == "Agency" else "suffix:AB" if kind == "Company" else "whole"
    sure = 0.8 if kind in {"Agency", "Company"} else 0.7
    return Name(
        start=match.start(),
        end=match.start() + len(words),
        sort="actor",
        name=words,
        kind=kind,
        method=f"pattern:{method}",
        confidence=sure,
    )
