"""Pictures of networks: no two texts overlap, nothing runs, every run the same, what is not shown is said."""

from __future__ import annotations

import html
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import pytest
from example_store import example

from samgraf.api import library
from samgraf.drawing.lettering import Box, broken, text_width
from samgraf.drawing.marks import mark
from samgraf.drawing.svg import value_text
from samgraf.errors import UsageError
from samgraf.network.build import actors_by_goals, actors_by_insatser, actors_goals
from samgraf.network.chosen import Choice, choose
from samgraf.network.facts import Actor, Facts, Goal, Work
from samgraf.network.layout import Size, lay_out
from samgraf.network.network import VIEWS, Network, View, read_network
from samgraf.network.page import render
from samgraf.network.picture import draw
from samgraf.network.sectors import LOOKS
from samgraf.network.shown import LINKS_PER_NODE, thinned

HOSTILE = '</title><script>alert("1")</script><img src=x onerror=alert(2)>&\x00\x1b]]>'
MAKERS = {"actors": actors_by_insatser, "goals": actors_goals, "shared-goals": actors_by_goals}
WORDS = (
    "Länsstyrelsen",
    "i",
    "Utvecklings",
    "kommun",
    "Västra",
    "Götalands",
    "Samordningsförbundet",
    "AB",
    "Högskolan",
    "Å",
)


def made_up(actors: int, works: int, seed: int = 1) -> Facts:
    """Return facts of so many actors and insatser, with names short and long."""
    r = random.Random(seed)  # noqa: S311  (made-up names)
    people = [
        Actor(f"https://x/actor/{n}", f"{' '.join(r.choices(WORDS, k=r.randint(1, 7)))} {n}", "kommun", r.choice([*LOOKS, ""]))
        for n in range(actors)
    ]  # fmt: skip
    jobs = [Work(f"Region {n % 9}", 2020 + n % 4, f"https://x/insats/{n}", f"Insats {n}") for n in range(works)]
    goals = [
        Goal(f"https://x/goal/{n}", f"Ramverk {n % 5}", f"Område {n % 7}", str(n), " ".join(r.choices(WORDS, k=12)))
        for n in range(60)
    ]
    parts = sorted({(one, work) for work in jobs for one in r.sample(people, min(actors, r.randint(1, 6)))})
    return Facts(tuple(parts), tuple(sorted({(work, goal) for work in jobs for goal in r.sample(goals, 2)})))


def network(facts: Facts, view: View) -> Network:
    """Return a network of facts."""
    return Network(view, MAKERS[view](facts), facts, Choice())


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("actors", "works", "top"), [(0, 0, 40), (2, 1, 40), (9, 6, 40), (60, 50, 60), (600, 900, 70)])
def test_no_two_texts_overlap(view: View, actors: int, works: int, top: int) -> None:
    """A name that lies over another cannot be read, and a board will not be shown it."""
    picture = draw(network(made_up(actors, works), view), "sv", top)

    assert [(a, b) for a, b in combinations(picture.labels, 2) if a.overlaps(b)] == []
    assert all(box.x >= 0 and box.y >= 0 for box in picture.labels)
    assert all(box.x + box.width <= picture.width and box.y + box.height <= picture.height for box in picture.labels)


@pytest.mark.parametrize("seed", range(6))
def test_no_node_comes_nearer_to_another_than_the_gap(seed: int) -> None:
    """Marks hide names as well as names do; measured on nets of every density."""
    graph = nx.relabel_nodes(nx.gnm_random_graph(30, 20 + 30 * seed, seed=seed), {n: f"n{n:02}" for n in range(30)})
    sizes = {node: Size(20 + 9.0 * (at % 7), 8, 20 + 14.0 * (at % 3)) for at, node in enumerate(sorted(graph))}
    points = lay_out(graph, sizes, 900, gap=8)
    boxes = [
        Box(x - sizes[node].half, y - sizes[node].above, 2 * sizes[node].half, sizes[node].above + sizes[node].below)
        for node, (x, y) in points.items()
    ]

    assert len(boxes) == 30
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_those_who_are_linked_stand_nearer_than_those_who_are_not() -> None:
    """Else the picture is a list in disguise."""
    graph = nx.relabel_nodes(nx.path_graph(6), {n: f"n{n}" for n in range(6)})
    points = lay_out(graph, dict.fromkeys(graph, Size(10, 5, 5)), 900)
    along = [points[f"n{n}"][0] for n in range(6)]

    assert along in (sorted(along), sorted(along, reverse=True))
    assert all(60 < abs(a - b) < 200 for a, b in pairwise(along))


