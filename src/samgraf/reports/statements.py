"""A cell of outputs or effects, split into its statements; for effects, how far each reaches.

The horizon is the template's: short is changed ability, knowledge, awareness; medium changed
behaviour, application, new goods and services; long an effect on society, competitiveness,
turnover, employment, emissions. What the text says itself ("Kort sikt:") counts more than its verbs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from samgraf.list_signs import ITEMS
from samgraf.reports.bases import find_bases
from samgraf.reports.model import Horizon, Statement
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET = re.compile(rf"\s*(?:[{ITEMS}o]+\s*(?=\S)|\d{{1,2}}[.)]\s+)")
_ONLY_BULLET = re.compile(rf"^\s*[{ITEMS}]+\s*")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ\d\"”])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:bl\.?\s?a|t\.?\s?ex|m\.?\s?m|m\.?\s?fl|d\.?\s?v\.?\s?s|s\.?\s?k|ca|resp|inkl|exkl|kl|nr|st|p\.?\s?g\.?\s?a)\.)$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"^(?:effekter?\s)?(?:på\s)?(?P<horizon>kort(?:\ssikt|siktig\w*)?|medel(?:lång|långa)?(?:\ssikt|siktig\w*)?|mellan(?:lång)?\s?sikt|lång(?:\ssikt|siktig\w*)?|längre\ssikt)(?:\s(?:effekt(?:er)?|sikt|tid))?\s?(?:\(\d[^)]*\))?\s?[:–-]\s?", re.IGNORECASE
)  # fmt: skip
_INLINE = re.compile(r"\bpå\s(?P<horizon>kort|medellång|medel|lång|längre)\ssikt\b", re.IGNORECASE)
_HORIZONS: tuple[tuple[str, Horizon], ...] = (
    ("kort", "short"),
    ("medel", "medium"),
    ("mellan", "medium"),
    ("lång", "long"),
    ("läng", "long"),
)
_CUE_WORDS: tuple[tuple[Horizon, float, str], ...] = (
    ("long", 2.0, r"omsättning\w*|lönsamhet\w*|sysselsättning\w*|arbetstillfällen|nya\s(?:jobb|anställda)|anställda\si\s|konkurrenskraft\w*|utsläpp\w*|besparing\w*|energikostnad\w*|tillväxt(?:en)?\b|befolkning(?:en)?\s(?:har\s)?(?:ök|minsk)\w*|arbetslöshet\w*|folkhälsa\w*|självskattad\shälsa|restid\w*|inflyttning\w*|attraktivitet|förädlingsvärde\w*|(?:ökad\s)?export(?:en|värdet)\b|ökad\sexport\b|rörlighet\spå|livskvalitet\w*"),
    ("medium", 1.6, r"(?:har\s)?börja(?:t|de)\b|använder|används|har\sanvänt|tillämpa\w*|infört|inför(?:de|s)\b|lanserat|tecknat\savtal|anpassat|ändrat|förändrat|gått\svidare|fått\s(?:anställning|jobb|arbete)|ansluti?t\ssig|väljer|nya\seller\sförbättrade|nya\s(?:produkter|tjänster|arbetssätt|rutiner|strukturer|affärsmodeller)|påbörjat\s(?:egen|egna)|arbetar\s(?:mer|nu|numera)|dokumentera|genomfört\s(?:minst|åtgärder)|installera\w*|investerat|utbildat\ssig|startat\s(?:eget|företag)|andelen\s\w+|förändrad\w*\s(?:beteende|arbetssätt)|stärkt\s(?:samverkan|struktur)|ökad\ssamverkan|fortsättning|implementera\w*|anställt|exporterar|har\smer\sän\s\w+"),
    ("short", 1.5, r"kunskap\w*|kännedom|förmåg\w*|medveten\w*|insikt\w*|förståelse|kompetens(?:en)?\b|kunskapsbild|lärande|lärt\ssig|färdighet\w*|motivation|intresse\w*|engagemang\w*|information\som|förutsättningar|mognadsgrad|nätverk|språkkunskaper|självförtroende|synliggjort|vilja\satt|känner\still|trygg\w*|bättre\skunskapsunderlag|inspir\w+|kontakter"),
)  # fmt: skip
_CUES = tuple((horizon, weight, re.compile(pattern, re.IGNORECASE)) for horizon, weight, pattern in _CUE_WORDS)
_CUES_NEEDED = Needles([pattern for _, _, pattern in _CUES])


_LATER = re.compile(
    r"\b\w*(?:resultat|effekt)\w*\s(?:\w+\s){0,2}?(?:kommer|redovisas|presenteras|följs\supp|rapporteras)\b(?=.*\b(?:nästa\sår|senare|framöver|20\d\d|när|efter|på\ssikt))"
    r"|\bför\stidigt\satt\b|\b(?:kan|går)\s(?:ännu\s)?inte\s(?:ännu\s)?(?:att\s)?(?:bedöma|mäta|utläsa|redovisa)\w*|\b(?:inga|ingen)\s(?:effekter|resultat|uppföljning)\s(?:ännu|än|hittills)\b"
    r"|^(?:ej|inte)\s(?:ännu\s)?(?:aktuellt|mätt|utvärdera\w*|uppföljt|relevant)\b",
    re.IGNORECASE,
)
"""Words by which a cell of effects says that there are none yet: they are kept as text, but are no effect."""


def split_statements(text: str, *, column: Literal["outputs", "effects"]) -> tuple[Statement, ...]:
    """Return the statements of a cell in its order, labels of bases left out, for effects with their horizon.

    A bullet is one statement; running text is one for each sentence. A line that only introduces
    bullets ("Fokus har varit att:") is none, nor is a sentence that puts the effects off. A horizon written alone on a line holds for what follows it.
    """
    found: list[Statement] = []
    holding: Horizon | None = None
    for start, end in _pieces(text):
        begin, stop = _without_bases(text, start, end)
        stated: Horizon | None = None
        if column == "effects" and (match := _STATED.match(text[begin:stop])):
            stated, begin = _horizon(match["horizon"]), begin + match.end()
            if begin >= stop:
                holding = stated
                continue
        elif column == "effects" and (alone := _STATED.fullmatch(text[begin:stop] + ":")):
            holding = _horizon(alone["horizon"])
            continue
        words = text[begin:stop]
        if not re.search(r"[^\W\d_]{2}|\d", words) or (column == "effects" and _LATER.search(words)):
            continue
        found.append(_statement(words, begin, stop, stated or holding, column))
    return tuple(found)


def _statement(words: str, start: int, end: int, stated: Horizon | None, column: str) -> Statement:
    """Return a statement with its horizon: as stated, else as its words suggest, else none."""
    if column != "effects":
        return Statement(start=start, end=end, text=words)
    if stated:
        return Statement(start=start, end=end, text=words, horizon=stated, horizon_method="stated", confidence=0.98)
    if match := _INLINE.search(words):
        return Statement(
            start=start,
            end=end,
            text=words,
            horizon=_horizon(match["horizon"]),
            horizon_method="stated",
            confidence=0.85,
        )
    weights: dict[Horizon, float] = {"short": 0.0, "medium": 0.0, "long": 0.0}
    for horizon, weight, pattern in _CUES_NEEDED.fitting(_CUES, words):
        hits = [match.start() for match in pattern.finditer(words)]
        if hits:
            weights[horizon] += weight * (1 + 0.25 * (len(hits) - 1)) + (0.6 if hits[0] < 25 else 0.0)  # noqa: PLR2004 - what comes first is what changed
    best = max(weights, key=lambda horizon: weights[horizon])
    if not weights[best]:
        return Statement(start=start, end=end, text=words)
    share = weights[best] / sum(weights.values())
    return Statement(
        start=start,
        end=end,
        text=words,
        horizon=best,
        horizon_method="verb-cues",
        confidence=round(0.4 + 0.35 * share, 2),
    )


def _horizon(written: str) -> Horizon:
    """Return the horizon that a word says."""
    return next(horizon for beginning, horizon in _HORIZONS if written.lower().startswith(beginning))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of bullets and of the sentences of other lines."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    for n, (start, end) in enumerate(lines):
        line = text[start:end]
        bullet = _BULLET.match(line)
        follows = n + 1 < len(lines) and _ONLY_BULLET.match(text[slice(*lines[n + 1])])
        if line.rstrip().endswith(":") and follows and not _STATED.match(line.strip()):
            continue
        if bullet:
            yield _trimmed(text, start + bullet.end(), end)
            continue
        begin = start
        for cut in _SENTENCE_END.finditer(text, start, end):
            if not _ABBREVIATION.search(text[begin : cut.start()]):
                yield _trimmed(text, begin, cut.start())
                begin = cut.end()
        yield _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without white space around."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_bases(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a place without the label of a basis at its beginning or a bracket with one at its end."""
    part = text[start:end]
    bases = [basis for basis in find_bases(part) if basis.method != "in-passing"]
    if not bases:
        return start, end
    last = bases[-1].end
    rest = re.match(r"(?:\s?\([^()]{1,60}\)|\s(?:av|från|för|via|genom)\s[^.:;]{1,40}(?=:))?[\s.:)\]–-]*", part[last:])
    begin = last + (rest.end() if rest else 0)
    if bases[0].method == "bracket" and bases[0].start > 2:  # noqa: PLR2004 - a bracket after words
        return _trimmed(text, start, start + part.rfind("(", 0, bases[0].start))
    if (
        bases[0].method in {"rests-on", "source", "alone", "sentence"}
        and begin < len(part)
        and bases[0].start > len(part) * 0.6
    ):
        return _trimmed(text, start, start + bases[0].start)
    return _trimmed(text, start + begin, end)
