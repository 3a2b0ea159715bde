"""A network as one HTML page that needs nothing but itself: the picture to move in, search and filter, the table beside.

The page names no other address. Its policy lets the browser run only the style and the script that are in it, by their
digests, so that a name from a report could never become either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.checked import showable
from samgraf.drawing.pages import TEMPLATES, policy, templates
from samgraf.network import about
from samgraf.network.looks import sectors_among
from samgraf.network.picture import draw
from samgraf.network.tables import centrality
from samgraf.swedish import number

if TYPE_CHECKING:
    from samgraf.answers import Answer, Plain
    from samgraf.network.network import Network

HEADS = {
    "actorName": ("Aktör", "Actor", "", ""),
    "insatser": ("Insatser", "Insatser", "Insatser som aktören medverkar i", "Insatser that the actor takes part in"),
    "partners": ("Kopplad till", "Linked to", "Så många andra aktörer", "So many other actors"),
    "goals": ("Mål", "Goals", "Så många mål", "So many goals"),
    "betweenness": (
        "Bro", "Bridge", "Andel av alla kortaste vägar mellan två andra som går genom aktören",
        "Share of all shortest ways between two others that pass through the actor",
    ),
    "sectors": ("Sektorer", "Sectors", "Sektorer bland dem den är kopplad till, och dess egen", "Sectors among those it is linked to, and its own"),
    "community": ("Grupp", "Group", "De som är mest kopplade till varandra har samma nummer", "Those most linked to each other have the same number"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """An actor in the table of the page."""

    id: str
    sector: str
    name: str
    kind: str
    links: int
    figures: tuple[str, ...]


def render(network: Network, lang: str = "sv", top: int | None = None) -> str:
    """Return the page about a network, in "sv" or "en"; the table has all actors, the picture the `top` most active."""
    picture = draw(network, lang, top)
    table = centrality(network, lang)
    style, script = ((TEMPLATES / name).read_text("utf-8").strip() for name in ("network.css", "network.js"))
    english = lang == "en"
    return showable(
        templates().get_template("network.html").render(
            lang=lang,
            say=lambda sv, en: en if english else sv,
            title=network.title[lang],
            scope=about.scope(network, lang),
            tall=picture.height > picture.width * 1.1,
            svg=picture.svg.replace('role="img"', 'role="group"', 1),
            sectors=sectors_among(network.graph.nodes[row.id]["sector"] for row in _rows(network, table, lang)),
            columns=[(HEADS[name][english], HEADS[name][2 + english]) for name in table.columns if name in HEADS],
            rows=_rows(network, table, lang),
            notes=[note for note in (about.estimated(network, lang), about.source(network, lang)) if note],
            style=style,
            script=script,
            policy=policy(style, script),
        )
    )  # fmt: skip


def _rows(network: Network, table: Answer, lang: str) -> list[Row]:
    """Return the rows of the table."""
    figures = [name for name in HEADS if name in table.columns and name != "actorName"]
    ordered = [name for name in table.columns if name in figures]
    return [
        Row(
            id=str(held["actor"]),
            sector=network.graph.nodes[str(held["actor"])]["sector"] or "unknown",
            name=str(held["actorName"]),
            kind=str(held["kind"] or ""),
            links=network.graph.degree(str(held["actor"])),
            figures=tuple(_figure(held[name], lang) for name in ordered),
        )
        for held in table.to_dicts()
    ]


def _figure(value: Plain, lang: str) -> str:
    """Return a figure as it is written in the language."""
    return "" if value is None or isinstance(value, str) else number(value, lang)  # type: ignore[arg-type]
