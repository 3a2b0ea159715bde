"""What a SPARQL endpoint on another machine answers, in the engine's own terms.

SPARQLWrapper makes the request as the SPARQL 1.1 Protocol wants it; `remote.send` sends it, because SPARQLWrapper by itself
has no clock over the whole, no cap, and follows redirects with the password.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from samgraf.errors import QueryError, RemoteReplyError
from samgraf.remote import Limits, checked, send

if TYPE_CHECKING:
    import urllib.request
    from collections.abc import Sequence

    from samgraf.answers import Row

SELECT_TYPES = ("application/sparql-results+json", "application/json")
GRAPH_TYPES = ("text/turtle", "application/turtle", "application/x-turtle", "application/n-triples")
_LONG = 1500  # characters of a query from which it is posted, since addresses have an end


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a SPARQL endpoint is, and who asks it. `update` is where updates go, if that is another address."""

    query: str
    update: str | None = None
    user: str | None = None
    password: str | None = None


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
    kind = _kind(text)
    graph = kind in {"CONSTRUCT", "DESCRIBE"}
    types = GRAPH_TYPES if graph else SELECT_TYPES
    reply = send(_request(endpoint, text, "turtle" if graph else "json"), types, limits)
    try:
        if graph:
            return Solutions(triples=_triples(reply.data, reply.media_type))
        return _solutions(reply.data)
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
    return wrapper.made()


def _kind(text: str) -> str:
    """Return which form of query a text is, in capitals."""
    from SPARQLWrapper import SPARQLWrapper  # noqa: PLC0415  (slow to import)

    wrapper = SPARQLWrapper("http://localhost/")
    wrapper.setQuery(text)
    return str(wrapper.queryType).upper()


def _solutions(data: bytes) -> Solutions:
    """Return the rows or the truth of results in SPARQL 1.1 Query Results JSON."""
    results = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return Solutions(truth=bool(results))
    columns = tuple(variable.value for variable in results.variables)
    return Solutions(columns, tuple(tuple(solution) for solution in results))


def _triples(data: bytes, media_type: str) -> tuple[ox.Triple, ...]:
    """Return the statements of a graph, sorted."""
    form = ox.RdfFormat.N_TRIPLES if media_type == "application/n-triples" else ox.RdfFormat.TURTLE
    found: Sequence[ox.Triple] = sorted({quad.triple for quad in ox.parse(data, form)}, key=str)
    return tuple(found)
