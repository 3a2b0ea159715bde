"""Pointers to other places: "se kap 11.2", "redovisas under fråga 9.1", "se tabell", "se kapitel 6 i strategin"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.model import Reference
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.context import Context

_UNIT = r"%|procent|kr\b|kronor|miljon|miljard|mnkr|mkr|mdkr|grader|timmar|meter|km\b|år\b"
_UNIT_AFTER = re.compile(rf"\s(?:{_UNIT})")
_NUMBER = rf"\d{{1,2}}(?:\.\d{{1,2}})?(?![\d%]|\s?(?:{_UNIT}))"
_JOINED = r"\s?(?:,\s?och|,|och|samt|eller|respektive|till\soch\smed|till|t\.?\s?o\.?\s?m\.?|&|[-–])\s?"
_MORE = rf"(?:{_JOINED}(?:under\s|i\s|avsnitt(?:et)?\s|kap(?:itel|\.)?\s|fråga\s|punkt\s|tabell\s)?{_NUMBER})*"
_DOTTED = rf"\d{{1,2}}\.\d{{1,2}}(?![\d%])(?:{_JOINED}\d{{1,2}}\.\d{{1,2}}(?!\d))*"
"""Numbers of questions as lists of them are written ("3.4, 8.1 och 8.2")."""
_WORDS = r"kap(?:itel|itlet|\.)?|avsnitt(?:et|en)?|rubrik(?:en|erna)?|punkt(?:en|erna)?|p\.|fråg(?:a|an|orna)|tabell(?:en|erna)?(?:\s\d{1,2}(?=\s(?:under|vid)\s))?(?:\s(?:under|i|vid)(?:\s(?:fråga|punkt|avsnitt))?)?|svar(?:et|en)?(?:\s(?:på|under|till|i)(?:\s(?:fråga|punkt|avsnitt))?)?|stycket?\s(?:under|i)|del"
_POINT = (
    r"(?i:\bse|\bläs|\bjfr|\bjämför|\b(?:be)?skriv(?:s|its|na|en|et|er|ning(?:en)?)|\bredovisa(?:s|t|ts|d|de)?|\bredogör(?:s|elsen)?|\bframgår|\båterfinns|\bfinns|\bhänvisa\w*|\butvecklas|\bbehandlas|\bpresenteras|\bbesvara\w*|\bnämn\w+|\btas\supp"
    r"|\bnärmare|\bmer|\benligt|\bovan|\bnedan|\bsvarat|\bsvar|\bi|\bunder|\binom|\btill|\bvid|\bockså|\bäven|\bfrån)"
)
_STRONG = re.compile(rf"(?:\b(?P<word>{_WORDS})\s?(?:nr\s?)?)(?P<numbers>{_NUMBER}{_MORE})", re.IGNORECASE)
_WEAK = re.compile(
    r"(?:\b(?i:se|jfr\.?|jämför|läs|läs\smer|se\svidare|se\s(?:även|också|mer|svar|ovan|nedan)|(?:se|läs)\s(?:även\s|mer\s|också\s|vidare\s|ovan\s|nedan\s)*(?:under|i|på|vid)|under|svar(?:et)?\s(?:på|i|under)|i\ssvaret\spå|(?:redovisa|beskriv|behandla|lämna|förklara|illustrera|sammanfatta|specificera|återfinn|finn|hänvis|framgå|besvara|återk[oa]m|(?:om)?nämn|beröra|berörs|utvecklas|presentera|redogör|konstatera)\w*\s(?:\w+\s){0,2}?(?:i|under|av|på|till)|mer(?:\som)?(?:\s\w+)?\s(?:i|under))\s)(?P<numbers>{dotted})"
    r"|(?<![\w,] )(?:I|Under)\s(?P<first>\d{1,2}\.\d{1,2})(?=\s(?:redovisa|beskriv|behandla|redogör|finns|återfinns|framgår|nämn|presentera|ges)\w*)"
    r"|\b(?i:insats(?:en|er|erna)|projekten|tabell(?:en|erna)|redovisning(?:en)?|beskrivning(?:en)?|resonemang(?:et)?|svar(?:en|et))\s(?:i|under)\s(?P<of>{dotted})"
    r"|(?<=\()(?P<bare>\d{1,2}\.\d)(?=\))".replace("{dotted}", _DOTTED)
)
_LOOSE = re.compile(
    r"\b(?i:som\si|i|under|till|av|enligt|vid|kring|från)\s(?P<numbers>{dotted})"
    r"(?=\s*(?:[.,;:)]|$|\n)|\s(?:och|samt|ovan|nedan|om|är|har|kan|där|som|för|men|eller|gäller|beskriv|redovis|behandl|framgå|finns)\w*)".replace(
        "{dotted}", _DOTTED
    )
)
"""A number after a preposition alone, which a sentence that speaks of the report itself makes a place."""
_NAMED = re.compile(
    r"\b(?i:se|läs\smer\som|jfr\.?|jämför)\s(?:(?:även|också|vidare|exempelvis|t\.ex\.)\s)?(?:insats|projekt|exemp|satsning|arbete|resonemang|beskrivning)\w*\s[^.;\n]{1,80}?\s(?:i|under|vid)\s"
    r"(?P<numbers>{dotted})"
    r"|(?:^|(?<=[.;]\s)|(?<=\n))(?:(?:Särskilt|Även|Främst|Både|Också|Framför\sallt|I\ssynnerhet)\s)?(?P<subject>{dotted})"
    r"(?=\s(?:visar|beskriver|redovisar|behandlar|handlar|redogör|ger\sexempel|tar\supp)\b)".replace(
        "{dotted}", _DOTTED
    )
)
"""A place after the name of what stands there ("se insatsen Vägen in i 8.2"), or one that itself tells ("4.1 och 4.2 visar hur …")."""
_TABLE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s|vidare\s|mer\si\s|i\s|vår\s)?(?:(?:den\s|ovanstående\s|nedanstående\s|bifogad\s|nedan\s|ovan\s)?tabell(?:en|erna|er)?)(?:\s(?:nedan|ovan))?(?!\s?\d|\s(?:under|i|vid)\s(?:punkt\s|fråga\s|avsnitt\s)?\d)|\b(?:[Ff]ramgår|[Rr]edovisas|[Bb]eskrivs|[Åå]terfinns|[Ss]ammanfattas)\s(?:\w+\s)?(?:av|i)\s(?:nedanstående\s|ovanstående\s)?tabell(?:en|erna)?(?:\s(?:nedan|ovan))?(?!\s?\d)"
)
_VAGUE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s|mer\s|vidare\s|gärna\s)?(?:\w+\s){0,3}?(?:ovan(?:stående(?:\s\w+)?)?|nedan(?:stående(?:\s\w+)?)?|(?:respektive|tidigare|övriga|andra)\s(?:svar|avsnitt|fråg(?:a|or)|punkt(?:er)?|rubrik(?:er)?)|föregående\s(?:fråga|svar|avsnitt|punkt|rubrik|stycke|års?\s\w+)|under\s(?:respektive|varje)\sinsats)\b"
    r"|\b[Ii]\s(?:det\s)?(?:följande|nästkommande|nästa|föregående)\s(?:avsnitt(?:et)?|kapit(?:el|let)|fråga|punkt|svar(?:et)?)\b"
    r"|^\s*(?:[Ss]amma(?:\ssvar)?\ssom|[Ee]nligt|[Ll]iksom|[Jj]fr\.?|[Dd]etsamma\ssom)\s(?:svar(?:et)?\s)?(?:ovan(?:stående)?|föregående(?:\s\w+)?)\b(?=\W*$)"
    r"|\b(?:[Bb]esvara|[Rr]edovisa|[Bb]eskriv)\w*\s(?:redan\s|även\s|i\s(?:svaret\s)?)?ovan(?:stående)?\b(?!\s(?:i|under|på)\s)"
)
_PAGE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s)?(?:sid(?:a|an|orna|\.)?|s\.)\s?(?P<page>\d{1,3})(?:\s?[-–]\s?\d{1,3})?"
)
_ANNEX = re.compile(
    r"\b(?:[Ss]e|[Ll]äs\s(?:mer|vidare)\si|[Ee]nligt|[Ff]ramgår av|[Rr]edovisas i)\s(?:även\s|också\s|separat\s|bifogad\s)?(?P<annex>[Bb]ilag(?:a|an|or|orna)\b(?:\s(?:\d{1,2}|[A-H])\b)?)"
)
_ADDRESS = re.compile(
    r"\b(?:[Ss]e|[Ll]äs\smer|[Mm]er\sinformation|[Ll]änk|finns\spå|återfinns\spå|via|på)\b[^.\n]{0,60}?[\s(:](?P<url>(?:https?://|www\.)[^\s)>\]]+[^\s)>\].,;])|^[^\S\n]*(?P<bare>https?://[^\s)>\]]+[^\s)>\].,;])\s*$",
    re.MULTILINE,
)
_DOCUMENTS = (
    r"RUS(?:en)?|\w*strategi(?:n|er)?|\w*plan(?:en)?|\w*program(?:met)?|\w*rapport(?:en)?|\w*utvärdering(?:en)?"
    r"|\w*betänkande(?:t)?|\w*proposition(?:en)?|\w*handbok(?:en)?|årsredovisning(?:en)?|\w*utredning(?:en)?|\w*förordning(?:en)?|lagen|\w*beslut(?:et)?|\w*överenskommelse(?:n)?|återrapportering(?:en)?\sför\s(?:år\s)?20\d\d|regleringsbrev(?:et)?|bok(?:en)?|\w*PM|\w*avtal(?:et)?|\w*analys(?:en)?|bilaga(?:n|\s(?:\d{1,2}|[A-H])\b)?"
)
_TITLE = r"(?:\s[A-ZÅÄÖ]\w+|\s20\d\d(?!:))*"
_ELSEWHERE = re.compile(
    r"\s?(?:i|av|ur|från|till)\s(?P<name>(?:(?:den|det|vår|vårt|länets|regionens|kommunens|vår\segen|Region\s\w+s|[A-ZÅÄÖ]\w+s)\s)?(?:\w+\s){0,3}?"
    rf"(?:{_DOCUMENTS})(?!\w){_TITLE})"
)
_DOCUMENT = re.compile(
    r"(?:(?<!\w )(?P<see>[Ss]e)\s(?:även\s|också\s|vidare\s|gärna\s)?|(?:[Ll]äs|[Mm]er\sinformation|[Mm]er\sfinns)\s(?:mer\s|vidare\s|finns\s|om\s\w+\s|att\släsa\s){0,3}i\s)"
    r"(?P<document>(?:(?:den|vår|länets|regionens|bifogade?|bilagda?|separat|Region\s\w+s|[A-ZÅÄÖ]\w+s)\s(?:\w+\s){0,2}?)?"
    rf"(?:{_DOCUMENTS})(?!\w){_TITLE})"
)
_POSSESSED = re.compile(
    r"\b(?:finns|återfinns|redovisas|beskrivs|ges|lämnas|framgår)\s(?:även\s|också\s|närmare\s)?(?:i|av)\s"
    rf"(?P<document>(?:(?:Region\s)?[A-ZÅÄÖ]\w+s|regionens|länets|bifogade?|vår)\s(?:\w+\s){{0,1}}?(?:{_DOCUMENTS})(?!\w){_TITLE})"
)
"""Somebody's document that tells more: "finns i Region X årsredovisning"."""
_OTHER_DOCUMENT = re.compile(
    r"\b(?:RUS(?:en)?|\w+strategin?|\w+planen|\w+programmet|\w*rapporten|regleringsbrevet|lagen|förordningen|enkäten|avtalet|Villkorsbeslut\w*)(?:s|\s(?:20\d\d|[A-ZÅÄÖ]\w+))*,?\s(?:se\s)?$"
)
_TRAP_BEFORE = re.compile(
    r"(?:\d:|anslag\s|mål\s|program\s|förordning\w*\s|\blag\w*\s|§\s|enkätens\s|enkät\w*,?\s|villkorsbeslut\w*\s[\d:]*\s?)$",
    re.IGNORECASE,
)
_ECHO = re.compile(
    rf"\b(?:och|samt|medan|men|liksom|,)\s(?:i|under|vid)\s(?P<numbers>\d{{1,2}}\.\d{{1,2}})(?![\d%])(?!\s(?:{_UNIT}))"
)
"""A further place in a sentence that points already: "i 9.1 beskrivs miljön, och i 8.1 det sociala"."""
_SPEAKS = re.compile(
    r"\b(?:hänvis|redovis|beskriv|beskrev|behandl|besvara|kommenter|återfinn|återkom|framgå|framkom|redogör|redogj|utvecklat|utvecklas|nämn|berör|anför|tas\supp|tagits\supp|jämför|svar)\w*"
    r"|\b[Ee]xempel\s(?:ges|finns|lämnas)\b|\bpå\ssamma\ssätt\ssom\b|\bsamma\s\w+\ssom\b|\bliksom\si\b",
    re.IGNORECASE,
)
"""The words with which a report speaks of what it says itself, elsewhere."""
_MEASURES = re.compile(
    r"\b(?:ök|minsk|sjönk|sjunk|steg|stig|föll|växt|medel(?:värde|betyg)|betyg|indexet?|kvot|andel|nivå|version|den|kl|klockan|väg|klass|skala|räntan?)\w*\b[^.;]{0,60}$",
    re.IGNORECASE,
)
"""What is measured or dated before a number: then the number is no place."""
_CUE = re.compile(rf"{_POINT}[\s(]*(?:\w+\s){{0,4}}[(]?$")
_PRONOUN = re.compile(
    r"(?:.*\b(?:genom|exempelvis|till exempel|t\.ex\.|bland annat|bl\.a\.|kring|projekten?|projektet|insatsen|insatserna|samt|såsom|via|av|med|är|har|om|mellan|som|för|kallad|heter|inklusive|dels|till|gällande|rör|där|hur|att)\s)(?=\S)",
    re.DOTALL,
)


