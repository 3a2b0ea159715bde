"""How long checking takes: many reports, one report, one changed report, beside pySHACL and pyrudof over the same data.

    python benchmarks/validation.py [--reports 21 210] [--union 5] [--single 3]

Reports are made up by seed (`variants.py`, read as flat text); from the 22nd on they are the first ones under other years. pySHACL
gets the data graphs ready made, which for us is part of the time. `--union` is how many reports pySHACL gets as one graph: its time is
that of so many, and stated as such. Before anything is timed, all must have found the same.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pyshacl
from variants import content, flat_text

from samgraf import shacl_reference
from samgraf.check_many import check_stored
from samgraf.checking import Choices
from samgraf.facts import Facts
from samgraf.graph.report import to_nquads, to_quads
from samgraf.readers import read
from samgraf.reckoning import reckon
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.set_queries import run
from samgraf.shapes import load_shapes
from samgraf.validation import data_of
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from samgraf.results import Result

KINDS = 21
Triples = list[ox.Triple]


def made_up(folder: Path) -> list[tuple[str, str, Any, list[ox.Quad]]]:
    """Return reports by seed: county, year, what was read, and its statements."""
    found = []
    for seed in range(KINDS):
        path = folder / f"{seed}.txt"
        path.write_bytes(flat_text(content(seed)).encode())
        report = read_report(read(path))
        quads = to_quads(report, load_reference())
        found.append((report.metadata.region, str(report.metadata.year), report, quads))
    return found


def fill(workspace: Workspace, reports: list[tuple[str, str, Any, list[ox.Quad]]], number: int) -> list[str]:
    """Return the keys of so many reports put into a workspace: the same ones again under other years."""
    from dataclasses import replace  # noqa: PLC0415

    codes = [county.code for county in load_reference().counties]
    keys = []
    for nth in range(number):
        region, year, report, quads = reports[nth % KINDS]
        code, when = codes[nth % KINDS], str(2030 + nth // KINDS)
        text = to_nquads(quads).decode()
        text = re.sub(rf"\b{region}-{year}\b", f"{code}-{when}", text)
        text = text.replace(f"/graph/{region}/{year}", f"/graph/{code}/{when}")
        metadata = replace(report.metadata, region=code, year=int(when))
        workspace.add(replace(report, metadata=metadata), ox.parse(text, ox.RdfFormat.N_QUADS), None)
        keys.append(f"{code}-{when}")
    return keys


def data(quads: list[ox.Quad]) -> Triples:
    """Return the triples that the shapes look at for one report."""
    facts, reference = Facts(quads), Facts(reference_quads())
    return [quad.triple for quad in data_of(facts, reference, load_shapes(), reckon(facts, reference))]


def seconds(do: Callable[[], object], times: int = 1) -> float:
    """Return the median time of a call in seconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        do()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def with_sets(triples: Triples) -> list[Result]:
    """Return what our set queries find in triples."""
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return run(store, load_shapes())


def plain_pyshacl(triples: Triples) -> object:
    """Return what pySHACL finds as it is delivered."""
    shapes = shacl_reference.to_rdflib(load_shapes().triples)
    return pyshacl.validate(shacl_reference.to_rdflib(triples), shacl_graph=shapes, inference="none")


def pyrudof_finds(triples: Triples) -> tuple[set[tuple[str, str, str]], float] | None:
    """Return what pyrudof finds (shape, node, constraint) and the seconds for it, None where it is not installed."""
    try:
        import pyrudof  # noqa: PLC0415
    except ImportError:
        return None
    texts = [
        (ox.serialize(each, format=ox.RdfFormat.N_TRIPLES) or b"").decode() for each in (triples, load_shapes().triples)
    ]
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_shacl(texts[1], pyrudof.ShaclFormat.NTriples)
    session.read_data(texts[0], pyrudof.RDFFormat.NTriples)
    start = time.perf_counter()
    report = session.validate_shacl()
    taken = time.perf_counter() - start
    found = {
        tuple(str(part).strip("<>") for part in (one.source_shape, one.focus_node, one.constraint_component))
        for one in report
    }
    return found, taken  # type: ignore[return-value]


