"""The answer to `bridging-actors`: who links others who would not meet otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.graph.namespaces import DECIMAL, INTEGER
from samgraf.network.build import actors_by_insatser
from samgraf.network.facts import Facts, to_parts
from samgraf.network.measures import betweenness, sectors_met
from samgraf.network.sectors import sector
from samgraf.swedish import order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from samgraf.answers import Row, Term


def bridging_rows(selected: Sequence[Mapping[str, Term | None]]) -> list[Row]:
    """Return one row for each actor that works with another: the best bridge first, then by sectors and name."""
    graph = actors_by_insatser(Facts(to_parts(selected)))
    between = betweenness(graph)
    linked = [node for node in graph if graph.degree(node)]
    linked.sort(
        key=lambda node: (-between[node], -len(sectors_met(graph, node)), order(graph.nodes[node]["label"]), node)
    )
    return [_row(graph, node, between[node]) for node in linked]


def _row(graph: nx.Graph[str], node: str, between: float) -> Row:
    """Return the row of one actor."""
    about, met = graph.nodes[node], sectors_met(graph, node)
    return (
        ox.NamedNode(node),
        ox.Literal(about["label"]),
        ox.Literal(about["kind"]),
        _integer(len(met)),
        ox.Literal(f"{between:.4f}".rstrip("0").rstrip("."), datatype=DECIMAL),
        ox.Literal("; ".join(sorted((sector(key).sv for key in met), key=order))),
        _integer(graph.degree(node)),
        _integer(about["insatser"]),
    )


def _integer(number: int) -> ox.Literal:
    """Return a whole number as a term."""
    return ox.Literal(str(number), datatype=INTEGER)
