"""What an amount of money is for, by the words around it: "till företagsstöd", "stöd om", "analysen finansierades med"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = r"[^\W\d_][\w\-:&/]*"
_LINKING = (
    r"(?:\s?\([^()\n]{1,25}\))?(?:\s(?:har|hade|som|vilka|totalt|sammanlagt|gick|går|gått|delades|delats|fördelats|fördelades|"
    r"beviljats|beviljades|beslutats|beslutades|betalades|betalats|utbetalades|utbetalats|användes|använts|avsattes|avsatts|tilldelats|"
    r"ut|vidare|har\sgått|under\såret|av\s[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ][\wåäö]+)?)){0,5}"
)
_AFTER = re.compile(
    rf"{_LINKING}\s(?P<prep>till|för|i(?:\sform\sav)?|avs(?:er|åg)|inom|på)\s(?P<what>(?:{_WORD}(?:\s\d{{1,2}}\b)?[ ]?){{1,8}})"
)
_SOURCE = re.compile(rf"{_LINKING}\s(?:ur|från|av)\s(?P<what>(?:{_WORD}(?:\s1:1)?[ ]?){{1,5}})")
_OF = r"\s(?:om|på|à|av|för)\s(?:totalt\s|sammanlagt\s|maximalt\s|högst\s|upp\still\s)?$"
_ENDS_IN_OF = re.compile(_OF)
_LONGEST_OF = 40
"""So many characters hold the words at the end of what is measured: there is no need to read all before an amount."""
_MEASURED = re.compile(
    r"(?P<what>(?:[^\W_][\w\-:&/]*[ ]){0,3}[^\W\d_][\w\-:&/]*)(?:\still\s(?:ett|en)\s(?:\w+\s)?(?:belopp|värde|omfattning|kostnad))?"
    rf"{_OF}"
)
_LABEL = re.compile(
    rf"(?:^|[.;(\n]\s?|[-–•]\s)(?P<what>[A-ZÅÄÖ][\wåäö\-]*(?:\s{_WORD}){{0,4}})\s?(?::|[-–]|var|är)\s(?:totalt\s)?$"
)
_SUBJECT = re.compile(
    r"^(?P<what>.{3,90}?)\s(?:(?:har|hade)\s)?(?:[^\W\d]+\s)?(?:(?:med|del|sam)?finansiera[td]?e?s|kosta\w*|uppgick|uppgår|uppgått|beräknas|beviljades|beviljats|fått|fick|"
    r"tilldelats|tilldelades|omfattar|omfattade|budgeterats|motsvarar|avsattes|blev|tillfördes|(?:var|är)\si\s(?:genom)?snitt)\b.*$",
    re.DOTALL,
)
_GIVER = re.compile(
    r"(?:^|[:;,(]\s?|\s(?:och|samt|varav)\s)(?P<what>(?:[A-ZÅÄÖ]{3,}\+?(?:[-\s][A-ZÅÄÖ][\wåäö-]+){0,3}|[Aa]nslag\s1:1|ESF\splus|Interreg(?:\s[A-ZÅÄÖ][\w-]+){0,3}|Vinnova|Region(?:\s[A-ZÅÄÖ][\w-]+){1,2}(?:\slän)?"
    r"|[A-ZÅÄÖ][\w-]*(?:verket|fonden|rådet|styrelsen|myndigheten|klivet|stiftelsen)|[A-ZÅÄÖ][\w-]+s?\skommun|kommunerna|regionen|näringslivet|egna\smedel))\s(?:ca\s|cirka\s)?$"
)
"""Who gives an amount, right before it in a row of such ("ERUF 6,2 mnkr, Vinnova 3,1 mnkr")."""
_NOT_A_PURPOSE = re.compile(
    r"(?:och|samt|totalt|sammanlagt|av|i|under|det|detta|den|denna|de|vi|regionen|region|RV|där|som|varav|dessa|året|år|medan|en|ett|snitt|genomsnitt|länet|stort|stället|helhet)\b"
    r"|(?:an)?(?:sökt|beviljat?|utbetala?t|beslutat)\w*(?:\s(?:belopp|stöd|bidrag|medel|summa))?$",
    re.IGNORECASE,
)
_END = re.compile(
    r"\b(?:som|vilket|vilka|där|har|är|var|varav|medan|för\satt|samt|genom|under|per|vid|enligt|eller|men|med|till|via|beviljades|beviljats|gick|betalades)\b"
    r"|\b(?:av|ur)\s1\b|\boch\b(?=\s*$|\s+\d|\s+(?:till|för|i|att|har|är|växlades|gick|en|ett)\b)",
)
_RELATIVE = re.compile(r"(?P<what>[a-zåäö][\w-]{3,}),\ssom\s[^,;]*$")
_CLAUSE = re.compile(r",\s(?:där|medan|och|varav|men|samtidigt\ssom)\s")
_SENTENCE = re.compile(r"(?<=[a-zåäö)\d])[.!?](?=\s+[A-ZÅÄÖ])|\n")
_TIME = re.compile(r"(?:Under|I|Inom|Totalt|Sammanlagt|Av|För)\b")
_LONGEST = 90


def purpose(text: str, start: int, end: int) -> str | None:
    """Return what an amount from `start` to `end` is for, as written; its source where no purpose is told; else None."""
    return next((what for what in _readings(text, start, end) if what), None)


def _readings(text: str, start: int, end: int) -> Iterator[str | None]:
    """Yield what each turn of phrase around an amount says that it is for, the surest first."""
    after = _SENTENCE.split(text[end : end + 160])[0]
    sentence = _SENTENCE.split(text[max(0, start - 200) : start])[-1].lstrip()
    before = _CLAUSE.split(sentence)[-1]
    if match := _AFTER.match(after):
        yield _trimmed(match["what"])
    if _ENDS_IN_OF.search(before, max(0, len(before) - _LONGEST_OF)) and (match := _MEASURED.search(before)):
        yield _object(match["what"])
    if match := _LABEL.search(before if before.strip() else text[max(0, start - 80) : start]):
        yield _trimmed(match["what"])
    if match := _RELATIVE.search(sentence):
        yield match["what"]
    if (match := _SUBJECT.match(before)) and not _TIME.match(match["what"]):
        yield _trimmed(match["what"])
    if match := _SOURCE.match(after):
        yield _trimmed(match["what"])
    if match := _GIVER.search(before):
        yield match["what"].strip()


def _trimmed(words: str) -> str | None:
    """Return a noun phrase without what follows it in the sentence, None where it says nothing of a purpose."""
    cut = _END.search(words)
    what = (words[: cut.start()] if cut else words).strip(" ,;:–-")
    if not what or len(what) > _LONGEST or _NOT_A_PURPOSE.match(what):
        return None
    return what


def _object(words: str) -> str | None:
    """Return the noun phrase that an amount measures, from the last verb before it on ("beviljades 37 stöd")."""
    last = re.split(
        r"\b(?:har|hade|beviljats|beviljade|beviljades|beviljat|beslutats|beslutade|beslutat|med|på|till|och|fick|fått|ett|en|om|för|av|vi|är|var|som|gick)\s+",
        words,
    )[-1].strip()
    return last if last and not _NOT_A_PURPOSE.match(last) and re.search(r"[^\W\d_]{3}", last) else None