def test_the_picture_says_what_it_shows_and_what_it_leaves_out() -> None:
    """A picture goes from hand to hand without the text it stood in."""
    facts = made_up(300, 300)
    svg = draw(network(facts, "actors"), "sv", 25).svg
    english = draw(network(facts, "actors"), "en", 25).svg

    assert "Aktörer som samverkar i insatser" in svg
    assert "9 regioner, 2020–2023" in svg
    assert re.search(r"Visar de 25 av \d+ aktörer som har flest insatser; \d+ visas inte\.", svg)
    assert "Källa: regionernas återrapporter" in svg
    assert "kommunal sektor" in svg
    assert "Actors who work together in insatser" in english
    assert "municipal sector" in english
    assert not re.search("aktör(?!er i)|kommunal", english.replace("kommun)", ""))


def test_a_dense_network_keeps_its_strongest_links_and_what_hangs_together() -> None:
    """A ball of wool shows nothing."""
    graph = nx.relabel_nodes(nx.complete_graph(20), {n: f"n{n:02}" for n in range(20)})
    for at, edge in enumerate(sorted(graph.edges())):
        graph.edges[edge]["weight"] = 1 + at % 4
    fewer, least = thinned(graph)

    assert fewer.number_of_edges() <= LINKS_PER_NODE * 20 + 19
    assert nx.is_connected(fewer)
    assert all(fewer.has_edge(*edge) for edge in graph.edges() if graph.edges[edge]["weight"] >= least)


@pytest.mark.parametrize("view", VIEWS)
def test_a_hostile_name_is_only_text(view: View) -> None:
    """Names come from reports, and a picture is opened in a browser."""
    bad = Actor("https://x/a", HOSTILE, HOSTILE, "state")
    good = Actor("https://x/b", "B", "kommun", "municipal")
    work = Work(HOSTILE, 2023, "https://x/i", HOSTILE)
    facts = Facts(((bad, work), (good, work)), ((work, Goal("https://x/g", HOSTILE, HOSTILE, "1", HOSTILE)),))
    svg, page = draw(network(facts, view)).svg, render(network(facts, view))
    found = _Tags()
    found.feed(page)

    assert "script" not in {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}  # noqa: S314  (ours)
    assert found.tags.count("script") == 1
    assert "img" not in found.tags
    assert not any(name.startswith("on") for name in found.attributes)
    assert "\x00" not in page


def test_the_page_names_no_other_address_and_lets_nothing_else_run() -> None:
    """It is sent by mail and opened on closed networks."""
    page = render(network(made_up(20, 15), "actors"))

    assert set(re.findall(r"(?:src|href)=\"([^\"]*)", page)) == {"#actors"}
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) - {f"https://x/actor/{n}" for n in range(20)} == {
        "http://www.w3.org/2000/svg"
    }
    assert "default-src 'none'" in html.unescape(page)
    assert "unsafe" not in page


def test_the_page_has_every_actor_in_its_table() -> None:
    """The picture shows the most active only."""
    facts = made_up(80, 60)
    page = render(network(facts, "actors"), "sv", 10)

    assert page.count("<tr data-id=") == len({actor for actor, _ in facts.parts})


