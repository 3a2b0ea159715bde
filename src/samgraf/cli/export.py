"""`samgraf export`: the graphs of the workspace, in a form that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from samgraf.cli.forms import write
from samgraf.cli.setting import setting_of
from samgraf.cli.words import Command, Lang, words

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
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
            click.Option(["--format", "form"], type=click.Choice(["trig", "nq", "ttl", "jsonld"]), default="trig",
                         help=words(lang, "Formatet; ttl har inga namngivna grafer.",
                                    "The format; ttl has no named graphs.")),
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
            "  samgraf export --format nq | gzip > allt.nq.gz",
            "Write the reports' graphs: all, or those named by county code and year.\n\n\b\n"
            "  samgraf export --out all.trig\n"
            "  samgraf export 19-2023 --format jsonld\n"
            "  samgraf export --format nq | gzip > all.nq.gz",
        ),
    )  # fmt: skip


@click.pass_context
def _export(ctx: click.Context, reports: tuple[str, ...], form: str, out: Path | None) -> int:
    """Return the exit code 0 when everything is written."""
    from pyoxigraph import RdfFormat, parse, serialize

    from samgraf.workspace import Workspace, located

    workspace = Workspace.open(located(setting_of(ctx).workspace))
    keys = reports or tuple(sorted(workspace.manifest().reports))
    data = b"".join(workspace.graph_bytes(key) for key in keys)
    if form != "nq":
        formats = {"trig": RdfFormat.TRIG, "ttl": RdfFormat.TURTLE, "jsonld": RdfFormat.JSON_LD}
        quads = parse(data, RdfFormat.N_QUADS)
        things = sorted({quad.triple for quad in quads}, key=str) if form == "ttl" else list(quads)
        data = serialize(things, format=formats[form], prefixes=PREFIXES) or b""
    write(data, out, setting_of(ctx))
    return 0
