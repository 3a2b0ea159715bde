"""`samgraf refdata`: how fresh the reference data is, what it identifies, and what has changed where it is from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraf.cli.setting import Setting, own_folders, setting_of
from samgraf.cli.words import Command, Group, Lang, words

if TYPE_CHECKING:
    from samgraf.refdata.changes import Change

SOURCES = ("agencies", "municipalities", "counties")
SORTS = {
    "renamed": ("nytt namn", "renamed"),
    "new": ("ny", "new"),
    "ended": ("upphörd", "ended"),
    "number": ("nummer", "number"),
    "other-number": ("annat nummer", "other number"),
    "wikidata": ("Wikidata", "Wikidata"),
    "missing": ("saknas där", "missing there"),
}


def command(lang: Lang) -> Group:
    """Return the group of commands in one language."""
    return Group(
        "refdata",
        lang=lang,
        commands={
            "status": _status_command(lang),
            "coverage": _coverage_command(lang),
            "update": _update_command(lang),
        },
        help=words(
            lang,
            "Referensdata: aktörer, mål, fonder och platser som rapporter jämförs med. Se hur gamla de är, hur många som har "
            "offentliga identifierare, och vad som har ändrats hos källan.\n\n\b\n"
            "  samgraf refdata status\n"
            "  samgraf refdata coverage\n"
            "  samgraf refdata update agencies wd.json",
            "Reference data: actors, goals, funds and places that reports are compared with. See how old they are, how many have "
            "public identifiers, and what has changed at the source.\n\n\b\n"
            "  samgraf refdata status\n"
            "  samgraf refdata coverage\n"
            "  samgraf refdata update agencies wd.json",
        ),
    )


def _status_command(lang: Lang) -> Command:
    """Return `refdata status`."""
    about = words(lang, "Visa varje fil med källa, datum och ålder.", "Show each file with source, date and age.")
    return Command(
        "status", lang=lang, callback=_status, short_help=about, help=f"{about}\n\n\b\n  samgraf refdata status --older 365",
        params=[click.Option(["--older"], type=click.IntRange(0), metavar=words(lang, "DAGAR", "DAYS"),
                             help=words(lang, "Bara de som är äldre än så, eller utan datum; slutar med 1 om någon är det.",
                                        "Only those older than that, or without a date; ends with 1 if any is."))],
    )  # fmt: skip


def _coverage_command(lang: Lang) -> Command:
    """Return `refdata coverage`."""
    about = words(
        lang,
        "Visa hur många av varje slag som har vilka offentliga identifierare.",
        "Show how many of each kind have which public identifiers.",
    )
    return Command(
        "coverage",
        lang=lang,
        callback=_coverage,
        short_help=about,
        help=f"{about}\n\n\b\n  samgraf refdata coverage",
        params=[],
    )


def _update_command(lang: Lang) -> Command:
    """Return `refdata update`."""
    listed = ", ".join(SOURCES)
    return Command(
        "update",
        lang=lang,
        callback=_update,
        params=[
            click.Argument(["source"], type=click.Choice(SOURCES), metavar=words(lang, "KÄLLA", "SOURCE")),
            click.Argument(["file"], required=False, type=click.Path(dir_okay=False, path_type=Path),
                           metavar=words(lang, "[FIL]", "[FILE]")),
            click.Option(["--live"], is_flag=True, help=words(lang, "Hämta från källans adress på nätet.",
                                                              "Fetch from the source's address on the network.")),
            click.Option(["--at"], metavar=words(lang, "ADRESS", "ADDRESS"),
                         help=words(lang, "En annan adress, med --live.", "Another address, with --live.")),
            click.Option(["--accept"], multiple=True, metavar="ID",
                         help=words(lang, "Godta denna ändring; all godtar alla som går.", "Accept this change; all accepts all that can be.")),
            click.Option(["--year"], type=click.IntRange(1990, 2100), metavar=words(lang, "ÅR", "YEAR"),
                         help=words(lang, "Från vilket år nya namn gäller (annars detta år).",
                                    "From which year new names hold (else this year).")),
        ],
        short_help=words(lang, "visa och godta vad som ändrats hos en källa", "show and accept what has changed at a source"),
        help=words(
            lang,
            f"Jämför referensdata med en källa ({listed}): en fil som du har hämtat, eller källans adress med --live. Varje skillnad "
            "visas med ett id. Det som godtas läggs i arbetsytans mapp reference; ett nytt namn gäller från sitt år och det gamla "
            "före det. Slutar med 1 om det finns skillnader som inte är godtagna.\n\n\b\n"
            "  samgraf refdata update agencies wd.json\n"
            "  samgraf refdata update agencies wd.json --accept 1b2c3d4e --year 2026\n"
            "  samgraf refdata update municipalities --live",
            f"Compare the reference data with a source ({listed}): a file that you have fetched, or the source's address with --live. Each "
            "difference is shown with an id. What is accepted is put in the workspace's folder reference; a new name holds from its "
            "year and the old one before. Ends with 1 if there are differences that are not accepted.\n\n\b\n"
            "  samgraf refdata update agencies wd.json\n"
            "  samgraf refdata update agencies wd.json --accept 1b2c3d4e --year 2026\n"
            "  samgraf refdata update municipalities --live",
        ),
    )  # fmt: skip


@click.pass_context
def _status(ctx: click.Context, /, older: int | None) -> int:
    """Return the exit code 0; 1 where a file is older than was asked for."""
    from datetime import UTC, datetime

    from samgraf.refdata.status import statuses

    setting = setting_of(ctx)
    found = statuses(datetime.now(UTC).date(), own_folders(setting)[0])
    shown = [one for one in found if older is None or one.days is None or one.days > older]
    none = setting.say("utan datum", "no date")
    width = max((len(one.name) for one in shown), default=0)
    for one in shown:
        age = (
            none
            if one.days is None
            else setting.say(
                f"{one.days} dag{'' if one.days == 1 else 'ar'}", f"{one.days} day{'' if one.days == 1 else 's'}"
            )
        )
        click.echo(f"{one.name:{width}}  {one.things:4}  {one.read or '-':10}  {age:>10}  {one.source}")
    return 1 if older is not None and shown else 0


@click.pass_context
def _coverage(ctx: click.Context, /) -> int:
    """Return the exit code 0."""
    from samgraf.refdata.status import SCHEMES, coverage

    setting = setting_of(ctx)
    heads = (setting.say("slag", "kind"), setting.say("antal", "count"), *SCHEMES, setting.say("utan", "without"))
    rows = [
        (
            one.name_en if setting.lang == "en" else one.name_sv,
            one.count,
            *(one.having.get(s, 0) for s in SCHEMES),
            one.without,
        )
        for one in coverage(own_folders(setting)[0])
    ]
    width = max(len(str(row[0])) for row in rows)
    click.echo("  ".join([f"{heads[0]:{width}}", *(f"{head:>{max(5, len(head))}}" for head in heads[1:])]))
    for row in rows:
        cells = [f"{value or '·':>{max(5, len(head))}}" for head, value in zip(heads[1:], row[1:], strict=True)]
        click.echo("  ".join([f"{row[0]:{width}}", *cells]))
    return 0


@click.pass_context
def _update(
    ctx: click.Context,
    /,
    source: str,
    file: Path | None,
    at: str | None,
    accept: tuple[str, ...],
    year: int | None,
    *,
    live: bool,
) -> int:
    """Return the exit code 0 where nothing differs or all is accepted, 1 where something is left."""
    from datetime import UTC, datetime

    from samgraf.errors import UsageError
    from samgraf.facts import Facts
    from samgraf.refdata import accepting, upstream
    from samgraf.refdata.changes import changes
    from samgraf.reference import reference_quads
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    if live == (file is not None) or (at and not live):
        raise UsageError(
            "Ange antingen en fil eller --live; --at bara med --live.",
            "Give either a file or --live; --at only with --live.",
        )
    known = upstream.SOURCES[source]
    entries = upstream.from_file(known, file) if file else upstream.from_network(known, at)
    today = datetime.now(UTC).date()
    found = changes(known, entries, Facts(reference_quads(own_folders(setting)[0])), year or today.year)
    picked = accepting.chosen(accept, found)
    if picked:
        workspace = Workspace.create(located(setting.workspace))
        accepting.accept(workspace, known, picked, today, file.name if file else at or "")
    left = [change for change in found if change not in picked]
    for change in found:
        click.echo(_line(change, accepted=change in picked, setting=setting))
    click.echo(
        setting.say(
            f"{len(entries)} {known.sv} jämförda, {len(found)} skillnader, {len(picked)} godtagna.",
            f"{len(entries)} {known.en} compared, {len(found)} differences, {len(picked)} accepted.",
        ),
        err=True,
    )
    return 1 if left else 0


def _line(change: Change, *, accepted: bool, setting: Setting) -> str:
    """Return one difference on one line."""
    sort = setting.say(*SORTS[change.sort])
    what = f"{change.old} -> {change.new}" if change.old and change.new else change.new or change.old
    since = (
        setting.say(f" från {change.year}", f" from {change.year}") if change.year and change.sort == "renamed" else ""
    )
    id_ = f"[{change.id}]" if change.can_be_accepted else " " * len(f"[{change.id}]")
    done = setting.say("  godtagen", "  accepted") if accepted else ""
    return f"{id_} {sort:12} {change.name}: {what}{since}{done}"
