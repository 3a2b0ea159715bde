"""What people have said about a report, as statements of its review graph: who, when, why, about which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from samgraf.graph.iris import mint, slug
from samgraf.graph.namespaces import DERIVED_FROM, PREFIXES, RDF_TYPE, THINGS, concept, review_graph, sg
from samgraf.graph.writer import fold, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.review.corrections import Outcome
    from samgraf.review.records import Value

_PROV = PREFIXES["prov"]
_MAIN = {
    "actor": ("actor", "name"),
    "role": ("role",),
    "goal": ("goal",),
    "fund": ("fund", "actor", "name"),
    "figure": ("value",),
    "period": ("start_year", "end_year"),
    "basis": ("basis",),
    "horizon": ("horizon",),
    "entry": ("name",),
    "left": ("name",),
}
"""The fields that say what a thing is, by its kind: the first with an address, else all as text."""


def review_quads(outcomes: Iterable[Outcome], region: str, year: int) -> list[Quad]:
    """Return the statements about a report's corrections, sorted; a rejected reading is kept here, and only here."""
    graph = review_graph(region, year)
    quads: set[Quad] = set()
    for outcome in outcomes:
        record = outcome.record
        iri = mint("correction", record.id)
        person = mint("person", slug(record.who))
        about: dict[NamedNode, NamedNode | Literal | None] = {
            RDF_TYPE: sg("Correction"),
            sg("correctsReport"): mint("report", f"{region}-{year}"),
            sg("decision"): concept("review", record.decision),
            sg("correctionState"): Literal(outcome.state),
            sg("correctedKind"): Literal(record.kind),
            sg("correctedText"): text(fold(record.surface)),
            sg("correctedQuote"): text(fold(record.quote)),
            sg("correctionReason"): text(record.why) if record.why else None,
            NamedNode(_PROV + "wasAttributedTo"): person,
            NamedNode(_PROV + "generatedAtTime"): Literal(
                record.when, datatype=NamedNode(PREFIXES["xsd"] + "dateTime")
            ),
            DERIVED_FROM: mint("source", record.source),
        }
        quads.update(Quad(iri, name, value, graph) for name, value in about.items() if value is not None)
        quads.update(Quad(iri, name, value, graph) for name, value in _values("readAs", record.kind, record.old))
        quads.update(Quad(iri, name, value, graph) for name, value in _values("heldToBe", record.kind, record.new))
        quads.add(Quad(person, RDF_TYPE, NamedNode(_PROV + "Person"), graph))
        quads.add(Quad(person, sg("name"), text(record.who), graph))
    return sorted(quads, key=str)


def _values(name: str, kind: str, held: Mapping[str, Value]) -> list[tuple[NamedNode, NamedNode | Literal]]:
    """Return a reading as a thing where it has an address, and as text."""
    said = [str(held[field]) for field in _MAIN.get(kind, ()) if held.get(field) is not None]
    things = [value for value in said if value.startswith(THINGS)]
    words = [value for value in said if not value.startswith(THINGS)]
    found: list[tuple[NamedNode, NamedNode | Literal]] = [
        (sg(f"{name}Thing"), NamedNode(value)) for value in things[:1]
    ]
    if words:
        found.append((sg(name), text("–".join(words) if kind == "period" else words[0])))
    return found
