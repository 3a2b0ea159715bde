"""A made-up nation: 21 regions that report for ten years, as the same graphs that reports become when they are read.

    python benchmarks/nation.py FOLDER                     # 210 reports, about 670 000 statements in their graphs
    python benchmarks/nation.py FOLDER --rich 10           # the same reports, ten times as full: some millions
    python benchmarks/nation.py FOLDER --regions 3 --years 2

The reports are records as readers make them, written by `samgraf.graph`; actors and goals are those of the reference data, so
that a question over the nation means what it means over real reports. Insatser go on from year to year; some end, some
begin, and some go on under another name. The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from array import array
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from samgraf.documents import Document, Line, Span
from samgraf.graph.report import to_quads
from samgraf.passages import Passage
from samgraf.reference import load_reference
from samgraf.reports.model import (
    ActorMention,
    Answer,
    BasisMention,
    Coverage,
    Entry,
    Figure,
    FundMention,
    GoalMention,
    GroupMention,
    Mentions,
    Metadata,
    Period,
    Report,
    Statement,
    TableCell,
    ThemeMention,
)  # fmt: skip
from samgraf.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from samgraf.records import ActorRecord, GoalRecord
    from samgraf.reference import Reference

YEARS = 10
LAST = 2024
ENTRIES = 13
"""Insatser of a report that is as full as 2 400 statements make it; a real one has twenty and some 14 000."""
TABLES = ("3.4", "4.4", "5.4", "6.4", "7.2", "8.2", "9.2")
ASKED = ("1.1", "1.2", "2.1", "3.2", "4.2", "5.2", "6.2", "7.1", "9.1", "10.1")
ID = "https://w3id.org/samgraf/id/"
FIRST = ("Grön", "Digital", "Hållbar", "Smart", "Öppen", "Samlad", "Ny", "Levande", "Trygg", "Stark")
SECOND = (
    "omställning",
    "kompetens",
    "besöksnäring",
    "innovation",
    "landsbygd",
    "industri",
    "mobilitet",
    "hälsa",
    "service",
    "energi",
)
FUNDS = (("ERUF", "eruf-2021-2027"), ("ESF+", "esf-plus-2021-2027"), ("anslag 1:1", "anslag-1-1"))
THEMES = (("dimension", "dimension/social", "social hållbarhet"), ("challenge", "challenge/demography", "befolkningen"))


@dataclass(slots=True)
class Page:
    """The text of a report as it is written, line by line; each line is a passage."""

    lines: list[Line] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> Passage:
        """Return the passage of a line that is added."""
        start = self.length
        self.lines.append(Line(start, start + len(text), len(self.lines) + 1, len(self.lines) // 40 + 1))
        self.parts.append(text)
        self.length += len(text) + 1
        return Passage(text, array("L", range(start, start + len(text))))


@dataclass(frozen=True)
class Measure:
    """An insats of a region: its name by year, and who and what belongs to it in all of them."""

    key: int
    first: int
    last: int
    question: str
    actors: tuple[ActorRecord, ...]
    goals: tuple[GoalRecord, ...]
    names: tuple[str, str]
    renamed: int

    def name(self, year: int) -> str:
        """Return what the insats is called in a year."""
        return self.names[int(year >= self.renamed)]


def nation(regions: int = 21, years: int = YEARS, rich: int = 1, seed: int = 7) -> Iterator[Report]:
    """Yield the reports of a nation, region by region and year by year."""
    reference = load_reference()
    for county in reference.counties[:regions]:
        dice = random.Random(f"{seed} {county.code}")
        known = _measures(dice, county.code, reference, years, rich)
        for year in range(LAST - years + 1, LAST + 1):
            yield _report(random.Random(f"{seed} {county.code} {year}"), county.code, year, known, reference, rich)


def _measures(dice: random.Random, region: str, reference: Reference, years: int, rich: int) -> list[Measure]:
    """Return the insatser that a region has over the years; about as many in each year."""
    at_home = [actor for actor in reference.actors if actor.county in {region, None} and actor.valid_to is None]
    frameworks = {each.iri: each for each in reference.frameworks}
    goals = [
        goal for goal in reference.goals
        if goal.level in {"target", "objective"} and frameworks[goal.framework].region in {region, None}
    ]  # fmt: skip
    found = []
    for key in range(ENTRIES * rich * years // 3):
        first = LAST - years - 1 + dice.randrange(years + 2)
        words = (dice.choice(FIRST), dice.choice(SECOND))
        found.append(
            Measure(
                key=key,
                first=first,
                last=first + dice.randrange(1, 5),
                question=dice.choice(TABLES),
                actors=tuple(dice.sample(at_home, dice.randrange(1, 5))),
                goals=tuple(dice.sample(goals, dice.randrange(1, 3))),
                names=(f"{words[0]} {words[1]} {key}", f"{words[0]} {words[1]} {key}, fortsättning"),
                renamed=first + dice.randrange(1, 12),
            )
        )
    return found


def _report(
    dice: random.Random, region: str, year: int, known: list[Measure], reference: Reference, rich: int
) -> Report:
    """Return one report."""
    page = Page()
    answers = [_answer(dice, page, question, reference, rich) for question in ASKED]
    going = [measure for measure in known if measure.first <= year <= measure.last]
    entries = [_entry(dice, page, measure, year, number) for number, measure in enumerate(going, start=1)]
    held = {entry.question for entry in entries}
    answers += [Answer(question=question, status="answered", prompt=None, has_table=True) for question in sorted(held)]
    text = "\n".join(page.parts)
    digest = sha256(f"{region} {year} {text}".encode()).hexdigest()
    return Report(
        document=Document(f"{region}-{year}.txt", digest, "text/plain", "text", text, tuple(page.lines), (),
                          page_count=len(page.lines) // 40 + 1, flat=True),
        profile="villkorsbeslut/2023",
        metadata=Metadata(region=region, region_method="given", year=year, case_number=f"RUN {region}/{year}"),
        answers=tuple(answers),
        entries=tuple(entries),
        coverage=Coverage(evidence=(Span(0, len(text)),), boilerplate=(), unread=()),
    )  # fmt: skip


def _answer(dice: random.Random, page: Page, question: str, reference: Reference, rich: int) -> Answer:
    """Return an answer in text, which names somebody and something."""
    if dice.random() < 0.1:
        return Answer(question=question, status="empty", prompt=None)
    actors = [dice.choice(reference.actors) for _ in range(rich)]
    kind, theme, word = dice.choice(THEMES)
    text = f"Arbetet med {word} har skett i samverkan med {', '.join(actor.name for actor in actors)} under hela året."
    said = page.write(text)
    mentions = Mentions(
        actors=tuple(_actor(said, actor, "partner") for actor in dict.fromkeys(actors)),
        themes=(ThemeMention(**_at(said, word), kind=kind, theme=f"{ID}{theme}"),),  # type: ignore[arg-type]
    )
    return Answer(question=question, status="answered", prompt=None, passage=said, mentions=mentions)


def _entry(dice: random.Random, page: Page, measure: Measure, year: int, number: int) -> Entry:
    """Return one row of a table."""
    name, period, (fund, fund_key) = measure.name(year), f"{measure.first}-{measure.last}", dice.choice(FUNDS)
    named = page.write(f"{name} {period} ({fund})")
    count, women = dice.randrange(2, 90), dice.random() < 0.3
    counted = f"{count} kvinnor" if women else f"{count} deltagare"
    who = ", ".join(actor.name for actor in measure.actors)
    outputs = page.write(f"{counted} har deltagit tillsammans med {who} och länets kommuner.")
    basis: Any = dice.choice(("egen-bedomning", "uppfoljning", "utvardering", None))
    word = {"egen-bedomning": "Egen bedömning", "uppfoljning": "Uppföljning", "utvardering": "Utvärdering"}.get(
        basis, ""
    )
    effects = page.write(f"{word}: Fler företag samverkar än före insatsen." if word else "")
    goals = page.write("; ".join(f"{goal.title} {goal.number}" for goal in measure.goals))
    roles = ("owner", "partner", "funder", "partner")
    figure = Figure(**_at(outputs, counted), kind="count", value=Decimal(count), unit="count", what="deltagare",
                    sex="women" if women else None)  # fmt: skip
    group = GroupMention(**_at(outputs, "länets kommuner"), kind="Municipality", least=None, most=None, whole=None)
    taking = tuple(_actor(outputs, actor, role) for actor, role in zip(measure.actors, roles, strict=False))
    return Entry(
        question=measure.question,
        ordinal=number,
        name=name,
        name_span=named.spans(0, len(name)),
        description="",
        cells=(
            TableCell(column="name", passage=named),
            TableCell(column="outputs", passage=outputs,
                      mentions=Mentions(actors=taking, groups=(group,), figures=(figure,))),
            TableCell(column="effects", passage=effects, confidence=0.8),
            TableCell(column="goals", passage=goals, mentions=Mentions(goals=_goals(goals, measure.goals))),
        ),
        period=Period(**_at(named, period), start_year=measure.first, end_year=measure.last),
        bases=(BasisMention(**_at(effects, word), basis=basis),) if word else (),
        funds=(FundMention(**_at(named, fund), name=fund, fund=f"{ID}fund/{fund_key}"),),
        outputs=(Statement(start=0, end=len(outputs.text), text=outputs.text),),
        effects=(Statement(start=0, end=len(effects.text), text=effects.text, horizon="short", horizon_method="word",
                           confidence=0.6),) if word else (),
    )  # fmt: skip


def _goals(said: Passage, goals: tuple[GoalRecord, ...]) -> tuple[GoalMention, ...]:
    """Return the goals that a cell names."""
    return tuple(
        GoalMention(**_at(said, f"{goal.title} {goal.number}"), framework=goal.framework, written_framework="RUS",
                    level="target" if goal.level == "target" else "objective", number=goal.number, goal=goal.iri,
                    area=goal.area)
        for goal in goals
    )  # fmt: skip


def _actor(said: Passage, actor: ActorRecord, role: Any) -> ActorMention:
    """Return an actor that a passage names."""
    return ActorMention(**_at(said, actor.name), actor=actor.iri, name=actor.name, kind=actor.kind, role=role)


def _at(said: Passage, surface: str) -> dict[str, Any]:
    """Return where something stands in a passage, as the fields that all mentions have."""
    start = said.text.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, "method": "made", "confidence": 0.9}


def fill(workspace: Workspace, *, regions: int = 21, years: int = YEARS, rich: int = 1) -> int:
    """Return the number of statements of a nation's reports, which are put in a workspace."""
    reference = load_reference()
    total = 0
    with workspace.writing():
        for report in nation(regions, years, rich):
            quads = to_quads(report, reference)
            workspace.add(report, quads, None)
            total += len(quads)
    return total


def main() -> None:
    """Make a nation and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--regions", type=int, default=21)
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--rich", type=int, default=1)
    chosen = parser.parse_args()
    begun = time.perf_counter()
    total = fill(Workspace.create(chosen.folder), regions=chosen.regions, years=chosen.years, rich=chosen.rich)
    print(
        f"{chosen.regions * chosen.years} reports, {total} statements, {time.perf_counter() - begun:.1f} s",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
