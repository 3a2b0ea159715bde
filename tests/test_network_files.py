"""Networks as files and as a command: other programs read them back, spreadsheets run nothing, every run is the same."""

from __future__ import annotations

import io
import json
import sys
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import networkx as nx
import pytest
import python_calamine
from example_store import REPORT, example
from test_network import ALMI, FACTS, SALA
from test_network_pictures import HOSTILE

from samgraf.api import library
from samgraf.cli import main
from samgraf.drawing.raster import to_pdf, to_png
from samgraf.errors import UsageError
from samgraf.formats import to_csv
from samgraf.network.build import actors_by_insatser
from samgraf.network.chosen import Choice
from samgraf.network.facts import Actor, Facts, Work
from samgraf.network.files import to_gexf, to_graphml, to_json, to_xlsx
from samgraf.network.network import VIEWS, Network, View, read_network
from samgraf.network.tables import centrality, edges_table, nodes_table

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Network("actors", actors_by_insatser(FACTS), FACTS, Choice())
BAD = Facts(((Actor("https://x/a", f"={HOSTILE}", "kommun", "state"), Work("A", 2023, "https://x/i", "=1+1")),
             (SALA, Work("A", 2023, "https://x/i", "=1+1"))))  # fmt: skip
HOSTILES = Network("actors", actors_by_insatser(BAD), BAD, Choice())


@cache
def of(view: View) -> Network:
    """Return a network of the example report."""
    return read_network(example(), library(), view)


@pytest.mark.parametrize("view", VIEWS)
def test_graphml_is_read_back_with_its_figures(view: View) -> None:
    """Gephi and yEd want types: a number that is text cannot be a size."""
    found = nx.read_graphml(io.BytesIO(to_graphml(of(view))))
    graph = of(view).graph

    assert set(found) == set(graph)
    assert {frozenset(edge) for edge in found.edges()} == {frozenset(edge) for edge in graph.edges()}
    assert {type(held["betweenness"]) for _, held in found.nodes(data=True)} == {float}
    assert {type(held["weight"]) for _, _, held in found.edges(data=True)} == {int}
    assert all(found.nodes[node]["label"] == graph.nodes[node]["label"] for node in graph)


@pytest.mark.parametrize("view", VIEWS)
def test_gexf_is_read_back_with_colours_and_without_the_date_of_today(view: View) -> None:
    """The same network gives the same bytes tomorrow."""
    data = to_gexf(of(view))
    found = nx.read_gexf(io.BytesIO(data))

    assert set(found) == set(of(view).graph)
    assert all("color" in held["viz"] and held["viz"]["size"] > 0 for _, held in found.nodes(data=True))
    assert b"lastmodified" not in data


@pytest.mark.parametrize("write", [to_graphml, to_gexf, to_json, to_xlsx])
def test_a_hostile_name_leaves_every_file_whole(write) -> None:
    """A control character makes XML that nobody can open."""
    data = write(HOSTILES)

    assert write is to_xlsx or (b"\x00" not in data and b"\x1b" not in data)
    if write is to_graphml:
        assert len(nx.read_graphml(io.BytesIO(data))) == 2
    if write is to_gexf:
        assert len(nx.read_gexf(io.BytesIO(data))) == 2


def test_json_has_nodes_and_links_that_name_them() -> None:
    """It is what d3 and cytoscape take."""
    held = json.loads(to_json(SMALL, "en"))
    ids = {node["id"] for node in held["nodes"]}

    assert held["title"] == "Actors who work together in insatser"
    assert {link[end] for link in held["links"] for end in ("source", "target")} <= ids
    assert next(node for node in held["nodes"] if node["id"] == ALMI.iri)["insatser"] == 1


def test_the_workbook_has_a_sheet_for_each_kind_and_no_formula() -> None:
    """A name that begins with = must stay a name."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(of("goals"))))
    bad = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(HOSTILES)))

    assert book.sheet_names == ["Aktörer", "Mål", "Kopplingar", "Om"]
    assert len(book.get_sheet_by_name("Kopplingar").to_python()) == of("goals").graph.number_of_edges() + 1
    assert any(
        str(cell).startswith("=</title>") for row in bad.get_sheet_by_name("Aktörer").to_python() for cell in row
    )
    assert to_xlsx(SMALL) == to_xlsx(SMALL)


def test_the_tables_count_what_the_graph_has() -> None:
    """Three tables of one network must agree."""
    rows = centrality(SMALL).to_dicts()

    assert [row["actorName"] for row in rows][:2] == ["Sala kommun", "Umeå universitet"]
    assert (rows[0]["partners"], rows[0]["sectors"], rows[0]["community"]) == (3, 4, 1)
    assert len(nodes_table(SMALL)) == len(SMALL.graph) == len(rows)
    assert [row["shared"] for row in edges_table(SMALL).to_dicts()] == ["Lyft", "Kliv", "Kliv", "Kliv"]
    assert centrality(Network("goals", of("goals").graph, of("goals").facts, Choice())).columns[5] == "goals"


def test_a_cell_that_begins_as_a_formula_is_text_in_csv() -> None:
    """A spreadsheet would run it."""
    assert "'=1+1" in to_csv(edges_table(HOSTILES))[0]


@pytest.mark.skipif(
    find_spec("vl_convert") is None, reason="vl-convert is not installed: pip install 'samgraf[charts]'"
)
def test_a_picture_becomes_png_and_pdf_with_the_fonts_that_come_along() -> None:
    """A machine without fonts would draw nothing, or something else."""
    svg = SMALL.picture()

    assert to_png(svg).startswith(b"\x89PNG")
    assert to_png(svg) == to_png(svg)
    assert to_pdf(svg).startswith(b"%PDF")


def test_without_vl_convert_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra, and SVG needs nothing."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    with pytest.raises(UsageError, match=r"pip install 'samgraf\[charts\]'"):
        to_png(SMALL.picture())


@pytest.mark.packed
def test_the_command_writes_each_form_by_the_ending_of_the_file(tmp_path: Path, capsys, monkeypatch) -> None:
    """An analyst names a file and gets what its name says."""
    monkeypatch.setenv("COLUMNS", "160")  # a narrow terminal breaks names
    work = ["--workspace", str(tmp_path / "w")]
    assert main([*work, "build", str(REPORT)]) == 0
    for ending in ("svg", "html", "graphml", "gexf", "xlsx", "json"):
        assert main([*work, "network", "goals", "--out", str(tmp_path / f"n.{ending}")]) == 0
        assert (tmp_path / f"n.{ending}").stat().st_size > 1000
    capsys.readouterr()

    assert main([*work, "network"]) == 0
    assert "Sveriges Kommuner och Regioner" in capsys.readouterr().out
    assert main([*work, "network", "--format", "edges-csv"]) == 0
    assert capsys.readouterr().out.startswith("source,sourceName,target,targetName,weight,shared\r\n")
    assert main([*work, "network", "--year", "1999"]) == 0
    assert "Inga aktörer i det som valts." in capsys.readouterr().out
    assert main([*work, "network", "--out", str(tmp_path / "n.doc")]) == 2
    assert main([*work, "network", "--format", "table", "--out", str(tmp_path / "n.txt")]) == 2
    assert main([*work, "network", "--sector", "rymden"]) == 2
    assert main([*work, "network", "ring"]) == 2
