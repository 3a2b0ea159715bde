"""What in a report can be linked: its actors, goals, funds, insatser and the statutes that its texts name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.facts import ID, SG, TYPE, Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

IDENTIFIER = "http://purl.org/dc/terms/identifier"
SAME = "http://schema.org/sameAs"
EXACT = "http://www.w3.org/2004/02/skos/core#exactMatch"
HIDDEN = "http://www.w3.org/2004/02/skos/core#hiddenLabel"
WIKIDATA = "http://www.wikidata.org/entity/"

_STATUTE = re.compile(
    r"(?:\b[Ll]ag(?:en)?|[Ff]örordning(?:en)?|[Kk]ungörelse(?:n)?|\b\w+(?:lag(?:en)?|balk(?:en)?)|\bSFS)\s*\(?\s*"
    r"(?P<number>(?:1[6-9]|20)\d\d:\d{1,4})\b\)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An actor that may be linked, and what identifies it."""

    iri: str
    name: str
    kinds: tuple[str, ...]
    provisional: bool
    number: str | None
    municipality: str | None
    county: str | None
    same: tuple[str, ...]

    @property
    def wikidata(self) -> str | None:
        """Return its Wikidata item, if it has one."""
        return next((iri for iri in self.same if iri.startswith(WIKIDATA)), None)


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that the report attributes something to; `title` is None where only its number is known."""

    iri: str
    title: str | None
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """A fund that the report names, with its own matches and those of the funds under it that were open that year."""

    iri: str
    name: str
    exact: tuple[str, ...]
    under: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Work:
    """An insats with what it can be known by elsewhere: name, years, the actors that take part, the funds' names."""

    iri: str
    name: str
    start: int | None
    end: int | None
    actors: tuple[str, ...]
    funds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """A statute that a text names by its number, "2010:630", and where."""

    number: str
    answer: str
    quote: str


@dataclass(frozen=True, slots=True)
class Things:
    """All of one report that can be linked; `report` is its key, "19-2023"."""

    report: str
    region: str
    year: int
    actors: tuple[Place, ...]
    goals: tuple[Aim, ...]
    funds: tuple[Money, ...]
    works: tuple[Work, ...]
    statutes: tuple[Statute, ...]

    def actor(self, iri: str) -> Place | None:
        """Return an actor by its address."""
        return next((actor for actor in self.actors if actor.iri == iri), None)


def things_of(report: str, quads: Iterable[Quad], reference: Facts) -> Things:
    """Return what of a report can be linked; `quads` are its own, `reference` the reference data."""
    facts = Facts(quads)
    region, year = report.split("-")
    named = {iri for found in facts.by_subject.values() for term in found.get(SG + "actor", ()) for iri in [term.value]}
    named.add(f"{ID}actor/region-{region}")
    return Things(
        report=report,
        region=region,
        year=int(year),
        actors=tuple(_actor(iri, facts, reference) for iri in sorted(named)),
        goals=tuple(_goal(iri, reference) for iri in _used(facts, "goal") if iri in reference.by_subject),
        funds=tuple(_fund(iri, int(year), reference) for iri in _used(facts, "fund")),
        works=tuple(_works(facts, reference)),
        statutes=tuple(sorted(_statutes(facts), key=lambda one: (one.number, one.answer))),
    )


def _used(facts: Facts, name: str) -> list[str]:
    """Return the values of one of our properties anywhere in the report, sorted, each once."""
    return sorted({term.value for found in facts.by_subject.values() for term in found.get(SG + name, ())})


def _name(iri: str, facts: Facts, reference: Facts) -> str:
    """Return what a thing is called."""
    return facts.one(iri, SG + "name") or reference.one(iri, SG + "name") or iri.rpartition("/")[2]


def _actor(iri: str, facts: Facts, reference: Facts) -> Place:
    """Return one actor with what the report and the reference data know of it."""
    kinds = {*facts.all(iri, TYPE), *reference.all(iri, TYPE)}
    return Place(
        iri=iri,
        name=_name(iri, facts, reference),
        kinds=tuple(sorted(kind.removeprefix(SG) for kind in kinds if kind.startswith(SG))),
        provisional=facts.one(iri, SG + "provisional") == "true",
        number=reference.one(iri, IDENTIFIER),
        municipality=reference.one(iri, SG + "municipalityCode"),
        county=reference.one(iri, SG + "county"),
        same=tuple(reference.all(iri, SAME)),
    )


def _goal(iri: str, reference: Facts) -> Aim:
    """Return one goal."""
    known = reference.one(iri, SG + "titleKnown") != "false"
    return Aim(iri, reference.one(iri, SG + "name") if known else None, tuple(reference.all(iri, EXACT)))


def _fund(iri: str, year: int, reference: Facts) -> Money:
    """Return one fund; one without a period has under it the same fund in the periods that were open that year."""
    broader = "http://www.w3.org/2004/02/skos/core#broader"
    below = [
        one
        for one in reference.of_type(SG + "EUFund")
        if one.startswith(f"{iri}-") and iri in reference.all(one, broader)
    ]
    opened = [
        (below_iri, match)
        for below_iri in below
        if int(reference.one(below_iri, SG + "validFrom") or 0)
        <= year
        <= int(reference.one(below_iri, SG + "validTo") or 9999)
        for match in reference.all(below_iri, EXACT)
    ]
    return Money(iri, reference.one(iri, SG + "name") or "", tuple(reference.all(iri, EXACT)), tuple(opened))


def _works(facts: Facts, reference: Facts) -> Iterator[Work]:
    """Yield each insats of the report, once, what its entries say taken together."""
    entries: dict[str, list[str]] = {}
    for entry in facts.of_type(SG + "InsatsEntry"):
        for insats in facts.all(entry, SG + "describesInsats"):
            entries.setdefault(insats, []).append(entry)
    for insats, told in sorted(entries.items()):
        parts = [part for entry in told for part in facts.all(entry, SG + "hasParticipation")]
        funding = [part for entry in told for part in facts.all(entry, SG + "hasFunding")]
        starts = [int(year) for entry in told for year in facts.all(entry, SG + "startYear")]
        ends = [int(year) for entry in told for year in facts.all(entry, SG + "endYear")]
        yield Work(
            iri=insats,
            name=facts.one(insats, SG + "name") or "",
            start=min(starts, default=None),
            end=max(ends, default=None),
            actors=tuple(sorted({iri for part in parts for iri in facts.all(part, SG + "actor")})),
            funds=tuple(
                sorted({_name(iri, facts, reference) for part in funding for iri in facts.all(part, SG + "fund")})
            ),
        )


def _statutes(facts: Facts) -> Iterator[Statute]:
    """Yield each statute once for each answer or entry that names it."""
    for kind, name in (("Answer", "text"), ("InsatsEntry", "description"), ("Output", "text"), ("Effect", "text")):
        for iri in facts.of_type(SG + kind):
            seen = set()
            for text in facts.all(iri, SG + name):
                for found in _STATUTE.finditer(text):
                    if found["number"] not in seen:
                        seen.add(found["number"])
                        yield Statute(found["number"], iri, " ".join(found[0].split()))
