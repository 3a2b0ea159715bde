"""The workspace's graphs on a server, by the SPARQL 1.1 Graph Store Protocol: only those that have changed are sent.

What the server holds is written in a graph of its own there, `…/graph/pushed`: the sha256 of each graph that was sent.
A graph is sent first and noted after, so that whatever cuts a push short, the next one goes on where it ended: a graph
without a note, or with two, is sent again. Graphs that nobody pushed are left alone.
"""

from __future__ import annotations

import time
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

import pyoxigraph as ox

from samgraf.errors import RemoteBusyError, RemoteRefusedError, RemoteReplyError
from samgraf.files import sha256_bytes
from samgraf.graph.namespaces import DERIVED_GRAPHS, GRAPHS, sg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from samgraf.remote import Limits
    from samgraf.remote_login import Login
    from samgraf.store import Store

PUSHED = ox.NamedNode(GRAPHS + "pushed")
TURTLE = "text/turtle"
TIMES = 4
"""How often a server that asks us to wait is asked again."""
LONGEST_WAIT = 30.0
NOT_FOUND = 404

Deed = Literal["new", "changed", "gone", "same"]
Plan = tuple[tuple[str, Deed], ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A graph store: where it is and who writes there, and how long one graph may take."""

    login: Login
    limits: Limits

    @property
    def url(self) -> str:
        """Return its address."""
        return self.login.endpoint.query


def plan(store: Store, target: Target, *, derived: bool = True) -> Plan:
    """Return what a push would do with each graph, in the order that it would: new, changed, gone, or nothing.

    Raises:
        RemoteError: the server did not say what it holds.
    """
    return _plan(_local(store, derived=derived), held(target))


def push(
    store: Store, target: Target, *, derived: bool = True, tell: Callable[[str, Deed], None] = lambda _name, _deed: None
) -> Plan:
    """Return what was done with each graph; `tell` hears of each as it is done.

    Raises:
        RemoteError: the server did not take a graph; those before it are there, and the next push goes on from it.
    """
    graphs = _local(store, derived=derived)
    there = held(target)
    todo = _plan(graphs, there)
    for name, deed in todo:
        if deed == "gone":
            _send(target, "DELETE", name, None)
        elif deed != "same":
            body, digest = graphs[name]
            _send(target, "PUT", name, body)
            _send(target, "POST", PUSHED.value, _notes({name: digest}))
        tell(name, deed)
    if any(deed != "same" for _, deed in todo) or any(len(digests) > 1 for digests in there.values()):
        _send(target, "PUT", PUSHED.value, _notes({name: digest for name, (_, digest) in graphs.items()}))
    return todo


def held(target: Target) -> dict[str, set[str]]:
    """Return what the server says it was sent: the sha256 of each graph, several where a push was cut short.

    Raises:
        RemoteError: it did not say.
    """
    try:
        reply = _send(target, "GET", PUSHED.value, None)
    except RemoteRefusedError as error:
        if error.status == NOT_FOUND:
            return {}
        raise
    found: dict[str, set[str]] = {}
    try:
        for triple in ox.parse(reply, ox.RdfFormat.TURTLE):
            if triple.predicate == sg("sha256") and isinstance(triple.object, ox.Literal):
                found.setdefault(str(triple.subject).strip("<>"), set()).add(triple.object.value)
    except SyntaxError as error:
        raise RemoteReplyError(
            f"{target.url}: det som servern säger att den har går inte att läsa ({error}). Är adressen dess graflager?",
            f"{target.url}: what the server says that it holds cannot be read ({error}). Is this its graph store?",
        ) from error
    return found


def _plan(graphs: Mapping[str, tuple[bytes, str]], there: Mapping[str, set[str]]) -> Plan:
    """Return what is to be done with each graph."""
    deeds: dict[str, Deed] = dict.fromkeys(sorted(there.keys() - graphs.keys()), "gone")
    for name, (_, digest) in sorted(graphs.items()):
        deeds[name] = "new" if name not in there else "same" if there[name] == {digest} else "changed"
    return tuple(deeds.items())


def _local(store: Store, *, derived: bool) -> dict[str, tuple[bytes, str]]:
    """Return the graphs of a workspace by name: their statements, and the sha256 of those."""
    found = {}
    for name in store.graph_names():
        if derived or not name.startswith(DERIVED_GRAPHS):
            body = _body(store, name)
            found[name] = (body, sha256_bytes(body))
    return found


def _body(store: Store, name: str) -> bytes:
    """Return the statements of a graph as sorted N-Triples, which is Turtle too; the same graph gives the same bytes."""
    quads = store.quads(name)
    if any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        dataset = ox.Dataset(ox.Quad(*quad.triple) for quad in quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    return "".join(sorted(f"{quad.triple} .\n" for quad in quads)).encode()


def _notes(digests: Mapping[str, str]) -> bytes:
    """Return the statements that say what was sent."""
    return "".join(f'<{name}> {sg("sha256")} "{digest}" .\n' for name, digest in sorted(digests.items())).encode()


def _send(target: Target, method: str, graph: str, body: bytes | None) -> bytes:
    """Return what the graph store answers about one graph; it is asked again while it asks us to wait."""
    for wait in _waits():
        try:
            request = _request(target.url, method, graph, body)
            if method == "GET":
                return target.login.find_out(request, (TURTLE,), target.limits).data
            return target.login.send(request, (), target.limits).data
        except RemoteBusyError as error:
            if wait is None:
                raise
            time.sleep(min(LONGEST_WAIT, wait if error.wait is None else error.wait))
        except RemoteRefusedError as error:
            if method == "DELETE" and error.status == NOT_FOUND:  # somebody else took it away
                return b""
            raise
    raise AssertionError  # the last time raises or returns


def _waits() -> Iterator[float | None]:
    """Yield how long to wait after each time, None after the last."""
    yield from (float(2**nth) for nth in range(TIMES - 1))
    yield None


def _request(url: str, method: str, graph: str, body: bytes | None) -> urllib.request.Request:
    """Return the request for one graph of a store: the graph's name is a parameter of the address."""
    joint = "&" if "?" in url else "?"
    request = urllib.request.Request(  # noqa: S310  (`send` checks the address)
        f"{url}{joint}graph={quote(graph, safe='')}", data=body, method=method
    )
    if body is not None:
        request.add_header("Content-Type", TURTLE)
    request.add_header("Accept", TURTLE if method == "GET" else "*/*")
    return request
