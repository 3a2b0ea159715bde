"""The names that the graphs are written with: our vocabulary, the things' addresses, the graphs."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode

BASE = "https://w3id.org/samgraf/"
DEFINITIONS = BASE + "def/"
THINGS = BASE + "id/"
GRAPHS = BASE + "graph/"
SHAPES = BASE + "shapes/"
REFERENCE_GRAPHS = GRAPHS + "reference/"
DERIVED_GRAPHS = GRAPHS + "derived/"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "id": THINGS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sg": DEFINITIONS,
    "sgs": SHAPES,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that our Turtle and our tables use, by name."""

RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
TITLE = NamedNode(PREFIXES["dcterms"] + "title")
DERIVED_FROM = NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
INTEGER = NamedNode(PREFIXES["xsd"] + "integer")
DECIMAL = NamedNode(PREFIXES["xsd"] + "decimal")
DATE = NamedNode(PREFIXES["xsd"] + "date")
BOOLEAN = NamedNode(PREFIXES["xsd"] + "boolean")


@cache
def sg(name: str) -> NamedNode:
    """Return a class or property of our vocabulary by its local name."""
    return NamedNode(DEFINITIONS + name)


@cache
def concept(scheme: str, key: str) -> NamedNode:
    """Return a concept of a code list, `concept("role", "partner")`."""
    return NamedNode(f"{THINGS}{scheme}/{key}")


def report_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds one report."""
    return NamedNode(f"{GRAPHS}{region}/{year}")


def evidence_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds a report's evidence."""
    return NamedNode(f"{GRAPHS}{region}/{year}/evidence")


def review_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds what people have said about a report's evidence."""
    return NamedNode(f"{GRAPHS}{region}/{year}/review")


def findings_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds a report's findings."""
    return NamedNode(f"{GRAPHS}{region}/{year}/findings")


def links_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds a report's links to the data of others."""
    return NamedNode(f"{GRAPHS}{region}/{year}/links")


def derived_graph(region: str, year: int) -> NamedNode:
    """Return the name of the graph that holds what follows from a report."""
    return NamedNode(f"{DERIVED_GRAPHS}{region}/{year}")


def compact(iri: str) -> str:
    """Return an IRI as a person reads it: `insats/19/create`, `sg:Goal`, or unchanged if it is not ours."""
    if iri.startswith(THINGS):
        return iri[len(THINGS) :]
    for prefix, address in PREFIXES.items():
        if prefix != "id" and iri.startswith(address) and iri != address:
            return f"{prefix}:{iri[len(address) :]}"
    return iri
