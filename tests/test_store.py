"""The engine over the workspace: all graphs at once, an index that is made, found stale or damaged, and made again."""

from __future__ import annotations

import errno
import os
import shutil

import pyoxigraph as ox
import pytest
from small_reports import OTHER, load, small_report

from samgraf import files, index
from samgraf.errors import QueryError, WorkspaceError
from samgraf.graph.report import to_nquads
from samgraf.store import from_quads, in_memory, is_report_graph, open_store
from samgraf.workspace import Workspace, program_version

COUNT = "SELECT (COUNT(DISTINCT ?entry) AS ?n) WHERE { ?entry a sg:InsatsEntry }"
OUTPUT = "SELECT ?text WHERE { ?o a sg:Output ; sg:text ?text }"


@pytest.fixture(autouse=True)
def _little_reference(monkeypatch):
    """Build from a little of the reference data: what is tested is the index, and it is built a hundred times."""
    little = index.reference_quads()[:300]
    monkeypatch.setattr(index, "reference_quads", lambda *_: little)


@pytest.fixture
def workspace(tmp_path):
    """Return a workspace with one report."""
    made = Workspace.create(tmp_path / "data")
    load(made)
    return made


@pytest.fixture(params=["memory", "disk"])
def kind(request, monkeypatch):
    """Return which form of index is tried; both must behave alike."""
    monkeypatch.setattr(index, "MEMORY_QUADS", 10**9 if request.param == "memory" else 0)
    return request.param


def values(store, query):
    """Return the rows of a query as text."""
    return [[term.value if term else None for term in row] for row in store.query(query)]


def generations(workspace):
    """Return the names of the generations in the index folder."""
    return sorted(
        path.name for path in (workspace.path / "index").iterdir() if path.is_dir() and path.name != "derived"
    )


def test_everything_is_asked_at_once_reports_evidence_and_reference(workspace, kind):
    """A question need not say in which graph its answer is."""
    store = open_store(workspace)

    assert store.place.kind == kind
    assert values(store, COUNT) == [["1"]]
    assert int(values(store, "SELECT (COUNT(*) AS ?n) { ?e sg:quote ?q }")[0][0]) > 10
    assert any("graph/reference/" in name for name in store.graph_names())
    assert store.report_graphs() == ["https://w3id.org/samgraf/graph/19/2023"]


def test_from_and_graph_restrict_as_the_query_says(workspace, kind):
    """The engine ignores FROM when it is told to use the union: that answers another question than was asked."""
    load(workspace, year=2022)
    store = open_store(workspace)
    one = "https://w3id.org/samgraf/graph/19/2023"

    assert values(store, COUNT) == [["2"]]
    assert values(store, COUNT.replace("WHERE", f"FROM <{one}> WHERE")) == [["1"]]
    assert values(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{one}> {{ ?entry a sg:InsatsEntry }} }}") == [["1"]]
    assert values(store, "SELECT (COUNT(*) AS ?n) FROM <http://nowhere/> { ?s ?p ?o }") == [["0"]]
    assert values(
        store, 'SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a sg:InsatsEntry FILTER("from" = "from") } # FROM'
    ) == [["2"]]
    assert kind


def test_the_index_is_used_again_while_nothing_changes(workspace, kind):
    """Building costs a tenth of a second or more, opening a hundredth."""
    first = open_store(workspace).place
    second = open_store(workspace).place

    assert first == second
    assert generations(workspace) == ["gen-1"]
    assert index.state(workspace) == "whole"
    assert kind


def test_a_new_report_makes_the_index_stale_and_the_next_opening_makes_it_new(workspace, kind):
    """Files are the truth."""
    old = open_store(workspace)
    load(workspace, OTHER)

    assert index.state(workspace) == "stale"
    assert open_store(workspace).place.path.name == "gen-2"
    assert len(values(old, OUTPUT)) == 1, "who has the old generation open keeps it"
    load(workspace, year=2021)
    open_store(workspace)
    assert generations(workspace) == ["gen-2", "gen-3"]
    assert kind


def test_stored_findings_are_in_the_index(workspace):
    """The library asks for findings as for anything else."""
    quad = ox.Quad(
        ox.NamedNode("http://f"),
        ox.NamedNode("http://p"),
        ox.Literal("x"),
        ox.NamedNode("https://w3id.org/samgraf/graph/19/2023/findings"),
    )
    open_store(workspace)
    workspace.write_findings("19", 2023, [quad])

    assert values(open_store(workspace), "SELECT ?o { <http://f> ?p ?o }") == [["x"]]


def test_any_flipped_byte_in_the_index_is_found_and_the_index_made_again(workspace, kind):
    """A flipped byte can let the engine count for ever."""
    place = open_store(workspace).place.path
    expected = to_nquads(open_store(workspace).engine)
    sealed = [path for path in sorted(place.rglob("*")) if path.is_file() and path.name not in {"LOCK", "LOG"}]
    for path in [path for path in sealed if path.stat().st_size]:
        data = path.read_bytes()
        half = len(data) // 2
        path.write_bytes(data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :])

        assert index.state(workspace) in {"damaged", "stale"}, path.name
        path.write_bytes(data)
    path.write_bytes(b"")
    assert to_nquads(open_store(workspace).engine) == expected
    assert index.state(workspace) == "whole"
    assert kind


