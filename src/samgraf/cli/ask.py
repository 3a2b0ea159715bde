"""`samgraf ask`: the questions of the library, and their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraf.cli.answering import FORMATS, format_option, print_answer, write_answer
from samgraf.cli.setting import Setting, refreshed, setting_of
from samgraf.cli.where import engine_of, tell_why_nothing, where_options
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.queries import Query


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "ask",
        lang=lang,
        callback=_ask,
        params=[
            click.Argument(["question"], required=False, metavar="[FRÅGA]" if lang == "sv" else "[QUESTION]"),
            click.Argument(["values"], nargs=-1, metavar="[NAMN=VÄRDE...]" if lang == "sv" else "[NAME=VALUE...]"),
            format_option(lang, (*FORMATS, "xlsx"), default=None),
            click.Option(
                ["--out"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar=words(lang, "FIL", "FILE"),
                help=words(
                    lang,
                    "Skriv svaret till en fil i stället för på skärmen; ändelsen säger vilken form.",
                    "Write the answer to a file instead of the screen; the ending says in which form.",
                ),
            ),
            click.Option(
                ["--search", "-s", "wanted"],
                metavar="ORD" if lang == "sv" else "WORDS",
                help=words(
                    lang,
                    "Visa de frågor i biblioteket som handlar om orden, i vilken form de än står.",
                    "Show the questions of the library that are about the words, in whatever form they stand.",
                ),
            ),
            *where_options(lang),
        ],
        help=words(
            lang,
            "Ställ en fråga ur biblioteket till rapporterna i arbetsytan. Utan fråga visas alla, ordnade efter tema, "
            "med sina parametrar; en parameter som måste anges står med =…. Flera värden skrivs med komma.\n\n\b\n"
            "  samgraf ask\n"
            "  samgraf ask --search kommun\n"
            "  samgraf ask insatser\n"
            "  samgraf ask actors-on-goals region=19 goal=14,18\n"
            "  samgraf ask figures --out tal.xlsx\n"
            "  samgraf ask figures --format csv | wc -l",
            "Ask a question of the library about the reports in the workspace. Without a question all are shown, by "
            "theme, with their parameters; one that must be given stands with =…. Several values are written with commas.\n\n\b\n"
            "  samgraf ask\n"
            "  samgraf ask --search kommun\n"
            "  samgraf ask insatser\n"
            "  samgraf ask actors-on-goals region=19 goal=14,18\n"
            "  samgraf ask figures --out figures.xlsx\n"
            "  samgraf ask figures --format csv | wc -l",
        ),
    )


@click.pass_context
def _ask(  # noqa: PLR0913  (the command's own options)
    ctx: click.Context,
    *,
    question: str | None,
    values: tuple[str, ...],
    form: str | None,
    out: Path | None,
    wanted: str | None,
    endpoint: str | None,
    seconds: float,
    derived: bool,
) -> int:
    """Return the exit code 0 when the question is answered, also where the answer is empty."""
    from dataclasses import replace

    from samgraf import queries
    from samgraf.api import question as named
    from samgraf.errors import UsageError
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    if question is None or wanted is not None:
        _print_library(setting, wanted)
        return 0
    query = named(question)
    given = _given(values)
    if not query.missing(given):
        query.bindings(**given)  # a misspelt parameter is told before anything is loaded
    if endpoint is None and query.asks_for_findings:
        refreshed(Workspace.open(located(setting.workspace)), setting)
    if form not in {None, "table", "md"}:  # only people read the sentence
        query = replace(query, answer=None, summary="")
    engine = engine_of(setting, endpoint, seconds, derived=derived)
    answer = queries.run(query, engine, **given)
    if out is not None:
        write_answer(answer, form, out, setting)
    elif form == "xlsx":
        raise UsageError("xlsx behöver --out FIL.", "xlsx needs --out FILE.")
    else:
        print_answer(answer, form or "table", setting)
    if not answer.rows:
        tell_why_nothing(engine, setting)
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


def _print_library(setting: Setting, wanted: str | None) -> None:
    """Print the questions by theme, or those about some words with the nearest first."""
    from samgraf.api import library
    from samgraf.question_search import by_theme, search

    if wanted is not None:
        _print_questions(search(library(), wanted), setting)
        return
    for title, themed in by_theme(library().values()):
        click.secho(f"\n{title[setting.lang]}", bold=True)
        _print_questions(themed, setting)
    click.echo()
    click.echo(
        setting.say(
            "Ställ en fråga med samgraf ask ID namn=värde; leta med samgraf ask --search ORD.",
            "Ask one with samgraf ask ID name=value; look for one with samgraf ask --search WORDS.",
        )
    )


def _print_questions(those: Iterable[Query], setting: Setting) -> None:
    """Print each question: its name, what it asks, its parameters."""
    import textwrap

    width = 24
    for query in those:
        names = "  ".join(f"{each.name}={'…' if each.required else ''}" for each in query.parameters)
        lines = [*textwrap.wrap(query.question[setting.lang], 92), *([f"[{names}]"] if names else [])]
        click.echo(f"  {query.id:{width}} {lines[0]}")
        for line in lines[1:]:
            click.echo(f"  {'':{width}} {line}")
