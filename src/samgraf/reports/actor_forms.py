"""The gazetteer: every surface form of every registered name, found by one Aho-Corasick automaton.

Forms are matched without regard to case and then judged: where the name begins and ends, whether its
case is that of a name, and what is hung on its end (a genitive -s, "-kontoret", ...).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

import ahocorasick

from samgraf.reports.actor_words import LAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from samgraf.reference import ActorRecord, CountyRecord, Reference

Sort = Literal["actor", "place", "county", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name that was found: where, what sort of thing it is, and which actor.

    `sort` is "actor", "place" (a bare municipality name), "county" (a bare county or province name) or "other"
    (a fund, a framework, a country: known, and no actor). `code` is the county code of a county.
    """

    start: int
    end: int
    sort: Sort
    actor: str | None = None
    name: str = ""
    kind: str = ""
    method: str = ""
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    code: str = ""
    genitive: bool = False


class Form(NamedTuple):
    """One surface form and what it may mean; `exact` forms (acronyms) are matched with their case."""

    text: str
    sort: Sort
    record: ActorRecord | None
    exact: bool
    code: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """The automaton for one region and year, and what else is looked up by name."""

    reference: Reference
    region: str
    year: int
    automaton: ahocorasick.Automaton
    counties: dict[str, CountyRecord]
    by_iri: dict[str, ActorRecord]
    vocabulary: tuple[str, ...]
    known: frozenset[str] = field(repr=False)
    places: frozenset[str] = field(repr=False)
    branches: dict[str, str] = field(repr=False)
    corrections: dict[str, str | None] = field(default_factory=dict, repr=False)


_built: dict[tuple[int, str, int], Gazetteer] = {}
_KEPT = 64


def gazetteer(reference: Reference, region: str, year: int) -> Gazetteer:
    """Return the gazetteer of a region and a year, built once for each reference."""
    key = (id(reference), region, year)
    if key not in _built or _built[key].reference is not reference:
        while len(_built) >= _KEPT:
            _built.pop(next(iter(_built)))
        _built[key] = _build(reference, region, year)
    return _built[key]


def _build(reference: Reference, region: str, year: int) -> Gazetteer:
    """Return a new gazetteer."""
    forms: dict[str, list[Form]] = {}
    for form in _forms(reference):
        same = forms.setdefault(form.text.lower(), [])
        if form not in same:
            same.append(form)
    automaton = ahocorasick.Automaton()
    for key, found in forms.items():
        automaton.add_word(key, (len(key), tuple(found)))
    automaton.make_automaton()
    tokens = {token for found in forms.values() for form in found for token in re.findall(r"[^\W\d_]+", form.text)}
    return Gazetteer(
        reference=reference,
        region=region,
        year=year,
        automaton=automaton,
        counties={county.code: county for county in reference.counties},
        by_iri={record.iri: record for record in reference.actors},
        vocabulary=tuple(sorted(token for token in tokens if len(token) >= _LONG)),
        known=frozenset(tokens),
        places=LAND | {key for key, found in forms.items() if any(form.sort in {"place", "county"} for form in found)},
        branches=_branches(reference, region),
    )


def _branches(reference: Reference, region: str) -> dict[str, str]:
    """Return the county's own branch of each national organisation that has one ("Coompanion Skåne"), by IRI."""
    local = [
        record
        for record in reference.actors
        if record.works_in(region) and " " in record.name and record.kind not in _OWN
    ]
    found: dict[str, str] = {}
    for record in reference.actors:
        if record.county is None and not record.serves and record.kind not in _OWN and record.valid_to is None:
            mine = {one.iri for one in local if one.kind == record.kind and one.name.startswith(f"{record.name} ")}
            if len(mine) == 1:
                found[record.iri] = mine.pop()
    return found


_MOVEMENTS = frozenset({"CivilSociety", "Network"})
"""Kinds whose name, in a county's report, means the county's own branch; a company's means the company."""
_OWN = frozenset({"Municipality", "Region", "CountyBoard", "Agency", "University", "UniversityCollege"})


_LONG = 8


