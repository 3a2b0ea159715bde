"""Last year's findings as remarks for whoever fills in the form: what was the matter, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from samgraf.findings import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.findings import Finding

_GRADES = {"violation": "Brist", "warning": "Varning", "info": "Upplysning"}


def remarks(findings: Iterable[Finding], year: int) -> dict[str, list[str]]:
    """Return the open findings of a year's report by what they are about ("" for the whole), the gravest first.

    A question that the form does not have by its own number ("10.3.no") keeps its key.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    for finding in findings:
        if finding.status != "open":
            continue
        about = f" ({finding.insats})" if finding.insats else ""
        text = f"{_GRADES[finding.severity]} {year}, {finding.rule}{about}: {finding.message.sv} {finding.advice.sv}".strip()
        found.setdefault(finding.question or "", []).append((SEVERITIES.index(finding.severity), text))
    return {about: [text for _, text in sorted(texts)] for about, texts in sorted(found.items())}
