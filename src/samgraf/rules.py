"""What follows from a report: the rules of `ontology/rules`, run over its graph, give its derived graph.

The same derivations stand as axioms in `ontology/samgraf.ttl`; the rules are for graphs that are too
large for a reasoner. A rule sees one report and the reference data, never another report: what an
actor works towards in one year's derived graph rests on that year's report alone.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast, get_args

import yaml
from pyoxigraph import Literal as Value
from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from samgraf.errors import QueryError
from samgraf.graph.namespaces import DERIVED_FROM, DERIVED_GRAPHS, GRAPHS, RDF_TYPE, derived_graph, sg
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Scope = Literal["report", "reference"]

DERIVED_REFERENCE = NamedNode(DERIVED_GRAPHS + "reference")
"""The graph of what follows from the reference data alone."""

_REPORT_GRAPH = re.compile(re.escape(GRAPHS) + r"(\d{2})/(\d{4})")
_BESIDE_REPORT = re.compile(re.escape(GRAPHS) + r"(\d{2}/\d{4}/|derived/)")
_HEADER = re.compile(r"(?:^#\+.*\n)+", re.MULTILINE)
_KEYS = {"id", "title", "scope", "order", "derives"}
_SHARED = frozenset({"inArea", "matchesPriority"})
"""The properties of the reference data that the rules over reports use."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One CONSTRUCT query; `derives` are the local names of the properties and classes that it writes."""

    id: str
    title_sv: str
    title_en: str
    scope: Scope
    order: int
    derives: tuple[str, ...]
    text: str


def read_rule(path: Path) -> Rule:
    """Return the rule of one file.

    Raises:
        QueryError: no header, a key that is missing or unknown, or an id that is not the file's name.
    """
    text = path.read_text(encoding="utf-8")
    found = _HEADER.match(text)
    try:
        header = yaml.safe_load(re.sub(r"^#\+ ?", "", found.group(), flags=re.MULTILINE)) if found else None
    except yaml.YAMLError as error:
        raise _wrong(path, f"huvudet är inte YAML: {error}", f"the header is no YAML: {error}") from error
    if not isinstance(header, dict):
        raise _wrong(path, "huvudet (#+) saknas", "the header (#+) is missing")
    if odd := sorted(map(str, set(header) ^ _KEYS)):
        keys = ", ".join(odd)
        raise _wrong(path, f"saknade eller okända nycklar: {keys}", f"missing or unknown keys: {keys}")
    if header["id"] != path.stem:
        raise _wrong(path, f"id är {header['id']}, inte filens namn", f"id is {header['id']}, not the file's name")
    title, order, derives = header["title"], header["order"], header["derives"]
    if not (
        header["scope"] in get_args(Scope)
        and isinstance(title, dict)
        and set(title) == {"sv", "en"}
        and isinstance(order, int)
        and isinstance(derives, list)
    ):
        raise _wrong(path, "title, scope, order eller derives har fel form", "title, scope, order or derives is odd")
    return Rule(
        id=path.stem,
        title_sv=str(title["sv"]),
        title_en=str(title["en"]),
        scope=cast("Scope", header["scope"]),
        order=order,
        derives=tuple(map(str, derives)),
        text=text,
    )


def _wrong(path: Path, sv: str, en: str) -> QueryError:
    """Return the error for a rule file, with what to do."""
    return QueryError(
        f"{path}: {sv}. Nycklarna står i ontology/README.md.", f"{path}: {en}. The keys are in ontology/README.md."
    )


@cache
def load_rules(scope: Scope) -> tuple[Rule, ...]:
    """Return the rules of one scope, in the order they run."""
    rules = (read_rule(path) for path in sorted((folder("ontology") / "rules").glob("*.rq")))
    return tuple(sorted((rule for rule in rules if rule.scope == scope), key=lambda rule: (rule.order, rule.id)))


def rules_digest(scope: Scope) -> str:
    """Return the SHA-256 of the rules of one scope: another digest means that the derived graphs are stale."""
    return hashlib.sha256("\0".join(rule.text for rule in load_rules(scope)).encode()).hexdigest()


