"""`samgraf check`: what is missing in reports, or does not add up."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from samgraf.cli.forms import rendered, write
from samgraf.cli.reading import About, quads_of, reading_options
from samgraf.cli.setting import Setting, each_file, own_folders, setting_of, steps
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad

    from samgraf.before_after import Change
    from samgraf.checked import Checked
    from samgraf.checking import Choices
    from samgraf.findings import Severity
    from samgraf.own_shapes import OwnShapes
    from samgraf.reports.model import Report
    from samgraf.shapes import Shapes

STORED = re.compile(r"\d{2}-\d{4}")
FORMATS = ("text", "html", "xlsx", "json", "sarif", "ttl")
SUFFIXES = {".htm": "html", ".html": "html", ".xlsx": "xlsx", ".json": "json", ".sarif": "sarif", ".ttl": "ttl"}
FOUND = frozenset({"unread-text"})
"""Kinds of notes on a reading that are findings too."""
COMPARED = ("text", "json", "html")
"""The forms in which two versions are compared."""


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "check",
        lang=lang,
        callback=_check,
        params=[
            click.Argument(["reports"], nargs=-1, metavar="[FIL|RAPPORT...]" if lang == "sv" else "[FILE|REPORT...]"),
            click.Option(["--format", "form"], type=click.Choice(FORMATS),
                         help=words(lang, "text för skärmen, html att skriva ut eller skicka, xlsx att bocka av, json för "
                                    "program, sarif för redigerare, ttl är SHACL:s egen rapport (annars efter filen i "
                                    "--out, annars text).",
                                    "text for the screen, html to print or send, xlsx to tick off, json for programs, "
                                    "sarif for editors, ttl is SHACL's own report (else as the file of --out, else "
                                    "text).")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), metavar=words(lang, "FIL", "FILE"),
                         help=words(lang, "Skriv till en fil i stället för på skärmen.",
                                    "Write to a file instead of the screen.")),
            click.Option(["--fail-on", "level"], default="violation",
                         type=click.Choice(["violation", "warning", "info"]),
                         help=words(lang, "Slutkod 1 om något av den graden eller värre finns (annars violation).",
                                    "Exit code 1 if there is something of that level or graver (else violation).")),
            click.Option(["--severity"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                         metavar="FIL" if lang == "sv" else "FILE",
                         help=words(lang, "Egna grader för reglerna (som shapes/severity.toml).",
                                    "Your own levels for the rules (as shapes/severity.toml).")),
            click.Option(["--since", "old"], metavar=words(lang, "FIL|RAPPORT", "FILE|REPORT"),
                         help=words(lang, "Jämför med en tidigare version: vad är åtgärdat, nytt och kvar (text, json, "
                                    "html).",
                                    "Compare with a former version: what is mended, new and stays (text, json, html).")),
            click.Option(["--shapes", "folder"], type=click.Path(exists=True, file_okay=False, path_type=Path),
                         metavar=words(lang, "MAPP", "DIR"),
                         help=words(lang, "En mapp med egna regler (SHACL i Turtle), som prövas efter våra.",
                                    "A folder of your own rules (SHACL in Turtle), run after ours.")),
            *reading_options(lang),
        ],
        help=words(
            lang,
            "Granska rapporter: vilka frågor är obesvarade, vilka insatser saknar underlag, vilka svar hänvisar bara "
            "vidare, och vad bör göras. Varje anmärkning säger var (sida, rad, citat), vilken regel och vad regeln "
            "vilar på.\n\nEn fil granskas utan att läsas in. Utan argument granskas alla rapporter i arbetsytan, eller "
            "de som nämns med länskod och år, och iakttagelserna sparas så att samgraf ask findings kan svara.\n\nSlutkod 0: inget på --fail-on-nivån; 1: något; 3: en fil gick inte "
            "att "
            "läsa, eller egna regler är fel. Godtagna iakttagelser (samgraf findings accept) räknas inte.\n\n\b\n"
            "  samgraf check rapport.docx\n"
            "  samgraf check rapport.docx --out granskning.html\n"
            "  samgraf check rapport.docx --since 19-2023\n"
            "  samgraf check rapport.docx --fail-on warning\n"
            "  samgraf check 19-2023 --format json\n"
            "  samgraf check",
            "Check reports: which questions are unanswered, which insatser lack a basis, which answers only refer "
            "elsewhere, and what to do about it. Each remark says where (page, line, quote), which rule, and what the "
            "rule rests on.\n\nA file is checked without being stored. Without arguments all reports of the workspace "
            "are checked, or those named by county code and year, and what is found is kept, so that samgraf ask findings "
            "can answer.\n\nExit code 0: nothing at the --fail-on level; 1: "
            "something; 3: a file could not be read, or own rules are wrong. Accepted findings (samgraf findings "
            "accept) do not count.\n\n\b\n"
            "  samgraf check report.docx\n"
            "  samgraf check report.docx --out findings.html\n"
            "  samgraf check report.docx --since 19-2023\n"
            "  samgraf check report.docx --fail-on warning\n"
            "  samgraf check 19-2023 --format json\n"
            "  samgraf check",
        ),
    )  # fmt: skip


class Given(About):
    """The options of the command, as click hands them over."""

    form: str | None
    out: Path | None
    level: Severity
    severity: Path | None
    old: str | None
    folder: Path | None


@click.pass_context
def _check(ctx: click.Context, /, reports: tuple[str, ...], **given: Unpack[Given]) -> int:
    """Return the exit code: 0, 1 if something was found at the level, 3 if a report could not be read."""
    from samgraf.findings import reaches
    from samgraf.own_shapes import read_own_shapes
    from samgraf.shapes import load_shapes
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    out, old, folder = given["out"], given["old"], given["folder"]
    form = given["form"] or SUFFIXES.get(out.suffix.lower() if out else "", "text")
    about: About = {"region": given["region"], "year": given["year"], "profile": given["profile"]}
    _usable(form, out, old, reports, setting)
    own = read_own_shapes(folder) if folder else None
    choices = chosen(load_shapes(given["severity"]), own, setting, given["severity"])
    wanted = reports or tuple(sorted(Workspace.open(located(setting.workspace)).manifest().reports))
    if not wanted:
        click.echo(setting.say("Arbetsytan har inga rapporter.", "The workspace has no reports."), err=True)
    checked, failed = _all_checked([Path(name) for name in wanted], choices, setting, about)
    if checked:
        change = _change(old, checked[0], choices, setting, about) if old else None
        write(rendered(checked, form, choices, change, setting, to_file=out is not None), out, setting)
    if failed:
        return 3
    return int(any(reaches(each.findings, given["level"]) for each in checked))


def _all_checked(wanted: list[Path], choices: Choices, setting: Setting, about: About) -> tuple[Sequence[Checked], int]:
    """Return the reports that were asked for, checked, and how many could not be."""
    stored, failed = _stored_checked([path.name for path in wanted if is_stored(path)], choices, setting)
    if all(map(is_stored, wanted)):
        return stored, failed
    of_files: dict[Path, list[Checked]] = {}

    def one(path: Path) -> None:
        of_files[path] = _file_checked(path, choices, setting, about)

    failed += each_file([path for path in wanted if not is_stored(path)], setting, one)
    by_key = {each.name: each for each in stored}
    return [
        each
        for path in dict.fromkeys(wanted)
        for each in of_files.get(path, [by_key[path.name]] if path.name in by_key else [])
    ], failed


def _usable(form: str, out: Path | None, old: str | None, reports: Sequence[str], setting: Setting) -> None:
    """Return if the options go together; say what to do if they do not."""
    if form == "xlsx" and out is None and sys.stdout.isatty():
        message = setting.say("xlsx behöver --out FIL.", "xlsx needs --out FILE.")
    elif old and form not in COMPARED:
        message = setting.say(f"--since finns som {', '.join(COMPARED)}.", f"--since comes as {', '.join(COMPARED)}.")
    elif old and len(reports) != 1:
        message = setting.say(
            "--since jämför en rapport: ange den nya.", "--since compares one report: name the new one."
        )
    else:
        return
    raise click.UsageError(message, click.get_current_context())


def chosen(shapes: Shapes, own: OwnShapes | None, setting: Setting, profile: Path | None = None) -> Choices:
    """Return what to check with; what was accepted is known where there is a workspace."""
    from samgraf.accepted import NAME, latest, read_lines
    from samgraf.checking import Choices
    from samgraf.workspace import located

    place = located(setting.workspace)
    return Choices(shapes, own, latest(read_lines(place / NAME)), place / "reference", profile)


def is_stored(path: Path) -> bool:
    """Return whether a name is that of a report in the workspace."""
    return STORED.fullmatch(str(path)) is not None and not path.exists()


def _file_checked(path: Path, choices: Choices, setting: Setting, about: About) -> list[Checked]:
    """Return the reports of a file, checked; a register holds several."""
    from samgraf.checking import check_report
    from samgraf.reference import load_reference

    local, profiles = own_folders(setting)
    several = quads_of(path, load_reference(local), profiles, lambda report: _doubts(report, setting), **about)
    names = [path.name if len(several) == 1 else f"{path.name}: {_whose(quads)}" for quads, _ in several]
    return [
        check_report(name, path.as_posix(), quads, choices, source.text if source else None)
        for name, (quads, source) in zip(names, several, strict=True)
    ]


def _doubts(report: Report, setting: Setting) -> None:
    """Tell what makes the whole reading doubtful, which no finding says: questions not found, a form that is a guess."""
    for text in (
        *(warned.in_(setting.lang) for warned in report.document.warnings),
        *(note.in_(setting.lang) for note in report.notes if note.kind not in FOUND),
    ):
        click.echo(f"{report.document.name}: {setting.say('obs', 'note')}: {text}", err=True)


def _stored_checked(keys: list[str], choices: Choices, setting: Setting) -> tuple[Sequence[Checked], int]:
    """Return reports of the workspace ("19-2023"), checked, and how many could not be; what was found is stored.

    With severities of the user's own it is not: the stored findings are what everybody sees. A busy workspace only misses them.
    """
    from samgraf.check_many import check_stored, keep
    from samgraf.errors import LockedError
    from samgraf.workspace import Workspace, located

    if not keys:
        return (), 0
    workspace = Workspace.open(located(setting.workspace))
    with steps(setting.say("Granskar rapporter", "Checking reports")) as step:
        checks, faults = check_stored(workspace, keys, choices, step)
    for fault in faults:
        click.echo(fault.error.message(setting.lang), err=True)
    if choices.profile is None:
        try:
            keep(workspace, checks, choices)
        except LockedError as error:
            click.echo(error.message(setting.lang), err=True)
    return checks, len(faults)


def _whose(quads: list[Quad]) -> str:
    """Return the key of the report ("19-2023") that statements are of, by the name of its graph."""
    return "-".join(min(str(getattr(quad.graph_name, "value", "")) for quad in quads).rsplit("/", 2)[-2:])


def _change(old: str, now: Checked, choices: Choices, setting: Setting, about: About) -> Change:
    """Return what a report changed since an old version of it."""
    from samgraf.before_after import compare

    if is_stored(Path(old)):
        before, failed = _stored_checked([old], choices, setting)
        if failed:
            raise click.exceptions.Exit(3)
    else:
        before = _file_checked(Path(old), choices, setting, about)
    return compare(before[0].findings, now.findings)