_NUMBERED = (_STRONG, _WEAK, _LOOSE, _NAMED)
_NUMBERED_WORDS = Needles(_NUMBERED)
_IN_DOCUMENTS = (_DOCUMENT, _POSSESSED)
_IN_DOCUMENTS_WORDS = Needles(_IN_DOCUMENTS)
_UNNUMBERED = ((_TABLE, "table"), (_ANNEX, "annex"), (_PAGE, "page"), (_VAGUE, "vague"))
_UNNUMBERED_WORDS = Needles([pattern for pattern, _ in _UNNUMBERED])
_REACH = 120


def find_references(text: str, context: Context | None = None) -> tuple[Reference, ...]:  # noqa: ARG001 - as all recognisers
    """Return the pointers of a text in its order; a list of places gives one for each."""
    found: list[Reference] = []
    for reference in (*_addresses(text), *_numbered(text), *_unnumbered(text)):
        if not any(
            reference.start < other.end
            and other.start < reference.end
            and (reference.target is None or reference.target == other.target)
            for other in found
        ):
            found.append(reference)
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def _numbered(text: str) -> Iterator[Reference]:
    """Yield the pointers with a number, and the further places that the same sentence goes on to."""
    for pattern in _NUMBERED_WORDS.fitting(_NUMBERED, text):
        for match in pattern.finditer(text):
            group = match.lastgroup or "numbers"
            numbers = _listed(text, match.start(group), match[group])
            before = text[max(0, match.start() - 60) : match.start()]
            if not _points(text, match, before, numbers[0][1]):
                continue
            elsewhere = _ELSEWHERE.match(text, match.end())
            named = None if elsewhere else _OTHER_DOCUMENT.search(before)
            start = _lead(text, match.start())
            external = elsewhere["name"] if elsewhere else named[0].strip(" ,") if named else None
            ends = [at + len(number) for at, number in numbers]
            ends[-1] = elsewhere.end() if elsewhere else ends[-1]
            if external is None and "." in numbers[0][1]:
                numbers += _echoes(text, ends[-1])
                ends += [at + len(number) for at, number in numbers[len(ends) :]]
            what, table = _what(text, start), bool(re.search(r"tabell", match[0], re.IGNORECASE))
            for n, ((at, number), end) in enumerate(zip(numbers, ends, strict=True)):
                first = start if n == 0 else at
                yield Reference(
                    start=first, end=end, surface=text[first:end], method="numbered" if pattern is _STRONG else "pointed-at",
                    confidence=0.95 if "." in numbers[0][1] else 0.9, target=number, what=what, table=table, external=external,
                )  # fmt: skip


