"""`samgraf export`: the graphs of the workspace, in a form that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize

from samgraf.cli.forms import write
from samgraf.cli.setting import setting_of
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from samgraf.workspace import Workspace

FORMATS = ("trig", "nq", "ttl", "jsonld", "xlsx")
VIEWS = ("iati", "cids")
PREFIXES = {
    "cids": "https://ontology.commonapproach.org/cids#",
    "dcterms": "http://purl.org/dc/terms/",
    "iati": "https://w3id.org/samgraf/iati/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sg": "https://w3id.org/samgraf/def/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "export",
        lang=lang,
        callback=_export,
        params=[
            click.Argument(["reports"], nargs=-1, metavar="[RAPPORT...]" if lang == "sv" else "[REPORT...]"),
            click.Option(["--format", "form"], type=click.Choice(FORMATS),
                         help=words(lang, "Formatet; ttl har inga namngivna grafer, xlsx är insatserna som ett register (annars efter "
                                    "filen i --out, annars trig).",
                                    "The format; ttl has no named graphs, xlsx is the insatser as a register (else as the file of "
                                    "--out, else trig).")),
            click.Option(["--view"], type=click.Choice(VIEWS),
                         help=words(lang, "Insatserna med andras begrepp: IATI:s aktiviteter eller Common Impact Data Standard.",
                                    "The insatser in the terms of others: activities of IATI, or the Common Impact Data Standard.")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path),
                         metavar=words(lang, "FIL", "FILE"),
                         help=words(lang, "Skriv till en fil i stället för på skärmen.",
                                    "Write to a file instead of the screen.")),
        ],
        help=words(
            lang,
            "Skriv ut rapporternas grafer: alla, eller de som nämns med länskod och år.\n\n\b\n"
            "  samgraf export --out allt.trig\n"
            "  samgraf export 19-2023 --format jsonld\n"
            "  samgraf export 19-2023 --out insatser.xlsx\n"
            "  samgraf export 19-2023 --view iati --out iati.ttl\n"
            "  samgraf export --format nq | gzip > allt.nq.gz",
            "Write the reports' graphs: all, or those named by county code and year.\n\n\b\n"
            "  samgraf export --out all.trig\n"
            "  samgraf export 19-2023 --format jsonld\n"
            "  samgraf export 19-2023 --out insatser.xlsx\n"
            "  samgraf export 19-2023 --view iati --out iati.ttl\n"
            "  samgraf export --format nq | gzip > all.nq.gz",
        ),
    )  # fmt: skip


@click.pass_context
def _export(ctx: click.Context, reports: tuple[str, ...], form: str | None, view: str | None, out: Path | None) -> int:
    """Return the exit code 0 when everything is written."""
    from samgraf.workspace import Workspace, located

    workspace = Workspace.open(located(setting_of(ctx).workspace))
    keys = reports or tuple(sorted(workspace.manifest().reports))
    form = _form(form, out)
    data = b"".join(workspace.graph_bytes(key) for key in keys)
    if view:
        data = _view(view, keys, form, workspace)
    elif form == "xlsx":
        data = _register(data, out, workspace)
    elif form != "nq":
        data = written(list(parse(data, RdfFormat.N_QUADS)), form)
    write(data, out, setting_of(ctx))
    return 0


def _form(form: str | None, out: Path | None) -> str:
    """Return the format that is meant: what was said, else as the file ends, else TriG.

    Raises:
        UsageError: the ending is that of another format.
    """
    from samgraf.errors import UsageError

    if form or not out or not out.suffix:
        return form or "trig"
    ending = out.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        listed = ", ".join(FORMATS)
        raise UsageError(
            f"{out}: ändelsen säger inte vilket format det ska vara; skriv --format ({listed}).",
            f"{out}: the ending does not say which format it is to be; write --format ({listed}).",
        )
    return ending


def written(quads: list[Quad], form: str) -> bytes:
    """Return statements in a form; Turtle has no graphs."""
    formats = {"trig": RdfFormat.TRIG, "ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD, "nq": RdfFormat.N_QUADS}
    things = sorted({quad.triple for quad in quads}, key=str) if form == "ttl" else quads
    return serialize(things, format=formats[form], prefixes=PREFIXES) or b""


def _register(data: bytes, out: Path | None, workspace: Workspace) -> bytes:
    """Return the insatser of reports as a workbook, which only a file can hold."""
    from samgraf.errors import UsageError
    from samgraf.facts import Facts
    from samgraf.ontology import reference_quads
    from samgraf.publishing.register_xlsx import register_xlsx
    from samgraf.reports.profile import profile_with
    from samgraf.reports.register_spec import find_spec

    if out is None:
        raise UsageError(
            "Ett kalkylblad kan inte skrivas på skärmen. Ange en fil med --out insatser.xlsx.",
            "A workbook cannot be written to the screen. Give a file with --out insatser.xlsx.",
        )
    named = Facts(quad for quad in reference_quads(workspace.reference_folder) if isinstance(quad.subject, NamedNode))
    return register_xlsx(parse(data, RdfFormat.N_QUADS), named, profile_with(template=find_spec(None).template))


def _view(view: str, keys: Sequence[str], form: str, workspace: Workspace) -> bytes:
    """Return reports in the terms of others, by the question of the library that makes that graph.

    Raises:
        UsageError: the form holds no graph.
    """
    from samgraf import queries
    from samgraf.api import library
    from samgraf.errors import UsageError
    from samgraf.store import open_store

    if form == "xlsx":
        raise UsageError(
            f"{view} är en graf; välj ttl, trig, nq eller jsonld.",
            f"{view} is a graph; choose ttl, trig, nq or jsonld.",
        )
    store = open_store(workspace)
    found = set()
    for key in keys:
        workspace.record(key)  # that there is one
        region, _, year = key.partition("-")
        found |= set(queries.run(library()[view], store, region=region, year=int(year)).triples or ())
    return written([Quad(*triple) for triple in sorted(found, key=str)], form)
