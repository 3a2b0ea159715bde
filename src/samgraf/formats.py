"""An answer as text: a table for the terminal, CSV, TSV, JSON (W3C), Markdown."""

from __future__ import annotations

import csv
import html
import io
import json
from typing import TYPE_CHECKING, Any, Literal

import pyoxigraph as ox

from samgraf.answers import Term, shown
from samgraf.graph.namespaces import PREFIXES

if TYPE_CHECKING:
    from rich.table import Table

    from samgraf.answers import Answer

Format = Literal["table", "csv", "json", "md", "tsv"]
FORMATS: tuple[Format, ...] = ("table", "csv", "json", "md", "tsv")
XSD = PREFIXES["xsd"]
_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_json(answer: Answer) -> bytes:
    """Return an answer as W3C SPARQL 1.1 Query Results JSON, typed as the engine gives it; a graph as N-Triples."""
    if answer.triples is not None:
        return to_ntriples(answer)
    if answer.truth is not None:
        held: dict[str, Any] = {"head": {}, "boolean": answer.truth}
    else:
        bindings = [
            {name: _json_term(term) for name, term in zip(answer.columns, row, strict=True) if term}
            for row in answer.rows
        ]
        held = {"head": {"vars": list(answer.columns)}, "results": {"bindings": bindings}}
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode()


def to_ntriples(answer: Answer) -> bytes:
    """Return the statements of an answer as sorted N-Triples."""
    return "".join(f"{triple} .\n" for triple in sorted(map(str, answer.triples or ()))).encode()


def to_csv(answer: Answer, *, raw: bool = False) -> tuple[str, int]:
    """Return an answer as CSV (RFC 4180), and how many cells were given a leading apostrophe.

    A text that begins as a formula would be run by a spreadsheet program; the apostrophe makes it text.
    `raw` leaves it out. Numbers are never touched.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    guarded = 0
    for row in answer.rows:
        cells = []
        for term in row:
            cell = term.value if term else ""
            if not raw and cell.startswith(_FORMULA) and not _is_number(term):
                cell, guarded = f"'{cell}", guarded + 1
            cells.append(cell)
        writer.writerow(cells)
    return out.getvalue(), guarded


def to_tsv(answer: Answer) -> str:
    """Return an answer as SPARQL 1.1 TSV: terms as in Turtle, so that nothing is lost."""
    lines = ["\t".join(f"?{name}" for name in answer.columns)]
    lines += ["\t".join(str(term).replace("\t", "\\t") if term else "" for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def to_markdown(answer: Answer, lang: str = "sv") -> str:
    """Return an answer as a Markdown table, with its sentence above it."""
    if answer.truth is not None:
        return f"{yes_no(answer, lang)}\n"
    said = answer.said(lang)
    lines = [html.escape(said, quote=False), ""] if said else []
    lines += [f"| {' | '.join(answer.columns)} |", f"|{' --- |' * len(answer.columns)}"]
    lines += [f"| {' | '.join(_markdown_cell(term) for term in row)} |" for row in answer.rows]
    return "\n".join(lines) + "\n"


def to_table(answer: Answer, lang: str = "sv") -> Table:
    """Return an answer as a table for the terminal, its sentence above, its columns fit to the width; no markup is read."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  (only where a table is shown)
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    title = Text(answer.title[lang], style="bold italic")
    if answer.said(lang):
        title.append(f"\n{answer.said(lang)}", style="not bold not italic")
    table = Table(title=title, title_style="", box=SIMPLE_HEAD, title_justify="left")
    for at, name in enumerate(answer.columns):
        numeric = bool(answer.rows) and all(_is_number(row[at]) or row[at] is None for row in answer.rows)
        table.add_column(Text(name), overflow="fold", justify="right" if numeric else "left")
    for row in answer.rows:
        table.add_row(*(Text(visible(shown(term))) for term in row))
    return table


def yes_no(answer: Answer, lang: str = "sv") -> str:
    """Return the answer to a yes/no question as a word."""
    return {("sv", True): "ja", ("sv", False): "nej", ("en", True): "yes", ("en", False): "no"}[
        lang, bool(answer.truth)
    ]


def visible(text: str) -> str:
    """Return text without the characters that steer a terminal."""
    return "".join(character if character.isprintable() or character == "\n" else "\ufffd" for character in text)


def _json_term(term: Term) -> dict[str, str]:
    """Return a term as the W3C format has it."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    held = {"type": "literal", "value": term.value}
    if term.language:
        held["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        held["datatype"] = term.datatype.value
    return held


def _is_number(term: Term | None) -> bool:
    """Return whether a term is a number."""
    return isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS


def _markdown_cell(term: Term | None) -> str:
    """Return a term in one cell of a Markdown table: no bar, no line break, no HTML."""
    return (
        html.escape(shown(term), quote=False)
        .replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("\r", "")
        .replace("\n", "<br>")
    )
