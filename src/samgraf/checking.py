"""One report checked with all that a user has chosen: our shapes, own shapes, and what has been accepted before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from samgraf.accepted import settle
from samgraf.checked import Checked, report_title
from samgraf.facts import ID, SG, Facts
from samgraf.findings import in_order
from samgraf.ontology import reference_statements
from samgraf.validation import check, reference_facts, report_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pyoxigraph import Quad

    from samgraf.accepted import Line
    from samgraf.own_shapes import OwnShapes
    from samgraf.shapes import Shapes


@dataclass(frozen=True)
class Choices:
    """What reports are checked with: shapes with their severities, own shapes, and the lines about accepted findings.

    `local` is the folder of a workspace's own reference data, `profile` the file that the severities are from, where not ours.
    """

    shapes: Shapes
    own: OwnShapes | None = None
    lines: Mapping[str, Line] = field(default_factory=dict)
    local: Path | None = None
    profile: Path | None = None


def check_report(name: str, file: str, quads: Iterable[Quad], choices: Choices, source: str | None = None) -> Checked:
    """Return a report with what was found in it; `name` is what the user called it, `file` where its source is.

    `source` is the text that it was read from, where it is at hand, to look the quotes up.

    Raises:
        SamgrafError: the quads are not those of one report.
        ShapesError: the own shapes are wrong, or were not done in time.
    """
    facts, reference, own = Facts(quads), reference_statements(choices.local), ""
    findings, sections, results = check(facts, reference, choices.shapes, source)
    report = report_iri(facts)
    if choices.own:
        from samgraf.own_findings import own_findings  # noqa: PLC0415  (with rdflib, that nothing else here needs)

        more, graph = own_findings(facts, reference_facts(reference), choices.shapes, choices.own, report)
        findings = in_order([*findings, *more])
        own = graph.serialize(format="nt")
    settled = tuple(settle(findings, choices.lines))
    return Checked(
        name,
        file,
        report_title(report, _region(reference_facts(reference), report)),
        settled,
        sections,
        report,
        tuple(results),
        own,
    )


def _region(reference: Facts, report: str) -> str | None:
    """Return the name of the region that a report is of, None where no reference data has it."""
    county = f"{ID}county/{report.rsplit('/', 1)[-1].partition('-')[0]}"
    regions = (iri for iri in reference.of_type(SG + "Region") if county in reference.all(iri, SG + "county"))
    return next((name.sv for iri in regions if (name := reference.label(iri))), None)
