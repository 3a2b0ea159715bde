"""From a report's graph to its findings: SHACL by pySHACL, each report alone.

A report is checked with the reference triples it leads to and no other report: validated together, one year's
fact would hide another year's gap. pySHACL gets a plain rdflib graph in memory, with only the predicates
that some shape speaks of, and with a cache of parsed queries: by itself it parses the text of a
constraint again for every node it looks at, which was most of its time.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
import pyshacl
from rdflib import Graph, URIRef
from rdflib import Literal as Value
from rdflib.namespace import RDF, SH
from rdflib.plugins.sparql import prepareQuery

from samgraf.errors import SamgrafError
from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.filling import fill, placeholders, values_in
from samgraf.reckoning import reckon
from samgraf.results import Result, digest, sections, to_findings
from samgraf.shapes import SGS, Shapes, load_shapes, node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rdflib.plugins.sparql.sparql import Query
    from rdflib.query import Result as QueryResult
    from rdflib.term import Node

    from samgraf.documents import Document
    from samgraf.findings import Finding, SectionStatus

_MEMBER_OF = frozenset({SG + "inFramework"})
"""Followed backwards too: which goals a framework has is said by the goals."""
_FORM = tuple(f"<{ID}{kind}/" for kind in ("question", "section", "template"))
_parsing = threading.Lock()


class _ReportGraph(Graph):
    """A graph that remembers parsed queries, since pySHACL asks the same text for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> QueryResult:  # noqa: ANN401 - as rdflib has it
        """Return the answer to a query whose text is parsed once."""
        return super().query(_parsed(query_object) if isinstance(query_object, str) else query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Query:
    """Return a query ready to run; one thread at a time, because rdflib's parser breaks when two start it at once."""
    with _parsing:
        return prepareQuery(text)


def validate(
    report_quads: Iterable[ox.Quad], reference_quads: Iterable[ox.Quad], shapes: Shapes | None = None
) -> list[Finding]:
    """Return the findings of one report, in the order of its questions."""
    return check(report_quads, reference_quads, shapes)[0]


def check(
    report_quads: Iterable[ox.Quad],
    reference_quads: Iterable[ox.Quad],
    shapes: Shapes | None = None,
    source: Document | None = None,
) -> tuple[list[Finding], tuple[SectionStatus, ...], Graph]:
    """Return the findings of one report, how complete its sections are, and its `sh:ValidationReport`.

    `report_quads` are the report's graph and its evidence graph; `reference_quads` the template, code lists,
    actors, goals and the ontology's classes, of which only what the report leads to is used. `source` is the file as
    read, where it is at hand: then quotes are looked up in it (rule E02).
    """
    rules = shapes or load_shapes()
    own = tuple(report_quads)
    facts, reference = Facts(own), Facts((*reference_quads, *(quad for quad in own if _is_of_form(quad))))
    report = report_iri(facts)
    results = run(data_graph(facts, reference, rules, reckon(facts, reference, source)), rules)
    found = to_findings(results, facts, reference, rules.rules, report)
    return found, sections(facts, reference), report_graph(results, rules, report)


def report_iri(facts: Facts) -> str:
    """Return the IRI of the one report that facts are about.

    Raises:
        SamgrafError: they are about none, or several.
    """
    reports = facts.of_type(SG + "Report")
    if len(reports) != 1:
        raise SamgrafError(
            f"{len(reports)} rapporter i underlaget. En rapport kontrolleras åt gången.",
            f"{len(reports)} reports in the data. One report is checked at a time.",
        )
    return reports[0]


def _is_of_form(quad: ox.Quad) -> bool:
    """Return whether a report says something of a template itself, as it does where no file holds the template."""
    return str(quad.subject).startswith(_FORM)


def validation_graph(
    report_quads: Iterable[ox.Quad], reference_quads: Iterable[ox.Quad], shapes: Shapes | None = None
) -> Graph:
    """Return the `sh:ValidationReport` of one report, without blank nodes and with messages in both languages."""
    return check(report_quads, reference_quads, shapes)[2]


def data_graph(facts: Facts, reference: Facts, shapes: Shapes, reckoned: Iterable[ox.Triple] = ()) -> Graph:
    """Return what pySHACL looks at: the report, what it leads to in the reference, words.ttl, and what follows.

    What follows is told by `derived.rq`, and `reckoned` from the report's words and figures (`samgraf.reckoning`).
    """
    triples = [*needed(facts, reference, shapes.speaks_of), *shapes.words]
    store = ox.Store()
    store.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    derived = store.query(shapes.derived)
    graph = _ReportGraph(bind_namespaces="none")
    terms: dict[Any, Any] = {}
    for triple in (*triples, *reckoned, *cast("ox.QueryTriples", derived)):
        for term in (triple.subject, triple.predicate, triple.object):
            if term not in terms:
                terms[term] = node(term)
        graph.add((terms[triple.subject], terms[triple.predicate], terms[triple.object]))
    return graph


def needed(facts: Facts, reference: Facts, spoken: frozenset[str]) -> list[ox.Triple]:
    """Return the triples of a report and of the reference it leads to whose predicate some shape speaks of.

    Evidence is left out unless a shape speaks of it: it is most of a report.
    """
    found: list[ox.Triple] = []
    ahead: set[str] = set()
    for subject, values in facts.by_subject.items():
        if SG + "Evidence" in spoken or subject not in facts.evidence:
            found += _spoken(subject, values, spoken, ahead)
    members: dict[str, list[str]] = {}
    for subject, values in reference.by_subject.items():
        for predicate in _MEMBER_OF & values.keys():
            for term in values[predicate]:
                members.setdefault(term.value, []).append(subject)
    seen: set[str] = set()
    while ahead := ahead - seen:
        subject = ahead.pop()
        seen.add(subject)
        ahead.update(members.get(subject, ()))
        found += _spoken(subject, reference.by_subject.get(subject, {}), spoken, ahead)
    return found


def _spoken(
    subject: str, values: Mapping[str, Sequence[Any]], spoken: frozenset[str], ahead: set[str]
) -> list[ox.Triple]:
    """Return the triples of a subject that shapes speak of, and note in `ahead` where they lead."""
    found = []
    for predicate, terms in values.items():
        if predicate == TYPE or predicate in spoken:
            for term in terms:
                found.append(ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), term))
                if isinstance(term, ox.NamedNode):
                    ahead.add(term.value)
    return found


