"""How long `samgraf check FILE` takes from a cold start, and which parts of that nobody can avoid.

    python benchmarks/cold_start.py [FILE.docx] [--times 5]

The unavoidable parts are measured in the same run: starting Python, importing the libraries, mammoth
turning the Word file into HTML, pySHACL validating the report's graph. What is left is ours. Times
are medians of processor time in milliseconds, so that a busy machine does not matter much; the last
line is the whole as a ratio of the unavoidable parts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "vastmanland-2023.docx"
LIBRARIES = "import click, mammoth, pyoxigraph, pyshacl, rdflib"


def elapsed(do: Callable[[], object], times: int) -> float:
    """Return the median processor time of a call and its processes in milliseconds, of `times` calls after one that does not count."""
    do()
    taken = []
    for _ in range(times):
        start = sum(os.times()[:4])
        do()
        taken.append((sum(os.times()[:4]) - start) * 1000)
    return statistics.median(taken)


def process(code: str, *arguments: str) -> Callable[[], object]:
    """Return a call that runs Python code in a process of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)


def parts(path: Path, times: int) -> dict[str, float]:
    """Return the parts of a cold check in milliseconds, the unavoidable ones first."""
    python = elapsed(process("pass"), times)
    imports = elapsed(process(LIBRARIES), times) - python
    whole = elapsed(
        process("import sys; from samgraf.cli import main; sys.exit(main(sys.argv[1:]))", "check", str(path)), times
    )
    reading = _mammoth(path, times) if path.suffix == ".docx" else 0.0
    shacl = _pyshacl(path, times)
    ours = whole - python - imports - reading - shacl
    return {"Python": python, "imports": imports, "mammoth": reading, "pySHACL": shacl, "samgraf": ours, "whole": whole}


def _mammoth(path: Path, times: int) -> float:
    import mammoth  # noqa: PLC0415  (the benchmark's own start is not measured)

    def convert() -> object:
        with path.open("rb") as file:
            return mammoth.convert_to_html(file)

    return elapsed(convert, times)


def _pyshacl(path: Path, times: int) -> float:
    """Return how long pySHACL alone takes over the report's data graph in a new process, where nothing is cached yet."""
    told = [
        subprocess.run([sys.executable, "-c", SHACL, str(path)], capture_output=True, check=True, text=True)
        for _ in range(times)
    ]
    return statistics.median(float(each.stdout) for each in told)


SHACL = """
import sys, time
from pathlib import Path
from samgraf.facts import Facts
from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reckoning import reckon
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.shacl_reference import run
from samgraf.shapes import load_shapes
from samgraf.validation import data_of
facts = Facts(to_quads(read_report(read(Path(sys.argv[1]))), load_reference()))
reference, shapes = Facts(reference_quads()), load_shapes()
data = [quad.triple for quad in data_of(facts, reference, shapes, reckon(facts, reference))]
start = time.process_time()
run(data, shapes)
print((time.process_time() - start) * 1000)
"""
"""What the process runs: all but the last step is preparation."""


def main() -> int:
    """Print the parts, their shares and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    found = parts(options.file, options.times)
    print(f"samgraf check {options.file.name}\n\n| part | ms | share |\n|---|---:|---:|")
    for name, value in found.items():
        print(f"| {name} | {value:.0f} | {value / found['whole']:.0%} |")
    unavoidable = sum(found[name] for name in ("Python", "imports", "mammoth", "pySHACL"))
    print(f"\nwhole / unavoidable = {found['whole'] / unavoidable:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
