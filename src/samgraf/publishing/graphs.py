"""What is published of a workspace: the reports with their evidence, what follows from them, the reference data.

Not published: findings (what samgraf asks about a report is between it and its author), what people said in review beyond
what it changed, links to the data of others that nobody has confirmed, and who signed a report (a person's name).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode

from samgraf.facts import SG, Facts
from samgraf.graph.namespaces import GRAPHS, RDF_TYPE, REFERENCE_GRAPHS, concept, sg
from samgraf.graph.report import to_nquads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

PERSONAL = frozenset({SG + "signedBy"})
_PRIVATE = ("/findings", "/review")
_LINK, _STATUS, _CONFIRMED = sg("Link"), sg("reviewStatus"), concept("review", "confirmed")


@dataclass(frozen=True)
class Published:
    """The statements that are published, sorted, and what is said of each thing."""

    quads: tuple[Quad, ...]

    @cached_property
    def facts(self) -> Facts:
        """Return the statements by subject and predicate."""
        return Facts(quad for quad in self.quads if isinstance(quad.subject, NamedNode))

    @cached_property
    def reports(self) -> tuple[str, ...]:
        """Return the IRIs of the reports, by year and then by region."""
        found = self.facts.of_type(SG + "Report")
        return tuple(sorted(found, key=lambda iri: (self.facts.all(iri, SG + "reportYear"), iri)))

    @cached_property
    def years(self) -> list[str]:
        """Return the years that reports are for, sorted."""
        return sorted({year for iri in self.reports for year in self.facts.all(iri, SG + "reportYear")})

    @cached_property
    def day(self) -> str:
        """Return the latest day that a report tells (ISO 8601), else the last day of the latest year, else a day long ago."""
        days = [day for iri in self.reports for day in self.facts.all(iri, SG + "reportDate")]
        return max(days, default="") or (f"{self.years[-1]}-12-31" if self.years else "2000-01-01")


def published(quads: Iterable[Quad]) -> Published:
    """Return the statements of a workspace that are published."""
    held = [
        quad
        for quad in quads
        if not str(getattr(quad.graph_name, "value", "")).endswith(_PRIVATE) and quad.predicate.value not in PERSONAL
    ]
    links = {quad.subject for quad in held if quad.predicate == RDF_TYPE and quad.object == _LINK}
    sure = {
        quad.subject
        for quad in held
        if quad.subject in links and quad.predicate == _STATUS and quad.object == _CONFIRMED
    }
    return Published(tuple(sorted((quad for quad in held if quad.subject not in links - sure), key=str)))


def is_reference(quad: Quad) -> bool:
    """Return whether a statement is of the reference data."""
    return str(getattr(quad.graph_name, "value", "")).startswith(REFERENCE_GRAPHS)


def region_graph(quad: Quad) -> str:
    """Return the key of the report whose graphs a statement is in, derived or not ("19-2023"), "" for others."""
    parts = str(getattr(quad.graph_name, "value", "")).removeprefix(GRAPHS).removeprefix("derived/").split("/")
    return "-".join(parts[:2]) if len(parts) >= 2 and parts[0].isdigit() else ""  # noqa: PLR2004  (region and year)


def nquads(quads: Iterable[Quad]) -> bytes:
    """Return statements as sorted N-Quads."""
    return to_nquads(quads)


def has_blank(quad: Quad) -> bool:
    """Return whether a statement speaks of a thing without an address."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
