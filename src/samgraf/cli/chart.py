"""`samgraf chart`: matrices and charts of the reports, as table, picture, page or workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.where import engine_of, tell_why_nothing, where_options
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from samgraf.charts.matrix import Matrix

FORMATS = ("table", "csv", "md", "json", "svg", "png", "pdf", "html", "xlsx")
WIDEST_TABLE = 12
"""So many columns fit a screen; of a wider matrix each row lists where it is not 0."""
BINARY = frozenset({"png", "pdf", "xlsx"})


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "chart",
        lang=lang,
        callback=_chart,
        params=[
            click.Argument(["name"], required=False, metavar=words(lang, "[DIAGRAM]", "[CHART]")),
            click.Option(["--format", "form"], type=click.Choice(FORMATS), default=None,
                         help=words(lang, "Formatet; annars efter filens ändelse i --out, annars table.",
                                    "The format; else by the ending of the file in --out, else table.")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), metavar=words(lang, "FIL", "FILE"),
                         help=words(lang, "Skriv till en fil i stället för på skärmen.", "Write to a file instead of the screen.")),
            click.Option(["--region"], metavar=words(lang, "VÄRDE", "VALUE"),
                         help=words(lang, "Bara dessa regioner: länskod, namn eller NUTS-kod, flera med komma.",
                                    "Only these regions: county code, name or NUTS code, several with commas.")),
            click.Option(["--year"], metavar=words(lang, "VÄRDE", "VALUE"),
                         help=words(lang, "Bara dessa rapportår, flera med komma.", "Only these report years, several with commas.")),
            *where_options(lang),
        ],
        help=words(
            lang,
            "Räkna och rita vad rapporterna tar upp: mål och insatser, slag av aktörer och frågor, utmaningar och "
            "dimensioner, vad resultaten vilar på. Utan namn visas vilka diagram som finns.\n\n\b\n"
            "  samgraf chart\n"
            "  samgraf chart goals-insatser --region 19 --out mal.svg\n"
            "  samgraf chart kinds-questions --out aktorer.xlsx\n"
            "  samgraf chart basis-sections --format csv",
            "Count and draw what the reports take up: goals and insatser, kinds of actors and questions, challenges and "
            "dimensions, what the results rest on. Without a name, the charts there are.\n\n\b\n"
            "  samgraf chart\n"
            "  samgraf chart goals-insatser --region 19 --out goals.svg\n"
            "  samgraf chart kinds-questions --out actors.xlsx\n"
            "  samgraf chart basis-sections --format csv",
        ),
    )  # fmt: skip


@click.pass_context
def _chart(  # noqa: PLR0913  (the command's own options)
    ctx: click.Context,
    /,
    *,
    name: str | None,
    form: str | None,
    out: Path | None,
    region: str | None,
    year: str | None,
    endpoint: str | None,
    seconds: float,
    derived: bool,
) -> int:
    """Return the exit code 0 when the chart is shown, also where there was nothing to count."""
    from samgraf.api import library
    from samgraf.charts.library import find_chart, read_matrix
    from samgraf.cli.forms import write
    from samgraf.cli.pictures import form_of
    from samgraf.parameters import told_as_option

    setting = setting_of(ctx)
    if name is None:
        _print_charts(setting)
        return 0
    find_chart(name)  # a misspelt name is told before anything is loaded
    form = form_of(form, out, FORMATS, BINARY)
    engine = engine_of(setting, endpoint, seconds, derived=derived)
    with told_as_option():
        matrix = read_matrix(engine, library(), name, region=region, year=year)
    if not matrix.cells:
        tell_why_nothing(engine, setting)
    if form in {"table", "md"} and out is None:
        from samgraf.charts.matrix import to_answer, to_listing
        from samgraf.cli.answering import print_answer

        shown = to_listing if form == "table" and len(matrix.columns) > WIDEST_TABLE else to_answer
        print_answer(shown(matrix, setting.lang), form, setting)
        return 0
    write(_rendered(matrix, form, setting), out, setting)
    return 0


def _rendered(matrix: Matrix, form: str, setting: Setting) -> bytes:
    """Return a matrix in one form."""
    from samgraf.charts.files import to_json, to_xlsx
    from samgraf.charts.matrix import to_answer
    from samgraf.formats import to_csv, to_markdown

    if form in {"svg", "png", "pdf"}:
        from samgraf.charts.draw import draw_chart
        from samgraf.cli.pictures import as_picture

        return as_picture(draw_chart(matrix, setting.lang).svg, form)
    if form == "html":
        from samgraf.charts.page import render

        return render(matrix, setting.lang).encode()
    if form == "xlsx":
        return to_xlsx(matrix, setting.lang)
    if form == "json":
        return to_json(matrix, setting.lang)
    answer = to_answer(matrix, setting.lang)
    return to_csv(answer)[0].encode() if form == "csv" else to_markdown(answer, setting.lang).encode()


def _print_charts(setting: Setting) -> None:
    """Print the charts there are."""
    from samgraf.charts.library import CHARTS

    for chart in CHARTS.values():
        click.echo(f"  {chart.id:24} {chart.title[setting.lang]}")
        click.echo(f"  {'':24} {chart.row_head[setting.lang]} × {chart.column_head[setting.lang].lower()}")
