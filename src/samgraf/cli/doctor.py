"""`samgraf doctor`: what is installed, what is in the workspace, whether it is whole."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import click

from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.resources import Folder

LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "mammoth", "pdfplumber", "pypdf", "pyahocorasick", "click", "rich")
FOLDERS: dict[Folder, str] = {
    "ontology": "*.ttl",
    "shapes": "*.ttl",
    "loaders": "*.yaml",
    "queries": "*.rq",
    "examples": "*.docx",
}


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "doctor",
        lang=lang,
        callback=_doctor,
        params=[],
        help=words(
            lang,
            "Se efter att allt är helt: programmet, dess bibliotek och data, och arbetsytan med dess rapporter och "
            "index. Slutkod 1 om något är skadat eller saknas; ingenting ändras.\n\n\b\n"
            "  samgraf doctor\n"
            "  samgraf --workspace rapporter2023 doctor",
            "See that everything is whole: the program, its libraries and data, and the workspace with its reports and "
            "index. Exit code 1 if something is damaged or missing; nothing is changed.\n\n\b\n"
            "  samgraf doctor\n"
            "  samgraf --workspace reports2023 doctor",
        ),
    )


@click.pass_context
def _doctor(ctx: click.Context) -> int:
    """Return the exit code: 0 if everything is whole, else 1."""
    from samgraf.workspace import located

    setting = setting_of(ctx)
    wrong = _program(setting) + _workspace(located(setting.workspace), setting)
    click.echo("")
    if wrong:
        click.echo(setting.say(f"{wrong} fel, se ovan.", f"{wrong} faults, see above."))
    else:
        click.echo(setting.say("Allt är helt.", "Everything is whole."))
    return int(wrong > 0)


def _program(setting: Setting) -> int:
    """Return how many parts of the program are missing, after telling of each."""
    from samgraf.resources import folder
    from samgraf.workspace import program_version

    click.echo(f"samgraf {program_version()}, Python {platform.python_version()}, {sys.platform}")
    wrong = 0
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            wrong += 1
            found.append(f"{name} {setting.say('SAKNAS', 'MISSING')}")
    click.echo(f"{setting.say('bibliotek', 'libraries')}: {', '.join(found)}")
    for name, pattern in FOLDERS.items():
        place = folder(name)
        files = len(list(place.rglob(pattern))) if place.is_dir() else 0
        wrong += not files
        click.echo(f"{name:9} {files:3} {pattern}" + ("" if files else setting.say("  SAKNAS", "  MISSING")))
    return wrong


def _workspace(place: Path, setting: Setting) -> int:
    """Return how many files of the workspace are damaged or missing, after telling of each."""
    from samgraf import index
    from samgraf.workspace import Workspace

    click.echo("")
    if not (place / "samgraf.toml").exists():
        click.echo(
            setting.say(
                f"Ingen arbetsyta i {place}; den görs av samgraf build.",
                f"No workspace in {place}; samgraf build makes it.",
            )
        )
        return 0
    workspace = Workspace.open(place)
    held = workspace.manifest()
    click.echo(
        setting.say(
            f"Arbetsytan {place}: {len(held.reports)} rapporter", f"Workspace {place}: {len(held.reports)} reports"
        )
    )
    for key, record in sorted(held.reports.items()):
        counts = setting.say(
            f"{record.answers} svar, {record.entries} insatser, {record.quads} satser",
            f"{record.answers} answers, {record.entries} insatser, {record.quads} statements",
        )
        click.echo(f"  {key}  {counts}  {record.source_name}")
    damage = workspace.check()
    for each in damage:
        click.echo(f"  {each.path}: {setting.say(each.sv, each.en)}")
    told = {
        "whole": ("helt", "whole"),
        "missing": ("inte byggt än; byggs när det behövs", "not built yet; built when it is needed"),
        "stale": ("äldre än rapporterna; byggs om när det behövs", "older than the reports; built again when needed"),
        "damaged": ("skadat; byggs om när det behövs", "damaged; built again when needed"),
    }
    click.echo(f"  index: {setting.say(*told[index.state(workspace)])}")
    return len(damage)
