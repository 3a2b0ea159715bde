"""Networks: who is linked to whom, who lies between, which groups hold together, the same in every run."""

from __future__ import annotations

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef

from samgraf.network.aims import to_aims
from samgraf.network.bridging import bridging_rows
from samgraf.network.build import actors_by_goals, actors_by_insatser, actors_goals
from samgraf.network.facts import Actor, Facts, Goal, Work, to_parts
from samgraf.network.measures import EXACT, betweenness, communities, pivots, sectors_met
from samgraf.network.sectors import LOOKS, UNKNOWN, sector, sectors
from samgraf.reference import reference_quads
from samgraf.resources import folder

ALMI = Actor("https://x/almi", "Almi", "företagsfrämjare", "business-support")
SALA = Actor("https://x/sala", "Sala kommun", "kommun", "municipal")
UMEA = Actor("https://x/umea", "Umeå universitet", "universitet", "academia")
VOLVO = Actor("https://x/volvo", "Volvo", "företag", "business")
LONER = Actor("https://x/loner", "Ensam", "", "")
LYFT, KLIV, SOLO = (
    Work("Region A", 2023, f"https://x/insats/{name}", name.title()) for name in ("lyft", "kliv", "solo")
)
LYFT_BEFORE = Work("Region A", 2022, LYFT.insats, "Lyft 2022")
JOBS = Goal("https://x/goal/1", "RUS", "Jobb", "1", "Fler i arbete")
SKILLS = Goal("https://x/goal/2", "RUS", "Jobb", "2", "Rätt kompetens")

FACTS = Facts(
    parts=((ALMI, LYFT), (SALA, LYFT), (ALMI, LYFT_BEFORE), (SALA, LYFT_BEFORE), (SALA, KLIV), (UMEA, KLIV), (VOLVO, KLIV), (LONER, SOLO)),
    aims=((LYFT, JOBS), (LYFT, SKILLS), (KLIV, JOBS), (SOLO, SKILLS)),
)  # fmt: skip


def term(value: str | int) -> ox.Literal:
    """Return a literal."""
    return ox.Literal(value)


def row(region: str, year: int, insats: str, actor: Actor) -> dict[str, ox.NamedNode | ox.Literal | None]:
    """Return a row as `bridging-actors` selects it."""
    return {
        "region": term(region), "year": term(year), "insats": ox.NamedNode(insats), "name": term("x"),
        "actor": ox.NamedNode(actor.iri), "actorName": term(actor.name), "kind": term(actor.kind),
        "sector": term(f"https://x/sector/{actor.sector}") if actor.sector else None,
    }  # fmt: skip


def test_actors_are_linked_by_the_insatser_they_share_and_an_insats_of_two_years_is_one() -> None:
    """An insats that goes on for ten years is not ten."""
    graph = actors_by_insatser(FACTS)

    assert graph.edges[ALMI.iri, SALA.iri] == {"weight": 1, "shared": "Lyft"}
    assert not graph.has_edge(ALMI.iri, UMEA.iri)
    assert graph.degree(LONER.iri) == 0
    assert graph.nodes[SALA.iri] == {
        "type": "actor", "label": "Sala kommun", "kind": "kommun", "sector": "municipal", "insatser": 2, "regions": "Region A",
    }  # fmt: skip


def test_actors_are_linked_by_the_goals_they_share_without_having_met() -> None:
    """Two that work towards the same goal in different insatser ought perhaps to meet."""
    graph = actors_by_goals(FACTS)

    assert graph.edges[ALMI.iri, UMEA.iri] == {"weight": 1, "shared": "1 Fler i arbete"}
    assert graph.edges[ALMI.iri, SALA.iri]["weight"] == 2
    assert graph.edges[ALMI.iri, LONER.iri]["shared"] == "2 Rätt kompetens"


def test_actors_are_linked_to_goals_by_the_number_of_insatser() -> None:
    """It is the width of the line in the picture."""
    graph = actors_goals(FACTS)

    assert graph.edges[SALA.iri, JOBS.iri] == {"weight": 2, "shared": "Kliv; Lyft"}
    assert graph.nodes[JOBS.iri]["insatser"] == 2
    assert graph.nodes[JOBS.iri]["type"] == "goal"
    assert set(nx.get_node_attributes(graph, "type").values()) == {"actor", "goal"}


def test_who_lies_between_is_reckoned_as_by_hand() -> None:
    """Sala is on Almi's only way to Umeå and to Volvo: 2 of the 6 pairs of four others."""
    found = betweenness(actors_by_insatser(FACTS))

    assert found[SALA.iri] == round(2 / 6, 4)
    assert {found[actor.iri] for actor in (ALMI, UMEA, VOLVO, LONER)} == {0}


def test_bridging_actors_come_best_bridge_first_and_without_those_who_are_alone() -> None:
    """A row of zeros for everybody who stands alone would hide the answer."""
    selected = [row("A", 2023, work.insats, actor) for actor, work in FACTS.parts]
    found = [tuple(cell.value for cell in each if cell) for each in bridging_rows(selected)]

    assert found[0] == (
        SALA.iri, "Sala kommun", "kommun", "4", "0.3333",
        "företags- och innovationsstöd; kommunal sektor; näringsliv; utbildning och forskning", "3", "2",
    )  # fmt: skip
    assert [each[1] for each in found] == ["Sala kommun", "Umeå universitet", "Volvo", "Almi"]