def _points(text: str, match: re.Match[str], before: str, number: str) -> bool:
    """Return whether a number stands for a place: not for a goal, a law's paragraph, a part, an amount or an agenda's point."""
    if _TRAP_BEFORE.search(before):
        return False
    if match.re is _LOOSE:
        start = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        sentence = re.split(r"[.!?](?=\s|$)|\n", text[match.end() : match.end() + _REACH])[0]
        return bool(_SPEAKS.search(text[start : match.end()] + " | " + sentence)) and not _MEASURES.search(before)
    if match.re is _STRONG:
        sentence = re.split(r"[.!?]\s|\n", before)[-1]
        return "." in number or _leads_there(text, match, sentence)
    under = re.match(r"(?i:under)\s", match[0])
    return not (under and _UNIT_AFTER.match(text, match.end()))


def _leads_there(text: str, match: re.Match[str], before: str) -> bool:
    """Return whether a whole number after "kapitel" and the like is a place: something points to it, or a bracket or another document holds it."""
    word = match["word"].lower()
    chapter = re.match(r"kap|avsnitt", word) is not None
    bracketed = before.endswith("(") and text[match.end() : match.end() + 1] == ")"
    return (bool(_CUE.search(before)) and word != "del") or (
        chapter
        and (
            bracketed
            or (
                not before.strip() and text.startswith(" i ", match.end()) and bool(_ELSEWHERE.match(text, match.end()))
            )
        )
    )


