"""The frameworks and goals that a report may name: those of its region, of the EU programmes, of the nation, of Agenda 2030."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from samgraf.graph.iris import slug
from samgraf.reports.goal_titles import Titles, titles_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from samgraf.reference import FrameworkRecord, GoalRecord, Reference
    from samgraf.reports.context import Context
    from samgraf.reports.goal_words import Label

THINGS = "https://w3id.org/samgraf/id/"
_PERIOD = re.compile(r"(20\d\d)\s?[-–]\s?(20\d\d)")
_WHOLE = 9
"""Letters that the name of one programme has at least; shorter ones name all of a kind."""
_ALL_PROGRAMMES = re.compile(r"interreg-\d{4}-\d{4}")
_YEAR = re.compile(r"20\d\d")
_LEVELS = {"sdg": "target"}
_cache: dict[tuple[int, str], tuple[Reference, Frameworks]] = {}


@dataclass
class Frameworks:
    """Frameworks with their goals, looked up by kind, number and title; `region` is the county code of the report's region."""

    region: str
    year: int
    stem: str
    records: tuple[FrameworkRecord, ...]
    goals: dict[str, tuple[GoalRecord, ...]]
    years: tuple[int, int] | None = None
    targets: frozenset[str] = frozenset()
    _titles: dict[str, Titles] = field(default_factory=dict)
    _by_iri: dict[str, GoalRecord] = field(default_factory=dict)

    def titles(self, kinds: Iterable[str]) -> list[Titles]:
        """Return the titles of the frameworks of some kinds, for each framework in use by itself."""
        wanted = set(kinds)
        return [
            self._titles[record.iri] for record in self.records if record.kind in wanted and record.iri in self._titles
        ]

    def record(self, iri: str) -> GoalRecord | None:
        """Return the goal with an IRI."""
        return self._by_iri.get(iri)

    def kind_of(self, goal: GoalRecord) -> str:
        """Return the kind of the framework that a goal belongs to."""
        return next(record.kind for record in self.records if record.iri == goal.framework)

    def framework(
        self, kind: str, label: Label | None, number: str | None, wording: str | None
    ) -> FrameworkRecord | None:
        """Return the framework of a kind that is meant: as named, by its own wording, by the years of the insats, else the latest."""
        if self.is_other_version(label):
            return None
        named = label.framework if label and label.framework and label.framework.kind == kind else None
        candidates = sorted(
            (record for record in self.records if record.kind == kind),
            key=lambda record: (-(record.start or 0), -len(self.goals.get(record.iri, ()))),
        )
        if label and named:  # programmes of two periods share a name: "Interreg Aurora"
            shared = [
                record
                for record in candidates
                if any(name in label.surface for name in record.names if len(name) >= _WHOLE)
            ]
            candidates = shared or [named]
        if label and (period := _PERIOD.search(label.surface)):
            candidates = [record for record in candidates if record.start == int(period[1])] or candidates
        if wording and (worded := [record for record in candidates if self._bears(record, wording)]):
            candidates = worded if number is None or len(worded) == 1 else candidates
        elif kind == "interreg" and not named:  # one of the programmes, and nothing says which
            candidates = [record for record in candidates if _ALL_PROGRAMMES.fullmatch(record.key)]
        year = self.years[0] if self.years else self.year
        return next(
            (record for record in candidates if (record.start or 0) <= year <= (record.end or 9999)),
            candidates[0] if candidates else None,
        )

    def is_other_version(self, label: Label | None) -> bool:
        """Return whether a strategy is named by another year than those that the reference data knows ("RUS 2040" beside 2030)."""
        own = [record for record in self.records if record.kind == "rus"]
        known = [{*map(int, _YEAR.findall(" ".join(record.names))), record.end} - {None} for record in own]
        return (
            label is not None
            and label.year is not None
            and bool(own)
            and all(known)
            and label.year not in set().union(*known)
        )

    def unlisted(self, label: Label | None) -> str:
        """Return the key of the region's strategy where no file holds it: each version that is not the known one has its own."""
        return f"rus-{self.region}" + (f"-{label.year}" if label and self.is_other_version(label) else "")

    def _bears(self, record: FrameworkRecord, wording: str) -> bool:
        """Return whether a framework has a goal with a title that stands in a wording."""
        titles = self._titles.get(record.iri)
        return titles is not None and any(hit.whole for hit in titles.find(wording))

    def goal(
        self, record: FrameworkRecord | None, level: str, number: str | None, wording: str | None
    ) -> GoalRecord | None:
        """Return the goal of a framework with a number at a level, else with a title.

        An Interreg programme whose goals are of one level has no other with that number: its "prioritering 2" is "mål 2".
        """
        if record is None:
            return None
        goals = self.goals.get(record.iri, ())
        if number:
            key = number.upper().removeprefix("PO").lstrip("0")
            fits = [goal for goal in goals if goal.number and goal.number.upper().removeprefix("PO") == key]
            exact = [goal for goal in fits if _LEVELS.get(goal.level, goal.level) == level]
            related = [goal for goal in fits if (goal.level in {"area", "priority"}) == (level in {"area", "priority"})]
            flat = record.kind == "interreg" and not any(goal.level == "area" for goal in goals)
            return next(iter(exact or related or (fits if flat else ())), None)
        hits = self._titles[record.iri].find(wording) if wording and record.iri in self._titles else []
        fitting = [hit for hit in hits if (hit.goal.level == "area") == (level == "area")]
        return (fitting or hits)[0].goal if hits else None

    def by_title(self, kind: str, wording: str, _text: str) -> str | None:
        """Return the IRI of the goal of a kind of framework that a title names."""
        for titles in self.titles({kind}):
            hits = titles.find(wording)
            if hits:
                return hits[0].goal.iri
        return None

    def _lists(self, record: FrameworkRecord, level: str) -> bool:
        """Return whether the reference data lists a framework's goals of a level: then another one is none of its goals."""
        return any(_LEVELS.get(goal.level, goal.level) == level for goal in self.goals.get(record.iri, ()))

    def lists_areas(self, label: Label) -> bool:
        """Return whether the reference data lists the areas of the regional strategy that a name means."""
        record = self.framework("rus", label, None, None)
        return record is not None and self._lists(record, "area")

    def provisional(
        self, record: FrameworkRecord | None, label: Label | None, level: str, number: str | None, wording: str | None
    ) -> str | None:
        """Return the IRI of a goal of a regional strategy that no file holds; None where the file lists the goals of its level."""
        if record is not None and self._lists(record, level):
            return None
        base = f"{THINGS}goal/{record.key if record else self.unlisted(label)}/"
        if level == "area":
            return f"{base}area-{slug(wording or number or '')}"
        return f"{base}{slug(number.replace('.', '-') if number else wording or '')}"


