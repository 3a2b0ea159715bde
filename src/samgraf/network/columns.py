"""Actors and goals as two columns with lines between: every row has a place of its own, so that no names collide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from samgraf.drawing.frame import Body, Picture, framed
from samgraf.drawing.lettering import LINE, Box, broken, label
from samgraf.drawing.marks import mark
from samgraf.drawing.svg import GREY, INK, tag, words
from samgraf.network import about
from samgraf.network.looks import GOAL, LINK, link_legend, radius, sector_legend, size_legend, thickness
from samgraf.network.sectors import UNKNOWN, sector, sectors
from samgraf.network.shown import most_active, weights_of, without_the_lonely
from samgraf.swedish import order

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

    from samgraf.network.network import Network

NAME, HEADING = 11.5, 11.5
LEFT, BETWEEN, RIGHT = 250.0, 330.0, 420.0
"""How wide the actors' names, the room for lines and the goals' names are."""
GAP, ABOVE_HEADING = 7.0, 12.0
MARK_ROOM = 26.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a column: a heading (`node` is "") or an actor or goal, its lines of text, its upper edge and height.

    A `plain` heading is one under another heading.
    """

    node: str
    lines: tuple[str, ...]
    top: float
    height: float
    plain: bool = False

    @property
    def middle(self) -> float:
        """Return where its mark and its lines are."""
        return self.top + self.height / 2


def columns(network: Network, lang: str, top: int) -> Picture:
    """Return actors to the left by sector, goals to the right by framework and area, lines where they worked towards."""
    most = most_active(network.graph, "actor", top) | most_active(network.graph, "goal", top)
    graph = without_the_lonely(network.graph, most)
    left, right = _actor_rows(graph, lang), _goal_rows(graph, lang)
    left, right = _balanced(left, right)
    labels: list[Box] = []
    parts = _links(graph, left, right)
    for row in left:
        parts.append(_left(graph, row, labels))
    for row in right:
        parts.append(_right(graph, row, labels))
    height = max((row.top + row.height for row in (*left, *right)), default=30)
    if not graph:
        text = "No goals in what was chosen." if lang == "en" else "Inga mål i det som valts."
        written, box = label([text], 0, 6, 13)
        parts, labels = [written], [box]
    body = Body(parts, labels, LEFT + BETWEEN + RIGHT, height)
    english = lang == "en"
    counts = [graph.nodes[node]["insatser"] for node in graph]
    weights = weights_of(graph)
    legend = [
        sector_legend((graph.nodes[node]["sector"] for node in _kind(graph, "actor")), lang),
        size_legend(counts, "Size: number of insatser" if english else "Storlek: antal insatser", lang)
        + link_legend(weights, "Line: insatser towards the goal" if english else "Linje: insatser mot målet", lang),
    ]
    notes = [*about.left_out(network, set(graph), lang), about.source(network, lang)]
    return framed(body, network.title[lang], about.scope(network, lang), legend if graph else [], notes)


def _kind(graph: nx.Graph[str], kind: str) -> list[str]:
    """Return the nodes of a kind, in the order of their names."""
    nodes = [node for node in graph if graph.nodes[node]["type"] == kind]
    return sorted(nodes, key=lambda node: (order(graph.nodes[node]["label"]), node))


def _goal_order(graph: nx.Graph[str]) -> list[tuple[str, str, list[str]]]:
    """Return goals by framework, that with most insatser first, and by area; each with its nodes by number."""
    groups: dict[tuple[str, str], list[str]] = {}
    counted: dict[str, int] = {}
    for node in _kind(graph, "goal"):
        held = graph.nodes[node]
        groups.setdefault((held["framework"], held["area"]), []).append(node)
        counted[held["framework"]] = counted.get(held["framework"], 0) + held["insatser"]
    keys = sorted(groups, key=lambda key: (not key[0], -counted[key[0]], order(key[0]), order(key[1])))
    return [(*key, groups[key]) for key in keys]


def _goal_rows(graph: nx.Graph[str], lang: str) -> list[Row]:
    """Return the rows of the goals, with a heading for each framework and area."""
    rows: list[Row] = []
    last = None
    unsaid = "Framework not stated" if lang == "en" else "Ramverk inte angivet"
    for framework, area, nodes in _goal_order(graph):
        named = framework or unsaid
        heading = named if named != last else ""
        last = named
        _heading(rows, heading, RIGHT)
        _heading(rows, area, RIGHT, close=bool(heading), plain=True)
        whole = "The area as a whole" if lang == "en" else "Området som helhet"
        for node in sorted(nodes, key=lambda node: graph.nodes[node]["label"] != area):
            name = whole if graph.nodes[node]["label"] == area else graph.nodes[node]["label"]
            _add(rows, node, broken(name, NAME, RIGHT - MARK_ROOM, 2))
    return rows


