"""All reckonings of a report, as triples for the data graph that the shapes are asked against."""

from __future__ import annotations

import pyoxigraph as ox

from samgraf.facts import ID, TYPE, Facts
from samgraf.reckoning.doubts import doubts
from samgraf.reckoning.duplicates import duplicates
from samgraf.reckoning.goals import goals
from samgraf.reckoning.model import Reckoning, texts
from samgraf.reckoning.oddities import oddities
from samgraf.reckoning.shares import shares
from samgraf.reckoning.sums import sums
from samgraf.reckoning.wordings import wordings
from samgraf.results import digest

SGS = "https://w3id.org/samgraf/shapes/"


def reckonings(facts: Facts, reference: Facts, source: str | None = None) -> list[Reckoning]:
    """Return what a report's words and figures come to, in a fixed order; `source` is the file's text, where it is at hand."""
    found: list[Reckoning] = []
    read = texts(facts)
    for text in read:
        found += [*shares(text), *sums(text), *oddities(text)]
    found += [*wordings(facts, reference, read), *goals(facts, reference), *duplicates(facts), *doubts(facts, source)]
    return list(dict.fromkeys(found))


def reckon(facts: Facts, reference: Facts, source: str | None = None) -> list[ox.Triple]:
    """Return the reckonings of a report as triples: from what each is about, to its outcome and its words."""
    return [triple for found in reckonings(facts, reference, source) for triple in _triples(found)]


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
