"""What a picture shows of a network that is larger than a picture: the most active, and their strongest links."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable

LINKS_PER_NODE = 2.5
"""So many links for each node can be followed by eye; a denser picture shows only the strongest."""


def most_active(graph: nx.Graph[str], kind: str, top: int) -> set[str]:
    """Return the linked nodes of a kind that are in most insatser, of equals those with most links, then by name."""
    nodes = [node for node in graph if graph.nodes[node]["type"] == kind and graph.degree(node)]
    nodes.sort(key=lambda node: (-graph.nodes[node]["insatser"], -graph.degree(node), graph.nodes[node]["label"], node))
    return set(nodes[:top])


def without_the_lonely(graph: nx.Graph[str], nodes: Iterable[str]) -> nx.Graph[str]:
    """Return some nodes of a graph with the links between them, without those that none of the links reaches."""
    part = graph.subgraph(nodes)
    return graph.subgraph([node for node in part if part.degree(node)])


def weights_of(graph: nx.Graph[str]) -> list[int]:
    """Return the weights of a graph's links."""
    return [graph.edges[edge]["weight"] for edge in graph.edges()]


def thinned(graph: nx.Graph[str]) -> tuple[nx.Graph[str], int]:
    """Return a graph with no more links than can be followed, and the least weight of which all links are there.

    What hangs together still does, by its strongest links, which may be weaker than that weight.
    """
    limit = LINKS_PER_NODE * graph.number_of_nodes()
    weights = sorted(set(weights_of(graph)))
    least = weights[0] if weights else 1
    if graph.number_of_edges() <= limit:
        return graph, least
    for least in weights:
        if sum(weight >= least for weight in weights_of(graph)) <= limit:
            break
    else:
        least = weights[-1] + 1
    kept: nx.Graph[str] = nx.Graph()
    kept.add_nodes_from((node, graph.nodes[node]) for node in sorted(graph))
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    for one, other in sorted((min(edge), max(edge)) for edge in graph.edges()):
        ordered.add_edge(one, other, **graph.edges[one, other])
    strong = [edge for edge in ordered.edges(data=True) if edge[2]["weight"] >= least]
    kept.add_edges_from([*strong, *nx.maximum_spanning_edges(ordered, weight="weight", data=True)])
    return kept, least
