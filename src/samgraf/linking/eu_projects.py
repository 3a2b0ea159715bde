"""The EU Knowledge Graph (Kohesio): projects that may be an insats, by name, beneficiary, programme and years.

Properties: P35 instance of (Q9934 project), P841 name of the beneficiary, P889 the beneficiary, P1 its Wikidata item, P1368
programme, P1584 fund, P20 start, P33 end. As the source of Kohesio asks them (github.com/ec-doris/kohesio-backend), read 2026-11-28.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from samgraf.errors import RemoteReplyError
from samgraf.linking.likeness import alike, folded
from samgraf.linking.link import Link, foreign_iri, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from samgraf.linking.asking import Asker
    from samgraf.linking.things import Place, Things, Work

NAME = "eu-projects"
ADDRESS = "https://query.linkedopendata.eu/bigdata/namespace/wdq/sparql"
ENTITIES = "https://linkedopendata.eu/entity/"
BATCH = 40
MOST = 5000
"""Rows that one query may give."""

WEIGHTS = {"name": 0.55, "beneficiary": 0.25, "programme": 0.1, "years": 0.1}
"""What each kind of evidence counts; a project with the same name, nothing else known, gets 0.55."""
LEAST_NAME, LEAST_NAME_OF_PARTNER, LEAST = 0.8, 0.6, 0.5
"""How like the names must be, also where the beneficiary takes part, and the least score that is proposed."""
MOST_SURE = 0.95
YEARS = 5
"""Years before that of the report in which a project may have ended."""
_PER_INSATS = 3
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FUNDS = {
    "regional": ("erdf", "regional development", "regionala utvecklingsfond"),
    "social": ("esf", "social fund", "socialfond"),
    "omställning": ("jtf", "just transition", "omställning"),
    "interreg": ("interreg", "territorial cooperation"),
}
"""How the EU's names of programmes and funds answer to a word of ours."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project as the EU Knowledge Graph describes it; names may stand in several languages."""

    iri: str
    names: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    items: tuple[str, ...]
    programmes: tuple[str, ...]
    start: int | None
    end: int | None


def propose(things: Things, ask: Asker, address: str) -> Iterator[Link]:
    """Yield the projects that may be an insats of the report, at most three an insats, with what speaks for each."""
    named = sorted({work.name for work in things.works if work.name})
    by_name, on, cut = _projects_by_name(named, ask, address)
    partners = {iri: things.actor(iri) for work in things.works for iri in work.actors}
    known = [actor for actor in partners.values() if actor]
    by_partner, later, also_cut = _projects_by_beneficiary(known, things.year, ask, address)
    projects = {**by_partner, **by_name}
    for work in things.works:
        actors = [actor for iri in work.actors if (actor := partners.get(iri))]
        scored = [scored for project in projects.values() if (scored := score(work, project, actors))]
        for confidence, grounds, project in sorted(scored, key=lambda one: (-one[0], one[2].iri))[:_PER_INSATS]:
            yield Link(
                kind="eu-project", subject=work.iri, target=project.iri, target_name=said(project.names[0]),
                method="project-match", confidence=confidence, grounds=grounds, found_at=address, found_on=max(on, later),
            )  # fmt: skip

    if cut or also_cut:
        raise RemoteReplyError(
            f"{address}: mer än {MOST} rader för ett enda namn; resten är inte med.",
            f"{address}: more than {MOST} rows for one name alone; the rest is left out.",
        )


def score(work: Work, project: Project, actors: Sequence[Place]) -> tuple[float, str, Project] | None:
    """Return how sure it is that a project is an insats, why, and the project; None where too little speaks for it."""
    likeness, name = max((alike(work.name, name), name) for name in project.names)
    partner = _partner(project, actors)
    if likeness < (LEAST_NAME_OF_PARTNER if partner else LEAST_NAME):
        return None
    said_of = [f"namnet är {likeness * 100:.0f} % likt ”{said(name)}”"]
    total = WEIGHTS["name"] * likeness
    if partner:
        total += WEIGHTS["beneficiary"]
        said_of.append(f"stödmottagaren {partner} deltar")
    if programme := _programme(project, work.funds):
        total += WEIGHTS["programme"]
        said_of.append(f"programmet är {said(programme)}")
    overlap = _overlap(work, project)
    if overlap is not None:
        total += WEIGHTS["years"] if overlap else -WEIGHTS["years"]
        years = f"{project.start or '?'}–{project.end or '?'}"
        said_of.append(f"åren {years} {'stämmer' if overlap else 'stämmer inte'} med insatsens")
    confidence = round(min(MOST_SURE, total), 2)
    return (confidence, "; ".join(said_of), project) if confidence >= LEAST else None


def _partner(project: Project, actors: Iterable[Place]) -> str | None:
    """Return the actor that is the project's beneficiary: the same Wikidata item, or the same name."""
    names = {folded(name) for name in project.beneficiaries}
    return next(
        (
            actor.name
            for actor in actors
            if folded(actor.name) in names or (actor.wikidata and actor.wikidata.rpartition("/")[2] in project.items)
        ),
        None,
    )


