"""The graphs: actors linked by what they did together, and actors linked to the goals they worked towards.

Nodes are addresses. Every attribute of a node or an edge is text or a number, so that any program can read it. Nodes and
edges are added in order: the same facts give the same graph, and what is reckoned on it the same figures.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from samgraf.network.facts import Actor, Facts, Goal, Work

SEPARATOR = "; "


def actors_by_insatser(facts: Facts) -> nx.Graph[str]:
    """Return actors linked by the insatser in which both took part; the weight is how many."""
    crews: dict[Hashable, set[str]] = {}
    for actor, work in facts.parts:
        crews.setdefault(work, set()).add(actor.iri)
    return _linked(facts, crews, {work: (work.insats, work.name) for work in {work for _, work in facts.parts}})


def actors_by_goals(facts: Facts) -> nx.Graph[str]:
    """Return actors linked by the goals towards which both worked, together or not; the weight is how many."""
    crews: dict[Hashable, set[str]] = {}
    goals = _goals(facts)
    for actor, work in facts.parts:
        for goal in goals.get(work, ()):
            crews.setdefault(goal, set()).add(actor.iri)
    return _linked(facts, crews, {goal: (goal.iri, goal.label) for goal in crews})  # type: ignore[attr-defined]


def actors_goals(facts: Facts) -> nx.Graph[str]:
    """Return actors linked to the goals they worked towards; the weight is the number of insatser."""
    graph: nx.Graph[str] = nx.Graph()
    goals = _goals(facts)
    taking_part = [(actor, work) for actor, work in facts.parts if work in goals]
    _add_actors(graph, taking_part)
    works: dict[Goal, set[Work]] = {}
    links: dict[tuple[Actor, Goal], set[Work]] = {}
    for actor, work in taking_part:
        for goal in goals[work]:
            works.setdefault(goal, set()).add(work)
            links.setdefault((actor, goal), set()).add(work)
    for goal in sorted(works):
        graph.add_node(
            goal.iri,
            type="goal",
            label=goal.label,
            framework=goal.framework,
            area=goal.area,
            number=goal.number,
            insatser=len({work.insats for work in works[goal]}),
            regions=SEPARATOR.join(sorted({work.region for work in works[goal]})),
        )
    for actor, goal in sorted(links):
        shared = {work.insats: work.name for work in sorted(links[actor, goal])}
        graph.add_edge(actor.iri, goal.iri, weight=len(shared), shared=SEPARATOR.join(sorted(set(shared.values()))))
    return graph


def _goals(facts: Facts) -> dict[Work, list[Goal]]:
    """Return the goals of each insats."""
    found: dict[Work, list[Goal]] = {}
    for work, goal in facts.aims:
        found.setdefault(work, []).append(goal)
    return found


def _linked(facts: Facts, crews: dict[Hashable, set[str]], about: dict[Hashable, tuple[str, str]]) -> nx.Graph[str]:
    """Return actors linked by what they share; `about` gives the address and the name of each thing that is shared."""
    graph: nx.Graph[str] = nx.Graph()
    _add_actors(graph, facts.parts)
    links: dict[tuple[str, str], dict[str, str]] = {}
    for thing, crew in crews.items():
        iri, name = about[thing]
        for pair in combinations(sorted(crew), 2):
            known = links.setdefault(pair, {})
            known[iri] = min(known.get(iri, name), name)
    for (one, other), things in sorted(links.items()):
        graph.add_edge(one, other, weight=len(things), shared=SEPARATOR.join(sorted(set(things.values()))))
    return graph


def _add_actors(graph: nx.Graph[str], parts: Iterable[tuple[Actor, Work]]) -> None:
    """Add the actors with what is known of them, in the order of their addresses."""
    works: dict[Actor, set[Work]] = {}
    for actor, work in parts:
        works.setdefault(actor, set()).add(work)
    for actor in sorted(works):
        graph.add_node(
            actor.iri,
            type="actor",
            label=actor.name,
            kind=actor.kind,
            sector=actor.sector,
            insatser=len({work.insats for work in works[actor]}),
            regions=SEPARATOR.join(sorted({work.region for work in works[actor]})),
        )
