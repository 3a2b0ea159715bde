"""What a new value may be for each kind of thing, as a person reads it, and what it then changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from samgraf.graph.iris import mint, slug
from samgraf.graph.namespaces import THINGS
from samgraf.reports.model import (
    ActorMention,
    BasisMention,
    Figure,
    FundMention,
    GoalMention,
    Leftover,
    Period,
    Statement,
)
from samgraf.review.things import Chained

if TYPE_CHECKING:
    from samgraf.records import ActorRecord, GoalRecord, Reference
    from samgraf.review.records import Value
    from samgraf.review.things import Kind, Thing

New = dict[str, "Value"]

ROLES = {
    "owner": "ägare (owner)",
    "funder": "finansiär (funder)",
    "partner": "samverkanspart (partner)",
    "convenor": "sammankallande (convenor)",
    "target-group": "målgrupp (target group)",
    "mentioned": "bara omnämnd (mentioned)",
}
BASES = {
    "uppfoljning": "uppföljning (monitoring)",
    "utvardering": "utvärdering (evaluation)",
    "egen-bedomning": "egen bedömning (own assessment)",
}
HORIZONS = {"short": "kort sikt (short)", "medium": "medellång sikt (medium)", "long": "lång sikt (long)"}

FREE: frozenset[Kind] = frozenset({"actor", "figure", "period", "entry", "left"})
"""Kinds whose new value may be written freely; of the others it is one of the list, or there is none."""

NO_INSATS = "hör inte till någon insats (belongs to no insats)"
"""What the program takes to be so of a part of a table that no insats took."""

LONGEST = 200
"""Characters of a name that a person gives."""

_KIND = re.compile(r"(?P<name>.*\S)\s*\[(?P<kind>[^\]]+)\]")
_PERIOD = re.compile(
    r"(?:(?P<start>(?:19|20)\d\d)\s*[-–—]\s*(?P<end>(?:19|20)\d\d)?|[-–—]\s*(?P<last>(?:19|20)\d\d)|(?P<year>(?:19|20)\d\d))"
)
_NUMBER = re.compile(r"[-−]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?|[-−]?\d+(?:[.,]\d+)?")
_SHOWN = 70
_LOOKS_LIKE = 0.88
_MOST = 5
_GOAL_FRAMEWORKS = frozenset({"rus", "eruf", "esf", "fro", "interreg"})


class NotAllowedError(ValueError):
    """A new value is not one of those that the thing can have; says why, in Swedish and English."""

    def __init__(self, sv: str, en: str) -> None:
        """Keep the reason in both languages."""
        super().__init__(sv)
        self.sv, self.en = sv, en


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that is offered: its words and the fields that it sets."""

    label: str
    new: New


def reading(thing: Thing, reference: Reference) -> str:  # noqa: C901, PLR0911  (one for each kind)
    """Return what the program takes a thing to be, in words."""
    item = thing.item
    if isinstance(item, ActorMention):
        if thing.kind == "role":
            return f"{item.name}: {ROLES[item.role]}"
        name = item.name if item.actor else f"{item.name} [{item.kind}]"
        return name if thing.surface.casefold() == item.name.casefold() else f"{thing.surface} → {name}"
    if isinstance(item, GoalMention):
        known = _goals(_Held(reference)).get(item.goal or "")
        return (
            _goal_label(known, reference)
            if known
            else " ".join(filter(None, (item.written_framework, item.number, item.wording)))
        )
    if isinstance(item, FundMention):
        return item.name
    if isinstance(item, Period):
        return (
            f"{item.start_year or ''}–{item.end_year or ''}"
            if item.start_year != item.end_year
            else str(item.start_year)
        )
    if isinstance(item, BasisMention):
        return BASES[item.basis]
    if isinstance(item, Statement):
        return HORIZONS[item.horizon] if item.horizon else ""
    if isinstance(item, Leftover):
        return NO_INSATS
    if isinstance(item, Chained):
        return f"{_short(item.cause)} → {_short(item.effect)}"
    if isinstance(item, Figure):
        return " ".join(filter(None, (f"{item.value:f}".replace(".", ","), item.unit, item.what)))
    return thing.surface


def _short(text: str) -> str:
    """Return a result in so many words that it is known again."""
    whole = " ".join(text.split())
    return whole if len(whole) <= _SHOWN else whole[:_SHOWN].rsplit(" ", 1)[0] + " …"


