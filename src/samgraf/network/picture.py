"""Actors and their links as a picture: those linked stand near each other, and every name can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.drawing.frame import Body, Picture, framed
from samgraf.drawing.lettering import LINE, Box, broken, label, name_width, text_width
from samgraf.drawing.marks import REACH, mark
from samgraf.drawing.svg import tag, words
from samgraf.network import about
from samgraf.network.columns import columns
from samgraf.network.layout import Size, lay_out
from samgraf.network.looks import LINK, link_legend, radius, sector_legend, size_legend, thickness
from samgraf.network.sectors import sector
from samgraf.network.shown import most_active, thinned, weights_of, without_the_lonely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

    from samgraf.network.layout import Point
    from samgraf.network.network import Network, View

TOP: dict[View, int] = {"actors": 40, "shared-goals": 40, "goals": 30}
"""So many actors (and goals) are drawn unless more are asked for: what a reader can take in, and a page can hold."""
NAME = 11.5
NAME_WIDTH = 118.0, 190.0
"""How wide a line of a name is, and may be where a single word needs it."""
WIDE = 1150.0
"""About how wide the parts of a network that do not hang together are set."""


def draw(network: Network, lang: str = "sv", top: int | None = None) -> Picture:
    """Return a network as a picture, with the `top` most active of its actors (and of its goals)."""
    top = top or TOP[network.view]
    if network.view == "goals":
        return columns(network, lang, top)
    whole = without_the_lonely(network.graph, most_active(network.graph, "actor", top))
    graph, least = thinned(whole)
    shown = set(graph)
    body = _body(graph)
    if not shown:
        body = _nobody(lang)
    meaning = {
        "actors": ("Storlek: aktörens insatser", "Size: the actor's insatser", "Linje: gemensamma insatser", "Line: insatser shared"),
        "shared-goals": ("Storlek: aktörens insatser", "Size: the actor's insatser", "Linje: gemensamma mål", "Line: goals shared"),
    }[network.view]  # fmt: skip
    english = lang == "en"
    legend = [
        sector_legend((graph.nodes[node]["sector"] for node in graph), lang),
        size_legend((graph.nodes[node]["insatser"] for node in graph), meaning[english], lang)
        + link_legend(weights_of(graph), meaning[2 + english], lang),
    ]
    notes = [
        *about.left_out(network, shown, lang),
        about.fewer_links(whole, graph, least, lang),
        about.source(network, lang),
    ]
    return framed(body, network.title[lang], about.scope(network, lang), legend if shown else [], notes)


def _body(graph: nx.Graph[str]) -> Body:
    """Return the links and, over them, the actors."""
    names = {node: _lines(graph.nodes[node]["label"]) for node in sorted(graph)}
    sizes = {node: _size(graph.nodes[node]["insatser"], lines) for node, lines in names.items()}
    points = lay_out(graph, sizes, WIDE)
    parts = [_link(graph, points, one, other) for one, other in sorted(tuple(sorted(edge)) for edge in graph.edges())]
    labels: list[Box] = []
    for node, (x, y) in sorted(points.items()):
        written, box = _actor(graph.nodes[node], node, names[node], (x, y))
        parts.append(written)
        labels.append(box)
    width = max((x + sizes[node].half for node, (x, _) in points.items()), default=0)
    height = max((y + sizes[node].below for node, (_, y) in points.items()), default=0)
    return Body(parts, labels, width, height)


def _lines(name: str) -> list[str]:
    """Return a name in at most three lines."""
    return broken(name, NAME, name_width(name, NAME, *NAME_WIDTH), 3)


def _size(insatser: int, lines: Sequence[str]) -> Size:
    """Return what an actor takes up: its mark, and its name under it."""
    r = radius(insatser) * REACH
    half = max([r, *(text_width(line, NAME) / 2 for line in lines)])
    return Size(half, r, r + 2 + NAME * LINE * len(lines))


def _link(graph: nx.Graph[str], points: Mapping[str, Point], one: str, other: str) -> str:
    """Return the line between two actors, and what they share as its title."""
    about_it = graph.edges[one, other]
    names = f"{graph.nodes[one]['label']} – {graph.nodes[other]['label']}: {about_it['shared']}"
    (x1, y1), (x2, y2) = points[one], points[other]
    return tag("line", title(names), x1=x1, y1=y1, x2=x2, y2=y2, stroke=LINK, stroke_opacity="0.55",
               stroke_width=thickness(about_it["weight"]), class_="link", data_from=one, data_to=other)  # fmt: skip


def _actor(about_it: Mapping[str, str], node: str, lines: list[str], point: Point) -> tuple[str, Box]:
    """Return an actor's mark with its name under it."""
    looks, r = sector(about_it["sector"]), radius(int(about_it["insatser"]))
    written, box = label(lines, point[0], point[1] + r * REACH + 2, NAME, anchor="middle", halo=True)
    drawn = [title(f"{about_it['label']} ({about_it['kind']})"), mark(looks.shape, *point, r, looks.colour), written]
    return tag(
        "g",
        drawn,
        class_="node",
        data_id=node,
        data_label=about_it["label"],
        data_sector=about_it["sector"] or "unknown",
    ), box


def title(text: str) -> str:
    """Return what is shown when one points at a thing."""
    return tag("title", words(text))


def _nobody(lang: str) -> Body:
    """Return what is drawn where no two actors are linked."""
    text = "No actors are linked in what was chosen." if lang == "en" else "Inga aktörer är kopplade i det som valts."
    written, box = label([text], 0, 6, 13)
    return Body([written], [box], box.width, 40)
