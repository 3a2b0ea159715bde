"""The description of the graph itself, VoID: how much there is, of which classes and properties, and where the dumps are."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from samgraf.facts import SG
from samgraf.graph.namespaces import BASE, DEFINITIONS, PREFIXES, RDF_TYPE
from samgraf.publishing.dcat import SPACES, day_of, say, used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from samgraf.publishing.graphs import Published
    from samgraf.publishing.settings import Settings


def void_ttl(published: Published, settings: Settings, day: str) -> bytes:
    """Return the VoID description: sizes, classes, properties, vocabularies, where the dumps are."""
    triples = sorted(set(_void(published, settings, day)), key=str)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=used(triples)) or b""


def _void(published: Published, settings: Settings, day: str) -> Iterator[Triple]:
    """Yield what VoID says of the whole."""
    here = settings.address + "void.ttl#"
    kinds = Counter(getattr(quad.object, "value", "") for quad in published.quads if quad.predicate == RDF_TYPE)
    found = Counter(quad.predicate.value for quad in published.quads)
    subjects = {quad.subject for quad in published.quads}
    integer = NamedNode(PREFIXES["xsd"] + "integer")
    yield from say(
        here + "samgraf",
        [
            ("rdf:type", SPACES["void"] + "Dataset"),
            ("dcterms:title", Literal(settings.title, language="sv")),
            ("dcterms:license", settings.licence_iri),
            ("dcterms:publisher", settings.publisher_iri),
            ("dcterms:modified", day_of(day)),
            ("foaf:homepage", settings.address),
            ("void:triples", Literal(str(len(published.quads)), datatype=integer)),
            ("void:distinctSubjects", Literal(str(len(subjects)), datatype=integer)),
            ("void:classes", Literal(str(len(kinds)), datatype=integer)),
            ("void:properties", Literal(str(len(found)), datatype=integer)),
            ("void:uriSpace", Literal(BASE + "id/")),
            ("void:vocabulary", DEFINITIONS),
            *(("void:dataDump", settings.address + f"data/samgraf.{ending}") for ending in ("trig", "nq", "jsonld")),
            *(("void:exampleResource", iri) for iri in published.reports[:3]),
            *(
                ("void:classPartition", here + "klass-" + kind.removeprefix(SG))
                for kind in kinds
                if kind.startswith(SG)
            ),
            *(
                ("void:propertyPartition", here + "egenskap-" + name.removeprefix(SG))
                for name in found
                if name.startswith(SG)
            ),
        ],
    )
    for kind, count in kinds.items():
        if kind.startswith(SG):
            yield from say(
                here + "klass-" + kind.removeprefix(SG),
                [("void:class", kind), ("void:entities", Literal(str(count), datatype=integer))],
            )
    for name, count in found.items():
        if name.startswith(SG):
            yield from say(
                here + "egenskap-" + name.removeprefix(SG),
                [("void:property", name), ("void:triples", Literal(str(count), datatype=integer))],
            )
