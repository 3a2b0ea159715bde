"""Links to open data: proposals with their grounds, from the reference data and from services that behave well or badly."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from local_server import Answered, Asked, LocalServer, drip, endless, json_answer, serving
from open_data_services import services

from samgraf.cli import main
from samgraf.errors import RemoteBusyError, RemoteTimeoutError, UsageError, WorkspaceError
from samgraf.graph.namespaces import links_graph, sg
from samgraf.graph.report import to_nquads
from samgraf.linking import records
from samgraf.linking.asking import Asker
from samgraf.linking.graph import PROPERTIES, from_quads
from samgraf.linking.likeness import alike, has_word, subject_words
from samgraf.linking.link import foreign_iri
from samgraf.linking.proposals import addresses_of, link_report, stored
from samgraf.manifest import Record
from samgraf.ontology import reference_quads
from samgraf.remote import Limits
from samgraf.store import open_store
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.linking.link import Link
    from samgraf.linking.proposals import Linked

DATA = Path(__file__).parent / "queries" / "data"
ID = "https://w3id.org/samgraf/id/"
TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
LIVE = ("wikidata", "eu-projects", "dataportal", "kolada")
PATHS = {"wikidata": "/wikidata", "eu-projects": "/projects", "dataportal": "/portal", "kolada": "/kolada"}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    """Give the four services."""
    with serving(services()) as local:
        yield local


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with the small report of Västmanland, 2023."""
    made = Workspace.create(tmp_path / "ws")
    graphs = {f"https://w3id.org/samgraf/graph/19/2023{end}" for end in ("", "/evidence")}
    quads = [
        quad
        for quad in ox.parse((DATA / "region-19-2023.trig").read_bytes(), ox.RdfFormat.TRIG)
        if quad.graph_name.value in graphs  # type: ignore[union-attr]
    ]
    data = to_nquads(quads)
    made._swap(
        Record("19", 2023, "graphs/19-2023.nq", _sha(data), len(quads), 3, 2, None, "0" * 64, "v.docx", "p", "r", "0"),
        data,
        None,
    )
    return made


def _sha(data: bytes) -> str:
    from samgraf.files import sha256_bytes  # noqa: PLC0415

    return sha256_bytes(data)


def linked(
    workspace: Workspace,
    server: LocalServer | None = None,
    asked: tuple[str, ...] = (),
    *,
    keep: bool = True,
    **options: object,
) -> Linked:
    """Return the links of the report, with services asked at the local server."""
    addresses = {name: server.url + path for name, path in PATHS.items()} if server else {}

    def asker(name: str) -> Asker:
        folder = workspace.path / "links" / "cache" / name if keep else None
        return Asker(folder, TODAY, pause=0, **options)  # type: ignore[arg-type]

    return link_report(workspace, "19-2023", asked, asker, addresses)


def of_kind(links: object, kind: str) -> list[Link]:
    """Return the links of one kind."""
    return [link for link in links if link.kind == kind]  # type: ignore[attr-defined]


def test_offline_links_rest_on_the_reference_data_and_say_so(workspace: Workspace) -> None:
    """Each link can be followed back to the graph and the day that it rests on."""
    links = linked(workspace).links
    agency = [
        (link.target, link.method, link.confidence, link.found_on)
        for link in links
        if link.subject == f"{ID}actor/tillvaxtverket"
    ]

    assert ("http://dataportal.se/organisation/SE2021006149", "reference", 1.0, "2026-11-28") in agency
    assert {link.target for link in of_kind(links, "place")} == {"http://data.europa.eu/nuts/code/SE125"}
    assert {link.target.rpartition("/")[2] for link in of_kind(links, "fund")} == {"ERDF", "ERDF_2021"}
    assert all(link.confidence == 0.5 for link in of_kind(links, "fund"))
    assert all(link.grounds and link.found_at for link in links)


def test_a_goal_leads_to_a_global_goal_only_by_inference(workspace: Workspace) -> None:
    """No report names a number of Agenda 2030 in the form: what is inferred must look inferred."""
    found = of_kind(linked(workspace).links, "global-goal")

    assert {(link.subject.rpartition("/")[2], link.target.rpartition("/")[2]) for link in found} >= {("target-18", "4")}
    assert all(
        link.method == "words-of-goal" and link.confidence <= 0.6 and "slutsats" in link.grounds for link in found
    )


