"""How long `samgraf ask` takes from a cold start, beside importing pyoxigraph, opening the same store and running the query.

    python benchmarks/ask_cold.py /tmp/nation --times 5

Processor time (user and system) of whole processes, medians, in steps of 10 ms; the ratio is what matters. The last lines say
what importing takes in a process that does nothing else.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from samgraf import index
from samgraf.api import library
from samgraf.workspace import Workspace

BARE = """import sys, pyoxigraph
store = pyoxigraph.Store.read_only(sys.argv[1])
rows = list(store.query(open(sys.argv[2], encoding="utf-8").read(), use_default_graph_as_union=True))
"""
IMPORTS = {
    "click and YAML": "import pyoxigraph, click, yaml",
    "the modules of samgraf that the command needs": "import pyoxigraph, click, yaml, samgraf.api, samgraf.cli.answering, samgraf.cli.ask, samgraf.formats, samgraf.queries",
}
"""What is imported, each beside what stands before it; the first beside pyoxigraph, which the bare process has too."""


def seconds(command: list[str], times: int) -> float:
    """Return the median processor time of a command in seconds."""
    taken = []
    for _ in range(times):
        before = os.times()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        taken.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return statistics.median(taken)


def main() -> None:
    """Print one row a question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--questions", default="insats-turnover,actors-on-goals,results-basis")
    chosen = parser.parse_args()
    place = index.ensure(Workspace.open(chosen.folder)).path / "store"
    print("| question | samgraf ask, ms | bare, ms | ratio |\n|---|---:|---:|---:|")
    for name in chosen.questions.split(","):
        with tempfile.NamedTemporaryFile("w", suffix=".rq", encoding="utf-8", delete=False) as query:
            query.write(library()[name].sparql())
        ask = [sys.executable, "-m", "samgraf", "--workspace", str(chosen.folder), "ask", name, "--format", "csv"]
        ours = seconds(ask, chosen.times)
        bare = seconds([sys.executable, "-c", BARE, str(place), query.name], chosen.times)
        Path(query.name).unlink()
        print(f"| {name} | {ours * 1000:.0f} | {bare * 1000:.0f} | {ours / bare:.2f} |")
    before = seconds([sys.executable, "-c", "import pyoxigraph"], chosen.times)
    print()
    for what, code in IMPORTS.items():
        after = seconds([sys.executable, "-c", code], chosen.times)
        print(f"importing {what}: {(after - before) * 1000:.0f} ms")
        before = after


if __name__ == "__main__":
    main()
