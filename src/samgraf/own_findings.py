"""What a user's own shapes find in a report, as findings like any other, with the shapes' own ids."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SH

from samgraf import shapes_worker
from samgraf.errors import ShapesError
from samgraf.facts import SG, Facts
from samgraf.findings import Finding, Words, split_message
from samgraf.results import Result, digest, to_findings
from samgraf.shacl_reference import to_rdflib
from samgraf.shapes import SEVERITY_OF, SGS, Rule, Shapes, prefixes
from samgraf.validation import data_of
from samgraf.validation_report import report_graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rdflib.term import Node

    from samgraf.own_shapes import OwnShapes


@dataclass(frozen=True, slots=True)
class Limits:
    """How long own shapes may take with one report (seconds), how much memory (bytes), how much they may find."""

    seconds: float = 30.0
    memory: int = 2_000_000_000
    most: int = 5_000


STANDARD = Limits()


def own_findings(
    facts: Facts, reference: Facts, shapes: Shapes, own: OwnShapes, report: str, limits: Limits = STANDARD
) -> tuple[list[Finding], Graph]:
    """Return the findings of a user's shapes in one report, and the same as a `sh:ValidationReport`.

    Raises:
        ShapesError: the shapes are wrong, take too long, need too much or find too much.
    """
    graph = to_rdflib(own.triples)
    told = _ask(facts, reference, shapes, own, limits)
    merged: dict[tuple[str, str, str, str], list[dict[str, Any]]] = {}
    for one in told:
        place = (one["shape"], one["component"], one["focus"] or report, one["value"] or "")
        merged.setdefault(place, []).append(one)
    rules, results, plain = {}, [], []
    for (shape, component, focus, value), same in sorted(merged.items()):
        rule = _rule(graph, own, shape, component, same)
        key = f"{shape} {digest(component, rule.message.sv, rule.message.en, rule.advice.sv)}"
        rules[key] = rule
        results.append(Result(key, focus, value or None, component))
        plain.append(Result(shape, focus, value or None, component))
        for words in dict.fromkeys((("sv", rule.message.sv), ("en", rule.message.en))):
            graph.add((URIRef(shape), SH.message, Literal(words[1], lang=words[0])))
    found = to_findings(results, facts, reference, rules, report)
    return found, report_graph(plain, graph, report)


def _rule(graph: Graph, own: OwnShapes, shape: str, component: str, same: Sequence[dict[str, Any]]) -> Rule:
    """Return the rule that stands behind results at one place: a shape's own words, or ours where it has none."""
    node = URIRef(shape)
    name = own.ids.get(shape, shape)
    owner = URIRef(own.owners.get(shape, shape))
    labels = [*graph.objects(node, RDFS.label)] or [*graph.objects(owner, RDFS.label)]
    title = _said(labels) or Words(f"Egen regel {name}", f"Own rule {name}")
    message = _messages(graph, node, component, same, _said(graph.objects(owner, SH.message)))
    literals = sorted({one["literal"] for one in same if one["literal"]})
    if literals:
        values = ", ".join(literals)
        message = Words(f"{message.sv} Här står: {values[:300]}", f"{message.en} Here it says: {values[:300]}")
    asks, does = zip(split_message(message.sv), split_message(message.en), strict=True)
    rests = _said(graph.objects(owner, URIRef(SGS + "restsOn")))
    return Rule(
        shape=f"{shape} {component}",
        rule=name,
        family="own",
        severity=SEVERITY_OF.get(str(graph.value(node, SH.severity)), "violation"),
        title=title,
        message=Words(*asks),
        advice=Words(*does),
        rests_on=rests or Words(f"Egen regel i {own.folder.name}.", f"Own rule in {own.folder.name}."),
    )


def _said(values: Iterable[Node]) -> Words | None:
    """Return the literals among values in Swedish and English, None where there are none."""
    return _chosen((value.language or "", str(value)) for value in values if isinstance(value, Literal))


def _messages(
    graph: Graph, node: URIRef, component: str, same: Sequence[dict[str, Any]], owners: Words | None
) -> Words:
    """Return what is said of results at one place, else what their owner says.

    pySHACL's own English words are no message for people.
    """
    stated = [node, *graph.objects(node, SH.sparql)]
    declared = any(graph.value(one, SH.message) is not None for one in stated)
    own_component = not component.startswith(str(SH))
    if declared or own_component:
        said = _chosen((lang, text) for one in same for lang, text in one["messages"])
        if said:
            return said
    if owners:
        return owners
    name = component.rsplit("#", 1)[-1].removesuffix("ConstraintComponent")
    path = graph.value(node, SH.path)
    where = f" för {str(path).rsplit('/', 1)[-1]}", f" for {str(path).rsplit('/', 1)[-1]}"
    sv, en = where if isinstance(path, URIRef) else ("", "")
    return Words(f"Villkoret {name}{sv} är inte uppfyllt.", f"The constraint {name}{en} is not met.")


