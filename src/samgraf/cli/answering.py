"""Answers printed: as a table for people, in other forms for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from samgraf.cli.words import Lang, words

if TYPE_CHECKING:
    from samgraf.answers import Answer
    from samgraf.cli.setting import Setting

FORMATS = ("table", "csv", "json", "tsv", "md")
NOT_A_TERMINAL = 160
"""Columns of a table that goes to a file or another program, unless COLUMNS says."""


def format_option(lang: Lang, formats: tuple[str, ...] = FORMATS) -> click.Option:
    """Return the option that says in which form an answer is printed."""
    return click.Option(
        ["--format", "form"],
        type=click.Choice(formats),
        default="table",
        help=words(
            lang,
            "table för skärmen, csv för kalkylblad, json enligt W3C, md för dokument (annars table).",
            "table for the screen, csv for spreadsheets, json as W3C has it, md for documents (else table).",
        ),
    )


def print_answer(answer: Answer, form: str, setting: Setting) -> None:
    """Print an answer; what is said about it goes to stderr where stdout is for programs."""
    from samgraf import formats

    if setting.lang == "en" and form in {"table", "md"}:
        from samgraf.english_labels import in_english

        answer = in_english(answer)
    if answer.triples is not None:
        click.echo(formats.to_ntriples(answer), nl=False)
    elif form == "json":
        click.echo(formats.to_json(answer), nl=False)
    elif answer.truth is not None:
        click.echo(formats.yes_no(answer, setting.lang))
    elif form == "csv":
        text, changed = formats.to_csv(answer)
        click.echo(text.encode(), nl=False)
        if changed:
            click.echo(
                setting.say(
                    f"{changed} celler började som formler och fick en apostrof först.",
                    f"{changed} cells began as formulas and were given a leading apostrophe.",
                ),
                err=True,
            )
    elif form == "tsv":
        click.echo(formats.to_tsv(answer), nl=False)
    elif form == "md":
        click.echo(formats.to_markdown(answer, setting.lang), nl=False)
    else:
        _print_table(answer, setting)
    if form in {"csv", "tsv", "json"} and answer.columns and not answer.rows:
        click.echo(answer.said(setting.lang), err=True)


def _print_table(answer: Answer, setting: Setting) -> None:
    """Print a table that fits the terminal, and what the answer says in a sentence."""
    import os

    from rich.console import Console

    from samgraf import formats

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else NOT_A_TERMINAL
    console = Console(width=width, highlight=False, markup=False, soft_wrap=False)
    if not answer.rows:
        console.print(answer.said(setting.lang))
        return
    slim, same = _slim(answer)
    table = formats.to_table(slim, setting.lang)
    console.print(table.title, soft_wrap=True)  # a sentence is as wide as the screen, not as its table
    table.title = None
    console.print(table)
    if same:
        console.print(setting.say("Gemensamt", "In common") + ": " + ", ".join(same))


WHEN_OR_WHERE = frozenset({"year", "start", "end", "page"})
"""Columns of numbers that count nothing."""


def _counts(value: object) -> bool:
    """Return whether a value is a number."""
    from pyoxigraph import Literal

    return isinstance(value, Literal) and value.datatype.value.rsplit("#", 1)[-1] in {"integer", "decimal", "double"}


def _slim(answer: Answer) -> tuple[Answer, list[str]]:
    """Return a library answer without what a person does not read, and what is the same in all its rows.

    Left out are columns of addresses (names stand beside them), empty columns, and those with one and the same value;
    numbers stay, as one below the other they are read as what each row has, and at the foot as a total. Every other form of an answer has all its columns.
    """
    from dataclasses import replace

    from pyoxigraph import NamedNode

    from samgraf.answers import shown

    if answer.id == "sparql":
        return answer, []
    kept, same = [], []
    for at, name in enumerate(answer.columns):
        values = {shown(row[at]) for row in answer.rows}
        if values == {""} or all(isinstance(row[at], NamedNode | None) for row in answer.rows):
            continue
        if len(values) == 1 and len(answer.rows) > 1 and (name in WHEN_OR_WHERE or not _counts(answer.rows[0][at])):
            same.append(f"{name} {next(iter(values))}")
        else:
            kept.append(at)
    if not kept:
        return answer, []
    rows = tuple(tuple(row[at] for at in kept) for row in answer.rows)
    return replace(answer, columns=tuple(answer.columns[at] for at in kept), rows=rows), same
