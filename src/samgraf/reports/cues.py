"""What tells the four columns of a table of insatser apart when their borders are lost.

The cues are of the form and of Swedish, not of one region's report: labels that the form asks for
("Egen bedömning:", "RUS:"), words of change ("ökad kunskap"), words of counting ("har deltagit"),
words that introduce a project ("drivs av", "Syftet"), and the words of the goals' own titles.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from samgraf.list_signs import ITEMS

if TYPE_CHECKING:
    from samgraf.reports.model import Column

COLUMNS: Final[tuple[Column, ...]] = ("name", "outputs", "effects", "goals")
NAME, OUTPUTS, EFFECTS, GOALS = range(4)

ROW_LABEL = r"(?:[Ii]nsats|[Pp]rojekt|[Aa]ktivitet|[Åå]tgärd|[Ss]atsning)\s*(?:nr\.?\s*)?\d{1,2}\s*[:.)–—-]\s+(?=\S)"
"""How a row begins that counts itself ("Insats 1: …"): a label, no part of the name after it."""

BULLET = re.compile(
    rf"\A\s*(?![-–—]\s*(?:etapp|del|fas|steg)\s+\w+\W*\Z)(?:[{ITEMS}]+\s*(?=\S)|o\s+(?=[A-ZÅÄÖ])|\d{{1,2}}[.)]\s+(?=\S))"
)
BASIS = re.compile(
    r"(?:(?:egen|egna|vår|regionens(?: egen)?) bedömning(?:ar)?|utvärdering(?:ar|en)?|uppföljning(?:ar|en)?)"
    r"(?:\s*(?:\+|och|samt|/|&|,)\s*(?:egen bedömning|utvärdering|uppföljning))*\s*(?:\([^)]*\))?\s*(?::|\.?$)"
    r"|(?:resultat(?:beskrivning|redovisning)?(?:en|et)?|bedömningen|beskrivningen)?\s*(?:base?ras|bygger|grundas)\s+på"
    r"|resultat(?:beskrivning|redovisning)en$"
    r"|(?:underlag|källa|bedömningsgrund|grund|metod)\s*:\s*(?:egen|utvärd|uppfölj)",
    re.IGNORECASE,
)
FRAMEWORK = re.compile(
    r"(?:RUS|ERUF|Eruf|ESF\+?|ESF Plus|FRO|JTF|Interreg|INTERREG|Agenda 2030|Regional(?:a)? utvecklingsstrategi\w*|Nationell\w* strategi\w*)"
    r"(?:\s*\d{4}(?:[-–]\d{4})?)?[,.]?\s*(?:[:\-–]|(?:(?:särskilt|specifikt|prioriterat|politiskt)\s)?\w*mål(?:et|en)?\b|\w*område\b|prioriter|[A-ZÅÄÖ])"
    r"|(?:RUS|ERUF|FRO|ESF\+?)\s*$"
    r"|(?:[A-ZÅÄÖ]\w*)?[Mm]ål(?:område)?t?\s*(?:nr\.?\s*)?\d"
    r"|(?:[A-ZÅÄÖ]\w*)?[Mm]ål(?:område)?(?:t|et|en)?\s*:\s+[\"”“]?[A-ZÅÄÖ]"
    r"|Mål(?:område|et|en)? (?:i|enligt|för) (?:RUS|ERUF|den regionala|regional)"
    r"|(?:Särskilt|Specifikt|Politiskt|Prioriterat) mål"
    r"|[A-ZÅÄÖ][^:.•\n]{2,60}:\s*(?:(?:\w+\s)?(?:del|effekt|inriktnings|utvecklings)?mål(?:område)?\s\d|(?:del|effekt|inriktnings|utvecklings)mål\b|målområde|[Pp]rioritering(?:en)?\s[A-ZÅÄÖ\d])"
    r"|[A-ZÅÄÖ][^:.•\n]{2,40}?(?:strategi\w*|\b20\d\d)\s*[,:]?\s+(?:(?:del|effekt|inriktnings|utvecklings)?mål(?:et|en|område\w*)?\b|[Pp]rioritering(?:en)?\b)"
    r"|(?:[A-ZÅÄÖ]\w+\s)?[Pp]rioritering(?:en)?\s\d"
    r"|(?:Strategisk|Prioriterad|Prioriterat|Övergripande)\s+(?:inriktning|prioritering|område|målsättning|utmaning)(?:\s+[A-ZÅÄÖ\d]{1,2})?\s*(?::|\Z)"
    r"|[A-ZÅÄÖ]{2,8}\s+20[2-5]\d\s*:\s"
    r"|(?:Insatsen |Projektet |Bidrar till |bidrar till )(?:bidrar )?(?:till )?(?:RUS|ERUF|målen i|målet i|målområde)"
)
GOAL_WORD = re.compile(
    r"\b(?:RUS|ERUF|FRO|Interreg|(?:del|effekt|inriktnings|utvecklings|huvud|läns|prioriterade? )mål\w*|målområde\w*|särskilt mål|politiskt mål|programområde|insatsområde\w*|prioritering \d"
    r"|mål(?:et|en)? \d|målen i|målet i|utvecklingsstrategi\w*|bredbandsstrategi\w*|regionalfond\w*|Agenda 2030)",
)
EFFECT_WORD = re.compile(
    r"\b(?:ök(?:ad|at|ade|ar)|stärkt?[ae]?|förbättra\w*|bättre|större|minska[dtr]?\w*|förstärkt\w*|fördjupad\w*|höjd\w*|effekt\w*|kunskap\w*|förmåga\w*"
    r"|förståelse|insikt\w*|kännedom|medvetenhet|engagemang|upplever|anser|uppger|tillit|konkurrenskraft\w*|lönsamhet|omsättning\w*|anställning\w*"
    r"|sikt|bidra(?:git|r|s)? till|lett till|resulterat|vidgade|beteende\w*|samsyn)\b",
    re.IGNORECASE,
)
OUTPUT_WORD = re.compile(
    r"\b(?:genomför\w*|deltag\w*|deltog|deltar|arrangera\w*|anordna\w*|seminari\w*|workshop\w*|webbinari\w*|utbildning\w*|utbilda[dt]\w*|träff\w*|möten|konferens\w*"
    r"|tagits fram|tagit fram|har startat\w*|startat|publicera\w*|framtag\w*|producera\w*|rapport\w*|rådgivning\w*|besök\w*|aktivitet\w*|informera\w*"
    r"|erbjud\w*|enkät\w*|intervju\w*|etablera\w*|anställts|bildats|beviljat\w*|fått stöd|kartlägg\w*|handbok|guide|nätverk\w*|dialog\w*|antal)\b",
    re.IGNORECASE,
)
NAME_WORD = re.compile(
    r"\b(?:projekt(?:et|ets)?|insats(?:en|ens)?|syft(?:e|et|ar)|drivs|drevs|leds|ägs|projektägare\w*|samverkansprojekt|förstudie\w*|satsning\w*|pågår|finansier\w*"
    r"|medfinansier\w*|anslag 1:1|initiativ\w*|målgrupp\w*|uppdrag\w*|samarbete mellan|startade|avslutades|som ska|ska (?:lyfta|öka|stärka|bidra|undersöka|skapa|utveckla))",
    re.IGNORECASE,
)
PERIOD = re.compile(r"\b(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)\b|\b20\d{4}\s*-\s*20\d{4}\b")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[–-]|[.,])?")
FUNDED = re.compile(
    r"\([^)]*(?:fond|anslag|medel|ERUF|ESF|EU\b|Vinnova|verket|finansier)|(?:Med|Sam)?[Ff]inansier(?:ing|as|at|ad|are)\b",
    re.IGNORECASE,
)
COUNT = re.compile(
    r"(?<![\d.:])(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?![\d.:]|\s*§)"
    r"|\b(?:[Tt]vå|[Tt]re|[Ff]yra|[Ff]em|[Ss]ex|[Ss]ju|[Åå]tta|[Nn]io|[Tt]io|[Ee]lva|[Tt]olv|[Ee]tt \d+-tal)\b"
)  # fmt: skip
TERM = re.compile(r"\b(?:kort|medellång|lång)\s+sikt\b", re.IGNORECASE)


_SEASON = (
    r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    r"|våren|sommaren|hösten|vintern|läsåret|kvartal\s\d|[vh]t|löpande"
)
DESCRIBES = re.compile(
    r"(?:(?:Projektet|Insatsen|Satsningen|Arbetet|Förstudien|Initiativet|Programmet|Den|Det)\s+)?"
    r"(?:[Dd]riv(?:s|its)|[Dd]revs|[Ll]ed(?:s|des|er)|[Ää]gs|[Ss]amordnas|[Gg]enomförs|[Ff]inansier(?:as|ad|at|ades)|[Mm]edfinansieras|[Pp]ågår|[Pp]ågick|[Ss]tartade|[Aa]vslutades)\b"
    r"|(?:Projektägare|Projektperiod|Projekttid|Period|Tidsperiod|Medfinansiärer?|Finansiärer?|Finansiering|Samverkansparter|Projektparter|Partner|Parter|Medverkande|Budget|Tid|Tidplan|Tidsram)\s*:"
    r"|[A-ZÅÄÖ]\w+\s*:\s*(?:19|20)\d\d\b"
    r"|(?:(?:från|jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\s)?(?:19|20)\d\d\s*[-–]\s*(?:(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\s)?(?:19|20)?\d\d\s*\.?$"
    rf"|(?i:(?:(?:från|under|sedan|till|och|med|start|avslut|i)\s){{0,3}}(?:{_SEASON})\s(?:(?:från|sedan|till|i)\s)?(?:19|20)\d\d\b)"
    r"|[A-ZÅÄÖ]\w+(?:en|et)\s(?:driv(?:s|its)|drevs|leds|leddes|ägs|samordnas|genomförs|finansieras)\b"
    r"|[A-ZÅÄÖ][\w ]{2,60}\b(?:är projektägare|är sökande|driver|leder|äger|koordinerar)\b"
)
"""How a line begins that tells of an insats: who leads it, when it runs, who pays."""


_COUNTS_ITSELF = re.compile(ROW_LABEL)


def starts_with_description(text: str) -> bool:
    """Return whether a line tells who leads an insats, when it runs or who pays."""
    return DESCRIBES.match(BULLET.sub("", text, count=1).strip()) is not None


def starts_with_basis(text: str) -> bool:
    """Return whether a line begins with what the description of results rests on."""
    return BASIS.match(BULLET.sub("", text, count=1).strip(" ()")) is not None


def starts_with_framework(text: str) -> bool:
    """Return whether a line begins with the name of a goal framework or with a numbered goal."""
    return FRAMEWORK.match(BULLET.sub("", text, count=1).strip()) is not None


@lru_cache(maxsize=16384)
def column_scores(text: str, goal_words: frozenset[str]) -> tuple[float, float, float, float]:
    """Return how much a line or paragraph looks like each of the four columns (log weights, 0 is neutral)."""
    from samgraf.reports.words import words  # noqa: PLC0415  (keeps this module free of folding for its patterns)

    bare = BULLET.sub("", text, count=1).strip()
    bulleted = bare != text.strip()
    name = outputs = effects = goals = 0.0
    if BASIS.match(bare.strip("()")):
        effects += 4.0
    if FRAMEWORK.match(bare):
        goals += 4.0
    if TERM.match(bare) or TERM.search(bare[:20]):
        effects += 3.0
    goals += 1.5 * len(GOAL_WORD.findall(bare))
    tokens = [token for token in words(bare) if len(token) > 3]  # noqa: PLR2004  (short words are in every title)
    if tokens and goal_words:
        share = sum(token in goal_words for token in tokens) / len(tokens)
        goals += 2.5 * max(0.0, share - 0.4) * min(1.0, len(tokens) / 3)
    effects += min(2.0, 0.8 * len(EFFECT_WORD.findall(bare)))
    outputs += min(2.0, 0.7 * len(OUTPUT_WORD.findall(bare)))
    name += min(2.0, 0.8 * len(NAME_WORD.findall(bare))) + 4.0 * (_COUNTS_ITSELF.match(bare) is not None)
    if PERIOD.search(bare) or YEAR.fullmatch(bare):
        name += 1.2
    if DESCRIBES.match(bare):
        name += 2.5
    if FUNDED.match(bare) and not FRAMEWORK.match(bare):
        name += 2.0
    if COUNT.search(PERIOD.sub("", bare)) and not YEAR.fullmatch(bare):
        outputs += 0.8
        goals -= 0.2
    if bulleted:
        outputs += 0.5
        effects += 0.4
        name -= 0.5
    return name, outputs, effects, goals
