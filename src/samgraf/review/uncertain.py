"""Which things a person should look at, and in which order.

**Consequence** is how many rows of answers change if the reading is wrong: an actor counts once for each goal of its
insats, in every place where the name is read the same way; a goal once for each actor of its insats; an insats or a cell
once for each thing in it; all else once. **Uncertainty** is one less the confidence, and at least a half where the
kind of doubt says so. The rows are ordered by their product: how many rows of answers are likely to be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from samgraf.reports.model import ActorMention, GoalMention
from samgraf.review.things import TAKEN_PART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from samgraf.review.things import Thing

Doubt = Literal[
    "unknown-actor", "candidates", "misspelling", "place", "unknown-goal", "actor", "role", "group", "goal", "fund", "period",
    "basis", "figure", "horizon", "chain", "entry", "cell", "left",
]  # fmt: skip

DOUBTS: dict[Doubt, tuple[str, str]] = {
    "unknown-actor": ("aktör som inget register har", "actor that no register holds"),
    "candidates": ("namn som kan gälla flera", "name that could mean several"),
    "misspelling": ("felstavat namn", "misspelt name"),
    "place": ("ort läst som kommun", "place read as municipality"),
    "unknown-goal": ("mål som inget ramverk har", "goal that no framework holds"),
    "actor": ("aktör", "actor"),
    "role": ("roll", "role"),
    "group": ("grupp utan namn", "group without names"),
    "goal": ("mål", "goal"),
    "fund": ("finansiering", "funding"),
    "period": ("period", "period"),
    "basis": ("bedömningsgrund", "basis"),
    "figure": ("tal", "figure"),
    "horizon": ("effektens tidshorisont (en bedömning)", "horizon of the effect (an assessment)"),
    "entry": ("insats", "insats"),
    "cell": ("cellens innehåll", "content of the cell"),
    "chain": ("resultat som ledde till ett annat", "result that led to another"),
    "left": ("del av tabell som ingen insats tog", "part of a table that no insats took"),
}
"""What the doubt is about, in Swedish and English."""

ALWAYS: frozenset[Doubt] = frozenset({"unknown-actor", "candidates", "misspelling", "place", "unknown-goal", "left"})
"""Doubts that only a person can settle, however sure the program is of having read well."""

OPEN = 0.5
"""The confidence that such a reading has at most, when rows are ordered."""

BELOW = 0.8
"""Readings surer than this are not asked about, unless told otherwise."""

MOST = 200
"""Places that one row decides about; a name that stands in more of them gets more rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """Things to decide together: one, or the same name read the same way in several places."""

    things: tuple[Thing, ...]
    doubt: Doubt

    @property
    def first(self) -> Thing:
        """Return the thing that is shown."""
        return self.things[0]

    @property
    def confidence(self) -> float:
        """Return how sure the least sure of the readings is."""
        return min(thing.confidence for thing in self.things)

    @property
    def consequence(self) -> int:
        """Return how many rows of answers rest on the reading."""
        return sum(thing.rows for thing in self.things)

    @property
    def likely_wrong(self) -> float:
        """Return how many rows of answers are likely to be wrong."""
        sure = OPEN if self.doubt in ALWAYS else 1.0
        return sum((1 - min(thing.confidence, sure)) * thing.rows for thing in self.things)


def uncertain(things: Iterable[Thing], goals: Collection[str], *, below: float = BELOW) -> list[Row]:
    """Return the rows of one report to decide; `goals` are the addresses of the goals that frameworks hold."""
    rows: dict[tuple[object, ...], list[Thing]] = {}
    for thing in things:
        doubt = doubt_of(thing, goals)
        if doubt in ALWAYS or (thing.confidence < below and not (doubt == "actor" and TAKEN_PART in thing.method)):
            together = _together(thing)
            if together and len(rows.get((doubt, *together), ())) >= MOST:
                together = (*together, thing.key)
            rows.setdefault((doubt, *(together or (thing.key,))), []).append(thing)
    return [Row(tuple(held), doubt_of(held[0], goals)) for held in rows.values()]


def in_order(rows: Iterable[tuple[str, Row]]) -> list[tuple[str, Row]]:
    """Return rows, each with its report, most uncertain and most consequential first, else in the order of the reports."""
    return sorted(rows, key=lambda pair: -round(pair[1].likely_wrong, 6))


def doubt_of(thing: Thing, goals: Collection[str]) -> Doubt:
    """Return what the doubt about a thing is."""
    item = thing.item
    if thing.kind == "actor" and isinstance(item, ActorMention):
        tests: Sequence[tuple[bool, Doubt]] = (
            (bool(item.candidates), "candidates"),
            (item.method == "misspelling", "misspelling"),
            (item.actor is None, "unknown-actor"),
            (item.method.startswith("place"), "place"),
        )
        return next((doubt for holds, doubt in tests if holds), "actor")
    if thing.kind == "goal" and isinstance(item, GoalMention):
        return "goal" if item.goal in goals else "unknown-goal"
    return thing.kind


def _together(thing: Thing) -> tuple[object, ...] | None:
    """Return what things have in common that are decided together, None where each is decided alone."""
    if thing.kind == "actor" and isinstance(thing.item, ActorMention):
        item = thing.item
        return thing.surface.casefold(), item.actor, item.name, item.candidates
    if thing.kind == "group":
        return (thing.surface.casefold(),)
    return None
