"""Which goals insatser name: each goal one, however it was written; goals that nobody knows are each region's own."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from samgraf.network.facts import Goal, text, to_work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from samgraf.absence import Engine
    from samgraf.answers import Term
    from samgraf.network.facts import Work

_PLACES = """
SELECT ?goal (MIN(?areaName) AS ?area) (MIN(?frameworkName) AS ?framework) {
  ?goal sg:inFramework ?in .
  OPTIONAL { ?in sg:provisional ?unknown }
  OPTIONAL { ?in sg:name ?someName . FILTER(!BOUND(?unknown)) }
  BIND(COALESCE(?someName, "") AS ?frameworkName)
  OPTIONAL { ?goal sg:inArea ?under . ?under sg:name ?areaName }
}
GROUP BY ?goal ORDER BY ?goal
"""

Place = tuple[str, str]
"""The framework and the area in which a goal lies, by their names; a framework that only reports name is ""."""


def read_places(store: Engine) -> dict[str, Place]:
    """Return where each goal of the known frameworks lies, by its address."""
    return {
        text(row["goal"]): (text(row["framework"]), text(row["area"]))
        for row in store.query(_PLACES)  # type: ignore[union-attr]
    }


def to_aims(
    rows: Iterable[Mapping[str, Term | None]], places: Mapping[str, Place] | None = None
) -> tuple[tuple[Work, Goal], ...]:
    """Return which goals each insats names, from the rows that `insats-goals` selects.

    An area stands alone only where the same insats names no goal under it; a framework alone is no goal. A goal lies where
    `places` says, whatever area a report puts it under. One that is not known is told apart by its region: number 3 of one
    region's strategy is not number 3 of another's.
    """
    found: dict[Work, set[Goal]] = {}
    places = places or {}
    for row in rows:
        goal = _goal(row, places)
        if goal is not None:
            found.setdefault(to_work(row), set()).add(goal)
    named = [(work, goal) for work, goals in found.items() for goal in _finest(goals)]
    one = _unified([goal for _, goal in named], places)
    return tuple(sorted({(work, one[goal.iri]) for work, goal in named}))


def _goal(row: Mapping[str, Term | None], places: Mapping[str, Place]) -> Goal | None:
    """Return the goal in a row as it is written there, None where it names only a framework."""
    framework, area, number, title, iri = (text(row[name]) for name in ("framework", "area", "number", "title", "goal"))
    if not (area or number or title):
        return None
    if not places.get(iri, ("", ""))[0]:
        region = text(row["region"])
        if framework not in {known for known, _ in places.values()} - {""}:
            framework = f"{framework} ({region})" if framework else region
        iri = iri or f"{framework}: {number or title or area}"
    return Goal(iri, framework, area, number, title)


def _finest(goals: set[Goal]) -> set[Goal]:
    """Return goals without the areas under which another of them lies."""
    under = {goal.area for goal in goals if goal.number or goal.title}
    return {goal for goal in goals if goal.number or goal.title or goal.area not in under}


def _unified(goals: list[Goal], places: Mapping[str, Place]) -> dict[str, Goal]:
    """Return one goal for each address: where it lies, and the words that are used most."""
    written: dict[str, list[Goal]] = {}
    for goal in goals:
        written.setdefault(goal.iri, []).append(goal)
    return {iri: _one(iri, same, places.get(iri)) for iri, same in written.items()}


def _one(iri: str, same: list[Goal], place: Place | None) -> Goal:
    """Return a goal as most of those who name it write it."""
    framework, area = place or ("", "")
    is_area = not any(goal.number or goal.title for goal in same)
    return Goal(
        iri,
        framework or _usual(goal.framework for goal in same),
        _usual(goal.area for goal in same) if is_area or not place else area,
        _usual(goal.number for goal in same),
        _usual(goal.title for goal in same),
    )


def _usual(texts: Iterable[str]) -> str:
    """Return the text that comes most often, of equals the first in order; "" only where there is no other."""
    counted = Counter(one for one in texts if one)
    return min(counted, key=lambda one: (-counted[one], one), default="")
