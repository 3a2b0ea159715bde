"""The library on other machines: the same rows as here, graphs pushed once, and nothing sent that nobody asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import sparql_servers
from click.testing import CliRunner
from local_server import Answered, LocalServer, json_answer, serving
from small_reports import load
from sparql_servers import NO_OXIGRAPH, NO_VIRTUOSO, OXIGRAPH, VIRTUOSO, SparqlServer
from test_query_library import LIBRARY, given, quads, small

from samgraf import api, pushing
from samgraf.charts.library import CHARTS, read_matrix
from samgraf.cli import program
from samgraf.elsewhere import elsewhere, known, with_prefixes
from samgraf.errors import RemoteBusyError, RemoteError, RemoteRefusedError, RemoteReplyError, UsageError
from samgraf.graph.namespaces import GRAPHS
from samgraf.network.network import VIEWS, read_network
from samgraf.queries import parse_query, run
from samgraf.remote import Limits
from samgraf.remote_login import Login
from samgraf.store import Store, open_store
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = Limits(30.0)
NOT_FINISHED = {"virtuoso": {"identifiers-of-actors", "link-proposals"}}
"""Questions that an engine does not finish in time; docs/remote.md says so."""
EMPTY = Answered(b"", 404)


def target(server: SparqlServer) -> pushing.Target:
    """Return a server's graph store, with who may write there."""
    return pushing.Target(Login(known(server.store, server.who)), SOON)


def everything() -> Store:
    """Return the small dataset of the library, as a workspace would hold it."""
    engine = ox.Store()
    engine.extend(quads())
    return Store(engine)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparqlServer]:
    """Give a server that was pushed the small dataset of the library."""
    if request.param == "oxigraph" and not OXIGRAPH:
        pytest.skip(NO_OXIGRAPH)
    if request.param == "virtuoso" and not VIRTUOSO:
        pytest.skip(NO_VIRTUOSO)
    start = getattr(sparql_servers, request.param)
    with start(tmp_path_factory.mktemp(request.param)) as running:
        pushing.push(everything(), target(running))
        yield running


def rows(name: str, answer: api.Answer) -> list[tuple[str, ...]]:
    """Return the rows of an answer as text, sorted: engines sort å ä ö differently."""
    del name
    return sorted(tuple("" if term is None else term.value for term in row) for row in answer.rows)  # type: ignore[union-attr]


def test_every_question_gives_the_same_rows_and_sentence_elsewhere(server: SparqlServer) -> None:
    """A national installation runs on an engine that is not ours."""
    where = elsewhere(server.query, 20.0)
    odd: dict[str, object] = {}
    for name, query in LIBRARY.items():
        if name in NOT_FINISHED.get(server.name, ()):
            continue
        here = run(query, small(), **given(query))
        try:
            there = run(query, where, **given(query))
        except RemoteError as error:
            odd[name] = error.en
            continue
        if (rows(name, here), here.said()) != (rows(name, there), there.said()):
            ours, theirs = set(rows(name, here)), set(rows(name, there))
            odd[name] = (here.said(), there.said(), ours - theirs, theirs - ours)

    assert not odd
    assert len(LIBRARY) >= 35


def test_a_question_that_gives_statements_gives_them_elsewhere_too(server: SparqlServer) -> None:
    """What is handed to other programs as a graph can be made where the graphs are."""
    query = parse_query(
        "#+ id: names\n#+ kind: construct\n#+ title: {sv: N, en: N}\n#+ question: {sv: N, en: N}\n"
        "PREFIX sg: <https://w3id.org/samgraf/def/>\n"
        "CONSTRUCT { ?insats sg:name ?name } WHERE { ?entry sg:describesInsats ?insats . ?entry sg:name ?name }",
        Path("queries/names.rq"),
    )
    here, there = run(query, small()), run(query, elsewhere(server.query))

    assert here.triples
    assert [str(triple) for triple in there.triples or ()] == [str(triple) for triple in here.triples]


def test_parameters_restrict_elsewhere_as_here(server: SparqlServer) -> None:
    """They are bound here, and sent as SPARQL."""
    where = elsewhere(server.query)
    for name, parameters in (
        ("insatser", {"region": "19", "year": 2023, "insats": "create"}),
        ("actors-on-goals", {"goal": "18", "actor": "almi"}),
        ("findings", {"rule": "C08", "lang": "en"}),
        ("evidence", {"contains": "verkstan", "below": 50}),
        ("shared-objectives", {"least": 1}),
        ("insatser", {"year": 1999}),
    ):
        here, there = run(LIBRARY[name], small(), **parameters), run(LIBRARY[name], where, **parameters)

        assert rows(name, there) == rows(name, here), name
        assert there.said() == here.said()


def test_networks_and_charts_are_the_same_elsewhere(server: SparqlServer) -> None:
    """They are reckoned here, from rows that any engine selects."""
    there = api.Remote(elsewhere(server.query, 20.0))
    for view in VIEWS:
        assert there.network(view).picture() == read_network(small(), LIBRARY, view).picture()
    for name in CHARTS:
        assert there.chart(name) == read_matrix(small(), LIBRARY, name), name


