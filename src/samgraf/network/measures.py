"""What is reckoned on a network: who lies between others, and which groups hold together.

networkx goes through sets in an order that differs between runs where nodes are texts; so nodes become numbers first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

EXACT = 4_000_000
"""Nodes times edges up to which betweenness is exact; that takes some four seconds. Above it, it is estimated."""
FEWEST_PIVOTS = 50
SEED = 1


def betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    """Return, for each node, the share of all shortest ways between two others that pass through it, 0 to 1.

    In a graph too large for that it is an estimate from as many nodes as `pivots` says, chosen by a fixed seed.
    """
    order, numbered = _numbered(graph)
    found = nx.betweenness_centrality(numbered, k=pivots(graph), seed=SEED)
    return {order[number]: round(value, 4) for number, value in found.items()}


def pivots(graph: nx.Graph[str]) -> int | None:
    """Return from how many nodes betweenness is estimated, None where it is exact."""
    nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
    return None if nodes * edges <= EXACT else min(nodes, max(FEWEST_PIVOTS, EXACT // edges))


def communities(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the group of each node that has a neighbour: 1 the largest, by Louvain's method with a fixed seed.

    A group is nodes more linked to each other than to the rest. Nodes without neighbours are in none.
    """
    order, numbered = _numbered(graph)
    numbered.remove_nodes_from([node for node, degree in list(numbered.degree()) if degree == 0])
    if not numbered:
        return {}
    groups = nx.community.louvain_communities(numbered, weight="weight", seed=SEED)
    ranked = sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))
    return {order[number]: rank for rank, group in enumerate(ranked, start=1) for number in group}


def sectors_met(graph: nx.Graph[str], node: str) -> list[str]:
    """Return the sectors that an actor and those it is linked to belong to, sorted; a sector not known is not counted."""
    near: Iterable[str] = [node, *graph[node]]
    return sorted({graph.nodes[one].get("sector", "") for one in near} - {""})


def _numbered(graph: nx.Graph[str]) -> tuple[list[str], nx.Graph[int]]:
    """Return the nodes in order, and the graph with each node's place in that order in its stead."""
    order = sorted(graph)
    place = {node: number for number, node in enumerate(order)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(order)))
    for one, other in sorted(tuple(sorted((place[a], place[b]))) for a, b in graph.edges()):
        numbered.add_edge(one, other, weight=graph.edges[order[one], order[other]].get("weight", 1))
    return order, numbered
