"""A network with everything that is told of it: who is in it, the figures, what it rests on and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from samgraf import queries
from samgraf.errors import UsageError
from samgraf.network import build, measures
from samgraf.network.aims import read_places, to_aims
from samgraf.network.chosen import Choice, chosen
from samgraf.network.facts import Facts, to_parts
from samgraf.parameters import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from samgraf.absence import Engine
    from samgraf.answers import Answer

View = Literal["goals", "actors", "shared-goals"]
VIEWS: tuple[View, ...] = get_args(View)
TITLES: dict[View, Text] = {
    "goals": Text("Aktörer och de mål de arbetar mot", "Actors and the goals they work towards"),
    "actors": Text("Aktörer som samverkar i insatser", "Actors who work together in insatser"),
    "shared-goals": Text("Aktörer som arbetar mot samma mål", "Actors who work towards the same goals"),
}


@dataclass(frozen=True)
class Network:
    """A network: what it shows (`view`), its graph in networkx, and the facts and the choice that it rests on."""

    view: View
    graph: nx.Graph[str]
    facts: Facts
    choice: Choice

    @cached_property
    def betweenness(self) -> dict[str, float]:
        """Return the share of shortest ways that pass through each node."""
        return measures.betweenness(self.graph)

    @cached_property
    def communities(self) -> dict[str, int]:
        """Return the group of each node that has a neighbour, 1 the largest."""
        return measures.communities(self.graph)

    @property
    def title(self) -> Text:
        """Return what the network shows."""
        return TITLES[self.view]

    @property
    def regions(self) -> list[str]:
        """Return the names of the regions whose reports it rests on."""
        return sorted({work.region for _, work in self.facts.parts})

    @property
    def years(self) -> list[int]:
        """Return the years of those reports."""
        return sorted({work.year for _, work in self.facts.parts})

    def picture(self, lang: str = "sv", top: int | None = None) -> str:
        """Return the network as a picture in SVG, with the `top` most active."""
        from samgraf.network.picture import draw  # noqa: PLC0415  (they need this module)

        return draw(self, lang, top).svg

    def table(self, lang: str = "sv") -> Answer:
        """Return the actors with their figures, the best bridge first."""
        from samgraf.network.tables import centrality  # noqa: PLC0415  (they need this module)

        return centrality(self, lang)

    def _repr_html_(self) -> str:
        """Return the picture for a notebook, within the width of the page."""
        return f'<div style="max-width:100%;overflow:auto">{self.picture()}</div>'


def read_network(
    store: Engine, library: Mapping[str, queries.Query], view: View = "actors", choice: Choice | None = None
) -> Network:
    """Return the network of what a store holds, of one view, with what was chosen.

    Raises:
        UsageError: there is no such view, or a choice means nothing.
    """
    if view not in VIEWS:
        raise UsageError(
            f"{view!r} är ingen vy; välj {', '.join(VIEWS)}.", f"{view!r} is no view; choose {', '.join(VIEWS)}."
        )
    choice = choice or Choice()
    asked = {name: value for name in ("region", "year", "question") if (value := getattr(choice, name)) is not None}
    parts = to_parts(queries.selected(queries.find(library, "bridging-actors"), store, **asked))
    aims = to_aims(queries.selected(queries.find(library, "insats-goals"), store, **asked), read_places(store))
    facts = chosen(Facts(parts, aims), choice)
    makers = {"goals": build.actors_goals, "actors": build.actors_by_insatser, "shared-goals": build.actors_by_goals}
    graph = makers[view](facts)
    weak = [edge for edge in graph.edges() if graph.edges[edge]["weight"] < choice.least]
    graph.remove_edges_from(weak)
    return Network(view, graph, facts, choice)
