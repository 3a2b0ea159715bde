"""The set queries find what pySHACL finds, in every file of every rule, in damaged reports and for each kind of constraint."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from samgraf import set_queries, shacl_reference
from samgraf.facts import Facts
from samgraf.reckoning import reckon
from samgraf.set_plan import plan
from samgraf.shapes import load_shapes
from samgraf.validation import data_of

HERE = Path(__file__).parent / "shapes"
FILES = sorted(HERE.glob("*/*.ttl"))
SHAPES = load_shapes()
TEMPLATE = Facts(ox.parse((HERE / "template.ttl").read_bytes(), format=ox.RdfFormat.TURTLE))
SMALL = """
@prefix ex: <http://example.org/> .
ex:a a ex:Thing ; ex:name "Ett" , "ett" ; ex:kind ex:Good ; ex:other ex:Bad ; ex:part ex:b .
ex:b a ex:Thing ; ex:kind ex:Odd ; ex:part [ ex:name "inuti" ] .
ex:c a ex:SubThing ; ex:name "Tre" ; ex:kind ex:a , ex:Good ; ex:other ex:Good .
ex:SubThing <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:Thing .
"""
HEAD = """
@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix sgs: <https://w3id.org/samgraf/shapes/> .
"""
QUALIFIED = """[
    sh:path ex:name ; sh:qualifiedValueShape [ sh:pattern "^t" ; sh:flags "i" ] ; sh:qualifiedMinCount 1
]"""


def data(path: Path) -> ox.Store:
    """Return what is looked at for one of a rule's files."""
    facts = Facts(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))
    text = "Vi höll tre\nmöten." if path.stem == "looks-like" else "Vi höll tre möten."
    return data_of(facts, TEMPLATE, SHAPES, reckon(facts, TEMPLATE, text if path.parent.name == "SG-E02" else None))


def triples(store: ox.Store) -> list[ox.Triple]:
    """Return a store's triples in an order of its own."""
    return sorted((quad.triple for quad in store), key=str)


def test_every_shape_of_ours_is_asked_as_a_set() -> None:
    """One that was left over would bring pySHACL and half a second back."""
    planned = plan(SHAPES)

    assert planned.left_over == ()
    assert {check.shape for check in planned.checks} == set(SHAPES.rules)


@pytest.mark.parametrize("name", ["conforms", "violates", "looks-like"])
def test_the_rules_own_files_give_what_pyshacl_gives(name: str) -> None:
    """PySHACL's report is the reference."""
    paths = [path for path in FILES if path.stem == name]
    found = 0
    for path in paths:
        store = data(path)
        results = set_queries.run(store, SHAPES)
        assert results == shacl_reference.run(triples(store), SHAPES), path
        found += len(results)

    assert len(paths) >= 48
    assert (found > 48) == (name == "violates")


@pytest.mark.parametrize("seed", range(6))
def test_damaged_reports_give_what_pyshacl_gives(seed: int) -> None:
    """Statements that are gone, moved or doubled make combinations that nobody wrote a file for."""
    chosen = random.Random(seed)  # noqa: S311  (no secret)
    held = [
        one
        for path in chosen.sample([path for path in FILES if path.stem == "violates"], 12)
        for one in triples(data(path))
    ]
    kept = [one for one in held if chosen.random() > 0.15]
    objects = {one.predicate: one.object for one in kept}
    moved = [
        ox.Triple(one.subject, one.predicate, objects[one.predicate]) for one in chosen.sample(kept, len(kept) // 10)
    ]
    store = ox.Store()
    store.extend(ox.Quad(*one) for one in (*kept, *moved))
    results = set_queries.run(store, SHAPES)

    assert len(results) >= 6
    assert results == shacl_reference.run(triples(store), SHAPES)


@pytest.mark.parametrize(
    ("shape", "planned"),
    [
        ("sh:targetClass ex:Thing ; sh:path ex:name ; sh:minCount 1", True),
        ("sh:targetClass ex:Thing ; sh:path ex:name ; sh:maxCount 1", True),
        ("sh:targetClass ex:Thing ; sh:path ex:kind ; sh:in ( ex:Good ex:Odd )", True),
        ("sh:targetSubjectsOf ex:kind ; sh:path ex:kind ; sh:class ex:Thing", True),
        ("sh:targetObjectsOf ex:part ; sh:path ex:name ; sh:minCount 1", True),
        ("sh:targetNode ex:a , ex:nowhere ; sh:path ( ex:part [ sh:inversePath ex:part ] ex:name ) ; sh:minCount 1", True),
        ("sh:targetClass ex:Thing ; sh:path [ sh:alternativePath ( ex:name ex:other ) ] ; sh:maxCount 1", True),
        ("sh:targetClass ex:Thing ; sh:path [ sh:oneOrMorePath ex:part ] ; sh:minCount 1", True),
        ("sh:targetClass ex:Thing ; sh:path ex:kind ; sh:disjoint ex:other", True),
        (f"sh:targetClass ex:Thing ; sh:or ( [ sh:path ex:kind ; sh:hasValue ex:Good ] {QUALIFIED} )", True),
        ("sh:targetClass ex:Thing ; sh:path ex:name ; sh:minLength 4", False),
        ("sh:targetClass ex:Thing ; sh:path ex:name ; sh:minCount 1 ; sh:maxLength 3", False),
        ("sh:targetClass ex:Thing ; sh:not [ sh:path ex:kind ; sh:hasValue ex:Good ]", False),
        ("sh:targetClass ex:Thing ; sh:path ex:name ; sh:minCount 1 ; sh:deactivated true", True),
    ],
)  # fmt: skip
def test_each_kind_of_constraint_gives_what_pyshacl_gives(tmp_path: Path, shape: str, planned: bool) -> None:  # noqa: FBT001
    """Who adds a rule may use what our rules have not used yet; what is not known is left to pySHACL."""
    kind = "PropertyShape" if shape.split(" ; ")[1].startswith("sh:path") else "NodeShape"
    (tmp_path / "mine.ttl").write_text(f'{HEAD} ex:S a sh:{kind} ; sgs:rule "MY-01" ; {shape} .', encoding="utf-8")
    (tmp_path / "derived.rq").write_text("CONSTRUCT {} WHERE {}", encoding="utf-8")
    (tmp_path / "severity.toml").write_text("", encoding="utf-8")
    shapes = load_shapes(where=tmp_path)
    store = ox.Store()
    store.extend(ox.parse(SMALL, format=ox.RdfFormat.TURTLE))
    found = [one for one in set_queries.run(store, shapes) if one.focus.startswith("http")]

    assert (plan(shapes).left_over == ()) is planned
    assert found == [one for one in shacl_reference.run(triples(store), shapes) if one.focus.startswith("http")]
    assert bool(found) is ("deactivated" not in shape)
