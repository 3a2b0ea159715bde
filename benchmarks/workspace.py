"""How long a workspace takes: what follows from its reports, filling an engine in memory, opening the index, asking one question.

    python benchmarks/workspace.py /tmp/nation /tmp/small

Processor time of this process in milliseconds, the least of `--times`; what was derived is thrown away first, and its first time is one
measurement. The question is asked of both engines with equal rows.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf import index
from samgraf.api import library
from samgraf.derived import derived_graphs
from samgraf.ontology import reference_quads
from samgraf.store import Store, open_store
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

COLUMNS = ("statements", "derive", "derive again", "fill memory", "open index", "ask in memory", "ask the index")


def least(do: Callable[[], object], times: int) -> float:
    """Return the least processor time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        do()
        taken.append((time.process_time() - start) * 1000)
    return min(taken)


def measured(workspace: Workspace, question: str, times: int) -> list[float]:
    """Return the columns of a workspace."""
    reference = ox.Store()
    reference.bulk_extend(reference_quads())
    shutil.rmtree(workspace.path / "index" / "derived", ignore_errors=True)
    first = least(lambda: list(derived_graphs(workspace, reference)), 1)
    again = least(lambda: list(derived_graphs(workspace, reference)), times)
    index.ensure(workspace)
    text = library()[question].sparql()
    stores = open_store(workspace, memory=True), open_store(workspace)
    rows = [sorted(map(str, answer(store, text))) for store in stores]
    if rows[0] != rows[1]:
        message = f"{question}: the engines differ"
        raise SystemExit(message)
    opened = [least(lambda memory=memory: open_store(workspace, memory=memory), times) for memory in (True, False)]  # type: ignore[misc]
    asked = [least(lambda store=store: answer(store, text), times) for store in stores]  # type: ignore[misc]
    return [len(stores[0]), first, again, *opened, *asked]


def answer(store: Store, text: str) -> list[object]:
    """Return all solutions of a query."""
    return list(store.query(text))  # type: ignore[arg-type]


def main() -> None:
    """Print one row a workspace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--question", default="insatser")
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---:|' * len(COLUMNS)}")
    for folder in chosen.folders:
        found = measured(Workspace.open(folder), chosen.question, chosen.times)
        print(f"| {' | '.join(f'{each:.0f}' for each in found)} |", flush=True)


if __name__ == "__main__":
    main()
