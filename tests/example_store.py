"""The example report in an engine, read once for the tests that draw and count it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from samgraf.graph.report import to_quads
from samgraf.readers import read
from samgraf.reference import load_reference, reference_quads
from samgraf.reports.read import read_report
from samgraf.store import Store, from_quads

REPORT = Path(__file__).resolve().parents[1] / "examples" / "vastmanland-2023.docx"


@cache
def example() -> Store:
    """Return an engine over the example report and the reference data."""
    report = read_report(read(REPORT))
    return from_quads([*to_quads(report, load_reference()), *reference_quads()])
