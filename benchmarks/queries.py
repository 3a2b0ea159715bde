"""How long every question of the library takes on each engine, over the same graphs, with equal rows checked.

    python benchmarks/nation.py /tmp/nation && python benchmarks/queries.py /tmp/nation --engines memory,disk,plain,virtuoso
    python benchmarks/queries.py /tmp/nation --engines memory,rdflib --times 1 --most 20

memory    ours: all graphs in memory, with what follows from the reports
disk      ours: the sealed index that a command opens
plain     pyoxigraph in memory, as anybody would: no derived facts
oxrdflib  rdflib's interface over pyoxigraph's store
rdflib    rdflib's own engine
maplib    its engine over one graph (it has no union of named graphs), no derived facts
virtuoso  a server on this machine, pushed the same graphs

Times are medians, in milliseconds, of wall clock (or `--processor`) in one run: read the ratios. All engines are filled first, then each question is asked
of all of them, one after the other, so that what else the machine does falls on all. A dash is a question that the engine refused or
that took longer than `--most` seconds, once; `≠` marks rows that differ from the first engine's.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from samgraf.api import library
from samgraf.graph.namespaces import DERIVED_GRAPHS
from samgraf.store import Store, open_store
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from samgraf.queries import Query

GIVEN = {"actor-profile": {"actor": "almi"}, "goal-profile": {"goal": "18"}}
ENGINES = ("memory", "disk", "plain", "oxrdflib", "rdflib", "maplib", "virtuoso")
Rows = list[tuple[str, ...]]


def solutions(store: Store) -> Callable[[str], Rows]:
    """Return what asks a store of ours."""

    def ask(text: str) -> Rows:
        found: Any = store.query(text)
        return [tuple("" if term is None else term.value for term in solution) for solution in found]

    return ask


@contextlib.contextmanager
def engine(name: str, workspace: Workspace) -> Iterator[Callable[[str], Rows]]:
    """Give what asks an engine that holds the graphs of a workspace."""
    if name == "memory":
        yield solutions(open_store(workspace, memory=True))
    elif name == "disk":
        yield solutions(open_store(workspace))
    elif name == "plain":
        yield solutions(Store(_plain(workspace)))
    elif name == "virtuoso":
        yield from _virtuoso(workspace)
    elif name == "maplib":
        yield _maplib(workspace)
    else:
        yield _rdflib(name, workspace)


def _plain(workspace: Workspace) -> ox.Store:
    """Return a store in memory without what is derived."""
    held = open_store(workspace).engine
    store = ox.Store()
    store.bulk_extend(quad for quad in held if not str(quad.graph_name).startswith(f"<{DERIVED_GRAPHS}"))
    return store


def _rdflib(name: str, workspace: Workspace) -> Callable[[str], Rows]:
    """Return what asks rdflib, over its own store or over pyoxigraph's."""
    import rdflib  # noqa: PLC0415

    if name == "oxrdflib":
        import oxrdflib  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

        dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=_plain(workspace)), default_union=True)
    else:
        dataset = rdflib.Dataset(default_union=True)
        data = ox.serialize(_plain(workspace), format=ox.RdfFormat.N_QUADS) or b""
        dataset.parse(data=data, format="nquads")

    def ask(text: str) -> Rows:
        found: Any = dataset.query(text)
        return [tuple("" if term is None else str(term) for term in row) for row in found]

    return ask


def _maplib(workspace: Workspace) -> Callable[[str], Rows]:
    """Return what asks maplib."""
    import maplib  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    model = maplib.Model()
    triples = {quad.triple for quad in _plain(workspace)}
    model.reads("".join(f"{triple} .\n" for triple in triples), format="ntriples")

    def ask(text: str) -> Rows:
        frame: Any = model.query(text)
        return [tuple("" if cell is None else str(cell).strip("<>") for cell in row) for row in frame.rows()]

    return ask


def _virtuoso(workspace: Workspace) -> Iterator[Callable[[str], Rows]]:
    """Give what asks a Virtuoso that was pushed the graphs."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from sparql_servers import virtuoso  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415

    from samgraf import pushing  # noqa: PLC0415
    from samgraf.elsewhere import elsewhere, known  # noqa: PLC0415
    from samgraf.remote import Limits  # noqa: PLC0415
    from samgraf.remote_login import Login  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder, virtuoso(Path(folder)) as server:
        pushing.push(open_store(workspace), pushing.Target(Login(known(server.store, server.who)), Limits(300.0)))
        where = elsewhere(server.query, 120.0)

        def ask(text: str) -> Rows:
            found: Any = where.query(text)
            return [tuple("" if term is None else term.value for term in solution) for solution in found]

        yield ask


def measured(
    ask: Callable[[str], Rows], query: Query, times: int, most: float, clock: Callable[[], float] = time.perf_counter
) -> tuple[float, Rows] | None:
    """Return the median time of a question in seconds and its rows, None where the engine did not answer it in time."""
    text = query.sparql(**GIVEN.get(query.id, {}))
    taken, rows = [], []

    def stop(_signal: int, _frame: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    for _ in range(times):
        signal.setitimer(signal.ITIMER_REAL, most)
        begun = clock()
        try:
            rows = ask(text)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001  (whatever an engine does, panics of Rust too: it did not answer)
            print(f"{query.id}: {str(error)[:120]!r}", file=sys.stderr)
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        taken.append(clock() - begun)
        if taken[-1] > most:
            break
    return statistics.median(taken), sorted(rows)


def main() -> None:
    """Print one row a question and one column an engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default="memory,disk,plain")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--most", type=float, default=20.0)
    parser.add_argument("--only", default="")
    parser.add_argument("--processor", action="store_true", help="processor time of this process: not for servers")
    chosen = parser.parse_args()
    clock = time.process_time if chosen.processor else time.perf_counter
    workspace = Workspace.open(chosen.folder)
    names = [name for name in chosen.engines.split(",") if name in ENGINES]
    asked = [query for name, query in library().items() if not chosen.only or name in chosen.only.split(",")]
    with contextlib.ExitStack() as held:
        asks = {name: held.enter_context(engine(name, workspace)) for name in names}
        print(f"{len(open_store(workspace))} statements\n")
        print(f"| question | rows | {' | '.join(names)} |\n|---|---:|{'---:|' * len(names)}", flush=True)
        for query in asked:
            found = {name: measured(ask, query, chosen.times, chosen.most, clock) for name, ask in asks.items()}
            print(row(query.id, list(found.values())), flush=True)


def row(name: str, found: list[tuple[float, Rows] | None]) -> str:
    """Return the line of the table for a question: the rows of the first engine, and the time of each."""
    first = found[0]
    cells = [
        "–" if one is None else f"{one[0] * 1000:.0f}{'' if first and one[1] == first[1] else ' ≠'}" for one in found
    ]
    return f"| {name} | {len(first[1]) if first else '–'} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
