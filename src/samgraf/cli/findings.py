"""`samgraf findings`: what people have decided about findings: accepted with a reason, or open again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from samgraf.cli.setting import Setting, refreshed, setting_of
from samgraf.cli.words import Command, FormatHelp, Lang, words

if TYPE_CHECKING:
    from datetime import datetime

    from samgraf.accepted import Line
    from samgraf.findings import Finding
    from samgraf.workspace import Workspace


class Commands(Command, click.Group):
    """A command that has commands of its own."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands within."""
        FormatHelp.format_options(self, ctx, formatter)
        rows = [(name, inner.short_help or "") for name, inner in self.commands.items()]
        with formatter.section(words(self.lang, "Kommandon", "Commands")):
            formatter.write_dl(rows)


def command(lang: Lang) -> Commands:
    """Return the command with its three, in one language."""
    return Commands(
        "findings",
        lang=lang,
        subcommand_metavar="accept|reopen|list ...",
        commands={
            "accept": _accept_command(lang),
            "reopen": _reopen_command(lang),
            "list": _list_command(lang),
        },
        help=words(
            lang,
            "Godta iakttagelser som får stå, med ett skäl, eller öppna dem igen.\n\nsamgraf check visar varje "
            "iakttagelses id inom hakparentes; så mycket av det som behövs för att skilja den från andra räcker. En "
            "godtagen iakttagelse räknas inte, tills det som den vilar på ändras: då är den öppen igen, och säger det. "
            "Besluten står i arbetsytan, i corrections/findings.jsonl.\n\n\b\n"
            "  samgraf findings list\n"
            '  samgraf findings accept 1b2c3d4e --reason "Redovisas i bilaga 2"\n'
            "  samgraf findings reopen 1b2c3d4e",
            "Accept findings that may stand, with a reason, or reopen them.\n\nsamgraf check shows each finding's id in "
            "square brackets; as much of it as tells it from the others will do. An accepted finding does not count, "
            "until what it rests on changes: then it is open again, and says so. The decisions are kept in the "
            "workspace, in corrections/findings.jsonl.\n\n\b\n"
            "  samgraf findings list\n"
            '  samgraf findings accept 1b2c3d4e --reason "Reported in annex 2"\n'
            "  samgraf findings reopen 1b2c3d4e",
        ),
    )


def _ids() -> click.Argument:
    """Return the argument for ids of findings."""
    return click.Argument(["ids"], nargs=-1, required=True, metavar="ID...")


def _who(lang: Lang) -> click.Option:
    """Return the option that says who decides."""
    return click.Option(["--who"], metavar=words(lang, "NAMN", "NAME"),
                        help=words(lang, "Vem som beslutar (annars inloggningens namn).",
                                   "Who decides (else the login's name)."))  # fmt: skip


def _accept_command(lang: Lang) -> Command:
    """Return `samgraf findings accept`."""
    about = words(lang, "Godta iakttagelser, med ett skäl.", "Accept findings, with a reason.")
    return Command("accept", lang=lang, callback=_accept, short_help=about, help=f"{about}\n\n\b\n  "
                   + words(lang, 'samgraf findings accept 1b2c3d4e 9a8b --reason "Redovisas i bilaga 2" --who Kim',
                           'samgraf findings accept 1b2c3d4e 9a8b --reason "Reported in annex 2" --who Kim'),
                   params=[_ids(), click.Option(["--reason"], required=True, metavar="TEXT",
                                                help=words(lang, "Varför den får stå.", "Why it may stand.")),
                           _who(lang)])  # fmt: skip


def _reopen_command(lang: Lang) -> Command:
    """Return `samgraf findings reopen`."""
    about = words(lang, "Öppna godtagna iakttagelser igen.", "Reopen accepted findings.")
    return Command("reopen", lang=lang, callback=_reopen, short_help=about, params=[_ids(), _who(lang)],
                   help=f"{about}\n\n\b\n  samgraf findings reopen 1b2c3d4e")  # fmt: skip


def _list_command(lang: Lang) -> Command:
    """Return `samgraf findings list`."""
    about = words(lang, "Visa vad som är godtaget, av vem och varför.", "Show what is accepted, by whom and why.")
    return Command("list", lang=lang, callback=_list, short_help=about, help=f"{about}\n\n\b\n  samgraf findings list")


