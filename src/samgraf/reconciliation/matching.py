"""How well a name means an entity: 100 for its very name, less for another; certain only where nothing else fits as well.

Letters are kept apart: "Åre" is not "Are". A region given as a property tells namesakes apart, and a year the names of that year.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.fuzz import ratio

from samgraf.facts import ID, SG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from samgraf.reconciliation.entities import Entities, Entity, Name

EXACT, NUMBERED, OTHER_NAME, PLACE_NAME, BEGINS, LIKE, WORDS = 100.0, 100.0, 98.0, 96.0, 95.0, 90.0, 72.0
"""The scores: its usual name (or its id), its number, another full name or its acronym, its bare place name, how its name begins
where the region is given, the most that a likeness gives, and whole words of a longer name."""
SURE = 95.0
"""The least score that can be a match."""
LEAST = 60.0
ELSEWHERE = 0.6
"""What a score is multiplied by where the entity is at home in another region than that given."""
MOST = 100
SHORTEST = 3

NUMBERS = {"organisationNumber", "municipalityCode"}
"""Properties that alone say who it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """One query: the text, the types that may answer it, the properties that it gives, and how many answers are wanted."""

    text: str = ""
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, tuple[str, ...]], ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant, how likely, whether that is certain, and what the score is made of."""

    entity: Entity
    score: float
    match: bool
    features: tuple[tuple[str, float | bool], ...]


class Matcher:
    """Finds entities by name; regions are known by code, name, NUTS or id."""

    def __init__(self, entities: Entities, regions: Mapping[str, str]) -> None:
        """Keep the entities, and the county code that each spelling of a region means."""
        self.entities = entities
        self.kind_names = {kind.id: kind.name for kind in entities.kinds}
        self._regions = {folded(spelling): code for spelling, code in regions.items()}

    def candidates(self, question: Question) -> list[Candidate]:
        """Return the entities that may be meant, the likeliest first."""
        given = dict(question.properties)
        county = next((c for value in given.get("county", ()) if (c := self._regions.get(folded(value)))), None)
        year = next(
            (int(value) for value in given.get("year", ()) if value.isdigit() and len(value) == len("2023")), None
        )
        found = []
        for entity in self.entities.all:
            if question.types and not set(question.types) & set(entity.types):
                continue
            scored = self._score(entity, question, given, county, year)
            if scored and scored[0] >= LEAST:
                found.append((scored[0], entity, scored[1]))
        found.sort(key=lambda one: (-one[0], one[1].id))
        best = found[0][0] if found else 0.0
        certain = (
            best >= SURE and sum(score >= SURE and score >= best - (EXACT - OTHER_NAME) for score, _, _ in found) == 1
        )
        return [
            Candidate(entity, round(score, 2), certain and at == 0, features)
            for at, (score, entity, features) in enumerate(found[: max(1, min(question.limit, MOST))])
        ]

    def suggest(self, prefix: str, skip: int = 0) -> list[Entity]:
        """Return twenty entities whose names begin with a text, or have a word that does, after so many."""
        wanted = folded(prefix)
        if not wanted:
            return []
        ranked = []
        for entity in self.entities.all:
            names = [folded(name.text) for name in entity.names]
            if entity.id == prefix.removeprefix(ID) or any(name.startswith(wanted) for name in names):
                ranked.append((0, entity))
            elif any(f" {wanted}" in name for name in names):
                ranked.append((1, entity))
        ranked.sort(key=lambda one: (one[0], len(one[1].name), one[1].id))
        return [entity for _, entity in ranked[skip : skip + 20]]

    def _score(
        self,
        entity: Entity,
        question: Question,
        given: Mapping[str, Sequence[str]],
        county: str | None,
        year: int | None,
    ) -> tuple[float, tuple[tuple[str, float | bool], ...]] | None:
        """Return an entity's score and its parts, None where a number that was given is another's."""
        text = question.text
        numbers = [(name, values) for name, values in given.items() if name in NUMBERS]
        stated = {name: {_bare(str(value)) for value in entity.properties.get(name, ())} for name, _ in numbers}
        same = [bool(stated[name] & {_bare(value) for value in values}) for name, values in numbers]
        if any(stated[name] and not fits for (name, _), fits in zip(numbers, same, strict=True)):
            return None
        at_home = county is not None and county in entity.counties
        name = self._name_score(entity, question.text, year, at_home=at_home, typed=bool(question.types))
        if text in {entity.id, ID + entity.id}:
            name = EXACT
        if any(same):  # a number and another's name are a slip in one of them
            score = NUMBERED if not text or name >= LEAST else LIKE
        elif text:
            score = name * (ELSEWHERE if county and entity.counties and not at_home else 1.0)
        else:
            score = 0.0
        shares = [
            self._property_fits(entity, pid, values)
            for pid, values in given.items()
            if pid not in {*NUMBERS, "county", "year"}
        ]
        if not text and not numbers:
            known = [*shares, *([at_home] if county else [])]
            score = BEGINS - 1 if known and all(known) else 0.0
        elif not all(shares):
            score *= ELSEWHERE
        features: list[tuple[str, float | bool]] = [("name", round(name, 2))]
        features += [("number", any(same))] if numbers else []
        features += [("county", at_home)] if county else []
        return score, tuple(features)

    def _name_score(self, entity: Entity, text: str, year: int | None, *, at_home: bool, typed: bool) -> float:
        """Return how well a text is one of an entity's names, 0 to 100."""
        wanted = folded(text)
        return (
            max(
                (_one(name, text, wanted, at_home=at_home, typed=typed) for name in entity.names if _holds(name, year)),
                default=0.0,
            )
            if wanted
            else 0.0
        )

    def _property_fits(self, entity: Entity, pid: str, values: Iterable[str]) -> bool:
        """Return whether an entity has one of the values of a property; a property that we do not have says nothing."""
        if pid not in {"kind", "number", "framework", "startYear", "endYear", "reportYear", "nuts", "sameAs"}:
            return True
        held = {folded(str(value)) for value in entity.properties.get(pid, ())}
        return bool(held & {folded(value.removeprefix(SG)) for value in values})


def _one(name: Name, text: str, wanted: str, *, at_home: bool, typed: bool) -> float:
    """Return how well a text is one name."""
    held = folded(name.text)
    if name.sort == "acronym":
        return OTHER_NAME if name.text == text.strip() else 0.0
    if held == wanted:
        return {"usual": EXACT, "alias": OTHER_NAME, "short": PLACE_NAME, "word": PLACE_NAME if typed else LIKE}[
            name.sort
        ]
    if at_home and len(wanted) >= SHORTEST and held.startswith(f"{wanted} "):
        return BEGINS
    return min(LIKE, max(ratio(held, wanted, score_cutoff=LEAST), WORDS if f" {wanted} " in f" {held} " else 0.0))


def _holds(name: Name, year: int | None) -> bool:
    """Return whether a name held in a year; without a year every name may be meant."""
    return year is None or (name.start or 0) <= year <= (name.end or 9999)


@lru_cache(maxsize=65_536)
def folded(text: str) -> str:
    """Return a text as names are compared: NFC, without case and extra blanks, with its letters as they are."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _bare(number: str) -> str:
    """Return a number without hyphens, blanks and the prefix of the data portal."""
    return "".join(character for character in number.rpartition("/SE")[2] if character.isalnum())