def test_every_run_draws_the_same_bytes() -> None:
    """A picture is compared with last year's, and Python goes through sets in another order in every process."""
    program = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from test_network_pictures import *\n"
        "import hashlib\nnets = [network(made_up(40, 30), v) for v in VIEWS]\n"
        "print([hashlib.sha256((draw(n).svg + str(sorted(n.communities.items())) + str(n.betweenness)).encode()).hexdigest() for n in nets])"
    )
    said = {
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=Path(__file__).parents[1],
                       env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(said) == 1


def test_the_example_has_its_actors_and_goals_in_the_picture() -> None:
    """What is drawn is what the report says."""
    svg = draw(read_network(example(), library(), "goals")).svg

    for text in (
        "Region Västmanland 2023",
        "Skinnskattebergs kommun",
        "16 Förbättrat företagsklimat",
        "Energikontoret",
    ):
        assert text in svg
    assert "Visar" not in svg


@pytest.mark.parametrize(
    ("choice", "some", "none"),
    [
        ({"sector": "kommun"}, "Sala kommun", "Vinnova"),
        ({"sector": "statlig sektor"}, "Vinnova", "Sala kommun"),
        ({"sector": "municipal,state"}, "Vinnova", "AI Sweden"),
        ({"framework": "regionala utvecklingsfonden"}, "Energikontoret i Mälardalen", "Sala kommun"),
        ({"goal": "10"}, "Sala kommun", "Vinnova"),
        ({"area": "välmående"}, "Socialstyrelsen", "Vinnova"),
        ({"actor": "ai sweden"}, "Vinnova", "Sala kommun"),
        ({"question": "9.2"}, "Sala kommun", "Vinnova"),
        ({"region": "19", "year": 2023}, "Vinnova", "Uppsala kommun"),
    ],
)
def test_what_is_chosen_is_what_is_shown(choice: dict[str, object], some: str, none: str) -> None:
    """Each restriction keeps what it names and leaves out the rest."""
    found = read_network(example(), library(), "actors", choose(choice))
    names = {found.graph.nodes[node]["label"] for node in found.graph}

    assert some in names
    assert none not in names


def test_what_cannot_be_chosen_is_said() -> None:
    """A misspelt choice would restrict nothing."""
    with pytest.raises(UsageError, match="går inte att välja på"):
        choose({"sektor": "x"})
    with pytest.raises(UsageError, match="ingen sektor"):
        read_network(example(), library(), "actors", choose({"sector": "rymden"}))
    with pytest.raises(UsageError, match="ingen vy"):
        read_network(example(), library(), "ring")  # type: ignore[arg-type]


def test_text_is_broken_where_words_end_and_cut_where_it_must_be() -> None:
    """What is measured is what must fit."""
    lines = broken("Länsstyrelsen i Västmanlands län", 12, 110, 3)

    assert " ".join(lines) == "Länsstyrelsen i Västmanlands län"
    assert all(text_width(line, 12) <= 110 for line in lines)
    assert broken("a" * 200, 12, 50, 2)[-1].endswith("…")
    assert broken("Kollektivtrafiknämnden", 12, 80, 3)[0].endswith("-")
    assert broken("", 12, 50, 2) == []


def test_letters_that_are_not_measured_are_taken_for_wide() -> None:
    """A name in another script must not run into the next."""
    assert text_width("東京", 10) >= 20
    assert text_width("ñ", 10) == text_width("n", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)


def test_numbers_are_short_and_never_minus_nothing() -> None:
    """Two ways to write the same number would differ between machines."""
    assert [value_text(value) for value in (1.0, 1.26, -0.04, 7)] == ["1", "1.3", "0", "7"]


def test_each_sector_is_drawn_as_its_own_shape() -> None:
    """Colours are not enough, and two shapes may not be the same one."""
    drawn = {mark(shape, 0, 0, 10, "#000000") for _, shape in LOOKS.values()}

    assert len(drawn) == len(LOOKS)


class _Tags(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
