"""The graph of a report's links: each a thing of its own, and beside them what somebody has accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast, get_args

from pyoxigraph import NamedNode, Quad

from samgraf.facts import SG, Facts
from samgraf.graph.iris import mint
from samgraf.graph.namespaces import PREFIXES, RDF_TYPE, concept, links_graph, sg
from samgraf.graph.writer import date, decimal, text
from samgraf.linking.link import Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import Literal

    from samgraf.linking.link import Status

_SKOS, _DCT, _SCHEMA = PREFIXES["skos"], PREFIXES["dcterms"], "http://schema.org/"
PROPERTIES: dict[LinkKind, str] = {
    "same": _SCHEMA + "sameAs",
    "place": _DCT + "spatial",
    "fund": _SKOS + "exactMatch",
    "statute": _DCT + "references",
    "global-goal": _SKOS + "relatedMatch",
    "eu-project": _SKOS + "closeMatch",
    "data-set": _DCT + "relation",
    "indicator": _DCT + "relation",
}
"""What an accepted link of a kind states, as the code list says too (`sg:linkProperty`)."""


def to_quads(report: str, links: Iterable[Link], statuses: Mapping[str, Status]) -> list[Quad]:
    """Return the statements about a report's links, sorted; of those that are confirmed, also what they state."""
    region, year = report.split("-")
    graph = links_graph(region, int(year))
    quads: set[Quad] = set()
    for link in links:
        iri = mint("link", report, link.key)
        status = statuses.get(link.key, "unreviewed")
        about: dict[str, NamedNode | Literal | None] = {
            "inReport": mint("report", report),
            "linkKind": concept("link-kind", link.kind),
            "linksFrom": NamedNode(link.subject),
            "linksTo": NamedNode(link.target),
            "targetName": text(link.target_name),
            "method": text(link.method),
            "confidence": decimal(round(link.confidence, 2)),
            "linkGrounds": text(link.grounds),
            "foundAt": text(link.found_at),
            "foundOn": date(link.found_on),
            "reviewStatus": concept("review", status),
        }
        quads.add(Quad(iri, RDF_TYPE, sg("Link"), graph))
        quads.update(Quad(iri, sg(name), value, graph) for name, value in about.items() if value is not None)
        if status == "confirmed":
            quads.add(Quad(NamedNode(link.subject), NamedNode(PROPERTIES[link.kind]), NamedNode(link.target), graph))
    return sorted(quads, key=str)


def from_quads(quads: Iterable[Quad]) -> list[Link]:
    """Return the links that a graph holds, sorted; what is none of ours is left out."""
    facts = Facts(quads)
    found = []
    for iri in facts.of_type(SG + "Link"):
        kind = (facts.one(iri, SG + "linkKind") or "").rpartition("/")[2]
        subject, target = (facts.one(iri, SG + name) for name in ("linksFrom", "linksTo"))
        if kind in get_args(LinkKind) and subject and target:
            found.append(
                Link(
                    kind=cast("LinkKind", kind),
                    subject=subject,
                    target=target,
                    target_name=facts.one(iri, SG + "targetName") or "",
                    method=facts.one(iri, SG + "method") or "",
                    confidence=float(facts.one(iri, SG + "confidence") or 0),
                    grounds=facts.one(iri, SG + "linkGrounds") or "",
                    found_at=facts.one(iri, SG + "foundAt") or "",
                    found_on=facts.one(iri, SG + "foundOn"),
                )
            )
    return sorted(found, key=lambda link: (link.kind, link.subject, -link.confidence, link.target))
