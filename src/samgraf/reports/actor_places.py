"""Names that share a head: "Nora och Hällefors kommuner", "Region Sörmland och Uppsala"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.reports.actor_forms import Gazetteer, Name

_BETWEEN = re.compile(r"\s*(?:,|,?\s*(?:och|samt|respektive|liksom|eller)|/|&)\s*$")
_HEAD_AFTER = re.compile(r"\s+(?:kommuner(?:na)?s?|städer(?:na)?s?)\b")
_HEAD_BEFORE = re.compile(
    r"\b(?:\w*kommun(?:er|erna)|städerna)(?:\s+(?:i|som|såsom)|\s*[,:(])?\s*$"
    r"|\bkommun(?:ledning|chef|direktör|råd|alråd|styrelse)\w*\s+(?:i|från)\s+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:\s\([^()\n]{1,40}\))?,?(?:\s(?:och|samt))?\si\s$")
"""Between places that one head is for: "kommunledningarna i A och B (norr), i C samt i D"."""
_REGIONS_BEFORE = re.compile(r"\b[Rr]egion(?:er|erna)\s*[:(]?\s*$")
_BOARDS_BEFORE = re.compile(r"\b[Ll]änsstyrelserna\s+(?:(?:i|för)\s+)?$")
_LOCATION = re.compile(
    (
        r"\b(?:i|till|från|vid|på|utanför|runt|kring|mot|genom|via|över|inom|nära|ur|norr om|söder om|öster om|"
        r"väster om)\s+$"
    ),
    re.IGNORECASE,
)
_ROUTE = re.compile(r"\b(?:mellan|stråket|sträckan|banan|vägen|linjen|pendling\w*|järnväg\w*)\s+$", re.IGNORECASE)
_EVENT = re.compile(
    r"möte|seminari|workshop|konferens|träff|mässa|hölls|hålls|invig|studiebesök|utställning|turné", re.IGNORECASE
)


_OPENS = re.compile(r"(?:^|[.!?;:\n]\s*)(?:[-–•*]\s*)?(?:Även|Också|Bara|Endast)?\s*$")
_ACTS = re.compile(
    r"\s+(?:(?:har|hade|får|fick|vill|ska|planerar|tar|tog|saknar|behöver|arbetar|bildar|delar|driver|äger|utgör|står)\b"
    r"(?![^.;\n]{0,40}\b(?:högst|lägst|störst|minst|vuxit|befolkning\w*|restid\w*|invånare|ökat|minskat|stationer)\b)"
    r"|är (?:de|bland de|exempel på|några av de)? ?(?:kommuner|medlemmar|parter|anslutna|med i)\b)"
)
"""What municipalities do, and towns do not, where a list of places opens a sentence."""


_SUPPORTED = re.compile(
    r"\b(?:fått|får|fick)\s(?:\w+\s)?(?:stöd|hjälp|medel)|\bstött\w+|\bdelta\w+|\bmedverka\w+|\bpriorit\w+|\bdriv\w+|\bgenomför\w+|\bsamverka\w*",
    re.IGNORECASE,
)
"""What is said of municipalities that take part or are supported, though they are only named as where that is."""


def share_heads(text: str, names: list[Name], gazette: Gazetteer) -> list[Name]:
    """Return the names, places and counties turned into the municipalities, regions and county boards they mean.

    A bare place whose grammar says nothing stays a "place"; the roles decide about it. One that a preposition
    makes a location keeps the method "location", three or more of the report's own county "place-list".
    """
    result: list[Name] = []
    headed = 0
    for run in _runs(text, names):
        sorts = {name.sort for name in run}
        if "place" not in sorts and "county" not in sorts:
            result.extend(run)
            continue
        if sorts == {"place"} and headed and _GOES_ON.fullmatch(text, headed, run[0].start):
            result.extend(_municipality(name, "coordination", 0.85) for name in run)
            headed = run[-1].end
            continue
        result.extend(_regions(text, run, gazette) or _municipalities(text, run, gazette))
        if "place" not in sorts:
            continue
        headed = run[-1].end if _HEAD_BEFORE.search(text[max(0, run[0].start - 60) : run[0].start]) else 0
    return result


def _runs(text: str, names: list[Name]) -> Iterator[list[Name]]:
    """Yield the names in runs that only commas and conjunctions join."""
    run: list[Name] = []
    for name in names:
        if run and not _BETWEEN.match(text[run[-1].end : name.start]):
            yield run
            run = []
        run.append(name)
    if run:
        yield run


def _regions(text: str, run: list[Name], gazette: Gazetteer) -> list[Name] | None:
    """Return a run of regions or county boards under one head, or None if it is none."""
    before = text[max(0, run[0].start - 40) : run[0].start]
    if _BOARDS_BEFORE.search(before) and all(name.code for name in run):
        return [_of_county(name, "CountyBoard", gazette, 0.93) for name in run]
    if _REGIONS_BEFORE.search(before) and all(name.code or name.kind == "Region" for name in run):
        return [_of_county(name, "Region", gazette, 0.9) for name in run]
    if not any(name.kind in {"Region", "CountyBoard"} and name.sort == "actor" for name in run) or not any(
        name.code for name in run
    ):
        return None
    found: list[Name] = []
    head = ""
    for name in run:
        if name.sort == "actor":
            head = name.kind if name.kind in {"Region", "CountyBoard"} else ""
            found.append(name)
        elif name.code and head and (head == "Region" or text[name.start : name.end].endswith("län")):
            found.append(_of_county(name, head, gazette, 0.8))
        else:
            found.append(name)
    return found


def _of_county(name: Name, kind: str, gazette: Gazetteer, confidence: float) -> Name:
    """Return the region or the county board of the county that a name names."""
    if name.sort == "actor":
        return name
    iri = next((r.iri for r in gazette.reference.actors if r.kind == kind and r.county == name.code), None)
    if iri is None:
        return name
    return replace(
        name,
        sort="actor",
        actor=iri,
        name=gazette.by_iri[iri].name,
        kind=kind,
        method="coordination",
        confidence=confidence,
        code="",
    )


def _municipalities(text: str, run: list[Name], gazette: Gazetteer) -> list[Name]:
    """Return a run with its places as municipalities where a head or a neighbour says so."""
    before = text[max(0, run[0].start - 60) : run[0].start]
    after = _HEAD_AFTER.match(text, run[-1].end)
    if after:
        made = [_municipality(name, "coordination", 0.93) for name in run]
        return [*made[:-1], replace(made[-1], end=after.end())] if run[-1].sort == "place" else made
    if _HEAD_BEFORE.search(before):
        return [_municipality(name, "coordination", 0.9) for name in run]
    places = [name for name in run if name.sort == "place"]
    acting = len(places) == len(run) > 1 and bool(_OPENS.search(before) and _ACTS.match(text, run[-1].end))
    if acting or any(name.kind == "Municipality" and name.sort == "actor" for name in run):
        method, sure = ("place-subject", 0.75 if len(run) >= _LIST else 0.6) if acting else ("coordination", 0.8)
        return [name if GOES_BY.match(text, name.end) else _municipality(name, method, sure) for name in run]
    if _ROUTE.search(before):
        return [replace(name, method="location", confidence=0.2) if name.sort == "place" else name for name in run]
    if _LOCATION.search(before):
        home = {name.actor for name in places if name.actor and gazette.by_iri[name.actor].county == gazette.region}
        clause = _STOP.split(text[max(0, run[0].start - _CLAUSE) : run[0].start])[-1]
        whole = clause + _STOP.split(text[run[-1].end : run[-1].end + _CLAUSE], maxsplit=1)[0]
        listed = len(home) >= _LIST and len(home) == len(run) and not _EVENT.search(clause)
        method, confidence = ("place-list", 0.5 if _SUPPORTED.search(whole) else 0.4) if listed else ("location", 0.3)
        return [replace(name, method=method, confidence=confidence) if name.sort == "place" else name for name in run]
    return run


GOES_BY = re.compile(r" (?!I\b)[A-ZÅÄÖ][\w&-]{2,}")
"""A capital right after a place: the place begins the name of something else ("Kalmar Energi")."""
_LIST = 3
_STOP = re.compile(r"[.;\n]")
_CLAUSE = 1000
"""Characters of a clause that are looked at on either side of its places."""


def _municipality(name: Name, method: str, confidence: float) -> Name:
    """Return a place as the municipality; anything else as it is."""
    if name.sort != "place":
        return name
    return replace(name, sort="actor", method=method, confidence=confidence)
