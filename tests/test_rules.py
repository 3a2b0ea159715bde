"""The rules: what follows from a report, the same as an OWL RL reasoner says, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from nation import fill
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from samgraf.errors import QueryError
from samgraf.graph.namespaces import DERIVED_FROM, GRAPHS, derived_graph, report_graph, sg
from samgraf.resources import folder
from samgraf.rules import (
    DERIVED_REFERENCE,
    derive,
    derive_reference,
    derive_report,
    load_rules,
    read_rule,
    rules_digest,
)
from samgraf.store import Store, open_store
from samgraf.untrusted import run_untrusted
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

ID = "https://w3id.org/samgraf/id/"
REPORT = report_graph("19", 2023)
DERIVED = derived_graph("19", 2023)
PREFIXES = f"@prefix id: <{ID}> . @prefix sg: <https://w3id.org/samgraf/def/> . "

FACTS = """
<report> a sg:Report ; sg:region <region> ; sg:reportYear 2023 .
<entry-1> a sg:InsatsEntry ; sg:inReport <report> ; sg:describesInsats <insats-1> ; sg:hasAttribution <a-1> , <a-2> ;
    sg:hasEffect <effect-1> ; sg:hasParticipation <p-1> , <p-2> , <p-3> , <p-4> .
<entry-2> a sg:InsatsEntry ; sg:inReport <report> ; sg:describesInsats <insats-2> ; sg:hasAttribution <a-3> ;
    sg:hasParticipation <p-5> .
<insats-1> a sg:Insats . <insats-2> a sg:Insats .
<a-1> a sg:GoalAttribution ; sg:ofEntry <entry-1> ; sg:goal <target-1> .
<a-2> a sg:GoalAttribution ; sg:ofEntry <entry-1> ; sg:goalArea <area-2> .
<a-3> a sg:GoalAttribution ; sg:ofEntry <entry-2> ; sg:goal <target-2> .
<effect-1> a sg:Effect ; sg:ofEntry <entry-1> ; sg:assessedHorizon <assessment-1> .
<assessment-1> a sg:HorizonAssessment ; sg:horizon <https://w3id.org/samgraf/id/horizon/medium> .
<p-1> a sg:Participation ; sg:actor <almi> ; sg:insats <insats-1> ; sg:inEntry <entry-1> ; sg:hasEvidence <ev-1> ;
    sg:role <https://w3id.org/samgraf/id/role/partner> .
<p-2> a sg:Participation ; sg:actor <region> ; sg:insats <insats-1> ; sg:inEntry <entry-1> ; sg:hasEvidence <ev-2> ;
    sg:role <https://w3id.org/samgraf/id/role/owner> .
<p-3> a sg:Participation ; sg:actor <company> ; sg:insats <insats-1> ; sg:inEntry <entry-1> ;
    sg:role <https://w3id.org/samgraf/id/role/target-group> .
<p-4> a sg:Participation ; sg:group <group> ; sg:insats <insats-1> ; sg:inEntry <entry-1> ;
    sg:role <https://w3id.org/samgraf/id/role/partner> .
<p-5> a sg:Participation ; sg:actor <almi> ; sg:insats <insats-2> ; sg:inEntry <entry-2> ;
    sg:role <https://w3id.org/samgraf/id/role/mentioned> .
