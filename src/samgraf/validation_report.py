"""Results as a `sh:ValidationReport` in RDF, what other SHACL tools write and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import Graph, URIRef
from rdflib import Literal as Value
from rdflib.namespace import RDF, SH

from samgraf.facts import ID, SG
from samgraf.filling import fill
from samgraf.results import digest
from samgraf.shacl_reference import to_rdflib
from samgraf.shapes import SGS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.checked import Checked
    from samgraf.results import Result
    from samgraf.shapes import Shapes


def _empty() -> Graph:
    """Return a graph with our prefixes and nothing else."""
    graph = Graph(bind_namespaces="none")
    for prefix, name in (("id", ID), ("sg", SG), ("sgs", SGS), ("sh", str(SH))):
        graph.bind(prefix, name)
    return graph


def report_graph(results: Iterable[Result], shapes: Graph, report: str) -> Graph:
    """Return results as a `sh:ValidationReport`; nodes have IRIs made from what they say."""
    held = list(results)
    graph = _empty()
    whole = URIRef(f"{ID}validation-report/{report.rsplit('/', 1)[-1]}")
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, Value(not held)))
    for result in held:
        parts = (
            report,
            result.shape,
            result.focus,
            result.value or "",
            result.component,
            *map("=".join, result.values),
        )
        one, shape = URIRef(f"{ID}validation-result/{digest(*parts)}"), URIRef(result.shape)
        graph.add((whole, SH.result, one))
        graph.add((one, RDF.type, SH.ValidationResult))
        graph.add((one, SH.focusNode, URIRef(result.focus)))
        graph.add((one, SH.sourceConstraintComponent, URIRef(result.component)))
        graph.add((one, SH.sourceShape, shape))
        graph.add((one, SH.resultSeverity, shapes.value(shape, SH.severity) or SH.Violation))
        if result.value:
            graph.add((one, SH.value, URIRef(result.value)))
        path = shapes.value(shape, SH.path)
        if isinstance(path, URIRef):
            graph.add((one, SH.resultPath, path))
        for message in shapes.objects(shape, SH.message):
            said = fill(str(message), result.values)
            graph.add((one, SH.resultMessage, Value(said, lang=getattr(message, "language", None))))
    return graph


def whole_graph(checked: Iterable[Checked], shapes: Shapes) -> Graph:
    """Return what was found in reports, by our shapes and by own ones, as one graph of `sh:ValidationReport`s."""
    ours, graph = to_rdflib(shapes.triples), _empty()
    for each in checked:
        graph += report_graph(each.results, ours, each.report)
        if each.own:
            graph.parse(data=each.own, format="nt")
    for whole in list(graph.subjects(RDF.type, SH.ValidationReport)):
        graph.set((whole, SH.conforms, Value((whole, SH.result, None) not in graph)))
    return graph


def render_ttl(report: Graph) -> str:
    """Return a `sh:ValidationReport` as Turtle, the same bytes for the same report."""
    return str(report.serialize(format="longturtle", encoding=None))
