"""`samgraf ask`: the questions of the library, and their answers."""

from __future__ import annotations

from itertools import groupby

import click

from samgraf.cli.answering import format_option, print_answer
from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.words import Command, Lang, words


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "ask",
        lang=lang,
        callback=_ask,
        params=[
            click.Argument(["question"], required=False, metavar="[FRÅGA]" if lang == "sv" else "[QUESTION]"),
            click.Argument(["values"], nargs=-1, metavar="[NAMN=VÄRDE...]" if lang == "sv" else "[NAME=VALUE...]"),
            format_option(lang),
        ],
        help=words(
            lang,
            "Ställ en fråga ur biblioteket till rapporterna i arbetsytan. Utan fråga visas alla, ordnade efter tema, "
            "med sina parametrar. Flera värden skrivs med komma.\n\n\b\n"
            "  samgraf ask\n"
            "  samgraf ask insatser\n"
            "  samgraf ask actors-on-goals region=19 goal=14,18\n"
            "  samgraf ask figures --format csv > tal.csv",
            "Ask a question of the library about the reports in the workspace. Without a question all are shown, by "
            "theme, with their parameters. Several values are written with commas.\n\n\b\n"
            "  samgraf ask\n"
            "  samgraf ask insatser\n"
            "  samgraf ask actors-on-goals region=19 goal=14,18\n"
            "  samgraf ask figures --format csv > figures.csv",
        ),
    )


@click.pass_context
def _ask(ctx: click.Context, question: str | None, values: tuple[str, ...], form: str) -> int:
    """Return the exit code 0 when the question is answered, also where the answer is empty."""
    from samgraf import queries
    from samgraf.api import library
    from samgraf.store import open_store
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    if question is None:
        _print_library(setting)
        return 0
    query = queries.find(library(), question)
    given = _given(values)
    query.bindings(**given)  # a misspelt parameter is told before anything is loaded
    store = open_store(Workspace.open(located(setting.workspace)))
    print_answer(queries.run(query, store, **given), form, setting)
    return 0


def _given(values: tuple[str, ...]) -> dict[str, object]:
    """Return the parameters written as name=value."""
    from samgraf.errors import UsageError

    given: dict[str, object] = {}
    for value in values:
        name, equals, written = value.partition("=")
        if not equals:
            raise UsageError(
                f"{value!r} är ingen parameter: skriv namn=värde, till exempel goal=14.",
                f"{value!r} is no parameter: write name=value, for example goal=14.",
            )
        given[name] = written
    return given


def _print_library(setting: Setting) -> None:
    """Print every question by theme: its name, what it asks, its parameters."""
    from samgraf.api import library

    every = sorted(library().values(), key=lambda query: (query.theme, query.id))
    for theme, themed in groupby(every, key=lambda query: query.theme):
        click.echo(f"\n{theme}" if theme else "")
        for query in themed:
            names = "  ".join(f"{each.name}={'…' if each.required else ''}" for each in query.parameters)
            click.echo(f"  {query.id:24} {query.title[setting.lang]}" + (f"  [{names}]" if names else ""))
