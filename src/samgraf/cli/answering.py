"""Answers printed: as a table for people, in other forms for programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from samgraf.cli.words import Lang, words

if TYPE_CHECKING:
    from pathlib import Path

    from samgraf.answers import Answer
    from samgraf.cli.setting import Setting

FORMATS = ("table", "csv", "json", "tsv", "md")
FILES = ("csv", "json", "tsv", "md", "xlsx")
GRAPHS = ("ttl", "nt")
"""The forms of files: of answers that are rows, and of those that are graphs."""
LONGEST_SHEET = 31
"""Characters of a sheet's name."""
NOT_A_TERMINAL = 160
"""Columns of a table that goes to a file or another program, unless COLUMNS says."""


def format_option(lang: Lang, formats: tuple[str, ...] = FORMATS, default: str | None = "table") -> click.Option:
    """Return the option that says in which form an answer is printed."""
    return click.Option(
        ["--format", "form"],
        type=click.Choice(formats),
        default=default,
        help=words(
            lang,
            "table för skärmen, csv för kalkylblad, json enligt W3C, md för dokument (annars table).",
            "table for the screen, csv for spreadsheets, json as W3C has it, md for documents (else table).",
        ),
    )


def print_answer(answer: Answer, form: str, setting: Setting) -> None:
    """Print an answer; what is said about it goes to stderr where stdout is for programs."""
    from samgraf import formats
    from samgraf.column_words import in_words

    if setting.lang == "en" and form in {"table", "md"}:
        from samgraf.english_labels import in_english

        answer = in_english(answer)
    if answer.triples is not None:
        click.echo(formats.to_ntriples(answer), nl=False)
        click.echo(
            setting.say(
                f"{answer.title.sv}: svaret är en graf, {len(answer.triples)} påståenden i N-Triples, för program. Med --out FIL.ttl blir den "
                "Turtle i en fil.",
                f"{answer.title.en}: the answer is a graph, {len(answer.triples)} statements in N-Triples, for programs. With --out FILE.ttl it "
                "becomes Turtle in a file.",
            ),
            err=True,
        )
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
        click.echo(formats.to_markdown(in_words(answer, setting.lang), setting.lang), nl=False)
    else:
        _print_table(answer, setting)
    if form in {"csv", "tsv", "json"} and answer.columns and not answer.rows:
        click.echo(answer.said(setting.lang), err=True)


def write_answer(answer: Answer, form: str | None, out: Path, setting: Setting) -> None:
    """Write an answer to a file, in the form that is said or that the file's ending says.

    Raises:
        UsageError: the ending is none of those that the answer comes in.
    """
    from samgraf.cli.forms import write
    from samgraf.cli.pictures import form_of
    from samgraf.errors import UsageError

    graph = answer.triples is not None
    if setting.lang == "en" and form in {"md", "xlsx"}:
        from samgraf.english_labels import in_english

        answer = in_english(answer)
    if graph and out.suffix.lower().removeprefix(".") not in GRAPHS:
        raise UsageError(
            f"{out}: svaret är en graf. Välj en fil som slutar på .ttl eller .nt.",
            f"{out}: the answer is a graph. Choose a file that ends in .ttl or .nt.",
        )
    form = form_of(None if graph else form, out, GRAPHS if graph else FILES, ())
    write(_bytes_of(answer, form, setting), out, setting)
    if answer.columns and not answer.rows:
        click.echo(answer.said(setting.lang), err=True)


def _bytes_of(answer: Answer, form: str, setting: Setting) -> bytes:
    """Return an answer as the bytes of a file."""
    from samgraf import formats
    from samgraf.column_words import in_words

    if form in GRAPHS:
        from pyoxigraph import Quad

        from samgraf.cli.export import written

        quads = [Quad(*triple) for triple in answer.triples or ()]
        return formats.to_ntriples(answer) if form == "nt" else written(quads, form)
    if form == "xlsx":
        from samgraf.tables_xlsx import Sheet, workbook

        notes = [answer.title[setting.lang], *filter(None, [answer.said(setting.lang)])]
        return workbook([Sheet(answer.id[:LONGEST_SHEET], in_words(answer, setting.lang))], notes, setting.lang)
    if form == "md":
        return formats.to_markdown(in_words(answer, setting.lang), setting.lang).encode()
    if form == "json":
        return formats.to_json(answer)
    return (formats.to_csv(answer)[0] if form == "csv" else formats.to_tsv(answer)).encode()


def _print_table(answer: Answer, setting: Setting) -> None:
    """Print a table that fits the terminal, and what the answer says in a sentence."""
    import os

    from rich.console import Console

    from samgraf import formats
    from samgraf.column_words import in_words

    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else NOT_A_TERMINAL
    console = Console(width=width, highlight=False, markup=False, soft_wrap=False)
    if not answer.rows:
        console.print(answer.said(setting.lang))
        return
    slim, same = _slim(answer, setting.lang)
    table = formats.to_table(in_words(slim, setting.lang), setting.lang)
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


def _slim(answer: Answer, lang: Lang) -> tuple[Answer, list[str]]:
    """Return a library answer without what a person does not read, and what is the same in all its rows.

    Left out are columns of addresses (names stand beside them), empty columns, and those with one and the same value;
    numbers stay, as one below the other they are read as what each row has, and at the foot as a total. Every other form of an answer has all its columns.
    """
    from dataclasses import replace

    from pyoxigraph import NamedNode

    from samgraf.answers import shown
    from samgraf.column_words import in_words

    if answer.id == "sparql":
        return answer, []
    kept, same = [], []
    heads = in_words(answer, lang).columns
    for at, name in enumerate(answer.columns):
        values = {shown(row[at]) for row in answer.rows}
        if values == {""} or all(isinstance(row[at], NamedNode | None) for row in answer.rows):
            continue
        if len(values) == 1 and len(answer.rows) > 1 and (name in WHEN_OR_WHERE or not _counts(answer.rows[0][at])):
            same.append(f"{heads[at]} {next(iter(values))}")
        else:
            kept.append(at)
    if not kept:
        return answer, []
    rows = tuple(tuple(row[at] for at in kept) for row in answer.rows)
    return replace(answer, columns=tuple(answer.columns[at] for at in kept), rows=rows), same
