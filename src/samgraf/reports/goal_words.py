"""The words around goals: names of frameworks, words for levels, numbers, and where a title ends."""

# ruff: noqa: ISC004 - a pattern is easier to read on one line
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samgraf.reports.needles import Needles
from samgraf.reports.windows import REACH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.reference import FrameworkRecord

Level = Literal["area", "target", "objective", "priority"]

_PROGRAMME = (
    r"(?:Övre\sNorrland|Mellersta\sNorrland|Norra\sMellansverige|Östra\sMellansverige|ÖMS|Stockholm|Västsverige|Småland\s(?:och|&)\s[Öö]arna"
    r"|Skåne[-–\s]+Blekinge)"
)
"""The areas of the regional programmes (NUTS 2), in their official names."""

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "rus",
        r"RUS(?:en|:en|:s|ens|-en)?\b(?![\w])|RU[SP]\b|RUPen|[Rr]egional[at]?\s(?:tillväxt-\soch\s)?utvecklings(?:strategi|program|plan)\w*"
        r"|(?:[Rr]egionens|[Ll]änets|vår)\sutvecklingsstrategi\w*|[Uu]tvecklingsstrategin\b|[Tt]illväxtstrategin\b|RUFS\b(?:\s20\d\d)?|(?<!\w)\w{1,60}strategi(?:n)?\s\(RUS\)",
    ),
    (
        "eruf",
        r"(?:ERUF\w*|Eruf\b|eruf\b|[Rr]egionalfond\w*|(?:[Ee]uropeiska\s)?[Rr]egionala\sutvecklingsfond\w*|[Ss]trukturfondsprogram\w*)"
        rf"(?:\s(?:i\s|för\s)?{_PROGRAMME}\b)?",
    ),
    ("esf", r"ESF\s?\+?(?![\w])|(?:[Ee]uropeiska\s)?[Ss]ocialfond\w*(?:\s\+|\splus)?"),
    ("fro", r"FRO\b|JTF\b|[Ff]onden\sför\sen\srättvis\somställning|[Oo]mställningsfond\w*"),
    (
        "interreg",
        r"(?:Interreg|INTERREG)(?:\s(?:[IVA]{1,3}\b|[A-ZÅÄÖ][a-zåäö]+)(?:[-–\s][A-ZÅÄÖ][a-zåäö]+)*)?|[Ee]uropeiskt\sterritoriellt\ssamarbete",
    ),
    (
        "agenda",
        r"[Aa]genda\s2030(?:s|-målen)?(?:\s?[:,(]?\s?(?:SDG|[Gg]lobala\smål(?:en)?)(?=[\s:]))?|SDG(?=s|\b|\d)|[Gg]lobal[at]\s(?:hållbarhets)?mål(?:en|et)?|FN:s\s(?:globala\s)?(?:hållbarhets|utvecklings)?mål"
        r"|Globala\smål(?:en)?",
    ),
    (
        "national",
        r"[Nn]ationell[at]?\s(?:\w+\s)?\w*(?:strategi|plan)(?:n|en)?\b|[Nn]ationella\s\w*(?:strategi|plan)\w*",
    ),
)
_LABEL = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_OTHER = re.compile(
    r"\b(?:[Rr]egionplan|[Vv]erksamhetsplan|[Tt]rafikförsörjningsprogram|[Ll]änstransportplan|[Ll]änsplan|[Ss]erviceprogram|[Kk]ulturplan"
    r"|[Öö]versiktsplan|[Ll]ivsmedelsstrategi|[Ff]olkhälso(?:strategi|policy|plan)|[Kk]limatstrategi|[Ee]nergi-\soch\sklimat\w+|[Hh]andlingsplan"
    r"|[Aa]ffärsplan|[Kk]ompetensplan|[Bb]redbandsstrategi|[Dd]igitaliseringsstrategi|[Pp]rojektplan|[Mm]iljöprogram|[Kk]ommun(?:al|ens|ernas)\s\w*plan"
    r"|(?:[Ll]andsbygds|[Ll]ivsmedels|[Ss]kogs|[Kk]limat|[Ee]nergi|[Dd]igitaliserings|[Ii]nnovations|[Kk]ompetensförsörjnings|[Nn]äringslivs|[Bb]esöksnärings|[Tt]urism|[Kk]ultur|[Ff]olkhälso|[Jj]ämställdhets|[Ii]ntegrations|[Mm]iljö|[Tt]ransport|[Bb]redbands|[Bb]ostads|[Ee]xport|[Vv]atten|[Cc]ykel|[Bb]iblioteks|[Ff]riluftslivs|[Ff]unktionshinders|[Ss]ervice)(?:strategi|program|policy|plan|agenda)|[Dd]igital\sagenda"
    r"|[Ff]ärdplan|[Ee]nkät|[Jj]ämställdhetspolitiska)\w*",
)

