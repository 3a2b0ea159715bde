"""Who and what exists before any report is read: actors, goals, funds, counties, from `ontology/**/*.ttl`.

The Turtle files are the source; nothing about an actor or a goal is written in Python.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from samgraf.ontology import (
    DEFINITIONS,
    THINGS,
    by_subject,
    kinds_under,
    ontology_files,
    read_turtle,
    reference_graphs,
    reference_quads,
    stamps,
)
from samgraf.records import ActorRecord, CountyRecord, FrameworkRecord, FundRecord, GoalRecord, PatternRecord, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from samgraf.ontology import Properties, Stamps

__all__ = [
    "ActorRecord",
    "CountyRecord",
    "FrameworkRecord",
    "FundRecord",
    "GoalRecord",
    "PatternRecord",
    "Reference",
    "load_reference",
    "reference_graphs",
    "reference_quads",
    "to_reference",
]

GOAL_LEVELS = {
    "Goal": "objective",
    "GoalArea": "area",
    "PolicyObjective": "area",
    "StrategicArea": "area",
    "Target": "target",
    "ProgrammeObjective": "objective",
    "NationalPriority": "priority",
    "SDG": "sdg",
}
"""The level that a goal's class implies, where the goal itself does not state one."""

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SKOS = "http://www.w3.org/2004/02/skos/core#"


def load_reference(extra: Path | None = None) -> Reference:
    """Return the reference data of the installed ontology, with that of a folder besides; read once for each state of it.

    Raises:
        ReadError: a file is not Turtle.
    """
    return _load(stamps(extra))


@lru_cache(maxsize=8)
def _load(extra: Stamps) -> Reference:
    """Return the reference data of the ontology and of files besides."""
    besides = (quad for path, _, _ in extra for quad in read_turtle(path))
    return to_reference([*(quad for _, quads in ontology_files() for quad in quads), *besides])


def to_reference(quads: Iterable[Quad]) -> Reference:
    """Return the records that a set of statements holds."""
    subjects = by_subject(quads)
    kinds = {
        iri: [value.removeprefix(DEFINITIONS) for value in about.get(_TYPE, ())] for iri, about in subjects.items()
    }
    actor_kinds = kinds_under("Actor", subjects) - kinds_under("Fund", subjects)
    fund_kinds = kinds_under("Fund", subjects)
    actors = [
        record
        for iri, about in subjects.items()
        if (kind := next((kind for kind in sorted(kinds[iri]) if kind in actor_kinds), None))
        for record in _actors(iri, kind, about, subjects)
    ]
    goals = [_goal(iri, kinds[iri], about) for iri, about in subjects.items() if GOAL_LEVELS.keys() & kinds[iri]]
    frameworks = [_framework(iri, about) for iri, about in subjects.items() if "GoalFramework" in kinds[iri]]
    funds = [_fund(iri, about) for iri, about in subjects.items() if fund_kinds & set(kinds[iri])]
    patterns = [_pattern(about) for iri, about in subjects.items() if "NamePattern" in kinds[iri]]
    counties = [_county(about, actors) for iri, about in subjects.items() if "County" in kinds[iri]]
    return Reference(
        actors=tuple(sorted(actors, key=_usual_name_last)),
        frameworks=tuple(sorted(frameworks, key=lambda record: record.iri)),
        goals=tuple(sorted(goals, key=lambda record: record.iri)),
        funds=tuple(sorted(funds, key=lambda record: record.iri)),
        counties=tuple(sorted(counties, key=lambda record: record.code)),
        patterns=tuple(sorted(patterns, key=lambda record: (record.word, record.position))),
        templates=tuple(sorted(iri for iri in subjects if "Template" in kinds[iri])),
    )


def _actors(iri: str, kind: str, about: Properties, subjects: Mapping[str, Properties]) -> Iterator[ActorRecord]:
    """Yield an actor's record, and one for each name that it has only had for a time."""
    names = _names(about)
    yield ActorRecord(
        iri=iri,
        name=names[0],
        kind=kind,
        aliases=names[1:],
        acronyms=_values(about, "acronym"),
        county=_county_code(about),
        valid_from=_year(about, "validFrom"),
        valid_to=_year(about, "validTo"),
        short=_first(about, "shortName"),
        ambiguous=_first(about, "ambiguousShortName") == "true",
        serves=tuple(value.removeprefix(THINGS + "county/") for value in _values(about, "serves")),
    )
    for period in (subjects[node] for node in _values(about, "namePeriod") if node in subjects):
        dated = _names(period)
        yield ActorRecord(
            iri=iri,
            name=dated[0],
            kind=kind,
            aliases=dated[1:],
            acronyms=_values(period, "acronym"),
            county=_county_code(about),
            valid_from=_year(period, "validFrom"),
            valid_to=_year(period, "validTo"),
        )


