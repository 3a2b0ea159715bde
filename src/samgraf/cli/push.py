"""`samgraf push`: the workspace's graphs to a server, only those that have changed."""

from __future__ import annotations

import click

from samgraf.cli.setting import setting_of
from samgraf.cli.where import derived_option
from samgraf.cli.words import Command, Lang, words

DEEDS = {
    "new": ("nya", "new"),
    "changed": ("ändrade", "changed"),
    "gone": ("borttagna", "removed"),
    "same": ("oförändrade", "unchanged"),
}


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "push",
        lang=lang,
        callback=_push,
        params=[
            click.Option(
                ["--endpoint"],
                required=True,
                metavar=words(lang, "ADRESS", "URL"),
                help=words(
                    lang,
                    "Serverns graflager, till exempel http://localhost:7878/store.",
                    "The server's graph store, for example http://localhost:7878/store.",
                ),
            ),
            click.Option(
                ["--dry-run"],
                is_flag=True,
                help=words(
                    lang,
                    "Säg bara vad som skulle skickas; servern frågas om vad den har.",
                    "Only say what would be sent; the server is asked what it holds.",
                ),
            ),
            derived_option(lang),
            click.Option(
                ["--timeout", "seconds"],
                type=click.FloatRange(min=0.1),
                metavar=words(lang, "SEKUNDER", "SECONDS"),
                default=120.0,
                help=words(lang, "Så länge får en graf ta (annars 120).", "How long one graph may take (else 120)."),
            ),
        ],
        help=words(
            lang,
            "Skicka arbetsytans grafer till en SPARQL-server (SPARQL 1.1 Graph Store Protocol). Bara det som har ändrats skickas, "
            "och en sändning som bröts går vidare där den slutade. Grafer som inte är härifrån rörs inte. Namn och lösenord "
            "tas ur SAMGRAF_ENDPOINT_USER och SAMGRAF_ENDPOINT_PASSWORD, eller SAMGRAF_ENDPOINT_TOKEN.\n\n\b\n"
            "  samgraf push --endpoint http://localhost:7878/store --dry-run\n"
            "  samgraf push --endpoint http://localhost:7878/store",
            "Send the workspace's graphs to a SPARQL server (SPARQL 1.1 Graph Store Protocol). Only what has changed is sent, and a "
            "push that was cut short goes on where it ended. Graphs that are not from here are left alone. Name and password "
            "are taken from SAMGRAF_ENDPOINT_USER and SAMGRAF_ENDPOINT_PASSWORD, or SAMGRAF_ENDPOINT_TOKEN.\n\n\b\n"
            "  samgraf push --endpoint http://localhost:7878/store --dry-run\n"
            "  samgraf push --endpoint http://localhost:7878/store",
        ),
    )


@click.pass_context
def _push(ctx: click.Context, *, endpoint: str, dry_run: bool, derived: bool, seconds: float) -> int:
    """Return the exit code 0 when the server holds what the workspace holds, or when it is said what it lacks."""
    from collections import Counter

    from samgraf import pushing
    from samgraf.elsewhere import known
    from samgraf.remote import Limits
    from samgraf.remote_login import Login
    from samgraf.store import open_store
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    store = open_store(Workspace.open(located(setting.workspace)))
    target = pushing.Target(Login(known(endpoint)), Limits(seconds))

    def tell(name: str, deed: str) -> None:
        if deed != "same":
            click.echo(f"{name}: {setting.say(*DEEDS[deed])}", err=True)

    if dry_run:
        done = pushing.plan(store, target, derived=derived)
        for name, deed in done:
            tell(name, deed)
    else:
        done = pushing.push(store, target, derived=derived, tell=tell)
    counts = Counter[str](deed for _, deed in done)
    said = ", ".join(f"{counts[deed]} {setting.say(*DEEDS[deed])}" for deed in DEEDS if counts[deed])
    head = setting.say("Skulle skickas", "Would be sent") if dry_run else setting.say("Klart", "Done")
    click.echo(f"{head}: {said or setting.say('ingenting', 'nothing')}.")
    return 0