def old_values(thing: Thing, fields: frozenset[str]) -> New:
    """Return the values that the program read for the fields that a correction may change."""
    held = {name: getattr(thing.item, name, None) for name in sorted(fields)}
    return {name: value if isinstance(value, int) or value is None else str(value) for name, value in held.items()}


def choices(thing: Thing, reference: Reference, region: str) -> tuple[Choice, ...]:  # noqa: PLR0911  (one for each kind)
    """Return the values that are offered for a thing; of a kind in FREE others may be written."""
    item = thing.item
    if thing.kind == "role":
        return tuple(Choice(label, {"role": key}) for key, label in ROLES.items())
    if thing.kind == "basis":
        return tuple(Choice(label, {"basis": key}) for key, label in BASES.items())
    if thing.kind == "horizon":
        return tuple(Choice(label, {"horizon": key}) for key, label in HORIZONS.items())
    if thing.kind == "fund":
        return tuple(
            Choice(fund.name, {"fund": fund.iri, "actor": None, "name": fund.name}) for fund in reference.funds
        )
    if isinstance(item, Leftover):
        return tuple(Choice(name, {"name": name}) for name in dict.fromkeys(item.beside))
    if isinstance(item, GoalMention):
        return _goal_choices(item, reference, region)
    if isinstance(item, ActorMention):
        return _actor_choices(item, reference, region)
    return ()


def new_values(text: str, thing: Thing, reference: Reference, region: str) -> New:
    """Return what a new value changes.

    Raises:
        NotAllowedError: it is not a value that the thing can have.
    """
    text = " ".join(text.split())
    if len(text) > LONGEST or not text.isprintable():
        raise NotAllowedError(
            f"nytt värde har styrtecken eller fler än {LONGEST} tecken",
            f"the new value has control characters or more than {LONGEST} characters",
        )
    offered = choices(thing, reference, region)
    chosen = [choice for choice in offered if choice.label.casefold() == text.casefold()]
    if chosen:
        return chosen[0].new
    if thing.kind not in FREE:
        raise _not_offered(text, offered)
    if thing.kind == "actor":
        return _named_actor(text, thing, reference, region)
    if thing.kind == "period":
        return _period(text)
    if thing.kind == "figure":
        return {"value": _number(text)}
    return {"name": text}


def local_actor(name: str, kind: str, region: str) -> New:
    """Return the fields of an actor of the region's local register."""
    return {"actor": mint("actor", "local", region, slug(name)).value, "name": name, "kind": kind}


def _not_offered(text: str, offered: tuple[Choice, ...]) -> NotAllowedError:
    """Return the error for a value that is not in the list."""
    if not offered:
        return NotAllowedError(
            "här går det bara att svara rätt eller fel", "here the only decisions are right and wrong"
        )
    some = "; ".join(choice.label for choice in offered[:6]) + (" …" if len(offered) > 6 else "")  # noqa: PLR2004 (a line's worth)
    return NotAllowedError(
        f"{text!r} är inget av de tillåtna värdena ({some})", f"{text!r} is none of the allowed values ({some})"
    )


def _actor_choices(item: ActorMention, reference: Reference, region: str) -> tuple[Choice, ...]:
    """Return the actors that a name could mean: its candidates, then those of the register with the most similar names."""
    by_iri = {actor.iri: actor for actor in reference.actors}
    found = [by_iri[iri] for iri in item.candidates if iri in by_iri]
    near = _near(_Held(reference), region)
    alike = process.extract(
        item.name.casefold(), near.keys(), scorer=JaroWinkler.similarity, score_cutoff=_LOOKS_LIKE, limit=_MOST
    )
    found += [near[name] for name, _, _ in alike]
    unique = {actor.iri: actor for actor in found if actor.iri != item.actor}
    return tuple(Choice(_actor_label(actor, reference), _fields(actor)) for actor in unique.values())


class _Held:
    """Reference data as a key of a cache: known by being the same object, since hashing it takes longer than using it."""

    def __init__(self, reference: Reference) -> None:
        """Keep the reference data."""
        self.reference = reference

    def __eq__(self, other: object) -> bool:
        """Return whether it is the same object."""
        return isinstance(other, _Held) and other.reference is self.reference

    def __hash__(self) -> int:
        """Return a number that is the object's own."""
        return id(self.reference)


@lru_cache(maxsize=64)
def _near(held: _Held, region: str) -> dict[str, ActorRecord]:
    """Return the actors of a region and of the whole country by name, in small letters."""
    return {actor.name.casefold(): actor for actor in held.reference.actors if actor.county in {None, region}}


