"""What pySHACL finds in a data graph: the reference that the set queries of `samgraf.set_queries` are proven equal to.

pySHACL gets a plain rdflib graph in memory, with a cache of parsed queries: by itself it parses the text of a
constraint again for every node it looks at, which was most of its time.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyshacl
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Value
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery

from samgraf.errors import SamgrafError
from samgraf.filling import placeholders, values_in
from samgraf.results import Result, in_result_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as QueryResult
    from rdflib.term import Node

    from samgraf.shapes import Shapes

_parsing = threading.Lock()


class ReportGraph(Graph):
    """A graph that remembers parsed queries, since pySHACL asks the same text for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> QueryResult:  # noqa: ANN401 - as rdflib has it
        """Return the answer to a query whose text is parsed once."""
        return super().query(_parsed(query_object) if isinstance(query_object, str) else query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Query:
    """Return a query ready to run; one thread at a time, because rdflib's parser breaks when two start it at once."""
    with _parsing:
        return prepareQuery(text)


def to_rdflib(triples: Iterable[ox.Triple], graph: Graph | None = None) -> Graph:
    """Return triples of pyoxigraph as an rdflib graph."""
    made = Graph(bind_namespaces="none") if graph is None else graph
    terms: dict[Any, Any] = {}
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if term not in terms:
                terms[term] = node(term)
        made.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return made


def node(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> URIRef | BNode | Value:
    """Return a term of pyoxigraph as a term of rdflib; a plain literal has no datatype there, as rdflib writes it."""
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return Value(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return Value(term.value) if plain else Value(term.value, datatype=URIRef(term.datatype.value))
    message = f"a triple inside a triple is not expected here: {term}"
    raise TypeError(message)


def run(data: Iterable[ox.Triple], shapes: Shapes) -> list[Result]:
    """Return what pySHACL finds in the triples of one report, sorted.

    Raises:
        SamgrafError: the shapes themselves are wrong.
    """
    graph = to_rdflib(data, ReportGraph(bind_namespaces="none"))
    _conforms, report, text = pyshacl.validate(
        graph, shacl_graph=to_rdflib(shapes.triples), inference="none", advanced=False
    )
    if not isinstance(report, Graph):
        raise SamgrafError(
            f"Reglerna i shapes/ gick inte att använda: {text}", f"The rules in shapes/ could not be used: {text}"
        )
    found = set()
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        focus, shape = str(report.value(result, SH.focusNode)), str(report.value(result, SH.sourceShape))
        found.add(
            Result(
                shape,
                focus,
                str(value) if isinstance(value, URIRef) and str(value) != focus else None,
                str(report.value(result, SH.sourceConstraintComponent)),
                _values(shapes, shape, report.objects(result, SH.resultMessage)),
            )
        )
    return in_result_order(found)


def _values(shapes: Shapes, shape: str, messages: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    """Return what a result's messages have in the places of `{?name}`; pySHACL fills them in and forgets the language."""
    rule = shapes.rules.get(shape)
    if rule is None or not placeholders(f"{rule.message.sv}{rule.message.en}"):
        return ()
    templates = (f"{rule.message.sv} {rule.advice.sv}", f"{rule.message.en} {rule.advice.en}")
    return values_in(templates, map(str, messages))