def test_what_is_there_already_is_not_sent_again(server: SparqlServer) -> None:
    """Two hundred reports a night would be much traffic for nothing."""
    assert {deed for _, deed in pushing.plan(everything(), target(server))} == {"same"}
    assert {deed for _, deed in pushing.push(everything(), target(server))} == {"same"}


def test_what_changed_is_sent_and_what_is_gone_is_taken_away(server: SparqlServer) -> None:
    """A server that keeps what the workspace has dropped answers with ghosts."""
    changed = everything()
    graph = ox.NamedNode(GRAPHS + "19/2023")
    new = ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal("å"), graph)
    changed.engine.add(new)
    changed.engine.remove_graph(ox.NamedNode(GRAPHS + "18/2023"))
    deeds = dict(pushing.push(changed, target(server)))

    assert deeds[graph.value] == "changed"
    assert deeds[GRAPHS + "18/2023"] == "gone"
    assert {deed for name, deed in deeds.items() if name[len(GRAPHS) :] not in {"19/2023", "18/2023"}} == {"same"}
    where = elsewhere(server.query)
    assert len(where.sparql("SELECT ?o { <urn:a> <urn:b> ?o }").rows) == 1
    assert not where.sparql(f"SELECT ?s {{ GRAPH <{GRAPHS}18/2023> {{ ?s ?p ?o }} }}").rows

    assert {deed for _, deed in pushing.push(everything(), target(server))} == {"same", "changed", "new"}


def test_a_push_that_was_cut_short_goes_on_where_it_ended(server: SparqlServer) -> None:
    """A night's push that breaks at the last graph must not begin again at the first."""
    aside = f"{GRAPHS}aside"
    changed = everything()
    for key in ("18/2023", "19/2022", "19/2023"):
        changed.engine.add(
            ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:c"), ox.Literal("1"), ox.NamedNode(GRAPHS + key))
        )
    done: list[str] = []

    def stop(name: str, deed: str) -> None:
        if deed != "same":
            done.append(name)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pushing.push(changed, target(server), tell=stop)
    left = {name for name, deed in pushing.plan(changed, target(server)) if deed == "changed"}

    assert (
        len(left) == 3
    )  # the one that was sent has an old note too: it is sent again, so that nothing is taken for done
    assert done[0] in left
    pushing.push(changed, target(server))
    assert {deed for _, deed in pushing.plan(changed, target(server))} == {"same"}
    assert aside not in dict(pushing.plan(changed, target(server)))
    pushing.push(everything(), target(server))


def test_graphs_that_are_not_ours_are_left_alone(server: SparqlServer) -> None:
    """The server may hold other things."""
    login = target(server).login
    pushing._send(target(server), "PUT", "urn:others", b"<urn:x> <urn:y> <urn:z> .")
    pushing.push(everything(), target(server))

    assert len(elsewhere(server.query).sparql("SELECT ?s { GRAPH <urn:others> { ?s <urn:y> ?o } }").rows) == 1
    assert login.endpoint.query == server.store
    pushing._send(target(server), "DELETE", "urn:others", None)
    pushing._send(target(server), "DELETE", "urn:others", None)  # once more: somebody else was first


def test_what_follows_can_be_left_at_home(server: SparqlServer) -> None:
    """Some want only what was reported."""
    deeds = dict(pushing.plan(everything(), target(server), derived=False))

    assert {deed for name, deed in deeds.items() if "/derived/" in name} == {"gone"}