def test_a_sector_that_is_not_known_is_not_counted() -> None:
    """Not knowing is no sector of society."""
    graph = actors_by_insatser(Facts(((ALMI, SOLO), (LONER, SOLO))))

    assert sectors_met(graph, LONER.iri) == ["business-support"]


def test_groups_hold_together_and_the_largest_is_the_first() -> None:
    """Numbers that change places between runs make two pictures of one network differ."""
    graph = nx.Graph()
    graph.add_edges_from((f"a{one}", f"a{two}") for one in range(4) for two in range(one))
    graph.add_edges_from((f"b{one}", f"b{two}") for one in range(3) for two in range(one))
    graph.add_edge("a0", "b0")
    graph.add_node("alone")

    assert communities(graph) == {**{f"a{n}": 1 for n in range(4)}, **{f"b{n}": 2 for n in range(3)}}


def test_nothing_gives_nothing() -> None:
    """A workspace without reports has a network too."""
    graph = actors_by_insatser(Facts(()))

    assert betweenness(graph) == communities(graph) == {}
    assert bridging_rows([]) == []


@pytest.mark.parametrize(("nodes", "edges", "sampled"), [(100, 1000, False), (3000, 20_000, True)])
def test_large_networks_are_estimated_from_some_nodes(nodes: int, edges: int, sampled: bool) -> None:  # noqa: FBT001
    """Exact betweenness of a nation's ten years would take minutes."""
    graph = nx.gnm_random_graph(nodes, edges, seed=1)
    number = pivots(graph)

    assert (number is not None) is sampled
    assert number is None or number * edges <= EXACT


def test_an_actor_of_two_names_is_one_and_rows_become_what_they_say() -> None:
    """The region spells an actor as it likes; the address is the same."""
    other = Actor(SALA.iri, "Sala Kommun", "kommun", "municipal")
    parts = to_parts([row("A", 2022, "https://x/i", SALA), row("A", 2023, "https://x/i", other)])

    assert {actor.name for actor, _ in parts} == {"Sala Kommun"}
    assert [work.year for _, work in parts] == [2022, 2023]


def test_an_area_is_a_goal_only_where_nothing_finer_is_named() -> None:
    """Else each target would be counted twice, once as its area."""

    def aim(insats: str, area: str, number: str) -> dict[str, ox.NamedNode | ox.Literal | None]:
        named = {
            "framework": term("RUS"),
            "area": term(area) if area else None,
            "number": term(number) if number else None,
        }
        return {"region": term("A"), "year": term(2023), "insats": ox.NamedNode(insats), "name": term("x"),
                **named, "title": None, "goal": None}  # fmt: skip

    aims = to_aims(
        [
            aim("https://x/1", "Jobb", ""),
            aim("https://x/1", "Jobb", "3"),
            aim("https://x/2", "Jobb", ""),
            aim("https://x/2", "", ""),
        ]
    )

    assert [(work.insats[-1], goal.label) for work, goal in aims] == [("1", "3 (titel okänd)"), ("2", "Jobb")]


def test_number_3_of_one_region_is_not_number_3_of_another() -> None:
    """Every region numbers its own goals, and most of them nobody has listed."""

    def aim(region: str, goal: ox.NamedNode | None = None) -> dict[str, ox.NamedNode | ox.Literal | None]:
        return {"region": term(region), "year": term(2023), "insats": ox.NamedNode("https://x/1"), "name": term("x"),
                "framework": term("RUS"), "area": None, "number": term("3"), "title": None, "goal": goal}  # fmt: skip

    known = ox.NamedNode("https://x/goal/3")
    aims = to_aims([aim("A"), aim("B"), aim("C", known)], {known.value: ("RUS C", "Hälsa")})

    assert sorted({goal.framework for _, goal in aims}) == ["RUS (A)", "RUS (B)", "RUS C"]
    assert next(goal for _, goal in aims if goal.iri == known.value).area == "Hälsa"


def test_every_sector_of_the_code_list_has_a_look_that_no_other_has() -> None:
    """Colour alone does not reach one man in twelve, and a new sector without a look would vanish."""
    listed = Graph().parse(folder("ontology") / "codelists" / "sector.ttl")
    of_kind = URIRef("https://w3id.org/samgraf/def/Sector")
    keys = {str(each).rpartition("/")[2] for each in listed.subjects(None, of_kind)}

    assert set(sectors()) == keys == set(LOOKS)
    assert len({look for look, _ in LOOKS.values()}) == len({shape for _, shape in LOOKS.values()}) == len(LOOKS)
    assert sector("nonsense") is UNKNOWN


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("sveriges-kommuner-och-regioner", {"municipal"}),
        ("if-metall", {"civil-society"}),
        ("tjanstemannens-centralorganisation", {"civil-society"}),
        ("svenskt-vatten", {"municipal"}),
        ("svensk-kollektivtrafik", {"regional"}),
        ("svenskt-naringsliv", set()),
    ],
)
def test_an_interest_organisation_is_of_its_members_sector(actor: str, expected: set[str]) -> None:
    """It is usually of business; unions, and the organisations of municipalities and regions, say their own sector."""
    iri = f"https://w3id.org/samgraf/id/actor/{actor}"
    own = {
        quad.object.value.rpartition("/")[2]
        for quad in reference_quads()
        if quad.subject.value == iri and quad.predicate.value.endswith("/inSector")
    }

    assert own == expected
