"""A network for other programs: GraphML (yEd, Gephi, Cytoscape), GEXF (Gephi), JSON of nodes and links, a workbook."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx

from samgraf.checked import showable
from samgraf.network import about
from samgraf.network.looks import GOAL, radius
from samgraf.network.sectors import sector
from samgraf.network.tables import centrality, edges_table, nodes_table
from samgraf.tables_xlsx import Sheet, workbook

if TYPE_CHECKING:
    from samgraf.network.network import Network

_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def to_graphml(network: Network) -> bytes:
    """Return a network as GraphML, each attribute with its type; node ids are the addresses."""
    out = io.BytesIO()
    nx.write_graphml_xml(_plain(network), out)
    return out.getvalue()


def to_gexf(network: Network) -> bytes:
    """Return a network as GEXF 1.2 with the colours and sizes of our pictures; the date of the day is left out."""
    graph = _plain(network)
    for node, held in graph.nodes(data=True):
        colour = GOAL if held["type"] == "goal" else sector(held["sector"]).colour
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        graph.nodes[node]["viz"] = {
            "color": {"r": red, "g": green, "b": blue, "a": 1.0},
            "size": radius(held["insatser"]),
        }
    out = io.BytesIO()
    nx.write_gexf(graph, out)
    return _TODAY.sub(b"", out.getvalue())


def to_json(network: Network, lang: str = "sv") -> bytes:
    """Return a network as JSON: what it is, its nodes, its links, as d3 and cytoscape read them."""
    graph = _plain(network)
    held = {
        "title": network.title[lang],
        "scope": about.scope(network, lang),
        "source": about.source(network, lang),
        "view": network.view,
        "nodes": [{"id": node, **graph.nodes[node]} for node in sorted(graph)],
        "links": [{"source": one, "target": other, **graph.edges[one, other]} for one, other in sorted(graph.edges())],
    }
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def to_xlsx(network: Network, lang: str = "sv") -> bytes:
    """Return a network as a workbook: the actors, the goals and the links, and what it all rests on."""
    english = lang == "en"
    sheets = [Sheet("Actors" if english else "Aktörer", centrality(network, lang))]
    if network.view == "goals":
        every = nodes_table(network, lang)
        goals = tuple(row for row in every.rows if row[2] is not None and row[2].value == "goal")
        only = replace(every, rows=goals).without("type", "kind", "sector")
        sheets.append(Sheet("Goals" if english else "Mål", only))
    sheets.append(Sheet("Links" if english else "Kopplingar", edges_table(network)))
    notes = [
        network.title[lang],
        about.scope(network, lang),
        about.source(network, lang),
        about.estimated(network, lang),
    ]
    return workbook(sheets, [note for note in notes if note], lang)


def _plain(network: Network) -> nx.Graph[str]:
    """Return the graph with all that is reckoned in its attributes, and no character that XML may not hold."""
    graph: nx.Graph[str] = nx.Graph(name=network.title.sv)
    for node in sorted(network.graph):
        held: dict[str, Any] = dict(network.graph.nodes[node])
        held |= {"betweenness": network.betweenness[node], "community": network.communities.get(node, 0)}
        graph.add_node(showable(node), **_showable(held))
    for one, other in sorted(network.graph.edges()):
        graph.add_edge(showable(one), showable(other), **_showable(network.graph.edges[one, other]))
    return graph


def _showable(held: dict[str, Any]) -> dict[str, Any]:
    """Return attributes whose texts XML may hold."""
    return {key: showable(value) if isinstance(value, str) else value for key, value in held.items()}
