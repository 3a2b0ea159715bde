"""`samgraf profile`: the forms that reports are read with: which there are, how they fit, a new one from an empty form."""

from __future__ import annotations

from pathlib import Path

import click

from samgraf.cli.setting import Setting, own_folders, setting_of
from samgraf.cli.words import Command, Group, Lang, words

KINDS = {"text": ("text", "text"), "table": ("tabell", "table"), "boxes": ("rutor", "boxes")}
WIDTH = 96


def command(lang: Lang) -> Group:
    """Return the group of commands in one language."""
    return Group(
        "profile",
        lang=lang,
        commands={
            "list": _list_command(lang),
            "show": _show_command(lang),
            "check": _check_command(lang),
            "new": _new_command(lang),
        },
        help=words(
            lang,
            "Profiler: hur ett års mall ser ut, så att frågor, tabeller och rutor hittas i rapporterna. Ett nytt års mall "
            "behöver ingen kod: gör en profil av den tomma mallen.\n\n\b\n"
            "  samgraf profile list\n"
            "  samgraf profile new mall-2025.docx\n"
            "  samgraf profile check rapport.docx",
            "Profiles: how a year's form looks, so that questions, tables and boxes are found in the reports. A new year's "
            "form needs no code: make a profile from the empty form.\n\n\b\n"
            "  samgraf profile list\n"
            "  samgraf profile new form-2025.docx\n"
            "  samgraf profile check report.docx",
        ),
    )


def _list_command(lang: Lang) -> Command:
    """Return `profile list`."""
    return Command(
        "list",
        lang=lang,
        callback=_list,
        short_help=words(lang, "vilka profiler som finns", "which profiles there are"),
        help=words(
            lang,
            "Visa profilerna: år, antal frågor, vilken de liknar, och om de är bekräftade mot årets riktiga mall.\n\n\b\n  samgraf profile list",
            "Show the profiles: years, number of questions, which they are like, and whether they are confirmed by the year's real form.\n\n\b\n  samgraf profile list",
        ),
    )


def _show_command(lang: Lang) -> Command:
    """Return `profile show`."""
    return Command(
        "show",
        lang=lang,
        callback=_show,
        params=[click.Argument(["profile"], metavar="ID")],
        short_help=words(lang, "vad en profil frågar", "what a profile asks"),
        help=words(
            lang,
            "Visa en profils avsnitt, frågor och kolumner. ID är profilens id, dess år eller en fil (.yaml).\n\n\b\n  samgraf profile show 2023",
            "Show a profile's sections, questions and columns. ID is the profile's id, its year or a file (.yaml).\n\n\b\n  samgraf profile show 2023",
        ),
    )


def _check_command(lang: Lang) -> Command:
    """Return `profile check`."""
    return Command(
        "check",
        lang=lang,
        callback=_check,
        params=[
            click.Argument(["report"], metavar="RAPPORT" if lang == "sv" else "REPORT", type=click.Path(path_type=Path))
        ],
        short_help=words(lang, "hur väl profilerna passar en rapport", "how well the profiles fit a report"),
        help=words(
            lang,
            "Säg hur många av varje profils frågor som finns i en rapport, vilka som saknas, och vilken profil den läses "
            "med. Inget läses in.\n\n\b\n  samgraf profile check rapport.docx",
            "Tell how many of each profile's questions are in a report, which are not, and which profile it is read with. "
            "Nothing is stored.\n\n\b\n  samgraf profile check report.docx",
        ),
    )


def _new_command(lang: Lang) -> Command:
    """Return `profile new`."""
    return Command(
        "new",
        lang=lang,
        callback=_new,
        params=[
            click.Argument(["form"], metavar="MALL" if lang == "sv" else "FORM", type=click.Path(path_type=Path)),
            click.Option(["--year"], type=click.IntRange(2000, 2100), metavar="ÅR" if lang == "sv" else "YEAR",
                         help=words(lang, "Verksamhetsåret, om mallen inte säger det.", "The year reported on, if the form does not tell.")),
            click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), metavar="FIL" if lang == "sv" else "FILE",
                         help=words(lang, "Profilens fil (.yaml); annars arbetsytans mapp profiles.", "The profile's file (.yaml); else the workspace's folder profiles.")),
        ],
        short_help=words(lang, "gör en profil av en tom mall", "make a profile from an empty form"),
        help=words(
            lang,
            "Gör en profil av en tom mall (docx, pdf eller text): avsnitt, frågor, tabeller, rutor och instruktioner. "
            "Inget frågas: det som kunde förstås på flera sätt är utmärkt med OSÄKERT i filen. Tre filer skrivs: profilen, "
            "dess fingeravtryck och mallen som Turtle. I arbetsytan används de av samgraf build och check; på annan plats "
            "anges profilen med --profile FIL.\n\n\b\n"
            "  samgraf profile new mall.docx --year 2025\n"
            "  samgraf profile new mall.docx --out 2025.yaml",
            "Make a profile from an empty form (docx, pdf or text): sections, questions, tables, boxes and instructions. "
            "Nothing is asked: what could be understood in several ways is marked OSÄKERT (unsure) in the file. Three files "
            "are written: the profile, its fingerprint, and the form as Turtle. In the workspace samgraf build and check "
            "use them; elsewhere the profile is named with --profile FILE.\n\n\b\n"
            "  samgraf profile new form.docx --year 2025\n"
            "  samgraf profile new form.docx --out 2025.yaml",
        ),
    )  # fmt: skip