def test_the_commands_ask_and_push(server: SparqlServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person types."""
    workspace = Workspace.create(tmp_path / "w")
    load(workspace)
    for name, value in server.who.items():
        monkeypatch.setenv(name, value)

    def samgraf(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(program("sv"), ["--workspace", str(workspace.path), *words], standalone_mode=False)
        return (done.return_value or 0, done.output) if done.exception is None else (9, str(done.exception))

    code, said = samgraf(
        "sparql", "SELECT (COUNT(*) AS ?n) { ?r a sg:Report }", "--endpoint", server.query, "--format", "csv"
    )
    assert (code, said.split()) == (0, ["n", "3"])
    code, said = samgraf("ask", "results-basis", "--endpoint", server.query)
    assert code == 0
    assert "1 av 4 insatser anger bedömningsgrund." in said
    code, said = samgraf("push", "--endpoint", server.store, "--dry-run")
    assert code == 0
    assert "Skulle skickas: " in said
    assert {deed for _, deed in pushing.plan(everything(), target(server))} == {"same"}
    assert samgraf("ask", "insatser", "--endpoint", server.query, "--no-derived")[0] == 9
    code, said = samgraf("sparql", "CONSTRUCT { ?r a sg:Report } WHERE { ?r a sg:Report }", "--endpoint", server.query)
    assert (code, said.count("> .\n")) == (0, 3)  # beside them stands what the answer is


@pytest.mark.skipif(not OXIGRAPH, reason=NO_OXIGRAPH)
def test_a_server_whose_default_graph_is_empty_is_told_of(tmp_path: Path) -> None:
    """Every answer would be that nothing is reported."""
    with sparql_servers.oxigraph(tmp_path, union=False) as running:
        pushing.push(everything(), target(running))
        where = elsewhere(running.query)
        why = where.why_nothing()

        assert why is not None
        assert "union-default-graph" in why.sv
        assert len(run(LIBRARY["insats-years"], elsewhere(f"{running.query}?union-default-graph")).rows) == 4
        assert elsewhere(f"{running.query}?union-default-graph").why_nothing() is None


@pytest.fixture(scope="module")
def odd() -> Iterator[LocalServer]:
    """Give a server that misbehaves."""
    count = "{}"
    busy = Answered(b"", 503, {"Retry-After": "0"})
    with serving(
        {
            "/busy": busy,
            "/html": Answered(b"<html>", headers={"Content-Type": "text/html"}),
            "/broken": Answered(b"<a> <b> .", headers={"Content-Type": "text/turtle"}),
            "/refuses": Answered(b"read only", 403),
            "/nobody": Answered(b"", 401),
            "/empty": json_answer(count),
            "/half": json_answer(
                '{"head":{"vars":["n"]},"results":{"bindings":[{"n":{"type":"lit', "application/sparql-results+json"
            ),
        }
    ) as local:
        yield local


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("busy", RemoteBusyError),
        ("html", RemoteReplyError),
        ("broken", RemoteReplyError),
        ("refuses", RemoteRefusedError),
        ("nobody", RemoteRefusedError),
    ],
)
def test_a_store_that_misbehaves_is_told_and_nothing_is_taken_for_done(
    odd: LocalServer, path: str, error: type[Exception]
) -> None:
    """A push that believes a broken server leaves holes that nobody sees."""
    there = pushing.Target(Login(known(f"{odd.url}/{path}", {"SAMGRAF_ENDPOINT_USER": "anna"})), Limits(2.0))
    with pytest.raises(error):
        pushing.push(everything(), there)

    assert not [asked for asked in odd.asked if asked.method == "PUT"]


def test_a_cut_answer_is_no_answer(odd: LocalServer) -> None:
    """An error after the first byte comes as 200 with half of the JSON."""
    with pytest.raises(RemoteReplyError):
        run(LIBRARY["insatser"], elsewhere(f"{odd.url}/half"))


def test_only_the_query_is_sent_and_without_its_comments(odd: LocalServer) -> None:
    """Nothing leaves the machine that the user did not ask for; a header says nothing to a server."""
    odd.asked.clear()
    with pytest.raises(RemoteReplyError):
        run(LIBRARY["insats-years"], elsewhere(f"{odd.url}/half"))
    asked = odd.asked[0]

    assert len(odd.asked) == 1
    assert "cookie" not in asked.headers
    assert "authorization" not in asked.headers
    assert "samgraf" in asked.headers["user-agent"]
    sent = f"{asked.path} {asked.body!r}"
    assert "insats-years" not in sent
    assert str(os.getpid()) not in asked.headers["user-agent"]


def test_a_password_never_goes_in_the_clear_to_another_machine() -> None:
    """Whoever sits between would have it."""
    who = {"SAMGRAF_ENDPOINT_USER": "anna", "SAMGRAF_ENDPOINT_PASSWORD": "hemligt"}
    with pytest.raises(UsageError) as error:
        known("http://example.org/sparql", who)

    assert "hemligt" not in error.value.sv
    assert known("https://example.org/sparql", who).password == "hemligt"  # noqa: S105
    assert known("http://127.0.0.1:1/sparql", who).user == "anna"
    assert known("http://example.org/sparql", {}).user is None
    with pytest.raises(UsageError):
        known("http://example.org/sparql", {"SAMGRAF_ENDPOINT_TOKEN": "x"})


def test_our_prefixes_are_declared_where_they_are_used_and_not() -> None:
    """What can be written to the embedded engine can be written to a server."""
    asked = with_prefixes(
        "# a comment with sg:Goal\nPREFIX sg: <urn:mine/>\nSELECT ?a { ?a a sg:Goal ; skos:notation 'owl:x' }"
    )

    assert asked.startswith("PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\nPREFIX sg: <urn:mine/>")
    assert "comment" not in asked
    assert "'owl:x'" in asked


def test_the_same_graph_gives_the_same_bytes_whatever_its_blank_nodes_are_called(tmp_path: Path) -> None:
    """The ontology has blank nodes, which get other names each time that it is read."""
    workspace = Workspace.create(tmp_path / "w")
    load(workspace)
    first, second = (pushing._local(open_store(workspace), derived=True) for _ in range(2))

    assert first.keys() == second.keys()
    assert {name for name in first if first[name] != second[name]} == set()
    assert any(b"_:" in body for body, _ in first.values())
