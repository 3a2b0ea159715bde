"""JSON-LD 1.1 with a context of its own beside it: short names from the ontology, nothing fetched from anybody else."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode

from samgraf.facts import SG
from samgraf.graph.namespaces import PREFIXES, RDF_TYPE
from samgraf.ontology import reference_quads

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_XSD = PREFIXES["xsd"]
_NATIVE = frozenset({_XSD + "integer", _XSD + "boolean"})


@cache
def terms() -> dict[str, str | None]:
    """Return the properties of the ontology by local name, with the type that their values are coerced to ("@id", a datatype)."""
    found: dict[str, str | None] = {}
    kinds: dict[str, set[str]] = {}
    ranges: dict[str, set[str]] = {}
    for quad in reference_quads():
        subject = getattr(quad.subject, "value", "")
        if subject.startswith(SG):
            if quad.predicate == RDF_TYPE:
                kinds.setdefault(subject, set()).add(getattr(quad.object, "value", ""))
            elif quad.predicate.value == _RDFS + "range":
                ranges.setdefault(subject, set()).add(getattr(quad.object, "value", ""))
    for subject, held in sorted(kinds.items()):
        if _OWL + "ObjectProperty" in held:
            found[subject.removeprefix(SG)] = "@id"
        elif _OWL + "DatatypeProperty" in held:
            datatypes = ranges.get(subject, set()) - {_XSD + "string", _XSD + "integer", _XSD + "boolean"}
            found[subject.removeprefix(SG)] = next(iter(datatypes)) if len(datatypes) == 1 else None
    return found


def context() -> bytes:
    """Return the context: our prefixes, and each property of the ontology by its local name."""
    held: dict[str, Any] = {"@version": 1.1, **dict(sorted(PREFIXES.items())), "id": "@id", "type": "@type"}
    for name, kind in terms().items():
        held[name] = f"sg:{name}" if kind is None else {"@id": f"sg:{name}", "@type": _short(kind)}
    return _written({"@context": held})


def document(quads: Iterable[Quad], context_link: str, *, named: bool) -> bytes:
    """Return statements as JSON-LD that names its context by a link; `named` keeps the graphs that they are in."""
    graphs: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for quad in sorted(quads, key=str):
        graph = getattr(quad.graph_name, "value", "") if named else ""
        node = graphs.setdefault(graph, {}).setdefault(_id(quad.subject), {})
        if quad.predicate == RDF_TYPE:
            node.setdefault("type", []).append(_short(_id(quad.object)))
        else:
            name = _name(quad.predicate.value)
            node.setdefault(name, []).append(_value(quad.object, name))
    held: list[Any] = []
    for graph, nodes in sorted(graphs.items()):
        listed = [
            {"id": node, **{name: _one(values) for name, values in sorted(about.items())}}
            for node, about in sorted(nodes.items())
        ]
        held += [{"id": graph, "@graph": listed}] if graph else listed
    return _written({"@context": context_link, "@graph": held})


def _one(values: list[Any]) -> Any:  # noqa: ANN401  (any JSON)
    """Return a single value by itself."""
    return values[0] if len(values) == 1 else values


def _name(predicate: str) -> str:
    """Return a property as the context has it."""
    local = predicate.removeprefix(SG)
    return local if local != predicate and local in terms() else _short(predicate)


def _short(iri: str) -> str:
    """Return an IRI with a prefix of the context, where what is left is a plain name."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and iri[len(space) :].replace("-", "a").replace("_", "a").isalnum():
            return f"{prefix}:{iri[len(space) :]}" if prefix != "id" else iri
    return iri


def _id(term: object) -> str:
    """Return the address of a thing, a blank node by its label."""
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(getattr(term, "value", ""))


def _value(term: object, name: str) -> Any:  # noqa: ANN401  (any JSON)
    """Return an object of a statement, short where the context says what it is."""
    coerced = terms().get(name)
    if isinstance(term, NamedNode | BlankNode):
        return _id(term) if coerced == "@id" else {"id": _id(term)}
    if not isinstance(term, Literal):
        raise TypeError(term)
    if term.language:
        return {"@value": term.value, "@language": term.language}
    datatype = term.datatype.value
    if datatype == coerced:
        return term.value
    if coerced is None and datatype in _NATIVE and _plain(term.value, datatype):
        return int(term.value) if datatype == _XSD + "integer" else term.value == "true"
    if coerced is None and datatype == _XSD + "string":
        return term.value
    return {"@value": term.value, "@type": _short(datatype)} if datatype != _XSD + "string" else {"@value": term.value}


def _plain(text: str, datatype: str) -> bool:
    """Return whether a number or a truth comes back from JSON as it is written."""
    if datatype == _XSD + "boolean":
        return text in {"true", "false"}
    return text.lstrip("-").isdigit() and str(int(text)) == text and abs(int(text)) < 2**53


def _written(held: Any) -> bytes:  # noqa: ANN401  (any JSON)
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
