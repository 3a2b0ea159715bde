"""`samgraf network`: who works with whom, or towards which goals, as a table, a picture or a file for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.where import engine_of, tell_why_nothing, where_options
from samgraf.cli.words import Command, Lang, words

if TYPE_CHECKING:
    from samgraf.network.network import Network, View

FORMATS = ("table", "svg", "png", "pdf", "html", "graphml", "gexf", "nodes-csv", "edges-csv", "xlsx", "json")
BINARY = frozenset({"png", "pdf", "xlsx"})
VIEWS = ("actors", "goals", "shared-goals")


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "network",
        lang=lang,
        callback=_network,
        params=[
            click.Argument(["view"], type=click.Choice(VIEWS), default="actors", required=False),
            click.Option(["--format", "form"], type=click.Choice(FORMATS), default=None, show_choices=True,
                         help=words(lang, "Formatet; annars efter filens ändelse i --out, annars table.",
                                    "The format; else by the ending of the file in --out, else table.")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), metavar=words(lang, "FIL", "FILE"),
                         help=words(lang, "Skriv till en fil i stället för på skärmen.", "Write to a file instead of the screen.")),
            _restriction("region", lang, "Bara dessa regioner: länskod, namn eller NUTS-kod, flera med komma.",
                         "Only these regions: county code, name or NUTS code, several with commas."),
            _restriction("year", lang, "Bara dessa rapportår, flera med komma.", "Only these report years, several with commas."),
            _restriction("question", lang, "Bara insatser under dessa frågor, till exempel 3.4.",
                         "Only insatser under these questions, for example 3.4."),
            _restriction("sector", lang, "Bara aktörer i dessa sektorer eller av dessa slag, till exempel statlig,kommun.",
                         "Only actors in these sectors or of these kinds, for example state,kommun."),
            _restriction("framework", lang, "Bara mål i ramverk vars namn innehåller detta.", "Only goals in frameworks whose name contains this."),
            _restriction("area", lang, "Bara mål i områden vars namn innehåller detta.", "Only goals in areas whose name contains this."),
            _restriction("goal", lang, "Bara mål med detta nummer, eller detta i titeln.", "Only goals of this number, or with this in the title."),
            _restriction("actor", lang, "Bara insatser där en aktör medverkar vars namn innehåller detta.",
                         "Only insatser in which an actor takes part whose name contains this."),
            click.Option(["--least"], type=click.IntRange(1), default=1,
                         help=words(lang, "Minsta antal gemensamma insatser (eller mål) för en koppling (annars 1).",
                                    "Fewest insatser (or goals) shared that make a link (else 1).")),
            click.Option(["--top"], type=click.IntRange(1, 500), default=None,
                         help=words(lang, "Rita så många aktörer, och mål, de med flest insatser (annars 40; 30 i goals).",
                                    "Draw so many actors, and goals, those with most insatser (else 40; 30 in goals).")),
            *where_options(lang),
        ],
        help=words(
            lang,
            "Visa nätverket: actors är aktörer som medverkar i samma insatser (annars), goals aktörer och de mål de "
            "arbetar mot, shared-goals aktörer som arbetar mot samma mål. Utan --format: en tabell över aktörerna, de som "
            "binder ihop flest först.\n\n\b\n"
            "  samgraf network\n"
            "  samgraf network goals --region 19 --out mal.svg\n"
            "  samgraf network --sector statlig,kommun --out natverk.html\n"
            "  samgraf network --format graphml --out natverk.graphml",
            "Show the network: actors is actors who take part in the same insatser (the default), goals actors and the goals "
            "they work towards, shared-goals actors who work towards the same goals. Without --format: a table of the "
            "actors, those who link most others first.\n\n\b\n"
            "  samgraf network\n"
            "  samgraf network goals --region 19 --out goals.svg\n"
            "  samgraf network --sector state,kommun --out network.html\n"
            "  samgraf network --format graphml --out network.graphml",
        ),
    )  # fmt: skip


def _restriction(name: str, lang: Lang, sv: str, en: str) -> click.Option:
    """Return an option that restricts what the network is made of."""
    return click.Option([f"--{name}"], metavar=words(lang, "VÄRDE", "VALUE"), help=words(lang, sv, en))


@click.pass_context
def _network(  # noqa: PLR0913  (the command's own options)
    ctx: click.Context,
    /,
    *,
    view: View,
    form: str | None,
    out: Path | None,
    top: int | None,
    endpoint: str | None,
    seconds: float,
    derived: bool,
    **choice: Any,
) -> int:
    """Return the exit code 0 when the network is shown, also where nobody is in it."""
    from samgraf.api import library
    from samgraf.cli.forms import write
    from samgraf.cli.pictures import form_of
    from samgraf.network.chosen import choose
    from samgraf.network.network import read_network
    from samgraf.parameters import told_as_option

    setting = setting_of(ctx)
    form = form_of(form, out, FORMATS, BINARY)
    chosen = choose(choice)
    engine = engine_of(setting, endpoint, seconds, derived=derived)
    with told_as_option():
        network = read_network(engine, library(), view, chosen)
    if not network.facts.parts:
        tell_why_nothing(engine, setting)
    if form == "table":
        _print_table(network, setting)
    else:
        write(_rendered(network, form, top, setting), out, setting)
    return 0


def _print_table(network: Network, setting: Setting) -> None:
    """Print who is central, and whether that is an estimate."""
    from samgraf.cli.answering import print_answer
    from samgraf.network import about
    from samgraf.network.tables import centrality

    print_answer(centrality(network, setting.lang).without("sector", "regions"), "table", setting)
    if estimate := about.estimated(network, setting.lang):
        click.echo(estimate, err=True)


def _rendered(network: Network, form: str, top: int | None, setting: Setting) -> bytes:
    """Return the network in one form."""
    from samgraf.network import files

    if form in {"svg", "png", "pdf", "html"}:
        return _drawn(network, form, top, setting)
    if form in {"nodes-csv", "edges-csv"}:
        from samgraf.formats import to_csv
        from samgraf.network.tables import edges_table, nodes_table

        answer = nodes_table(network, setting.lang) if form == "nodes-csv" else edges_table(network)
        return to_csv(answer)[0].encode()
    if form == "xlsx":
        return files.to_xlsx(network, setting.lang)
    if form == "json":
        return files.to_json(network, setting.lang)
    return files.to_graphml(network) if form == "graphml" else files.to_gexf(network)


def _drawn(network: Network, form: str, top: int | None, setting: Setting) -> bytes:
    """Return the network as a picture or a page."""
    from samgraf.cli.pictures import as_picture
    from samgraf.network.picture import draw

    if form == "html":
        from samgraf.network.page import render

        return render(network, setting.lang, top).encode()
    return as_picture(draw(network, setting.lang, top).svg, form)