@pytest.mark.parametrize("what", ["whole index", "CURRENT", "generation", "manifest", "CURRENT points outside"])
def test_a_missing_index_is_made_again(workspace, what):
    """It may be thrown away at will."""
    place = open_store(workspace).place.path
    match what:
        case "whole index":
            shutil.rmtree(workspace.path / "index")
        case "CURRENT":
            (workspace.path / "index" / "CURRENT").unlink()
        case "generation":
            shutil.rmtree(place)
        case "manifest":
            (place / "manifest.json").unlink()
        case _:
            (workspace.path / "index" / "CURRENT").write_text("../../elsewhere\n")

    assert values(open_store(workspace), COUNT) == [["1"]]


def test_what_a_killed_builder_left_is_swept_and_what_a_living_one_builds_is_not(workspace):
    """Litter grows for ever otherwise."""
    (workspace.path / "index" / "tmp-999999999").mkdir(parents=True)
    (workspace.path / "index" / "tmp-1").mkdir()

    open_store(workspace)

    assert generations(workspace) == ["gen-1", "tmp-1"]


@pytest.mark.parametrize("step", ["rename", "CURRENT", "seal"])
def test_a_build_that_fails_harms_neither_the_reports_nor_the_index_that_was(workspace, monkeypatch, step):
    """Nothing stored is lost when a later build fails."""
    open_store(workspace)
    load(workspace, OTHER)
    before = workspace.graph_bytes("19-2023")
    full = OSError(errno.ENOSPC, "No space left on device")

    def refuse(*_, **__):
        raise full

    with monkeypatch.context() as patched:
        match step:
            case "rename":
                patched.setattr("pathlib.Path.rename", refuse)
            case "CURRENT":
                real = files.write_whole
                patched.setattr(
                    files, "write_whole", lambda path, data: refuse() if path.name == "CURRENT" else real(path, data)
                )
            case _:
                patched.setattr(files, "sync_file", refuse)
        with pytest.raises(WorkspaceError, match="Rapporterna är orörda"):
            open_store(workspace)

    assert workspace.graph_bytes("19-2023") == before
    assert (workspace.path / "index" / "CURRENT").read_text() == "gen-1\n"
    assert not list((workspace.path / "index").glob("tmp-*"))
    assert values(open_store(workspace), COUNT) == [["1"]]


def test_a_damaged_report_is_an_error_that_names_it(workspace):
    """An answer from half the reports would be wrong without a word."""
    (workspace.path / "graphs" / "19-2023.nq").write_bytes(b"")

    with pytest.raises(WorkspaceError, match=r"19-2023\.nq"):
        open_store(workspace)


def test_memory_and_index_hold_the_same(workspace, kind):
    """A notebook and a command must not differ."""
    assert (
        to_nquads(in_memory(workspace).engine)
        == to_nquads(open_store(workspace).engine)
        == to_nquads(open_store(workspace, memory=True).engine)
    )
    assert kind


def test_nothing_can_be_written_through_a_store_on_disk(workspace, monkeypatch):
    """A sealed generation stays as its manifest says."""
    monkeypatch.setattr(index, "MEMORY_QUADS", 0)
    store = open_store(workspace)

    with pytest.raises(RuntimeError, match="read-write"):
        store.engine.update("CLEAR ALL")
    assert index.state(workspace) == "whole"


def test_text_that_is_no_query_is_an_error_for_people():
    """The engine's own words are kept; what to do is added."""
    with pytest.raises(QueryError, match=r"SPARQL 1\.1"):
        from_quads([]).query("SELECT WHERE")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("19/2023", True),
        ("19/2023/evidence", False),
        ("reference/counties", False),
        ("derived/19/2023", False),
        ("19", False),
    ],
)
def test_a_report_graph_is_known_by_its_name(name, expected):
    """Queries over reports must not count the evidence graphs."""
    assert is_report_graph(f"https://w3id.org/samgraf/graph/{name}") is expected


def test_the_small_report_is_what_the_tests_above_count():
    """One entry, one output."""
    assert len(small_report().entries) == len(small_report().entries[0].outputs) == 1


def test_texts_and_checks_that_no_report_uses_are_swept(workspace):
    """Each new version of a report leaves its text behind, and each removed one its check; what was written lately may be in use."""
    used = f"{workspace.manifest().reports['19-2023'].source_sha256}-{program_version()}.txt"
    names = {"texts": [used, "0-0.1.txt"], "checks": ["19-2023.json", "stored.json", "03-2020.json"]}
    for folder, kept in names.items():
        (workspace.path / "index" / folder).mkdir(parents=True)
        for name in kept:
            path = workspace.path / "index" / folder / name
            path.write_text("x", "utf-8")
            os.utime(path, (0, 0))
    (workspace.path / "index" / "texts" / "nyss.txt").write_text("x", "utf-8")
    index.build(workspace)

    left = {path.name for folder in names for path in (workspace.path / "index" / folder).iterdir()}
    assert left == {used, "19-2023.json", "stored.json", "nyss.txt"}
