"""Where a question is asked: of the workspace, with or without what follows from it, or of an endpoint elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samgraf.cli.words import Lang, words

if TYPE_CHECKING:
    from samgraf.cli.setting import Setting
    from samgraf.elsewhere import Elsewhere
    from samgraf.store import Store


def where_options(lang: Lang) -> list[click.Option]:
    """Return the options that say where a question is asked."""
    return [
        click.Option(
            ["--endpoint"],
            metavar=words(lang, "ADRESS", "URL"),
            help=words(
                lang,
                "Ställ frågan till en SPARQL-server i stället för arbetsytan. Namn och lösenord tas ur SAMGRAF_ENDPOINT_USER och "
                "SAMGRAF_ENDPOINT_PASSWORD, eller SAMGRAF_ENDPOINT_TOKEN.",
                "Ask a SPARQL server instead of the workspace. Name and password are taken from SAMGRAF_ENDPOINT_USER and "
                "SAMGRAF_ENDPOINT_PASSWORD, or SAMGRAF_ENDPOINT_TOKEN.",
            ),
        ),
        click.Option(
            ["--timeout", "seconds"],
            type=click.FloatRange(min=0.1),
            metavar=words(lang, "SEKUNDER", "SECONDS"),
            default=60.0,
            help=words(lang, "Så länge får servern hålla på (annars 60).", "How long the server may take (else 60)."),
        ),
        derived_option(lang),
    ]


def derived_option(lang: Lang) -> click.Option:
    """Return the option that takes what follows from the reports along, or leaves it out."""
    return click.Option(
        ["--derived/--no-derived"],
        default=True,
        help=words(
            lang,
            "Med eller utan det som följer av rapporterna (annars med).",
            "With or without what follows from the reports (else with).",
        ),
    )


def engine_of(setting: Setting, endpoint: str | None, seconds: float, *, derived: bool) -> Store | Elsewhere:
    """Return what is asked.

    Raises:
        UsageError: an endpoint is to be asked without what is derived, which only the workspace can tell apart.
    """
    from samgraf.errors import UsageError

    if endpoint is not None:
        from samgraf.elsewhere import elsewhere

        if not derived:
            raise UsageError(
                "--no-derived gäller arbetsytan. Skicka graferna till servern utan härledda med samgraf push --no-derived.",
                "--no-derived is for the workspace. Send the graphs to the server without derived ones: samgraf push --no-derived.",
            )
        return elsewhere(endpoint, seconds)
    from samgraf.store import open_store
    from samgraf.workspace import Workspace, located

    store = open_store(Workspace.open(located(setting.workspace)))
    return store if derived else store.as_reported()


def tell_why_nothing(engine: Store | Elsewhere, setting: Setting) -> None:
    """Say on stderr, where an endpoint gave nothing, whether its graphs are out of the query's reach."""
    from samgraf.elsewhere import Elsewhere

    if isinstance(engine, Elsewhere) and (why := engine.why_nothing()):
        click.echo(why[setting.lang], err=True)