_LEVELS: tuple[tuple[Level, str], ...] = (
    (
        "objective",
        r"särskil(?:t|da)\s(?:mål|målen|målet)|specifik(?:t|a)\s(?:mål|målen|målet)|RSO\s?|SO\s?(?=\d)|SM\s?(?=\d)|programmål|särskilt\smål|JSO\s?(?=\d)",
    ),
    (
        "priority",
        r"politisk(?:t|a)\s(?:mål|målen|målet)|policymål|PO\s?(?=\d)|program\u00ad?område(?:t|na)?|P\s?(?=\d\b)|investeringsprioritering(?:en|ar|arna)?"
        r"|(?:(?:långsiktig|strategisk|prioriterad|övergripande)[ate]?\s)?(?:prioritering(?:en|ar|arna)?|åtgärd(?:en|er)?(?=\s\d))|prioritet(?=\s\d|:)|prioriterat\sområde|tematiskt\smål|TM\s?(?=\d)",
    ),
    (
        "area",
        r"mål\u00ad?område(?:t|na|n)?|insats\u00ad?område(?:t|na|n)?|utvecklings\u00ad?område(?:t|na|n)?|fokusområde(?:t|na|n)?|delområde(?:t|na|n)?"
        r"|prioriterade?\sområden?|strategisk[at]?\sområde(?:t|n|na)?|strategiområde(?:t|na)?|strategisk\sinriktning|prioriterad\sinriktning|inriktning"
        r"|delstrategi(?:n|er)?|målbild(?:en|er)?|(?<=[,;:]\s)strategi(?=\s[A-ZÅÄÖ])|(?<=samt\s)strategi(?=\s[A-ZÅÄÖ])|strategi(?=\s\d|:|\s[\"”«]|\s[A-H]\s?:)|temaområde(?:t)?|tema(?=\s\d|:|t\s)|(?:RUS-)?område(?:t|na|n)?|perspektiv(?=\s\d|:)"
        r"|utvecklingsinriktning(?:en)?|(?:strategisk[at]?\s)?ställningstagande(?:t|n|na)?|kraftsamling(?:en|ar|arna)?(?=\s[\"”«A-ZÅÄÖ]|:|\s\d)|övergripande\smål|huvudmål(?:et|en)?|utmaning(?=\s\d|:)",
    ),
    (
        "target",
        r"(?:RUS-?\s?)?(?:del|effekt|resultat|etapp|utvecklings|visions|inriktnings|prioriterade?\s|prioriterat\s)?\u00ad?mål(?:en|et)?"
        r"|(?:RUS-?\s?)(?:del|effekt)?mål(?:en|et)?|indikator(?=\s\d)|ambition(?=\s\d|:)|delmål\sdelmål",
    ),
)
LEVEL = "|".join(f"(?P<{level}>{pattern})" for level, pattern in _LEVELS)
ONE = r"\d{1,2}(?:[.:](?:\d{1,2}|[a-d]\b)){0,2}[a-e]?(?![\w%])(?!\s?(?:%|procent|kr\b|kronor|miljon|mkr|mnkr|år\b|\d{3}))(?![.,]\d)"
NUMBERED = re.compile(
    rf"(?<![\w-])(?:{LEVEL})\s?(?:20[2-5]\d\s(?=nr|nummer))?(?:nr\.?\s|nummer\s|:\s?|–\s|#)?(?P<numbers>{ONE}(?:\s?(?:,|och|&|samt|respektive|eller|resp\.|–|-|/|till|,\s?och)\s?{ONE})*)",
    re.IGNORECASE,
)
"""A word for a level with one or more numbers: "delmål 14", "mål 7 & 8", "särskilt mål: 1.1"."""
_TARGET_WORD = r"(?:RUS-?\s?)?(?:del|effekt|resultat|etapp|utvecklings|visions|inriktnings)?mål(?:et|en)?"
_SURE_WORD = r"(?:RUS-?\s?)?(?:(?:del|effekt|resultat|etapp|utvecklings|visions|inriktnings)mål(?:et|en)?|mål(?:et|en))"
NO_TITLE = r"(?:är|var|att|i|inom|för|har|hade|som|ska|skall|enligt|under|och|samt|på|till|med|från|av|vid|kan|nås|nåtts|bidrar|gäller|per|om|år|finns|saknas|nr|nummer|eller|respektive|blir|anges|framgår)\b"
NAMED = re.compile(
    rf"(?<![\w-])(?:(?i:{LEVEL})\s?(?:(?P<colon>:|–|=)\s?(?=[a-zåäö]{{3,}}\s)?|(?=\s?[\"”“«»'’])|\s)(?=[\"”“«»'’A-ZÅÄÖ]|(?<=:\s)[a-zåäö]{{3,}}\s[a-zåäö])"
    rf"|(?i:{_TARGET_WORD})\s(?P<about>om\satt\s|om\s|(?<!\smål\s)att\s)(?=[a-zåäö])"
    rf"|(?i:{_SURE_WORD})\s(?P<small>)(?=(?!{NO_TITLE})[a-zåäö]{{2,}}))"
)
"""A word for a level with a title and no number: "område Attraktiva platser", "Delmål: Fler i arbete", "målet om ökad tillit", "delmålet trygg miljö"."""
OBJECTIVE = re.compile(r"(?<![\d.,:/\w])(?P<number>[1-9]\.\d{1,2})\s+(?=[A-ZÅÄÖ][a-zåäö])")
"""A number at the head of a title, as in a list of programme objectives."""
NUMBER = re.compile(ONE)


