"""Answers that tell nothing: those that only say where to look, and those that say that there is nothing to tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.references import find_references

if TYPE_CHECKING:
    from samgraf.reports.context import Context

_POINTING = re.compile(
    r"\b(?:se|även|också|vidare|mer|på|ovan|nedan|(?:ovan|nedan)stående|under|i|och|samt|för|till|vi|av|detta|det|denna|dessa|den|de|om|har|hade|är|var|finns|fanns|ingår"
    r"|samma|som|vad|så|sätt|respektive|tidigare|redan|enligt|jämför|jfr|vid|hela|delar|del|där|här|dit|inte|tom|ifylld|alltså|därför|med|t\.?\s?o\.?\s?m\.?|sista|första|andra|föregående"
    r"|ytterligare|läs|närmare|gäller|gemensamt|tillsammans|samlat|utveckla[st]|utvecklad|utförlig(?:t|are|a)?|information|kompletterande|uppgifter|rad|rader(?:na)?|nr|kap|noteras?"
    r"|(?:hänvis|redovis|behandl|besvar|kommenter|konstater|återf[iu]nn|framg[åi]|redogör|redogj|beskriv|beskrev|sammanfatt|sammanställ|nämn|omnämn|berör|motiver|anför|angi|anges|angav"
    r"|uppge|skriv|skrev|lämn|presenter|tas\supp|tagits\supp|tar\supp|lyfts|ges|görs|gjorts|getts|fråg|svar|punkt|avsnitt|rubrik|kapit|tabell|stycke|text|bilag)\w*)\b",
    re.IGNORECASE,
)
"""The small words of a pointer, and the words with which a report speaks of itself."""
_POINTS_FIRST = re.compile(r"(?:se|läs|svar|redovisa|beskriv|besvara|hänvis|framgår|jfr|detta|frågan)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"(?:(?:samtliga|alla|dessa|övriga)\s)?(?:insatser|resultat|aktiviteter|utmaningar|effekter|prestationer|hinder|framgångsfaktorer|erfarenheter)(?:na|en)?\s"
    r"(?=(?:redovisa|beskriv|finns|återfinns|framgår|sammanfatta|besvara)\w*\s)",
    re.IGNORECASE,
)
"""What is told elsewhere: "Insatserna redovisas i 3.4" tells nothing itself."""
_OF_WHAT = re.compile(
    r"(?<=[Ii]nsatser\s)(?:för|inom|om|kring|rörande)\s[a-zåäö]+\s(?=(?:redovisa|beskriv|finns|återfinns|framgår)\w*\s)"
    r"|(?<=\b[Ss]e\s)(?:insatsen|projektet|satsningen)\s[^.;,\n]{2,80}?\s(?=(?:i|under|vid)\s\d)",
)
"""What an insats is about or called in a pointer to where it is told of: "Se insatsen Vägen in i 8.2"."""
_UNANSWERED = re.compile(
    r"(?:(?:frågan|denna\sfråga|detta)\s(?:är\s|har\s)?)?(?:ej|inte|icke|o)\s?(?:ännu\s)?(?:kunnat\s)?besvara(?:d|de|t|ts|s)(?:\s(?:i\sår|ännu))?\s?\.?|besvaras\s(?:ej|inte)\s?\.?|(?:lämnas|lämnad|är)\s(?:obesvara[dt]|tomt?)\s?\.?",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:svar|kommentar)\s?:\s*", re.IGNORECASE)
_TOPIC = re.compile(
    r"(?<=\d|\w)\s(?:angående|gällande|avseende|beträffande|rörande|kring|vad\sgäller|när\sdet\sgäller|i\sfråga\som)\s[^.,;\n]{2,80}(?=\.?$)",
    re.IGNORECASE,
)
"""What a pointer is about, after where it points: "Se 1.2 angående service"."""
_LEFT_TO_FILL = re.compile(
    r"[\[(<{]?\s*(?:(?:beskriv|ange|skriv|fyll\si|klicka|redogör|lämna|välj|infoga|ge\sexempel|svara)\b[^\n]{0,300}|(?:svar|text|svarstext|ditt\ssvar|er\stext)(?:\shär)?|x{2,}|t\.?b\.?d\.?"
    r"|(?:svar(?:et)?\s|underlag(?:et)?\s)?(?:kompletteras|återkommer|inkommer)(?:\s(?:senare|inom\skort))?|lorem\sipsum\b.{0,300})\s*[\])>}]?\s*[.…:]*\s*[\])>}]?",
    re.IGNORECASE,
)
"""What a form asks, left as it is, or what stands where an answer is to be: "Ange svar här", "[Text]", "xxx"."""
_LONGEST_SOLE = 220
_STRAY = 2
_NO = r"(?:inget|ingenting|inga|ingen|inte\snågo[tn]|inte\snågra|ej)"
_TELL = r"(?:redovisa|rapportera|tillägga|kommentera|tillföra|framföra|anföra|lyfta(?:\sfram)?|framhålla|nämna|ange|redogöra\sför|beskriva|medskicka|återrapportera)"
_WHERE = r"(?:\s(?:under|för|i|på|vid|inom|avseende|gällande)\s[^.,;]{1,60})?"
_NOT_APPLICABLE = re.compile(
    rf"(?:(?:(?:frågan|detta|punkten)\s(?:är|bedöms)\s)?(?:ej|inte|icke)\s(?:aktuell?t?|relevant|tillämplig?t?|tillämpbart|applicerbart){_WHERE}"
    rf"|(?:det\s|(?:regionen|vi|region\s\w+)\s(?:har\s)?)?(?:finns\s|har\s)?{_NO}"
    rf"(?:\s(?:särskilt|särskilda|övriga|övrig|övrigt|ytterligare|annat|mer|nytt|sådana|information|kommentar(?:er)?|synpunkter|insatser|projekt|uppgifter|medskick|att))*(?:\s(?:att\s)?{_TELL})?"
    rf"(?:\s(?:har\s)?(?:genomförts|bedrivits|beviljats|redovisats|startats|förekommit|gjorts|påbörjats))?{_WHERE}"
    rf"|n/?\.?a\.?|(?:uppgift(?:er)?|underlag|svar|information)?\s?saknas{_WHERE}|har\s(?:inte|ej)\s(?:genomförts|påbörjats|gjorts|varit\saktuellt){_WHERE}|[-\u2010-\u2015][-\u2010-\u2015\s]*|utgår|\.+|x|0|nej)\s?\.?",
    re.IGNORECASE,
)


def is_reference_only(text: str, context: Context | None = None) -> bool:
    """Return whether an answer says nothing but where to look, in another answer or in what stands above it."""
    bare = _OF_WHAT.sub("", _without_label(text))
    bare = _TOPIC.sub("", bare) if _POINTS_FIRST.match(bare) else bare
    bare = _SUBJECT.sub("", bare, count=1) if _SUBJECT.match(bare) else bare
    if not bare or len(bare) > _LONGEST_SOLE:
        return False
    references = [reference for reference in find_references(bare, context) if reference.external is None]
    if not any(
        reference.target or re.search(r"ovan|föregående|tidigare", reference.surface) for reference in references
    ):
        return False
    rest = bare
    for reference in sorted(references, key=lambda reference: -reference.start):
        rest = rest[: reference.start] + " " + rest[reference.end :]
    rest = re.sub(r"\([^)]*\)", " ", re.sub(r"\d{1,2}(?:\.\d{1,2})?", " ", rest))
    left = len(re.findall(r"[^\W_]{2,}", _POINTING.sub(" ", rest)))
    return left == 0 or (left <= _STRAY and bool(_POINTS_FIRST.match(bare)))


def is_not_applicable(text: str) -> bool:
    """Return whether an answer only says that there is nothing to tell ("Ej aktuellt", "–", "N/A")."""
    return bool(_NOT_APPLICABLE.fullmatch(_without_label(text)))


def is_unanswered(text: str) -> bool:
    """Return whether an answer is a stroke, what the form left to fill in, or only says that it is none ("Ej besvarad.")."""
    bare = _without_label(text)
    return not any(c.isalnum() for c in bare) or any(empty.fullmatch(bare) for empty in (_UNANSWERED, _LEFT_TO_FILL))


def _without_label(text: str) -> str:
    """Return an answer without the word for it at its head ("Svar: –")."""
    bare = text.strip()
    label = _LABEL.match(bare)
    return bare[label.end() :] if label else bare
