"""`samgraf publish`: the workspace as open data and as a site that any web server can show."""

from __future__ import annotations

from pathlib import Path

import click

from samgraf.cli.setting import setting_of
from samgraf.cli.words import Command, Lang, words


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    from samgraf.publishing.settings import KINDS, LICENCES

    return Command(
        "publish",
        lang=lang,
        callback=_publish,
        params=[
            click.Argument(["folder"], type=click.Path(path_type=Path), metavar="MAPP" if lang == "sv" else "DIR"),
            click.Option(["--publisher"], metavar=words(lang, "NAMN", "NAME"),
                         help=words(lang, "Vem som publicerar.", "Who publishes.")),
            click.Option(["--organisation-number"], metavar=words(lang, "NUMMER", "NUMBER"),
                         help=words(lang, "Utgivarens organisationsnummer.", "The publisher's organisation number.")),
            click.Option(["--publisher-kind"], type=click.Choice(tuple(KINDS)),
                         help=words(lang, "Vad utgivaren är (annars regional).", "What the publisher is (else regional).")),
            click.Option(["--contact"], metavar=words(lang, "NAMN", "NAME"),
                         help=words(lang, "Vem som svarar på frågor (annars utgivaren).", "Who answers questions (else the publisher).")),
            click.Option(["--email"], metavar=words(lang, "ADRESS", "ADDRESS"),
                         help=words(lang, "Dit frågor om data skickas; en brevlåda, inte en person.",
                                    "Where questions about the data are sent; a mailbox, not a person.")),
            click.Option(["--address"], metavar="URL",
                         help=words(lang, "Adressen där mappen kommer att ligga.", "The address where the folder will lie.")),
            click.Option(["--licence"], type=click.Choice(tuple(LICENCES)),
                         help=words(lang, "Licensen (annars CC0-1.0).", "The licence (else CC0-1.0).")),
            click.Option(["--date"], metavar=words(lang, "DAG", "DAY"),
                         help=words(lang, "Dagen för data (annars den senaste rapportens).", "The day of the data (else the latest report's).")),
            click.Option(["--title"], metavar="TEXT", help=words(lang, "Webbplatsens namn.", "The name of the site.")),
        ],
        help=words(
            lang,
            "Publicera arbetsytan som öppna data i en mapp: TriG, N-Quads, JSON-LD, tabeller (CSV med metadata), katalogen för "
            "dataportal.se (DCAT-AP-SE), begreppen, frågorna, och en sida på svenska och engelska för varje rapport, insats, "
            "aktör och mål. Mappen kan läggas på vilken webbserver som helst.\n\nUppgifterna om utgivaren kan stå i "
            "arbetsytans samgraf.toml under [publish]. En mapp som publiceras igen ändras bara där något är nytt, och en mapp "
            "som inte är publicerad av samgraf rörs inte. Iakttagelser, granskningar och underskrifter publiceras inte.\n\n\b\n"
            "  samgraf publish webb\n"
            "  samgraf publish webb --address https://data.example.se/samgraf/ --licence CC-BY-4.0",
            "Publish the workspace as open data in a folder: TriG, N-Quads, JSON-LD, tables (CSV with metadata), the catalogue for "
            "dataportal.se (DCAT-AP-SE), the terms, the questions, and a page in Swedish and English for each report, measure, "
            "actor and goal. The folder can be put on any web server.\n\nWho publishes can stand in the workspace's "
            "samgraf.toml under [publish]. A folder that is published again changes only where something is new, and a folder "
            "that samgraf did not publish is not touched. Findings, reviews and signatures are not published.\n\n\b\n"
            "  samgraf publish web\n"
            "  samgraf publish web --address https://data.example.se/samgraf/ --licence CC-BY-4.0",
        ),
    )  # fmt: skip


@click.pass_context
def _publish(ctx: click.Context, /, folder: Path, **given: str | None) -> int:
    """Return the exit code 0 when everything is written."""
    from samgraf.publishing.settings import load_settings
    from samgraf.publishing.site import make_site
    from samgraf.publishing.tree import check_folder, write_tree
    from samgraf.store import open_store
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    workspace = Workspace.open(located(setting.workspace))
    settings = load_settings(workspace.path / "samgraf.toml", given)
    check_folder(folder)  # before the work, not after it
    made = make_site(open_store(workspace, memory=True), settings)
    done = write_tree(folder, made.tree)
    click.echo(
        setting.say(
            f"{folder}: {len(made.tree)} filer, {done.size / 1e6:.0f} MB: {done.written} skrivna, {done.kept} oförändrade, {done.removed} borttagna.\n"
            f"  sidor     {made.pages}, på svenska och engelska\n"
            f"  uppgifter {made.parts} med adress till sin plats på en sida\n"
            f"  se på den python -m http.server --directory {folder}",
            f"{folder}: {len(made.tree)} files, {done.size / 1e6:.0f} MB: {done.written} written, {done.kept} unchanged, {done.removed} removed.\n"
            f"  pages     {made.pages}, in Swedish and English\n"
            f"  facts     {made.parts} whose address leads to their place on a page\n"
            f"  look      python -m http.server --directory {folder}",
        )
    )
    return 0
