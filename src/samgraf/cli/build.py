"""`samgraf build`: reports are read into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from samgraf.cli.reading import About, graph_told, left_out, read, read_graphs, reading_options, told, told_broken
from samgraf.cli.setting import each_file, own_folders, setting_of
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from samgraf.cli.setting import Setting
    from samgraf.manifest import Record


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "build",
        lang=lang,
        callback=_build,
        params=[
            click.Argument(["files"], nargs=-1, required=True, metavar="FIL..." if lang == "sv" else "FILE...",
                           type=click.Path(path_type=Path)),
            *reading_options(lang),
        ],
        help=words(
            lang,
            "Läs in rapporter (.docx, .odt, .pdf, .txt), register över insatser (.xlsx, .ods, .csv) eller grafer (.ttl, .trig, "
            ".nq, .nt, .jsonld, .rdf) i arbetsytan.\n\nFör varje fil sägs vilken region och vilket år "
            "den gäller, "
            "hur många svar och insatser som hittades, och hur stor del av texten som blev belägg, hör till formuläret "
            "eller är oläst. Samma rapport en gång till ändrar ingenting; en ny fil för samma region och år ersätter "
            "den "
            "förra. Går en fil inte att läsa sägs varför, och resten läses ändå (slutkod 3).\n\n\b\n"
            "  samgraf build rapport.docx\n"
            "  samgraf build rapporter/*.pdf\n"
            "  samgraf --workspace rapporter2023 build *.docx\n"
            "  samgraf build utdrag.txt --region 19 --year 2023\n"
            "  samgraf build register.xlsx --year 2023\n"
            "  samgraf build allt.trig",
            "Read reports (.docx, .odt, .pdf, .txt), registers of insatser (.xlsx, .ods, .csv) or graphs (.ttl, .trig, .nq, "
            ".nt, .jsonld, .rdf) into the workspace.\n\nFor each file you are told its region and year, "
            "how many "
            "answers and insatser were found, and what share of the text is evidence, belongs to the form or is "
            "unread. "
            "The same report again changes nothing; a new file for the same region and year takes the former's place. "
            "If a file cannot be read you are told why and the others are read all the same (exit code 3).\n\n\b\n"
            "  samgraf build report.docx\n"
            "  samgraf build reports/*.pdf\n"
            "  samgraf --workspace reports2023 build *.docx\n"
            "  samgraf build excerpt.txt --region 19 --year 2023\n"
            "  samgraf build register.xlsx --year 2023\n"
            "  samgraf build all.trig",
        ),
    )  # fmt: skip


@click.pass_context
def _build(ctx: click.Context, /, files: tuple[Path, ...], **about: Unpack[About]) -> int:
    """Return the exit code: 0, or 3 if a file could not be read."""
    from samgraf.graph.rdf_file import is_rdf
    from samgraf.kept_forms import keep_form
    from samgraf.manifest import read_manifest
    from samgraf.review.records import read_records, records_path
    from samgraf.review.work import reference_of, reviewed
    from samgraf.workspace import Workspace, kept_name, located

    setting = setting_of(ctx)
    place = located(setting.workspace)
    reference = reference_of(place)

    def held() -> dict[str, Record]:
        return read_manifest(place / "manifest.json").reports if (place / "manifest.json").is_file() else {}

    def store(path: Path) -> None:
        if is_rdf(path.name):
            found = read_graphs(path, **about)
            for graph in found.reports:
                before = held()
                outcome = Workspace.create(place).add_graph(graph, path)
                click.echo(graph_told(graph, reference, setting.lang, outcome, path.name))
                _tell_poorer(place, before, held(), setting)
            click.echo("".join(f"{note}\n" for note in left_out(found, setting.lang)), nl=False)
            return
        name = kept_name(place, path)
        for fresh in read(path, reference, own_folders(setting)[1], name, **about):
            report, quads, corrections = reviewed(place, fresh, reference)
            workspace = Workspace.create(place)
            keep_form(workspace, about.get("profile"))
            before = held()
            outcome = workspace.add(report, quads, path)
            click.echo(told(report, reference, setting.lang, outcome, corrections))
            _tell_poorer(place, before, held(), setting)
            at = records_path(place, f"{report.metadata.region}-{report.metadata.year}")
            click.echo("".join(f"{line}\n" for line in told_broken(at, read_records(at)[1], setting.lang)), nl=False)

    failed = each_file(files, setting, store)
    if failed:
        click.echo(
            setting.say(
                f"{failed} av {len(files)} filer kunde inte läsas in.",
                f"{failed} of {len(files)} files could not be read.",
            ),
            err=True,
        )
    return 3 if failed else 0


def _tell_poorer(place: Path, before: dict[str, Record], after: dict[str, Record], setting: Setting) -> None:
    """Tell, beside what was read, of a reading that found far less than the one whose place it took, and where that one is."""
    for key, now in after.items():
        old = before.get(key)
        if old is None or old == now or not now.is_poorer_than(old):
            continue
        at = place / old.source if old.source and old.source != now.source else None
        kept = (f"; den finns kvar som {at}", f"; it is kept as {at}") if at else ("", "")
        click.echo(
            setting.say(
                f"{now.source_name}: obs: här lästes mycket mindre än i {old.source_name}, som den ersatte: {now.entries} insatser mot "
                f"{old.entries}, {now.quads} påståenden mot {old.quads}. Var den förra bättre, läs in den igen{kept[0]}.",
                f"{now.source_name}: note: far less was read here than in {old.source_name}, whose place it took: {now.entries} insatser "
                f"against {old.entries}, {now.quads} statements against {old.quads}. If the former was better, build it again{kept[1]}.",
            ),
            err=True,
        )
