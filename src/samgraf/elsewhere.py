"""The same graphs on another machine: asked over the SPARQL 1.1 Protocol as the embedded engine is asked.

Who asks is taken from the environment (SAMGRAF_ENDPOINT_USER and _PASSWORD, or _TOKEN), never from the command line,
where other users of the machine see it; and goes only over https, or to this machine itself.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox

from samgraf.answers import Answer
from samgraf.errors import UsageError
from samgraf.graph.namespaces import DEFINITIONS, PREFIXES
from samgraf.parameters import Text
from samgraf.remote import Limits, checked
from samgraf.remote_login import Endpoint
from samgraf.remote_sparql import ask_endpoint, results
from samgraf.sparql_guard import tokens, without_comments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.store import Results

SECONDS = 60.0
"""How long a question may take elsewhere, from first to last byte."""
MOST_BYTES = 200_000_000
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_ANYWHERE = f"ASK {{ GRAPH ?graph {{ ?report a <{DEFINITIONS}Report> }} }}"
_UNION = f"ASK {{ ?report a <{DEFINITIONS}Report> }}"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An endpoint that holds the graphs, and how long and how large its answers may be."""

    endpoint: Endpoint
    limits: Limits

    def query(self, text: str) -> Results | tuple[ox.Triple, ...]:
        """Return the endpoint's results of a query; our prefixes need not be declared.

        Raises:
            QueryError: the text is no query.
            RemoteError: the endpoint did not answer as it should.
        """
        return results(self.endpoint, with_prefixes(text), self.limits)

    def sparql(self, text: str) -> Answer:
        """Return the answer to any query that reads.

        Raises:
            QueryError: the text is no query.
            RemoteError: the endpoint did not answer as it should.
        """
        found = ask_endpoint(self.endpoint, with_prefixes(text), self.limits)
        title = Text("SPARQL", "SPARQL")
        return Answer("sparql", title, found.columns, found.rows, truth=found.truth, triples=found.triples)

    def why_nothing(self) -> Text | None:
        """Return what to do where reports are in named graphs that the default graph leaves out, None otherwise."""
        if _yes(self, _UNION) or not _yes(self, _ANYWHERE):
            return None
        return Text(
            f"{self.endpoint.query}: rapporterna ligger i namngivna grafer som serverns standardgraf inte omfattar. Låt den vara "
            "unionen av alla: för en oxigraph-server, sätt ?union-default-graph sist i adressen.",
            f"{self.endpoint.query}: the reports are in named graphs that the machine's default graph leaves out. Let it be the "
            "union of all: for an oxigraph server, put ?union-default-graph at the end of the address.",
        )


def elsewhere(url: str, seconds: float = SECONDS, environment: Mapping[str, str] = os.environ) -> Elsewhere:
    """Return the endpoint at an address, asked by whom the environment says.

    Raises:
        RemoteError: the address cannot be used.
        UsageError: a password or token would go over the network in the clear.
    """
    return Elsewhere(known(url, environment), Limits(seconds, MOST_BYTES))


def known(url: str, environment: Mapping[str, str] = os.environ) -> Endpoint:
    """Return an endpoint with whom the environment says that asks."""
    checked(url)
    user, password, token = (
        environment.get(f"SAMGRAF_ENDPOINT_{name}") or None for name in ("USER", "PASSWORD", "TOKEN")
    )
    parts = urlsplit(url)
    if (user or token) and parts.scheme != "https" and parts.hostname not in HERE:
        raise UsageError(
            f"{url}: lösenordet skulle gå öppet över nätet. Använd en adress som börjar med https://, eller ta bort "
            "SAMGRAF_ENDPOINT_USER och SAMGRAF_ENDPOINT_TOKEN ur miljön.",
            f"{url}: the password would go over the network in the clear. Use an address that begins with https://, or take "
            "SAMGRAF_ENDPOINT_USER and SAMGRAF_ENDPOINT_TOKEN out of the environment.",
        )
    return Endpoint(url, user=user, password=password, token=token)


def with_prefixes(text: str) -> str:
    """Return a query with those of our prefixes declared that it uses and does not declare itself, and without comments.

    A comment is for who reads the file: servers have no use for it, and SPARQLWrapper takes its words for keywords.
    """
    text = without_comments(text)
    read = list(tokens(text))
    declared = {read[at + 1].text.rstrip(":") for at, token in enumerate(read[:-1]) if token.text.lower() == "prefix"}
    used = {token.text.partition(":")[0] for token in read if token.kind == "name"}
    missing = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + text


def _yes(where: Elsewhere, text: str) -> bool:
    """Return whether an endpoint says yes."""
    found = where.query(text)
    return isinstance(found, ox.QueryBoolean) and bool(found)