def _chosen(texts: Iterable[tuple[str, str]]) -> Words | None:
    """Return texts in Swedish and English; one without a language, else the other language, stands in for one missing."""
    by_language: dict[str, list[str]] = {}
    for lang, text in sorted(texts):
        held = by_language.setdefault(lang.split("-")[0].lower(), [])
        if text not in held:
            held.append(text)
    if not by_language:
        return None
    first = next(iter(by_language.values()))
    swedish = by_language.get("sv") or by_language.get("") or by_language.get("en") or first
    english = by_language.get("en") or by_language.get("") or swedish
    return Words(" ".join(swedish), " ".join(english))


def _ask(facts: Facts, reference: Facts, shapes: Shapes, own: OwnShapes, limits: Limits) -> list[dict[str, Any]]:
    """Return what the child finds.

    Own shapes may speak of anything, so they see all of the report, its evidence too, and all that it leads to.
    """
    spoken = {name for each in (facts, reference) for said in each.by_subject.values() for name in said}
    triples = [quad.triple for quad in data_of(facts, reference, shapes, spoken=frozenset({*spoken, SG + "Evidence"}))]
    declared = [one for one in _declarations(shapes) if one not in set(own.triples)]
    request = {
        "data": "".join(sorted({f"{one} .\n" for one in triples})),
        "shapes": "".join(sorted({f"{one} .\n" for one in (*own.triples, *declared)})),
        "seconds": limits.seconds,
        "memory": limits.memory,
        "most": limits.most,
    }
    package = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "samgraf.shapes_worker"],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"},
        )
    except subprocess.TimeoutExpired as error:
        raise ShapesError(
            f"{own.folder}: formerna blev inte klara på {limits.seconds:g} sekunder, så rapporten är inte granskad. "
            "Leta efter en SELECT utan gemensam variabel eller ett sh:pattern som (a+)+, och pröva en form i taget.",
            f"{own.folder}: the shapes were not done within {limits.seconds:g} seconds, so the report is not checked. "
            "Look for a SELECT without a shared variable or a sh:pattern such as (a+)+, and try one shape at a time.",
        ) from error
    if done.returncode:
        raise _failed(done.returncode, done.stderr.decode(errors="replace").strip(), own, limits)
    return cast("list[dict[str, Any]]", json.loads(done.stdout))


def _declarations(shapes: Shapes) -> list[ox.Triple]:
    """Return our prefixes for queries, so that own shapes may say `sh:prefixes <https://w3id.org/samgraf/shapes>`."""
    sh, kind = str(SH), ox.NamedNode("http://www.w3.org/2001/XMLSchema#anyURI")
    found = []
    for prefix, namespace in sorted(prefixes(Facts(shapes.triples)).items()):
        node = ox.NamedNode(f"{SGS}prefix-{prefix}")
        found.append(ox.Triple(ox.NamedNode(SGS.rstrip("/")), ox.NamedNode(sh + "declare"), node))
        found.append(ox.Triple(node, ox.NamedNode(sh + "prefix"), ox.Literal(prefix)))
        found.append(ox.Triple(node, ox.NamedNode(sh + "namespace"), ox.Literal(namespace, datatype=kind)))
    return found


def _failed(code: int, said: str, own: OwnShapes, limits: Limits) -> ShapesError:
    """Return the error for a child that did not come back with results."""
    if code == shapes_worker.TOO_MANY:
        return ShapesError(
            f"{own.folder}: formerna fann {said} anmärkningar, högst {limits.most} visas. Gör målet snävare.",
            f"{own.folder}: the shapes found {said} things, at most {limits.most} are shown. Narrow their target.",
        )
    if code == shapes_worker.BROKEN:
        reason = " ".join(said.splitlines()[-1:] or [f"kod {code}"])[:600]
        return ShapesError(
            f"{own.folder}: en form är fel: {reason} Rätta den, eller ta bort den ur mappen.",
            f"{own.folder}: a shape is wrong: {reason} Mend it, or take it out of the folder.",
        )
    if code in (shapes_worker.NO_MEMORY, shapes_worker.TOO_DEEP) or code < 0:
        return ShapesError(
            f"{own.folder}: formerna behövde mer än {limits.memory // 1_000_000} MB, hänvisar till varandra i en "
            "ring eller är för djupt nästlade, så rapporten är inte granskad. Pröva en form i taget.",
            f"{own.folder}: the shapes needed more than {limits.memory // 1_000_000} MB, refer to each other in a "
            "ring or are nested too deeply, so the report is not checked. Try one shape at a time.",
        )
    return ShapesError(
        f"{own.folder}: formerna kunde inte köras ({said.splitlines()[-1] if said else code}).",
        f"{own.folder}: the shapes could not be run ({said.splitlines()[-1] if said else code}).",
    )