def test_live_links_come_from_all_four_sources_with_their_day(workspace: Workspace, server: LocalServer) -> None:
    """The queries are run by an engine over data in the terms of those graphs, so they are right as SPARQL too."""
    links = linked(workspace, server, LIVE).links
    live = [link for link in links if link.found_at.startswith(server.url)]
    items = {
        (link.subject.rpartition("/")[2], link.target.rpartition("/")[2]): link for link in live if link.kind == "same"
    }

    assert all(link.found_on == "2026-11-28" for link in live)
    assert items["kommun-1981", "Q2"].confidence == 0.97
    assert items["almi", "Q3"].confidence == 0.6
    assert [items["verkstan", item].confidence for item in ("Q4", "Q5")] == [0.3, 0.3]
    assert ("verkstan", "Q6") not in items
    assert {link.target_name for link in of_kind(live, "data-set")} == {"Kompetens och företag i länet", "Kompetenser"}
    assert {link.target.rpartition("/")[2] for link in of_kind(live, "indicator")} == {"N00001", "N00002"}


def test_a_project_is_scored_by_name_beneficiary_programme_and_years(workspace: Workspace, server: LocalServer) -> None:
    """Two projects in Europe are called the same: what else is known tells them apart, and is said."""
    found = {
        link.target.rpartition("/")[2]: link
        for link in of_kind(linked(workspace, server, ("eu-projects",)).links, "eu-project")
    }

    assert found["Q100"].subject == f"{ID}insats/19/create"
    assert found["Q100"].confidence == 0.95
    for word in ("100 % likt", "Almi deltar", "European Regional Development Fund", "2022–2024 stämmer"):
        assert word in found["Q100"].grounds
    assert "Q101" not in found
    assert found["Q102"].confidence < found["Q100"].confidence
    assert not {"Q103", "Q104"} & found.keys()


def test_a_beneficiary_is_known_in_capitals_and_by_its_wikidata_item(workspace: Workspace, server: LocalServer) -> None:
    """Lists of beneficiaries shout, abbreviate and translate."""
    from samgraf.linking import eu_projects  # noqa: PLC0415
    from samgraf.linking.proposals import _things  # noqa: PLC0415

    actor = _things(workspace, "19-2023").actor(f"{ID}actor/tillvaxtverket")
    assert actor is not None
    found, _, cut = eu_projects._projects_by_beneficiary(
        [actor], 2023, Asker(None, TODAY, pause=0), f"{server.url}/projects"
    )

    assert {iri.rpartition("/")[2] for iri in found} == {"Q106", "Q107"}
    assert all(eu_projects._partner(project, [actor]) == "Tillväxtverket" for project in found.values())
    assert not cut


