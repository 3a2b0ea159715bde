"""A network as tables: who is central, every node, every link; answers as any other, so that they print and export alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.answers import Answer
from samgraf.graph.namespaces import DECIMAL, INTEGER
from samgraf.network.measures import sectors_met
from samgraf.network.sectors import UNKNOWN, sector
from samgraf.parameters import Text
from samgraf.swedish import order

if TYPE_CHECKING:
    from samgraf.answers import Row, Term
    from samgraf.network.network import Network

CENTRALITY = (
    "actor",
    "actorName",
    "kind",
    "sector",
    "insatser",
    "partners",
    "betweenness",
    "sectors",
    "community",
    "regions",
)
"""The columns of the table of actors. `partners` are the actors, or in the view `goals` the goals, that one is linked to."""
NODES = ("id", "label", "type", "kind", "sector", "framework", "area", "number", "insatser", "links", "betweenness",
         "community", "regions")  # fmt: skip
EDGES = ("source", "sourceName", "target", "targetName", "weight", "shared")


def centrality(network: Network, lang: str = "sv") -> Answer:
    """Return one row an actor: the best bridge first, then by insatser, partners and name."""
    graph = network.graph
    actors = [node for node in graph if graph.nodes[node]["type"] == "actor"]
    actors.sort(key=lambda node: (-network.betweenness[node], -graph.nodes[node]["insatser"], -graph.degree(node),
                                  order(graph.nodes[node]["label"]), node))  # fmt: skip
    columns = (
        CENTRALITY if network.view != "goals" else tuple("goals" if name == "partners" else name for name in CENTRALITY)
    )
    if network.view == "goals":
        columns = tuple(name for name in columns if name != "sectors")
    rows = tuple(_central(network, node, lang) for node in actors)
    sentence = Text(
        f"{len(rows)} aktörer. betweenness: andelen av alla kortaste vägar mellan två andra som går genom aktören.",
        f"{len(rows)} actors. betweenness: the share of all shortest ways between two others that pass through the actor.",
    )
    empty = Text("Inga aktörer i det som valts.", "No actors in what was chosen.")
    return Answer("network", network.title, columns=columns, rows=rows, sentence=sentence, why_empty=empty)


def nodes_table(network: Network, lang: str = "sv") -> Answer:
    """Return one row a node, in the order of their addresses."""
    rows = tuple(_node(network, node, lang) for node in sorted(network.graph))
    return Answer("network-nodes", network.title, columns=NODES, rows=rows, why_empty=_nothing())


def edges_table(network: Network) -> Answer:
    """Return one row a link, in the order of the addresses; `shared` is what the two have in common."""
    labels = {node: str(network.graph.nodes[node]["label"]) for node in network.graph}
    rows: list[Row] = []
    for one, other in sorted(network.graph.edges()):
        held = network.graph.edges[one, other]
        ends = (ox.Literal(one), ox.Literal(labels[one]), ox.Literal(other), ox.Literal(labels[other]))
        rows.append((*ends, _whole(held["weight"]), ox.Literal(held["shared"])))
    return Answer("network-edges", network.title, columns=EDGES, rows=tuple(rows), why_empty=_nothing())


def _central(network: Network, node: str, lang: str) -> Row:
    """Return the row of one actor."""
    held = network.graph.nodes[node]
    known = sector(held["sector"])
    cells: list[Term | None] = [
        ox.NamedNode(node),
        ox.Literal(held["label"]),
        ox.Literal(held["kind"]),
        None if known is UNKNOWN else ox.Literal(known.name(lang)),
        _whole(held["insatser"]),
        _whole(network.graph.degree(node)),
        _share(network.betweenness[node]),
    ]
    if network.view != "goals":
        cells.append(_whole(len(sectors_met(network.graph, node))))
    group = network.communities.get(node)
    return (*cells, _whole(group) if group else None, ox.Literal(held["regions"]))


def _node(network: Network, node: str, lang: str) -> Row:
    """Return the row of one node."""
    held = network.graph.nodes[node]
    known = sector(held.get("sector", ""))
    group = network.communities.get(node)
    texts = [held.get(name, "") for name in ("label", "type", "kind")]
    texts += ["" if known is UNKNOWN else known.name(lang)]
    texts += [held.get(name, "") for name in ("framework", "area", "number")]
    return (
        ox.Literal(node),
        *(ox.Literal(text) if text else None for text in texts),
        _whole(held["insatser"]),
        _whole(network.graph.degree(node)),
        _share(network.betweenness[node]),
        _whole(group) if group else None,
        ox.Literal(held["regions"]),
    )


def _whole(number: int) -> ox.Literal:
    """Return a whole number as a term."""
    return ox.Literal(str(number), datatype=INTEGER)


def _share(value: float) -> ox.Literal:
    """Return a share as a term."""
    return ox.Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=DECIMAL)


def _nothing() -> Text:
    """Return what is said of an empty table."""
    return Text("Inget i det som valts.", "Nothing in what was chosen.")
