"""Definite nouns that stand for an actor: "Länsstyrelsen", "regionens", "universitetet", "bildningsförbundet"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.actor_forms import Name
from samgraf.reports.needles import Needles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from samgraf.reports.actor_forms import Gazetteer

_REGION = re.compile(r"(?<![\w-])(?P<noun>[Rr]egionen)(?P<s>s)?(?![\w-])")
_BOARD = re.compile(r"(?<![\w-])(?P<noun>[Ll]änsstyrelsen)(?P<s>s)?(?![\w-])(?!\s+i\s+[A-ZÅÄÖ])")
_NOUN = re.compile(
    r"(?<![\w-])(?P<noun>(?:[a-zåäö]*(?:universitetet|högskolan|lärosätet|myndigheten|förbundet|föreningen|"
    r"stiftelsen|kontoret|kammaren|museet|klustret|sällskapet|bolaget|parken|"
    r"inkubatorn|kommunen)|[LUHM](?:ärosätet|niversitetet|ögskolan|yndigheten)))(?P<s>s)?(?![\w-])"
)
_NOUN_WORDS = Needles([_NOUN])
_PLACE_BEFORE = re.compile(
    r"\b(?:i|inom|till|från|ur|runt|hela|utanför|genom|över|av)\s+(?:hela\s+|den\s+)?$", re.IGNORECASE
)
_OF_THE_AREA = re.compile(
    r"\s+(?:(?:små|stora|mindre|större|olika|alla|unika|samlade|norra|södra|västra|östra|och|medelstora)\s+)*"
    r"(?:kommuner|företag|näringsliv|invånare|befolkning|arbetsmarknad|utveckling|attraktivitet|konkurrenskraft|"
    r"aktörer|delar|landsbygd|städer|styrkeområden|"
    r"tillväxt|förutsättningar|ungdomar|arbetsgivare|besöksnäring|livsmedels|industri|utmaningar|kompetens|"
    r"styrkor|geografi|gränser|"
    r"skolor|elever|medborgare|innovationssystem|infrastruktur|varumärke|lärosäten|näringar)\w*",
)
_OWN_VIEW = re.compile(
    r"\s+(?:egen\s+|egna\s+|samlade\s+)?(?:bedömning|uppskattning|uppfattning|utvärdering|uppföljning)(?:ar|en|s)?\b"
)
"""What a result rests on: that the region says so makes it no party to the work."""
_AGENT = re.compile(
    r"\b(?:drivs|leds|ägs|samordnas|genomförs|genomförts|fram|framtage[nt]|framtagna|sköts|finansieras|"
    r"medfinansieras|arrangeras|förvaltas|"
    r"finansierats|samordnats|anordnas|uppdrag|ledning|initiativ|regi|hjälp|stöd|beslutats?|beställd|antagits|"
    r"initierats|gjorts)\s+av\s+$"
    r"|\b(?:fått|fick|får|beviljats|beviljades|erhållit)\s[^.;,]{1,40}?\sav\s+$"
)
_SODRA = re.compile(
    r"(?<![\w-])(?P<noun>Södra)(?P<s>s)?(?=\s*(?:[,.;:)\n]|$)"
    r"|\s(?:och|samt|liksom|&)\s(?!(?:norra|västra|östra|mellersta|centrala|inre|Norra|Västra|Östra|Mellersta|Centrala|Inre)\b)"
    r"|\s(?:är|var|har|hade|som|ska|kan|samt|(?:har|hade),|\w{3,}(?<!del)(?<!kommun)(?<!ort)(?<!region)(?<!sid)(?:ar|er|ade|erade))\s)"
)
"""The forest owners' association, which no direction is where neither noun nor name follows."""


def find_nouns(text: str, names: Sequence[Name], gazette: Gazetteer) -> list[Name]:
    """Return the definite nouns that stand for an actor, given the names found so far.

    The last-named in the passage comes first, then the only one of its kind at home in the county.
    """
    taken = bytearray(len(text) + 1)
    for name in names:
        if name.sort == "actor":
            taken[name.start : name.end] = b"\x01" * (name.end - name.start)
    found = [name for name in _bodies(text, gazette) if not taken[name.start]]
    actors = sorted((name for name in names if name.sort == "actor"), key=lambda name: name.start)
    for match in _NOUN.finditer(text) if _NOUN_WORDS.fitting((_NOUN,), text) else ():
        if taken[match.start()] or re.match(r"\s+[\"”]?[A-ZÅÄÖ]", text[match.end() : match.end() + 4]):
            continue
        noun = match["noun"].lower()
        earlier = [
            name
            for name in actors
            if name.start < match.start() and _fits(noun, name.kind, name.name or text[name.start : name.end])
        ]
        if noun == "kommunen" and len({name.actor for name in earlier}) != 1:
            continue
        antecedent = earlier[-1] if earlier else _only_one(noun, gazette)
        if antecedent is not None:
            sure = 0.7 if earlier and noun != "kommunen" else 0.55 if earlier else 0.6
            found.append(
                replace(
                    antecedent,
                    start=match.start(),
                    end=match.end(),
                    method="definite-noun",
                    confidence=sure,
                    genitive=bool(match["s"]),
                    candidates=(),
                )
            )
    return found


