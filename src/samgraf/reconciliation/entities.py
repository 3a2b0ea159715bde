"""What can be matched: actors of the registers and of the reports, goals, insatser; each with its names, types and properties."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from samgraf.facts import ID, SG, Facts
from samgraf.linking.things import IDENTIFIER, SAME
from samgraf.ontology import by_subject, kinds_under

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from samgraf.records import Reference
    from samgraf.store import Store

Value = str | int


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity.

    `sort` is "usual", "alias" (another full name), "acronym" (whose case counts), "short" (a bare place name), or "word" (a place
    name that is also a common word or a person's name: "Sala", "Nora"). It holds from `start` to `end`, None where it has no bound.
    """

    text: str
    sort: str = "usual"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a name may mean. `id` is its address under `https://w3id.org/samgraf/id/`."""

    id: str
    name: str
    types: tuple[str, ...]
    names: tuple[Name, ...]
    description: str = ""
    counties: frozenset[str] = frozenset()
    properties: dict[str, tuple[Value, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of entities: its local name in our vocabulary, what it is called, and the types above it."""

    id: str
    name: str
    broader: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entities:
    """All entities, sorted by id, and the types that they have."""

    all: tuple[Entity, ...]
    kinds: tuple[Kind, ...]

    def get(self, id_: str) -> Entity | None:
        """Return an entity by its id, or by its whole address."""
        wanted = id_.removeprefix(ID)
        return next((entity for entity in self.all if entity.id == wanted), None)


def load_entities(store: Store, records: Reference, quads: Iterable[ox.Quad]) -> Entities:
    """Return what can be matched: `records` and `quads` are the reference data, the store has the reports too."""
    held = list(quads)
    facts = Facts(held)
    subjects = by_subject(held)
    above = {kind: _above(kind, facts) for top in ("Actor", "Goal") for kind in kinds_under(top, subjects)}
    above["Insats"] = ("Insats",)
    found = {
        entity.id: entity
        for entity in (
            *_provisional(store, above),
            *_actors(records, facts, above),
            *_goals(records, facts, above),
            *_insatser(store),
        )
    }
    used = {kind for entity in found.values() for kind in entity.types}
    kinds = (
        Kind(kind, _kind_name(kind, facts), tuple(each for each in _parents(kind, facts) if each in used))
        for kind in used
    )
    return Entities(
        tuple(sorted(found.values(), key=lambda entity: entity.id)), tuple(sorted(kinds, key=lambda kind: kind.id))
    )


def _parents(kind: str, facts: Facts) -> list[str]:
    """Return the classes of ours right above one."""
    above = facts.all(SG + kind, "http://www.w3.org/2000/01/rdf-schema#subClassOf")
    return [iri.removeprefix(SG) for iri in above if iri.startswith(SG)]


def _above(kind: str, facts: Facts) -> tuple[str, ...]:
    """Return a class and all classes above it, nearest first."""
    found = [kind]
    for one in found:
        found += [parent for parent in _parents(one, facts) if parent not in found]
    return tuple(found)


def _kind_name(kind: str, facts: Facts) -> str:
    """Return what a class is called in Swedish."""
    label = facts.label(SG + kind)
    return label.sv if label else kind


