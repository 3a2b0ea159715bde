"""Themes of the template that a text treats: dimensions of sustainability, societal challenges, territorial views, success factors, obstacles.

Found by stems; a stem is a sign that the theme is treated, not a judgement of how well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from samgraf.reports.model import ThemeMention
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from samgraf.reports.context import Context

Kind = Literal["dimension", "challenge", "territorial", "success-factor", "obstacle"]
_THINGS = "https://w3id.org/samgraf/id/"
_ALL_DIMENSIONS = re.compile(
    r"\b(?:(?:samtliga|alla|de)\s)?(?:tre\s)?(?:hållbarhets?dimensioner(?:na)?|hållbarhetens\s(?:\w+\s)?dimensioner(?:na)?|dimensioner(?:na)?\s(?:av|för|i)\s(?:en\s)?(?:hållbar(?:het)?(?:\sutveckling)?)|hållbarhetsperspektiv(?:en)?)\b|\b(?:samtliga|alla|de)\stre\sdimensioner\w*|\bdimensionerna\sav\shållbar\w*",
    re.IGNORECASE,
)
_STEMS: tuple[tuple[Kind, str, float, str], ...] = (
    ("dimension", "dimension/economic", 0.9, r"ekonomisk[at]?(?:,?\s\w+){0,4}?,?\s(?:hållbar\w*|dimension\w*|perspektiv\w*|utveckling)|ekonomisk[at]?(?=,\s(?:social|miljö|ekolog))|ekonomisk[at]?(?=\s(?:och|samt)\s(?:social|miljö|ekolog))|(?<=sociala\soch\s)ekonomiska|(?<=social\soch\s)ekonomisk|samhällsekonomi\w*|(?:ekonomisk\w*|hållbar\w*|länets|företagens)\stillväxt(?:en)?|tillväxt(?:en)?\b|konkurrenskraft\w*|sysselsättning\w*|kostnader?(?:na)?\b|näringslivet\b|lönsamhet\w*|ekonomisk\w*\sutveckling"),
    ("dimension", "dimension/social", 0.9, r"social[at]?(?:,?\s\w+){0,4}?,?\s(?:hållbar\w*|dimension\w*|perspektiv\w*)|social[at]?(?=,?\s(?:och\s|samt\s)?(?:miljö|ekolog|ekonom))|(?<=ekonomiska,\s)sociala|(?<=ekonomisk,\s)social|jämställdhet\w*|jämlikhet\w*|jämlik\shälsa|folkhälsa\w*|integration(?:en|s\w*)?|inkludering\w*|inkluderande|mångfald\w*|tillit(?:en)?|delaktighet\w*|barnrätt\w*|kvinnor\soch\smän|utrikes\s?född\w*|funktionsned\w*|hälsofräm\w*|ojämlik\w*|psykisk\s(?:o)?hälsa"),
    ("dimension", "dimension/environmental", 0.9, r"miljömässig\w*|miljöutmaning\w*|resursanvändning\w*|ekologisk\w*\s(?:hållbar\w*|dimension\w*)|ekologisk(?=,|\soch\s)|miljödimension\w*|miljöhänsyn|miljöbedömning\w*|biologisk\smångfald|klimatpåverkan|energieffektiv\w*|cirkulär\w*|fossilfri\w*|\w*utsläpp\w*|resurseffektiv\w*|grön\w*\s(?:omställning\w*|industri\w*)|klimatomställning\w*|återbruk\w*"),
    ("challenge", "challenge/demography", 0.9, r"demograf\w*|åldrande\sbefolkning\w*|äldre\sbefolkning|befolkningsutveckling\w*|befolkningsminskning\w*|befolkningsstruktur\w*|försörjningskvot\w*|minskande\sbefolkning|befolkningen\sminskar|minskar\sbefolkningen|utflyttning\w*|födelsetal\w*"),
    ("challenge", "challenge/globalisation", 0.9, r"globaliser\w*|internationaliser\w*|global\s(?:konkurrens|handel)\w*|internationell\w*\shandel\w*|omvärldsläge\w*|säkerhetspolitisk\w*|exportberoende\w*|globala\svärdekedj\w*"),
    ("challenge", "challenge/environment-climate", 0.9, r"klimat(?:et|förändring\w*|utmaning\w*|mål\w*|anpassning\w*|omställning\w*|arbete\w*|påverkan|neutral\w*)?|miljöutmaning\w*|miljö\soch\sklimat|växthusgas\w*|\w*koldioxid\w*|biologisk\smångfald|grön\w*\somställning\w*"),
    ("challenge", "challenge/socioeconomy", 0.9, r"socioekonomisk\w*|segregation\w*|utanförskap\w*|klyft(?:or|orna|an)\b|ekonomisk\sutsatthet|sammanhållning\w*|ojämlik\w*|social\sutsatthet|långtidsarbetslös\w*|arbetslöshet\w*"),
    ("challenge", "challenge/technology", 0.9, r"digitaliser\w*|tekni(?:sk|kens|k)\w*\s?(?:utveckling\w*|skifte\w*|omställning\w*)|teknikutveckling\w*|teknikskifte\w*|automatiser\w*|artificiell\sintelligens|ai\b|elektrifier\w*|digital\w*\somställning\w*"),
    ("territorial", "theme/territorial-perspective", 0.9, r"territoriell\w*|landsbygd\w*|gles(?:bygd\w*|t\s?befolkade?|a\sbygder|bebyggda)|tätort\w*|tätbebygg\w*|stad(?:en|sbygd)?\soch\sland\w*|städer(?:na)?|delregion\w*|länsdel\w*|skärgård\w*|inland(?:et|skommun\w*)?|fjäll(?:en|kommun\w*)|kommunnivå\w*|funktionell\w*\s(?:samband|geografi\w*|region\w*|arbetsmarknadsregion\w*)|(?:över|mot)\s(?:\w+-,?\s(?:och\s)?){0,2}(?:läns|kommun|lands|regions?)-?gräns\w*|länsgräns\w*|lokala\sförutsättning\w*|hela\slänet|alla\skommuner|geografisk\s(?:spridning|nivå|närhet)|mellanregional\w*|storregional\w*|pendlings\w*|centralort\w*|mindre\s(?:kommuner|orter)|lokalt\sperspektiv|platsens\sförutsättning\w*"),
    ("success-factor", "theme/success-factor", 0.95, r"framgångsfaktor\w*|nyckel(?:n|faktor\w*)?\still\sframgång|framgångsrik\sfaktor|(?:en\s)?avgörande\s(?:faktor|framgång\w*)|har\svarit\savgörande|styrka(?:n)?\s(?:i|har\svarit)|fungerat\s(?:väl|bra)"),
    ("obstacle", "theme/obstacle", 0.9, r"\butmaning(?:ar|en|arna)?\b(?<!framtida\sutmaningar)|\bhinder\b|svårighet\w*|svårt\satt|försvår\w*|flaskhals\w*|(?:en|stor)\sbrist\s(?:på|är)|resursbrist\w*|fördröj\w*|målkonflikt\w*"),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, f"{_THINGS}{theme}", confidence, re.compile(rf"(?<![\w])(?:{pattern})" if kind != "obstacle" else pattern))
    for kind, theme, confidence, pattern in _STEMS
)
_WORDS = Needles([pattern for _, _, _, pattern in _PATTERNS])


def find_themes(text: str, context: Context | None = None) -> tuple[ThemeMention, ...]:  # noqa: ARG001 - as all recognisers
    """Return the themes that a text treats, each theme at every place where it is named, in the order of the text."""
    found: dict[tuple[int, str], ThemeMention] = {}
    lower = text.lower()
    lower = (
        lower if len(lower) == len(text) else text
    )  # patterns in lower case are many times faster than those that ignore case
    for match in _ALL_DIMENSIONS.finditer(text) if "ål" in lower or "imension" in lower else ():
        for dimension in ("economic", "social", "environmental"):
            theme = f"{_THINGS}dimension/{dimension}"
            found[match.start(), theme] = _mention(text, match, "dimension", theme, 0.85, "all-dimensions")
    for kind, theme, confidence, pattern in _WORDS.fitting(_PATTERNS, lower):
        for match in pattern.finditer(lower):
            found.setdefault((match.start(), theme), _mention(text, match, kind, theme, confidence, "stem"))
    return tuple(found[key] for key in sorted(found))


def _mention(text: str, match: re.Match[str], kind: Kind, theme: str, confidence: float, method: str) -> ThemeMention:
    """Return a theme at the place of a match."""
    return ThemeMention(
        start=match.start(),
        end=match.end(),
        surface=text[match.start() : match.end()],
        method=method,
        confidence=confidence,
        kind=kind,
        theme=theme,
    )