def _forms(reference: Reference) -> Iterator[Form]:
    """Yield the surface forms of actors, places, counties, funds and frameworks."""
    for record in reference.actors:
        yield from _actor_forms(record)
    boards = {record.county: record for record in reference.actors if record.kind == "CountyBoard"}
    for county in reference.counties:
        for name in county_names(county):
            yield Form(name, "county", None, exact=False, code=county.code)
        if county.code in boards:
            yield Form(f"{genitive(county.short)} länsstyrelse", "actor", boards[county.code], exact=False)
    for names in (*(fund.names for fund in reference.funds), *(framework.names for framework in reference.frameworks)):
        for name in names:
            yield Form(name, "other", None, exact=len(name) < 8)  # noqa: PLR2004  (short names are acronyms)
    for place in LAND:
        yield Form(place.capitalize(), "county", None, exact=False)


def _actor_forms(record: ActorRecord) -> Iterator[Form]:
    """Yield the surface forms of one actor."""
    for name in (record.name, *record.aliases):
        yield Form(name, "actor", record, exact=name.isupper())
    for acronym in record.acronyms:
        yield Form(acronym, "actor", record, exact=True)
    if record.kind == "Municipality":
        short = place_name(record)
        for owner in dict.fromkeys((short, genitive(short))):
            for head in ("kommun", "stad"):
                yield Form(f"{owner} {head}", "actor", record, exact=False)
        yield Form(short, "place", record, exact=False)
    elif record.kind == "Region" and record.name.startswith("Region "):
        yield Form(genitive(record.name.removeprefix("Region ")) + " region", "actor", record, exact=False)


def county_names(county: CountyRecord) -> Iterator[str]:
    """Yield the ways to write a county's name: "Västmanland", "Västmanlands län", as its region is called."""
    yield county.short
    yield county.name
    yield f"{county.short} län"
    yield f"{genitive(county.short)} län"
    yield county.region_name.removeprefix("Region ")


def place_name(record: ActorRecord) -> str:
    """Return the bare place name of a municipality."""
    return record.short or re.sub(r"s? (?:kommun|stad)$", "", record.name, flags=re.IGNORECASE)


def genitive(name: str) -> str:
    """Return the Swedish genitive: -s, nothing after s, x, z."""
    return name if name[-1:] in "sxz" else f"{name}s"


