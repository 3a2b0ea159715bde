"""`samgraf goals`: a list of goals becomes a goal framework that reports are read with."""

from __future__ import annotations

from pathlib import Path

import click

from samgraf.cli.setting import own_folders, setting_of
from samgraf.cli.words import Command, Group, Lang, words


def command(lang: Lang) -> Group:
    """Return the group of commands in one language."""
    return Group(
        "goals",
        lang=lang,
        commands={"new": _new_command(lang)},
        help=words(
            lang,
            "Målramverk: de mål som rapporter säger att de bidrar till. En regions egna mål läggs i arbetsytan.\n\n\b\n"
            '  samgraf goals new mal.csv --region Halland --name "Halland 2035" --end 2035',
            "Goal frameworks: the goals that reports say they contribute to. A region's own goals are put in the workspace.\n\n\b\n"
            '  samgraf goals new goals.csv --region Halland --name "Halland 2035" --end 2035',
        ),
    )


def _new_command(lang: Lang) -> Command:
    """Return `goals new`."""
    year = click.IntRange(1990, 2100)
    return Command(
        "new",
        lang=lang,
        callback=_new,
        params=[
            click.Argument(["list_"], metavar="LISTA" if lang == "sv" else "LIST", type=click.Path(path_type=Path)),
            click.Option(["--region"], required=True, metavar="REGION",
                         help=words(lang, "Vems målen är: länskod eller namn.", "Whose goals they are: county code or name.")),
            click.Option(["--name"], required=True, metavar="NAMN" if lang == "sv" else "NAME",
                         help=words(lang, "Vad strategin heter.", "What the strategy is called.")),
            click.Option(["--start"], type=year, metavar="ÅR" if lang == "sv" else "YEAR",
                         help=words(lang, "Första året den gäller.", "The first year it holds.")),
            click.Option(["--end"], type=year, metavar="ÅR" if lang == "sv" else "YEAR",
                         help=words(lang, "Sista året den gäller.", "The last year it holds.")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), metavar="FIL" if lang == "sv" else "FILE",
                         help=words(lang, "Skriv Turtle dit i stället för i arbetsytans mapp reference.",
                                    "Write the Turtle there instead of in the workspace's folder reference.")),
        ],
        short_help=words(lang, "gör ett målramverk av en lista", "make a goal framework from a list"),
        help=words(
            lang,
            "Gör ett målramverk av en lista: CSV eller Excel med kolumnerna område, nummer, mål, YAML, eller text med en "
            "rad per mål. Nummer och område får saknas. Ramverket läggs i arbetsytans mapp reference, och rapporter som "
            "läses in därefter känner igen målen, med nummer eller med titel.\n\n\b\n"
            '  samgraf goals new mal.csv --region Halland --name "Halland 2035" --start 2021 --end 2035',
            "Make a goal framework from a list: CSV or Excel with the columns area, number, title, YAML, or text with one "
            "line a goal. Numbers and areas may be missing. The framework is put in the workspace's folder reference, and "
            "reports that are read after that know the goals, by number or by title.\n\n\b\n"
            '  samgraf goals new goals.csv --region Halland --name "Halland 2035" --start 2021 --end 2035',
        ),
    )  # fmt: skip


@click.pass_context
def _new(
    ctx: click.Context, /, list_: Path, region: str, name: str, start: int | None, end: int | None, out: Path | None
) -> int:
    """Return the exit code 0 when the framework was written."""
    from samgraf.goal_framework import make_framework
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    made = make_framework(list_, region, name, (start, end), own_folders(setting)[0])
    if out is None:
        workspace = Workspace.create(located(setting.workspace))
        at = workspace.put(workspace.reference_folder, f"{made.key}.ttl", made.turtle)
    else:
        from samgraf.files import write_whole

        at = out
        write_whole(at, made.turtle)
    click.echo(
        setting.say(
            f"{at}: {made.goals} mål i {made.areas} områden för {made.region}.",
            f"{at}: {made.goals} goals in {made.areas} areas of {made.region}.",
        )
    )
    if out is None:
        click.echo(
            setting.say(
                "Rapporter som redan är inlästa behöver läsas in igen med samgraf build för att känna målen.",
                "Reports that are already in the workspace must be built again with samgraf build to know the goals.",
            ),
            err=True,
        )
    return 0
