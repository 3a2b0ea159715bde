"""The engine over a workspace's graphs: reads only, all graphs at once unless a query names its own."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf import index
from samgraf.errors import QueryError, WorkspaceError
from samgraf.graph.namespaces import DERIVED_GRAPHS, GRAPHS, PREFIXES
from samgraf.sparql_guard import has_dataset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from samgraf.workspace import Workspace

_REPORT_GRAPH = re.compile(re.escape(GRAPHS) + r"[0-9]{2}/[0-9]{4}")

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


@dataclass(frozen=True, slots=True)
class Store:
    """Graphs that can be asked. `place` is the sealed generation they are in, None if they are only in memory.

    `asked` are the names of the graphs that questions are about, None for all.
    """

    engine: ox.Store
    place: index.Generation | None = None
    asked: tuple[str, ...] | None = None

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.engine)

    def query(self, text: str) -> Results:
        """Return the engine's results of a query of ours; what strangers write goes through `ask_untrusted`.

        The default graph is the union of all graphs, unless the query has FROM or FROM NAMED: the engine would
        ignore those if it were told to use the union. Results belong to this thread.

        Raises:
            QueryError: the text is not SPARQL 1.1.
        """
        whole = not has_dataset(text)
        graphs = [ox.NamedNode(name) for name in self.asked] if self.asked is not None and whole else None
        try:
            return self.engine.query(
                text,
                prefixes=PREFIXES,
                use_default_graph_as_union=whole and graphs is None,
                default_graph=None if graphs is None else [*graphs],
                named_graphs=None if graphs is None else [*graphs],
            )
        except SyntaxError as error:
            raise not_sparql(str(error)) from error

    def as_reported(self) -> Store:
        """Return the same graphs without those of what follows from others: what was reported, and reference data."""
        return replace(self, asked=tuple(name for name in self.graph_names() if not name.startswith(DERIVED_GRAPHS)))

    def graph_names(self) -> list[str]:
        """Return the names of all graphs, sorted."""
        return sorted(name.value for name in self.engine.named_graphs() if isinstance(name, ox.NamedNode))

    def report_graphs(self) -> list[str]:
        """Return the names of the graphs that hold reports, sorted."""
        return [name for name in self.graph_names() if is_report_graph(name)]

    def quads(self, graph: str) -> list[ox.Quad]:
        """Return the statements of one graph, sorted."""
        return sorted(self.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)), key=str)


def is_report_graph(name: str) -> bool:
    """Return whether a graph's name is that of a report: `…/graph/19/2023`."""
    return _REPORT_GRAPH.fullmatch(name) is not None


def open_store(workspace: Workspace, *, memory: bool = False) -> Store:
    """Return the engine over a workspace, its index built if it is missing, stale or damaged.

    `memory` loads everything into memory whatever its size: worth it where many questions will be
    asked (the local page, a notebook). Where the folder cannot be written, memory is used too.

    Raises:
        WorkspaceError: a report's file is damaged.
    """
    for last in (False, True):
        try:
            generation = index.ensure(workspace)
        except WorkspaceError:
            if _writable(workspace.path):
                raise
            return in_memory(workspace)
        try:
            engine = generation.open()
        except (OSError, SyntaxError):  # another process has just replaced it twice: look again
            if last:
                raise
            continue
        if memory and generation.kind == "disk":
            copy = ox.Store()
            copy.bulk_extend(engine)
            engine = copy
        return Store(engine, generation)
    raise AssertionError  # the loop returns or raises


def in_memory(workspace: Workspace) -> Store:
    """Return the engine over a workspace, made from its files without an index."""
    engine = ox.Store()
    index.assemble(workspace, engine)
    return Store(engine)


def from_quads(quads: Iterable[ox.Quad]) -> Store:
    """Return an engine over statements that are at hand, such as one report's before it is stored."""
    engine = ox.Store()
    engine.bulk_extend(quads)
    return Store(engine)


def not_sparql(reason: str) -> QueryError:
    """Return the error for a text that is not SPARQL 1.1."""
    return QueryError(
        f"Frågan är inte SPARQL 1.1: {reason}. Se exemplen i queries/, eller kör samgraf ask för färdiga frågor.",
        f"The query is not SPARQL 1.1: {reason}. See the examples in queries/, or run samgraf ask for ready ones.",
    )


def _writable(path: Path) -> bool:
    """Return whether files can be made in a folder."""
    return os.access(path, os.W_OK)
