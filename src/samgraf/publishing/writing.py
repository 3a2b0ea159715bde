"""A report written in its form, and read again: what the command `samgraf write` does."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from samgraf.errors import UsageError
from samgraf.facts import SG, Facts
from samgraf.publishing.form_docx import Form, write_form
from samgraf.publishing.known import known_of
from samgraf.publishing.model import Known
from samgraf.publishing.same import Comparison, compare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Quad

    from samgraf.reference import Reference
    from samgraf.reports.profile import Profile

Contents = Literal["report", "empty", "next-year"]
"""What a form is filled with: the report; nothing; the insatser that go on into the next year."""


def report_form(
    quads: Sequence[Quad],
    reference: Reference,
    profile: Profile,
    contents: Contents = "report",
    remarks: Mapping[str, Sequence[str]] | None = None,
) -> Form:
    """Return a report's statements as the filled-in form of a profile, or the form with what of it stays next year."""
    facts = Facts(quads)
    report = report_of(facts)
    known = known_of(facts, report, report_key(facts, report), reference)
    if contents == "empty":
        known = known.emptied()
    elif contents == "next-year":
        known = known.next_year()
    return write_form(profile, known, remarks)


def blank_form(profile: Profile, year: int | None = None) -> Form:
    """Return the form of a profile with nothing filled in, for a year."""
    return write_form(profile, Known(key="", region="Region", year=year or profile.years[-1]))


def report_of(facts: Facts) -> str:
    """Return the IRI of the one report that statements are of.

    Raises:
        UsageError: there is none, or there are several.
    """
    found = facts.of_type(SG + "Report")
    if len(found) != 1:
        raise UsageError(
            f"Det ska vara en rapport, men här är {len(found)}. Välj en med --region och --year.",
            f"There is to be one report, but here are {len(found)}. Choose one with --region and --year.",
        )
    return found[0]


def report_key(facts: Facts, report: str) -> tuple[str, int]:
    """Return the county code and the year of a report, as it says them, whatever its address is.

    Raises:
        UsageError: it does not say them.
    """
    region = (facts.one(report, SG + "region") or "").rpartition("-")[2]
    year = facts.one(report, SG + "reportYear") or ""
    if not region or not year.isdigit():
        raise UsageError(
            f"{report}: rapporten säger inte sin region och sitt år (sg:region, sg:reportYear).",
            f"{report}: the report does not say its region and its year (sg:region, sg:reportYear).",
        )
    return region, int(year)


def profile_of(facts: Facts, report: str, profiles: Sequence[Profile], year: int) -> Profile:
    """Return the profile of a year's form for a report: its own year's, the form of the year, else the nearest one."""
    own = next(iter(facts.all(source, SG + "readWithProfile")[0] for source in facts.of_type(SG + "SourceDocument")
                    if facts.all(source, SG + "readWithProfile")), None)  # fmt: skip
    template = (facts.one(report, SG + "usesTemplate") or "").rpartition("/")[2]
    report_year = int(facts.one(report, SG + "reportYear") or 0)

    def rank(profile: Profile) -> tuple[bool, bool, bool, int, str]:
        same = year == report_year and profile.id == own
        return (not same, year not in profile.years, profile.template != template, profile.distance(year), profile.id)

    return min(profiles, key=rank)


def read_again(form: Form, before: Sequence[Quad], reference: Reference, profile: Profile) -> Comparison:
    """Return how a written form compares, read by our own reader, with the statements that it was written from."""
    from samgraf.graph.report import to_quads  # noqa: PLC0415  (reading is asked for only where the form is proved)
    from samgraf.readers import read  # noqa: PLC0415
    from samgraf.reports.read import read_report  # noqa: PLC0415

    facts = Facts(before)
    region, year = report_key(facts, report_of(facts))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        path.write_bytes(form.data)
        report = read_report(read(path), region=region, year=year, profile=profile.id, reference=reference)
    return compare(before, to_quads(report, reference))
