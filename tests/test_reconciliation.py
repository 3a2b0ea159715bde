"""The reconciliation service: scores that a steward can trust, the specification's forms, OpenRefine's conversation, the guard."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pyoxigraph as ox
import pytest
from local_server import serving
from small_reports import NOTHING, small_report

from samgraf.cli import main
from samgraf.errors import ReadError, UsageError
from samgraf.graph.report import to_quads
from samgraf.reconciliation.entities import Entities, Entity, Name, load_entities
from samgraf.reconciliation.matching import Matcher
from samgraf.reconciliation.service import BATCH, results
from samgraf.reference import load_reference, reference_quads
from samgraf.store import from_quads
from samgraf.web.app import Served, make_app
from samgraf.web.guard import MOST_BYTES, is_here
from samgraf.web.serving import checked_origins, free, region_names, served
from samgraf.workspace import Workspace

HERE = Path(__file__).parent
SCHEMAS: dict[str, Any] = json.loads((HERE / "reconciliation" / "schemas.json").read_text("utf-8"))
CONVERSATION: dict[str, Any] = json.loads((HERE / "reconciliation" / "openrefine.json").read_text("utf-8"))
LOCAL = "127.0.0.1:8019"
REFINE = "http://127.0.0.1:3333"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Return a matcher over the reference data and the reports of the small dataset."""
    quads = [
        quad
        for path in sorted((HERE / "queries" / "data").glob("region-*.trig"))
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TRIG)
    ]
    return Matcher(load_entities(from_quads(quads), load_reference(), reference_quads()), region_names())


@pytest.fixture(scope="module")
def app(matcher: Matcher) -> Any:
    """Return the application."""
    return make_app(Served(matcher, "0", ("19-2023",)), ["https://refine.example"])