@lru_cache(maxsize=8)
def _goals(held: _Held) -> dict[str, GoalRecord]:
    """Return the goals by address."""
    return {goal.iri: goal for goal in held.reference.goals}


def _actor_label(actor: ActorRecord, reference: Reference) -> str:
    """Return an actor's name, with its key where several have it."""
    same = {each.iri for each in reference.actors if each.name == actor.name}
    return actor.name if len(same) == 1 else f"{actor.name} ({actor.iri.removeprefix(THINGS + 'actor/')})"


def _fields(actor: ActorRecord) -> New:
    """Return the fields that say who an actor is."""
    return {"actor": actor.iri, "name": actor.name, "kind": actor.kind}


def _named_actor(text: str, thing: Thing, reference: Reference, region: str) -> New:
    """Return the actor of a register that has a name or address, else one for the local register: "Namn [Network]"."""
    typed = _KIND.fullmatch(text)
    name = typed["name"] if typed else text
    wanted = name.casefold()
    meant = {
        actor.iri: actor
        for actor in reference.actors
        if wanted in {actor.iri.casefold(), actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}
        or name in actor.acronyms
    }
    if len(meant) > 1:
        labels = "; ".join(f"{actor.name} {actor.iri}" for actor in meant.values())
        raise NotAllowedError(
            f"{name!r} kan gälla flera: {labels}. Skriv adressen.",
            f"{name!r} could mean several: {labels}. Write the address.",
        )
    if meant:
        return _fields(next(iter(meant.values())))
    if re.match(r"[a-z][a-z0-9+.-]*:", wanted):
        raise NotAllowedError(f"ingen aktör har adressen {name!r}", f"no actor has the address {name!r}")
    item = thing.item
    kind = item.kind if isinstance(item, ActorMention) and item.actor is None else "Actor"
    if typed:
        kinds = {
            "Actor",
            *(actor.kind for actor in reference.actors),
            *(pattern.kind for pattern in reference.patterns),
        }
        known = {each.casefold(): each for each in kinds}
        if typed["kind"].strip().casefold() not in known:
            listed = ", ".join(sorted(known.values()))
            raise NotAllowedError(
                f"{typed['kind']!r} är inget slags aktör ({listed})",
                f"{typed['kind']!r} is no kind of actor ({listed})",
            )
        kind = known[typed["kind"].strip().casefold()]
    return local_actor(name, kind, region)


def _goal_choices(item: GoalMention, reference: Reference, region: str) -> tuple[Choice, ...]:
    """Return the goals of the framework that is named, or where that has none, of all that a report may name."""
    own = [goal for goal in reference.goals if goal.framework == item.framework]
    if not own:
        usable = {f.iri for f in reference.frameworks if f.region in {None, region} and f.kind in _GOAL_FRAMEWORKS}
        own = [goal for goal in reference.goals if goal.framework in usable]
    found = [
        Choice(
            _goal_label(goal, reference),
            {"framework": goal.framework, "goal": goal.iri, "area": goal.area, "level": goal.level},
        )
        for goal in own
        if goal.level in {"area", "target", "objective", "priority"}
    ]
    return tuple(
        sorted(
            found,
            key=lambda choice: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", choice.label)],
        )
    )


def _goal_label(goal: GoalRecord, reference: Reference) -> str:
    """Return a goal's framework, number and title."""
    framework = next((each.name for each in reference.frameworks if each.iri == goal.framework), "")
    return " ".join(filter(None, (f"{framework}:", goal.number, goal.title)))[:LONGEST]


def _period(text: str) -> New:
    """Return the years of "2022–2024", "2022–", "–2024" or "2023"."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise NotAllowedError(f"{text!r} är ingen period: skriv 2022–2024", f"{text!r} is no period: write 2022–2024")
    start, end = match["start"] or match["year"], match["end"] or match["last"] or match["year"]
    if start and end and int(end) < int(start):
        raise NotAllowedError(f"{text!r} slutar innan den börjar", f"{text!r} ends before it begins")
    return {
        "start_year": int(start) if start else None,
        "end_year": int(end) if end else None,
        "start_month": None,
        "end_month": None,
    }


def _number(text: str) -> str:
    """Return a number as it is written in decimals, from "43 800 000" or "4,5"."""
    if _NUMBER.fullmatch(text) is None:
        raise NotAllowedError(f"{text!r} är inget tal", f"{text!r} is no number")
    return re.sub(r"\s", "", text).replace(",", ".").replace("−", "-")
