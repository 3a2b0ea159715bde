"""Each rule has a report that conforms, one that violates it, and one that looks like a violation and is none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from pyshacl.entrypoints import meta_validate
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import RDFS, SH

from samgraf.graph.namespaces import PREFIXES, RDF_TYPE
from samgraf.resources import folder
from samgraf.shacl_reference import to_rdflib
from samgraf.shapes import SGS, load_shapes
from samgraf.validation import check

if TYPE_CHECKING:
    from samgraf.findings import Finding

HERE = Path(__file__).parent / "shapes"
RULES = sorted(path.name for path in HERE.iterdir() if path.is_dir())
FILES = ("conforms", "violates", "looks-like")
IMPLIED = {"SG-D02": ("SG-D01",)}
"""Findings that a violation cannot be without: what differs between two places is in two places."""
FAMILIES = {
    "A": "actors", "C": "completeness", "D": "duplicates", "E": "evidence", "G": "goals", "N": "numbers", "R": "references", "T": "time",
}  # fmt: skip
STATED = re.compile(r"^# finds (SG-[A-Z]\d\d) at <(.+)>$", re.MULTILINE)


def quads(path: Path) -> list[ox.Quad]:
    """Return what a Turtle file says."""
    return list(ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE))


def found_in(rule: str, name: str) -> list[Finding]:
    """Return the findings of one of a rule's files."""
    broken = "Vi höll tre\nmöten." if name == "looks-like" else "Vi höll tre möten."
    source = broken if rule == "SG-E02" else None
    return check(quads(HERE / rule / f"{name}.ttl"), quads(HERE / "template.ttl"), source=source)[0]