def test_an_answer_that_is_full_is_asked_for_in_halves_and_never_cut_in_silence(
    workspace: Workspace, server: LocalServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An endpoint's rows end at a limit: what lies beyond it would look as if it were not there."""
    monkeypatch.setattr("samgraf.linking.eu_projects.MOST", 5)
    whole = linked(workspace, server, ("eu-projects",), keep=False)

    assert {link.target.rpartition("/")[2] for link in of_kind(whole.links, "eu-project")} == {"Q100", "Q102"}
    assert "eu-projects" not in whole.faults
    monkeypatch.setattr("samgraf.linking.eu_projects.MOST", 1)
    assert "resten är inte med" in linked(workspace, server, ("eu-projects",), keep=False).faults["eu-projects"].sv


def test_a_damaged_graph_of_links_is_told(workspace: Workspace) -> None:
    """Files are the truth, and a broken one is no empty one."""
    linked(workspace)
    (workspace.path / "links" / "19-2023.nq").write_text("<a> <b>")

    with pytest.raises(WorkspaceError, match="skadad"):
        linked(workspace)


def test_links_go_with_the_report_that_they_are_of(workspace: Workspace) -> None:
    """A report that is removed leaves nothing behind that speaks of it."""
    linked(workspace)
    workspace.remove("19", 2023)

    assert stored(workspace, "19-2023") == []
    assert workspace.check() == []


def test_what_was_answered_is_not_asked_again_until_it_is_old(workspace: Workspace, server: LocalServer) -> None:
    """A run that was cut short goes on where it stopped, and open services are not asked for nothing."""
    linked(workspace, server, LIVE)
    before = len(server.asked)
    again = linked(workspace, server, LIVE)

    assert len(server.asked) == before
    assert again.new == 0
    linked(workspace, server, ("wikidata",), refresh=True)
    assert len(server.asked) > before


def test_a_kept_answer_that_is_damaged_or_too_old_is_asked_for(tmp_path: Path, server: LocalServer) -> None:
    """A cache is no truth."""
    asker = Asker(tmp_path, TODAY, pause=0)
    asker.json(f"{server.url}/kolada/kpi?title=bad")
    (kept,) = tmp_path.iterdir()
    for data in (b"{", b"[]", b'{"date": "x"}', json.dumps({"date": "2026-09-01", "answer": {}}).encode()):
        kept.write_bytes(data)
        before = len(server.asked)
        value, on = Asker(tmp_path, TODAY, pause=0).json(f"{server.url}/kolada/kpi?title=bad")

        assert (len(value["values"]), on, len(server.asked)) == (1, "2026-11-28", before + 1)


FAULTS = {
    "drip": Answered(headers={"Content-Type": "application/json"}, by_hand=drip),
    "huge": Answered(headers={"Content-Type": "application/json"}, by_hand=endless),
    "broken": json_answer('{"head": {"vars": ["item"]}, "results": {"bind'),
    "list": json_answer("[]"),
    "deep": json_answer("[" * 100_000),
    "html": Answered(b"<html>Hej</html>", headers={"Content-Type": "text/html"}),
    "busy": Answered(b"", 429, {"Retry-After": "3600"}),
    "down": Answered(b"", 500),
    "away": Answered(b"", 302, {"Location": "http://198.51.100.1/"}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_service_that_fails_is_told_and_harms_nothing(workspace: Workspace, server: LocalServer, fault: str) -> None:
    """What one source gave before stays, the others are asked all the same, and no half answer becomes a link."""
    before = linked(workspace, server, LIVE, keep=False)
    broken = dict.fromkeys(("/wikidata", "/projects", "/portal", "/kolada/kpi"), FAULTS[fault])
    with serving({**services(), **broken}) as local:
        after = linked(workspace, local, LIVE, keep=False, limits=Limits(0.3, 100_000))

    assert after.faults.keys() == set(LIVE)
    assert after.links == before.links
    assert after.new == 0


def test_a_busy_service_is_asked_once_more_after_the_wait_it_wants() -> None:
    """The services say when to come back; who does not listen is shut out."""
    waits: list[float] = []
    answers = iter([Answered(b"", 429, {"Retry-After": "7"}), json_answer('{"values": []}')])

    def answer(_: Asked) -> Answered:
        return next(answers)

    with serving({"/": answer}) as local:
        value, _ = Asker(None, TODAY, pause=0, sleep=waits.append).json(f"{local.url}/")

    assert value == {"values": []}
    assert waits == [7.0]


def test_a_service_that_stays_busy_or_wants_too_long_a_wait_is_left() -> None:
    """A run must end."""
    waits: list[float] = []
    with serving(
        {"/": Answered(b"", 503, {"Retry-After": "7"}), "/long": Answered(b"", 429, {"Retry-After": "9999"})}
    ) as local:
        for path, wanted in (("/", [7.0]), ("/long", [7.0])):
            with pytest.raises(RemoteBusyError):
                Asker(None, TODAY, pause=0, sleep=waits.append).json(local.url + path)

            assert waits == wanted


def test_requests_are_apart_and_end_when_time_is_up() -> None:
    """One clock runs over all requests to a source, and there is a pause between them."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with serving({"/": json_answer("{}")}) as local:
        asker = Asker(None, TODAY, seconds=5, pause=2, sleep=sleep, clock=lambda: now[0])
        for number in range(3):
            asker.json(f"{local.url}/?{number}")
        with pytest.raises(RemoteTimeoutError, match="kör igen"):
            asker.json(f"{local.url}/?3")

        assert now[0] == 4
        assert len(local.asked) == 3


def test_a_link_is_a_proposal_until_it_is_accepted_and_never_changes_what_was_reported(workspace: Workspace) -> None:
    """The statement that a link makes stands in the graph of links, and only when somebody has said so."""
    report = workspace.graph_bytes("19-2023")
    links = linked(workspace).links
    place = of_kind(links, "place")[0]
    stated = ox.Quad(
        ox.NamedNode(place.subject),
        ox.NamedNode(PROPERTIES["place"]),
        ox.NamedNode(place.target),
        links_graph("19", 2023),
    )

    assert stated not in open_store(workspace).quads(links_graph("19", 2023).value)
    records.decide(workspace, [place], "confirmed", who="Kim", now=NOW)
    linked(workspace)
    held = open_store(workspace).quads(links_graph("19", 2023).value)
    assert stated in held
    assert sum(quad.predicate == sg("reviewStatus") and quad.object.value.endswith("/confirmed") for quad in held) == 1  # type: ignore[union-attr]
    assert workspace.graph_bytes("19-2023") == report
    assert workspace.check() == []


def test_what_was_rejected_stays_rejected_and_what_was_confirmed_stays(
    workspace: Workspace, server: LocalServer
) -> None:
    """Asking again must not bring up what a person has settled, nor lose it when the source no longer knows it."""
    links = linked(workspace, server, LIVE).links
    project, item = of_kind(links, "eu-project")[0], next(link for link in links if link.target.endswith("/Q3"))
    records.decide(workspace, [project], "confirmed", who="Kim", now=NOW, reason="samma diarienummer")
    records.decide(workspace, [item], "rejected", who="Kim", now=NOW)
    empty = {
        path: (json_answer('{"values": []}') if path == "/kolada/kpi" else answer)
        for path, answer in services().items()
    }
    empty["/projects"] = json_answer('{"head":{"vars":["project"]},"results":{"bindings":[]}}')
    with serving(empty) as local:
        after = linked(workspace, local, LIVE, keep=False)
    graph = (workspace.path / "links" / "19-2023.nq").read_text("utf-8")

    assert [link.target for link in of_kind(after.links, "eu-project")] == [project.target]
    assert f"<{ID}review/rejected>" in graph
    assert f"<{item.subject}> <http://schema.org/sameAs> <{item.target}>" not in graph
    assert of_kind(after.links, "indicator") == []


def test_the_same_input_gives_the_same_bytes(workspace: Workspace, server: LocalServer) -> None:
    """A graph that changes without a cause cannot be kept in git."""
    linked(workspace, server, LIVE)
    at = workspace.path / "links" / "19-2023.nq"
    first = at.read_bytes()
    linked(workspace, server, LIVE)

    assert at.read_bytes() == first
    assert from_quads(ox.parse(first, ox.RdfFormat.N_QUADS)) == stored(workspace, "19-2023")


def test_a_provisional_actor_is_linked_to_who_had_that_name_in_the_year_of_the_report() -> None:
    """Statskontoret of 2023 is another agency than Statskontoret of 2026."""
    from samgraf.facts import Facts  # noqa: PLC0415
    from samgraf.linking.offline import Provenance, propose  # noqa: PLC0415
    from samgraf.linking.things import Place, Things  # noqa: PLC0415
    from samgraf.reference import load_reference  # noqa: PLC0415

    facts = Facts(reference_quads())

    def named(name: str, year: int) -> list[tuple[str, float]]:
        actor = Place(f"{ID}actor/provisional/19/x", name, ("Actor",), True, None, None, None, ())  # noqa: FBT003
        things = Things("19-2023", "19", year, (actor,), (), (), (), ())
        return [
            (link.target.rpartition("/")[2], link.confidence)
            for link in propose(things, facts, load_reference(), Provenance({}, facts))
        ]

    assert named("Statskontoret", 2023) == [("statskontoret", 0.9)]
    assert named("Statskontoret", 2026) == [("ekonomistyrningsverket", 0.9)]
    assert named("ekonomistyrningsverket", 2023) == [("ekonomistyrningsverket", 0.9)]
    assert named("Myndigheten för samhällsskydd och beredskap", 2023) == [
        ("myndigheten-for-samhallsskydd-och-beredskap", 0.9)
    ]
    assert named("Myndigheten för civilt försvar", 2023) == []
    assert named("Nagonting annat", 2023) == []


@pytest.mark.parametrize(
    "written",
    [
        "enligt lagen (2010:630) om regionalt utvecklingsansvar",
        "Förordningen 2010:630 gäller",
        "SFS 2010:630",
        "plan- och bygglagen (2010:630)",
    ],
)
def test_a_statute_is_known_by_its_number(written: str) -> None:
    """Statutes are cited by number, in several ways."""
    from samgraf.linking.things import _STATUTE  # noqa: PLC0415

    assert [found["number"] for found in _STATUTE.finditer(written)] == ["2010:630"]


@pytest.mark.parametrize("written", ["kl. 2010:630", "ärende 2010:630", "Vi lag 2010:630000"])
def test_a_number_that_is_no_statutes_is_none(written: str) -> None:
    """A case number looks like a statute's."""
    from samgraf.linking.things import _STATUTE  # noqa: PLC0415

    assert not _STATUTE.search(written)


def test_likeness_minds_letters_and_not_case_years_or_order() -> None:
    """Names of projects are written in many ways, and Åre is not Are."""
    assert alike("Visual Lift", "VISUAL LIFT 2022–2024") == 1
    assert alike("Smart Tillväxt", "Robust skog") < 0.6
    assert subject_words("Öka produktionen av fossilfri och förnybar energi") == (
        "produktion",
        "fossilfri",
        "förnybar",
        "energi",
    )
    assert not has_word("Förbättrat företagsklimat", "klimat", ending=False)
    assert not has_word("Varor", "var")


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "http://a b",
        'http://a/"><script>',
        "http://a/\n",
        "",
        None,
        7,
        "http://" + "a" * 700,
        "urn:x",
    ],
)
def test_an_address_that_may_not_stand_in_a_graph_is_refused(text: object) -> None:
    """What a service answers is no more trusted than a file."""
    assert foreign_iri(text) is None


def test_decisions_survive_a_torn_line_and_refuse_a_broken_one(workspace: Workspace) -> None:
    """A line that was never acknowledged is no decision; one that somebody broke by hand is told."""
    link = linked(workspace).links[0]
    records.decide(workspace, [link], "confirmed", who="Kim", now=NOW)
    at = workspace.path / records.NAME
    whole = at.read_bytes()
    at.write_bytes(whole + b'{"link": "')
    assert list(records.read_decisions(at)) == [link.key]
    records.decide(workspace, [link], "rejected", who="Kim", now=NOW)
    assert records.read_decisions(at)[link.key].decision == "rejected"
    at.write_bytes(b"nonsense\n" + whole)
    with pytest.raises(WorkspaceError, match="rad 1"):
        records.read_decisions(at)


def test_a_source_address_is_given_by_name() -> None:
    """A misspelt source must not silently ask the real one."""
    assert addresses_of(["kolada=http://localhost:1/v3/"]) == {"kolada": "http://localhost:1/v3"}
    for wrong in ("kolda=http://x", "kolada", "kolada="):
        with pytest.raises(UsageError, match="eu-projects"):
            addresses_of([wrong])


def test_the_code_list_and_the_program_state_the_same_properties() -> None:
    """What an accepted link means stands in the ontology; the program must not say otherwise."""
    said = {
        quad.subject.value.rpartition("/")[2]: quad.object.value  # type: ignore[union-attr]
        for quad in reference_quads()
        if quad.predicate == sg("linkProperty")
    }

    assert said == PROPERTIES


def test_the_command_proposes_lists_and_decides(
    workspace: Workspace, server: LocalServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """This is how a steward works."""
    where = ["--workspace", str(workspace.path)]
    at = [f"--at={name}={server.url}{path}" for name, path in PATHS.items()]

    assert main([*where, "link"]) == 0
    assert "--live" in capsys.readouterr().err
    assert main([*where, "link", "--live", "--pause", "0", *at]) == 0
    assert "EU-projekt" in capsys.readouterr().out
    assert main([*where, "link", "list", "--kind", "eu-project"]) == 0
    listed = capsys.readouterr().out
    key = listed.split("]")[0].strip("[")
    assert main([*where, "link", "accept", key, "--who", "Kim"]) == 0
    assert main([*where, "link", "reject", "--kind", "indicator", "--who", "Kim"]) == 0
    capsys.readouterr()
    assert main([*where, "link", "list", "--status", "confirmed"]) == 0
    assert capsys.readouterr().out.startswith(f"[{key}]")
    assert main([*where, "link", "accept", "zzzz"]) == 2
    assert main([*where, "link", "accept"]) == 2
    assert main([*where, "link", "--source", "kolada"]) == 2
    assert main([*where, "link", "--report", "19-1999"]) == 3
    assert main([*where, "link", "--report", "../../etc"]) == 3
    Workspace.create(workspace.path.parent / "empty")
    assert main(["--workspace", str(workspace.path.parent / "empty"), "link"]) == 0
    assert "samgraf build" in capsys.readouterr().err
    assert main([*where, "link", "--live", "--source", "kolada", "--refresh", "--at", f"kolada={server.url}/none"]) == 3
    assert "404" in capsys.readouterr().err