_YEAR = re.compile(r"20[2-6][05]\b")
_PERIOD = re.compile(r"\s20\d\d\s?[-–]\s?20\d\d\b")
_YEARS = re.compile(r"\s(?:20\d\d\s?[-–]\s?)?20[2-6][05]\b")
_YEARS_AS_NAME = re.compile(
    rf"{_YEARS.pattern}(?=\s?(?:[:,)–\n]|-\s|$)|\s(?i:del|effekt|insats|utvecklings|fokus|mål|område|priorit|strategisk))"
)
"""The years after the word for a strategy, where what belongs to it follows, not a verb ("I RUS 2025 prövades …")."""
_LABELS = ((_LABEL, ""), (_OTHER, "other"))
_LABEL_WORDS = Needles([pattern for pattern, _ in _LABELS])


@dataclass(frozen=True, slots=True)
class Label:
    """A framework named from `start` to `end`; `kind` is that of its record, "other" for what has no goals of ours.

    `heading` says that it stands as a label before what belongs to it ("RUS:").
    """

    start: int
    end: int
    kind: str
    surface: str
    heading: bool
    framework: FrameworkRecord | None = None

    @property
    def year(self) -> int | None:
        """The year in a strategy's name that it looks forward to ("RUS 2030", "Dalastrategin 2021–2030"), None where it has none."""
        years = _YEAR.findall(self.surface) if self.kind == "rus" else []
        return int(years[-1]) if years else None


_HEADING = re.compile(
    r"\s?(?:-?\s?(?:del|effekt)?mål(?:en|et)?\b)?\s?(?:\([^()\n]{1,40}\)|20\d\d(?:\s?[-–]\s?(?:20)?\d\d)?)?\s?(?::|\n|[–-]\s|$|,\s(?=[A-ZÅÄÖ]|mål|del|effekt|område)|\s(?=\d\.\d\b))",
    re.IGNORECASE,
)


_OWN_STRATEGY = re.compile(
    r"(?:^|(?<=[\n.;:(]\s)|(?<=\n)|(?<=\())(?:RUS\s)?(?!(?:Agenda|Horisont|Europa|Insatsen|Projektet|Mål|Delmål)\b)[A-ZÅÄÖ][\wåäö]+(?:\s[\wåäöÅÄÖ]+){0,4}\s20[2-6][05]"
    r"(?=\s?(?:[:,–)]|-\s|$|\n)|\s(?:i\s)?(?:del|effekt|insats|utvecklings|fokus|inriktnings|mål)?(?:mål|område|prioritering)|\s(?:prioriter|strategisk)\w*\s(?:område|mål))"
)
"""A strategy by a name of its own, with the year that it looks forward to ("Ett smart X 2035: ")."""


