"""`samgraf link`: proposals of links to open data, offline or from services that the user lets us ask; what is decided of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from samgraf.cli import link_decisions
from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.words import Command, Group, Lang, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from samgraf.linking.asking import Asker
    from samgraf.linking.proposals import Linked
    from samgraf.workspace import Workspace

KINDS = ("same", "place", "fund", "statute", "global-goal", "eu-project", "data-set", "indicator")
SOURCES = ("wikidata", "eu-projects", "dataportal", "kolada")
STATUSES = ("unreviewed", "confirmed", "rejected")


def command(lang: Lang) -> Group:
    """Return the group of commands in one language."""
    names = ", ".join(SOURCES)
    return Group(
        "link",
        lang=lang,
        invoke_without_command=True,
        callback=_link,
        commands={"list": _list_command(lang), "accept": _decide_command(lang, "accept"), "reject": _decide_command(lang, "reject")},
        params=[
            click.Option(["--report"], multiple=True, metavar=words(lang, "LÄN-ÅR", "COUNTY-YEAR"),
                         help=words(lang, "Bara denna rapport, till exempel 19-2023 (annars alla).",
                                    "Only this report, for example 19-2023 (else all).")),
            click.Option(["--live"], is_flag=True,
                         help=words(lang, "Fråga också tjänster på nätet.", "Also ask services on the network.")),
            click.Option(["--source"], multiple=True, type=click.Choice(SOURCES),
                         help=words(lang, f"Bara dessa tjänster, med --live: {names}.", f"Only these services, with --live: {names}.")),
            click.Option(["--at"], multiple=True, metavar=words(lang, "KÄLLA=ADRESS", "SOURCE=ADDRESS"),
                         help=words(lang, "En annan adress till en tjänst, till exempel en spegel.",
                                    "Another address of a service, for example a mirror.")),
            click.Option(["--seconds"], type=click.FloatRange(1, 3600), default=300.0, show_default=True,
                         help=words(lang, "Så länge får varje tjänst hållas på med.", "For so long each service may be asked.")),
            click.Option(["--pause"], type=click.FloatRange(0, 60), default=1.0, show_default=True,
                         help=words(lang, "Sekunder mellan två frågor.", "Seconds between two requests.")),
            click.Option(["--days"], type=click.IntRange(0, 3650), default=30, show_default=True,
                         help=words(lang, "Så gamla svar duger.", "So old answers will do.")),
            click.Option(["--refresh"], is_flag=True,
                         help=words(lang, "Fråga om på nytt, fast svaret finns sparat.", "Ask again, though the answer is kept.")),
        ],
        help=words(
            lang,
            "Föreslå länkar från rapporterna till öppna data: aktörer, platser, fonder, författningar och globala mål ur "
            "referensdata, utan nät. Med --live också ur Wikidata, EU:s kunskapsgraf (projekt), Sveriges dataportal (datamängder) "
            "och Kolada (nyckeltal). Varje förslag har metod, säkerhet, skäl, källa och dag, och står i en graf för sig tills "
            "någon godtar det; det som redovisats ändras aldrig. Svar sparas i arbetsytan, så ett avbrutet sökande går vidare "
            "där det slutade.\n\n\b\n"
            "  samgraf link\n"
            "  samgraf link --live --source kolada\n"
            "  samgraf link list --kind eu-project\n"
            "  samgraf link accept 1b2c3d4e",
            "Propose links from the reports to open data: actors, places, funds, statutes and global goals from the reference "
            "data, without a network. With --live also from Wikidata, the EU Knowledge Graph (projects), Sweden's data portal "
            "(data sets) and Kolada (indicators). Each proposal has method, confidence, grounds, source and day, and stands in a "
            "graph of its own until somebody accepts it; what was reported is never changed. Answers are kept in the workspace, "
            "so that a search that was cut short goes on where it stopped.\n\n\b\n"
            "  samgraf link\n"
            "  samgraf link --live --source kolada\n"
            "  samgraf link list --kind eu-project\n"
            "  samgraf link accept 1b2c3d4e",
        ),
    )  # fmt: skip


def _filters(lang: Lang) -> list[click.Parameter]:
    """Return the options that choose among links."""
    return [
        click.Option(["--report"], metavar=words(lang, "LÄN-ÅR", "COUNTY-YEAR"),
                     help=words(lang, "Bara denna rapports.", "Only this report's.")),
        click.Option(["--kind"], type=click.Choice(KINDS), help=words(lang, "Bara detta slag.", "Only this kind.")),
        click.Option(["--least"], type=click.FloatRange(0, 1), metavar="0-1",
                     help=words(lang, "Bara så säkra eller säkrare.", "Only so sure or surer.")),
    ]  # fmt: skip


def _list_command(lang: Lang) -> Command:
    """Return `samgraf link list`."""
    about = words(lang, "Visa förslagen och vad som är beslutat.", "Show the proposals and what is decided.")
    return Command(
        "list", lang=lang, callback=link_decisions.list_links, short_help=about,
        params=[*_filters(lang), click.Option(["--status"], type=click.Choice(STATUSES),
                                              help=words(lang, "Bara med detta läge.", "Only with this status."))],
        help=f"{about}\n\n\b\n  samgraf link list --kind eu-project --least 0.6\n  samgraf link list --status confirmed",
    )  # fmt: skip


def _decide_command(lang: Lang, name: str) -> Command:
    """Return `samgraf link accept` or `reject`."""
    accept = name == "accept"
    about = words(lang, "Godta länkar." if accept else "Avvisa länkar.", "Accept links." if accept else "Reject links.")
    return Command(
        name, lang=lang, callback=link_decisions.accept if accept else link_decisions.reject, short_help=about,
        params=[
            click.Argument(["ids"], nargs=-1, metavar="[ID...]"), *_filters(lang),
            click.Option(["--reason"], default="", metavar="TEXT", help=words(lang, "Varför.", "Why.")),
            click.Option(["--who"], metavar=words(lang, "NAMN", "NAME"),
                         help=words(lang, "Vem som beslutar (annars inloggningens namn).", "Who decides (else the login's name).")),
        ],
        help=f"{about} " + words(
            lang,
            "Antingen de som nämns med sitt id (så mycket av det som behövs), eller alla som --kind och --least väljer. Beslutet "
            f"gäller i alla rapporter.\n\n\b\n  samgraf link {name} 1b2c3d4e\n  samgraf link {name} --kind place --least 1",
            "Either those named by their id (as much of it as is needed), or all that --kind and --least choose. The decision "
            f"holds in all reports.\n\n\b\n  samgraf link {name} 1b2c3d4e\n  samgraf link {name} --kind place --least 1",
        ),
    )  # fmt: skip


@click.pass_context
def _link(ctx: click.Context, /, report: tuple[str, ...], *, live: bool, **options: Any) -> int:
    """Return the exit code 0, or 3 where a service did not answer as it should."""
    if ctx.invoked_subcommand:
        return 0
    from samgraf.errors import UsageError
    from samgraf.linking.proposals import addresses_of, link_report

    setting = setting_of(ctx)
    if not live and (options["source"] or options["at"] or options["refresh"]):
        raise UsageError(
            "--source, --at och --refresh gäller tjänster på nätet: skriv --live också.",
            "--source, --at and --refresh are about services on the network: write --live too.",
        )
    workspace = link_decisions.workspace_of(setting)
    asked = [name for name in SOURCES if live and (not options["source"] or name in options["source"])]
    addresses = addresses_of(options["at"])
    asker = _asker(workspace, options)
    failed = False
    keys = report or tuple(sorted(workspace.manifest().reports))
    if not keys:
        click.echo(
            setting.say("Inga rapporter är inlästa: samgraf build.", "No reports are loaded: samgraf build."), err=True
        )
        return 0
    for key in keys:
        linked = link_report(workspace, key, asked, asker, addresses)
        _tell(linked, asked, setting)
        failed = failed or bool(linked.faults)
    if not live:
        click.echo(
            setting.say(
                "Ingen tjänst på nätet har frågats; det gör --live.",
                "No service on the network was asked; --live does that.",
            ),
            err=True,
        )
    return 3 if failed else 0


def _asker(workspace: Workspace, options: dict[str, Any]) -> Callable[[str], Asker]:
    """Return what gives each source one asker, with a clock and a folder of its own, for the whole run."""
    from datetime import UTC, datetime

    from samgraf.linking.asking import Asker

    held: dict[str, Asker] = {}

    def asker(source: str) -> Asker:
        if source not in held:
            held[source] = Asker(
                workspace.path / "links" / "cache" / source, datetime.now(UTC).date(), seconds=options["seconds"],
                pause=options["pause"], days=options["days"], refresh=options["refresh"],
            )  # fmt: skip
        return held[source]

    return asker


def _tell(linked: Linked, asked: list[str], setting: Setting) -> None:
    """Print how many proposals a report has, of which kinds, and what went wrong."""
    from collections import Counter

    count = len(linked.links)
    click.echo(
        setting.say(
            f"{linked.report}: {count} länkar, {linked.new} nya", f"{linked.report}: {count} links, {linked.new} new"
        )
    )
    for kind, number in sorted(Counter(link.kind for link in linked.links).items()):
        click.echo(f"  {link_decisions.kind_name(kind, setting.lang):22} {number:4}")
    for name in asked:
        if name in linked.faults:
            click.echo(f"{name}: {linked.faults[name].message(setting.lang)}", err=True)
        else:
            number = linked.found.get(name, 0)
            click.echo(setting.say(f"{name}: {number} förslag", f"{name}: {number} proposals"), err=True)