@click.pass_context
def _accept(ctx: click.Context, ids: tuple[str, ...], reason: str, who: str | None) -> int:
    """Return the exit code 0 when the findings are accepted."""
    from samgraf.accepted import accept, chosen

    setting = setting_of(ctx)
    workspace = _workspace(setting)
    refreshed(workspace, setting)
    known = _stored(workspace)
    picked = [known[iri] for iri in chosen(ids, known)]
    accept(workspace, picked, reason=reason, who=who or login(), now=_now())
    keep(workspace, known)
    for found in picked:
        click.echo(f"{setting.say('godtagen', 'accepted')}  {found.short}  {found.rule}  {_about(found, setting)}")
    return 0


@click.pass_context
def _reopen(ctx: click.Context, ids: tuple[str, ...], who: str | None) -> int:
    """Return the exit code 0 when the findings are open again."""
    from samgraf.accepted import NAME, chosen, latest, read_lines, reopen

    setting = setting_of(ctx)
    workspace = _workspace(setting)
    held = {iri: line for iri, line in latest(read_lines(workspace.path / NAME)).items() if line.decision == "accepted"}
    picked = [held[iri] for iri in chosen(ids, held)]
    reopen(workspace, picked, who=who or login(), now=_now())
    keep(workspace, _stored(workspace))
    for line in picked:
        click.echo(f"{setting.say('öppen', 'open')}  {_short(line)}  {line.rule}  {line.question or ''}".rstrip())
    return 0


@click.pass_context
def _list(ctx: click.Context) -> int:
    """Return the exit code 0 after telling of every accepted finding."""
    from samgraf.accepted import NAME, latest, read_lines, settle
    from samgraf.findings import question_order

    setting = setting_of(ctx)
    workspace = _workspace(setting)
    lines = [line for line in latest(read_lines(workspace.path / NAME)).values() if line.decision == "accepted"]
    if lines:
        refreshed(workspace, setting)
    known = {found.id: found for found in settle(_stored(workspace).values(), {line.finding: line for line in lines})}
    if not lines:
        click.echo(setting.say("Inget är godtaget.", "Nothing is accepted."))
    for line in sorted(lines, key=lambda one: (one.report, question_order(one.question), one.rule, one.finding)):
        found = known.get(line.finding)
        state = (
            setting.say("finns inte längre", "is no longer found") if found is None
            else setting.say("godtagen", "accepted") if found.status == "accepted"
            else setting.say("öppen igen: har ändrats", "open again: has changed")
        )  # fmt: skip
        key = line.report.rsplit("/", 1)[-1]
        click.echo(f"{_short(line)}  {key}  {line.question or '–'}  {line.rule}  {state}")
        click.echo(f"          {line.when[:10]} {line.who}: {line.reason}")
    return 0


def keep(workspace: Workspace, known: dict[str, Finding]) -> None:
    """Write the stored findings again with what is decided now, so that `samgraf ask findings` tells the same."""
    from dataclasses import replace

    from samgraf.accepted import NAME, latest, read_lines, settle
    from samgraf.findings import to_quads

    lines = latest(read_lines(workspace.path / NAME))
    by_report: dict[str, list[Finding]] = {}
    for found in settle((replace(found, status="open") for found in known.values()), lines):
        by_report.setdefault(found.report, []).append(found)
    for report, findings in sorted(by_report.items()):
        region, _, year = report.rsplit("/", 1)[-1].rpartition("-")
        workspace.write_findings(region, int(year), to_quads(findings))


def _workspace(setting: Setting) -> Workspace:
    """Return the workspace."""
    from samgraf.workspace import Workspace, located

    return Workspace.open(located(setting.workspace))


def _stored(workspace: Workspace) -> dict[str, Finding]:
    """Return the findings of the workspace by id, as they were last checked."""
    from pyoxigraph import RdfFormat, parse

    from samgraf.findings import from_quads

    found = {}
    for key in sorted(workspace.manifest().reports):
        path = workspace.path / "findings" / f"{key}.nq"
        if path.is_file():
            found.update({one.id: one for one in from_quads(parse(path.read_bytes(), RdfFormat.N_QUADS))})
    return found


def _about(found: Finding, setting: Setting) -> str:
    """Return what a finding is about, on one line."""
    return " ".join(filter(None, [found.question, found.title.in_(setting.lang), found.insats]))


def _short(line: Line) -> str:
    """Return the short id of a line's finding."""
    return line.finding.rsplit("/", 1)[-1][:8]


def login() -> str:
    """Return the name that the user is logged in with, nothing where the machine has none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _now() -> datetime:
    """Return the time in UTC; SOURCE_DATE_EPOCH stops the clock, as in other programs whose output is compared."""
    from datetime import UTC, datetime

    stopped = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(stopped), UTC) if stopped.isdigit() else datetime.now(UTC)
