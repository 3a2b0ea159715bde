"""What a description of results rests on: follow-up (uppföljning), evaluation (utvärdering), own judgement (egen bedömning).

The words are everyday words too ("systematisk uppföljning"), so their form decides: a label before
a list, a whole bracket, alone on a line, after "baseras på". What is only said in passing ("enligt
utvärderingen") counts less, and only where there is no label.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS
from samgraf.reports.bases_in_passing import bases_in_passing
from samgraf.reports.model import Basis, BasisMention
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASES: tuple[tuple[Basis, str], ...] = (
    ("egen-bedomning", r"(?:(?:vår|en|projekt\w+|regionens|region\w*|projektägarens|projektledarens|handläggar\w+)\s)?(?:egen|egna|samlade?)\s?(?:bedömning(?:ar|en)?|(?:upp)?skattning\w*)|självskattning|självvärdering|(?:vår|regionens|projekt(?:ets|ledningens|ägarens|ledarens))\sbedömning|\begen\sbed(?:ömn)?\.|bedömning\sav\s(?:projekt(?:ledning|ledare|ägare)\w*|regionen|handläggar\w+)"),
    ("utvardering", r"(?:(?:en|extern|intern|lärande|pågående|löpande|avslutande|oberoende|följande|kvalitativ)\s)*(?:\w{0,30}utvärdering(?:ar|en|arna|s)?|följeforskning(?:en)?|följeutvärdering)(?:srapport\w*)?|\butv\."),
    ("uppfoljning", r"(?:(?:en|intern|löpande|årlig|regelbunden|kontinuerlig|egen|statistisk|kvantitativ|projekt\w*)\s)*(?:\w{0,30}uppföljning(?:ar|en|arna|s)?)(?:srapport\w*|sdata)?|\buppf\."),
)  # fmt: skip
_BASIS = "|".join(f"(?:{pattern})" for _, pattern in _BASES)
_JOIN = r"(?:\s?(?:,|/|\+|&|;)\s?(?:och\s|samt\s)?|\s(?:och|samt|eller|respektive|resp\.?|plus)\s)"
_LIST = rf"(?:(?:från|av)\s)?(?:{_BASIS})(?:{_JOIN}(?:{_BASIS}))*"
_OPEN = rf"(?:^|(?<=[.;:!?)])\s)[{ITEMS} \t]{{0,8}}"
_AFTER = r"(?:\s(?:av|från|för|via|genom)\s[^.:;()\n]{1,40})?(?:\s?\([^()\n]{1,60}\))?"
_SUBJECT = r"(?:resultat\w*|\w{0,30}beskrivning\w*|redovisning\w*|bedömning\w*|effekt\w*|uppgift\w*|underlag\w*|svar\w*|slutsats\w*|siffror\w*|det\sovan\w*|informationen|texten)"
_RESTS = r"(?:baser(?:as|ar\ssig|ad|at|ade)|bygg(?:er|d|t|da)|grunda(?:s|r\ssig|d|t|de)|vilar|hämta(?:d|t|de)|utgår)\s(?:i\shuvudsak\s|främst\s|både\s|dels\s|delvis\s)?(?:på|från|i|ur)"
_HEADING = r"(?:käll(?:a|or)|underlag|bedömningsgrund(?:er)?|grund(?:\sför\s\w+)?|metod|bas|typ\sav\s\w+|resultatbeskrivning\w*|baseras\spå|bygger\spå|baserat\spå|grundas\spå|grundar\ssig\spå|uppgifterna\skommer\sfrån|resultat(?:et)?\sfrån|bedömningsmetod|resultatbedömning)"
_FORMS: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (method, confidence, re.compile(pattern, re.IGNORECASE | re.MULTILINE))
    for method, confidence, pattern in (
        ("label", 0.98, rf"{_OPEN}(?:resultat(?:et|en)?\s(?:från|av|enligt)\s)?(?P<list>{_LIST}){_AFTER}\s?(?::(?!\d)|\s[–-]\s)"),
        ("rests-on", 0.97, rf"(?:{_SUBJECT}\s(?:\w+\s){{0,3}}?|{_OPEN}(?:\w+\s){{0,2}}?){_RESTS}\s?:?\s(?:resultat\sfrån\s|en\s|ett\s|den\s|dels\s|både\s)?(?P<list>{_LIST})"),
        ("source", 0.97, rf"{_OPEN}{_HEADING}\s?[:=–]\s?(?P<list>{_LIST})(?=\s?(?:[.;,(\n]|$))"),
        ("bracket", 0.95, rf"[(\[](?:baser\w+\spå\s|enligt\s|källa:?\s)?(?P<list>{_LIST})[.]?[)\]]"),
        ("alone", 0.95, rf"{_OPEN}(?P<list>{_LIST})(?:\s?\([^()\n]{{1,60}}\)|\s(?:\w+d\s)?av\s(?-i:[A-ZÅÄÖ])[^.\n]{{1,60}})?\s?[.:]?[ \t]{{0,8}}$"),
        ("sentence", 0.9, rf"{_OPEN}(?P<list>{_LIST})(?:\.|(?<=\.))\s(?=[A-ZÅÄÖ\-•\d])"),
        ("first-words", 0.8, rf"\A[\s\-–•*]*(?P<list>{_LIST})\s(?=(?-i:[A-ZÅÄÖ]|[-–•]))"),
        ("made-by", 0.9, rf"{_OPEN}(?P<own>bedömningen\s(?:är|har)\s(?:gjord|gjorts)\sav|bedömningen\sär\s(?:regionens|vår|projektets|projektägarens)\segen\b|(?:detta|det|bedömningen)\sär\s(?:en|vår|regionens|projektets)\s(?:egen\s)?bedömning)"),
    )
)  # fmt: skip
_FORM_WORDS = Needles([pattern for _, _, pattern in _FORMS])
_FORM_TEXT = re.compile(
    r"Ange om resultatbeskrivningen\s+baseras\s+på\s+en\s+uppföljning,\s+utvärdering\s+eller\s+en\s+egen\s+bedömning\.?"
)
_FUTURE = re.compile(
    r"\s(?:(?:av|med|i|för)\s[^.\n]{0,60})?\s?(?:ska|kommer|planeras|pågår|återstår|genomförs\s(?:under|i)|saknas|har\s(?:ännu\s)?inte|är\sinte|väntas)\b"
)
_NOT_OURS = re.compile(r"systematisk|individbaserad", re.IGNORECASE)


def find_bases(text: str, *, column: str = "effects") -> tuple[BasisMention, ...]:
    """Return the bases that a text gives for its results, in its order; several may hold.

    Only in the column of effects is a basis also inferred from what is said in passing.
    """
    found: dict[tuple[int, Basis], BasisMention] = {}
    form = [(match.start(), match.end()) for match in _FORM_TEXT.finditer(text)]
    for method, confidence, pattern in _FORM_WORDS.fitting(_FORMS, text):
        for match in pattern.finditer(text):
            if any(start <= match.end() - 1 < end for start, end in form):
                continue
            for start, end, basis in _bases_in(match):
                found.setdefault((start, basis), _mention(text, start, end, basis, method, confidence))
    if not found and column == "effects":
        told: set[Basis] = set()
        for first, last, basis in sorted(bases_in_passing(text)):
            if basis not in told and not any(start <= first < end for start, end in form):
                told.add(basis)
                found[first, basis] = _mention(text, first, last, basis, "in-passing", 0.6)
    return tuple(found[key] for key in sorted(found))


def _bases_in(match: re.Match[str]) -> Iterator[tuple[int, int, Basis]]:
    """Yield the bases that a form lists, each with its place."""
    if "own" in match.groupdict():
        yield match.start("own"), match.end("own"), "egen-bedomning"
        return
    if _NOT_OURS.search(match["list"]):
        return
    start = match.start("list")
    if _FUTURE.match(match.string, match.end("list")):
        return
    for word in re.finditer(_BASIS, match["list"], re.IGNORECASE):
        basis = next(basis for basis, pattern in _BASES if re.fullmatch(pattern, word[0], re.IGNORECASE))
        yield start + word.start(), start + word.end(), basis


def _mention(text: str, start: int, end: int, basis: Basis, method: str, confidence: float) -> BasisMention:
    """Return one basis as written."""
    return BasisMention(
        start=start, end=end, surface=text[start:end], method=method, confidence=confidence, basis=basis
    )
