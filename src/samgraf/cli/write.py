"""`samgraf write`: a report in the official form, as a Word file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from samgraf.cli.reading import About, reading_options
from samgraf.cli.setting import Setting, own_folders, setting_of
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

    from samgraf.publishing.form_docx import Form
    from samgraf.publishing.same import Comparison
    from samgraf.publishing.writing import Contents

_TOLD = 8  # facts named one by one


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "write",
        lang=lang,
        callback=_write,
        params=[
            click.Argument(["report"], metavar="RAPPORT|FIL" if lang == "sv" else "REPORT|FILE"),
            click.Argument(["out"], type=click.Path(dir_okay=False, path_type=Path),
                           metavar="DOKUMENT.docx" if lang == "sv" else "DOCUMENT.docx"),
            click.Option(["--empty", "contents"], flag_value="empty",
                         help=words(lang, "Bara mallen, utan svar, med iakttagelserna som kommentarer.",
                                    "Only the form, without answers, with the findings as comments.")),
            click.Option(["--next-year", "contents"], flag_value="next-year",
                         help=words(lang, "Nästa års mall: insatser som fortsätter står i tabellerna med beskrivning och mål, "
                                    "resten är tomt, och årets iakttagelser är kommentarer.",
                                    "Next year's form: insatser that go on stand in the tables with description and goals, "
                                    "all else is empty, and this year's findings are comments.")),
            click.Option(["--form"], metavar="ID",
                         help=words(lang, "Mallen att skriva i, till exempel villkorsbeslut/2024, eller en egen fil (.yaml); "
                                    "annars rapportens egen, eller årets.",
                                    "The form to write in, such as villkorsbeslut/2024, or a file of your own (.yaml); else the "
                                    "report's own, or the year's.")),
            *reading_options(lang),
        ],
        help=words(
            lang,
            "Skriv en rapport i mallen som ett Word-dokument: rubriker, frågor, svar, tabeller med insatser, rutor och "
            "uppgifter om rapporten. RAPPORT är en inläst rapport (19-2023), en fil, eller en mall (villkorsbeslut/2024) för "
            "ett tomt dokument.\n\nEn ifylld rapport läses igen, och du får veta om något skiljer sig från det som "
            "skrevs (slutkod 1). Kommentarer är aldrig en del av svaren.\n\n\b\n"
            "  samgraf write 19-2023 rapport.docx\n"
            "  samgraf write 19-2023 utkast-2024.docx --next-year\n"
            "  samgraf write rapport.pdf mall.docx --empty\n"
            "  samgraf write villkorsbeslut/2024 mall.docx --empty",
            "Write a report in the form as a Word document: headings, questions, answers, tables of insatser, boxes and what "
            "the report says of itself. REPORT is a stored report (19-2023), a file, or a form (villkorsbeslut/2024) for an "
            "empty document.\n\nA filled-in report is read again, and you are told if anything differs from what was "
            "written (exit code 1). Comments are never part of the answers.\n\n\b\n"
            "  samgraf write 19-2023 report.docx\n"
            "  samgraf write 19-2023 draft-2024.docx --next-year\n"
            "  samgraf write report.pdf form.docx --empty\n"
            "  samgraf write villkorsbeslut/2024 form.docx --empty",
        ),
    )  # fmt: skip


class Given(About):
    """The options of the command, as click hands them over."""

    contents: Contents | None
    form: str | None


@click.pass_context
def _write(ctx: click.Context, /, report: str, out: Path, **given: Unpack[Given]) -> int:
    """Return the exit code: 0, or 1 if the written report, read again, does not say the same."""
    from samgraf.errors import UsageError
    from samgraf.facts import Facts
    from samgraf.publishing.writing import blank_form, profile_of, read_again, report_form, report_key, report_of
    from samgraf.reports.fitting import profiles_for
    from samgraf.reports.profile import load_profiles
    from samgraf.review.work import reference_of
    from samgraf.workspace import located

    setting = setting_of(ctx)
    contents = given["contents"] or "report"
    folders = (own_folders(setting)[1],)
    if out.suffix.lower() != ".docx":
        raise UsageError(
            f"{out}: samgraf write skriver Word-dokument. Låt filens namn sluta på .docx.",
            f"{out}: samgraf write writes Word documents. Let the file's name end in .docx.",
        )
    known = {profile.id: profile for profile in load_profiles(*folders)}
    if report in known:
        _put(blank_form(known[report], given["year"]), out, setting)
        return 0
    reference = reference_of(located(setting.workspace))
    quads = _statements(
        report, setting, {"region": given["region"], "year": given["year"], "profile": given["profile"]}
    )
    facts = Facts(quads)
    iri = report_of(facts)
    year = report_key(facts, iri)[1] + (contents == "next-year")
    profile = (
        profiles_for(given["form"], folders)[0] if given["form"] else profile_of(facts, iri, list(known.values()), year)
    )
    told = {} if contents == "report" else _remarks(report, quads, setting)
    form = report_form(quads, reference, profile, contents, told)
    _put(form, out, setting)
    if contents != "report":
        return 0
    return _compared(read_again(form, quads, reference, profile), setting)


def _statements(report: str, setting: Setting, about: About) -> Sequence[Quad]:
    """Return the statements of a stored report or of the one in a file."""
    from pyoxigraph import RdfFormat, parse

    from samgraf.cli.check import is_stored
    from samgraf.cli.reading import quads_of
    from samgraf.errors import UsageError
    from samgraf.review.work import reference_of
    from samgraf.workspace import Workspace, located

    place = located(setting.workspace)
    if is_stored(Path(report)):
        return list(parse(Workspace.open(place).graph_bytes(report), RdfFormat.N_QUADS))
    found = quads_of(Path(report), reference_of(place), own_folders(setting)[1], **about)
    if len(found) != 1:
        raise UsageError(
            f"{report}: här är {len(found)} rapporter. Välj en med --region och --year.",
            f"{report}: here are {len(found)} reports. Choose one with --region and --year.",
        )
    return found[0][0]


def _remarks(report: str, quads: Sequence[Quad], setting: Setting) -> dict[str, list[str]]:
    """Return what is found in a report, as remarks for whoever fills in the form."""
    from samgraf.checking import check_report
    from samgraf.cli.check import chosen
    from samgraf.facts import Facts
    from samgraf.publishing.remarks import remarks
    from samgraf.publishing.writing import report_key, report_of
    from samgraf.shapes import load_shapes

    checked = check_report(report, report, quads, chosen(load_shapes(), None, setting))
    facts = Facts(quads)
    return remarks(checked.findings, report_key(facts, report_of(facts))[1])


def _put(form: Form, out: Path, setting: Setting) -> None:
    """Write the document, and tell what had no place in it."""
    from samgraf.cli.forms import write

    write(form.data, out, setting)
    for each in form.unplaced:
        click.echo(
            setting.say(f"  obs  mallen har ingen plats för {each}", f"  note  the form has no place for {each}"),
            err=True,
        )


def _compared(found: Comparison, setting: Setting) -> int:
    """Return the exit code of a comparison, after telling how it came out."""
    from samgraf.publishing.same import told

    if found.same:
        click.echo(
            setting.say(f"Läst igen: samma {found.shared} uppgifter.", f"Read again: the same {found.shared} facts.")
        )
        return 0
    click.echo(
        setting.say(
            f"Läst igen: {found.shared} uppgifter lika, {len(found.lost)} saknas, {len(found.gained)} nya.",
            f"Read again: {found.shared} facts alike, {len(found.lost)} missing, {len(found.gained)} new.",
        )
    )
    for sign, facts in (("-", found.lost), ("+", found.gained)):
        for fact in facts[:_TOLD]:
            click.echo(f"  {sign} {told(fact)}")
        if len(facts) > _TOLD:
            click.echo(f"  {sign} …")
    return 1