def own_strategy(stem: str) -> re.Pattern[str]:
    """Return the pattern of the names that a county's strategy is given after the county ("Dalastrategin", "RUS Dalarna 2030")."""
    county = rf"{re.escape(stem)}[a-zåäö]*(?:\s[A-ZÅÄÖ][a-zåäö]+)?"
    years = r"(?:\s20\d\d(?:\s?[-–]\s?20\d\d)?)?"
    return re.compile(
        rf"(?<![\w])(?:{re.escape(stem)}[a-zåäö]*strategin?{years}|{county}(?:\släns?)?\s(?:RUS|(?:tillväxt|utvecklings)strategi(?:n)?){years}"
        rf"|RUS\s(?:för\s|i\s)?{county}(?:\slän)?{years}|(?:(?:[Rr]egional[at]?\s)?(?:[Tt]illväxts|[Uu]tvecklingss)|[Ss])trategi(?:n)?\s(?:för\s)?{county}(?:\slän)?{years}"
        rf"|{county}(?:\släns?)?\s20[2-6][05](?!\s?[-–]\s?\d))(?![\w])"
    )


def find_labels(text: str, frameworks: Iterable[FrameworkRecord], *, stem: str = "", cell: bool = False) -> list[Label]:
    """Return the names of frameworks in a text from left to right, the long names of the reference first.

    `stem` is how the name of the report's county begins; `cell` says that the text is a cell of goals.
    """
    found: list[Label] = []
    for record in frameworks:
        for name in record.names:
            if len(name) > 8 and name in text:  # noqa: PLR2004 - acronyms are matched by kind, with their inflections
                found += [
                    _label(text, match, record.kind, record)
                    for match in re.finditer(re.escape(name) + r"(?:s|n|en)?\b", text)
                ]
    own = ((own_strategy(stem), "rus"),) if stem else ()
    named = ((_OWN_STRATEGY, "rus"),) if cell else ()
    for pattern, kind in (*own, *named, *_LABEL_WORDS.fitting(_LABELS, text)):
        for match in pattern.finditer(text):
            if not any(label.start < match.end() and match.start() < label.end for label in found):
                found.append(_label(text, match, kind or match.lastgroup or "other", None))
    return sorted(found, key=lambda label: label.start)


def _label(text: str, match: re.Match[str], kind: str, record: FrameworkRecord | None) -> Label:
    """Return the label of a match; a heading begins a line or sentence and is followed by a colon, a dash or nothing."""
    before = text[max(0, match.start() - REACH) : match.start()].rstrip(" \t-•*–(")
    opens = not before or before[-1] in "\n.;:" or before.endswith((",", "/"))
    heading = text[match.end() : match.end() + 1] == ":" or (opens and bool(_HEADING.match(text, match.end())))
    after = _PERIOD if kind != "rus" else _YEARS if record else _YEARS_AS_NAME
    year = None if _YEAR.search(match[0]) else after.match(text, match.end())
    end = year.end() if year else match.end()
    return Label(match.start(), end, kind, text[match.start() : end], heading, record)


_ANY_LEVEL = re.sub(r"\?P<\w+>", "?:", LEVEL)
_END = re.compile(
    rf"""[;\n\t|→>]|[.](?=\s|$)|\s/\s|\s[–-]\s(?=(?i:{_ANY_LEVEL})\b)
    |\s(?:i|enligt|inom|ur)\s(?:den\s|vår\s|länets\s|regionens\s)?(?=RUS\b|ERUF\b|ESF\b|regionala\sutvecklings|\w*strategin\b)
    |,\s(?:och|samt)\s(?:till|med|för|av|i|inom|på)\b
    |[,.]?\s(?:(?i:och|samt|med|till|mot|genom|på\ssikt|bidrar\still|även|liksom|inom|under|vidare|dels|där)\s){{0,3}}
      (?=(?i:{_ANY_LEVEL})(?:\s?\d|:|\s[A-ZÅÄÖ"”]|\s(?:i|om|att)\s)|(?i:{_SURE_WORD})\s(?!{NO_TITLE})[a-zåäö])
    |\s(?=(?:ERUF|Eruf|ESF|RUS|Interreg|FRO|Agenda)\b[\s:+])|\s\(|["”»]|:(?=\s)""",
    re.VERBOSE,
)
_PROSE_END = re.compile(
    r"[;.,:\n()\"”»]|\s(?:där|som|har|är|var|fått|kommer|ska|och\s(?:(?:del|effekt)?mål(?:et|en)?|till|för|med)|samt|genom|bidrar|i\s(?:RUS|den)|inom|vilket|för\satt|under|med|kan|när|vilka|men|om)\b",
)


def title_end(text: str, start: int, *, prose: bool) -> int:
    """Return where a title that begins at `start` ends: at a full stop, a line's end, the next goal; in prose at a verb too."""
    match = (_PROSE_END if prose else _END).search(text, start + 1)
    return match.start() if match else len(text)
