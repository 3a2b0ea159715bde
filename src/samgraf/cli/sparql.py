"""`samgraf sparql`: any SPARQL 1.1 query that reads."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from samgraf.cli.answering import FORMATS, format_option, print_answer
from samgraf.cli.setting import setting_of
from samgraf.cli.where import engine_of, tell_why_nothing, where_options
from samgraf.cli.words import Command, Lang, words

SUFFIXES = (".rq", ".sparql")


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "sparql",
        lang=lang,
        callback=_sparql,
        params=[
            click.Argument(["query"], required=True, metavar="FRÅGA|FIL|-" if lang == "sv" else "QUERY|FILE|-"),
            format_option(lang, (*FORMATS, "xml")),
            *where_options(lang),
        ],
        help=words(
            lang,
            "Ställ en egen SPARQL 1.1-fråga till rapporterna i arbetsytan: som text, ur en fil, eller från standard in "
            "(-). Prefixen sg, skos, dcterms, prov, rdf, rdfs och xsd finns redan. Frågor som ändrar något eller går "
            "ut "
            "på nätet avvisas, och en fråga får ta tio sekunder; med --endpoint frågas en server i stället.\n\n\b\n"
            '  samgraf sparql "SELECT ?namn WHERE { ?insats a sg:InsatsEntry ; sg:name ?namn }"\n'
            "  samgraf sparql fråga.rq --format json\n"
            "  samgraf sparql - < fråga.rq",
            "Ask a SPARQL 1.1 query of your own about the reports in the workspace: as text, from a file, or from "
            "standard input (-). The prefixes sg, skos, dcterms, prov, rdf, rdfs and xsd are there already. Queries "
            "that "
            "change something or reach the network are refused, and a query may take ten seconds; with --endpoint a server is asked instead.\n\n\b\n"
            '  samgraf sparql "SELECT ?name WHERE { ?entry a sg:InsatsEntry ; sg:name ?name }"\n'
            "  samgraf sparql query.rq --format json\n"
            "  samgraf sparql - < query.rq",
        ),
    )


@click.pass_context
def _sparql(ctx: click.Context, *, query: str, form: str, endpoint: str | None, seconds: float, derived: bool) -> int:
    """Return the exit code 0 when the query is answered."""
    from samgraf.api import answer_of
    from samgraf.elsewhere import Elsewhere
    from samgraf.errors import UsageError
    from samgraf.untrusted import run_untrusted

    setting = setting_of(ctx)
    text = _text(query)
    engine = engine_of(setting, endpoint, seconds, derived=derived)
    if isinstance(engine, Elsewhere):
        if form == "xml":
            raise UsageError(
                "Svar från en server ges inte som xml: välj json.",
                "A server's answer is not given as xml: choose json.",
            )
        answer = engine.sparql(text)
        print_answer(answer, form, setting)
        if answer.truth is None and not answer.rows and not answer.triples:
            tell_why_nothing(engine, setting)
    elif form == "xml":
        click.echo(run_untrusted(text, engine, format="xml"), nl=False)
    else:
        print_answer(answer_of(run_untrusted(text, engine)), form, setting)
    return 0


def _text(query: str) -> str:
    """Return the query itself, read from where it says.

    Raises:
        ReadError: the file is not there, or is not UTF-8.
    """
    from samgraf.errors import ReadError
    from samgraf.system_words import system_reason

    if query == "-":
        return sys.stdin.buffer.read().decode("utf-8", errors="replace")
    if not query.endswith(SUFFIXES) and ("{" in query or " " in query):
        return query
    try:
        return Path(query).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        coded = isinstance(error, UnicodeDecodeError)
        sv, en = ("den är inte UTF-8", "it is not UTF-8") if coded else system_reason(error)
        raise ReadError(
            f"{query}: filen med frågan gick inte att läsa ({sv}). Skriv frågan inom citattecken, eller en fil i "
            "UTF-8.",
            f"{query}: the file with the query could not be read ({en}). Write the query in quotes, or a file in "
            "UTF-8.",
        ) from error