def _actors(records: Reference, facts: Facts, above: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    """Yield the actors of the registers, each with all names that it has had."""
    counties = {county.code: county for county in records.counties}
    by_iri: dict[str, list[Name]] = {}
    usual = {}
    for record in records.actors:  # the usual name comes last
        bounds = (record.valid_from, record.valid_to)
        names = by_iri.setdefault(record.iri, [])
        names.append(Name(record.name, "usual", *bounds))
        names += [Name(alias, "alias", *bounds) for alias in record.aliases]
        names += [Name(acronym, "acronym", *bounds) for acronym in record.acronyms]
        if record.short:
            names.append(Name(record.short, "word" if record.ambiguous else "short", *bounds))
        usual[record.iri] = record
    for iri, record in usual.items():
        county = counties.get(record.county or "")
        yield Entity(
            id=iri.removeprefix(ID),
            name=record.name,
            types=above.get(record.kind, (record.kind,)),
            names=tuple(by_iri[iri]),
            description=", ".join(
                part for part in (_kind_name(record.kind, facts), county.name if county else "") if part
            ),
            counties=frozenset({record.county} if record.county else ()),
            properties=_known(
                kind=_kind_name(record.kind, facts),
                county=county.code if county else None,
                organisationNumber=facts.one(iri, IDENTIFIER),
                municipalityCode=facts.one(iri, SG + "municipalityCode"),
                nuts=county.nuts if county else None,
                sameAs=facts.all(iri, SAME),
            ),
        )


def _goals(records: Reference, facts: Facts, above: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    """Yield the goals whose titles are known, and those that have only a number."""
    frameworks = {framework.iri: framework for framework in records.frameworks}
    for goal in records.goals:
        framework = frameworks.get(goal.framework)
        of = framework.name if framework else ""
        kind = next(
            (k for k in facts.all(goal.iri, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type") if k.startswith(SG)),
            SG + "Goal",
        )
        name = goal.title or f"{of} {goal.number or ''}".strip()
        bounds = (framework.start, framework.end) if framework else (None, None)
        yield Entity(
            id=goal.iri.removeprefix(ID),
            name=name,
            types=above.get(kind.removeprefix(SG), ("Goal",)),
            names=(Name(name, "usual", *bounds), *(Name(title, "alias", *bounds) for title in goal.titles)),
            description=f"mål {goal.number} i {of}" if goal.number else f"mål i {of}",
            counties=frozenset({framework.region} if framework and framework.region else ()),
            properties=_known(
                kind=_kind_name(kind.removeprefix(SG), facts),
                number=goal.number,
                framework=of,
                county=framework.region if framework else None,
            ),
        )


def _provisional(store: Store, above: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    """Yield the actors that only reports know."""
    rows = store.query(
        "SELECT ?actor (MIN(STR(?called)) AS ?name) (MIN(STR(?class)) AS ?kind) WHERE { ?actor sg:provisional true ; sg:name ?called . "
        "OPTIONAL { ?actor a ?class FILTER(?class != sg:Actor) } } GROUP BY ?actor ORDER BY ?actor"
    )
    for row in cast("ox.QuerySolutions", rows):
        iri, name, kind = (term.value if term is not None else "" for term in row)
        local = kind.removeprefix(SG) or "Actor"
        code = iri.removeprefix(f"{ID}actor/provisional/").partition("/")[0]
        yield Entity(
            id=iri.removeprefix(ID), name=name, types=above.get(local, ("Actor",)), names=(Name(name),),
            description="i inget register", counties=frozenset({code}), properties=_known(county=code),
        )  # fmt: skip


def _insatser(store: Store) -> Iterator[Entity]:
    """Yield the insatser of all reports, each with every name that a report gives it."""
    rows = store.query(
        'SELECT ?insats (GROUP_CONCAT(DISTINCT ?called; separator="\\u001f") AS ?names) (MIN(?code) AS ?county) (MIN(?from) AS ?first) '
        '(MAX(?to) AS ?last) (GROUP_CONCAT(DISTINCT STR(?y); separator=" ") AS ?years) WHERE { ?entry sg:describesInsats ?insats ; '
        'sg:name ?called ; sg:inReport ?report . ?report sg:region ?region ; sg:reportYear ?y . BIND(STRAFTER(STR(?region), "/region-") AS ?code) '
        "OPTIONAL { ?entry sg:startYear ?from } OPTIONAL { ?entry sg:endYear ?to } } GROUP BY ?insats ORDER BY ?insats"
    )
    for row in cast("ox.QuerySolutions", rows):
        iri, names, county, first, last, years = (term.value if term is not None else "" for term in row)
        listed = sorted(name for name in names.split("\u001f") if name)
        if listed:
            yield Entity(
                id=iri.removeprefix(ID),
                name=listed[0],
                types=("Insats",),
                names=(Name(listed[0]), *(Name(name, "alias") for name in listed[1:])),
                description=f"insats, redovisad {', '.join(sorted(years.split()))}",
                counties=frozenset({county} if county else ()),
                properties=_known(
                    county=county, startYear=int(first) if first else None, endYear=int(last) if last else None,
                    reportYear=[int(year) for year in sorted(years.split())],
                ),
            )  # fmt: skip


def _known(**values: Value | Iterable[Value] | None) -> dict[str, tuple[Value, ...]]:
    """Return the properties that have a value."""
    listed = {name: (value,) if isinstance(value, (str, int)) else tuple(value or ()) for name, value in values.items()}
    return {name: tuple(value for value in found if value != "") for name, found in listed.items() if found}


def entities_of(path: Path | None) -> Entities:
    """Return the entities of a workspace; of the reference data alone where there is no workspace."""
    from samgraf.reference import load_reference, reference_quads  # noqa: PLC0415  (read when the service starts)
    from samgraf.store import from_quads, open_store  # noqa: PLC0415
    from samgraf.workspace import Workspace  # noqa: PLC0415

    if path is None:
        return load_entities(from_quads(()), load_reference(), reference_quads())
    workspace = Workspace.open(path)
    folder = workspace.reference_folder
    return load_entities(open_store(workspace, memory=True), load_reference(folder), reference_quads(folder))
