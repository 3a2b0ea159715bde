"""What a SPARQL endpoint on another machine answers, in the engine's own terms.

SPARQLWrapper makes the request as the SPARQL 1.1 Protocol wants it; `remote.send` sends it, because SPARQLWrapper by itself
has no clock over the whole, no cap, and follows redirects with the password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

import pyoxigraph as ox

from samgraf.errors import QueryError, RemoteRefusedError, RemoteReplyError
from samgraf.remote import Limits, checked, send
from samgraf.remote_login import UNAUTHORIZED, Endpoint, Login

if TYPE_CHECKING:
    import urllib.request
    from collections.abc import Sequence

    from samgraf.answers import Row

__all__ = ["Endpoint", "Solutions", "ask_endpoint", "results", "send_update"]

SELECT_TYPES = ("application/sparql-results+json", "application/json")
GRAPH_TYPES = ("text/turtle", "application/turtle", "application/x-turtle", "application/n-triples")
_LONG = 1500  # characters of a query from which it is posted, since addresses have an end


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a SELECT gave: rows under columns. `truth` is what an ASK gave, `triples` what a CONSTRUCT gave."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    triples: tuple[ox.Triple, ...] | None = None

    def values(self) -> list[dict[str, str]]:
        """Return each row as the texts of its terms by column; what is unbound is not in it."""
        return [
            {name: term.value for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]


def ask_endpoint(endpoint: Endpoint, text: str, limits: Limits = Limits()) -> Solutions:  # noqa: B008  (frozen)
    """Return what an endpoint answers to a query: SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises:
        QueryError: the text is no query that can be sent.
        RemoteError: the endpoint did not answer as it should.
    """
    found = results(endpoint, text, limits)
    if isinstance(found, tuple):
        return Solutions(triples=found)
    if isinstance(found, ox.QueryBoolean):
        return Solutions(truth=bool(found))
    columns = tuple(variable.value for variable in found.variables)
    return Solutions(columns, tuple(tuple(solution) for solution in found))


def results(
    endpoint: Endpoint,
    text: str,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
) -> ox.QuerySolutions | ox.QueryBoolean | tuple[ox.Triple, ...]:
    """Return what an endpoint answers to a query as the embedded engine would give it; statements sorted.

    Raises:
        QueryError: the text is no query that can be sent.
        RemoteError: the endpoint did not answer as it should.
    """
    graph = _kind(text) in {"CONSTRUCT", "DESCRIBE"}
    types = GRAPH_TYPES if graph else SELECT_TYPES
    request = _request(endpoint, text, "turtle" if graph else "json")
    try:
        reply = send(request, types, limits)
    except RemoteRefusedError as error:
        if error.status != UNAUTHORIZED or endpoint.user is None:
            raise
        reply = Login(endpoint).send(request, types, limits)  # a server that wants Digest does not take Basic
    try:
        if graph:
            return _triples(reply.data, reply.media_type)
        found = ox.parse_query_results(reply.data, format=ox.QueryResultsFormat.JSON)
        return found if isinstance(found, ox.QueryBoolean) else _whole(reply.data)
    except (SyntaxError, ValueError) as error:
        said = " ".join(str(error).split())[:200]
        raise RemoteReplyError(
            f"{endpoint.query}: svaret går inte att läsa ({said}). Det kan ha brutits av ett fel hos servern: försök igen.",
            f"{endpoint.query}: the answer cannot be read ({said}). A fault of the machine may have cut it: try again.",
        ) from error


def send_update(endpoint: Endpoint, text: str, limits: Limits = Limits()) -> None:  # noqa: B008  (frozen)
    """Return when an endpoint has done an update.

    Raises:
        QueryError: the text is no update.
        RemoteError: the endpoint did not do it, or did not say so.
    """
    send(_request(endpoint, text, "json", update=True), (), limits)


def _request(
    endpoint: Endpoint, text: str, form: Literal["json", "turtle"], *, update: bool = False
) -> urllib.request.Request:
    """Return the request for a query or an update, as SPARQLWrapper makes it."""
    from SPARQLWrapper import BASIC, JSON, POST, TURTLE, SPARQLWrapper  # noqa: PLC0415  (slow to import)

    class Protocol(SPARQLWrapper):
        """SPARQLWrapper as the maker of requests that somebody else sends."""

        def made(self) -> urllib.request.Request:
            """Return the request."""
            request: urllib.request.Request = self._createRequest()
            return request

    checked(endpoint.query)
    wrapper = Protocol(endpoint.query, updateEndpoint=checked(endpoint.update or endpoint.query))
    wrapper.setOnlyConneg(True)
    wrapper.setReturnFormat(TURTLE if form == "turtle" else JSON)
    wrapper.setQuery(text)
    if wrapper.isSparqlUpdateRequest() != update:
        raise QueryError(
            "Texten är en uppdatering, inte en fråga." if not update else "Texten är ingen uppdatering i SPARQL.",
            "The text is an update, not a query." if not update else "The text is no SPARQL update.",
        )
    if update or len(text) > _LONG:
        wrapper.setMethod(POST)
    if endpoint.user is not None:
        wrapper.setHTTPAuth(BASIC)
        wrapper.setCredentials(endpoint.user, endpoint.password or "")
    request = wrapper.made()
    if "?" in endpoint.query:  # an address with parameters of its own, which SPARQLWrapper would give a second "?"
        request.full_url = request.full_url.replace(f"{endpoint.query}?", f"{endpoint.query}&", 1)
    if endpoint.token is not None:
        request.add_header("Authorization", f"Bearer {endpoint.token}")
    return request


def _kind(text: str) -> str:
    """Return which form of query a text is, in capitals."""
    from SPARQLWrapper import SPARQLWrapper  # noqa: PLC0415  (slow to import)

    wrapper = SPARQLWrapper("http://localhost/")
    wrapper.setQuery(text)
    return str(wrapper.queryType).upper()


def _whole(data: bytes) -> ox.QuerySolutions:
    """Return the rows of results in SPARQL 1.1 Query Results JSON, all of which can be read.

    Raises:
        SyntaxError: they are cut or odd; otherwise a reader of them would meet that in the middle.
    """
    for _ in cast("ox.QuerySolutions", ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)):
        pass
    return cast("ox.QuerySolutions", ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON))


def _triples(data: bytes, media_type: str) -> tuple[ox.Triple, ...]:
    """Return the statements of a graph, sorted."""
    form = ox.RdfFormat.N_TRIPLES if media_type == "application/n-triples" else ox.RdfFormat.TURTLE
    found: Sequence[ox.Triple] = sorted({quad.triple for quad in ox.parse(data, form)}, key=str)
    return tuple(found)
