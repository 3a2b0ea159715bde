"""`samgraf serve`: what this machine alone may read: a first page, and the reconciliation service for OpenRefine."""

from __future__ import annotations

import click

from samgraf.cli.setting import setting_of
from samgraf.cli.words import Command, Lang, words


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "serve",
        lang=lang,
        callback=_serve,
        params=[
            click.Option(["--port"], type=click.IntRange(1, 65535), default=8019, show_default=True,
                         help=words(lang, "Porten på 127.0.0.1.", "The port on 127.0.0.1.")),
            click.Option(["--origin"], multiple=True, metavar=words(lang, "ADRESS", "ADDRESS"),
                         help=words(lang, "En sida på nätet som får läsa svaren i en webbläsare, till exempel https://exempel.se.",
                                    "A page on the network that may read answers in a browser, for example https://example.org.")),
        ],
        help=words(
            lang,
            "Visa samgraf för den här datorn, i webbläsaren och för OpenRefine: en första sida och matchningstjänsten /reconcile "
            "(Reconciliation Service API 0.2) över aktörer, mål och insatser. Bara 127.0.0.1 svarar, och ingenting går att ändra. "
            "Avsluta med Ctrl-C.\n\n\b\n"
            "  samgraf serve\n"
            "  samgraf serve --port 8080",
            "Show samgraf to this machine, in the browser and for OpenRefine: a first page and the matching service /reconcile "
            "(Reconciliation Service API 0.2) over actors, goals and insatser. Only 127.0.0.1 answers, and nothing can be changed. "
            "End with Ctrl-C.\n\n\b\n"
            "  samgraf serve\n"
            "  samgraf serve --port 8080",
        ),
    )  # fmt: skip


@click.pass_context
def _serve(ctx: click.Context, /, port: int, origin: tuple[str, ...]) -> int:
    """Return the exit code 0 when the service has been ended."""
    from samgraf.web.app import make_app, run
    from samgraf.web.serving import checked_origins, free, served

    setting = setting_of(ctx)
    allowed = checked_origins(origin)
    free(port)
    app = make_app(served(setting.workspace), allowed, setting.lang)
    click.echo(
        setting.say(f"http://127.0.0.1:{port}/  (Ctrl-C avslutar)", f"http://127.0.0.1:{port}/  (Ctrl-C ends)"),
        err=True,
    )
    run(app, port)
    return 0
