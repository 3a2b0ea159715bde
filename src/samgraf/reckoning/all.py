"""All reckonings of a report, as triples for the data graph that the shapes are asked against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from samgraf.facts import ID, SG, TYPE, Facts
from samgraf.reckoning.doubts import doubts
from samgraf.reckoning.duplicates import duplicates
from samgraf.reckoning.goals import goals
from samgraf.reckoning.model import Reckoning, texts
from samgraf.reckoning.oddities import oddities
from samgraf.reckoning.phrases import phrases
from samgraf.reckoning.shares import shares
from samgraf.reckoning.sums import sums
from samgraf.reckoning.wordings import wordings
from samgraf.results import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

SGS = "https://w3id.org/samgraf/shapes/"


def reckonings(facts: Facts, reference: Facts, source: str | None = None) -> list[Reckoning]:
    """Return what a report's words and figures come to, in a fixed order; `source` is the file's text, where it is at hand."""
    found: list[Reckoning] = []
    read = texts(facts)
    for text in read:
        found += _each_once([*shares(text), *sums(text), *oddities(text), *phrases(text)])
    found += [*wordings(facts, reference, read), *goals(facts, reference), *duplicates(facts)]
    found += doubts(facts, reference, source)
    return list(dict.fromkeys(found))


def _each_once(found: Iterable[Reckoning]) -> list[Reckoning]:
    """Return reckonings without a second of the same kind about the same figure: two ways to see one fault are one fault."""
    first: dict[tuple[str, str], Reckoning] = {}
    for one in found:
        first.setdefault((one.focus, one.relation), one)
    return list(first.values())


def reckon(facts: Facts, reference: Facts, source: str | None = None) -> list[ox.Triple]:
    """Return the reckonings of a report as triples: from what each is about, to its outcome and its words."""
    told = [triple for found in reckonings(facts, reference, source) for triple in _triples(found)]
    return [*told, *_is_itself(facts, reference)]


def _is_itself(facts: Facts, reference: Facts) -> list[ox.Triple]:
    """Return that a region is its county's only municipality, as Gotland's is: it cannot collaborate with itself."""
    found = []
    for report in facts.of_type(SG + "Report"):
        county = f"{ID}county/{report.rsplit('/', 1)[-1].partition('-')[0]}"
        towns = [town for town in reference.subjects_by(SG + "county").get(county, ()) if _is_town(reference, town)]
        if len(towns) == 1:
            about = ox.NamedNode(report), ox.NamedNode(SGS + "isItself"), ox.NamedNode(SG + "Municipality")
            found.append(ox.Triple(*about))
    return found


def _is_town(reference: Facts, actor: str) -> bool:
    """Return whether an actor is a municipality."""
    return SG + "Municipality" in reference.all(actor, TYPE)


def _triples(found: Reckoning) -> list[ox.Triple]:
    """Return the triples of one reckoning."""
    key = digest(found.focus, found.relation, found.outcome, found.sv)
    focus, one = ox.NamedNode(found.focus), ox.NamedNode(f"{ID}reckoning/{key}")
    return [
        ox.Triple(focus, ox.NamedNode(SGS + found.relation), one),
        ox.Triple(one, ox.NamedNode(TYPE), ox.NamedNode(SGS + "Reckoning")),
        ox.Triple(one, ox.NamedNode(SGS + "outcome"), ox.Literal(found.outcome)),
        ox.Triple(one, ox.NamedNode(SGS + "toldSv"), ox.Literal(found.sv)),
        ox.Triple(one, ox.NamedNode(SGS + "toldEn"), ox.Literal(found.en)),
    ]