def run(data: Graph, shapes: Shapes) -> list[Result]:
    """Return what pySHACL finds, sorted.

    Raises:
        SamgrafError: the shapes themselves are wrong.
    """
    _conforms, report, text = pyshacl.validate(data, shacl_graph=shapes.graph, inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise SamgrafError(
            f"Reglerna i shapes/ gick inte att använda: {text}", f"The rules in shapes/ could not be used: {text}"
        )
    found = set()
    for result in report.objects(None, SH.result):
        value = report.value(result, SH.value)
        focus = str(report.value(result, SH.focusNode))
        found.add(
            Result(
                str(report.value(result, SH.sourceShape)),
                focus,
                str(value) if isinstance(value, URIRef) and str(value) != focus else None,
                str(report.value(result, SH.sourceConstraintComponent)),
                _values(shapes, str(report.value(result, SH.sourceShape)), report.objects(result, SH.resultMessage)),
            )
        )
    return sorted(found, key=lambda one: (one.shape, one.focus, one.value or "", one.component, one.values))


def _values(shapes: Shapes, shape: str, messages: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    """Return what a result's messages have in the places of `{?name}`; pySHACL fills them in and forgets the language."""
    rule = shapes.rules.get(shape)
    if rule is None or not placeholders(f"{rule.message.sv}{rule.message.en}"):
        return ()
    templates = (f"{rule.message.sv} {rule.advice.sv}", f"{rule.message.en} {rule.advice.en}")
    return values_in(templates, map(str, messages))


def report_graph(results: Sequence[Result], shapes: Shapes, report: str) -> Graph:
    """Return results as a `sh:ValidationReport`; nodes have IRIs made from what they say."""
    graph = Graph(bind_namespaces="none")
    for prefix, name in (("id", ID), ("sg", SG), ("sgs", SGS), ("sh", str(SH))):
        graph.bind(prefix, name)
    whole = URIRef(f"{ID}validation-report/{report.rsplit('/', 1)[-1]}")
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, Value(not results)))
    for result in results:
        parts = (
            report,
            result.shape,
            result.focus,
            result.value or "",
            result.component,
            *map("=".join, result.values),
        )
        one = URIRef(f"{ID}validation-result/{digest(*parts)}")
        graph.add((whole, SH.result, one))
        graph.add((one, RDF.type, SH.ValidationResult))
        graph.add((one, SH.focusNode, URIRef(result.focus)))
        graph.add((one, SH.sourceConstraintComponent, URIRef(result.component)))
        graph.add((one, SH.sourceShape, URIRef(result.shape)))
        graph.add((one, SH.resultSeverity, shapes.graph.value(URIRef(result.shape), SH.severity) or SH.Violation))
        if result.value:
            graph.add((one, SH.value, URIRef(result.value)))
        path = shapes.graph.value(URIRef(result.shape), SH.path)
        if isinstance(path, URIRef):
            graph.add((one, SH.resultPath, path))
        for message in shapes.graph.objects(URIRef(result.shape), SH.message):
            said = fill(str(message), result.values)
            graph.add((one, SH.resultMessage, Value(said, lang=getattr(message, "language", None))))
    return graph
