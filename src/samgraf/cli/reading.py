"""Files read into reports, and what a report that was read looks like in a few lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from samgraf.cli.setting import own_folders
from samgraf.cli.words import Lang, words

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.cli.setting import Setting
    from samgraf.reference import Reference
    from samgraf.reports.model import Report
    from samgraf.workspace import Outcome


class About(TypedDict, total=False):
    """What the user says about a report that it does not say itself."""

    region: str | None
    year: int | None
    profile: str | None


STATUS = {
    "answered": ("besvarade", "answered"),
    "reference-only": ("bara hänvisning", "reference only"),
    "empty": ("tomma", "empty"),
    "not-applicable": ("inte tillämpliga", "not applicable"),
}
OUTCOME = {
    "added": ("inläst", "added"),
    "replaced": ("inläst, ersatte den förra", "added in place of the former"),
    "unchanged": ("oförändrad", "unchanged"),
}


def reading_options(lang: Lang) -> list[click.Parameter]:
    """Return the options that say what a report does not say itself."""
    return [
        click.Option(
            ["--region"],
            metavar="KOD" if lang == "sv" else "CODE",
            help=words(lang, "Regionens länskod, till exempel 19, om rapporten inte säger den.",
                       "The region's county code, such as 19, if the report does not tell."),
        ),
        click.Option(
            ["--year"],
            type=click.IntRange(2000, 2100),
            metavar="ÅR" if lang == "sv" else "YEAR",
            help=words(lang, "Verksamhetsåret, om rapporten inte säger det.",
                       "The year reported on, if the report does not tell."),
        ),
        click.Option(
            ["--profile"],
            metavar="ID",
            help=words(lang, "Mallens profil, till exempel villkorsbeslut/2023, eller en egen fil (.yaml); annars väljs den som passar.",
                       "The template's profile, such as villkorsbeslut/2023, or a file of your own (.yaml); else the one that fits is taken."),
        ),
    ]  # fmt: skip


def read(path: Path, setting: Setting, **about: Unpack[About]) -> Report:
    """Return the report in a file, read with the workspace's own reference data and profiles too."""
    from samgraf.readers import read as read_document
    from samgraf.reference import reference_with
    from samgraf.reports.read import read_report

    reference, profiles = own_folders(setting)
    return read_report(read_document(path), reference=reference_with(reference), folders=(profiles,), **about)


def told(report: Report, reference: Reference, lang: Lang, outcome: Outcome | None = None) -> str:
    """Return what was read, in a few lines."""
    names = {county.code: county.region_name for county in reference.counties}
    region = names.get(report.metadata.region, report.metadata.region)
    what = f" ({words(lang, *OUTCOME[outcome])})" if outcome else ""
    statuses = Counter(answer.status for answer in report.answers)
    parts = [f"{count} {words(lang, *STATUS[status])}" for status, count in sorted(statuses.items())]
    lines = [
        f"{report.document.name}: {region}, {report.metadata.year}{what}",
        f"  {words(lang, 'profil', 'profile'):9} {report.profile}",
        f"  {words(lang, 'svar', 'answers'):9} {len(report.answers)}: {', '.join(parts)}",
        f"  insatser  {len(report.entries)}",
        f"  {'text':9} {_shares(report, lang)}",
    ]
    notes = [*report.document.warnings, *(note.in_(lang) for note in report.notes)]
    lines += [f"  {words(lang, 'obs', 'note'):9} {note}" for note in notes]
    return "\n".join(lines)


def _shares(report: Report, lang: Lang) -> str:
    """Return which shares of the text are evidence, form and unread."""
    kinds = (("belägg", "evidence"), ("formulär", "form"), ("oläst", "unread"))
    shares = [f"{100 * share:.1f} %" for share in report.coverage.shares()]
    if lang == "sv":
        shares = [share.replace(".", ",") for share in shares]
    return ", ".join(f"{share} {words(lang, *kind)}" for share, kind in zip(shares, kinds, strict=True))