def of_the_region(text: str, names: Sequence[Name], gazette: Gazetteer) -> list[Name]:
    """Return the names of which those that are only the first word of a name ("Energikontoret") are the region's own.

    One word that more than one actor at work in the county begins with stays what it is: a name of nobody in particular.
    """
    return [
        _own(name, gazette)
        if name.actor is None and name.sort == "actor" and not _MORE_OF_IT.match(text, name.end)
        else name
        for name in names
    ]


_BARE_PARK = re.compile(r"Science Park|Business Region|Innovation Park")
"""Two words that are a kind, not a name."""
_MORE_OF_IT = re.compile(r" (?:i )?[A-ZÅÄÖ]")
"""What makes a first word part of a longer name ("Energikontoret Region Uppsala")."""


def _own(name: Name, gazette: Gazetteer) -> Name:
    """Return a name as that of the one actor at work in the county whose name begins with it."""
    if not (" " not in name.name or _BARE_PARK.fullmatch(name.name)) or not name.method.startswith("pattern:suffix"):
        return name
    found = {
        record.iri: record
        for record in gazette.reference.actors
        if record.works_in(gazette.region) and record.name.startswith(f"{name.name} ")
    }
    if len(found) != 1:
        return name
    (record,) = found.values()
    own = gazette.by_iri[record.iri]
    return replace(name, actor=own.iri, name=own.name, kind=own.kind, method="definite-noun", confidence=0.8)


def _bodies(text: str, gazette: Gazetteer) -> Iterator[Name]:
    """Yield "Regionen" and "Länsstyrelsen" as those of the report's own county."""
    county = gazette.counties.get(gazette.region)
    actors = gazette.reference.actors
    if boards := list(_BOARD.finditer(text)) if "änsstyrelsen" in text else []:
        board = next((r for r in actors if r.kind == "CountyBoard" and r.county == gazette.region), None)
        if board is not None:
            yield from (_stands_for(match, board.iri, board.name, board.kind, 0.92) for match in boards)
    if named := list(_SODRA.finditer(text)):
        owners = next((record for record in actors if record.name.startswith("Södra Skogs")), None)
        if owners is not None:
            yield from (_stands_for(match, owners.iri, match["noun"], owners.kind, 0.75) for match in named)
    if county is None or not county.region_iri:
        return
    for match in _REGION.finditer(text) if "egionen" in text else ():
        before = text[max(0, match.start() - 40) : match.start()]
        if _PLACE_BEFORE.search(before) and not _AGENT.search(before):
            continue
        if match["s"] and (_OF_THE_AREA.match(text, match.end()) or _OWN_VIEW.match(text, match.end())):
            continue
        sure = 0.8 if match["noun"][0] == "R" else 0.72
        yield _stands_for(match, county.region_iri, county.region_name, "Region", sure)


def _stands_for(match: re.Match[str], actor: str, name: str, kind: str, confidence: float) -> Name:
    """Return a definite noun as the actor it stands for."""
    return Name(
        start=match.start(),
        end=match.end(),
        sort="actor",
        actor=actor,
        name=name,
        kind=kind,
        method="definite-noun",
        confidence=confidence,
        genitive=bool(match["s"]),
    )


def _fits(noun: str, kind: str, name: str) -> bool:
    """Return whether a definite noun can stand for an actor of this kind and name."""
    if noun in _BY_KIND:
        return kind in _BY_KIND[noun]
    lowered = name.lower()
    indefinite = re.sub(r"(?:et|en|n)$", "", noun)
    return bool(re.search(rf"{re.escape(indefinite)}(?:et|en|n|a)?(?:\W|$)", lowered)) and not (
        noun == "bolaget" and not lowered.endswith("bolag")
    )


_BY_KIND = {
    "myndigheten": ("Agency", "Government"),
    "lärosätet": ("University", "UniversityCollege"),
    "kommunen": ("Municipality",),
}


def _only_one(noun: str, gazette: Gazetteer) -> Name | None:
    """Return the only actor at home in the county that the noun can mean, or None."""
    if noun in {"kommunen", "myndigheten", "föreningen", "förbundet", "bolaget"}:
        return None
    fitting = {r.iri: r for r in gazette.reference.actors if r.works_in(gazette.region) and _fits(noun, r.kind, r.name)}
    if len(fitting) != 1:
        return None
    record = next(iter(fitting.values()))
    return Name(start=0, end=0, sort="actor", actor=record.iri, name=gazette.by_iri[record.iri].name, kind=record.kind)
