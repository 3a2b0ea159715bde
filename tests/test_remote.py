"""Other machines: whatever they answer, the outcome is an answer that is whole or an error that says why, in time."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from local_server import Answered, Asked, LocalServer, drip, endless, json_answer, serving

from samgraf.errors import (
    QueryError,
    RemoteBusyError,
    RemoteError,
    RemoteRefusedError,
    RemoteReplyError,
    RemoteTimeoutError,
)
from samgraf.remote import Limits, fetch
from samgraf.remote_sparql import Endpoint, ask_endpoint, send_update

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = ("application/json",)
RESULTS = "application/sparql-results+json"
ROWS = '{"head":{"vars":["s","l"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://x/1"},"l":{"type":"literal","value":"å","xml:lang":"sv"}}]}}'
TYPED = {"Content-Type": "application/json"}
SHORT = Limits(0.4, 1000)

FAULTS: dict[str, tuple[Answered, type[RemoteError]]] = {
    "drip": (Answered(headers={**TYPED, "Content-Length": "1000"}, by_hand=drip), RemoteTimeoutError),
    "silence": (Answered(headers=TYPED, by_hand=lambda _: time.sleep(0.8)), RemoteTimeoutError),
    "huge": (Answered(headers=TYPED, by_hand=endless), RemoteReplyError),
    "html": (Answered(b"<html>", headers={"Content-Type": "text/html"}), RemoteReplyError),
    "no-type": (Answered(b"{}"), RemoteReplyError),
    "cut": (Answered(b"{", headers={**TYPED, "Content-Length": "90"}), RemoteReplyError),
    "packed": (Answered(b"\x1f\x8b", headers={**TYPED, "Content-Encoding": "gzip"}), RemoteReplyError),
    "busy": (Answered(b"slow down", 429, {"Retry-After": "7"}), RemoteBusyError),
    "down": (Answered(b"", 503, {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}), RemoteBusyError),
    "error": (Answered(b"Virtuoso 37000 Error", 500), RemoteRefusedError),
    "missing": (Answered(b"", 404), RemoteRefusedError),
    "file": (Answered(b"", 302, {"Location": "file:///etc/hostname"}), RemoteRefusedError),
    "loop": (Answered(b"", 302, {"Location": "/loop"}), RemoteRefusedError),
    "nowhere": (Answered(b"", 302), RemoteRefusedError),
}


@pytest.fixture(scope="module")
def server() -> Iterator[LocalServer]:
    """Give a server with every fault, and some paths that are as they should be."""
    fine = {
        "/fine": json_answer("{}"),
        "/moved": Answered(b"", 302, {"Location": "/fine"}),
        "/sparql": json_answer(ROWS, RESULTS),
        "/yes": json_answer('{"head":{},"boolean":true}', RESULTS),
        "/graph": Answered(b"<http://x/1> a <http://x/T> .", headers={"Content-Type": "text/turtle"}),
        "/half": json_answer(ROWS[:60], RESULTS),
        "/list": json_answer("[1]", RESULTS),
        "/update": Answered(b"", 204),
    }
    with serving({**fine, **{f"/{name}": answer for name, (answer, _) in FAULTS.items()}}) as local:
        yield local


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_as_what_it_is_and_in_time(server: LocalServer, name: str) -> None:
    """A fault that is taken for an answer becomes a fact that nobody stated."""
    begun = time.monotonic()
    with pytest.raises(RemoteError) as caught:
        fetch(f"{server.url}/{name}", JSON, SHORT)

    assert type(caught.value) is FAULTS[name][1]
    assert time.monotonic() - begun < SHORT.seconds + 1
    assert server.url in caught.value.sv
    assert caught.value.sv != caught.value.en


def test_headers_that_drip_are_under_the_same_clock() -> None:
    """A machine that never ends its headers would hold a timeout of sockets for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def slowly() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
            while not stop.wait(0.05):
                connection.sendall(b"a")

    thread = threading.Thread(target=slowly, daemon=True)
    thread.start()
    begun = time.monotonic()
    try:
        with pytest.raises(RemoteTimeoutError):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", JSON, SHORT)
    finally:
        stop.set()
        thread.join()
        listener.close()

    assert time.monotonic() - begun < SHORT.seconds + 1