def plain_shapes() -> Graph:
    """Return the shapes as any RDF tool reads them."""
    graph = Graph()
    for path in sorted(folder("shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


def test_every_rule_has_a_folder_and_every_folder_a_rule() -> None:
    """A rule without its three files would be trusted without ever having found anything."""
    rules = {rule.rule for rule in load_shapes().rules.values()}

    assert rules == set(RULES)
    assert len(rules) >= 48


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_its_three_files(rule: str) -> None:
    """What looks like a violation and is none is where people are accused wrongly."""
    assert sorted(path.stem for path in (HERE / rule).glob("*.ttl")) == sorted(FILES)


@pytest.mark.parametrize("name", ["conforms", "looks-like"])
@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_found_where_nothing_is_wrong(rule: str, name: str) -> None:
    """A false finding costs more trust than a missed one."""
    found = [(finding.rule, finding.focus, finding.message.en) for finding in found_in(rule, name)]

    assert found == []


@pytest.mark.packed
@pytest.mark.parametrize("rule", RULES)
def test_a_violation_is_found_once_by_its_own_rule_at_its_own_place(rule: str) -> None:
    """One gap, one finding: a reader who sees three for one stops reading."""
    stated = STATED.search((HERE / rule / "violates.ttl").read_text(encoding="utf-8"))

    assert stated is not None
    found = [(finding.rule, finding.focus) for finding in found_in(rule, "violates")]
    assert [one for one in found if one[0] not in IMPLIED.get(rule, ())] == [stated.groups()]


@pytest.mark.parametrize(
    ("sector", "missed"), [("civil-society", {"Company"}), ("business", {"CivilSociety"}), (None, set())]
)
def test_a_trade_union_is_no_business_and_an_employers_organisation_no_civil_society(
    sector: str | None, missed: set[str]
) -> None:
    """Both are interest organisations; the register says which sector they belong to."""
    sg, actor = PREFIXES["sg"], ox.NamedNode("https://w3id.org/samgraf/id/actor/x")
    answer, mention = ox.NamedNode("https://x/answer"), ox.NamedNode("https://x/mention")
    said = [
        (actor, RDF_TYPE, ox.NamedNode(f"{sg}InterestOrganisation")),
        (answer, RDF_TYPE, ox.NamedNode(f"{sg}Answer")),
        (mention, ox.NamedNode(f"{sg}actor"), actor),
        (mention, ox.NamedNode(f"{sg}inAnswer"), answer),
    ]
    if sector:
        said.append(
            (actor, ox.NamedNode(f"{sg}inSector"), ox.NamedNode(f"https://w3id.org/samgraf/id/sector/{sector}"))
        )
    store = ox.Store()
    store.extend([ox.Quad(*triple) for triple in said])
    store.extend([ox.Quad(*triple) for triple in load_shapes().words])
    treated = store.query((folder("shapes") / "derived.rq").read_text("utf-8"))

    kinds = {triple.object.value.removeprefix(sg) for triple in treated}
    assert {"Company", "CivilSociety"} - kinds == missed


@pytest.mark.parametrize("shape", sorted(load_shapes().rules))
def test_each_message_asks_and_then_says_what_to_do_in_both_languages(shape: str) -> None:
    """A finding without what to do is a complaint."""
    rule = load_shapes().rules[shape]
    for lang in ("sv", "en"):
        assert rule.message.in_(lang).endswith("?")
        assert re.fullmatch(r"[A-ZÅÄÖ].+\.", rule.advice.in_(lang))
        assert rule.title.in_(lang)
        assert rule.rests_on.in_(lang)


@pytest.mark.parametrize("shape", sorted(load_shapes().rules))
def test_each_rule_is_named_after_its_shape_and_rests_on_something(shape: str) -> None:
    """The id in a finding leads to the shape; the shape leads to the instruction."""
    rule = load_shapes().rules[shape]
    graph = to_rdflib(load_shapes().triples)

    assert shape.removeprefix(SGS).startswith(rule.rule)
    assert rule.family == FAMILIES[rule.rule[3]]
    assert list(graph.objects(URIRef(shape), URIRef("http://purl.org/dc/terms/source")))
    assert graph.value(URIRef(shape), SH.severity) in {SH.Violation, SH.Warning, SH.Info}


def test_the_shapes_are_shapes() -> None:
    """SHACL's own shapes for shapes find nothing: other tools can run ours."""
    conforms, _graph, text = meta_validate(plain_shapes(), max_validation_depth=60)  # a path in a list in sh:or is deep

    assert conforms, text


def test_what_a_report_shows_is_never_a_blank_node() -> None:
    """A blank node in `sh:sourceShape` cannot be looked up."""
    graph = plain_shapes()
    shown = {
        *graph.subjects(SH.message),
        *graph.subjects(SH.select),
        *graph.subjects(SH.targetClass),
        *graph.subjects(SH.targetSubjectsOf),
        *graph.objects(None, SH.sparql),
        *graph.objects(None, SH.property),
    }

    assert shown
    assert not [node for node in shown if isinstance(node, BNode)]


def test_no_rule_is_switched_off_as_delivered() -> None:
    """A rule that is off by mistake looks like a report without gaps."""
    assert not [triple for triple in load_shapes().triples if triple.predicate.value == str(SH.deactivated)]


def test_words_are_regular_expressions_that_match_nothing_in_an_empty_text() -> None:
    """A pattern that matches everything would switch its rule off without a word."""
    graph = Graph().parse(folder("shapes") / "words.ttl")
    patterns = [str(text) for text in graph.objects(None, URIRef(SGS + "spokenOfAs"))]

    assert len(patterns) >= 9
    for pattern in patterns:
        assert pattern == pattern.lower(), "derived.rq looks for it in a text in small letters"
        assert not re.search(pattern, "xyz", re.IGNORECASE)
        assert all(part for part in pattern.split("|"))


def test_the_readme_lists_every_rule_with_its_severity() -> None:
    """Somebody who wants to change a severity looks there first."""
    text = (folder("shapes") / "README.md").read_text(encoding="utf-8")
    for rule in load_shapes().rules.values():
        assert re.search(rf"^\| {rule.rule} \|.*\b{rule.severity}\b", text, re.MULTILINE), rule.rule


def test_labels_have_both_languages() -> None:
    """`--lang en` must not fall back on Swedish."""
    graph = plain_shapes()
    named = {subject for subject in graph.subjects(RDFS.label) if str(subject).startswith(SGS + "SG-")}

    assert named
    for subject in named:
        assert {getattr(label, "language", None) for label in graph.objects(subject, RDFS.label)} == {"sv", "en"}
