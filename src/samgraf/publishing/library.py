"""The library of questions as RDF: each a `sh:SPARQLExecutable`, as the SPARQL examples of other data sets are published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from samgraf.api import library
from samgraf.graph.namespaces import PREFIXES, RDF_TYPE, THINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.publishing.settings import Settings
    from samgraf.queries import Query

_SH = "http://www.w3.org/ns/shacl#"
_SCHEMA = "https://schema.org/"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_KINDS = {"select": ("SPARQLSelectExecutable", "select"), "computed": ("SPARQLSelectExecutable", "select"),
          "construct": ("SPARQLConstructExecutable", "construct"), "ask": ("SPARQLAskExecutable", "ask")}  # fmt: skip


def query_iri(name: str) -> str:
    """Return the IRI of a question of the library."""
    return f"{THINGS}query/{name}"


def library_triples(settings: Settings) -> list[Triple]:
    """Return what is said of each question, sorted."""
    return sorted((triple for query in library().values() for triple in _query(query, settings)), key=str)


def library_ttl(settings: Settings) -> bytes:
    """Return the library as Turtle."""
    spaces = {"rdfs": _RDFS, "schema": _SCHEMA, "sh": _SH, "dcterms": PREFIXES["dcterms"]}
    return serialize(library_triples(settings), format=RdfFormat.TURTLE, prefixes=spaces) or b""


def _query(query: Query, settings: Settings) -> Iterator[Triple]:
    """Yield what is said of one question; the text is the query as it runs anywhere, with nothing restricted."""
    iri = NamedNode(query_iri(query.id))
    kind, holds = _KINDS[query.kind]

    def say(name: str, value: NamedNode | Literal) -> Triple:
        return Triple(iri, NamedNode(name), value)

    yield Triple(iri, RDF_TYPE, NamedNode(_SH + "SPARQLExecutable"))
    yield Triple(iri, RDF_TYPE, NamedNode(_SH + kind))
    for lang, title, question in (("sv", query.title.sv, query.question.sv), ("en", query.title.en, query.question.en)):
        yield say(_RDFS + "label", Literal(title, language=lang))
        yield say(_RDFS + "comment", Literal(question, language=lang))
    yield say(_SH + holds, Literal(f"{_prefixes(query)}{query.text}"))
    yield say(PREFIXES["dcterms"] + "identifier", Literal(query.id))
    yield say(_SCHEMA + "target", NamedNode(f"{settings.address}void.ttl#samgraf"))
    for tag in query.tags:
        yield say(_SCHEMA + "keywords", Literal(tag))


def _prefixes(query: Query) -> str:
    """Return the prefixes that a query uses and does not declare itself."""
    body = query.text
    missing = [name for name in PREFIXES if f"{name}:" in body and f"PREFIX {name}:" not in body]
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in sorted(missing))
