"""`samgraf check`: what is missing in reports, or does not add up."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from samgraf.cli.reading import About, quads_of, reading_options
from samgraf.cli.setting import Setting, each_file, own_folders, setting_of
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from rdflib import Graph

    from samgraf.findings import Finding, SectionStatus, Severity

STORED = re.compile(r"\d{2}-\d{4}")
WIDTH = 100


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "check",
        lang=lang,
        callback=_check,
        params=[
            click.Argument(["reports"], nargs=-1, metavar="[FIL|RAPPORT...]" if lang == "sv" else "[FILE|REPORT...]"),
            click.Option(["--format", "form"], type=click.Choice(["text", "json", "ttl"]), default="text",
                         help=words(lang, "text för människor, json för program, ttl är SHACL:s egen rapport.",
                                    "text for people, json for programs, ttl is SHACL's own report.")),
            click.Option(["--fail-on", "level"], default="violation",
                         type=click.Choice(["violation", "warning", "info"]),
                         help=words(lang, "Slutkod 1 om något av den graden eller värre finns (annars violation).",
                                    "Exit code 1 if there is something of that level or graver (else violation).")),
            click.Option(["--severity"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                         metavar="FIL" if lang == "sv" else "FILE",
                         help=words(lang, "Egna grader för reglerna (som shapes/severity.toml).",
                                    "Your own levels for the rules (as shapes/severity.toml).")),
            *reading_options(lang),
        ],
        help=words(
            lang,
            "Granska rapporter: vilka frågor är obesvarade, vilka insatser saknar underlag, vilka svar hänvisar bara "
            "vidare, och vad bör göras. Varje anmärkning säger var (sida, rad, citat), vilken regel och vad regeln "
            "vilar på.\n\nEn fil granskas utan att läsas in. Utan argument granskas alla rapporter i arbetsytan, eller "
            "de som nämns med länskod och år, och iakttagelserna sparas så att samgraf ask findings kan svara.\n\nSlutkod 0: inget på --fail-on-nivån; 1: något; 3: en fil gick inte "
            "att "
            "läsa.\n\n\b\n"
            "  samgraf check rapport.docx\n"
            "  samgraf check rapport.docx --fail-on warning\n"
            "  samgraf check 19-2023 --format json\n"
            "  samgraf check",
            "Check reports: which questions are unanswered, which insatser lack a basis, which answers only refer "
            "elsewhere, and what to do about it. Each remark says where (page, line, quote), which rule, and what the "
            "rule rests on.\n\nA file is checked without being stored. Without arguments all reports of the workspace "
            "are checked, or those named by county code and year, and what is found is kept, so that samgraf ask findings "
            "can answer.\n\nExit code 0: nothing at the --fail-on level; 1: "
            "something; 3: a file could not be read.\n\n\b\n"
            "  samgraf check report.docx\n"
            "  samgraf check report.docx --fail-on warning\n"
            "  samgraf check 19-2023 --format json\n"
            "  samgraf check",
        ),
    )  # fmt: skip


@click.pass_context
def _check(
    ctx: click.Context,
    /,
    reports: tuple[str, ...],
    form: str,
    level: Severity,
    severity: Path | None,
    **about: Unpack[About],
) -> int:
    """Return the exit code: 0, 1 if something was found at the level, 3 if a report could not be read."""
    from samgraf.findings import reaches
    from samgraf.reference import load_reference, reference_quads
    from samgraf.shapes import load_shapes
    from samgraf.validation import check
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    shapes = load_shapes(severity)
    local, profiles = own_folders(setting)
    checked: list[tuple[str, list[Finding], tuple[SectionStatus, ...], Graph]] = []

    def one(path: Path) -> None:
        stored = STORED.fullmatch(str(path)) and not path.exists()
        reference = load_reference(local)
        several = [_stored(str(path), setting)] if stored else quads_of(path, reference, profiles, **about)
        name = _title(path.name) if stored else path.name
        for quads in several:
            result = check(quads, reference_quads(local), shapes)
            checked.append((name if len(several) == 1 else f"{name}: {_whose(quads)}", *result))
            if stored and severity is None:
                _keep(path.name, result[0], setting)

    wanted = reports or tuple(sorted(Workspace.open(located(setting.workspace)).manifest().reports))
    if not wanted:
        click.echo(setting.say("Arbetsytan har inga rapporter.", "The workspace has no reports."), err=True)
    failed = each_file([Path(name) for name in wanted], setting, one)
    _print(checked, form, setting)
    if failed:
        return 3
    return int(any(reaches(findings, level) for _, findings, _, _ in checked))


def _whose(quads: list[Quad]) -> str:
    """Return the key of the report ("19-2023") that statements are of, by the name of its graph."""
    return "-".join(min(str(getattr(quad.graph_name, "value", "")) for quad in quads).rsplit("/", 2)[-2:])


def _stored(key: str, setting: Setting) -> list[Quad]:
    """Return the graph of a report of the workspace ("19-2023")."""
    from pyoxigraph import RdfFormat, parse

    from samgraf.workspace import Workspace, located

    return list(parse(Workspace.open(located(setting.workspace)).graph_bytes(key), RdfFormat.N_QUADS))


def _title(key: str) -> str:
    """Return what a person calls a report of the workspace: "Region Västmanland 2023" for "19-2023"."""
    from samgraf.reference import load_reference

    code, year = key.split("-")
    names = {county.code: county.region_name for county in load_reference().counties}
    return f"{names.get(code, code)} {year}"


def _keep(key: str, findings: list[Finding], setting: Setting) -> None:
    """Store the findings of a report of the workspace, so that `samgraf ask findings` can answer; a busy workspace only misses them."""
    from samgraf.errors import LockedError
    from samgraf.findings import to_quads
    from samgraf.workspace import Workspace, located

    region, year = key.split("-")
    try:
        Workspace.open(located(setting.workspace)).write_findings(region, int(year), to_quads(findings))
    except LockedError as error:
        click.echo(error.message(setting.lang), err=True)


def _print(
    checked: list[tuple[str, list[Finding], tuple[SectionStatus, ...], Graph]], form: str, setting: Setting
) -> None:
    """Print what was found; several reports are one JSON document and one Turtle document."""
    from samgraf.finding_text import render_json, render_text, render_ttl

    if not checked:
        return
    if form == "json":
        findings = [finding for _, found, _, _ in checked for finding in found]
        click.echo(render_json(findings, checked[0][2] if len(checked) == 1 else ()), nl=False)
    elif form == "ttl":
        graph = checked[0][3]
        for _, _, _, more in checked[1:]:
            graph += more
        click.echo(render_ttl(graph), nl=False)
    else:
        from shutil import get_terminal_size

        width = min(WIDTH, get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else 80
        texts = [render_text(found, setting.lang, width, sections, title=name) for name, found, sections, _ in checked]
        click.echo("\n".join(texts), nl=False)