@click.pass_context
def _list(ctx: click.Context) -> int:
    """Return the exit code 0."""
    from samgraf.reports.profile import load_profiles

    setting = setting_of(ctx)
    for profile in load_profiles(own_folders(setting)[1]):
        remarks = [setting.say(f"som {profile.like}", f"like {profile.like}")] if profile.like else []
        remarks += [] if profile.confirmed else [setting.say("ej bekräftad", "not confirmed")]
        questions = setting.say(f"{len(profile.questions)} frågor", f"{len(profile.questions)} questions")
        years = _years(profile.years)
        click.echo(f"{profile.id:22} {years:10} {questions:13} {', '.join(remarks)}".rstrip())
    return 0


@click.pass_context
def _show(ctx: click.Context, /, profile: str) -> int:
    """Return the exit code 0."""
    from samgraf.reports.fitting import profiles_for

    setting = setting_of(ctx)
    shown = profiles_for(profile, (own_folders(setting)[1],))[0]
    click.echo(f"{shown.id}: {shown.title}, {_years(shown.years)}")
    click.echo(setting.say(f"mall {shown.template}", f"template {shown.template}"))
    if shown.like:
        click.echo(setting.say(f"som {shown.like}", f"like {shown.like}"))
    if not shown.confirmed:
        click.echo(setting.say("ej bekräftad mot årets riktiga mall", "not confirmed by the year's real form"))
    for section in shown.sections:
        click.echo(f"\n{section.number} {section.title}")
        for question in shown.questions:
            if question.section == section.number:
                _show_question(question.number, question.prompt, setting.say(*KINDS[question.kind]))
                for item in question.items:
                    click.echo(f"           ☐ {item.label}")
    for question in shown.questions:
        if question.section not in {section.number for section in shown.sections}:
            click.echo("")
            _show_question(question.number, question.prompt, setting.say(*KINDS[question.kind]))
    click.echo(setting.say("\nKolumner", "\nColumns"))
    for column in shown.columns:
        click.echo(_cut(f"  {column.column:8} {column.head}"))
    return 0


@click.pass_context
def _check(ctx: click.Context, /, report: Path) -> int:
    """Return the exit code: 0 if a profile fits, 1 if none does."""
    from samgraf.readers import read
    from samgraf.reports.fitting import FEWEST, fits
    from samgraf.reports.metadata import find_year
    from samgraf.reports.profile import load_profiles
    from samgraf.reports.template import read_words

    setting = setting_of(ctx)
    document = read(report)
    year = find_year(document)
    found = fits(read_words(document), load_profiles(own_folders(setting)[1]), year)
    click.echo(setting.say(f"{document.name}: år {year or '?'}", f"{document.name}: year {year or '?'}"))
    good = found[0].questions >= min(FEWEST, len(found[0].profile.questions))
    for at, fit in enumerate(found):
        asked = len(fit.profile.questions)
        chosen = setting.say("  används", "  is used") if at == 0 and good else ""
        counted = setting.say(f"{fit.questions:3} av {asked:3} frågor", f"{fit.questions:3} of {asked:3} questions")
        click.echo(f"  {fit.profile.id:22} {counted}{chosen}")
        if at == 0 and good and (lost := fit.missing()):
            click.echo(_cut(setting.say(f"    saknas: {', '.join(lost)}", f"    missing: {', '.join(lost)}")))
    if not good:
        click.echo(
            setting.say(
                "  Ingen profil passar. Gör en av den tomma mallen: samgraf profile new MALL",
                "  No profile fits. Make one from the empty form: samgraf profile new FORM",
            )
        )
    return 0 if good else 1


@click.pass_context
def _new(ctx: click.Context, /, form: Path, year: int | None, out: Path | None) -> int:
    """Return the exit code 0 when the profile was made."""
    from samgraf.readers import read
    from samgraf.reports.profile_yaml import make_profile, year_of
    from samgraf.workspace import Workspace, located

    setting = setting_of(ctx)
    document = read(form)
    told = year_of(document, year)
    if out is None:
        workspace = Workspace.create(located(setting.workspace))
        with workspace.writing():
            made = make_profile(document, told, workspace.profiles_folder / f"{told}.yaml", workspace.reference_folder)
    else:
        made = make_profile(document, told, out, out.parent)
    asked = made.profile.questions
    tables = sum(question.kind == "table" for question in asked)
    click.echo(
        setting.say(
            f"{made.profile.id}: {len(made.profile.sections)} avsnitt, {len(asked)} frågor, {tables} med tabell",
            f"{made.profile.id}: {len(made.profile.sections)} sections, {len(asked)} questions, {tables} with a table",
        )
    )
    click.echo(
        setting.say(
            f"  prov: {made.found} av {len(asked)} frågor hittas igen i mallen",
            f"  trial: {made.found} of {len(asked)} questions are found again in the form",
        )
    )
    for remark in made.unsure:
        click.echo(f"  {setting.say('osäkert', 'unsure')}: {setting.say(*remark)}")
    for path in made.files:
        click.echo(f"  {path}")
    _tell_use(setting, made.files[0], stored=out is None)
    return 0


def _tell_use(setting: Setting, path: Path, *, stored: bool) -> None:
    """Say how the profile is used."""
    option = "" if stored else f" --profile {path}"
    click.echo(
        setting.say(
            f"Läs en rapport med den: samgraf build rapport.docx{option}",
            f"Read a report with it: samgraf build report.docx{option}",
        ),
        err=True,
    )


def _show_question(number: str, prompt: str, kind: str) -> None:
    """Print one question on a line."""
    click.echo(_cut(f"  {number:6} {kind:6} {prompt}"))


def _cut(line: str) -> str:
    """Return a line that is not too long for a terminal."""
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 2].rstrip()} …"


def _years(years: tuple[int, ...]) -> str:
    """Return years as a span."""
    return f"{min(years)}" if len(years) == 1 else f"{min(years)}–{max(years)}"
