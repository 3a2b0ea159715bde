"""Measure how long a publication takes: the example report under 21 county codes, published twice.

python benchmarks/publish.py --reports 21
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from samgraf.graph.report import to_quads
from samgraf.publishing.settings import Settings
from samgraf.publishing.site import make_site
from samgraf.publishing.tree import write_tree
from samgraf.readers import read
from samgraf.reference import load_reference
from samgraf.reports.read import read_report
from samgraf.store import in_memory
from samgraf.workspace import Workspace

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "vastmanland-2023.docx"
WHO = Settings(
    publisher="Region Exempel", organisation_number="2321000000", email="data@example.se", address="https://example.se/"
)


def main() -> None:
    """Return nothing; print seconds of the processor for making the files, and of the clock for writing them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=21)
    count = options.parse_args().reports
    reference = load_reference()
    document = read(EXAMPLE)
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "ws")
        for county in reference.counties[:count]:
            report = read_report(document, region=county.code, year=2023, reference=reference)
            workspace.add(report, to_quads(report, reference), EXAMPLE)
        store = in_memory(workspace)
        begun = time.process_time()
        made = make_site(store, WHO)
        print(
            f"{count} reports, {len(store)} statements: {len(made.tree)} files made in {time.process_time() - begun:.1f} s"
        )
        for what in ("first", "again"):
            begun = time.perf_counter()
            done = write_tree(Path(folder) / "site", made.tree)
            took = time.perf_counter() - begun
            print(f"  {what}: {done.written} written, {done.size / 1e6:.0f} MB, {took:.1f} s")


if __name__ == "__main__":
    main()
