"""The rules as loaded: the SHACL shapes, what each rule is called and asks, and the severity a user has chosen.

The shapes are read with pyoxigraph, which parses Turtle some thirty times faster than rdflib, and handed to
pySHACL as one rdflib graph.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as Value
from rdflib.namespace import RDF, RDFS, SH

from samgraf.errors import ProfileError
from samgraf.findings import Words, split_message
from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from rdflib.term import Node

    from samgraf.findings import Severity

SGS = "https://w3id.org/samgraf/shapes/"
Chosen = Literal["violation", "warning", "info", "off"]

_LEVELS: dict[str, URIRef] = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_NAMES: dict[Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_ADDRESS = re.compile(r"<([^<>\s]+)>")
_PREFIXED = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape that finds something: its rule, severity and words.

    `together` says that all results of the rule at one place are one finding; `lead` is then put before what is
    missing ("Saknas: datum"), `name` is what this shape misses.
    """

    shape: str
    rule: str
    family: str
    severity: Severity
    title: Words
    message: Words
    advice: Words
    rests_on: Words
    together: bool = False
    lead: Words | None = None
    name: Words | None = None


@dataclass(frozen=True)
class Shapes:
    """The shapes to check with: the graph for pySHACL, the rules by shape, and what the data graph must hold.

    `speaks_of` are all IRIs in the shapes and their queries: a triple with another predicate cannot change a
    verdict. `words` are the triples of `words.ttl`, which belong to the data; `derived` is the query for
    what the rules ask for and no triple says, whose answer belongs there too.
    """

    graph: Graph
    rules: Mapping[str, Rule]
    speaks_of: frozenset[str]
    words: tuple[ox.Triple, ...]
    derived: str


@cache
def load_shapes(profile: Path | None = None, where: Path | None = None) -> Shapes:
    """Return the shapes of a folder (the package's own by default), with the severities of a profile.

    Raises:
        ProfileError: the profile cannot be read, names an unknown rule or an unknown severity.
    """
    place = where or folder("shapes")
    triples: list[ox.Triple] = []
    words: list[ox.Triple] = []
    for path in sorted(place.glob("*.ttl")):
        read = [quad.triple for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)]
        (words if path.name == "words.ttl" else triples).extend(read)
    graph = to_rdflib(triples)
    for prefix, name in (("sg", "https://w3id.org/samgraf/def/"), ("sgs", SGS), ("sh", str(SH))):
        graph.bind(prefix, name)
    choose(graph, read_profile(profile or place / "severity.toml"), profile or place / "severity.toml")
    derived = (place / "derived.rq").read_text(encoding="utf-8")
    return Shapes(graph, _rules(graph), _speaks_of(graph, derived), tuple(words), derived)


def read_profile(path: Path) -> dict[str, Chosen]:
    """Return the severity that a profile (TOML, table `[severity]`) gives to each rule.

    Raises:
        ProfileError: there is no such file, it is not TOML, or a severity is not one of the four.
    """
    try:
        profile = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ProfileError(
            f"{path}: gick inte att läsa som TOML ({problem}). Se shapes/README.md för hur profilen ser ut.",
            f"{path}: could not be read as TOML ({problem}). See shapes/README.md for what a profile looks like.",
        ) from problem
    chosen = profile.get("severity", {})
    strange = sorted(profile.keys() - {"severity"}) or ([] if isinstance(chosen, dict) else ["severity"])
    if strange:
        raise ProfileError(
            f"{path}: {strange[0]} känns inte igen. En profil har en tabell, [severity], och inget annat.",
            f"{path}: {strange[0]} is not known. A profile has one table, [severity], and nothing else.",
        )
    wrong = [name for name, level in chosen.items() if level not in (*_LEVELS, "off")]
    if wrong:
        raise ProfileError(
            f"{path}: {wrong[0]} har graden {chosen[wrong[0]]!r}. Skriv violation, warning, info eller off.",
            f"{path}: {wrong[0]} has severity {chosen[wrong[0]]!r}. Write violation, warning, info or off.",
        )
    return dict(chosen)


def choose(graph: Graph, chosen: Mapping[str, Chosen], source: Path) -> None:
    """Give the shapes of each rule in `chosen` its severity, or switch them off.

    Raises:
        ProfileError: no shape has the rule.
    """
    for rule, level in sorted(chosen.items()):
        shapes = list(graph.subjects(URIRef(SGS + "rule"), Value(rule)))
        if not shapes:
            raise ProfileError(
                f"{source}: regeln {rule} finns inte. Reglerna står i shapes/README.md.",
                f"{source}: there is no rule {rule}. The rules are listed in shapes/README.md.",
            )
        for shape in shapes:
            if level == "off":
                graph.add((shape, SH.deactivated, Value(True)))  # noqa: FBT003 - a value, not a switch
            else:
                graph.set((shape, SH.severity, _LEVELS[level]))


def to_rdflib(triples: Iterable[ox.Triple]) -> Graph:
    """Return triples of pyoxigraph as an rdflib graph."""
    graph = Graph(bind_namespaces="none")
    for triple in triples:
        graph.add((node(triple.subject), node(triple.predicate), node(triple.object)))
    return graph


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


def _rules(graph: Graph) -> dict[str, Rule]:
    """Return the rules by the IRI of their shape."""
    return {str(shape): _rule(graph, shape) for shape in sorted(graph.subjects(URIRef(SGS + "rule")), key=str)}


def _rule(graph: Graph, shape: Node) -> Rule:
    """Return what one shape says of itself."""
    message = _words(graph, shape, SH.message) or Words("", "")
    asks, does = zip(split_message(message.sv), split_message(message.en), strict=True)
    return Rule(
        shape=str(shape),
        rule=str(graph.value(shape, URIRef(SGS + "rule"))),
        family=str(graph.value(shape, URIRef(SGS + "family"))),
        severity=_NAMES[graph.value(shape, SH.severity) or SH.Violation],
        title=_words(graph, shape, RDFS.label) or Words("", ""),
        message=Words(*asks),
        advice=Words(*does),
        rests_on=_words(graph, shape, URIRef(SGS + "restsOn")) or Words("", ""),
        together=graph.value(shape, URIRef(SGS + "together")) is not None,
        lead=_words(graph, shape, URIRef(SGS + "lead")),
        name=_words(graph, shape, SH.name),
    )


def _words(graph: Graph, subject: Node, predicate: Node) -> Words | None:
    """Return the Swedish and English values of a property, None where it has neither."""
    values = graph.objects(subject, predicate)
    by_language = {value.language: str(value) for value in values if isinstance(value, Value)}
    return Words(by_language.get("sv", ""), by_language.get("en", "")) if by_language else None


def _speaks_of(graph: Graph, derived: str) -> frozenset[str]:
    """Return the IRIs that occur in the shapes or in the text of queries."""
    found = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    prefixes = {
        str(graph.value(declared, SH.prefix)): str(graph.value(declared, SH.namespace))
        for declared in graph.subjects(SH.prefix)
    } | {"rdf": str(RDF), "rdfs": str(RDFS)}
    for text in [derived, *graph.objects(None, SH.select)]:
        found.update(_ADDRESS.findall(str(text)))
        found.update(prefixes[prefix] + name for prefix, name in _PREFIXED.findall(str(text)) if prefix in prefixes)
    return frozenset(found)
