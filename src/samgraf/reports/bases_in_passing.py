"""Bases of assessment that a sentence gives without the form's word for them: "enligt enkät bland deltagarna", "utvärderaren ser".

What is asked, counted or reported by the insats itself is follow-up (uppföljning); what somebody was engaged to judge is
evaluation (utvärdering); what the one who reports thinks is own judgement (egen bedömning). What is only planned is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.list_signs import ITEMS
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.model import Basis

_OPEN = rf"(?:^|(?<=[.;:!?)])\s)[{ITEMS} \t]{{0,8}}"
_OUR = r"(?:vår|regionens|projektets|projektledningens)"
_OF = r"(?:(?:den|en|ett|det|vår|årets|extern|externa|egen|egna)\s|\w{2,30}s\s){0,3}"
_BY = r"(?:\s(?:från|av|vid|bland|till|med|ur|om|för|i|på|som|hos)\s[^.;:\n]{1,60}?)?(?:\s\([^()\n]{1,40}\))?"
_SAYS = r"(?:visar|visade|visat|pekar|pekade|anger|angav|angett|uppger|uppgav|redovisar|redovisade|konstaterar|konstaterade|konstaterat|slår|bekräftar|bekräftade|framgår|tyder|ger\svid\shanden|ser|menar|bedömer|beskriver|drar\sslutsatsen|lyfter)\b"
_ASKED = r"(?:svara|uppg|ange|angav|framg|framk|framträ|säger|sade|upplev)\w*"
_EVALUATION = r"(?:\w{0,30}utvärdering(?:en|ar|arna)?|följeforskning(?:en)?)"
_EVALUATOR = r"(?:\w{0,30}utvärderar(?:e|en|na)|följeforskar(?:e|en|na))"
_FOLLOWED = r"\w{0,30}uppföljning(?:en|ar|arna)?"
_ENQUIRY = r"(?:\w{0,20}enkät(?:en|er|erna|svar(?:en)?|undersökning(?:en|ar|arna)?|resultat(?:et)?)?|\w{0,20}mätning(?:en|ar|arna)?|uppföljnings(?:samtal|möten|intervjuer|enkät)\w{0,3}|\w{0,20}intervjuer(?:na)?|statistik(?:en)?|(?:slut|läges|del|projekt|avslutnings|resultat)(?:rapport|redovisning)(?:en|er|erna)?)"
_REPORTERS = r"(?:regionen|kommunen|kommunerna|projektet|projektledningen|projektledaren|projektägaren|handläggaren|arbetsgruppen|styrgruppen|parterna|deltagande\s\w+)"
_DONE = r"(?:har|hade|är|blev|blivit|har\sblivit)"

_PATTERNS: tuple[tuple[Basis, tuple[str, ...]], ...] = (
    (
        "egen-bedomning",
        (
            rf"\benligt\s{_OUR}\s(?:egen\s)?bedömning",
            r"\b(?:vår|\w{3,30}s|vi\sgör)\s(?:egna?\s)?(?:bedömning(?:en)?|uppfattning|uppskattning)\s(?:är|att)",
            r"\bbedömningen\sär\satt",
            rf"\b(?:vi|{_REPORTERS})\s(?:bedömer|uppskattar|upplever|uppfattar|skattar)\s(?:att|det)\b",
            r"\begen\sbedömning\b",
            r"\bbedömt\sav\s\w+",
            rf"{_OPEN}(?:bedömning(?:en)?|uppskattning(?:en)?)(?=\s?:)",
        ),
    ),
    (
        "utvardering",
        (
            rf"\benligt\s{_OF}(?:{_EVALUATION}|{_EVALUATOR})",
            rf"\b{_EVALUATION}(?:\s(?:gjord|genomförd|utförd)\sav\s[^.\n]{{1,60}})?{_BY}\s{_SAYS}",
            rf"\b(?:i|vid)\s(?:en|den|vår|årets|projektets)?\s?{_EVALUATION}\s{_ASKED}",
            rf"\b{_EVALUATOR}(?:\s(?-i:[A-ZÅÄÖ])[\w&-]*){{0,3}}{_BY}\s(?:har\s)?{_SAYS}",
            rf"\b{_DONE}\s(?:(?:nu|också|även|därefter|extern\w*)\s)?utvärdera(?:ts|t|d|de|s)\b",
            rf"{_OPEN}(?:extern\w*\s)?utvärdera(?:t|d)\s(?:av|genom)\s",
        ),
    ),
    (
        "uppfoljning",
        (
            rf"\benligt\s{_OF}(?:{_FOLLOWED}|{_ENQUIRY})",
            rf"\b(?:{_FOLLOWED}|{_ENQUIRY}){_BY}\s{_SAYS}",
            rf"\b(?:i|vid)\s{_OF}(?:{_FOLLOWED}|{_ENQUIRY})(?:\s(?:som|från|bland|till)\s[^.;:\n]{{1,60}}?)?\s{_ASKED}",
            rf"\bav\s{_OF}{_ENQUIRY}\sframgår",
            rf"{_OPEN}{_ENQUIRY}{_BY}(?:\sföre\soch\sefter)?(?=\s?:)",
            r"(?:^|[.;:(\n])\s?käll(?:a|or)\s?:\s(?!egen)[^\n.;)]{2,60}",
            r"\([^()\n]{0,60}\begen\sstatistik\)|\b(?:insamla|inrapportera|redovisa)(?:de|t|d)\sav\sprojektet\b",
        ),
    ),
)  # fmt: skip
_COMPILED = tuple(
    (basis, re.compile(pattern, re.IGNORECASE | re.MULTILINE)) for basis, patterns in _PATTERNS for pattern in patterns
)
_WORDS = Needles([pattern for _, pattern in _COMPILED])


def bases_in_passing(text: str) -> Iterator[tuple[int, int, Basis]]:
    """Yield the bases that sentences give, each with the place of the words that give it."""
    for basis, pattern in _WORDS.fitting(_COMPILED, text):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), basis