def stem_of(reference: Reference, region: str) -> str:
    """Return how the name of a county begins, in every form of it ("Dala" of "Dalarna", "Dalastrategin")."""
    return next((county.short for county in reference.counties if county.code == region), "")[:_STEM]


def frameworks_for(context: Context, years: tuple[int, int] | None) -> Frameworks:
    """Return the frameworks that a report of a region may name, read once for each region."""
    key = (id(context.reference), context.region)
    if key not in _cache or _cache[key][0] is not context.reference:
        _cache[key] = (context.reference, _collect(context))
    return replace(_cache[key][1], year=context.year, years=years, targets=context.targets)


_STEM = 4
"""So many letters of a county's name are in every form of it ("Dalarna", "Dalastrategin")."""


def _collect(context: Context) -> Frameworks:
    """Return the region's frameworks with all that are not another region's."""
    records = tuple(record for record in context.reference.frameworks if record.region in {None, context.region})
    goals: dict[str, tuple[GoalRecord, ...]] = {}
    for record in records:
        goals[record.iri] = tuple(goal for goal in context.reference.goals if goal.framework == record.iri)
    titles = {iri: titles_of(own) for iri, own in goals.items() if own}
    return Frameworks(
        context.region,
        context.year,
        stem_of(context.reference, context.region),
        records,
        goals,
        _titles=titles,
        _by_iri={goal.iri: goal for own in goals.values() for goal in own},
    )
