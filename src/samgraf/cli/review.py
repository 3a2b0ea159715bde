"""`samgraf review`: what is uncertain is handed out, decided by a person, and taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraf.cli.reading import told_broken, told_corrections
from samgraf.cli.setting import setting_of
from samgraf.cli.words import Command, Group, Lang, words

if TYPE_CHECKING:
    from samgraf.cli.setting import Setting
    from samgraf.workspace import Workspace


def command(lang: Lang) -> Group:
    """Return the command in one language."""
    return Group(
        "review",
        lang=lang,
        commands=[_export_command(lang), _apply_command(lang), _status_command(lang)],
        help=words(
            lang,
            "Låt en människa avgöra det som programmet inte kan veta.\n\nDet osäkra skrivs till ett kalkylark med citat, "
            "förslag och listor att välja ur. Besluten sparas med vem, när och varför, och gäller varje gång rapporten "
            "läses. Ett beslut vars citat inte längre står i källan följs inte utan pekas ut.\n\n\b\n"
            "  samgraf review export osakert.xlsx\n"
            '  samgraf review apply osakert.xlsx --who "Anna Analytiker"\n'
            "  samgraf review status",
            "Let a person settle what the program cannot know.\n\nWhat is uncertain is written to a spreadsheet with "
            "quotes, proposals and lists to choose from. Decisions are kept with who, when and why, and hold each time "
            "the report is read. A decision whose quote no longer stands in the source is not followed but pointed "
            "out.\n\n\b\n"
            "  samgraf review export uncertain.xlsx\n"
            '  samgraf review apply uncertain.xlsx --who "Anna Analyst"\n'
            "  samgraf review status",
        ),
    )  # fmt: skip


def _export_command(lang: Lang) -> Command:
    """Return the command that hands out."""
    return Command(
        "export",
        lang=lang,
        callback=_export,
        params=[
            click.Argument(["names"], nargs=-1, required=True,
                           metavar="[RAPPORT...] FIL.xlsx|FIL.html" if lang == "sv" else "[REPORT...] FILE.xlsx|FILE.html"),
            click.Option(["--below"], type=click.FloatRange(0, 1), default=0.8, show_default=True,
                         metavar="TAL" if lang == "sv" else "NUMBER",
                         help=words(lang, "Ta med läsningar som är mindre säkra än så här.",
                                    "Include readings that are less sure than this.")),
            click.Option(["--limit"], type=click.IntRange(1), metavar="N",
                         help=words(lang, "Högst så många rader.", "At most so many rows.")),
        ],
        short_help=words(lang, "skriv det osäkra till ett kalkylark eller en sida", "write what is uncertain to a sheet or page"),
        help=words(
            lang,
            "Skriv det som är osäkert i inlästa rapporter: alla, eller de som nämns med länskod och år. Överst står det "
            "som troligen gör flest rader fel i svaren. Det som redan är avgjort kommer inte med.\n\nXLSX är till för att "
            "fylla i, HTML för att läsa och skriva ut.\n\n\b\n"
            "  samgraf review export osakert.xlsx\n"
            "  samgraf review export 19-2023 osakert.html --below 0.6 --limit 50",
            "Write what is uncertain in the reports of the workspace: all, or those named by county code and year. First "
            "stands what likely makes most rows of answers wrong. What is decided already is left out.\n\nXLSX is for "
            "filling in, HTML for reading and printing.\n\n\b\n"
            "  samgraf review export uncertain.xlsx\n"
            "  samgraf review export 19-2023 uncertain.html --below 0.6 --limit 50",
        ),
    )  # fmt: skip


def _apply_command(lang: Lang) -> Command:
    """Return the command that takes back."""
    return Command(
        "apply",
        lang=lang,
        callback=_apply,
        params=[
            click.Argument(["file"], metavar="FIL.xlsx" if lang == "sv" else "FILE.xlsx", type=click.Path(path_type=Path)),
            click.Option(["--who"], metavar="NAMN" if lang == "sv" else "NAME",
                         help=words(lang, "Den som beslutar, där arket inte säger det.",
                                    "Who decides, where the sheet does not tell.")),
        ],
        short_help=words(lang, "läs in besluten ur ett kalkylark", "read the decisions of a sheet"),
        help=words(
            lang,
            "Läs in besluten ur ett ifyllt ark, spara dem i corrections/ och bygg om rapporternas grafer. Alla rader "
            "prövas först: är någon fel ändras ingenting, och varje felaktig rad nämns (slutkod 3). Samma ark en gång "
            "till lägger inte till något. Bekräftade namn läggs i reference/local-<län>.ttl och känns igen i nästa "
            "läsning.\n\n\b\n"
            "  samgraf review apply osakert.xlsx\n"
            '  samgraf review apply osakert.xlsx --who "Anna Analytiker"',
            "Read the decisions of a filled-in sheet, keep them in corrections/ and build the reports' graphs again. All "
            "rows are examined first: if one is wrong nothing is changed, and each wrong row is named (exit code 3). The "
            "same sheet again adds nothing. Confirmed names enter reference/local-<county>.ttl, which the next reading "
            "knows.\n\n\b\n"
            "  samgraf review apply uncertain.xlsx\n"
            '  samgraf review apply uncertain.xlsx --who "Anna Analyst"',
        ),
    )  # fmt: skip


def _status_command(lang: Lang) -> Command:
    """Return the command that says how far it has come."""
    return Command(
        "status",
        lang=lang,
        callback=_status,
        params=[click.Argument(["names"], nargs=-1, metavar="[RAPPORT...]" if lang == "sv" else "[REPORT...]")],
        short_help=words(lang, "säg hur långt granskningen har kommit", "say how far the review has come"),
        help=words(
            lang,
            "Säg hur många beslut som gäller, vilka som inte längre gör det och hur mycket som är kvar att avgöra. Slutkod "
            "1 om något beslut inte längre gäller.\n\n\b\n"
            "  samgraf review status\n"
            "  samgraf review status 19-2023",
            "Say how many decisions hold, which no longer do and how much is left to decide. Exit code 1 if some decision "
            "no longer holds.\n\n\b\n"
            "  samgraf review status\n"
            "  samgraf review status 19-2023",
        ),
    )  # fmt: skip


@click.pass_context
def _export(ctx: click.Context, names: tuple[str, ...], below: float, limit: int | None) -> int:
    """Return the exit code 0 when the file is written."""
    from samgraf.errors import UsageError, WorkspaceError
    from samgraf.files import write_whole
    from samgraf.review.page import to_html
    from samgraf.review.sheet import to_xlsx
    from samgraf.review.work import open_rows
    from samgraf.system_words import system_reason

    setting = setting_of(ctx)
    target = Path(names[-1])
    if target.suffix.lower() not in {".xlsx", ".html"}:
        raise UsageError(
            f"{target}: det sista argumentet ska vara filen att skriva, FIL.xlsx eller FIL.html.",
            f"{target}: the last argument must be the file to write, FILE.xlsx or FILE.html.",
        )
    workspace = _opened(setting)
    found = open_rows(workspace, _keys(workspace, names[:-1], setting), below=below)
    lines = tuple(found[:limit])
    page = target.suffix.lower() == ".html"
    try:
        write_whole(target, to_html(lines, setting.lang) if page else to_xlsx(lines))
    except OSError as error:
        sv, en = system_reason(error)
        raise WorkspaceError(
            f"{target}: kunde inte skriva ({sv}). Välj en annan plats.",
            f"{target}: could not write ({en}). Choose another place.",
        ) from error
    left = f" ({len(found)})" if len(found) > len(lines) else ""
    click.echo(
        setting.say(f"{target}: {len(lines)}{left} rader att avgöra", f"{target}: {len(lines)}{left} rows to decide")
    )
    return 0


@click.pass_context
def _apply(ctx: click.Context, file: Path, who: str | None) -> int:
    """Return the exit code 0 when the decisions are kept and the graphs built."""
    from samgraf.review.work import apply_sheet

    setting = setting_of(ctx)
    applied = apply_sheet(_opened(setting), file, who=who.strip() if who else None)
    click.echo(
        setting.say(
            f"{file}: {applied.added} nya beslut, {applied.known} fanns redan; {applied.names} namn till registret",
            f"{file}: {applied.added} new decisions, {applied.known} were there; {applied.names} names to the register",
        )
    )
    for key, outcomes in applied.reports.items():
        click.echo("\n".join([key, *told_corrections(outcomes, setting.lang)]))
    return 0


@click.pass_context
def _status(ctx: click.Context, names: tuple[str, ...]) -> int:
    """Return the exit code: 0, or 1 if a decision no longer holds."""
    from samgraf.review.records import records_path
    from samgraf.review.work import status

    setting = setting_of(ctx)
    workspace = _opened(setting)
    lost = False
    for each in status(workspace, _keys(workspace, names, setting)):
        click.echo(
            setting.say(
                f"{each.report}: {len(each.outcomes)} beslut, {each.undecided} rader kvar att avgöra",
                f"{each.report}: {len(each.outcomes)} decisions, {each.undecided} rows left to decide",
            )
        )
        for line in told_corrections(each.outcomes, setting.lang):
            click.echo(line)
        for line in told_broken(records_path(workspace.path, each.report), each.broken, setting.lang):
            click.echo(line)
        lost = lost or bool(each.broken) or any(outcome.state != "applied" for outcome in each.outcomes)
    return int(lost)


def _opened(setting: Setting) -> Workspace:
    """Return the workspace."""
    from samgraf.workspace import Workspace, located

    return Workspace.open(located(setting.workspace))


def _keys(workspace: Workspace, names: tuple[str, ...], setting: Setting) -> list[str]:
    """Return the reports that are named, or all that have a text to review; a name that is none is an error."""
    from samgraf.review.work import has_text

    for name in names:
        workspace.record(name)
    if names:
        return list(dict.fromkeys(names))
    stored = sorted(workspace.manifest().reports)
    if without := [key for key in stored if not has_text(workspace, key)]:
        click.echo(
            setting.say(
                f"obs: utan källa att läsa om, och därför inte med: {', '.join(without)}",
                f"note: without a source to read again, and so left out: {', '.join(without)}",
            ),
            err=True,
        )
    return [key for key in stored if key not in without]