def derive(quads: Iterable[Quad]) -> list[Quad]:
    """Return all that follows from a dataset (a store is one), each report for itself, sorted.

    Reports are told by their graphs' names; their evidence, reviews, findings and earlier derived
    graphs are left out; everything else is reference data.
    """
    reports: dict[NamedNode, list[Quad]] = {}
    reference: list[Quad] = []
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, NamedNode) and _REPORT_GRAPH.fullmatch(name.value):
            reports.setdefault(name, []).append(quad)
        elif not (isinstance(name, NamedNode) and _BESIDE_REPORT.match(name.value)):
            reference.append(quad)
    shared = shared_facts(reference)
    derived = derive_reference(shared)
    for name in sorted(reports, key=str):
        derived += derive_report(reports[name], shared)
    return sorted(derived, key=str)


def shared_facts(reference: Iterable[Quad]) -> list[Quad]:
    """Return those quads of the reference data that the rules use."""
    properties = {sg(name) for name in _SHARED}
    return [quad for quad in reference if quad.predicate in properties]


def shared_in(store: Store) -> list[Quad]:
    """Return those statements of a store's reference data that the rules use, sorted."""
    found = [quad for name in _SHARED for quad in store.quads_for_pattern(None, sg(name), None, None)]
    return sorted((quad for quad in found if not _is_beside(quad)), key=str)


def _is_beside(quad: Quad) -> bool:
    """Return whether a statement is of a report, or of what is kept beside one."""
    name = getattr(quad.graph_name, "value", "")
    return bool(_REPORT_GRAPH.fullmatch(name) or _BESIDE_REPORT.match(name))


@cache
def reads_of(scope: Scope) -> frozenset[NamedNode]:
    """Return the properties that the rules of a scope read or write: nothing else of a graph matters to them."""
    return frozenset(sg(name) for rule in load_rules(scope) for name in re.findall(r"\bsg:(\w+)", rule.text))


def derive_reference(reference: Iterable[Quad]) -> list[Quad]:
    """Return what follows from the reference data alone, in the graph `DERIVED_REFERENCE`, sorted."""
    return _run("reference", shared_facts(reference), [], DERIVED_REFERENCE)


def derive_report(report: Iterable[Quad], reference: Iterable[Quad]) -> list[Quad]:
    """Return what follows from one report's graph and the reference data, in the report's derived graph, sorted.

    Raises:
        QueryError: the quads are not those of one report's graph.
    """
    quads = list(report)
    names = {str(getattr(quad.graph_name, "value", "")) for quad in quads}
    found = _REPORT_GRAPH.fullmatch(names.pop()) if len(names) == 1 else None
    if found is None:
        sv = "Härledning: det som gavs är inte en enda rapports graf. Ge grafen …/graph/<län>/<år> ensam."
        en = "Deriving: what was given is not the graph of one report. Give the graph …/graph/<county>/<year> alone."
        raise QueryError(sv, en)
    return _run("report", quads, shared_facts(reference), derived_graph(found[1], int(found[2])))


def _run(scope: Scope, facts: list[Quad], shared: list[Quad], graph: NamedNode) -> list[Quad]:
    """Return what the rules of a scope derive, each seeing what those before it gave, with where it comes from."""
    store = Store()
    reads = reads_of(scope)
    read = (quad for quad in (*facts, *shared) if quad.predicate in reads)
    store.extend(Quad(quad.subject, quad.predicate, quad.object) for quad in read)
    derived: set[Quad] = set()
    for rule in load_rules(scope):
        triples = [Quad(*triple) for triple in cast("QueryTriples", store.query(rule.text))]
        store.extend(triples)
        derived |= {Quad(quad.subject, quad.predicate, quad.object, graph) for quad in triples}
    sources = {quad.graph_name for quad in (*facts, *shared) if isinstance(quad.graph_name, NamedNode)}
    derived |= _provenance(scope, sources, graph)
    return sorted(derived, key=str)


def _provenance(scope: Scope, sources: set[NamedNode], graph: NamedNode) -> set[Quad]:
    """Return what a derived graph says of itself: which graphs and which rules it comes from."""
    said = {Quad(graph, RDF_TYPE, sg("DerivedGraph"), graph)}
    said |= {Quad(graph, DERIVED_FROM, source, graph) for source in sources}
    said |= {Quad(graph, sg("derivedWith"), Value(rule.id), graph) for rule in load_rules(scope)}
    return said | {Quad(graph, sg("sha256"), Value(rules_digest(scope)), graph)}
