"""Periods of time in Swedish text, and the period of an insats.

Years that belong to a plan, a law, a programme period or a target are no periods; the word before
them decides ("länsplan 2022–2033", "Agenda 2030", "förordning 2022:1468").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.reports.model import Period
from samgraf.reports.numbers import COUNTED_AFTER_YEAR, NUMBER_WORDS
from samgraf.reports.windows import matches_near

if TYPE_CHECKING:
    from samgraf.reports.context import Context

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "maj": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_M = r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_Y = r"(?:19|20)\d\d"
_DASH = "[-\u2010-\u2015\u2212]{1,2}"
_LINK = rf"(?:\s?{_DASH}\s?(?:(?:t\.?\s?o\.?\s?m\.?|till\soch\smed)\s)?|\s?(?:till\soch\smed|t\.?\s?o\.?\s?m\.?|till|fram\still|och)\s)"
_POINT = rf"(?:(?:den\s)?\d{{1,2}}(?::?[ea])?\s)?(?:(?:{_M}|våren|hösten|sommaren|vintern|[vh]t|läsåret|början\sav|slutet\sav|årsskiftet|halvårsskiftet|(?:kvartal|kv\.?)\s\d|Q\d)\s|\d{{1,2}}[/.]\d{{1,2}}[.\s]\s?)*"
_SEASON = rf"(?:{_M}|våren|hösten|sommaren|vintern|[vh]t)"
_ISO = rf"{_Y}{_DASH}(?:0[1-9]|1[0-2])(?:{_DASH}\d\d)?"
_NOT = re.compile(
    rf"""
    \b{_Y}\s?:\s?\d+                                                         # laws, decisions
    | \b(?:[Dd]nr|[Dd]iarie\w*|[Ää]rende\w*)[.:]?\s?\S+ | \b[A-ZÅÄÖ]+\d*\s?{_Y}[-/]\d{{3,}} | \b[A-ZÅÄÖ]{{1,3}}{_Y}/\S+
    | \b(?:RUS|RUP|[Aa]genda|[Vv]ision|Horisont|Europa|[Mm]ål(?:et|bild|en|år)?|Kompetensplan\s\w+|Affärsplan\s\w+|Fokus)(?:\s(?:för|till|om|mot))?\s(?:år\s)?{_Y}(?:\s?{_DASH}\s?{_Y})?
    | \b[^\W\d]*(?:[Ss]trategi(?:n|er)?|[Pp]lan(?:en|er)?|[Pp]rogram(?:met|perioden?)?|[Pp]rogramperiod(?:en)?|[Ff]ondsperiod(?:en)?|[Pp]lanperiod(?:en)?|[Mm]andatperiod(?:en)?|[Bb]udget(?:en)?|[Vv]ision(?:en)?
        |[Pp]rognos(?:en)?|[Vv]illkorsbeslut(?:et)?|[Ff]örordning(?:en)?|[Rr]egleringsbrev(?:et)?|[Öö]verenskommelse(?:n)?\sför|[Rr]amverk(?:et)?|[Aa]genda(?:n)?|[Pp]olicy(?:n)?|[Mm]ål(?:et|en)?)
      (?:\s(?:för|i|till|om|under|inom)\s[^.,;:()\n]{{0,70}}?|\s[A-ZÅÄÖ][\w-]+(?:\slän)?)?\s\(?(?:åren\s|perioden\s|år\s)?(?:{_Y}\s?{_DASH}\s?{_Y}|{_Y})\)?
    | \b(?:senast|före|efter|år)\s(?:år\s)?20[3-9]\d\b | \btill\s(?:år\s)?20[3-9][05]\b
    | \b(?:jämfört\smed|sedan\s(?:basåret|mätningen|pandemin)|motsvarande|föregående\sår,?)\s(?:år(?:et)?\s)?{_Y}(?:\s?{_DASH}\s?{_Y})?
    | \b(?:basår(?:et)?|lag(?:en)?|SFS|prop\.?|skr\.?|SOU|Ds)\s?{_Y}\b
    """,
    re.VERBOSE,
)
_OWN_WORDS = re.compile(
    r"pågå|genomför|drivs|löper|\bprojekt|\bperiod|projektperiod|under\s(?:åren\s)?(?:19|20)|starta|insats|avslut",
    re.IGNORECASE,
)
_RANGES: tuple[tuple[str, float, re.Pattern[str]], ...] = tuple(
    (method, confidence, re.compile(pattern, re.IGNORECASE))
    for method, confidence, pattern in (
        ("iso-range", 0.97, rf"\b(?P<start>{_ISO})(?:\s?(?:{_DASH}|/|till|t\.?o\.?m\.?)\s?)(?P<end>{_ISO})\b"),
        ("compact-range", 0.97, rf"(?<!\d)(?P<start>{_Y}(?:0[1-9]|1[0-2])(?:\d\d)?)\s?{_DASH}\s?(?P<end>{_Y}(?:0[1-9]|1[0-2])(?:\d\d)?)(?!\d)"),
        ("compact-range", 0.9, rf"(?<!\d)(?P<start>\d\d(?:0[1-9]|1[0-2])[0-3]\d)\s?{_DASH}\s?(?P<end>\d\d(?:0[1-9]|1[0-2])[0-3]\d)(?!\d|-\d)"),
        ("school-years", 0.9, rf"\b(?P<start>{_Y})/(?:20)?\d\d\s?{_DASH}\s?(?P<end>{_Y}/(?:20)?\d\d)(?!\d)"),
        ("two-digit-range", 0.85, rf"(?<![^\W\d])(?P<start>{_SEASON}\s['’]?[1-3]\d){_LINK}(?P<end>{_SEASON}\s['’]?[1-3]\d)(?!\d|\s?(?:%|kr|tkr|m[kn]))"),
        ("range", 0.95, rf"\b(?P<start>{_POINT}{_Y})(?:{_LINK}|\s?/\s?)(?P<end>{_POINT}{_Y})(?!\d)"),
        ("range", 0.9, rf"\b(?P<start>{_POINT}{_Y}),?\s(?:och\s|men\s|sedan\s)?(?:fortsätter|fortsatte|förläng(?:s|des|d|t|ts))\s(?:(?:under|till\soch\smed|till|in\si|i|ut|t\.?\s?o\.?\s?m\.?)\s)?(?P<end>{_POINT}{_Y})(?!\d)"),
        ("short-range", 0.9, rf"\b(?P<start>{_Y})\s?(?:{_DASH}|/)\s?(?P<end>\d\d)(?![\d-])"),
        ("month-range", 0.9, rf"\b(?P<start>(?:\d{{1,2}}\s)?{_M}){_LINK}(?P<end>{_POINT}{_Y})(?!\d)"),
        ("cut-range", 0.7, rf"\b(?P<start>{_POINT}{_Y})(?:{_LINK})(?P<end>(?:\d{{1,2}}\s)?{_M})(?![\w\s]*?\s{_Y})"),
    )
)  # fmt: skip
_START = r"(?:sedan|(?:har\s)?start(?:ade(?:s)?|at(?:s)?|ar|as)|påbörja(?:des|ts|s|d|t)|inled(?:des|s|d|t)|inletts|initiera(?:des|ts|d|t)|(?:projekt|bygg|kurs|program|drift)start:?|startdatum:?|start:?|fr\.?\s?o\.?\s?m\.?|från(?:\soch\smed)?|(?:har\s)?pågått\ssedan|etablera(?:des|ts)|beviljades)"
_ENDING = (
    r"(?:t\.?\s?o\.?\s?m\.?|till\soch\smed|fram\still|(?:har\s|blev\s)?avsluta(?:des|ts|s|de|d|t)|slutför(?:des|s|ts)|löp(?:er|te)(?:\st\.?o\.?m\.?|\still|\sut|\stom|\sfram\still)?|pågår(?:\st\.?\s?o\.?\s?m\.?|\still|\stom|\sfram\still|\sut)(?:\soch\smed)?"
    r"|slutdatum:?|projektslut:?|slut:?|(?:är\s|blir\s|står\s)?(?:klar[ta]?|färdig(?:t|a|ställs|ställd|ställt|ställdes)?)|invigs|invigdes|upphör(?:de)?|slutredovisa(?:des|s|ts|d)|avslut:?)"
)
_WHEN = r"(?:\s(?:i|under|på|vid|den|per|redan|våren|hösten|sommaren|vintern|början\sav|slutet\sav|mitten\sav|år|årsskiftet|sin\shelhet|ut)){0,4}"
_STARTS = re.compile(rf"\b{_START}{_WHEN}\s(?P<start>{_POINT}{_Y})(?![\d:]|\s?{_DASH}\s?\d)", re.IGNORECASE)
_ENDS = re.compile(rf"\b{_ENDING}{_WHEN}\s(?P<end>{_POINT}{_Y})(?![\d:])", re.IGNORECASE)
_THIS_YEAR = re.compile(
    rf"\b(?P<verb>{_ENDING}|start(?:ade|at|ades)|påbörja(?:des|ts)|inled(?:des|s))(?:\s(?:i|under|vid))?\s?(?:(?P<month>{_M}|våren|hösten|sommaren)\s)?(?:i\sår|under\såret|detta\sår|innevarande\sår)\b", re.IGNORECASE
)  # fmt: skip
_OPEN_START = re.compile(
    rf"\b(?P<start>{_Y})\s?(?:{_DASH}\s?(?:pågående|tills\s?vidare|framåt|löpande|fortlöpande)?(?=\s*(?:[.,;)\n]|$))|,\s?(?:löpande|fortlöpande|pågående|tills\s?vidare)(?=\s*(?:[.,;)\n]|$))|och\s(?:framåt|tills\svidare))",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?P<lead>\b(?:under(?:\shela)?|år|hösten|våren|sommaren|vintern|i\s{_M}|{_M}|genomför(?:des|s|t|ts)|drevs|för)\s(?:år\s|året\s)?)?\(?(?<![\d:/,.-])(?P<start>{_Y})(?![\d:/%]|-\d|\s?(?:kr|kronor|st|personer|deltagare|företag|unika)\b)",
    re.IGNORECASE,
)
_YEAR_SIGN = re.compile(rf"{_Y}|(?<!\d)\d{{6}}{_DASH}\d{{6}}(?!\d)|{_SEASON}\s['’]?[1-3]\d(?!\d)", re.IGNORECASE)
_THIS_YEAR_SIGN = re.compile(r"\bi\sår\b|under\såret|detta\sår|innevarande\sår")
_LABEL = re.compile(
    r"(?:projektperiod|projekttid|tidsperiod|period|tid|tidplan|genomförandetid|löptid|pågår|löper|drivs|drevs|pågick|genomförs|genomfördes|insatsperiod)\w*\s?(?:är|:|under|mellan|från|åren|perioden|i|den|\s)*\s?$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"(?:tidigare|föregående|föregick\w*|förstudie\w*|fortsättning\w*\s(?:på|av)|föregångare\w*|bygger\s(?:vidare\s)?på|erfarenheter\w*\s(?:av|från))\s[^.\n]{0,60}$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(rf"(?:^|[.!?\n]\s*)(?P<year>{_Y})\s(?=[a-zåäö])")


_YEARS_LONG = re.compile(r"\b(två|tre|fyra|fem|sex|[2-6])-?årig[ta]?\b[^.;\n]*$", re.IGNORECASE)
_MONTHS_LONG = re.compile(r"\b(\d{1,2})\smånader(?:s\s\w+)?\b[^.;\n]*$", re.IGNORECASE)
_NAMED_AFTER_ITS_YEAR = re.compile(r"(?:konvention|deklaration|avtal|beslut|dom|rapport)(?:en|et)?\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Point:
    """A year, with a month where one is written."""

    year: int | None
    month: int | None


_TURNED = 5
"""Years by which a range may run backwards and still be one whose years have changed places."""


def find_periods(text: str, context: Context) -> tuple[Period, ...]:  # noqa: C901, PLR0912 - one step for each form of writing
    """Return the periods of a text in its order; a bound that is not stated is None."""
    taken = [
        (match.start(), match.end())
        for match in matches_near(_NOT, text, _YEAR_SIGN, 130, 40)
        if not _OWN_WORDS.search(match[0])
    ]
    found: list[Period] = []

    def free(start: int, end: int) -> bool:
        return not any(first < end and start < last for first, last in taken)

    def keep(match: re.Match[str], start: _Point, end: _Point, method: str, confidence: float) -> None:
        if free(match.start(), match.end()) and (
            start.year is None or end.year is None or start.year <= end.year + _TURNED
        ):
            taken.append((match.start(), match.end()))
            found.append(_period(match, start, end, method, confidence))

    for method, confidence, pattern in _RANGES:
        for match in matches_near(pattern, text, _YEAR_SIGN, 60, 60):
            start, end = _point(match["start"]), _point(match["end"])
            if method == "school-years" and end.year is not None:
                end = _Point(end.year // 100 * 100 + int(match["end"][-2:]), None)
            if method == "short-range" and start.year is not None:
                end = _Point(start.year // 100 * 100 + int(match["end"]), None)
                if not start.year < (end.year or 0) <= start.year + 20:
                    continue
            if (
                method == "range"
                and re.search(r"(?<!till) och ", match[0])
                and (end.year or 0) - (start.year or 0) > 1
                and not re.search(r"mellan\s$", text[max(0, match.start() - 8) : match.start()])
            ):
                continue
            if start.year is None:
                start = _Point(end.year, start.month)
            keep(match, start, end, method, confidence)
    for match in matches_near(_ENDS, text, _YEAR_SIGN, 70, 30):
        keep(match, _Point(None, None), _point(match["end"]), "end", 0.9)
    for match in matches_near(_THIS_YEAR, text, _THIS_YEAR_SIGN, 50, 10):
        point = _Point(context.year, _month(match["month"] or ""))
        started = re.match(r"start|påbörja|inled", match["verb"], re.IGNORECASE)
        keep(
            match, point if started else _Point(None, None), _Point(None, None) if started else point, "this-year", 0.85
        )
    for match in matches_near(_STARTS, text, _YEAR_SIGN, 70, 30):
        if not _NAMED_AFTER_ITS_YEAR.search(text[max(0, match.start() - 40) : match.start()]):
            keep(match, _point(match["start"]), _lasting(text, match), "start", 0.85)
    for match in matches_near(_OPEN_START, text, _YEAR_SIGN, 70, 30):
        keep(match, _point(match["start"]), _Point(None, None), "open", 0.8)
    for match in matches_near(_ALONE, text, _YEAR_SIGN, 70, 30):
        year = int(match["start"])
        if COUNTED_AFTER_YEAR.match(text, match.end("start")):
            continue
        if 1990 <= year <= context.year + 8:  # noqa: PLR2004 - later years are goals
            keep(match, _Point(year, None), _Point(year, None), "year", 0.7 if match["lead"] else 0.6)
    return _merged(text, sorted(found, key=lambda period: period.start))


def _lasting(text: str, match: re.Match[str]) -> _Point:
    """Return the last year of something of so many years that begins in a year ("Treårigt projekt med start 2022")."""
    begun = _point(match["start"])
    start = begun.year
    months = _MONTHS_LONG.search(text, max(0, match.start() - 60), match.start())
    if start is not None and months is not None:
        last = start * 12 + (begun.month or 1) - 1 + int(months[1]) - 1
        return _Point(last // 12, last % 12 + 1 if begun.month else None)
    before = _YEARS_LONG.search(text, max(0, match.start() - 60), match.start())
    if start is None or before is None:
        return _Point(None, None)
    return _Point(start + int(NUMBER_WORDS.get(before[1].lower(), 0) or before[1]) - 1, None)


def insats_period(text: str, context: Context, *, outputs: str = "") -> Period | None:
    """Return the period of the insats that a cell of names and descriptions tells of, None where it tells none.

    A range counts more than a year alone, a period with a verb or label of its own more than one
    without. A start and an end that stand in different sentences are put together. `outputs` is the
    text of the cell beside it, where a year counts only if the first cell is silent.
    """
    periods = [period for period in find_periods(text, context) if not _only_aims(period, context)]
    scored = sorted(
        ((_score(text, period), -period.start, period) for period in periods), key=lambda entry: entry[:2], reverse=True
    )
    if not scored or scored[0][0] <= 0:
        alone = (
            [period for period in find_periods(outputs, context) if period.method in {"year", "range"}]
            if outputs
            else []
        )
        return _with(alone[0], confidence=0.5, method="from-outputs") if len(alone) == 1 else None
    best = scored[0][2]
    for _, _, other in scored[1:]:
        if (
            best.start_year is None
            and best.end_year is not None
            and other.start_year is not None
            and other.end_year is None
            and other.start_year <= best.end_year
        ):
            return _with(best, start_year=other.start_year, start_month=other.start_month, method="start and end")
        if (
            best.end_year is None
            and best.start_year is not None
            and other.start_year is None
            and other.end_year is not None
            and best.start_year <= other.end_year
        ):
            return _with(best, end_year=other.end_year, end_month=other.end_month, method="start and end")
    if best.method == "cut-range" and best.start_year and (stray := _stray_year(text, best)):
        return _with(best, end_year=stray, method="cut-range with a year that stands apart")
    return best


def _stray_year(text: str, period: Period) -> int | None:
    """Return a later year that opens a sentence without belonging to it, as rows that a page break mixed leave behind."""
    years = [int(match["year"]) for match in _SENTENCE_START.finditer(text)]
    return next((year for year in years if (period.start_year or 0) <= year <= (period.start_year or 0) + 8), None)


def _only_aims(period: Period, context: Context) -> bool:
    """Return whether a period is a year alone that is to come, as in a name ("Fossilfritt 2030")."""
    return period.method == "year" and period.surface.isdigit() and (period.start_year or 0) > context.year + 1


def _score(text: str, period: Period) -> float:
    """Return how likely a period is that of the insats whose cell it stands in; 0 or less is not."""
    before = text[max(0, period.start - 80) : period.start]
    after = text[period.end : period.end + 3].lstrip(" ")
    score = {
        "range": 5.0,
        "school-years": 5.0,
        "iso-range": 5.5,
        "compact-range": 5.5,
        "short-range": 4.5,
        "two-digit-range": 4.5,
        "month-range": 4.5,
        "cut-range": 4.5,
        "merged": 5.5,
    }.get(period.method, 3.0)
    if period.method == "year":
        opens = not before.strip() or before.rstrip()[-1:] in ".\n(:,–-" or before.endswith("\n")
        score = (
            2.5
            if re.match(r"(?:under|genomf|dre|för)", period.surface, re.IGNORECASE)
            else 2.0
            if opens and after[:1] in {"", ".", ")", "\n", ","}
            else 1.0
            if "\n" in text[period.end : period.end + 2]
            else 0.5
        )
        score -= (
            1.5
            if re.search(
                r"(?:varav|sedan|av|jämfört|än|mot|från|revisering|rapport\w*)\s[^.\n]{0,25}$", before, re.IGNORECASE
            )
            else 0
        )
    if _LABEL.search(before):
        score += 3
    if _EARLIER.search(before):
        score -= 5
    return score + (0.5 if "\n" not in text[: period.start] and period.start < 120 else 0)  # noqa: PLR2004 - in the name


def _merged(text: str, periods: list[Period]) -> tuple[Period, ...]:
    """Return the periods with a start and an end of one sentence as one ("startade 2022 och löper till 2026")."""
    merged: list[Period] = []
    for period in periods:
        last = merged[-1] if merged else None
        if (
            last and last.end_year is None and last.start_year is not None and period.start_year is None and period.end_year is not None
            and last.start_year <= period.end_year and not re.search(r"[.!?]\s+[A-ZÅÄÖ]|\n", text[last.end : period.start]) and period.start - last.end < 60  # noqa: PLR2004
        ):  # fmt: skip
            merged[-1] = _with(
                last,
                end_year=period.end_year,
                end_month=period.end_month,
                end=period.end,
                surface=text[last.start : period.end],
                method="merged",
                confidence=0.9,
            )
        else:
            merged.append(period)
    return tuple(merged)


def _with(period: Period, **changes: object) -> Period:
    """Return a period with some fields changed."""
    fields = {name: getattr(period, name) for name in Period.__dataclass_fields__}
    return Period(**fields | changes)


def _period(match: re.Match[str], start: _Point, end: _Point, method: str, confidence: float) -> Period:
    """Return a period as matched, without the white space around."""
    first = match.start() + len(match[0]) - len(match[0].lstrip(" ("))
    return Period(
        start=first, end=match.end(), surface=match[0].lstrip(" ("), method=method, confidence=confidence,
        start_year=start.year, end_year=end.year, start_month=start.month, end_month=end.month,
    )  # fmt: skip


def _point(written: str) -> _Point:
    """Return the year and month of a point in time as written: "november 2022", "202301", "2023-01-15", "mars"."""
    if match := re.fullmatch(rf"({_Y})(0[1-9]|1[0-2])(?:\d\d)?", written):
        return _Point(int(match[1]), int(match[2]))
    if match := re.fullmatch(rf"({_Y}){_DASH}(\d\d)(?:{_DASH}\d\d)?", written):
        return _Point(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d\d)(0[1-9]|1[0-2])[0-3]\d", written):
        return _Point(2000 + int(match[1]), int(match[2]))
    if match := re.fullmatch(rf"{_SEASON}\s['’]?(\d\d)", written, re.IGNORECASE):
        return _Point(2000 + int(match[1]), _month(written))
    year = re.search(rf"{_Y}", written)
    day = re.match(r"\d{1,2}[/.](0?[1-9]|1[0-2])[.\s]", written)
    return _Point(int(year[0]) if year else None, int(day[1]) if day else _month(written))


def _month(written: str) -> int | None:
    """Return the month that a text names, None for none (a season is no month)."""
    match = re.search(rf"(?<![^\W\d]){_M}", written, re.IGNORECASE)
    return _MONTHS[match[0].lower()[:3]] if match else None
