"""One report checked with all that a user has chosen: our shapes, own shapes, and what has been accepted before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.accepted import settle
from samgraf.checked import Checked, report_title
from samgraf.facts import Facts
from samgraf.findings import in_order
from samgraf.reference import load_reference, reference_quads
from samgraf.validation import check, report_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from samgraf.accepted import Line
    from samgraf.documents import Document
    from samgraf.own_shapes import OwnShapes
    from samgraf.shapes import Shapes


@dataclass(frozen=True)
class Choices:
    """What reports are checked with: shapes with their severities, own shapes, and the lines about accepted findings.

    `local` is the folder of a workspace's own reference data.
    """

    shapes: Shapes
    own: OwnShapes | None = None
    lines: Mapping[str, Line] = field(default_factory=dict)
    local: Path | None = None


def check_report(
    name: str, file: str, quads: Iterable[Quad], choices: Choices, source: Document | None = None
) -> Checked:
    """Return a report with what was found in it; `name` is what the user called it, `file` where its source is.

    `source` is the document that it was read from, where it is at hand, to look the quotes up.

    Raises:
        SamgrafError: the quads are not those of one report.
        ShapesError: the own shapes are wrong, or were not done in time.
    """
    held, reference = list(quads), reference_quads(choices.local)
    findings, sections, results = check(held, reference, choices.shapes, source)
    facts, own = Facts(held), ""
    report = report_iri(facts)
    if choices.own:
        from samgraf.own_findings import own_findings  # noqa: PLC0415  (with rdflib, that nothing else here needs)

        more, graph = own_findings(facts, Facts(reference), choices.shapes, choices.own, report)
        findings = in_order([*findings, *more])
        own = graph.serialize(format="nt")
    regions = {county.code: county.region_name for county in load_reference(choices.local).counties}
    settled = tuple(settle(findings, choices.lines))
    return Checked(name, file, report_title(report, regions), settled, sections, report, tuple(results), own)
