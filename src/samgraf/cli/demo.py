"""`samgraf demo`: the example report read, checked and questioned."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from samgraf.cli.reading import read, told
from samgraf.cli.setting import Setting, setting_of
from samgraf.cli.words import Command, Lang, words
from samgraf.goal_list import UNTITLED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from samgraf.findings import Finding
    from samgraf.store import Store
    from samgraf.workspace import Workspace

FOLDER = "samgraf-demo"
REPORT = "vastmanland-2023.pdf"
"""The PDF, because it has pages to point at."""


def command(lang: Lang) -> Command:
    """Return the command in one language."""
    return Command(
        "demo",
        lang=lang,
        callback=_demo,
        params=[],
        help=words(
            lang,
            "Kör allt på exempelrapporten: läs in den, granska den, och svara på vem som arbetade med vem mot vilket "
            f"mål. Resultatet finns kvar i arbetsytan ./{FOLDER}, att fråga vidare i.\n\n\b\n"
            "  samgraf demo\n"
            "  samgraf --workspace prova demo",
            "Run everything on the example report: read it, check it, and answer who worked with whom on which goal. "
            f"The result stays in the workspace ./{FOLDER}, for more questions.\n\n\b\n"
            "  samgraf demo\n"
            "  samgraf --lang en --workspace try demo",
        ),
    )


@click.pass_context
def _demo(ctx: click.Context) -> int:
    """Return the exit code 0 when all of it worked; that the example has gaps is as it should be."""
    from samgraf.reference import reference_quads
    from samgraf.resources import folder
    from samgraf.review.work import reference_of, reviewed
    from samgraf.store import open_store
    from samgraf.validation import validate
    from samgraf.workspace import Workspace

    setting = setting_of(ctx)
    place = setting.workspace or Path(FOLDER)
    path = folder("examples") / REPORT
    reference = reference_of(place)

    _head(setting, 1, "Läs rapporten", "Read the report", f"samgraf --workspace {place.name} build {REPORT}")
    (fresh,) = read(path, reference, place / "profiles")
    report, quads, corrections = reviewed(place, fresh, reference)
    workspace = Workspace.create(place)
    _refuse_others(workspace, report.document.sha256)
    workspace.add(report, quads, path)
    click.echo(told(report, reference, setting.lang, corrections=corrections))

    _head(setting, 2, "Granska den", "Check it", f"samgraf --workspace {place.name} check")
    _print_findings(validate(quads, reference_quads(place / "reference")), setting)

    _head(
        setting,
        3,
        "Vem arbetade med vem mot vilket mål?",
        "Who worked with whom on which goal?",
        f"samgraf --workspace {place.name} ask actors-on-goals",
    )
    _print_actors_on_goals(open_store(workspace), setting)
    click.echo("")
    click.echo(
        setting.say(
            f"Allt ligger kvar i {place}. Fler frågor: samgraf ask",
            f"All of it stays in {place}. More questions: samgraf ask",
        )
    )
    return 0


def _head(setting: Setting, number: int, sv: str, en: str, how: str) -> None:
    """Print what comes next and the command that does it."""
    click.echo(("" if number == 1 else "\n") + f"{number}. {setting.say(sv, en)}\n   $ {how}\n")


def _print_findings(findings: list[Finding], setting: Setting) -> None:
    """Print each rule that found something, how many times and under which questions."""
    from samgraf.finding_text import SEVERITY_WORDS
    from samgraf.findings import SEVERITIES, question_order

    counts = Counter(found.severity for found in findings)
    parts = [
        f"{counts[level]} {SEVERITY_WORDS[level][counts[level] != 1].in_(setting.lang)}"
        for level in SEVERITIES
        if counts[level]
    ]
    click.echo(f"{REPORT}: {', '.join(parts)}")
    ordered = sorted(findings, key=lambda found: (SEVERITIES.index(found.severity), found.rule))
    for _, same in groupby(ordered, key=lambda found: (found.severity, found.rule)):
        group = list(same)
        questions = sorted({found.question for found in group if found.question}, key=question_order)
        word = SEVERITY_WORDS[group[0].severity][0].in_(setting.lang)
        click.echo(
            f"  {word:11} {group[0].rule}  {group[0].title.in_(setting.lang)}: {len(group)} "
            f"({', '.join(questions) or '–'})"
        )


def _refuse_others(workspace: Workspace, example: str) -> None:
    """Refuse a workspace that holds anything but the example: the demo must not take the place of a real report."""
    from samgraf.errors import UsageError

    others = [
        key
        for key, record in workspace.manifest().reports.items()
        if example != record.source_sha256 and record.source_name != REPORT
    ]
    if others:
        raise UsageError(
            f"{workspace.path}: arbetsytan har redan {', '.join(others)}, och demon ska inte ersätta en riktig rapport. Kör samgraf demo utan --workspace, eller ange en ny mapp.",
            f"{workspace.path}: the workspace holds {', '.join(others)} already, and the demo must not replace a real report. Run samgraf demo without --workspace, or name a new folder.",
        )


def _print_actors_on_goals(store: Store, setting: Setting) -> None:
    """Print, framework by framework and goal by goal, the insatser that aim at it, with their actors and where they are named."""
    from samgraf import queries
    from samgraf.api import library
    from samgraf.reference import load_reference

    rows = queries.run(queries.find(library(), "actors-on-goals"), store).to_dicts()
    frameworks = {f.key: f for f in load_reference().frameworks}
    order = {key: (KINDS.index(f.kind) if f.kind in KINDS else len(KINDS), key) for key, f in frameworks.items()}
    last = (len(KINDS), "")
    for key in sorted({_framework(row) for row in rows}, key=lambda key: order.get(key, last)):
        click.echo(f"  {frameworks[key].name if key in frameworks else key}")
        mine = [row for row in rows if _framework(row) == key]
        for goal in sorted({_goal(row, setting) for row in mine}):
            click.echo(f"    {goal[1]}")
            _print_insatser([row for row in mine if _goal(row, setting) == goal], setting)


KINDS = ("rus", "national", "eruf", "esf", "fro", "interreg", "agenda")
"""The region's own strategy first, then the national one, then the funds' programmes."""


def _print_insatser(rows: Sequence[Mapping[str, object]], setting: Setting) -> None:
    """Print the insatser of one goal, each with its actors."""
    for name in sorted({str(row["name"]) for row in rows}):
        actors: dict[str, str] = {}
        for row in rows:
            if row["name"] == name:
                actors.setdefault(str(row["actorName"]), _place(row, setting))
        listed = ", ".join(f"{actor} ({place})" if place else actor for actor, place in sorted(actors.items()))
        click.echo(f"      {name}: {listed}")


def _framework(row: Mapping[str, object]) -> str:
    """Return the key of the framework of a row's goal, as its address says it."""
    return str(row["goal"]).rsplit("/", 2)[-2]


def _goal(row: Mapping[str, object], setting: Setting) -> tuple[tuple[int, int, str], str]:
    """Return a sort key and the words for a row's goal: numbers first (14, then 1.1), then goals without a number."""
    number, title, area = (str(row.get(name) or "") for name in ("number", "goalTitle", "area"))
    if number and title.endswith(UNTITLED):
        title = setting.say("(titeln står inte i målregistret)", "(its title is not in the register of goals)")
    kind = 2 if not number else 0 if number.isdigit() else 1
    text = " ".join(part for part in (number, title or area) if part) or "–"
    return (kind, int(number) if number.isdigit() else 0, number or text), text


def _place(row: Mapping[str, object], setting: Setting) -> str:
    """Return where an actor is named, as short as it can be said."""
    page = f"{setting.say('s.', 'p.')} {row['page']}" if row.get("page") else ""
    lines = f"{setting.say('rad', 'line')} {row['lines']}" if row.get("lines") else ""
    return ", ".join(part for part in (page, lines) if part)
