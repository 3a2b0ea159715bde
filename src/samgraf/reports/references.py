"""Pointers to other places: "se kap 11.2", "redovisas under fråga 9.1", "se tabell", "se kapitel 6 i strategin".

Also says whether an answer is nothing but such a pointer, or says that the question does not apply.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from samgraf.reports.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.context import Context

_NUMBER = r"\d{1,2}(?:\.\d{1,2})?(?![\d%]|\s?(?:%|procent|kr\b|kronor|miljon|mnkr|mkr))"
_MORE = rf"(?:\s?(?:,\s?och|,|och|samt|eller|respektive|&|[-–])\s?(?:under\s|i\s|avsnitt(?:et)?\s|kap(?:itel|\.)?\s|fråga\s|punkt\s|tabell\s)?{_NUMBER})*"
_WORDS = r"kap(?:itel|itlet|\.)?|avsnitt(?:et|en)?|rubrik(?:en|erna)?|punkt(?:en|erna)?|p\.|fråg(?:a|an|orna)|tabell(?:en|erna)?(?:\s(?:under|i|vid)(?:\s(?:fråga|punkt|avsnitt))?)?|svar(?:et|en)?(?:\s(?:på|under|till|i)(?:\s(?:fråga|punkt|avsnitt))?)?|stycket?\s(?:under|i)|del"
_POINT = (
    r"(?i:\bse|\bläs|\bjfr|\bjämför|\b(?:be)?skriv(?:s|its|na|en|et|er|ning(?:en)?)|\bredovisa(?:s|t|ts|d|de)?|\bredogör(?:s|elsen)?|\bframgår|\båterfinns|\bfinns|\bhänvisa\w*|\butvecklas|\bbehandlas|\bpresenteras|\bbesvara\w*|\bnämn\w+|\btas\supp"
    r"|\bnärmare|\bmer|\benligt|\bovan|\bnedan|\bsvarat|\bsvar|\bi|\bunder|\binom|\btill|\bvid|\bockså|\bäven|\bfrån)"
)
_STRONG = re.compile(rf"(?:\b(?P<word>{_WORDS})\s?(?:nr\s?)?)(?P<numbers>{_NUMBER}{_MORE})", re.IGNORECASE)
_WEAK = re.compile(
    r"(?:\b(?i:se|jfr|jämför|läs|läs\smer|se\svidare|se\s(?:även|också|mer|svar|ovan|nedan)|(?:se|läs)\s(?:även\s|mer\s|också\s|vidare\s|ovan\s|nedan\s)*(?:under|i|på|vid)|under|svar(?:et)?\s(?:på|i|under)|i\ssvaret\spå|(?:redovisa|beskriv|behandla|återfinn|finn|hänvisa|framgå|besvara|återk[oa]m)\w*\s(?:\w+\s){0,2}?(?:i|under|av|på|till))\s)(?P<numbers>\d{1,2}\.\d{1,2}(?![\d%])(?:\s?(?:,|och|samt|eller|&|[-–])\s?\d{1,2}\.\d{1,2}(?!\d))*)"
    r"|(?<=\()(?P<bare>\d{1,2}\.\d)(?=\))"
)
_TABLE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s|vidare\s|mer\si\s|i\s|vår\s)?(?:(?:den\s|ovanstående\s|nedanstående\s|bifogad\s|nedan\s|ovan\s)?tabell(?:en|erna|er)?)(?:\s(?:nedan|ovan))?(?!\s?\d|\s(?:under|i|vid)\s(?:punkt\s|fråga\s|avsnitt\s)?\d)|\b(?:[Ff]ramgår|[Rr]edovisas|[Bb]eskrivs|[Åå]terfinns|[Ss]ammanfattas)\s(?:av|i)\s(?:nedanstående\s|ovanstående\s)?tabell(?:en|erna)?(?:\s(?:nedan|ovan))?(?!\s?\d)"
)
_VAGUE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s|mer\s|vidare\s|gärna\s)?(?:\w+\s){0,3}?(?:ovan(?:stående(?:\s\w+)?)?|nedan(?:stående(?:\s\w+)?)?|(?:respektive|tidigare|övriga|andra)\s(?:svar|avsnitt|fråg(?:a|or)|punkt(?:er)?|rubrik(?:er)?)|föregående\s(?:fråga|svar|avsnitt|punkt|rubrik|stycke|års?\s\w+))\b"
)
_PAGE = re.compile(
    r"\b[Ss]e\s(?:även\s|också\s)?(?:sid(?:a|an|orna|\.)?|s\.)\s?(?P<page>\d{1,3})(?:\s?[-–]\s?\d{1,3})?"
)
_ANNEX = re.compile(
    r"\b(?:[Ss]e|[Ll]äs\s(?:mer|vidare)\si|[Ee]nligt|[Ff]ramgår av|[Rr]edovisas i)\s(?:även\s|också\s|separat\s|bifogad\s)?(?P<annex>[Bb]ilag(?:a|an|or)(?:\s(?:\d{1,2}|[A-H])\b)?)"
)
_ADDRESS = re.compile(
    r"\b(?:[Ss]e|[Ll]äs\smer|[Mm]er\sinformation|[Ll]änk|finns\spå|återfinns\spå|via|på)\b[^.\n]{0,60}?[\s(:](?P<url>(?:https?://|www\.)[^\s)>\]]+[^\s)>\].,;])|^\s*(?P<bare>https?://[^\s)>\]]+[^\s)>\].,;])\s*$",
    re.MULTILINE,
)
_ELSEWHERE = re.compile(
    r"\s?(?:i|av|ur|från|till)\s(?P<name>(?:(?:den|det|vår|vårt|länets|regionens|kommunens|vår\segen|Region\s\w+s|[A-ZÅÄÖ]\w+s)\s)?(?:\w+\s){0,3}?(?:RUS(?:en)?|\w*strategi(?:n|er)?|\w*plan(?:en)?|\w*program(?:met)?|\w*rapport(?:en)?|\w*utvärdering(?:en)?"
    r"|\w*betänkande(?:t)?|\w*proposition(?:en)?|\w*handbok(?:en)?|årsredovisning(?:en)?|\w*utredning(?:en)?|\w*förordning(?:en)?|lagen|\w*beslut(?:et)?|\w*överenskommelse(?:n)?|återrapportering(?:en)?\sför\s(?:år\s)?20\d\d|\w*PM|\w*avtal(?:et)?|\w*analys(?:en)?|bilagan)(?:\s[A-ZÅÄÖ]\w+|\s20\d\d)*)"
)
_OTHER_DOCUMENT = re.compile(
    r"(?:RUS(?:en)?|\w+strategin?|\w+planen|\w+programmet|\w*rapporten|lagen|förordningen|enkäten|avtalet|Villkorsbeslut\w*)(?:s|\s(?:20\d\d|[A-ZÅÄÖ]\w+))*,?\s(?:se\s)?$"
)
_TRAP_BEFORE = re.compile(
    r"(?:\d:|anslag\s|mål\s|program\s|förordning\w*\s|lag\w*\s|§\s|enkätens\s|enkät\w*,?\s|villkorsbeslut\w*\s[\d:]*\s?)$",
    re.IGNORECASE,
)
_CUE = re.compile(rf"{_POINT}[\s(]*(?:\w+\s){{0,4}}[(]?$")
_PRONOUN = re.compile(
    r"(?:.*\b(?:genom|exempelvis|till exempel|t\.ex\.|bland annat|bl\.a\.|kring|projekten?|projektet|insatsen|insatserna|samt|såsom|via|av|med|är|har|om|mellan|som|för|kallad|heter|inklusive|dels|till|gällande|rör|där|hur|att)\s)(?=\S)",
    re.DOTALL,
)
_SOLE = re.compile(
    r"\b(?:se|även|också|vidare|mer|svar|svaret|svaren|på|ovan|ovanstående|nedan|nedanstående|under|i|och|samt|på|för|till|hänvisas?|hänvisar|vi|redovisas?|redovisats|redovisat|beskrivs|beskrivits|beskrivet|besvaras|besvarats|framgår|av|detta|det|denna"
    r"|information|ytterligare|läs|om|sista|första|andra|stycket|stycke|den|motivering|motiveringen|beskrivning|beskrivningen|redogörelse|fråga|frågan|frågorna|punkt|avsnitt|rubrik|kapitel|kap|tabell|tabellen|har|är|finns|ingår|samma|som|text|texten|respektive|tidigare|redan|enligt|ovan|jämför|jfr|föregående|vid|hela|delar|behandlas|beskrivning|återfinns|närmare|där)\b",
    re.IGNORECASE,
)
_NOT_APPLICABLE = re.compile(
    r"(?:(?:ej|inte|icke)\s(?:aktuell?t?|relevant|tillämplig?t?|tillämpbart|applicerbart)(?:\s(?:under|för|i)\s[^.]{1,60})?|(?:det\s)?(?:finns\s)?(?:inget|ingenting|inga|ingen)(?:\s(?:särskilt|särskilda|övriga|ytterligare|information|insatser|nytt|medskick|att))*(?:\s(?:att\s)?(?:redovisa|rapportera|tillägga|kommentera|tillföra|framföra|medskick|insatser))?(?:\s(?:under|för)\s[^.]{1,40})?"
    r"|n/?\.?a\.?|saknas|har\sinte\sgenomförts|[-–—]+|utgår|\.+|x|0|nej)\s?\.?",
    re.IGNORECASE,
)
_POINTS_FIRST = re.compile(r"(?:se|läs|svar|redovisa|beskriv|besvara|hänvis|framgår|jfr|detta|frågan)", re.IGNORECASE)
_LONGEST_SOLE = 220
_STRAY = 2


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


def is_reference_only(text: str, context: Context | None = None) -> bool:
    """Return whether an answer says nothing but where to look, in another answer or in what stands above it."""
    bare = text.strip()
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
    left = len(re.findall(r"\w+", _SOLE.sub(" ", rest)))
    return left == 0 or (left <= _STRAY and bool(_POINTS_FIRST.match(bare)))


def is_not_applicable(text: str) -> bool:
    """Return whether an answer only says that there is nothing to tell ("Ej aktuellt", "–", "N/A")."""
    return bool(_NOT_APPLICABLE.fullmatch(text.strip()))


def _numbered(text: str) -> Iterator[Reference]:
    """Yield the pointers with a number."""
    for pattern in (_STRONG, _WEAK):
        for match in pattern.finditer(text):
            group = "numbers" if match["numbers"] else "bare"
            numbers = list(re.finditer(r"\d{1,2}(?:\.\d{1,2})?", match[group]))
            before = text[max(0, match.start() - 60) : match.start()]
            sentence = re.split(r"[.!?]\s|\n", before)[-1]
            strong = pattern is _STRONG
            dotted = "." in numbers[0][0]
            if (
                _TRAP_BEFORE.search(before)
                or (strong and not dotted and not _CUE.search(sentence))
                or (strong and match["word"].lower() == "del" and not dotted)
            ):
                continue
            if (
                not strong
                and re.match(r"(?i:under)\s", match[0])
                and re.match(r"\s(?:miljoner|procent|grader|timmar|meter|år)", text[match.end() :])
            ):
                continue
            elsewhere = _ELSEWHERE.match(text, match.end())
            named = None if elsewhere else _OTHER_DOCUMENT.search(before)
            start = _lead(text, match.start())
            what = _what(text, start)
            external = elsewhere["name"] if elsewhere else named[0].strip(" ,") if named else None
            end = elsewhere.end() if elsewhere else match.end()
            for n, number in enumerate(numbers):
                at = match.start(group) + number.start()
                first = start if n == 0 else at
                stop = end if n == len(numbers) - 1 else match.start(group) + number.end()
                yield Reference(
                    start=first, end=stop, surface=text[first:stop], method="numbered" if strong else "pointed-at", confidence=0.95 if dotted else 0.9,
                    target=number[0], what=what, table=bool(re.search(r"tabell", match[0], re.IGNORECASE)), external=external,
                )  # fmt: skip


def _lead(text: str, start: int) -> int:
    """Return where the words begin that lead to a pointer's number ("se även sista stycket under")."""
    match = re.search(
        r"(?:\b(?:[Ss]e|[Ll]äs|[Jj]fr|[Bb]eskrivs|[Rr]edovisas|[Ff]ramgår|[Åå]terfinns|[Uu]nder|[Ii])\s)(?:(?:även|också|mer|vidare|under|i|av|på|sista|första|stycket|svar|närmare|ovan|nedan|om|detta|vid|mer)\s){0,4}$",
        text[max(0, start - 60) : start],
    )
    return start - len(match[0]) if match else start


def _unnumbered(text: str) -> Iterator[Reference]:
    """Yield the pointers to a table, a page, an annex, or only above and below."""
    for pattern, method in ((_TABLE, "table"), (_ANNEX, "annex"), (_PAGE, "page"), (_VAGUE, "vague")):
        for match in pattern.finditer(text):
            yield Reference(
                start=match.start(), end=match.end(), surface=match[0], method=method, confidence=0.9 if method != "vague" else 0.8, target=None,
                what=_what(text, match.start()), table=method == "table", external=match["annex"].lower() if method == "annex" else None,
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
    phrase = re.sub(r"^(?:och|samt|i|det|den)\s", "", phrase)
    cut = _PRONOUN.match(phrase)
    phrase = phrase[cut.end() :] if cut else phrase
    words = phrase.split()
    capital = next((n for n, word in enumerate(words) if word[0].isupper() or word[0] in '#"”'), None)
    if capital is not None:
        return " ".join(words[capital:]) or None
    return " ".join(words[-5:]) or None