def _actor_rows(graph: nx.Graph[str], lang: str) -> list[Row]:
    """Return the rows of the actors, with a heading for each sector; in a sector by where their goals are."""
    places = {node: at for at, node in enumerate(node for _, _, nodes in _goal_order(graph) for node in nodes)}
    rows: list[Row] = []
    for each in (*sectors().values(), UNKNOWN):
        nodes = [node for node in _kind(graph, "actor") if sector(graph.nodes[node]["sector"]) is each]
        middles = {node: sum(places[goal] for goal in graph[node]) / graph.degree(node) for node in nodes}
        nodes.sort(key=lambda node: (middles[node], order(graph.nodes[node]["label"]), node))
        if nodes:
            _heading(rows, each.name(lang).capitalize(), LEFT)
        for node in nodes:
            _add(rows, node, broken(graph.nodes[node]["label"], NAME, LEFT - MARK_ROOM, 2))
    return rows


def _heading(rows: list[Row], text: str, width: float, *, close: bool = False, plain: bool = False) -> None:
    """Add a heading, if there is any text, with more room above it than above other rows."""
    if text:
        top = (rows[-1].top + rows[-1].height + (2 if close else ABOVE_HEADING)) if rows else 0.0
        lines = tuple(broken(text, HEADING, width - 6, 2, bold=True))
        rows.append(Row("", lines, top, HEADING * LINE * len(lines), plain))


def _add(rows: list[Row], node: str, lines: Sequence[str]) -> None:
    """Add a row for an actor or a goal."""
    top = rows[-1].top + rows[-1].height + GAP if rows else 0.0
    rows.append(Row(node, tuple(lines), top, NAME * LINE * len(lines)))


def _balanced(left: list[Row], right: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return two columns of which the shorter is spread, as far as it does not look empty, and set in the middle."""
    tall = max((rows[-1].top + rows[-1].height for rows in (left, right) if rows), default=0.0)
    return _spread(left, tall), _spread(right, tall)


def _spread(rows: list[Row], tall: float) -> list[Row]:
    """Return rows with more room between them, at most half again, and the rest of the room above and below."""
    if not rows:
        return rows
    own = rows[-1].top + rows[-1].height
    more = min(1.5, tall / own) if own else 1.0
    start = (tall - own * more) / 2
    return [replace(row, top=start + row.top * more) for row in rows]


def _links(graph: nx.Graph[str], left: Sequence[Row], right: Sequence[Row]) -> list[str]:
    """Return the lines, those of many insatser last, in the colour of the actor's sector."""
    heights = {row.node: row.middle for row in (*left, *right)}
    start, end = LEFT + 2, LEFT + BETWEEN - 2
    found = []
    for actor in _kind(graph, "actor"):
        looks = sector(graph.nodes[actor]["sector"])
        for goal in sorted(graph[actor]):
            held = graph.edges[actor, goal]
            y1, y2, bend = heights[actor], heights[goal], (end - start) * 0.45
            path = f"M{start:.1f} {y1:.1f}C{start + bend:.1f} {y1:.1f} {end - bend:.1f} {y2:.1f} {end:.1f} {y2:.1f}"
            said = f"{graph.nodes[actor]['label']} – {graph.nodes[goal]['label']}: {held['shared']}"
            drawn = tag("path", tag("title", words(said)), d=path, fill="none", stroke_opacity="0.6",
                        stroke=LINK if looks is UNKNOWN else looks.colour, stroke_width=thickness(held["weight"]),
                        class_="link", data_from=actor, data_to=goal)  # fmt: skip
            found.append((held["weight"], drawn))
    return [drawn for _, drawn in sorted(found, key=lambda pair: pair[0])]


def _left(graph: nx.Graph[str], row: Row, labels: list[Box]) -> str:
    """Return a row of the actors: its text ends where its mark begins."""
    if not row.node:
        return _head(row, LEFT, "end", labels)
    held = graph.nodes[row.node]
    looks = sector(held["sector"])
    written, box = label(list(row.lines), LEFT - MARK_ROOM, row.top, NAME, anchor="end")
    labels.append(box)
    drawn = mark(looks.shape, LEFT - 10, row.middle, min(radius(held["insatser"]), 9), looks.colour)
    inner = [tag("title", words(f"{held['label']} ({held['kind']})")), drawn, written]
    return tag(
        "g", inner, class_="node", data_id=row.node, data_label=held["label"], data_sector=held["sector"] or "unknown"
    )


def _right(graph: nx.Graph[str], row: Row, labels: list[Box]) -> str:
    """Return a row of the goals."""
    x = LEFT + BETWEEN
    if not row.node:
        return _head(row, x, "start", labels)
    held = graph.nodes[row.node]
    written, box = label(list(row.lines), x + MARK_ROOM, row.top, NAME)
    labels.append(box)
    drawn = mark("circle", x + 10, row.middle, min(radius(held["insatser"]), 9), GOAL)
    inner = [tag("title", words(f"{held['framework']}: {held['label']}")), drawn, written]
    return tag("g", inner, class_="node goal", data_id=row.node, data_label=held["label"])


def _head(row: Row, x: float, anchor: str, labels: list[Box]) -> str:
    """Return a heading."""
    written, box = label(
        list(row.lines), x, row.top, HEADING, anchor=anchor, bold=True, fill=GREY if row.plain else INK
    )
    labels.append(box)
    return written
