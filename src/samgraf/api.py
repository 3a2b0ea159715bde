"""samgraf from Python: `samgraf.api.open("samgraf-data").ask("actors-on-goals", goal=18).to_pandas()`."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from samgraf import queries
from samgraf.answers import Answer
from samgraf.graph.namespaces import evidence_graph, report_graph
from samgraf.parameters import Text
from samgraf.resources import folder
from samgraf.store import Store, open_store
from samgraf.untrusted import STANDARD, Limits, run_untrusted
from samgraf.workspace import Workspace, located

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.absence import Engine
    from samgraf.charts.matrix import Matrix
    from samgraf.elsewhere import Elsewhere
    from samgraf.network.network import Network, View


@dataclass(frozen=True, slots=True)
class Samgraf:
    """A workspace with its graphs loaded, ready for questions; open it again to see what was built since."""

    workspace: Workspace
    store: Store

    def ask(self, id: str, **parameters: object) -> Answer:  # noqa: A002  (the word that the library uses)
        """Return the answer to a question of the library.

        Raises:
            QueryError: there is no such question, or a parameter is wrong.
        """
        return queries.run(queries.find(library(), id), self.store, **parameters)

    def sparql(self, text: str, *, limits: Limits = STANDARD) -> Answer:
        """Return the answer to any SPARQL 1.1 query that reads; run in a process of its own, with a deadline.

        Raises:
            QueryError: the query is refused, wrong, too slow or too large.
        """
        return answer_of(run_untrusted(text, self.store, limits=limits))

    def as_reported(self) -> Samgraf:
        """Return the same workspace without what follows from its reports by the rules."""
        return replace(self, store=self.store.as_reported())

    def network(self, view: View = "actors", **choice: Any) -> Network:
        """Return who works with whom, or towards which goals: `.graph` is networkx's, `.table()` who is central.

        `view` is "actors", "goals" or "shared-goals"; the rest are those of `samgraf.network.chosen.Choice`, such as
        `region=19` or `sector="kommun"`.

        Raises:
            UsageError: there is no such view, or a choice means nothing.
        """
        return _network(self.store, view, choice)

    def chart(self, name: str, **chosen: object) -> Matrix:
        """Return what a chart of `samgraf.charts.library` counts, of all reports or those of a `region` and `year`.

        Raises:
            UsageError: there is no such chart, or what was chosen is no region or year.
        """
        return _chart(self.store, name, chosen)

    def graph(self, region: str, year: int) -> ox.Dataset:
        """Return the statements of one report and of its evidence, as they are stored; `region` is the county code.

        Raises:
            WorkspaceError: no such report is loaded.
        """
        kept = {report_graph(region, year), evidence_graph(region, year)}
        data = self.workspace.graph_bytes(f"{region}-{year}")
        return ox.Dataset(quad for quad in ox.parse(data, ox.RdfFormat.N_QUADS) if quad.graph_name in kept)


def open(path: Path | str | None = None) -> Samgraf:  # noqa: A001  (samgraf.open, as one says it)
    """Return a workspace, loaded into memory: that in a folder, or in SAMGRAF_WORKSPACE, or in ./samgraf-data.

    Raises:
        WorkspaceError: there is no workspace, or it is damaged.
    """
    workspace = Workspace.open(located(path))
    return Samgraf(workspace, open_store(workspace, memory=True))


@dataclass(frozen=True, slots=True)
class Remote:
    """The same graphs on a server, asked over the SPARQL Protocol."""

    where: Elsewhere

    def ask(self, id: str, **parameters: object) -> Answer:  # noqa: A002  (the word that the library uses)
        """Return the answer to a question of the library.

        Raises:
            QueryError: there is no such question, or a parameter is wrong.
            RemoteError: the server did not answer as it should.
        """
        return queries.run(queries.find(library(), id), self.where, **parameters)

    def network(self, view: View = "actors", **choice: Any) -> Network:
        """Return who works with whom, or towards which goals, as `Samgraf.network` does.

        Raises:
            UsageError: there is no such view, or a choice means nothing.
            RemoteError: the server did not answer as it should.
        """
        return _network(self.where, view, choice)

    def chart(self, name: str, **chosen: object) -> Matrix:
        """Return what a chart counts, as `Samgraf.chart` does.

        Raises:
            UsageError: there is no such chart, or what was chosen is no region or year.
            RemoteError: the server did not answer as it should.
        """
        return _chart(self.where, name, chosen)

    def sparql(self, text: str) -> Answer:
        """Return the answer to any SPARQL 1.1 query that reads.

        Raises:
            RemoteError: the server did not answer as it should.
        """
        return self.where.sparql(text)


def endpoint(url: str, *, seconds: float = 60.0) -> Remote:
    """Return a server that holds the graphs; who asks is taken from the environment (SAMGRAF_ENDPOINT_USER …).

    Raises:
        RemoteError: the address cannot be used.
    """
    from samgraf.elsewhere import elsewhere  # noqa: PLC0415  (only where a server is asked)

    return Remote(elsewhere(url, seconds))


def _network(engine: Engine, view: View, choice: dict[str, Any]) -> Network:
    """Return a network of what an engine holds."""
    from samgraf.network.chosen import choose  # noqa: PLC0415  (a question without a network needs no networkx)
    from samgraf.network.network import read_network  # noqa: PLC0415

    return read_network(engine, library(), view, choose(choice))


def _chart(engine: Engine, name: str, chosen: dict[str, object]) -> Matrix:
    """Return what a chart counts of what an engine holds."""
    from samgraf.charts.library import read_matrix  # noqa: PLC0415  (a question without a chart needs none)

    return read_matrix(engine, library(), name, **chosen)


@cache
def library() -> dict[str, queries.Query]:
    """Return the questions of the installed library by id, read once."""
    return queries.load_queries(folder("queries"))


def question(id: str) -> queries.Query:  # noqa: A002  (the word that the library uses)
    """Return one question of the installed library; the others are not read where its file is there.

    Raises:
        QueryError: there is none; the message names the nearest.
    """
    if id and all(part.isalnum() for part in id.split("-")):
        for path in folder("queries").glob(f"*/{id}.rq"):
            return queries.load_query(path)
    return queries.find(library(), id)


def answer_of(data: bytes) -> Answer:
    """Return the answer that a child's bytes hold: results in JSON, or statements as N-Triples."""
    title = Text("SPARQL", "SPARQL")
    if not data.startswith(b"{"):
        return Answer("sparql", title, triples=tuple(quad.triple for quad in ox.parse(data, ox.RdfFormat.N_TRIPLES)))
    results: Any = ox.parse_query_results(data, ox.QueryResultsFormat.JSON)
    if isinstance(results, ox.QueryBoolean):
        return Answer("sparql", title, truth=bool(results))
    columns = tuple(json.loads(data)["head"]["vars"])
    rows = tuple(tuple(solution[name] for name in columns) for solution in results)
    return Answer("sparql", title, columns=columns, rows=rows)