"""
SHARED = """
<target-1> a sg:Target ; sg:inArea <area-1> ; sg:matchesPriority <priority-1> .
<target-2> a sg:Target ; sg:inArea <area-1> .
<area-1> a sg:GoalArea . <area-2> a sg:GoalArea .
<priority-1> a sg:NationalPriority ; sg:inArea <strategic-1> .
<strategic-1> a sg:StrategicArea .
"""


def quads(text: str, graph: NamedNode) -> list[Quad]:
    """Return the quads of Turtle, its bare names being ours, in a named graph."""
    found = parse(PREFIXES + text, format=RdfFormat.TURTLE, base_iri=ID)
    return [Quad(q.subject, q.predicate, q.object, graph) for q in found]


FACT_QUADS = quads(FACTS, REPORT)
SHARED_QUADS = quads(SHARED, NamedNode(GRAPHS + "reference/goals"))


def bare(node: object) -> str:
    """Return an IRI or the text of a plain literal, without its brackets or quotation marks."""
    return str(node).strip('<>"')


def short(found: list[Quad]) -> set[tuple[str, str, str]]:
    """Return triples by the last part of their names."""
    return {tuple(str(node).strip('<>"').rsplit("/", 1)[-1] for node in quad.triple) for quad in found}  # type: ignore[misc]


def derived_triples() -> set[tuple[str, str, str]]:
    """Return what follows from the example."""
    return short(derive_report(FACT_QUADS, SHARED_QUADS))


def test_who_works_towards_what_follows_from_participation_and_attribution() -> None:
    """The question asked most is one join afterwards."""
    found = derived_triples()

    assert {(s, o) for s, p, o in found if p == "worksTowards"} == {("almi", "target-1"), ("region", "target-1")}
    assert {(s, o) for s, p, o in found if p == "worksTowardsPriority"} == {
        ("almi", "priority-1"),
        ("region", "priority-1"),
    }


def test_an_area_is_reached_by_name_and_through_a_goal() -> None:
    """Some reports name the area only."""
    found = derived_triples()

    assert {o for s, p, o in found if p == "contributesToArea" and s == "insats-1"} == {"area-1", "area-2"}
    assert {o for s, p, o in found if p == "worksTowardsArea" and s == "almi"} == {"area-1", "area-2"}


def test_target_groups_and_the_merely_named_do_not_take_part() -> None:
    """To be helped by an insats, or to be named beside it, is not to work towards its goals."""
    found = derived_triples()

    assert ("company", "targetGroupOf", "insats-1") in found
    assert ("almi", "mentionedWith", "insats-2") in found
    assert {(s, o) for s, p, o in found if p == "participatesIn"} == {("almi", "insats-1"), ("region", "insats-1")}
    assert {s for s, p, o in found if p == "involvedIn"} == {"almi", "region", "company"}


def test_a_collaboration_is_a_record_with_insats_year_and_evidence() -> None:
    """That two collaborated is worth little without where it stands."""
    found = derived_triples()
    (record,) = {s for s, p, o in found if o == "Collaboration"}

    assert {(p, o) for s, p, o in found if s == record and p != "year"} == {
        ("22-rdf-syntax-ns#type", "Collaboration"),
        ("firstActor", "almi"),
        ("secondActor", "region"),
        ("insats", "insats-1"),
        ("restsOnParticipation", "p-1"),
        ("restsOnParticipation", "p-2"),
        ("hasEvidence", "ev-1"),
        ("hasEvidence", "ev-2"),
    }
    assert [q.object for q in derive_report(FACT_QUADS, SHARED_QUADS) if q.predicate == sg("year")] == [Literal(2023)]
    assert ("region", "collaboratedWith", "almi") in found
    assert ("almi", "collaboratedWith", "region") in found


def test_rules_and_an_owl_rl_reasoner_agree() -> None:
    """The rules are the axioms for large graphs: one must not say more or less than the other."""
    owlrl = pytest.importorskip("owlrl")
    rdflib = pytest.importorskip("rdflib")
    rules = derive([*FACT_QUADS, *SHARED_QUADS])
    graph = rdflib.Graph()
    graph.parse(folder("ontology") / "samgraf.ttl", format="turtle")
    graph.parse(data=PREFIXES + FACTS + SHARED, format="turtle", publicID=ID)
    # The role is in the participation: OWL has no chain for "participatesIn if the role is partner", so it is given.
    for quad in rules:
        if quad.predicate in {
            sg(name) for name in ("participatesIn", "owns", "partnerIn", "targetGroupOf", "mentionedWith")
        }:
            graph.add(tuple(rdflib.URIRef(bare(node)) for node in quad.triple))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    names = (
        "involvedIn attributedGoal attributedArea contributesTo contributesToArea contributesToPriority worksTowards "
    )
    names += "worksTowardsArea worksTowardsPriority underGoal"
    errors = list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")))

    assert errors == []
    for name in names.split():
        by_rule = {(bare(q.subject), bare(q.object)) for q in rules if q.predicate == sg(name)}
        by_owl = {(str(s), str(o)) for s, o in graph.subject_objects(rdflib.URIRef(sg(name).value))}

        assert by_rule, name
        assert by_rule == by_owl, name
    effect, kind = rdflib.URIRef(ID + "effect-1"), rdflib.URIRef(sg("MediumTermEffect").value)

    assert (effect, rdflib.RDF.type, kind) in graph
    assert ("effect-1", "22-rdf-syntax-ns#type", "MediumTermEffect") in short(rules)


def test_every_derived_quad_is_in_the_derived_graph_that_says_where_it_comes_from() -> None:
    """Derived is never mixed with reported."""
    found = derive_report(FACT_QUADS, SHARED_QUADS)

    assert {quad.graph_name for quad in found} == {DERIVED}
    assert Quad(DERIVED, DERIVED_FROM, REPORT, DERIVED) in found
    assert Quad(DERIVED, DERIVED_FROM, NamedNode(GRAPHS + "reference/goals"), DERIVED) in found
    assert {bare(q.object) for q in found if q.predicate == sg("derivedWith")} == {r.id for r in load_rules("report")}
    assert rules_digest("report") in {bare(q.object) for q in found if q.predicate == sg("sha256")}


def test_a_report_is_derived_alone() -> None:
    """One year's participation must not meet another year's attribution."""
    other = [Quad(q.subject, q.predicate, q.object, report_graph("19", 2022)) for q in FACT_QUADS if "p-1" in str(q)]
    together = derive([*FACT_QUADS, *SHARED_QUADS, *other])

    assert [q for q in together if q.graph_name == DERIVED] == derive_report(FACT_QUADS, SHARED_QUADS)
    assert not [q for q in together if q.graph_name == derived_graph("19", 2022) and q.predicate == sg("worksTowards")]


def test_the_goal_hierarchy_is_closed_once_for_the_reference_data() -> None:
    """No report changes it."""
    found = derive_reference(SHARED_QUADS)

    assert {quad.graph_name for quad in found} == {DERIVED_REFERENCE}
    assert ("priority-1", "underGoal", "strategic-1") in short(found)


def test_rules_run_in_an_order_in_which_a_second_run_adds_nothing() -> None:
    """Each rule sees what it needs the first time."""
    once = derive_report(FACT_QUADS, SHARED_QUADS)
    back = [Quad(q.subject, q.predicate, q.object, REPORT) for q in once if q.subject != DERIVED]

    assert derive_report([*FACT_QUADS, *back], SHARED_QUADS) == once


def test_the_same_report_gives_the_same_quads_in_the_same_order() -> None:
    """The derived graph is written to a file that lies in git."""
    assert derive_report(FACT_QUADS, SHARED_QUADS) == derive_report(FACT_QUADS[::-1], SHARED_QUADS[::-1])


def test_derived_evidence_and_findings_graphs_are_no_reports_and_no_reference() -> None:
    """A store holds them too, and running again must not feed on them."""
    first = derive([*FACT_QUADS, *SHARED_QUADS])
    aside = [Quad(q.subject, q.predicate, q.object, NamedNode(REPORT.value + "/findings")) for q in SHARED_QUADS]

    assert derive([*FACT_QUADS, *SHARED_QUADS, *first, *aside]) == first


def test_quads_of_two_graphs_are_refused_as_one_report() -> None:
    """Silently deriving across reports would be the very fault that named graphs are for."""
    with pytest.raises(QueryError, match="en enda rapports graf"):
        derive_report([*FACT_QUADS, *SHARED_QUADS], [])


def test_rules_derive_only_what_they_say() -> None:
    """The header is what the docs show."""
    found = derive([*FACT_QUADS, *SHARED_QUADS])
    said = {name for rule in (*load_rules("report"), *load_rules("reference")) for name in rule.derives}
    record = {"firstActor", "secondActor", "insats", "year", "restsOnParticipation", "hasEvidence"}
    about = {"derivedWith", "sha256", "prov#wasDerivedFrom", "22-rdf-syntax-ns#type"}

    assert {p for _, p, _ in short(found)} <= said | record | about
    assert len(load_rules("report")) == 7
    assert len(load_rules("reference")) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "saknas"),
        ("#+ id: x\n", "nycklar"),
        ("#+ id: y\n#+ title: {sv: a, en: b}\n#+ scope: report\n#+ order: 1\n#+ derives: []\n", "filens namn"),
        ("#+ id: x\n#+ title: {sv: a}\n#+ scope: report\n#+ order: 1\n#+ derives: []\n", "fel form"),
        ("#+ id: [\n", "YAML"),
    ],
)
def test_a_rule_with_a_faulty_header_is_an_error_that_names_the_file(tmp_path: Path, header: str, message: str) -> None:
    """A rule that is skipped in silence is a fact that is missing in silence."""
    path = tmp_path / "x.rq"
    path.write_text(header + "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", encoding="utf-8")

    with pytest.raises(QueryError, match=message) as error:
        read_rule(path)

    assert "x.rq" in str(error.value)


def small_workspace(folder: Path) -> Workspace:
    """Return a workspace of three made-up reports of one region and three of another."""
    workspace = Workspace.create(folder)
    fill(workspace, regions=2, years=3)
    return workspace


def kept(workspace: Workspace) -> dict[str, int]:
    """Return the derived graphs that are kept, each with when it was written."""
    return {path.name: path.stat().st_mtime_ns for path in (workspace.path / "index" / "derived").glob("*.nq")}


def derived_in(store: Store) -> set[Quad]:
    """Return what a store holds in derived graphs."""
    return {quad for name in store.graph_names() if "/derived/" in name for quad in store.quads(name)}


def test_what_is_derived_report_by_report_is_what_follows_from_the_whole(tmp_path: Path) -> None:
    """A shortcut past statements that no rule reads must not lose any that one does."""
    workspace = small_workspace(tmp_path / "w")
    store = open_store(workspace)
    whole = [quad for name in store.graph_names() if "/derived/" not in name for quad in store.quads(name)]

    assert derived_in(store) == set(derive(whole))
    assert len(derived_in(store)) > 500


def test_only_what_changed_is_derived_again(tmp_path: Path) -> None:
    """Deriving 210 dense reports takes half a minute, and one new report changes one."""
    workspace = small_workspace(tmp_path / "w")
    before = derived_in(open_store(workspace))
    first = kept(workspace)
    workspace.remove("01", 2024)
    open_store(workspace)
    second = kept(workspace)

    assert len(first) == 6
    assert second == {name: first[name] for name in second}
    assert len(second) == 5
    fill(workspace, regions=1, years=3)
    assert derived_in(open_store(workspace)) == before


def test_a_damaged_derived_graph_is_derived_again(tmp_path: Path) -> None:
    """It is thrown away at will, so nobody backs it up."""
    workspace = small_workspace(tmp_path / "w")
    before = derived_in(open_store(workspace))
    for path in (workspace.path / "index" / "derived").glob("*.nq"):
        path.write_bytes(path.read_bytes()[:-40])
    (workspace.path / "index" / "CURRENT").unlink()

    assert derived_in(open_store(workspace)) == before


def test_another_nation_of_the_same_arguments_is_the_same(tmp_path: Path) -> None:
    """Benchmarks of two days must be of the same data."""
    one, other = small_workspace(tmp_path / "a"), small_workspace(tmp_path / "b")

    assert one.manifest() == other.manifest()
    assert len(one.manifest().reports) == 6
    assert sum(record.quads for record in one.manifest().reports.values()) > 6 * 1500


def test_what_follows_can_be_left_out_of_an_answer(tmp_path: Path) -> None:
    """Some want to know what was reported, and nothing else."""
    store = open_store(small_workspace(tmp_path / "w"))
    asked = "ASK { ?actor sg:worksTowards ?goal }"

    assert bool(store.query(asked))
    assert not bool(store.as_reported().query(asked))
    assert bool(store.as_reported().query("ASK { ?entry a sg:InsatsEntry . ?goal a sg:Target }"))
    assert b"true" in run_untrusted(asked, store)
    assert b"false" in run_untrusted(asked, store.as_reported())