def _programme(project: Project, funds: Iterable[str]) -> str | None:
    """Return the project's programme or fund that answers to one of the insats's funds."""
    ours = folded(" ".join(funds))
    wanted = [word for key, words in _FUNDS.items() if key in ours for word in words]
    return next((name for name in project.programmes if any(word in folded(name) for word in wanted)), None)


def _overlap(work: Work, project: Project) -> bool | None:
    """Return whether the years of insats and project meet, None where those of one are not known."""
    if (work.start or work.end) is None or (project.start or project.end) is None:
        return None
    first, last = work.start or work.end or 0, work.end or 9999
    return (project.start or 0) <= last and first <= (project.end or 9999)


def _projects_by_name(names: Sequence[str], ask: Asker, address: str) -> tuple[dict[str, Project], str, bool]:
    """Return the projects that are called as an insats is, in Swedish or English, the day of the last answer, and if it was cut."""
    forms = sorted({form for name in names for form in (name, name[:1].upper() + name[1:], name.upper())})
    terms = [str(Literal(form, language=lang)) for form in forms for lang in ("sv", "en")]
    return _asked(terms, "?project rdfs:label ?wanted .", "", ask, address)


def _projects_by_beneficiary(
    actors: Sequence[Place], year: int, ask: Asker, address: str
) -> tuple[dict[str, Project], str, bool]:
    """Return the projects of those years whose beneficiary is an actor, by name or item, the day of the last answer, and if it was cut.

    Lists of beneficiaries often shout: a name is asked for in capitals too.
    """
    years = f"  FILTER(!BOUND(?start) || YEAR(?start) <= {year + 1})\n  FILTER(!BOUND(?end) || YEAR(?end) >= {year - YEARS})\n"
    names = sorted({form for actor in actors for form in (actor.name, actor.name.upper())})
    items = sorted({actor.wikidata.rpartition("/")[2] for actor in actors if actor.wikidata})
    named, on, cut = _asked([str(Literal(name)) for name in names], "?project wdt:P841 ?wanted .", years, ask, address)
    known, later, also_cut = _asked(
        [str(Literal(item)) for item in items], "?project wdt:P889/wdt:P1 ?wanted .", years, ask, address
    )
    return {**known, **named}, max(on, later), cut or also_cut


def _asked(
    terms: Sequence[str], where: str, also: str, ask: Asker, address: str
) -> tuple[dict[str, Project], str, bool]:
    """Return the projects that a condition finds for any of the terms; where an answer is full, for half of them at a time."""
    rows: list[dict[str, str]] = []
    waiting = [terms[at : at + BATCH] for at in range(0, len(terms), BATCH)]
    last, cut = "", False
    while waiting:
        some = waiting.pop(0)
        found, on = ask.sparql(
            address,
            "PREFIX wd: <https://linkedopendata.eu/entity/> PREFIX wdt: <https://linkedopendata.eu/prop/direct/> "
            "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
            "SELECT DISTINCT ?project ?label ?beneficiary ?item ?programme ?start ?end WHERE {\n"
            f"  VALUES ?wanted {{ {' '.join(some)} }}\n"
            f"  {where} ?project wdt:P35 wd:Q9934 ; rdfs:label ?label .\n"
            '  FILTER(LANG(?label) IN ("sv", "en"))\n'
            "  OPTIONAL { ?project wdt:P841 ?beneficiary }\n"
            "  OPTIONAL { ?project wdt:P889/wdt:P1 ?item }\n"
            '  OPTIONAL { ?project (wdt:P1368|wdt:P1584)/rdfs:label ?programme FILTER(LANG(?programme) = "en") }\n'
            "  OPTIONAL { ?project wdt:P20 ?start }\n"
            "  OPTIONAL { ?project wdt:P33 ?end }\n"
            f"{also}}} ORDER BY ?project ?label ?beneficiary LIMIT {MOST}",
        )
        if len(found) >= MOST and len(some) > 1:
            half = len(some) // 2
            waiting = [some[:half], some[half:], *waiting]
            continue
        cut = cut or len(found) >= MOST
        rows += found
        last = max(last, on)
    return _projects(rows), last, cut


def _projects(rows: Iterable[dict[str, str]]) -> dict[str, Project]:
    """Return the projects that rows describe, by address; each row has one of each of its values."""
    held: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        iri = foreign_iri(row.get("project"))
        if iri and iri.startswith(ENTITIES) and row.get("label"):
            about = held.setdefault(iri, {})
            for column, value in row.items():
                about.setdefault(column, set()).add(value)
    return {
        iri: Project(
            iri=iri,
            names=tuple(sorted(about["label"])),
            beneficiaries=tuple(sorted(about.get("beneficiary", ()))),
            items=tuple(sorted(value.rpartition("/")[2] for value in about.get("item", ()))),
            programmes=tuple(sorted(about.get("programme", ()))),
            start=min(_years(about.get("start", ())), default=None),
            end=max(_years(about.get("end", ())), default=None),
        )
        for iri, about in sorted(held.items())
    }


def _years(values: Iterable[str]) -> list[int]:
    """Return the years of dates as a service writes them."""
    return [int(found[0]) for value in values if (found := _YEAR.search(value))]