def _listed(text: str, start: int, numbers: str) -> list[tuple[int, str]]:
    """Return the numbers of a list with their places; after "4.2, " a count of something ("12 kommuner") is none of it."""
    found = [(start + match.start(), match[0]) for match in re.finditer(r"\d{1,2}(?:\.\d{1,2})?", numbers)]
    if "." not in found[0][1]:
        return found
    counted = re.compile(r"\s(?!och\b|samt\b|ovan\b|nedan\b|i\b)\w")
    return [(at, it) for at, it in found if "." in it or not counted.match(text, at + len(it))]


def _echoes(text: str, end: int) -> list[tuple[int, str]]:
    """Return the further places that a sentence points to after its first ("…, och i 8.1 det sociala")."""
    rest = re.split(r"[.!?;]\s|\n", text[end : end + 160])[0]
    return [(end + match.start("numbers"), match["numbers"]) for match in _ECHO.finditer(rest)]


def _lead(text: str, start: int) -> int:
    """Return where the words begin that lead to a pointer's number ("se även sista stycket under")."""
    match = re.search(
        r"(?:\b(?:[Ss]e|[Ll]äs|[Jj]fr|[Bb]eskrivs|[Rr]edovisas|[Ff]ramgår|[Åå]terfinns|[Uu]nder|[Ii])\s)(?:(?:även|också|mer|vidare|under|i|av|på|sista|första|stycket|svar|närmare|ovan|nedan|om|detta|vid|mer)\s){0,4}$",
        text[max(0, start - 60) : start],
    )
    return start - len(match[0]) if match else start