def find_names(text: str, gazette: Gazetteer) -> list[Name]:
    """Return the registered names in a text in its order, the longest where two overlap."""
    lowered = (
        text.lower()
        if len(text.lower()) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
    hits: list[tuple[int, int, tuple[Form, ...]]] = []
    for last, (length, forms) in gazette.automaton.iter(lowered):
        start = last - length + 1
        if not _inside(text, start):
            hits.append((start, -length, forms))
    found: list[Name] = []
    reached = 0
    for start, minus, forms in sorted(hits, key=lambda hit: hit[:2]):
        if start < reached:
            continue
        name = _judge(text, start, start - minus, forms, gazette)
        if name is not None:
            found.append(name)
            reached = name.end
    return found


def _inside(text: str, at: int) -> bool:
    """Return whether a position is inside a word (or an address)."""
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_@/")


_HEADS = re.compile(
    r"-?(?:kontor(?:et|en)?|bolag(?:et|en)?|projekt(?:et|en)?|koncern(?:en)?|enhet(?:en)?|handläggare|rådgivare|"
    r"medarbetare|företrädare|gruppen|"
    r"distrikt(?:et)?|kansli(?:et)?|representant(?:er)?|finansierade?|finansierat|stödda|ledda?)s?(?!\w)",
)
_GENITIVE = re.compile(r"(?:s|:s|:S|’s|'s)(?![\w-])|s(?=-\s)")
_DEFINITE = re.compile(r"(?::(?:en|et|n|t)s?)(?![\w-])")
_LOWER_HEAD = re.compile(
    (
        r"\w*(?:styrelsen|verket|förmedlingen|myndigheten|kassan|kansliet|rådet|ämbetet|inspektionen|universitetet|"
        r"högskolan|kammaren|analys|polisen|kollegiet|mäteriet)\b"
    ),
)


def _judge(text: str, start: int, end: int, forms: tuple[Form, ...], gazette: Gazetteer) -> Name | None:
    """Return the name at a place, or None if it is not written as one."""
    surface = text[start:end]
    tail, stop = _tail(text, end)
    if tail is None:
        return None
    fitting = [form for form in forms if _case(surface, form) > 0 and not (tail == "compound" and form.sort != "actor")]
    if not fitting:
        return None
    weight = max(_case(surface, form) for form in fitting)
    actors = [form for form in fitting if form.sort == "actor"]
    places = [form for form in fitting if form.sort == "place"]
    method = {"": "register", "genitive": "register-genitive", "compound": "register-compound"}[tail]
    if not actors:
        form = next((f for f in places), fitting[0])
        code = next((f.code for f in fitting if f.code), "")
        if places:
            record = _as_region(_closest([f.record for f in places if f.record], gazette)[0], gazette)
            return Name(
                start=start,
                end=stop,
                sort="place",
                actor=record.iri,
                name=record.name,
                kind=record.kind,
                code=code,
                genitive=bool(tail),
            )
        return Name(start=start, end=stop, sort=form.sort, name=form.text, code=code, genitive=bool(tail))
    records = _closest([form.record for form in actors if form.record], gazette)
    if any(form.exact for form in actors) and surface.isupper():
        method = method.replace("register", "register-acronym")
        weight = min(weight, 0.9 if len(surface) > 2 else 0.6)  # noqa: PLR2004  (two letters stand for too much)
    if tail == "compound":
        weight = min(weight, 0.65)
    one = records[0]
    candidates: tuple[str, ...] = ()
    if one.iri in gazette.branches:
        candidates = (gazette.branches[one.iri],)
        if one.kind in _MOVEMENTS:
            candidates, one = (one.iri,), gazette.by_iri[candidates[0]]
            records = [one]
        method, weight = f"{method}-branch", min(weight, 0.85)
    if len({record.iri for record in records}) > 1:
        many = tuple(sorted({record.iri for record in records}))
        return Name(
            start=start,
            end=stop,
            sort="actor",
            actor=None,
            name=surface,
            kind=one.kind,
            method="register-ambiguous",
            confidence=0.6,
            candidates=many,
        )
    return Name(
        start=start,
        end=stop,
        sort="actor",
        actor=one.iri,
        name=gazette.by_iri[one.iri].name,
        kind=one.kind,
        method=method,
        confidence=weight,
        candidates=candidates,
        genitive=tail == "genitive",
    )


def _as_region(record: ActorRecord, gazette: Gazetteer) -> ActorRecord:
    """Return a municipality, or the region where both are one and the same (Gotland)."""
    county = gazette.counties.get(record.county or "")
    return gazette.by_iri.get(county.region_iri, record) if county and county.municipalities == 1 else record


def _tail(text: str, end: int) -> tuple[str | None, int]:
    """Return what is hung on a name's end and where that ends: "", "genitive", "compound"; None is another word."""
    if match := _GENITIVE.match(text, end):
        return "genitive", match.end()
    if match := _DEFINITE.match(text, end):
        return "", match.end()
    following = text[end : end + 1]
    if following and (following.isalnum() or following in "-_") and text[end : end + 2] != "- ":
        match = _HEADS.match(text, end)
        return ("compound", match.end()) if match else (None, end)
    if following == "-":
        return None, end
    return "", end


def _case(surface: str, form: Form) -> float:
    """Return how well the case fits a name: 0 not at all, else the confidence it gives."""
    if surface == form.text:
        return 0.97
    if form.exact:
        capital = surface[:1].isupper() and surface[1:].islower() and len(surface) > 2  # noqa: PLR2004
        return 0.7 if capital and form.sort == "actor" and form.text.isupper() else 0.0
    if surface[:1].isupper():
        return 0.93
    if form.sort == "actor" and " " in surface and surface[1:] == form.text[1:]:
        return 0.85  # a name whose first letter a dash before it has made small
    return 0.85 if form.sort == "actor" and _LOWER_HEAD.match(surface) else 0.0


def _closest(records: Iterable[ActorRecord], gazette: Gazetteer) -> list[ActorRecord]:
    """Return the records that a form means here.

    Those of the report's own county, else the national ones, else all; those valid in its year first.
    """

    def rank(record: ActorRecord) -> tuple[int, bool]:
        valid = (record.valid_from or 0) <= gazette.year <= (record.valid_to or 9999)
        return (0 if record.county == gazette.region else 1 if record.county is None else 2, not valid)

    ordered = sorted(records, key=lambda record: (rank(record), record.iri))
    best = rank(ordered[0])
    return [record for record in ordered if rank(record) == best]