def test_nobody_who_listens_is_an_error_that_says_so() -> None:
    """A wrong port must not look like an empty answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(RemoteError, match="gick inte att nå"):
        fetch(f"http://127.0.0.1:{port}/", JSON, SHORT)


def test_how_long_to_wait_is_kept(server: LocalServer) -> None:
    """Who asks politely waits as long as it was told to."""
    with pytest.raises(RemoteBusyError) as caught:
        fetch(f"{server.url}/busy", JSON, SHORT)

    assert caught.value.wait == 7
    assert "slow down" in caught.value.en


def test_a_redirect_on_the_same_machine_is_followed(server: LocalServer) -> None:
    """Machines move their pages about."""
    assert fetch(f"{server.url}/moved", JSON, SHORT).url == f"{server.url}/fine"


def test_a_redirect_to_another_machine_is_refused_and_nothing_reaches_it(server: LocalServer) -> None:
    """What was meant for one machine, a password above all, is no business of another's."""
    away = {"/away": Answered(b"", 302, {"Location": f"{server.url}/fine"})}
    with serving(away) as other:
        before = len(server.asked)
        with pytest.raises(RemoteReplyError, match="byt till den adressen"):
            ask_endpoint(Endpoint(f"{other.url}/away", user="anna", password="hemligt"), "ASK {}", SHORT)  # noqa: S106

        assert len(server.asked) == before
        assert other.asked[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://x/", "x", "http://", "http://a b/", "http://a\n/", "//h"]
)
def test_only_whole_addresses_of_http_are_asked(url: str) -> None:
    """An address may come from a setting that somebody else wrote."""
    with pytest.raises(RemoteError, match="kan inte användas"):
        fetch(url, JSON)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    """It would stand in every log and error."""
    with pytest.raises(RemoteError) as caught:
        fetch("https://anna:hemligt@localhost/", JSON)

    assert "hemligt" not in caught.value.sv + caught.value.en


def test_who_asks_is_told(server: LocalServer) -> None:
    """The open services ask for an agent that says who it is."""
    fetch(f"{server.url}/fine", JSON, SHORT)

    assert server.asked[-1].headers["user-agent"].startswith("samgraf/")


def test_an_endpoint_gives_terms_of_the_engine(server: LocalServer) -> None:
    """Language and type travel with a value, so that rows from afar are as those from home."""
    found = ask_endpoint(Endpoint(f"{server.url}/sparql"), "SELECT ?s ?l { ?s ?p ?l }", SHORT)

    assert found.columns == ("s", "l")
    assert found.rows == ((ox.NamedNode("http://x/1"), ox.Literal("å", language="sv")),)
    assert found.values() == [{"s": "http://x/1", "l": "å"}]
    assert server.asked[-1].parameters == {"query": "SELECT ?s ?l { ?s ?p ?l }"}


def test_yes_and_graphs_come_back_too(server: LocalServer) -> None:
    """There are three forms of answers."""
    assert ask_endpoint(Endpoint(f"{server.url}/yes"), "ASK { ?s ?p ?o }", SHORT).truth is True

    graph = ask_endpoint(Endpoint(f"{server.url}/graph"), "CONSTRUCT WHERE { ?s a ?o }", SHORT)

    assert [str(triple.subject) for triple in graph.triples or ()] == ["<http://x/1>"]


def test_a_long_query_is_posted(server: LocalServer) -> None:
    """Addresses have an end."""
    text = f"SELECT ?s ?l {{ ?s ?p ?l }} # {'x' * 5000}"
    ask_endpoint(Endpoint(f"{server.url}/sparql"), text, SHORT)

    assert (server.asked[-1].method, server.asked[-1].parameters["query"]) == ("POST", text)


@pytest.mark.parametrize("path", ["half", "list"])
def test_an_error_after_the_first_byte_is_no_answer(server: LocalServer, path: str) -> None:
    """An endpoint that fails late has said 200 already; half of the rows are not the rows."""
    with pytest.raises(RemoteReplyError, match="går inte att läsa"):
        ask_endpoint(Endpoint(f"{server.url}/{path}"), "SELECT ?s ?l { ?s ?p ?l }", SHORT)


def test_an_update_is_posted_with_its_password_and_only_as_an_update(server: LocalServer) -> None:
    """A query must not change anything by mistake, nor the other way about."""
    where = Endpoint(f"{server.url}/sparql", f"{server.url}/update", "anna", "hemligt")
    send_update(where, "INSERT DATA { <a:b> <a:c> <a:d> }", SHORT)
    asked: Asked = server.asked[-1]

    assert (asked.method, asked.path) == ("POST", "/update")
    assert asked.headers["authorization"].startswith("Basic ")
    with pytest.raises(QueryError):
        ask_endpoint(where, "DROP ALL", SHORT)
    with pytest.raises(QueryError):
        send_update(where, "ASK {}", SHORT)
