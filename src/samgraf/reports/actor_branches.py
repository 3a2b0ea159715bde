"""Where a name ends that goes on with a place: branches of associations, parts of agencies, associations of two places, genitives."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from samgraf.reports.actor_forms import genitive, place_name
from samgraf.reports.actor_words import DIRECTIONS, LAND, STOPS

if TYPE_CHECKING:
    from samgraf.reports.actor_forms import Gazetteer, Name

_LOCAL = re.compile(r"(?:föreningen|förbundet|distriktet|sällskapet)$")
_IN_PLACE = re.compile(r" i (?P<place>[A-ZÅÄÖ][\wåäö-]+)(?: län(?!\w))?(?! kommun)")
_PART_OF = re.compile(r" (?:region|distrikt|avdelning|verksamhetsområde) [A-ZÅÄÖ][\wåäö-]+")
_HAS_BRANCHES = frozenset({"CivilSociety", "InterestOrganisation"})


def of_a_place(text: str, name: Name, gazette: Gazetteer) -> Name:
    """Return a national association's branch as one of its own ("Naturskyddsföreningen i X län"), a part of an agency as the agency."""
    if name.kind == "Agency" and name.sort == "actor" and (part := _PART_OF.match(text, name.end)):
        return replace(name, end=part.end())
    after = _IN_PLACE.match(text, name.end)
    if (
        after is None
        or name.sort != "actor"
        or not (
            (name.kind in _HAS_BRANCHES and _LOCAL.search(text[name.start : name.end]))
            or (name.kind == "InterestOrganisation" and after[0].endswith(" län"))
            or (name.kind in _HAS_BRANCHES and _at_home(name, after["place"], gazette))
        )
    ):
        return name
    place = after["place"].lower()
    if not {place, place.removesuffix("s")} & (gazette.places | LAND) and after["place"] not in DIRECTIONS:
        return name
    own = text[name.start : after.end()]
    return replace(name, end=after.end(), actor=None, name=own, method="pattern:local", confidence=0.75, candidates=())


def _at_home(name: Name, place: str, gazette: Gazetteer) -> bool:
    """Return whether a national association has a branch in a place: a municipality of the report's own county, or the county."""
    record = gazette.by_iri.get(name.actor or "")
    if record is None or record.county is not None or record.serves:
        return False
    county = gazette.counties.get(gazette.region)
    own = {
        place_name(one)
        for one in gazette.reference.actors
        if one.kind == "Municipality" and one.county == gazette.region
    }
    return place in own or (county is not None and place in {county.short, genitive(county.short)})


def with_second_place(text: str, name: Name, gazette: Gazetteer) -> Name:
    """Return the name of an association of two places as one name ("Finsam Lekeberg och Örebro")."""
    after = re.match(r" och ([A-ZÅÄÖ][\wåäö-]+)", text[name.end : name.end + 40])
    if (
        after is None
        or name.kind != "CoordinationAssociation"
        or after[1].removesuffix("s").lower() not in gazette.places
    ):
        return name
    end = name.end + after.end()
    return replace(name, end=end, name=bare(text, name.start, end))


_PLURAL = re.compile(r"(?:orks|tions|tems|iends|ings|dios|tries|ames|ials|iners|ments|ogies|icals|oods|artners)$")
"""How English names end that are plural, not somebody's."""


def bare(text: str, start: int, end: int) -> str:
    """Return a name without the genitive -s that a common noun after it shows."""
    name = text[start:end]
    following = re.match(r"\s([a-zåäö]+)", text[end : end + 30])
    owns = (
        following is not None
        and following[1] not in STOPS
        and following[1] not in {"och", "samt", "liksom", "respektive"}
    )
    if name.endswith(":s"):
        return name[:-2]
    if (
        owns
        and not _PLURAL.search(name)
        and name.endswith("s")
        and not name.endswith(("ss", "us", "is", "as", "os"))
        and len(name) > 4  # noqa: PLR2004
    ):
        return name[:-1]
    return name