@dataclass
class Reply:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body as JSON."""
        return json.loads(self.body)


def ask(app: Any, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Reply:
    """Return what the application answers to one request, without a network."""
    where, _, query = path.partition("?")
    named = {"host": LOCAL, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": where,
        "raw_path": where.encode(), "query_string": query.encode(), "root_path": "", "server": ("127.0.0.1", 8019),
        "client": ("127.0.0.1", 1), "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
    }  # fmt: skip
    reply = Reply(0, {}, b"")
    pieces = [body[at : at + 500_000] for at in range(0, len(body), 500_000)] or [b""]

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0) if pieces else b""
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            reply.body += message.get("body", b"")

    asyncio.run(app(scope, receive, send))
    return reply


def post(app: Any, **fields: Any) -> Reply:
    """Return the answer to a form; what is no text is sent as JSON."""
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()}
    return ask(app, "/reconcile", "POST", urlencode(form).encode(), content_type="application/x-www-form-urlencoded")


def found(matcher: Matcher, query: str, **more: Any) -> list[tuple[str, float, bool]]:
    """Return the candidates for one query: id, score, match."""
    properties = [{"pid": pid, "v": value} for pid, value in more.pop("properties", {}).items()]
    answer = results(matcher, {"q": {"query": query, **more, **({"properties": properties} if properties else {})}})
    return [(one["id"], one["score"], one["match"]) for one in answer["q"]["result"]]


@pytest.mark.parametrize(
    ("query", "more", "first"),
    [
        ("Tillväxtverket", {}, ("actor/tillvaxtverket", 100, True)),
        ("  tillväxtverket ", {}, ("actor/tillvaxtverket", 100, True)),
        ("Tillva\u0308xtverket", {}, ("actor/tillvaxtverket", 100, True)),
        ("Västerås stad", {}, ("actor/kommun-1980", 98, True)),
        ("VGR", {}, ("actor/region-14", 98, True)),
        ("actor/tillvaxtverket", {}, ("actor/tillvaxtverket", 100, True)),
        ("https://w3id.org/samgraf/id/actor/tillvaxtverket", {}, ("actor/tillvaxtverket", 100, True)),
        ("Create", {"type": "Insats"}, ("insats/19/create", 100, True)),
        ("Förbättrat företagsklimat", {"type": "Goal"}, ("goal/rus-vastmanland-2030/target-16", 100, True)),
        ("VERKSTAN", {"properties": {"county": "19"}}, ("actor/provisional/19/verkstan", 100, True)),
        ("Statskontoret", {"properties": {"year": 2023}}, ("actor/statskontoret", 100, True)),
        ("Statskontoret", {"properties": {"year": "2026"}}, ("actor/ekonomistyrningsverket", 100, True)),
        ("Länsstyrelsen", {"properties": {"county": "Örebro län"}}, ("actor/lansstyrelse-18", 95, True)),
        ("Länsstyrelsen", {"properties": {"county": {"id": "actor/region-19"}}}, ("actor/lansstyrelse-19", 95, True)),
        ("Länsstyrelsen", {"properties": {"county": ["SE125"]}}, ("actor/lansstyrelse-19", 95, True)),
        ("", {"properties": {"organisationNumber": "2021006149"}}, ("actor/tillvaxtverket", 100, True)),
        ("Sala", {"type": ["Municipality"]}, ("actor/kommun-1981", 96, True)),
    ],
)  # fmt: skip
def test_what_is_said_exactly_is_matched(
    matcher: Matcher, query: str, more: dict[str, Any], first: tuple[str, float, bool]
) -> None:
    """A name as the register has it is certain; another name of the same is nearly so."""
    assert found(matcher, query, **more)[0] == first


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("Statskontoret", {}),  # two agencies have had that name
        ("Länsstyrelsen", {}),  # there are 21
        ("Sala", {}),  # also a common word
        ("Are kommun", {}),  # neither Åre nor Ale
        ("vgr", {}),  # an acronym has its case
        ("Tillväxtverkett", {}),
        ("Tillväxtverket", {"properties": {"organisationNumber": "2021002114"}}),  # another's number
        ("xyzzy", {}),
    ],
)
def test_what_is_ambiguous_or_only_alike_is_never_a_match(matcher: Matcher, query: str, more: dict[str, Any]) -> None:
    """A wrong match is worse than none: nobody looks at it again."""
    assert not any(match for _, _, match in found(matcher, query, **more))


def test_letters_are_kept_apart(matcher: Matcher) -> None:
    """Å, ä and ö are letters of their own: Håbo is not Habo."""
    assert found(matcher, "Habo kommun")[0][0] == "actor/kommun-0643"
    assert found(matcher, "Håbo kommun")[0][0] == "actor/kommun-0305"
    assert [match for _, _, match in found(matcher, "Hàbo kommun")][:1] == [False]


def test_two_namesakes_are_told_apart_by_region_and_not_without() -> None:
    """The same name in two regions is two things."""
    two = tuple(
        Entity(f"actor/{code}", "Kulturhuset", ("Actor",), (Name("Kulturhuset"),), counties=frozenset({code}))
        for code in ("18", "19")
    )
    matcher = Matcher(Entities(two, ()), region_names())

    assert found(matcher, "Kulturhuset") == [("actor/18", 100, False), ("actor/19", 100, False)]
    assert found(matcher, "Kulturhuset", properties={"county": "Västmanlands län"}) == [
        ("actor/19", 100, True),
        ("actor/18", 60, False),
    ]


def test_types_restrict_and_include_those_below(matcher: Matcher) -> None:
    """An agency is an actor; a goal is none."""
    assert {id_.split("/")[0] for id_, _, _ in found(matcher, "hälsa", type="Goal")} == {"goal"}
    assert found(matcher, "Tillväxtverket", type="Goal") == []
    assert found(matcher, "Tillväxtverket", type="https://w3id.org/samgraf/def/Actor")[0][2]
    first = results(matcher, {"q": {"query": "Tillväxtverket"}})["q"]["result"][0]
    assert first["type"][0] == {"id": "Agency", "name": "statlig myndighet"}
    assert {"id": "Actor", "name": "aktör"} in first["type"]


def test_candidates_come_in_order_and_no_more_than_wanted(matcher: Matcher) -> None:
    """OpenRefine shows the first."""
    scores = [score for _, score, _ in found(matcher, "kommun", limit=100)]

    assert scores == sorted(scores, reverse=True)
    assert len(found(matcher, "Region", limit=2)) == 2
    assert len(found(matcher, "Region", limit=-5)) == 1


@pytest.mark.parametrize("step", CONVERSATION["steps"], ids=lambda step: step["step"][:40])
def test_the_conversation_with_openrefine(app: Any, step: dict[str, Any]) -> None:
    """Each step is sent as OpenRefine sends it, and answered in the specification's form with what it needs to go on."""
    headers = {"user_agent": CONVERSATION["user_agent"], **({"origin": step["origin"]} if step.get("origin") else {})}
    if "form" in step:
        for name, schema in (("queries", "query-batch"), ("extend", "extend-query")):
            if name in step["form"]:
                jsonschema.validate(step["form"][name], SCHEMAS[schema])
        body = urlencode({name: json.dumps(value) for name, value in step["form"].items()}).encode()
        reply = ask(
            app, step["path"], "POST", body, content_type="application/x-www-form-urlencoded; charset=UTF-8", **headers
        )
    else:
        reply = ask(app, step["path"], **headers)
    assert reply.status == 200
    if step.get("origin"):
        assert reply.headers["access-control-allow-origin"] == step["origin"]
    if "html" in step:
        assert step["html"] in reply.body.decode()
        assert "frame-ancestors http://127.0.0.1:* http://localhost:*" in reply.headers["content-security-policy"]
        return
    answer = reply.json()
    jsonschema.validate(answer, SCHEMAS[step["schema"]])
    if step.get("all_match"):
        assert all(one["result"][0]["match"] for one in answer.values())
    for key, wanted in step.get("matches", {}).items():
        assert next((one["id"] for one in answer[key]["result"] if one["match"]), None) == wanted
    if "first" in step:
        assert answer["result"][0]["id"] == step["first"]
    if "rows" in step:
        assert answer["rows"] == step["rows"]


