"""Figures in Swedish text: amounts, shares, counts and measures, each with its bounds and what it counts.

Two passes: first the numbers that are no figures are marked (years, dates, references, laws, goals),
then every number that is left is read together with its hedge ("drygt") and its unit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from samgraf.reports.model import Figure
from samgraf.reports.numbers import BLANK, COUNTED_AFTER_YEAR, NUMBER, NUMBER_WORDS, WORD, to_number
from samgraf.reports.quantities import Written, bounds, counted, sex_of, status_of
from samgraf.reports.windows import matches_near, windows

if TYPE_CHECKING:
    from samgraf.reports.context import Context

Kind = Literal["count", "share", "amount", "other"]

_DASH = "[-\u2010-\u2015\u2212]"
_YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni|juli|aug(?:usti)?"
    r"|sep(?:t|tember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_HEADS = (
    r"(?:kap(?:itel|\.)?|avsnitt(?:et|en)?|fråg(?:a|an|orna)|punkt(?:en|erna)?|rubrik(?:en)?|tabell(?:en)?|figur|sid(?:a|an|orna|\.)?"
    r"|bilaga|artikel|art\.|paragraf|\w*mål(?:et|en)?|\w*område(?:t|na)?|\w*prioritering(?:en|ar|arna)?|prop(?:osition(?:en)?|\.)?|skr\.?"
    r"|sou|ds|nr\.?|nummer|version|etapp|fas|steg|nivå|del|modul|grupp|klass|kategori|årskurs(?:erna)?|åk|år|agenda|horisont|europa"
    r"|iso|industri|vision|\w*väg|väg|linje|vecka|v\.|kl\.?|klockan|dnr|diarienr|diarienummer|nuts|org\.?\s?nr|covid|po|so|rso|sdg|rus|rup|åren"
    r"|iva|trafikplats|hållplats|spår|rum|block|rad|typ|alternativ|scenario|paket|omgång|utlysning|samtal|stödområde|insats|projekt)"
)
_SUM = rf"\d{{1,3}}(?:{BLANK}\d{{3}})*(?:,\d+)?{BLANK}?(?:%|procent|mkr|mnkr|msek|mdkr|miljon|miljard|tkr|kr\b|kronor)"
"""What is no number of a thing, whatever word stands before it: "projekt 9,2 mkr"."""
_MASKS = re.compile(
    rf"""
    https?://\S+ | www\.\S+ | \S+@\S+
    | \[\d+\]                                                            # footnote mark
    | (?m:^\s*\d{{1,2}}[.)]\s(?=\s*[^\W\d]))                             # number of a list item
    | \d+\s*:\s*\d+(?:\.\d+)*(?![\d,]*(?:{BLANK}\d{{3}}(?!\d))*(?:,\d+)?\s?(?:%|procent|mil|mkr|mnkr|msek|tkr|kr\b))  # 2010:630, 1:1; not "2023: 24,7 miljoner"
    | \b(?:dnr|diarienr|diarienummer|ärendenummer)\.?:?\s*\S+
    | \b{_YEAR}{_DASH}\d\d{_DASH}\d\d | \b{_YEAR}\d{{2}}(?:\d\d)?\b(?=\s?{_DASH}) | (?<={_DASH}){_YEAR}\d{{2}}\b
    | \b\d{{1,2}}/\d{{1,2}}(?:{_DASH}\d{{2,4}})?\b(?!\s?(?:%|procent)) | \b24/7\b
    | \bpar\s(?:hundra|tusen)\b
    | (?i:(?<!\w)(?:v\.|vecka|veckorna)\s?\d{{1,2}}\s?{_DASH}\s?\d{{1,2}}\b) | §+\s?\d+(?:[ ,och]+\d+)*
    | (?i:\bkl(?:ockan|\.)?\s?\d{{1,2}}(?:[.:]\d\d)?(?:\s?{_DASH}\s?\d{{1,2}}(?:[.:]\d\d)?)?)
    | \b\d+\s?[a-e]?\s?(?:kap\.|kapitlet\b|§)                              # 3 kap. 5 §
    | \b\d{{1,2}}(?::?e|:a)?\s(?:(?:{_DASH}|och|till)\s?\d{{1,2}}\s)?{_MONTH}(?:\s{_YEAR})?
    | \b(?:{_MONTH})\s{_YEAR}
    | (?i:villkorsbeslut(?:et)?\s)\d{{4}}:[\d.]+(?:,\s[\d.]+)*
    | (?i:\b(?:dnr|diarienr|diarienummer|ärendenummer|org\.?\s?(?:nr|nummer)|organisationsnummer)\.?:?\s*\S+)
    | (?i:\btel(?:efon)?\.?:?\s)?(?<!\d\s)\b0\d{{1,3}}\s?{_DASH}\s?\d[\d ]{{4,}}\d\b | \+46[\d ()-]{{6,}}    # telephone
    | \b\d{{3}}\s\d{{2}}\s(?=[A-ZÅÄÖ])                                   # postcode
    | \b\d{{6}}{_DASH}\d{{4}}\b                                          # organisation number
    | \b{_YEAR}\s?(?:{_DASH}|/|till|och|respektive|t\.?o\.?m\.?)\s?(?:{_YEAR}|\d\d)\b(?!\s?(?:%|procent|kr\b|mkr|miljon|personer|deltagare))
    | \b{_YEAR}{_DASH}?talet
    | \b\d+(?:{_DASH}talet|{_DASH}årig\w*|{_DASH}åring\w*|{_DASH}procentig\w*|{_DASH}dagars\w*)
    | (?i:\b{_HEADS}[ :]\s?(?:nr\s?)?(?!{_SUM})\d+(?:[.:,]\d+)*(?:\s?(?:{_DASH}|,|och|&|samt|respektive|eller|till)\s?\d{{1,2}}(?:\.\d+)*(?!\s?(?:%|(?!samt|och|eller|som|har|med|inom)[a-zåäö]{{3,}}\b|\d)))*)
    | (?<![\d.,])\d{{1,2}}\.\d{{1,2}}(?:\.\d+)*(?!\d|\s?(?:%|procent|mkr|mnkr|msek|miljon|miljard|tkr|kr\b|gwh|mwh|mw\b))   # 3.4, 2.55
    | (?<!\bom\s)(?<!\bunder\s)(?<!\befter\s)(?<!\binom\s)(?<!\bpå\s)(?<!\bi\s)(?<!\btill\s)(?<![\d.,]) # whose age it is: 20–24 år
      (?:[6-9]|[1-9]\d)\s?(?:{_DASH}|till|och)\s?[1-9]\d\s?(?:år\b|{_DASH}åring\w*)
    | [^\W\d_][\w+]*{_DASH}?\d[\w./]*(?<!\s)                             # E18, CO2, covid-19, a footnote's mark on a word
    | \b\d+[^\W\d_]{{1,2}}\b(?<!kr)(?<!st)(?<!MW)(?<!kW)(?<!ha)(?<!km)    # 5G, 2a
    | \bmål(?:et)?\s(?:för|till|om)\s{_YEAR}
    """,
    re.VERBOSE,
)
_YEAR_ALONE = re.compile(rf"{_YEAR}(?!\d)")
_HEDGES: dict[str, str] = {
    **dict.fromkeys(("drygt", "dryga", "dryg", "strax över", "något över", "lite mer än"), "over-a-little"),
    **dict.fromkeys(
        ("knappt", "knappa", "knapp", "nästan", "nära", "närmare", "uppemot", "upp emot", "strax under"),
        "under-a-little",
    ),
    **dict.fromkeys(
        (
            "cirka",
            "circa",
            "ca",
            "ca.",
            "c:a",
            "ungefär",
            "omkring",
            "runt",
            "kring",
            "uppskattningsvis",
            "i storleksordningen",
        ),
        "about",
    ),
    **dict.fromkeys(("över", "mer än", "fler än", "minst", "åtminstone", "lägst", "från och med"), "at-least"),
    **dict.fromkeys(("upp till", "högst", "max", "maximalt", "mindre än", "färre än", "som mest"), "at-most"),
}
_HEDGE = "|".join(re.escape(hedge).replace(r"\ ", r"\s") for hedge in sorted(_HEDGES, key=len, reverse=True))
_AMOUNT_UNITS: tuple[tuple[str, int], ...] = (
    (r"miljard(?:er)?\s(?:kronor|kr\b|sek\b)|mdkr\b|mdr(?:\s?kr)?\b|mdsek\b", 10**9),
    (
        r"miljon(?:er)?\s?(?:svenska\s)?(?:kronor|kr\b|sek\b)|mkr\b|mnkr\b|msek\b|mn\s?kr\b|milj\.?\s?(?:kronor|kr\b)",
        10**6,
    ),
    (r"tusen\s?(?:kronor|kr\b)|tkr\b|kkr\b|tsek\b|ksek\b|t\s?kr\b", 10**3),
    (r"kronor(?:na)?\b|kr\b|sek\b|:-", 1),
)
_MEASURES: tuple[tuple[str, str], ...] = (
    (r"timm(?:ar|e|es)\b|tim\b", "hour"), (r"minut(?:er|ers)?\b", "minute"), (r"månad(?:er|ers)?\b", "month"),
    (r"veck(?:or|ors|a)\b", "week"), (r"dag(?:ar|ars)?\b", "day"), (r"år\b", "year"), (r"gwh\b", "GWh"), (r"mwh\b", "MWh"),
    (r"kwh\b", "kWh"), (r"twh\b", "TWh"), (r"mw\b", "MW"), (r"kw\b", "kW"), (r"ton\b", "tonne"), (r"km\b|kilometer\b", "km"), (r"mil\b", "mil"),
    (r"hektar\b|ha\b", "hectare"), (r"kvadratmeter\b|kvm\b|m2\b|m²", "m2"), (r"euro\b|eur\b|meur\b|€", "EUR"),
)  # fmt: skip
_TIMES = frozenset({"hour", "minute", "month", "week", "day", "year"})
_UNIT = (
    r"(?P<point>procentenhet(?:er|ers)?\b|%-?enheter\b|procentpoäng\b)|(?P<percent>%|procent(?:en)?\b)"
    + "".join(f"|(?P<amount{power}>{pattern})" for power, (pattern, _) in enumerate(_AMOUNT_UNITS))
    + r"|(?P<million>miljon(?:er)?\b|miljard(?:er)?\b)"
    + "".join(f"|(?P<measure{n}>{pattern})" for n, (pattern, _) in enumerate(_MEASURES))
)
_N = rf"(?:\d{{1,3}}(?:\.\d{{3}})+(?=\s?(?:kr|sek))|\d+\.\d{{1,2}}(?!\d)|{NUMBER}|(?<![^\W_])(?:{WORD})(?![^\W_]))"
_FIGURE = re.compile(
    rf"""(?<![\d.,:/])(?:(?P<hedge>\b(?:{_HEDGE}))\s)?
    (?P<between>\bmellan\s|\bfrån\s)?
    (?:(?P<article>\b(?:en|ett)\s(?:{_HEDGE}|halv)?\s?)?(?P<tens>(?:\d+{_DASH}|{WORD})tal\b|(?:ti|hundra|tusen)o?tal\b)
      |(?P<andhalf>(?<![^\W_])(?:{WORD})\soch\sen\shalv\s(?=miljon|miljard))
      |(?P<half>\ben\s(?P<halfhedge>{_HEDGE})?\s?(?P<halfword>halv\s)?(?=miljon|miljard))
      |(?P<first>{_N})(?P<plus>\+)?(?:\s?(?P<link>{_DASH}|/(?=\d+\s?(?:%|procent))|till|och|respektive|eller|resp\.)\s?(?P<second>{_N}))?)
    (?:{BLANK}?(?:{_UNIT}))?""",
    re.VERBOSE | re.IGNORECASE,
)
_PARTS = {"tredjedel": 3, "fjärdedel": 4, "femtedel": 5, "sjättedel": 6, "åttondel": 8, "tiondel": 10}
_ORDINALS = {"annan": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "åttonde": 8, "tionde": 10}
_DIGITS = re.compile(r"\d+|https?:|www\.")
_SIGNS = re.compile(rf"\d+|(?<![^\W_])(?:{WORD})(?![^\W_])|(?<=[a-z])tal(?:s)?\b|\bmiljon|\bmiljard", re.IGNORECASE)
_SHARE_WORDS = re.compile(
    rf"""(?:\b(?P<hedge>{_HEDGE})\s)?
    (?:\b(?P<top>en|ett|två|tre|fyra|fem)\s(?P<part>{"|".join(_PARTS)})(?:ar)?(?:na)?\b
      |\b(?P<half>hälften)\b
      |\b[Vv]ar(?:t)?\s?(?P<nth>{"|".join(_ORDINALS)})\b(?!\s(?:år|vecka|månad|gång|dag|timme|minut|meter))
      |\b(?P<k>{WORD})\sav\s(?P<n>tio|fem|fyra|tre|hundra|åtta|sju|sex|nio|tjugo)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_SHARE_SIGN = re.compile(
    r"del(?:ar)?(?:na)?\b|hälften|\bvart?|\bav\s(?:tio|fem|fyra|tre|hundra|åtta|sju|sex|nio|tjugo)\b", re.IGNORECASE
)
_MONEY_WORDS = re.compile(r"kron|\bkr\b|medel|anslag|stöd|budget|bevilj|finans|kostn|belopp|investe", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:etapp|fas|steg|nivå|grupp)\s$", re.IGNORECASE)
_EURO_BEFORE = re.compile(r"(?:\bEUR|\bEuro|€)\s?$")
_ARTICLES = frozenset({"en", "ett"})


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit as written: what kind of figure it makes, its name, and what the number is multiplied with."""

    kind: Kind
    name: str
    times: int


def find_figures(text: str, context: Context | None = None) -> tuple[Figure, ...]:  # noqa: ARG001 - as all recognisers
    """Return the figures of a text in the order they stand, amounts in SEK.

    A range ("60–70 aktörer") gives two figures, one for each end, both with the bounds of the range;
    a list before one unit ("24,7 respektive 19,1 miljoner kronor") gives one figure for each number.
    """
    masked = [(match.start(), match.end()) for match in matches_near(_MASKS, text, _DIGITS, 40, 40)]
    found = list(_shares_in_words(text))
    taken = [(figure.start, figure.end) for figure in found]
    for start, end in windows(text, _SIGNS, 22, 90):
        found += _figures_between(text, start, end, masked, taken)
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.end)))


def _figures_between(
    text: str, at: int, stop: int, masked: list[tuple[int, int]], taken: list[tuple[int, int]]
) -> list[Figure]:
    """Return the figures between two places that are not masked and not taken."""
    found: list[Figure] = []
    while match := _FIGURE.search(text, at, stop):
        at = match.end() if match.end() > match.start() else match.start() + 1
        number = match.start("first") if match["first"] else match.start()
        if hit := next((end for start, end in masked if start <= number < end), None):
            at = max(hit, number + 1)
        elif match["second"] and any(start <= match.start("second") < end for start, end in masked):
            found += _read(text, match, alone=True)
            at = match.end("first")
        elif not any(start <= number < end for start, end in taken):
            figures, at = _figures_at(text, match, at)
            found += figures
    return found


def _figures_at(text: str, match: re.Match[str], at: int) -> tuple[list[Figure], int]:
    """Return the figures of one match, and where the search goes on."""
    if match["first"] and _is_no_figure(text, match):
        return [], match.end("first")
    if match["second"] and _is_two_things(match):
        return _read(text, match, alone=True), match.end("first")
    return _read(text, match), at


_AFTER = 80
"""So many characters after a number tell whether it counts something."""


def _is_no_figure(text: str, match: re.Match[str]) -> bool:
    """Return whether a number is a year, an article, or part of something longer."""
    number, after = match["first"], text[match.end("first") : match.end("first") + _AFTER]
    if after[:1] in {":", "/"} and after[1:2].isdigit() and match["link"] != "/":
        return True
    if _PART_OF.search(text[max(0, match.start("first") - 10) : match.start("first")]):
        return True  # "Etapp två"
    if text.endswith("par ", 0, match.start("first")):
        return True  # "ett par hundra": two hundred or so, as nobody counts
    if number.lower() in _ARTICLES:
        return _unit(match, text) is None or _unit(match, text).kind != "amount"  # type: ignore[union-attr]
    if _YEAR_ALONE.fullmatch(number) and not match["second"]:
        return not (
            COUNTED_AFTER_YEAR.match(after) or (match["hedge"] and re.match(r"\s[a-zåäö]", after)) or _unit(match, text)
        )
    return bool(re.match(r"(?:-|–)?[^\W\d_]", after)) and number[-1].isdigit() and _unit(match, text) is None


def _is_two_things(match: re.Match[str]) -> bool:
    """Return whether "och" or "till" stands between two numbers that are not a range of one thing."""
    link = (match["link"] or "").lower()
    if _YEAR_ALONE.fullmatch(match["first"]) and _YEAR_ALONE.fullmatch(match["second"]):
        return True
    words = match["first"].lower() in NUMBER_WORDS or match["second"].lower() in _ARTICLES
    unit_less = not any(
        value
        for name, value in match.groupdict().items()
        if name.startswith(("p", "a", "me", "mi")) and name not in {"plus", "article"}
    )
    return (
        link in {"och", "respektive", "resp.", "eller"}
        and (words or unit_less)
        and not (match["between"] and link == "och")
    )


def _unit(match: re.Match[str], text: str) -> _Unit | None:
    """Return the unit that stands after a number, None where there is none."""
    if match["percent"]:
        return _Unit("share", "percent", 1)
    if match["point"]:
        return _Unit("share", "percentage-point", 1)
    for power, (_, times) in enumerate(_AMOUNT_UNITS):
        if match[f"amount{power}"]:
            return _Unit("amount", "SEK", times)
    if match["million"]:
        return _of_millions(match, text)
    for n, (_, name) in enumerate(_MEASURES):
        if match[f"measure{n}"]:
            return _Unit("other", name, 10**6 if match[f"measure{n}"].lower() == "meur" else 1)
    return None


def _of_millions(match: re.Match[str], text: str) -> _Unit:
    """Return the unit of so many millions: euros, a measure, kronor where the text speaks of money, else a count."""
    times = 10**9 if match["million"].lower().startswith("miljard") else 10**6
    rest = text[match.end() : match.end() + 30]
    if re.match(r"\s?(?:euro|eur\b)", rest, re.IGNORECASE):
        return _Unit("other", "EUR", times)
    for pattern, name in _MEASURES:
        if re.match(rf"\s?(?:{pattern})", rest, re.IGNORECASE) and name not in _TIMES:
            return _Unit("other", name, times)
    around = text[max(0, match.start() - 120) : match.end() + 60]
    bare = not re.match(r"\s[a-zåäö]{4,}", rest) or re.match(
        r"\s(?:till|från|inom|under|till|genom|som|vilket|samt|över)\b", rest
    )
    return _Unit("amount", "SEK", times) if bare and _MONEY_WORDS.search(around) else _Unit("count", "count", times)


def _read(text: str, match: re.Match[str], *, alone: bool = False) -> list[Figure]:
    """Return the figures of a match: one, or two for a range or a list; `alone` leaves the second number out."""
    hedge = match["hedge"] or match["halfhedge"]
    manner = _HEDGES.get(re.sub(r"\s", " ", hedge.lower())) if hedge else None
    unit = (None if alone else _unit(match, text)) or _Unit("count", "count", 1)
    start = match.start()
    if unit.kind == "count" and _EURO_BEFORE.search(text, max(0, start - 8), start):
        unit = _Unit("other", "EUR", unit.times)
    if match["half"]:
        written = Written(Decimal("0.5") if match["halfword"] else Decimal(1), 0)
        return [
            _figure(
                text, start, match.end(), written, unit, manner or "about" if match["halfword"] else manner, "amount"
            )
        ]
    if match["andhalf"]:
        written = Written(Decimal(NUMBER_WORDS[match["andhalf"].split()[0].lower()]) + Decimal("0.5"), 1)
        return [_figure(text, start, match.end(), written, unit, manner, "number-word")]
    if match["tens"]:
        stem = re.sub(rf"(?:{_DASH})?tals?$", "", match["tens"].lower())
        value = to_number({"tiot": "tio", "tio": "tio"}.get(stem, stem))[0]
        return [_figure(text, start, match.end(), Written(value, 0), unit, "about", "tens")]
    first = Written(*to_number(match["first"]))
    by_word = match["first"].lower() in NUMBER_WORDS
    method = "number-word" if by_word else "number"
    if alone or not match["second"]:
        if match["plus"]:
            manner = "at-least"
        end = match.end("first") if alone else match.end()
        return [_figure(text, start, end, first, unit, manner, method)]
    second = Written(*to_number(match["second"]))
    link, between = match["link"].lower(), (match["between"] or "").strip().lower()
    first_figure = _figure(text, match.start("first"), match.end(), first, unit, manner, method)
    second_figure = _figure(text, match.start("second"), match.end(), second, unit, None, method)
    change = between == "från" or (link == "till" and between != "mellan" and unit.kind == "share")
    if link in {"respektive", "resp.", "eller", "/"} or (link == "och" and between != "mellan") or change:
        return [first_figure, second_figure]
    low, high = bounds(first, unit.times, unit.kind, None)[0], bounds(second, unit.times, unit.kind, None)[1]
    return [_ranged(first_figure, low, high), _ranged(second_figure, low, high)]


def _ranged(figure: Figure, low: Decimal | None, high: Decimal | None) -> Figure:
    """Return the figure as one end of a range."""
    fields = {name: getattr(figure, name) for name in Figure.__dataclass_fields__}
    return Figure(**fields | {"lower": low, "upper": high, "approximate": True, "method": "range"})


def _figure(text: str, start: int, end: int, written: Written, unit: _Unit, manner: str | None, method: str) -> Figure:
    """Return one figure with its bounds, what it counts, and for whom."""
    lower, upper = bounds(written, unit.times, unit.kind, manner)
    what, stop = counted(text, start, end, unit.kind)
    while start < end and text[start].isspace():
        start += 1
    surface = text[start : stop if unit.kind == "count" and what else end].rstrip()
    return Figure(
        start=start, end=start + len(surface), surface=surface, method=method, confidence=0.8 if method == "number-word" else 0.95,
        kind=unit.kind, value=written.value * unit.times, unit=unit.name, lower=lower, upper=upper, decimals=written.decimals,
        approximate=manner is not None, what=what, sex=sex_of(text, start, end, what),
        status=status_of(text, start) if unit.kind == "amount" else None,
    )  # fmt: skip


def _shares_in_words(text: str) -> list[Figure]:
    """Return shares that are written in words: "en tredjedel", "hälften", "var tredje", "nio av tio"."""
    found = []
    for match in matches_near(_SHARE_WORDS, text, _SHARE_SIGN, 40, 20):
        manner = _HEDGES.get(re.sub(r"\s", " ", match["hedge"].lower())) if match["hedge"] else "about"
        if match["part"]:
            value = Decimal(100) * NUMBER_WORDS[match["top"].lower()] / _PARTS[match["part"].lower()]
        elif match["nth"]:
            value = Decimal(100) / _ORDINALS[match["nth"].lower()]
        elif match["k"]:
            value, manner = Decimal(100) * NUMBER_WORDS[match["k"].lower()] / NUMBER_WORDS[match["n"].lower()], None
        else:
            value = Decimal(50)
        if value > Decimal(100):
            continue
        written = Written(value.quantize(Decimal("0.1")).normalize() if value % 1 else value.quantize(Decimal(1)), 0)
        found.append(
            _figure(text, match.start(), match.end(), written, _Unit("share", "percent", 1), manner, "share-word")
        )
    return found
