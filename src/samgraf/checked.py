"""A report that was checked: what its renderings, as text, page, workbook and for programs, are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from samgraf.findings import SEVERITIES, Finding, SectionStatus, Severity, Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.results import Result

_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Checked:
    """One report with what was found in it.

    `name` is what the user called it ("rapport.docx", "19-2023"), `file` the path or name of its source;
    `title` says region and year; `report` is its IRI; `results` say the same in SHACL's terms, and `own` what own shapes
    found, a `sh:ValidationReport` as N-Triples.
    """

    name: str
    file: str
    title: Words
    findings: tuple[Finding, ...]
    sections: tuple[SectionStatus, ...]
    report: str
    results: tuple[Result, ...]
    own: str = ""

    def section_title(self, question: str | None) -> Words:
        """Return number and title of the section that a question belongs to, empty for the report itself."""
        number = (question or "").split(".")[0]
        titles = {section.number: section.title for section in self.sections}
        if number not in titles:
            return Words(number, number)
        return Words(f"{number} {titles[number].sv}", f"{number} {titles[number].en}")


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many open findings there are of each severity, the gravest first."""
    opened = [found.severity for found in findings if found.status == "open"]
    return {severity: opened.count(severity) for severity in SEVERITIES}


def settled(findings: Iterable[Finding]) -> int:
    """Return how many findings are accepted or corrected and therefore not counted."""
    return sum(found.status != "open" for found in findings)


def showable(text: str) -> str:
    """Return text without the characters that neither HTML nor XML may hold, each replaced by U+FFFD."""
    return _UNSHOWABLE.sub("\ufffd", text)


def report_title(report: str, region: str | None) -> Words:
    """Return what a report is called, by its IRI and the region's name, if that is known: "Region Västmanland 2023"."""
    county, _, year = report.rsplit("/", 1)[-1].rpartition("-")
    if region is None:
        return Words(f"Län {county}, {year}", f"County {county}, {year}")
    return Words(f"{region} {year}", f"{region} {year}")