def test_the_schemas_refuse_what_is_wrong() -> None:
    """A schema that lets everything through checks nothing."""
    wrong = {
        "manifest": {"versions": ["0.1"], "name": "x", "identifierSpace": "a", "schemaSpace": "b"},
        "query-batch": {"q0": {}},
        "result-batch": {"q0": []},
        "suggest-entity": {"result": [{"id": "x"}]},
        "suggest-property": {},
        "suggest-type": {"result": [{"name": "x"}]},
        "extend-query": {"ids": []},
        "extend-response": {"meta": [], "rows": {"x": {"p": [{"str": 1}]}}},
        "proposal": {"properties": []},
    }

    assert wrong.keys() == SCHEMAS.keys()
    for name, value in wrong.items():
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, SCHEMAS[name])


def test_a_batch_may_come_in_the_address_and_gives_the_same(app: Any) -> None:
    """The specification asks for both."""
    batch = {"q0": {"query": "Almi", "limit": 3}, "q1": {"query": "Create", "type": ["Insats"]}}

    assert ask(app, f"/reconcile?queries={quote(json.dumps(batch))}").json() == post(app, queries=batch).json()


def test_what_is_not_known_is_an_empty_row(app: Any) -> None:
    """A column may hold ids that are gone."""
    answer = post(app, extend={"ids": ["actor/finns-inte"], "properties": [{"id": "county"}, {"id": "unknown"}]}).json()

    jsonschema.validate(answer, SCHEMAS["extend-response"])
    assert answer["rows"] == {"actor/finns-inte": {"county": []}}