def _usual_name_last(record: ActorRecord) -> tuple[str, bool, int, str]:
    """Return what actors are sorted by: their IRI, and names that only hold for a time before the usual one."""
    return record.iri, record.valid_from is None, record.valid_from or 0, record.name


def _framework(iri: str, about: Properties) -> FrameworkRecord:
    """Return the record of a set of goals; its kind is the first word of its key."""
    key = iri.removeprefix(THINGS + "framework/")
    names = _names(about)
    return FrameworkRecord(
        iri=iri,
        key=key,
        kind=key.split("-")[0],
        name=names[0],
        names=_distinct((*names, *_values(about, "acronym"))),
        region=_region_code(about),
        start=_year(about, "validFrom"),
        end=_year(about, "validTo"),
    )


def _goal(iri: str, kinds: Iterable[str], about: Properties) -> GoalRecord:
    """Return the record of a goal."""
    implied = next(GOAL_LEVELS[kind] for kind in sorted(kinds, key=lambda kind: kind == "Goal") if kind in GOAL_LEVELS)
    names = _names(about) if _first(about, "titleKnown") != "false" else ()
    return GoalRecord(
        iri=iri,
        framework=_first(about, "inFramework") or "",
        level=_first(about, "level") or implied,
        number=_first(about, "number"),
        title=names[0] if names else None,
        titles=names[1:],
        area=_first(about, "inArea"),
    )


def _fund(iri: str, about: Properties) -> FundRecord:
    """Return the record of a source of money."""
    names = _names(about)
    return FundRecord(
        iri=iri,
        name=names[0],
        names=_distinct((*names, *_values(about, "acronym"))),
        start=_year(about, "validFrom"),
        end=_year(about, "validTo"),
    )


def _pattern(about: Properties) -> PatternRecord:
    """Return the record of a name pattern."""
    kind = (_first(about, "memberKind") or "").removeprefix(DEFINITIONS)
    return PatternRecord(word=_names(about)[0], position=_first(about, "position") or "", kind=kind)


def _county(about: Properties, actors: Iterable[ActorRecord]) -> CountyRecord:
    """Return the record of a county, its region and the number of its municipalities taken from the actors."""
    code = _first(about, "countyCode") or ""
    at_home = [actor for actor in actors if actor.county == code]
    region = next((actor for actor in at_home if actor.kind == "Region"), None)
    return CountyRecord(
        code=code,
        name=_names(about)[0],
        short=_first(about, "shortName") or "",
        region_name=region.name if region else "",
        region_iri=region.iri if region else "",
        nuts=_first(about, "nuts") or "",
        municipalities=sum(actor.kind == "Municipality" for actor in at_home),
    )


def _names(about: Properties) -> tuple[str, ...]:
    """Return a thing's names in Swedish: its own first, then its other labels, sorted."""
    own = [*_values(about, "name"), *about.get(f"{_SKOS}prefLabel@sv", ()), *about.get(f"{_SKOS}prefLabel", ())][:1]
    others = {*about.get(f"{_SKOS}prefLabel@sv", ()), *about.get(f"{_SKOS}altLabel", ())}
    return _distinct((*(own or [""]), *sorted(others)))


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return values in their order, each once."""
    return tuple(dict.fromkeys(values))


def _values(about: Properties, name: str) -> tuple[str, ...]:
    """Return all values of one of our own properties, sorted."""
    return tuple(sorted(about.get(DEFINITIONS + name, ())))


def _first(about: Properties, name: str) -> str | None:
    """Return the value of one of our own properties, or None."""
    return next(iter(_values(about, name)), None)


def _year(about: Properties, name: str) -> int | None:
    """Return a year; dates count as their year."""
    value = _first(about, name)
    return int(value[:4]) if value and value[:4].isdecimal() else None


def _county_code(about: Properties) -> str | None:
    """Return the code of the county that a thing belongs to."""
    value = _first(about, "county")
    return value.removeprefix(THINGS + "county/") if value else None


def _region_code(about: Properties) -> str | None:
    """Return the code of the county whose region has decided on a set of goals."""
    value = _first(about, "ofRegion")
    return value.rpartition("-")[2] if value else None