def _unnumbered(text: str) -> Iterator[Reference]:
    """Yield the pointers to another document, a table, a page, an annex, or only above and below."""
    likely = _IN_DOCUMENTS_WORDS.fitting(_IN_DOCUMENTS, text)
    for match in (match for pattern in likely for match in pattern.finditer(text)):
        yield Reference(
            start=match.start(), end=match.end(), surface=match[0], method="document", confidence=0.85,
            target=None, what=_what(text, match.start()), external=match["document"],
        )  # fmt: skip
    for pattern, method in _UNNUMBERED_WORDS.fitting(_UNNUMBERED, text):
        for match in pattern.finditer(text):
            yield Reference(
                start=match.start(), end=match.end(), surface=match[0], method=method, confidence=0.9 if method != "vague" else 0.8, target=None,
                what=_what(text, match.start()), table=method == "table", external=match["annex"].replace("B", "b", 1) if method == "annex" else None,
            )  # fmt: skip


def _addresses(text: str) -> Iterator[Reference]:
    """Yield the pointers to a web page."""
    for match in _ADDRESS.finditer(text):
        group = "url" if match["url"] else "bare"
        yield Reference(
            start=match.start(group), end=match.end(group), surface=match[group], method="address", confidence=0.95 if group == "url" else 0.7,
            target=None, what=None, external=match[group],
        )  # fmt: skip


def _what(text: str, start: int) -> str | None:
    """Return the thing that a pointer is about: the name or noun phrase right before it, None where a sentence begins with it."""
    before = text[max(0, start - 120) : start].rstrip()
    if not before or before[-1] not in "(,":
        return None
    phrase = re.split(r"[.;:()\n\"”]\s?|,\s", before[:-1].rstrip())[-1].strip()
    phrase = re.sub(
        r"^(?i:och|samt|i|det|den|för|om|kring|gällande|angående|beträffande|inom|under|vad gäller|när det gäller)\s",
        "",
        phrase,
    )
    cut = _PRONOUN.match(phrase)
    phrase = phrase[cut.end() :] if cut else phrase
    words = phrase.split()
    capital = next((n for n, word in enumerate(words) if word[0].isupper() or word[0] in '#"”'), None)
    if capital is not None:
        return " ".join(words[capital:]) or None
    return " ".join(words[-5:]) or None