@pytest.mark.parametrize(
    "form",
    [
        {"queries": "{"}, {"queries": "[1]"}, {"queries": '"x"'}, {"queries": "null"}, {"queries": '{"q": 1}'}, {"queries": '{"q": {}}'},
        {"queries": '{"q": {"query": 1}}'}, {"queries": '{"q": {"query": "x", "type": 1}}'}, {"queries": '{"q": {"query": "x", "limit": "3"}}'},
        {"queries": '{"q": {"query": "x", "properties": [1]}}'}, {"queries": "[" * 50_000}, {"extend": "{}"}, {"extend": '{"ids": [1], "properties": []}'},
        {"queries": "{}", "callback": "alert"},
    ],
)  # fmt: skip
def test_what_has_not_the_form_is_refused_with_words(app: Any, form: dict[str, str]) -> None:
    """A client's fault is told as the client's, in a form that a program can read."""
    reply = post(app, **form)

    assert reply.status == 400
    assert reply.json()["error"] != reply.json()["error_en"]


@pytest.mark.parametrize("limit", [1e308, float("inf"), float("nan"), -1, 0.5])
def test_an_odd_limit_is_no_fault(app: Any, limit: float) -> None:
    """JSON has numbers that no list is as long as."""
    assert post(app, queries=json.dumps({"q": {"query": "Almi", "limit": limit}})).status == 200


def test_what_is_too_much_is_refused(app: Any) -> None:
    """One request must not hold the service up."""
    many = {str(number): {"query": "x"} for number in range(BATCH + 1)}

    assert post(app, queries=many).status == 413
    form = "application/x-www-form-urlencoded"
    assert ask(app, "/reconcile", "POST", b"queries=" + b"x" * MOST_BYTES, content_type=form).status == 413
    assert ask(app, "/reconcile", "POST", b"", content_type=form, content_length=str(MOST_BYTES + 1)).status == 413
    assert ask(app, "/reconcile", "POST", b"queries=%ff", content_type=form).status == 400
    assert ask(app, "/reconcile", "POST", b"{}", content_type="application/json").status == 400


@pytest.mark.parametrize(
    ("host", "fine"),
    [
        ("127.0.0.1:8019", True), ("localhost", True), ("LOCALHOST:1", True), ("[::1]:8019", True), ("evil.example", False), ("", False),
        ("127.0.0.1.evil.example", False), ("localhost@evil.example", False), ("evil.example:8019", False), ("127.0.0.1, evil.example", False),
        ("localhost:x", False), ("localhost/..", False), ("10.0.0.1", False), ("169.254.169.254", False),
    ],
)  # fmt: skip
def test_only_this_machine_by_its_own_name_is_answered(app: Any, host: str, fine: bool) -> None:  # noqa: FBT001  a parameter
    """Another name is a stranger's page that has learnt our address."""
    assert is_here(host) is fine
    assert ask(app, "/reconcile", host=host).status == (200 if fine else 403)


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "GET"), ("/style.css", "GET"), ("/reconcile", "GET"), ("/reconcile/preview?id=actor/almi", "GET"), ("/reconcile/preview?id=x", "GET"),
        ("/reconcile/view?id=actor/almi", "GET"), ("/reconcile/suggest/x", "GET"), ("/none", "GET"), ("/", "POST"), ("/", "DELETE"), ("/reconcile", "PUT"),
        ("/reconcile", "OPTIONS"), ("/../etc/passwd", "GET"), ("/reconcile?queries=x", "GET"), ("/style.css", "HEAD"),
    ],
)  # fmt: skip
def test_every_answer_has_the_safe_headers_errors_too(app: Any, path: str, method: str) -> None:
    """A header that is missing on one page is missing where it is looked for."""
    reply = ask(app, path, method)

    assert reply.headers["content-security-policy"].startswith("default-src 'self'")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in reply.headers
    assert "server" not in reply.headers
    if not path.startswith("/reconcile/preview"):
        assert "frame-ancestors 'none'" in reply.headers["content-security-policy"]
        assert reply.headers["x-frame-options"] == "DENY"


def test_nothing_can_be_written(app: Any) -> None:
    """The service is for reading."""
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT"):
        assert ask(app, "/reconcile", method).status == 405
    assert ask(app, "/", "POST").status == 405


