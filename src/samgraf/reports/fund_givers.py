"""Who gives money as the subject of a sentence: "X och Y står för hälften var", "X är huvudfinansiär och Z medfinansiär"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.fund_names import list_at
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.fund_names import Item, Names

AMOUNT = (
    r"(?:(?:ca|cirka|drygt|knappt|omkring|totalt|sammanlagt|upp\still|minst|maximalt)\s){0,2}"
    r"(?:\d[\d ,.]*\s?(?:%|procent|mn?kr|msek|tkr|kkr|sek|kr\b|miljon|kronor|tusen)|hälften|lika\s\w+|en\s(?:halv\s)?(?:\w*del\b|miljon)|två\stredjedelar)"
)
"""A sum or a share, as one says it of somebody who pays."""
_GIVES = re.compile(
    rf"""[ ](?:(?:har|hade|ska|skall|kommer[ ]att)[ ])?(?:(?:också|även|gemensamt|tillsammans|därutöver|dessutom)[ ])?(?:
      (?:med|sam|del|huvud)?finansiera(?:r|de|t)\b
    | (?:betala|bekosta|sponsra)(?:r|de|t)\b
    | (?:står|stod|stått)[ ]för[ ](?:{AMOUNT}|(?:\w+[ ]){{0,2}}?\w*(?:kostnad|finansiering|lönen|resten|resterande|återstoden)\w*)
    | (?:bidrar|bidrog|bidragit)[ ](?:ekonomiskt\b|(?:\w+[ ])?med[ ](?:{AMOUNT}|medel\b|\w*finansiering|kapital|pengar))
    | (?:går|gick|gått)[ ]in[ ](?:\w+[ ])?med[ ](?:{AMOUNT}|medel\b|\w*finansiering|kapital|pengar)
    | (?:skjuter|sköt|skjutit)[ ]till\b
    | (?:satsar|satsade|satsat|investerar|investerade|avsätter|avsatte|avsatt)[ ]{AMOUNT}
    | dela(?:r|de|t)[ ](?:på[ ])?(?:kostnad|finansiering|notan)
    | (?:ger|gav|gett|givit|lämnar|lämnade|lämnat)[ ](?:\w+[ ])?(?:{AMOUNT}[ ](?:till|i)\b|\w*(?:stöd|bidrag|medel)[ ]till[ ](?:projektet|insatsen|satsningen|arbetet))
    | (?:är|var|blev|som)[ ](?:också[ ]|även[ ])?\w*(?:finansiär|sponsor)(?:er)?\b
    | \w*finansiär(?:er)?\b
    )(?![ ](?:inte|ej)\b)""".replace("[ ]", r"\s"),
    re.VERBOSE,
)
_GIVING_WORDS = Needles([_GIVES])
_CLAUSE = re.compile(r"[.;:!?\n]\s*|,\s|\s(?=(?:och|samt|medan|men|som|att|där|när|genom|varav|tillsammans\smed)\s)")
_FULL = re.compile(r"[.;:!?\n]")
_LINK = re.compile(r"(?:och|samt|medan|men|som|att|där|när|varav|av\svilka|tillsammans\smed)\s+")
_BEFORE_VERB = re.compile(r"\s*(?:\([^()]*\))?,?(?:\ssom)?")
_GAPPED = re.compile(r"\s(?:och|medan|samt)\s(?=[A-ZÅÄÖ])")
_THE_REST = re.compile(
    rf"\s(?:(?:med\s)?{AMOUNT}|resten|resterande|återstoden|återstående|övriga\s\w+|den\s\w+\sdelen|andra\shälften)"
)
"""What somebody else pays, who stands after "och" without a verb ("X betalar lönen och Y resterande del")."""
_ALSO = re.compile(r",\s(?:liksom|samt|och\säven|likaså)\s")
_COMMON = re.compile(r"[A-ZÅÄÖ]?[a-zåäö]+(?:en|et|an|erna|arna|orna|na|er|ar|or|ning|het|s)")
"""A word in a sentence's first place that may as well be a common noun ("Satsningen finansierar …")."""
_FURTHEST = 200


def subjects(text: str, names: Names) -> Iterator[list[Item]]:
    """Yield the sources that are the subject of each verb of giving, and those that the sentence adds ("…, liksom X")."""
    if not _GIVING_WORDS.fitting((_GIVES,), text):
        return
    for match in _GIVES.finditer(text):
        items = _subject(text, match.start(), names)
        if items:
            yield items
            yield from _added(text, match.end(), names)


def _subject(text: str, verb: int, names: Names) -> list[Item]:
    """Return the longest list of sources that ends right before a verb."""
    first = max(0, verb - _FURTHEST)
    breaks = list(_CLAUSE.finditer(text, first, verb))
    full = max((n for n, match in enumerate(breaks) if _FULL.search(match[0])), default=-1)
    first = breaks[full].end() if full >= 0 else first
    begins = [first, *(match.end() for match in breaks[full + 1 :])]
    for begin in begins:
        link = _LINK.match(text, begin, verb)
        at = link.end() if link else begin
        items, end = list_at(text, at, verb, names, proper=True)
        if items and _BEFORE_VERB.fullmatch(text, end, verb):
            opens = at == begins[0]
            return [
                item
                for item in items
                if item.kind != "proper" or not (opens and item is items[0] and _COMMON.fullmatch(item.name))
            ]
    return []


def _added(text: str, at: int, names: Names) -> Iterator[list[Item]]:
    """Yield the sources after "liksom" at the end of a sentence whose subject gives."""
    stop = (
        next((match.start() for match in re.finditer(r"[.;\n](?=\s|$)", text[at : at + _FURTHEST])), len(text) - at)
        + at
    )
    for match in _GAPPED.finditer(text, at, stop):
        items, _ = list_at(text, match.end(), stop, names, proper=True)
        if items and _THE_REST.match(text, items[-1].end):
            yield items
    for match in _ALSO.finditer(text, at, stop):
        items, end = list_at(text, match.end(), stop, names, proper=True)
        if items and not text[end:stop].strip():
            yield items
