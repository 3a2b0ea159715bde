"""What is chosen of all that reports tell: regions, years, sectors, frameworks, areas, goals, actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from samgraf.errors import UsageError
from samgraf.network.facts import Facts
from samgraf.network.sectors import sectors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from samgraf.network.facts import Actor, Goal


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; None is everything.

    `region`, `year` and `question` are as a question of the library takes them, several with commas. `sector` is names or
    keys of sectors with commas, or kinds of actors. `framework`, `area`, `goal` and `actor` are parts of names (a goal's
    number whole). `least` is the fewest insatser, or goals, that make a link.
    """

    region: str | None = None
    year: str | None = None
    question: str | None = None
    sector: str | None = None
    framework: str | None = None
    area: str | None = None
    goal: str | None = None
    actor: str | None = None
    least: int = 1

    def said(self) -> list[tuple[str, str, str]]:
        """Return what restricts, beside region and year: Swedish word, English word, value."""
        names = (
            ("fråga", "question", self.question), ("sektor", "sector", self.sector), ("ramverk", "framework", self.framework),
            ("område", "area", self.area), ("mål", "goal", self.goal), ("aktör", "actor", self.actor),
            ("minst", "at least", str(self.least) if self.least > 1 else None),
        )  # fmt: skip
        return [(sv, en, value) for sv, en, value in names if value]


def choose(given: Mapping[str, object]) -> Choice:
    """Return the choice that names and values make, as somebody writes them in a call.

    Raises:
        UsageError: there is no such name.
    """
    names = [field.name for field in fields(Choice)]
    for name in given:
        if name not in names:
            raise UsageError(
                f"{name!r} går inte att välja på; välj bland {', '.join(names)}.",
                f"{name!r} cannot be chosen by; choose among {', '.join(names)}.",
            )
    texts = {name: value if name == "least" else str(value) for name, value in given.items() if value is not None}
    return Choice(**texts)  # type: ignore[arg-type]


def chosen(facts: Facts, choice: Choice) -> Facts:
    """Return the facts that a choice leaves.

    With a framework, an area or a goal, only insatser that name such a goal, and only those goals. With an actor, only
    the insatser that it takes part in.

    Raises:
        UsageError: a sector does not exist.
    """
    parts, aims = facts.parts, facts.aims
    if choice.framework or choice.area or choice.goal:
        aims = tuple((work, goal) for work, goal in aims if _wanted(goal, choice))
        works = {work for work, _ in aims}
        parts = tuple((actor, work) for actor, work in parts if work in works)
    if choice.actor:
        mine = {work for actor, work in parts if _named(actor, choice.actor)}
        parts = tuple((actor, work) for actor, work in parts if work in mine)
    if choice.sector:
        keys = _keys(choice.sector, facts)
        parts = tuple((actor, work) for actor, work in parts if actor.sector in keys or actor.kind.casefold() in keys)
    return Facts(parts, aims)


def _wanted(goal: Goal, choice: Choice) -> bool:
    """Return whether a goal is one of those chosen."""
    return (
        _within(choice.framework, goal.framework)
        and _within(choice.area, goal.area)
        and (not choice.goal or _is_goal(goal, choice.goal))
    )


def _is_goal(goal: Goal, wanted: str) -> bool:
    """Return whether a goal is meant by its number, its address or a part of its title."""
    if re.fullmatch(r"[\d.]+", wanted):
        return goal.number == wanted
    return goal.iri.endswith(wanted) or _within(wanted, goal.title)


def _within(part: str | None, whole: str) -> bool:
    """Return whether a text is part of another, whatever the case; nothing wanted is always there."""
    return not part or part.casefold() in whole.casefold()


def _named(actor: Actor, wanted: str) -> bool:
    """Return whether an actor is meant by a part of its name or the end of its address."""
    return _within(wanted, actor.name) or f"/{actor.iri}".endswith(f"/{wanted}")


def _keys(written: str, facts: Facts) -> set[str]:
    """Return the keys of sectors, and the kinds of actors, that a list with commas means."""
    known = {name.casefold(): each.key for each in sectors().values() for name in (each.key, each.sv, each.en)}
    kinds = {actor.kind.casefold() for actor, _ in facts.parts}
    found = set()
    for part in (each.strip().casefold() for each in written.split(",")):
        near = [key for name, key in known.items() if part and part in name]
        if part in kinds:
            found.add(part)
        elif part in known or near:
            found |= {known[part]} if part in known else set(near)
        else:
            raise UsageError(
                f"{part!r} är ingen sektor och inget slags aktör. Sektorerna är {', '.join(each.sv for each in sectors().values())}.",
                f"{part!r} is no sector and no kind of actor. The sectors are {', '.join(each.en for each in sectors().values())}.",
            )
    return found