def test_which_pages_may_read_answers_in_a_browser(app: Any) -> None:
    """The specification wants CORS, and a report that is not sent yet must not be read by any page on the network."""
    for origin in (REFINE, "http://localhost:3333", "https://refine.example"):
        reply = ask(app, "/reconcile", origin=origin)
        assert reply.headers["access-control-allow-origin"] == origin
        assert "access-control-allow-credentials" not in reply.headers
        assert ask(app, "/reconcile", "OPTIONS", origin=origin).status == 204
    for origin in (
        "https://evil.example",
        "null",
        "http://127.0.0.1.evil.example",
        "https://127.0.0.1:3333@evil.example",
    ):
        assert "access-control-allow-origin" not in ask(app, "/reconcile", origin=origin).headers
        assert ask(app, "/reconcile", "POST", origin=origin).status == 403
    assert "access-control-allow-origin" not in ask(app, "/", origin=REFINE).headers


def test_a_name_with_tags_in_it_stays_text() -> None:
    """What a report says is shown, never run."""
    name = "<script>alert(1)</script>\" onload='x"
    entity = Entity("actor/x", name, ("Actor",), (Name(name),), name, properties={"county": (name,)})
    page = ask(
        make_app(Served(Matcher(Entities((entity,), ()), {}), "0", (name,))), "/reconcile/view?id=actor/x"
    ).body.decode()

    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_the_first_page_says_what_is_served(app: Any) -> None:
    """Who opens the address must see what it is."""
    page = ask(app, "/").body.decode()

    assert f"http://{LOCAL}/reconcile" in page
    assert "19-2023" in page
    assert "http" not in page.replace(f"http://{LOCAL}", "")


def test_the_first_page_speaks_the_language_chosen_and_names_reports(matcher: Matcher, tmp_path: Path) -> None:
    """Who started it with --lang en reads English, and nobody knows a report by its county's code."""
    Workspace.create(tmp_path / "ws").add(small_report("19", 2023), to_quads(small_report("19", 2023), NOTHING), None)
    english = ask(make_app(Served(matcher, "0", served(tmp_path / "ws").reports), lang="en"), "/").body.decode()

    assert '<html lang="en">' in english
    assert "Reports loaded" in english
    assert "<li>Region Västmanland 2023</li>" in english


def test_a_fault_of_ours_ends_one_request_only(matcher: Matcher, capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback, and the next request is answered."""

    class Broken(Matcher):
        def suggest(self, prefix: str, skip: int = 0) -> list[Entity]:
            raise ZeroDivisionError(prefix, skip)

    broken = make_app(Served(Broken(matcher.entities, {}), "0"))
    reply = ask(broken, "/reconcile/suggest/entity?prefix=a")

    assert reply.status == 500
    assert "Felet är vårt" in reply.json()["error"]
    assert ask(broken, "/reconcile").status == 200
    assert "Traceback" not in capsys.readouterr().err


def test_origins_and_ports_are_checked_before_anything_is_served() -> None:
    """A slip must be told at the start."""
    assert checked_origins(["https://refine.example/", "http://a:8080"]) == ("https://refine.example", "http://a:8080")
    for wrong in ("*", "refine.example", "https://a/b", "https://u:p@a", "file:///x"):
        with pytest.raises(UsageError):
            checked_origins([wrong])
    with serving({}) as local, pytest.raises(ReadError, match="upptagen"):
        free(int(local.url.rpartition(":")[2]))
    with serving({}) as local:
        assert main(["serve", "--port", local.url.rpartition(":")[2]]) == 3


@pytest.mark.packed
def test_the_command_serves_this_machine_until_it_is_ended(tmp_path: Path) -> None:
    """The real server, in a process of its own, without a workspace: the reference data alone."""
    import socket  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as found_port:
        port = found_port.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "samgraf", "serve", "--port", str(port)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        until = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/reconcile", timeout=5) as reply:
                    manifest, headers = json.load(reply), reply.headers
                break
            except (urllib.error.URLError, ConnectionError):
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.1)
        jsonschema.validate(manifest, SCHEMAS["manifest"])
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in headers
    finally:
        server.terminate()
        _, err = server.communicate(timeout=20)

    assert b"Traceback" not in err
