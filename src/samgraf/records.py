"""The records that reference data is handed out as: actors, name patterns, frameworks, goals, funds, counties."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An actor as it may be named in a text.

    `kind` is the local name of its class. `aliases` are full names that mean this actor wherever they
    stand; `acronyms` must be matched with their case. `county` is the code of the county where it is at
    home, None for national actors and for those of several counties, which `serves` lists. `short` is the bare place name of a municipality ("Sala"): as often
    the place as the municipality. `ambiguous` says that the short name, or where there is none the name
    itself ("Företagarna"), is also a common word or a person's name.

    An actor that has changed its name has one more record for each dated name, with the same `iri` and
    with `valid_from` or `valid_to`; the record with its usual name comes last.
    """

    iri: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    county: str | None = None
    valid_from: int | None = None
    valid_to: int | None = None
    short: str | None = None
    ambiguous: bool = False
    serves: tuple[str, ...] = ()

    def works_in(self, county: str) -> bool:
        """Return whether the actor is at home or at work in a county."""
        return self.county == county or county in self.serves


@dataclass(frozen=True, slots=True)
class PatternRecord:
    """How names of one kind of actor are made: `word` stands "first" or "last" in them."""

    word: str
    position: str
    kind: str


@dataclass(frozen=True, slots=True)
class FrameworkRecord:
    """A set of goals that somebody has decided on.

    `kind` is "rus", "eruf", "esf", "fro", "interreg", "national" or "agenda"; `names` are all its
    spellings, its acronyms among them; `region` is the county code of the region whose it is; `start`
    and `end` are its first and last year (of a programme: in which its money can be spent).
    """

    iri: str
    key: str
    kind: str
    name: str
    names: tuple[str, ...]
    region: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """A goal of a framework; `level` is "area", "target", "objective", "priority" or "sdg".

    `title` is None where the number is known but not the wording. `area` is the IRI of the goal's area.
    """

    iri: str
    framework: str
    level: str
    number: str | None
    title: str | None
    titles: tuple[str, ...]
    area: str | None


@dataclass(frozen=True, slots=True)
class FundRecord:
    """A source of money, with all its spellings."""

    iri: str
    name: str
    names: tuple[str, ...]
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class CountyRecord:
    """A county (län): "19", "Västmanlands län", "Västmanland", its region, and how many municipalities it has."""

    code: str
    name: str
    short: str
    region_name: str
    region_iri: str
    nuts: str
    municipalities: int


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data, each kind sorted by IRI or code; `templates` are the addresses of the forms that files hold."""

    actors: tuple[ActorRecord, ...]
    frameworks: tuple[FrameworkRecord, ...]
    goals: tuple[GoalRecord, ...]
    funds: tuple[FundRecord, ...]
    counties: tuple[CountyRecord, ...]
    patterns: tuple[PatternRecord, ...] = ()
    templates: tuple[str, ...] = ()
