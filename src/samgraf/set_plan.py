"""From SHACL shapes to set queries: which nodes a shape is about, and which of them meet each of its constraints.

SHACL asks about one node at a time. Here each target is one query, each constraint one query over all nodes, and
what a shape finds is what is left of the one after the other. A shape that says something else than what is known
here is left over, for pySHACL (`samgraf.shacl_reference`), whose report every plan is proven equal to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from samgraf.facts import Facts
from samgraf.filling import placeholders
from samgraf.shapes import SH, prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from samgraf.shapes import Shapes

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_IS_A = f"<{_RDF}type>/<http://www.w3.org/2000/01/rdf-schema#subClassOf>*"
_TARGETS = {
    SH + "targetClass": f"?this {_IS_A} {{}}",
    SH + "targetSubjectsOf": "?this {} ?any",
    SH + "targetObjectsOf": "?any {} ?this",
    SH + "targetNode": "BIND ({} AS ?this)",
}
_SAID = frozenset(
    SH + name
    for name in (
        *("declare", "deactivated", "description", "flags", "message", "name", "namespace", "order", "path", "prefix"),
        *("prefixes", "qualifiedValueShape", "select", "severity"),
    )
)
"""What is said of a shape and is no constraint by itself."""
_TAILS = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


class _UnknownError(Exception):
    """A shape says something that is not planned for."""


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of a shape: the nodes it is about, its kind, and how what breaks it is found.

    With `rows` it is a query whose every row is a result, `values` being what the row has for the message; else what breaks
    it are the nodes in none of the `choices`: a choice is queries for nodes, and holds those that all of them find.
    """

    shape: str
    component: str
    targets: tuple[str, ...]
    rows: str | None = None
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The checks of a set of shapes, and the shapes with a target that there is no check for."""

    checks: tuple[Check, ...]
    left_over: tuple[str, ...]


def plan(shapes: Shapes) -> Plan:
    """Return how a set of shapes is asked as sets."""
    facts = Facts(shapes.triples)
    checks: list[Check] = []
    left: list[str] = []
    for shape, about in sorted(facts.by_subject.items()):
        if not _TARGETS.keys() & about.keys() or facts.one(shape, SH + "deactivated") == "true":
            continue
        try:
            checks += list(_checks(facts, shape, shapes))
        except _UnknownError:
            left.append(shape)
    return Plan(tuple(checks), tuple(left))


def _checks(facts: Facts, shape: str, shapes: Shapes) -> Iterator[Check]:
    """Yield the checks of one shape."""
    about = facts.by_subject[shape]
    targets = tuple(
        f"SELECT DISTINCT ?this WHERE {{ {pattern.replace('{}', str(term))} }}"
        for predicate, pattern in _TARGETS.items()
        for term in about.get(predicate, ())
    )
    for predicate, terms in about.items():
        name = predicate.removeprefix(SH)
        if not predicate.startswith(SH) or predicate in _SAID or predicate in _TARGETS:
            continue
        for term in terms:
            component = f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"
            if name == "sparql":
                rows, values = _rows(facts, term.value, shape, targets, shapes)
                yield Check(shape, f"{SH}SPARQLConstraintComponent", targets, rows, values)
            elif name == "or":
                choices = tuple(tuple(_conditions(facts, part.value)) for part in _list(facts, term.value))
                yield Check(shape, component, targets, choices=choices)
            else:
                path = _path(facts, about)
                yield Check(shape, component, targets, _breaks(facts, name, term, path, targets))


def _rows(
    facts: Facts, constraint: str, shape: str, targets: tuple[str, ...], shapes: Shapes
) -> tuple[str, tuple[str, ...]]:
    """Return a SPARQL constraint asked about all nodes at once, and the names of what its messages are filled with.

    `$this` is bound to the shape's targets at the head of the constraint's own group, where SHACL would put one node.
    """
    text = facts.one(constraint, SH + "select") or ""
    if (
        SH + "path" in facts.by_subject[shape]
        or "{" not in text
        or facts.by_subject[constraint].keys() & {SH + "message"}
    ):
        raise _UnknownError
    head, _, tail = text.partition("{")
    known = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes(facts).items())
    about = " UNION ".join(f"{{ {target} }}" for target in targets)
    rule = shapes.rules.get(shape)
    words = f"{rule.message.sv} {rule.advice.sv} {rule.message.en} {rule.advice.en}" if rule else ""
    return f"{known}{head}{{ {{ SELECT DISTINCT ?this WHERE {{ {about} }} }} {tail}", tuple(
        sorted({*placeholders(words)})
    )


def _breaks(facts: Facts, name: str, term: Any, path: str, targets: tuple[str, ...]) -> str:  # noqa: ANN401  (any RDF term)
    """Return a query for the targets that break a constraint, with the value that does where it is of single values."""
    where = _breaking(name, term, path, facts)
    about = " UNION ".join(f"{{ {target} }}" for target in targets)
    return f"SELECT DISTINCT ?this ?value WHERE {{ {{ SELECT DISTINCT ?this WHERE {{ {about} }} }} {where} }}"


def _breaking(name: str, term: Any, path: str, facts: Facts) -> str:  # noqa: ANN401
    """Return the pattern of what breaks a core constraint.

    Raises:
        _UnknownError: the constraint is not planned for.
    """
    held = f"?this {path} ?held"
    if name == "minCount" and term.value == "1":
        return f"FILTER NOT EXISTS {{ {held} }}"
    if name == "maxCount":
        return (
            f"{{ SELECT ?this WHERE {{ {held} }} GROUP BY ?this HAVING (COUNT(DISTINCT ?held) > {int(term.value)}) }}"
        )
    if name == "disjoint":
        return f"?this {path} ?value . ?this {term} ?value"
    if name == "class":
        return f"?this {path} ?value . FILTER NOT EXISTS {{ ?value {_IS_A} {term} }}"
    if name == "in":
        allowed = ", ".join(map(str, _list(facts, term.value)))
        return f"?this {path} ?value . FILTER (isBlank(?value) || !(?value IN ({allowed})))"
    raise _UnknownError


def _conditions(facts: Facts, part: str) -> Iterator[str]:
    """Yield queries for the nodes that meet each constraint of a part of `sh:or`.

    Raises:
        _UnknownError: the part says something that is not planned for.
    """
    about = facts.by_subject.get(part, {})
    path = _path(facts, about)
    for predicate, terms in about.items():
        name = predicate.removeprefix(SH)
        if not predicate.startswith(SH) or predicate in _SAID:
            continue
        for term in terms:
            yield f"SELECT DISTINCT ?this WHERE {{ {_meeting(facts, name, term, path, about)} }}"


def _meeting(facts: Facts, name: str, term: Any, path: str, about: Mapping[str, Any]) -> str:  # noqa: ANN401
    """Return the pattern of what meets a constraint that asks for at least one value."""
    if name == "minCount" and term.value == "1":
        return f"?this {path} ?held"
    if name == "hasValue":
        return f"?this {path} {term}"
    if name == "qualifiedMinCount" and term.value == "1":
        wanted = facts.by_subject.get(about[SH + "qualifiedValueShape"][0].value, {})
        constraints = {key.removeprefix(SH) for key in wanted if key.startswith(SH)} - {"pattern", "flags"}
        if not constraints and SH + "pattern" in wanted:
            flags = wanted[SH + "flags"][0] if SH + "flags" in wanted else '""'
            return f"?this {path} ?held FILTER (!isBlank(?held) && REGEX(STR(?held), {wanted[SH + 'pattern'][0]}, {flags}))"
    raise _UnknownError


def _path(facts: Facts, about: Mapping[str, Any]) -> str:
    """Return the property path of a shape as SPARQL has it.

    Raises:
        _UnknownError: it has none, or one of another kind.
    """
    if SH + "path" not in about:
        raise _UnknownError
    return _step(facts, about[SH + "path"][0])


def _step(facts: Facts, term: Any) -> str:  # noqa: ANN401
    """Return one step of a path."""
    if isinstance(term, ox.NamedNode):
        return str(term)
    about = facts.by_subject.get(term.value, {})
    if _RDF + "first" in about:
        return "(" + "/".join(_step(facts, one) for one in _list(facts, term.value)) + ")"
    if SH + "inversePath" in about:
        return f"^{_step(facts, about[SH + 'inversePath'][0])}"
    if SH + "alternativePath" in about:
        return "(" + "|".join(_step(facts, one) for one in _list(facts, about[SH + "alternativePath"][0].value)) + ")"
    for name, tail in _TAILS.items():
        if SH + name in about:
            return f"({_step(facts, about[SH + name][0])}){tail}"
    raise _UnknownError


def _list(facts: Facts, head: str) -> list[Any]:
    """Return the members of an RDF list."""
    found: list[Any] = []
    while head != _RDF + "nil":
        about = facts.by_subject.get(head, {})
        if _RDF + "first" not in about or len(found) > len(facts.by_subject):
            raise _UnknownError
        found += about[_RDF + "first"]
        head = about[_RDF + "rest"][0].value
    return found