def single(reports: list[tuple[str, str, Any, list[ox.Quad]]], number: int) -> None:
    """Print how long the rules take over one report, each report by itself."""
    rows = []
    for _, _, _, quads in reports[:number]:
        triples = data(quads)
        ours, reference = with_sets(triples), shacl_reference.run(triples, load_shapes())
        if ours != reference:
            message = f"the set queries and pySHACL differ: {set(ours) ^ set(reference)}"
            raise SystemExit(message)
        rudof = pyrudof_finds(triples)
        if rudof and rudof[0] != {(one.shape, one.focus, one.component) for one in ours}:
            print("pyrudof finds other things:", sorted(rudof[0] ^ {(o.shape, o.focus, o.component) for o in ours}))
        rows.append((
            seconds(lambda triples=triples: with_sets(triples), 5),  # type: ignore[misc]
            rudof[1] if rudof else 0.0,
            seconds(lambda triples=triples: shacl_reference.run(triples, load_shapes())),  # type: ignore[misc]
            seconds(lambda triples=triples: plain_pyshacl(triples)),  # type: ignore[misc]
        ))  # fmt: skip
    names = ("set queries", "pyrudof", "pySHACL, queries cached", "pySHACL")
    print(f"The rules over one report, mean of {number}; all found the same\n\n| | ms |\n|---|---:|")
    for name, values in zip(names, zip(*rows, strict=True), strict=True):
        print(f"| {name} | {1000 * statistics.mean(values):.0f} |")


def union(reports: list[tuple[str, str, Any, list[ox.Quad]]], number: int) -> None:
    """Print how long pySHACL takes over the union of so many reports."""
    triples = [triple for _, _, _, quads in reports[:number] for triple in data(quads)]
    taken = seconds(lambda: plain_pyshacl(triples))
    print(
        f"\npySHACL over the union of {number} reports, {len(set(triples))} triples: {taken:.1f} s, {taken / number:.2f} s a report"
    )


def many(place: Path) -> None:
    """Print how long a workspace takes: the first time, again, and after one report has changed; and the memory for it."""
    workspace = Workspace.open(place)
    keys = sorted(workspace.manifest().reports)
    choices = Choices(load_shapes(), local=workspace.reference_folder)

    def look() -> None:
        for each in check_stored(workspace, keys, choices)[0]:
            assert each.sections  # noqa: S101  (each is really read)

    first, again = seconds(look), seconds(look, 3)
    (workspace.path / "index" / "checks" / f"{keys[0]}.json").unlink()
    changed = seconds(look)
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"| {len(keys)} | {first:.1f} s | {1000 * again:.0f} ms | {1000 * changed:.0f} ms | "
        f"{changed / first:.2%} | {peak()} MB | {child} MB |"
    )


def peak() -> int:
    """Return the most memory that this process has had, in MB; what the process that started it had does not count."""
    status = Path("/proc/self/status")
    if status.is_file():
        return (
            int(next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="*", default=[21, 210])
    parser.add_argument("--union", type=int, default=5)
    parser.add_argument("--single", type=int, default=3)
    parser.add_argument(
        "--workspace", type=Path, help="only print the row of this one; for memory, in a process of its own"
    )
    options = parser.parse_args()
    if options.workspace:
        many(options.workspace)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        reports = made_up(Path(folder))
        if options.single:
            single(reports, options.single)
        if options.union:
            union(reports, options.union)
        print(
            "\n| reports | first | again | one changed | of the first | memory | of a child |\n|---:|---:|---:|---:|---:|---:|---:|"
        )
        for number in options.reports:
            place = Path(folder) / str(number)
            fill(Workspace.create(place), reports, number)
            sys.stdout.flush()
            subprocess.run([sys.executable, __file__, "--workspace", str(place)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
