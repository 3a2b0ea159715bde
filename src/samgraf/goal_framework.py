"""A goal framework made from a list, and tried: what was written must be what the reading of reports gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from samgraf.errors import SamgrafError, UsageError
from samgraf.goal_list import framework_for, known_framework, read_goals, to_turtle
from samgraf.reference import load_reference, to_reference
from samgraf.reports.metadata import region_code

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class MadeFramework:
    """A framework as Turtle: its key, how many goals and areas it has, whose it is."""

    key: str
    turtle: bytes
    goals: int
    areas: int
    region: str


def make_framework(
    path: Path, region: str, name: str, years: tuple[int | None, int | None], own: Path | None
) -> MadeFramework:
    """Return the framework that a list holds; `own` is the folder of the workspace's reference data.

    Raises:
        UsageError: no region has the name, the years are turned, or the framework is already there.
        ReadError: the list cannot be read.
    """
    start, end = years
    if start and end and end < start:
        raise UsageError(
            f"Slutåret {end} är före startåret {start}.", f"The last year {end} is before the first year {start}."
        )
    reference = load_reference(own)
    code = region_code(region, reference)
    county = next((county for county in reference.counties if county.code == code), None)
    if county is None:
        names = ", ".join(f"{c.code} {c.region_name}" for c in reference.counties)
        raise UsageError(
            f"Det finns ingen region {region!r}. Regionerna är: {names}.",
            f"There is no region {region!r}. The regions are: {names}.",
        )
    framework = framework_for(county, name, start, end)
    if known_framework(framework, reference.frameworks) is not None:
        raise UsageError(
            f"Målramverket {framework.key} finns redan. Ta bort dess fil först, eller ange andra år med --start och --end.",
            f"The goal framework {framework.key} is already there. Remove its file first, or give other years with --start and --end.",
        )
    goals = read_goals(path)
    turtle = to_turtle(framework, goals, path.name)
    back = to_reference(parse(turtle, RdfFormat.TURTLE))
    targets = [goal for goal in back.goals if goal.level == "target"]
    if (
        len(back.frameworks) != 1
        or len(targets) != len(goals)
        or any(goal.framework != back.frameworks[0].iri for goal in back.goals)
    ):
        raise SamgrafError(
            f"{path}: ramverket blev inte som listan ({len(targets)} mål av {len(goals)}). Felet är vårt: rapportera det.",
            f"{path}: the framework is not as the list ({len(targets)} goals of {len(goals)}). The fault is ours: report it.",
        )
    return MadeFramework(
        framework.key, turtle.encode(), len(targets), len(back.goals) - len(targets), county.region_name
    )
