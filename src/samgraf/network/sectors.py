"""The sectors of society: their names from the code list, and the colour and shape in which each is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.graph.namespaces import PREFIXES
from samgraf.resources import folder

if TYPE_CHECKING:
    from samgraf.drawing.marks import Shape


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector: its key, its names, its colour and its shape; neither colour nor shape is another sector's."""

    key: str
    sv: str
    en: str
    colour: str
    shape: Shape

    def name(self, lang: str) -> str:
        """Return the sector's name in one language."""
        return self.en if lang == "en" else self.sv


LOOKS: dict[str, tuple[str, Shape]] = {
    "municipal": ("#0072B2", "circle"),
    "regional": ("#D55E00", "square"),
    "state": ("#009E73", "diamond"),
    "academia": ("#CC79A7", "hexagon"),
    "business": ("#E69F00", "triangle"),
    "business-support": ("#56B4E9", "pentagon"),
    "civil-society": ("#B8A900", "down"),
    "international": ("#5B3A8C", "star"),
    "other": ("#4D4D4D", "cross"),
}
"""Colours of Okabe and Ito (yellow darkened, violet and grey added), which people with any colour vision tell apart."""
UNKNOWN = Sector("", "okänd sektor", "unknown sector", "#FFFFFF", "circle")
"""What an actor belongs to of which the graph says nothing: drawn empty."""


@cache
def sectors() -> dict[str, Sector]:
    """Return the sectors by key, in the order of the code list."""
    path = folder("ontology") / "codelists" / "sector.ttl"
    names: dict[str, dict[str, str]] = {}
    label = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
    for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE):
        if quad.predicate == label and isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
            names.setdefault(quad.subject.value.rpartition("/")[2], {})[quad.object.language or ""] = quad.object.value
    return {
        key: Sector(key, names[key]["sv"], names[key]["en"], *looks) for key, looks in LOOKS.items() if key in names
    }


def sector(key: str) -> Sector:
    """Return a sector by its key, `UNKNOWN` for one that the code list does not have."""
    return sectors().get(key, UNKNOWN)
