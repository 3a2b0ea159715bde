"""Files read into reports, and what a report that was read looks like in a few lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from samgraf.cli.words import Lang, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pyoxigraph import Quad

    from samgraf.documents import Document
    from samgraf.graph.rdf_reports import Found, GraphReport
    from samgraf.reference import Reference
    from samgraf.reports.model import Report
    from samgraf.review.corrections import Outcome as Correction
    from samgraf.review.records import Broken
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


STATES = {
    "applied": ("beslut gäller", "decisions hold"),
    "stale": ("inaktuella, citatet står inte längre i källan", "stale, the quote is no longer in the source"),
    "missing": (
        "utan sak, citatet står kvar men läses annorlunda",
        "without their thing, the quote is there but reads otherwise",
    ),
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
            help=words(lang, "Mallens profil, till exempel villkorsbeslut/2023, eller en egen fil (.yaml); annars väljs den som passar. För ett "
                             "register: kolumnbeskrivningens id, eller en egen fil.",
                       "The template's profile, such as villkorsbeslut/2023, or a file of your own (.yaml); else the one that fits "
                       "is taken. For a register: the column spec's id, or a file of your own."),
        ),
    ]  # fmt: skip


def read(
    path: Path,
    reference: Reference | None = None,
    profiles: Path | None = None,
    name: str | None = None,
    **about: Unpack[About],
) -> tuple[Report, ...]:
    """Return the reports in a file: one, or of a register one for each region and year.

    They are read with the installed reference data, or with what is given; `profiles` is a folder of profiles besides,
    `name` what the file was called when it was read first, if not so now.
    """
    from dataclasses import replace

    from samgraf.readers import read as read_document
    from samgraf.reports.register import read_reports

    folders = (profiles,) if profiles else ()
    document = read_document(path)
    document = replace(document, name=name) if name else document
    return read_reports(document, reference=reference, folders=folders, **about)


def read_graphs(path: Path, **about: Unpack[About]) -> Found:
    """Return the reports in an RDF file; region and year pick among them.

    Raises:
        ReadError: it is no RDF, or none of its reports is of that region and year.
    """
    from dataclasses import replace

    from samgraf.errors import ReadError
    from samgraf.graph.rdf_file import parse_rdf
    from samgraf.graph.rdf_reports import find_reports
    from samgraf.readers import sniff
    from samgraf.reference import load_reference
    from samgraf.reports.register import county_code

    found = find_reports(str(path), parse_rdf(str(path), sniff.content(path)), load_reference())
    region, year = county_code(about.get("region"), load_reference()), about.get("year")
    wanted = tuple(one for one in found.reports if region in {None, one.region} and year in {None, one.year})
    if not wanted:
        told = ", ".join(f"{one.region}-{one.year}" for one in found.reports)
        raise ReadError(
            f"{path}: har ingen rapport för den region och det år som angavs. De som finns: {told}.",
            f"{path}: has no report for the region and year that were given. There are: {told}.",
        )
    return replace(found, reports=wanted)


def quads_of(
    path: Path,
    reference: Reference,
    profiles: Path | None = None,
    tell: Callable[[Report], None] | None = None,
    **about: Unpack[About],
) -> list[tuple[list[Quad], Document | None]]:
    """Return the statements of each report in a file of any format, with the document that they were read from, if any.

    Each report that was read from a document is told of to `tell`.
    """
    from samgraf.graph.rdf_file import is_rdf
    from samgraf.graph.report import to_quads

    if is_rdf(path.name):
        return [(list(report.quads), None) for report in read_graphs(path, **about).reports]
    reports = read(path, reference, profiles, **about)
    if tell is not None:
        for report in reports:
            tell(report)
    return [(to_quads(report, reference), report.document) for report in reports]


def told(
    report: Report,
    reference: Reference,
    lang: Lang,
    outcome: Outcome | None = None,
    corrections: Sequence[Correction] = (),
) -> str:
    """Return what was read, in a few lines, with what became of the corrections that there are for it."""
    names = {county.code: county.region_name for county in reference.counties}
    region = names.get(report.metadata.region, report.metadata.region)
    what = f" ({words(lang, *OUTCOME[outcome])})" if outcome else ""
    statuses = Counter(answer.status for answer in report.answers)
    parts = [f"{count} {words(lang, *STATUS[status])}" for status, count in sorted(statuses.items())]
    lines = [
        f"{report.document.name}: {region}, {report.metadata.year}{what}",
        f"  {words(lang, 'profil', 'profile'):9} {report.profile}",
        *([f"  {words(lang, 'svar', 'answers'):9} {_asked(report, lang)}: {', '.join(parts)}"] if parts else []),
        f"  insatser  {len(report.entries)}",
        f"  {'text':9} {_shares(report, lang)}",
    ]
    notes = [warned.in_(lang) for warned in report.document.warnings]
    notes += [note.in_(lang) for note in report.notes]
    lines += [f"  {words(lang, 'obs', 'note'):9} {note}" for note in notes]
    return "\n".join([*lines, *told_corrections(corrections, lang)])


def told_corrections(corrections: Sequence[Correction], lang: Lang) -> list[str]:
    """Return how many corrections hold, and each that does not."""
    counts: Counter[str] = Counter(each.state for each in corrections)
    parts = [f"{counts[state]} {words(lang, *about)}" for state, about in STATES.items() if counts[state]]
    lines = [f"  {words(lang, 'rättat', 'reviewed'):9} {', '.join(parts)}"] if parts else []
    return lines + [
        f"  {words(lang, 'obs', 'note'):9} {words(lang, *STATES[each.state])}: {each.record.surface} "
        f"({words(lang, 'fråga', 'question')} {each.record.question}, {each.record.who} {each.record.when[:10]})"
        for each in corrections
        if each.state != "applied"
    ]


def told_broken(path: Path, broken: Sequence[Broken], lang: Lang) -> list[str]:
    """Return each line of a file of corrections that is none: which, what is wrong with it, what to do."""
    return [
        f"  {words(lang, 'obs', 'note'):9} {path}:{each.number}: "
        + words(
            lang,
            f"raden {each.sv} och följs inte. Rätta raden, hämta tillbaka filen ur en säkerhetskopia, eller ta bort raden och "
            "avgör saken igen med samgraf review.",
            f"the line {each.en} and is not followed. Mend the line, restore the file from a backup, or remove the line and "
            "decide again with samgraf review.",
        )
        for each in broken
    ]


def graph_told(report: GraphReport, reference: Reference, lang: Lang, outcome: Outcome, name: str) -> str:
    """Return what was read from RDF, in a few lines."""
    names = {county.code: county.region_name for county in reference.counties}
    return "\n".join([
        f"{name}: {names.get(report.region, report.region)}, {report.year} ({words(lang, *OUTCOME[outcome])})",
        f"  {words(lang, 'svar', 'answers'):9} {report.answers}",
        f"  insatser  {report.entries}",
        f"  {words(lang, 'graf', 'graph'):9} {len(report.quads)} {words(lang, 'påståenden', 'statements')}",
    ])  # fmt: skip


def left_out(found: Found, lang: Lang) -> list[str]:
    """Return notes on what an RDF file holds that is no part of a report, or that nothing will ask for."""
    notes = []
    if found.left_out:
        notes.append(
            words(
                lang,
                f"{found.left_out} påståenden hör inte till någon rapport och lästes inte in",
                f"{found.left_out} statements belong to no report and were not read",
            )
        )
    if found.unknown_terms:
        told = ", ".join(found.unknown_terms[:5])
        notes.append(
            words(
                lang, f"termer som inte finns i vokabulären: {told}", f"terms that the vocabulary does not have: {told}"
            )
        )
    return [f"  {words(lang, 'obs', 'note'):9} {note}" for note in notes]


def _asked(report: Report, lang: Lang) -> str:
    """Return how many answers there are, and to what: the form's questions, and what a question with boxes asks further."""
    asked = {question.number for question in report.form.questions} if report.form else set()
    further = sum(answer.question not in asked for answer in report.answers)
    questions = len(report.answers) - further
    if not asked or not further:
        return str(len(report.answers))
    sv = f"{questions} frågor och {further} {'följdfråga' if further == 1 else 'följdfrågor'}"
    en = f"{questions} questions and {further} follow-up{'' if further == 1 else 's'}"
    return f"{len(report.answers)} ({words(lang, sv, en)})"


def _shares(report: Report, lang: Lang) -> str:
    """Return which shares of the text are evidence, form and unread."""
    kinds = (("belägg", "evidence"), ("formulär", "form"), ("oläst", "unread"))
    shares = [f"{100 * share:.1f} %" for share in report.coverage.shares()]
    if lang == "sv":
        shares = [share.replace(".", ",") for share in shares]
    return ", ".join(f"{share} {words(lang, *kind)}" for share, kind in zip(shares, kinds, strict=True))
